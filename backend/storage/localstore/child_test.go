package localstore_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/workflow"
)

// childRole and childRoot tell the test binary that it is a process of a test, and below which root it works.
const (
	childRole = "LOCALSTORE_TEST_ROLE"
	childRoot = "LOCALSTORE_TEST_ROOT"
)

// roles are what a child does; it says each version that was acknowledged, a line with its workflow and UID.
var roles = map[string]func(root string) error{
	"save without end": func(root string) error { return saveInChild(root, -1) },
	"save 40 versions": func(root string) error { return saveInChild(root, 40) },
}

func TestMain(m *testing.M) {
	role := roles[os.Getenv(childRole)]
	if role == nil {
		os.Exit(m.Run())
	}
	if err := role(os.Getenv(childRoot)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// child is a process that plays a role.
type child struct {
	*exec.Cmd
	lines  *bufio.Scanner
	errors *strings.Builder
}

func startChild(t *testing.T, role, root string) child {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), program)
	command.Env = append(os.Environ(), childRole+"="+role, childRoot+"="+root)
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	c := child{command, bufio.NewScanner(output), &strings.Builder{}}
	command.Stderr = c.errors
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	return c
}

// saved is a version that a child acknowledged.
type saved struct {
	ref workflow.Ref
	uid workflow.UID
}

// next is the next version that the child says; false when it has ended. Half a line was not acknowledged.
func (c child) next() (saved, bool) {
	if !c.lines.Scan() {
		return saved{}, false
	}
	var version saved
	n, _ := fmt.Sscanf(c.lines.Text(), "%d %d %s end", &version.ref.Company, &version.ref.ID, &version.uid)
	return version, n == 3 && strings.HasSuffix(c.lines.Text(), " end")
}

// saveInChild saves n versions, without end for -1, of workflow 1 and, every third time, of a workflow of its own.
func saveInChild(root string, n int) error {
	s, err := localstore.Open(root)
	if err != nil {
		return err
	}
	own := workflow.Ref{Company: 1, ID: workflow.ID(os.Getpid() + 2)}
	for i := 0; i != n; i++ {
		ref := workflow.Ref{Company: 1, ID: 1}
		if i%3 == 0 {
			ref = own
		}
		uid, err := saveOnLatest(s, ref)
		if err != nil {
			return err
		}
		fmt.Printf("%d %d %s end\n", ref.Company, ref.ID, uid)
	}
	return nil
}

// saveOnLatest saves a new version on whatever is the latest, as often as another process is faster.
func saveOnLatest(s *localstore.Store, ref workflow.Ref) (workflow.UID, error) {
	for {
		base, _, err := s.Get(context.Background(), ref, "")
		if err != nil && workflow.CodeOf(err) != workflow.CodeWorkflowNotFound {
			return "", err
		}
		v := newVersion(ref, base.UID)
		_, err = s.Put(context.Background(), v, textOf(v.UID), base.Base())
		if workflow.CodeOf(err) != workflow.CodeStaleParent {
			return v.UID, err
		}
	}
}

// textOf is the text of a version of a child: about 5 KB that nobody else has.
func textOf(uid workflow.UID) []byte {
	return []byte(strings.Repeat("step: "+string(uid)+"\n", 150))
}

// wantSaved asserts that all that was acknowledged is there, byte for byte, in one chain with the numbers 1 to n.
func wantSaved(t *testing.T, s *localstore.Store, acknowledged []saved) {
	t.Helper()
	for _, version := range acknowledged {
		_, text, err := s.Get(t.Context(), version.ref, string(version.uid))
		if err != nil {
			t.Fatalf("acknowledged version %s: %v", version.uid, err)
		}
		if string(text) != string(textOf(version.uid)) {
			t.Fatalf("acknowledged version %s has another text", version.uid)
		}
	}
	for latest, err := range s.Workflows(t.Context(), 1) {
		if err != nil {
			t.Fatal(err)
		}
		wantOneChain(t, s, latest)
	}
}

func wantOneChain(t *testing.T, s *localstore.Store, latest storage.Entry) {
	t.Helper()
	history, err := s.History(latest.Ref)
	if err != nil {
		t.Fatal(err)
	}
	parent := workflow.UID("")
	for i, v := range history.Versions {
		if v.Number != i+1 || v.ParentUID != parent {
			t.Fatalf("%v: version %d has number %d and parent %q, want %d and %q", v.Ref, i, v.Number, v.ParentUID, i+1, parent)
		}
		parent = v.UID
	}
	if string(parent) != latest.ID {
		t.Errorf("%v: the latest is %s, the journal ends with %s", latest.Ref, latest.ID, parent)
	}
}
