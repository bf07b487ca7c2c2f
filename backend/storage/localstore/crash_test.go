package localstore_test

import (
	"math/rand/v2"
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
