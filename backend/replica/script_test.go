package replica_test

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"workflow-designer/backend/replica"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/memstore"
	"workflow-designer/backend/workflow"
)

var update = flag.Bool("update", false, "write what happens into the scenarios as what should happen; read it before you commit it")

// A scenario is a file of testdata/scenarios: what it shows, in words; the script; each plan that was made, with what the
// people were told (!); and what everybody has in the end. The script has one act a line:
//
//	ana new 7 a=1 b=2        ana makes workflow 7, whose text has the keys a and b
//	ana edit 7 a=2 b=        ana gives a another value and takes b out, and saves that
//	ana delete 7             ana deletes it
//	ana undelete 7           ana brings it back as it was
//	ana restore 7 ana-1      ana saves the text of an older version on top
//	ana resolve 7 a=3        ana saves a as the decision of a conflict, on top of theirs
//	ana tag 7 ana-1 x y      ana wants these tags on a version, and no others
//	ana sync                 ana syncs; "ana sync accept" accepts deletions; "ana sync many_deleted" must fail with that code
//	ana save-time 7          what a save does for the one workflow
//	ana history 7            ana opens the history
//	ana open 7 ana-1         ana opens a version, whose text may be elsewhere; a code may follow that it must fail with
//	ana lost put             the bucket does ana's next put, and the answer gets lost; also: kill put (killed right after it),
//	                         refused put (the bucket is down for that one), denied put (the keys may not write)
//	ana meanwhile put: ben edit 7 a=9 / ben sync      before ana's next put reaches the bucket, ben is faster; "then" with + does it in it
//	ana restart              the program is killed and started again
//	ana loses the index      the index is deleted
//	tool upload 7 a=1        another tool writes an object without metadata
//	tool copy 7 mem-1        another tool copies an older version, metadata and all, on top
//	tool delete 7            another tool deletes the object
//	tool purge 7 mem-1       a version is removed for good; "tool goback 7 mem-1": all above it are
//	tool suspend / resume    versioning
//
// What a server does in another way has a plan or a state of its own, with the server's name after it, and a section with that
// name which says why.
func TestScenarios(t *testing.T) { playAll(t, "", newInMemory) }

// playAll plays every scenario with a new bucket. server is the name of its server, empty for none.
func playAll(t *testing.T, server string, bucket func(*team) teamBucket) {
	files, err := filepath.Glob("testdata/scenarios/*.txt")
	if err != nil || len(files) < 40 {
		t.Fatalf("only %d scenarios, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s := scenario{archive, server}
			script := s.section("script")
			if strings.TrimSpace(string(archive.Comment)) == "" || script == "" {
				t.Fatal("a scenario says what it shows, and has a script")
			}
			plan, state := play(newTeam(t, bucket), script)
			if *update {
				s.put("plan", plan)
				s.put("state", state)
				if err := os.WriteFile(file, txtar.Format(archive), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want := s.want("plan"); plan != want {
				t.Errorf("plan:\n%s\nwant:\n%s", plan, want)
			}
			if want := s.want("state"); state != want {
				t.Errorf("state:\n%s\nwant:\n%s", state, want)
			}
			if own := s.section(s.own("plan"))+s.section(s.own("state")) != ""; server != "" && own != (s.section(server) != "") {
				t.Errorf("a scenario says in a section %q what differs there, and nothing when nothing does", server)
			}
		})
	}
}

// scenario is a file of scenarios, as it is for one kind of bucket.
type scenario struct {
	*txtar.Archive
	server string
}

func (s scenario) section(name string) string {
	for _, f := range s.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

// own is the name of a section that holds for this server alone.
func (s scenario) own(name string) string { return strings.TrimSpace(name + " " + s.server) }

// want is what should happen on this server.
func (s scenario) want(name string) string { return cmp.Or(s.section(s.own(name)), s.section(name)) }

// put makes what happened what should happen; on a server only where that is something else.
func (s scenario) put(name, text string) {
	s.Files = slices.DeleteFunc(s.Files, func(f txtar.File) bool { return f.Name == s.own(name) })
	if s.server == "" || s.section(name) != text {
		s.Files = append(s.Files, txtar.File{Name: s.own(name), Data: []byte(text)})
	}
	first := []string{"state", "plan", "script"} // the others are after them
	slices.SortStableFunc(s.Files, func(a, b txtar.File) int {
		return cmp.Compare(slices.Index(first, b.Name), slices.Index(first, a.Name))
	})
}

func play(team *team, script string) (plan, state string) {
	var order []string
	for line := range strings.Lines(script) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		who, _, _ := strings.Cut(line, " ")
		if _, known := team.laptops[who]; !known && who != "tool" {
			team.member(who)
			order = append(order, who)
		}
		fmt.Fprintf(&team.plans, "> %s\n", line)
		team.act(line)
	}
	var b strings.Builder
	for _, name := range order {
		b.WriteString(team.laptops[name].state())
	}
	return team.plans.String(), b.String() + team.inBucket()
}

// act does one line of a script.
func (t *team) act(line string) {
	t.t.Helper()
	words := strings.Fields(line)
	if words[0] == "tool" {
		t.tool(words[1], words[2:])
		return
	}
	m := t.member(words[0])
	if separator := map[string]string{"meanwhile": " / ", "then": " + "}[words[1]]; separator != "" {
		op, acts, _ := strings.Cut(strings.TrimPrefix(line, words[0]+" "+words[1]+" "), ": ")
		m.next(op, memstore.Meanwhile(func() {
			for act := range strings.SplitSeq(acts, separator) {
				fmt.Fprintf(&t.plans, "> meanwhile: %s\n", act)
				t.act(act)
			}
		}))
		return
	}
	if err := m.act(words[1], words[2:]); err != nil {
		t.t.Fatalf("%s: %v", line, err)
	}
}

// next lets a fault befall the next call of an operation, once.
func (m *member) next(op string, fault memstore.Fault) {
	m.faults = func(o string, _ int) memstore.Fault {
		if o != op {
			return memstore.Fault{}
		}
		m.faults = nil
		return fault
	}
}

// errKilled is what a call meets whose program is killed.
var errKilled = errors.New("killed")

func (m *member) act(verb string, args []string) error {
	ctx := context.Background()
	switch verb {
	case "sync":
		return m.syncAct(args)
	case "lost":
		m.next(args[0], memstore.AnswerLost())
		return nil
	case "kill":
		m.reach = killing{Bucket: m.reach, op: args[0]}
		return nil
	case "refused":
		m.next(args[0], memstore.Refused(&workflow.Error{
			Code: workflow.CodeBucketUnreachable, Message: "Nothing answers.", Hint: "Check the network.",
		}))
		return nil
	case "denied":
		m.next(args[0], memstore.Refused(&workflow.Error{
			Code: workflow.CodeAccessDenied, Message: "The keys may not write.", Hint: "Ask for the right.",
		}))
		return nil
	case "restart":
		m.killed()
		return nil
	case "loses":
		if err := m.laptop.Close(); err != nil {
			return err
		}
		if err := os.Remove(filepath.Join(m.folder, "index.sqlite")); err != nil {
			return err
		}
		m.open()
		return nil
	}
	id := m.number(args[0])
	args = args[1:]
	switch verb {
	case "new":
		return m.save(id, yamlOf("", args))
	case "edit":
		return m.save(id, yamlOf(m.text(id), args))
	case "delete":
		return m.save(id, nil)
	case "undelete":
		versions, err := m.laptop.Index.Versions(ctx, ref(id), address)
		if err != nil {
			return err
		}
		for _, v := range versions {
			if !v.Deleted {
				_, text, err := m.laptop.Files.Get(ctx, ref(id), string(v.UID))
				if err != nil {
					return err
				}
				return m.save(id, text)
			}
		}
		return errors.New("nothing to bring back")
	case "restore":
		_, text, err := m.laptop.Files.Get(ctx, ref(id), string(m.uidOf(args[0])))
		if err != nil {
			return err
		}
		return m.save(id, text)
	case "resolve":
		w, err := m.laptop.Index.Workflow(ctx, ref(id), address)
		if err != nil {
			return err
		}
		return m.save(id, yamlOf(m.text(id), args), w.Conflict.Theirs)
	case "tag":
		tags := []workflow.Tag{}
		for _, name := range args[1:] {
			tags = append(tags, workflow.Tag{Name: name})
		}
		return m.laptop.SetTags(ctx, ref(id), m.uidOf(args[0]), workflow.SortTags(tags), m.name, m.now())
	case "save-time":
		_, err := m.replica().Workflow(ctx, ref(id))
		return err
	case "history":
		_, err := m.replica().History(ctx, ref(id))
		return err
	case "open":
		_, err := m.replica().Text(ctx, ref(id), m.uidOf(args[0]))
		if len(args) > 1 && string(workflow.CodeOf(err)) == args[1] {
			return nil
		}
		return err
	}
	return fmt.Errorf("there is no act %q", verb)
}

// syncAct syncs. What must go wrong is the code of an error; "killed" when the program is killed by what was set before.
func (m *member) syncAct(args []string) (err error) {
	request := replica.Request{Aside: true}
	want := ""
	for _, arg := range args {
		if arg == "accept" {
			request.AcceptDeletions = true
		} else {
			want = arg
		}
	}
	report, err := m.sync(request)
	for _, f := range report.Failures {
		fmt.Fprintf(&m.plans, "%s %d: ! %s\n", m.name, f.Ref.ID, f.Err.Code)
	}
	if k, kills := m.reach.(killing); kills {
		m.reach = k.Bucket
	}
	if errors.Is(err, errKilled) && want == "killed" {
		m.killed()
		return nil
	}
	if got := string(workflow.CodeOf(err)); got != want {
		return fmt.Errorf("got %q (%w), want %q", got, err, want)
	}
	return nil
}

// killing is a bucket whose first answer to an operation the program does not live to see.
type killing struct {
	storage.Bucket
	op string
}

func (k killing) Put(ctx context.Context, v workflow.Version, content []byte, base storage.Base) (storage.Entry, error) {
	e, err := k.Bucket.Put(ctx, v, content, base)
	if k.op == memstore.OpPut {
		return storage.Entry{}, errKilled
	}
	return e, err
}

func (k killing) PutSide(ctx context.Context, v workflow.Version, content []byte) (storage.Entry, error) {
	e, err := k.Bucket.PutSide(ctx, v, content)
	if k.op == "put_side" {
		return storage.Entry{}, errKilled
	}
	return e, err
}

func (k killing) SetTags(ctx context.Context, r workflow.Ref, id string, tags []workflow.Tag) error {
	err := k.Bucket.SetTags(ctx, r, id, tags)
	if k.op == "set_tags" {
		return errKilled
	}
	return err
}

func (k killing) Get(ctx context.Context, r workflow.Ref, id string) (storage.Entry, []byte, error) {
	e, content, err := k.Bucket.Get(ctx, r, id)
	if k.op == memstore.OpGet {
		return storage.Entry{}, nil, errKilled
	}
	return e, content, err
}

// yamlOf is a text with some keys changed; a key without a value is taken out.
func yamlOf(text string, changes []string) []byte {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if text == "" {
		lines = nil
	}
	for _, change := range changes {
		key, value, _ := strings.Cut(change, "=")
		done := false
		for i := 0; i < len(lines); i++ {
			if !strings.HasPrefix(lines[i], key+": ") {
				continue
			}
			done = true
			if value == "" {
				lines = append(lines[:i], lines[i+1:]...)
			} else {
				lines[i] = key + ": " + value
			}
			break
		}
		if !done {
			lines = append(lines, key+": "+value)
		}
	}
	var b bytes.Buffer
	for _, line := range lines {
		b.WriteString(line + "\n")
	}
	return b.Bytes()
}

// number reads the number of a workflow.
func (t *team) number(text string) workflow.ID {
	t.t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.t.Fatal(err)
	}
	t.numbers[workflow.ID(n)] = true
	return workflow.ID(n)
}
