package localstore_test

import (
	"os"
	"path/filepath"
	"testing"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/workflow"
)

func deletion(ref workflow.Ref, parent workflow.UID) workflow.Version {
	v := newVersion(ref, parent)
	v.Deleted = true
	return v
}

// remove deletes the workflow of which base is the latest.
func remove(t *testing.T, s *localstore.Store, base storage.Entry) storage.Entry {
	t.Helper()
	entry, err := s.Put(t.Context(), deletion(base.Ref, base.UID), nil, base.Base())
	if err != nil {
		t.Fatal(err)
	}
	return entry
}

func wantNoFile(t *testing.T, path string) {
	t.Helper()
	if _, err := os.Lstat(path); !os.IsNotExist(err) {
		t.Errorf("%s is there (%v)", filepath.Base(path), err)
	}
}

func TestDeletionTakesWorkflowYAMLAwayAndUndeletionBringsItBack(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	first := save(t, s, ref, "a: 1\n", storage.Entry{})

	gone := remove(t, s, first)

	wantNoFile(t, file(root, ref, "workflow.yaml"))
	wantNoFile(t, textFile(root, gone))
	wantNothingInSaving(t, root)
	wantSound(t, s)
	if n := mend(t, s); n != 0 {
		t.Errorf("mended %d things, want 0", n)
	}
	if gone.Number != 2 || history(t, s).Head != gone.UID {
		t.Errorf("the deletion is %+v", gone)
	}

	back := save(t, s, ref, "a: 1\n", gone)

	if got := read(t, file(root, ref, "workflow.yaml")); got != "a: 1\n" || back.Number != 3 {
		t.Errorf("workflow.yaml holds %q, the number is %d", got, back.Number)
	}
	wantOrder(t, s, back.UID, first.UID, gone.UID, back.UID)
	wantSound(t, s)
}

func TestDeletingOnceMoreChangesNothing(t *testing.T) {
	s := open(t, t.TempDir())
	first := save(t, s, ref, "a: 1\n", storage.Entry{})
	v := deletion(ref, first.UID)
	_, span, err := s.Save(t.Context(), v, nil, first.Base())
	if err != nil {
		t.Fatal(err)
	}

	again, spanAgain, err := s.Save(t.Context(), v, nil, first.Base())

	if err != nil || spanAgain != span || again.UID != v.UID || !again.DeleteMarker {
		t.Errorf("the second answer is %+v %v (%v), want the first", again, spanAgain, err)
	}
	wantOrder(t, s, v.UID, first.UID, v.UID)
}

func TestWhatCannotBeDeletedIsRefused(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	other := workflow.Ref{Company: 3, ID: 8}
	gone := remove(t, s, save(t, s, ref, "a: 1\n", storage.Entry{}))
	live := save(t, s, workflow.Ref{Company: 3, ID: 9}, "a: 1\n", storage.Entry{})

	_, unknown := s.Put(t.Context(), deletion(other, ""), nil, storage.Base{})
	_, twice := s.Put(t.Context(), deletion(ref, gone.UID), nil, gone.Base())
	_, withText := s.Put(t.Context(), deletion(live.Ref, live.UID), []byte("a: 2\n"), live.Base())

	wantCode(t, unknown, workflow.CodeWorkflowNotFound)
	wantCode(t, twice, workflow.CodeWorkflowNotFound)
	wantCode(t, withText, workflow.CodeInvalidRequest)
	wantNoFile(t, file(root, other))
	wantOrder(t, s, gone.UID, gone.ParentUID, gone.UID)
}

func TestDeletionKeepsAnEditFromOutsideBeside(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	first := save(t, s, ref, "a: 1\n", storage.Entry{})
	write(t, file(root, ref, "workflow.yaml"), "a: edited with vi\n")

	remove(t, s, first)

	wantNoFile(t, file(root, ref, "workflow.yaml"))
	if got := editedAside(t, root); len(got) != 1 || got[0] != "a: edited with vi\n" {
		t.Errorf("beside it are %q, want the edit", got)
	}
	wantCheck(t, s, "local_edited", storage.CheckWarning, storage.MendNone)
}

func TestOpenCompletesAnInterruptedDeletion(t *testing.T) {
	tests := map[string]struct{ left, want string }{
		"an older text":        {"a: 1\n", ""},
		"zeros":                {"\x00\x00", ""},
		"an edit from outside": {"a: edited\n", "a: edited\n"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			s := open(t, root)
			gone := remove(t, s, save(t, s, ref, "a: 1\n", storage.Entry{}))
			interrupt(t, root, gone, test.left)

			open(t, root)

			wantNothingInSaving(t, root)
			if test.want == "" {
				wantNoFile(t, file(root, ref, "workflow.yaml"))
			} else if got := read(t, file(root, ref, "workflow.yaml")); got != test.want {
				t.Errorf("workflow.yaml holds %q, want %q", got, test.want)
			}
		})
	}
}

func TestMendTakesALeftWorkflowYAMLAway(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	remove(t, s, save(t, s, ref, "a: 1\n", storage.Entry{}))
	write(t, file(root, ref, "workflow.yaml"), "a: 1\n")

	wantCheck(t, s, "local_latest", storage.CheckWarning, storage.MendHistory)
	if n := mend(t, s); n != 1 {
		t.Errorf("mended %d things, want 1", n)
	}

	wantNoFile(t, file(root, ref, "workflow.yaml"))
	wantSound(t, s)
}

func TestRecoveredTextThatIsOlderThanTheDeletionStaysBelowIt(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	first := save(t, s, ref, "a: 1\n", storage.Entry{})
	orphan := newVersion(ref, first.UID).UID
	write(t, file(root, ref, "versions", string(orphan)+".yaml"), "a: lost\n")
	remove(t, s, first)

	mend(t, s)

	_, _, err := s.Get(t.Context(), ref, "")
	wantCode(t, err, workflow.CodeWorkflowNotFound)
	if _, text, err := s.Get(t.Context(), ref, string(orphan)); err != nil || string(text) != "a: lost\n" {
		t.Errorf("the recovered text is %q (%v)", text, err)
	}
	wantNoFile(t, file(root, ref, "workflow.yaml"))
	wantSound(t, s)
	if n := mend(t, s); n != 0 {
		t.Errorf("mending again mended %d things, want 0", n)
	}
}
