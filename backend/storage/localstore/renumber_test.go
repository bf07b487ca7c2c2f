package localstore_test

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/workflow"
)

var twelve = workflow.Ref{Company: 3, ID: 12}

func renumber(t *testing.T, s *localstore.Store) workflow.JournalSpan {
	t.Helper()
	span, err := s.Renumber(t.Context(), ref, twelve, edited)
	if err != nil {
		t.Fatal(err)
	}
	return span
}

// wantRenumbered asserts that workflow 12 is what workflow 7 was, with n versions.
func wantRenumbered(t *testing.T, s *localstore.Store, root string, n int) {
	t.Helper()
	_, _, err := s.Get(t.Context(), ref, "")
	wantCode(t, err, workflow.CodeWorkflowNotFound)
	wantNoFile(t, file(root, ref))
	h, err := s.History(twelve)
	if err != nil {
		t.Fatal(err)
	}
	if len(h.Versions) != n || h.Versions[0].Ref != twelve {
		t.Errorf("the versions are %+v, want %d of workflow 12", h.Versions, n)
	}
	if len(h.Renumbered) != 1 || h.Renumbered[0] != (workflow.Renumbering{From: 7, To: 12, At: edited}) {
		t.Errorf("the history tells of %+v", h.Renumbered)
	}
	wantNothingInSaving(t, root)
	wantSound(t, s)
}

func TestWorkflowGetsAnotherNumberWithItsDraft(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	first := save(t, s, ref, "a: 1\n", storage.Entry{})
	second := save(t, s, ref, "a: 2\n", first)
	keepDraft(t, s, workflow.Draft{DraftID: "workflow-7", WorkflowID: 7, BaseVersionID: second.ID, YAMLContent: "a: 3\n"})
	if err := os.Mkdir(file(root, twelve), 0o700); err != nil {
		t.Fatal(err)
	}

	span := renumber(t, s)

	wantRenumbered(t, s, root, 2)
	wantTexts(t, s, twelve, "a: 2\n", "a: 1\n")
	if h, _ := s.History(twelve); span != (workflow.JournalSpan{From: 0, To: h.Size}) {
		t.Errorf("the span is %v, want all of the %d bytes", span, h.Size)
	}
	if got := read(t, file(root, twelve, "workflow.yaml")); got != "a: 2\n" {
		t.Errorf("workflow.yaml holds %q", got)
	}
	want := workflow.Draft{DraftID: "workflow-12", WorkflowID: 12, BaseVersionID: second.ID, YAMLContent: "a: 3\n"}
	if got, err := s.Draft(3, "workflow-12"); err != nil || !reflect.DeepEqual(got, want) || draftIDs(t, s) != "workflow-12" {
		t.Errorf("the draft is %+v (%v), want %+v alone", got, err, want)
	}
	save(t, s, twelve, "a: 3\n", second)
	save(t, s, ref, "a: another workflow\n", storage.Entry{})
}

func TestDeletedWorkflowGetsAnotherNumber(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	remove(t, s, save(t, s, ref, "a: 1\n", storage.Entry{}))

	renumber(t, s)

	wantRenumbered(t, s, root, 2)
}

func TestDraftOfTheOtherNumberStays(t *testing.T) {
	s := open(t, t.TempDir())
	save(t, s, ref, "a: 1\n", storage.Entry{})
	keepDraft(t, s, workflow.Draft{DraftID: "workflow-7", WorkflowID: 7, YAMLContent: "a: mine\n"})
	keepDraft(t, s, workflow.Draft{DraftID: "workflow-12", WorkflowID: 12, YAMLContent: "a: other\n"})

	renumber(t, s)

	for id, want := range map[string]string{"workflow-7": "a: mine\n", "workflow-12": "a: other\n"} {
		if got, err := s.Draft(3, id); err != nil || got.YAMLContent != want {
			t.Errorf("draft %s is %+v (%v), want %q", id, got, err, want)
		}
	}
}

func TestNumberThatCannotBeGivenIsRefused(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	taken, withAFile, unknown := workflow.Ref{Company: 3, ID: 8}, workflow.Ref{Company: 3, ID: 9}, workflow.Ref{Company: 3, ID: 10}
	save(t, s, ref, "a: 1\n", storage.Entry{})
	save(t, s, taken, "a: 1\n", storage.Entry{})
	if err := os.MkdirAll(file(root, withAFile, "versions"), 0o700); err != nil {
		t.Fatal(err)
	}
	before, err := files(root)
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		from, to workflow.Ref
		code     workflow.Code
	}{
		"one that is taken":          {ref, taken, workflow.CodeStaleParent},
		"one with something in it":   {ref, withAFile, workflow.CodeStaleParent},
		"its own":                    {ref, ref, workflow.CodeStaleParent},
		"to nobody":                  {unknown, twelve, workflow.CodeWorkflowNotFound},
		"that is none":               {ref, workflow.Ref{Company: 3}, workflow.CodeInvalidID},
		"in another company":         {ref, workflow.Ref{Company: 4, ID: 12}, workflow.CodeInvalidRequest},
		"to a folder without a line": {withAFile, twelve, workflow.CodeWorkflowNotFound},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := s.Renumber(t.Context(), test.from, test.to, edited)
			wantCode(t, err, test.code)
		})
	}
	_, err = s.Renumber(cancelled(t), ref, twelve, edited)
	wantCode(t, err, workflow.CodeCancelled)
	if after, _ := files(root); after != before {
		t.Errorf("the files were\n%s\nand are now\n%s", before, after)
	}
	wantNothingInSaving(t, root)
}

// A change of number that stopped before its line was written, and what happened until the next Open.
func TestOpenCompletesAnInterruptedRenumbering(t *testing.T) {
	tests := map[string]struct {
		meanwhile func(t *testing.T, root string, s *localstore.Store)
		old       string // the draft that is left under the old number
	}{
		"nothing happened": {func(*testing.T, string, *localstore.Store) {}, ""},
		"another workflow has the number and a draft": {func(t *testing.T, _ string, s *localstore.Store) {
			other := save(t, s, ref, "a: other\n", storage.Entry{})
			keepDraft(t, s, workflow.Draft{DraftID: "workflow-7", WorkflowID: 7, BaseVersionID: other.ID, YAMLContent: "a: other\n"})
		}, "a: other\n"},
		"the draft was copied but not removed": {func(t *testing.T, _ string, s *localstore.Store) {
			draft, err := s.Draft(3, "workflow-7")
			if err != nil {
				t.Fatal(err)
			}
			draft.DraftID, draft.WorkflowID = "workflow-12", 12
			keepDraft(t, s, draft)
		}, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			s := open(t, root)
			saved := save(t, s, ref, "a: 1\n", storage.Entry{})
			keepDraft(t, s, workflow.Draft{DraftID: "workflow-7", WorkflowID: 7, BaseVersionID: saved.ID, YAMLContent: "a: mine\n"})
			plan(t, root, saved.UID)
			if err := os.Rename(file(root, ref), file(root, twelve)); err != nil {
				t.Fatal(err)
			}
			test.meanwhile(t, root, s)

			s = open(t, root)

			wantNothingInSaving(t, root)
			h, err := s.History(twelve)
			if err != nil || len(h.Renumbered) != 1 || h.Head != saved.UID {
				t.Errorf("the history is %+v (%v)", h, err)
			}
			if test.old == "" {
				if got := draftIDs(t, s); got != "workflow-12" {
					t.Errorf("the drafts are %s, want that of workflow 12", got)
				}
			} else if got, err := s.Draft(3, "workflow-7"); err != nil || got.YAMLContent != test.old {
				t.Errorf("the draft of the old number is %+v (%v), want %q", got, err, test.old)
			}
		})
	}
}

func TestOpenForgetsARenumberingThatHadNotBegun(t *testing.T) {
	for name, with := range map[string]func(t *testing.T, root string, s *localstore.Store, uid workflow.UID){
		"with a whole plan": func(t *testing.T, root string, _ *localstore.Store, uid workflow.UID) { plan(t, root, uid) },
		"with half a plan": func(t *testing.T, root string, _ *localstore.Store, _ workflow.UID) {
			write(t, filepath.Join(root, ".saving", "3-12-renumber.json"), `{"from":7,`)
		},
		"with another workflow that took the number": func(t *testing.T, root string, s *localstore.Store, uid workflow.UID) {
			plan(t, root, uid)
			save(t, s, twelve, "a: other\n", storage.Entry{})
		},
	} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			s := open(t, root)
			saved := save(t, s, ref, "a: 1\n", storage.Entry{})
			keepDraft(t, s, workflow.Draft{DraftID: "workflow-7", WorkflowID: 7, BaseVersionID: saved.ID, YAMLContent: "a: mine\n"})
			with(t, root, s, saved.UID)

			s = open(t, root)

			wantNothingInSaving(t, root)
			wantTexts(t, s, ref, "a: 1\n")
			if h, err := s.History(twelve); err != nil || len(h.Renumbered) > 0 {
				t.Errorf("workflow 12 is %+v (%v)", h, err)
			}
			if got := draftIDs(t, s); got != "workflow-7" {
				t.Errorf("the drafts are %s, want that of workflow 7", got)
			}
			wantSound(t, s)
		})
	}
}

// plan leaves what a change of number from 7 to 12 writes first.
func plan(t *testing.T, root string, head workflow.UID) {
	t.Helper()
	write(t, filepath.Join(root, ".saving", "3-12-renumber.json"),
		`{"from":7,"to":12,"at":"2026-05-04T03:02:01.123456789Z","head_uid":"`+string(head)+`"}`)
}

func TestWhoReadsMeanwhileFindsTheTextOrNoWorkflow(t *testing.T) {
	const n = 50
	s := open(t, t.TempDir())
	for id := range workflow.ID(n) {
		save(t, s, workflow.Ref{Company: 3, ID: id + 1}, "a: 1\n", storage.Entry{})
	}
	stop, reading := make(chan struct{}), make(chan error)
	go func() {
		defer close(reading)
		for id := workflow.ID(0); ; id = (id + 1) % (2 * n) {
			select {
			case <-stop:
				return
			default:
			}
			_, text, err := s.Get(t.Context(), workflow.Ref{Company: 3, ID: id + 1}, "")
			if workflow.CodeOf(err) != workflow.CodeWorkflowNotFound && string(text) != "a: 1\n" {
				reading <- err
				return
			}
		}
	}()

	for id := range workflow.ID(n) {
		if _, err := s.Renumber(t.Context(), workflow.Ref{Company: 3, ID: id + 1}, workflow.Ref{Company: 3, ID: id + 1 + n}, edited); err != nil {
			t.Error(err)
		}
	}

	close(stop)
	if err, failed := <-reading; failed {
		t.Errorf("a reader got %v", err)
	}
}
