package localstore_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/workflow"
)

func TestTwoProcessesSaveIntoOneChain(t *testing.T) {
	root := t.TempDir()
	one, two := startChild(t, "save 40 versions", root), startChild(t, "save 40 versions", root)

	var acknowledged []saved
	for _, c := range []child{one, two} {
		for version, ok := c.next(); ok; version, ok = c.next() {
			acknowledged = append(acknowledged, version)
		}
		if err := c.Wait(); err != nil {
			t.Fatalf("a child failed: %v\n%s", err, c.errors)
		}
	}

	if len(acknowledged) != 80 {
		t.Errorf("%d versions were acknowledged, want 80", len(acknowledged))
	}
	s := open(t, root)
	wantSaved(t, s, acknowledged)
	history, err := s.History(workflow.Ref{Company: 1, ID: 1})
	if err != nil || len(history.Versions) != 2*26 {
		t.Errorf("the common workflow has %d versions (%v), want those of both, 52", len(history.Versions), err)
	}
}

// A process is killed 200 times at a moment drawn from a fixed seed, somewhere within its saves.
func TestKilledProcessLosesNothingItAcknowledged(t *testing.T) {
	const kills = 200
	root := t.TempDir()
	moment := rand.New(rand.NewPCG(2, 200)) // the same moments in every run
	var acknowledged []saved
	for range kills {
		c := startChild(t, "save without end", root)
		for range moment.IntN(4) {
			if version, ok := c.next(); ok {
				acknowledged = append(acknowledged, version)
			}
		}
		<-time.After(time.Duration(moment.IntN(6_000)) * time.Microsecond) // the moment itself is what is tested
		if err := c.Process.Kill(); err != nil {
			t.Fatalf("the child had ended by itself: %v\n%s", err, c.errors)
		}
		for version, ok := c.next(); ok; version, ok = c.next() {
			acknowledged = append(acknowledged, version)
		}
		_ = c.Wait() // it says that the child was killed
		if c.errors.Len() > 0 {
			t.Fatalf("the child failed: %s", c.errors)
		}
		wantLatestFiles(t, root)
	}

	s := open(t, root)
	wantSaved(t, s, acknowledged)
	t.Logf("%d versions were acknowledged before %d kills", len(acknowledged), kills)
	if len(acknowledged) < kills {
		t.Errorf("only %d versions were acknowledged: the kills came too early to test anything", len(acknowledged))
	}
	if _, err := s.Mend(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	wantSaved(t, s, acknowledged)
	for _, check := range s.Check(t.Context(), 1) {
		if check.Status != "ok" && check.ID != "local_space" {
			t.Errorf("after mending, check %s is %+v", check.ID, check)
		}
	}
}

// wantLatestFiles asserts that, once the store is opened again, it can be read and workflow.yaml is the latest.
func wantLatestFiles(t *testing.T, root string) {
	t.Helper()
	s := open(t, root)
	for entry, err := range s.Workflows(t.Context(), 1) {
		if err != nil {
			t.Fatalf("after a kill: %v", err)
		}
		_, text, err := s.Get(t.Context(), entry.Ref, "")
		if err != nil {
			t.Fatalf("after a kill: %v", err)
		}
		if read(t, file(root, entry.Ref, "workflow.yaml")) != string(text) {
			t.Fatalf("%v: workflow.yaml is not the latest version", entry.Ref)
		}
	}
	wantNothingInSaving(t, root)
}

// A process is killed 200 times at a moment drawn from a fixed seed, somewhere within all that sync does. The next one goes
// on where it was.
func TestKilledSyncLosesNothingItAcknowledged(t *testing.T) {
	const kills = 200
	root := t.TempDir()
	moment := rand.New(rand.NewPCG(4, 200)) // the same moments in every run
	last, acknowledged, touched := map[int]int{}, 0, 0
	for range kills {
		c := startChild(t, "sync without end", root)
		for range moment.IntN(2 * len(steps)) {
			c.lines.Scan()
			touched = max(touched, c.acknowledged(t, last))
		}
		<-time.After(time.Duration(moment.IntN(6_000)) * time.Microsecond) // the moment itself is what is tested
		if err := c.Process.Kill(); err != nil {
			t.Fatalf("the child had ended by itself: %v\n%s", err, c.errors)
		}
		for c.lines.Scan() {
			touched = max(touched, c.acknowledged(t, last))
		}
		_ = c.Wait() // it says that the child was killed
		if c.errors.Len() > 0 {
			t.Fatalf("the child failed: %s", c.errors)
		}
		wantScene(t, root, touched, last[touched])
		wantScene(t, root, touched+1, -1)
	}

	s := open(t, root)
	for number := 1; number <= touched; number++ {
		wantScene(t, root, number, last[number])
		acknowledged += last[number] + 1
	}
	t.Logf("%d steps were acknowledged before %d kills", acknowledged, kills)
	if acknowledged < kills {
		t.Errorf("only %d steps were acknowledged: the kills came too early to test anything", acknowledged)
	}
	if _, err := s.Mend(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	for _, check := range s.Check(t.Context(), 1) {
		if check.Status != "ok" && check.ID != "local_space" {
			t.Errorf("after mending, check %s is %+v", check.ID, check)
		}
	}
}

// acknowledged notes what a line of a child says, as the last step of a workflow, and gives the workflow. Half a line was
// not acknowledged.
func (c child) acknowledged(t *testing.T, last map[int]int) int {
	t.Helper()
	var number, step int
	if n, _ := fmt.Sscanf(c.lines.Text(), "%d %d end", &number, &step); n != 2 || !strings.HasSuffix(c.lines.Text(), " end") {
		return 0
	}
	last[number] = step
	return number
}

// wantScene asserts, once the store is opened again, that the steps of a workflow up to last are done, and that all there is
// of it fits together.
func wantScene(t *testing.T, root string, number, last int) {
	t.Helper()
	s := open(t, root)
	wantNothingInSaving(t, root)
	c, err := look(s, number)
	if err != nil {
		t.Fatal(err)
	}
	for n, step := range steps[:last+1] {
		if !step.done(c) {
			t.Fatalf("workflow %d: step %d, %s, was acknowledged but is not there: %+v", number, n, step.name, c.History)
		}
	}
	for _, v := range c.Versions {
		if v.Deleted || v.TextElsewhere {
			continue
		}
		if _, text, err := s.Get(t.Context(), c.ref, string(v.UID)); err != nil || string(text) != string(textOf(v.UID)) {
			t.Fatalf("workflow %d, version %s: %q (%v)", number, v.UID, text, err)
		}
	}
	left := c.ref == c.moved && c.draft(workflow.Ref{Company: 1, ID: workflow.ID(number)})
	if kept := last >= len(steps)-2; left || kept && !c.draft(c.ref) {
		t.Fatalf("workflow %d: its draft is not where it is", number)
	}
	latest, head := file(root, c.ref, "workflow.yaml"), c.Head
	if head == "" {
		if _, err := os.Stat(latest); err != nil {
			return
		}
		head = c.uid(1) // it comes before the first line
	}
	if deleted, here := c.find(4); here && head == deleted.UID {
		wantNoFile(t, latest)
	} else if got := read(t, latest); got != string(textOf(head)) {
		t.Fatalf("workflow %d: workflow.yaml is not the latest version", number)
	}
}
