package localstore_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gofrs/flock"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// lockAsAnother holds the lock of a root as another process would.
func lockAsAnother(t *testing.T, root string) (release func()) {
	t.Helper()
	lock := flock.New(filepath.Join(root, ".lock"))
	if err := lock.Lock(); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := lock.Unlock(); err != nil {
			t.Error(err)
		}
	}
}

// interrupt leaves workflow.yaml as a crash between the commit and the rename does.
func interrupt(t *testing.T, root string, latest storage.Entry, workflowYAML string) {
	t.Helper()
	write(t, filepath.Join(root, ".saving", "3-7-"+string(latest.UID)+".latest"), "a: half")
	write(t, file(root, ref, "workflow.yaml"), workflowYAML)
}

func TestOpenCompletesAnInterruptedSave(t *testing.T) {
	for name, left := range map[string]string{"the older text": "a: 1\n", "nothing": "", "zeros": "\x00\x00\x00"} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			s := open(t, root)
			first := save(t, s, ref, "a: 1\n", storage.Entry{})
			second := save(t, s, ref, "a: 2\n", first)
			interrupt(t, root, second, left)

			open(t, root)

			if got := read(t, file(root, ref, "workflow.yaml")); got != "a: 2\n" {
				t.Errorf("workflow.yaml holds %q, want the latest text", got)
			}
			wantNothingInSaving(t, root)
		})
	}
}

func TestOpenRestoresAMissingLatestFile(t *testing.T) {
	root := t.TempDir()
	saved := save(t, open(t, root), ref, "a: 1\n", storage.Entry{})
	interrupt(t, root, saved, "")
	if err := os.Remove(file(root, ref, "workflow.yaml")); err != nil {
		t.Fatal(err)
	}

	open(t, root)

	if got := read(t, file(root, ref, "workflow.yaml")); got != "a: 1\n" {
		t.Errorf("workflow.yaml holds %q, want the latest text", got)
	}
}

func TestOpenLeavesASaveOfAnotherProcessAlone(t *testing.T) {
	root := t.TempDir()
	saved := save(t, open(t, root), ref, "a: 1\n", storage.Entry{})
	interrupt(t, root, saved, "a: 1\n")
	release := lockAsAnother(t, root)
	defer release()

	open(t, root)

	if got := read(t, filepath.Join(root, ".saving", "3-7-"+string(saved.UID)+".latest")); got != "a: half" {
		t.Errorf("the file of the other process holds %q", got)
	}
}

func TestOpenLeavesAnEditFromOutsideAlone(t *testing.T) {
	root := t.TempDir()
	saved := save(t, open(t, root), ref, "a: 1\n", storage.Entry{})
	interrupt(t, root, saved, "a: edited with vi\n")

	s := open(t, root)

	if got := read(t, file(root, ref, "workflow.yaml")); got != "a: edited with vi\n" {
		t.Errorf("workflow.yaml holds %q, want the edit", got)
	}
	wantCheck(t, s, "local_edited", storage.CheckWarning, storage.MendNone)
}

func TestSaveKeepsAnEditFromOutsideBesideTheVersion(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	first := save(t, s, ref, "a: 1\n", storage.Entry{})
	write(t, file(root, ref, "workflow.yaml"), "a: edited with vi\n")

	save(t, s, ref, "a: 2\n", first)

	if got := read(t, file(root, ref, "workflow.yaml")); got != "a: 2\n" {
		t.Errorf("workflow.yaml holds %q, want the latest text", got)
	}
	if got := editedAside(t, root); len(got) != 1 || got[0] != "a: edited with vi\n" {
		t.Errorf("beside it are %q, want the edit", got)
	}
	wantCheck(t, s, "local_edited", storage.CheckWarning, storage.MendNone)
}

func TestSaveKeepsAFileThatWasThereBeforeTheWorkflow(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	if err := os.MkdirAll(file(root, ref), 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, file(root, ref, "workflow.yaml"), "a: copied here\n")

	save(t, s, ref, "a: 1\n", storage.Entry{})

	if got := editedAside(t, root); len(got) != 1 || got[0] != "a: copied here\n" {
		t.Errorf("beside it are %q, want the copied file", got)
	}
}

func editedAside(t *testing.T, root string) []string {
	t.Helper()
	entries, err := os.ReadDir(file(root, ref))
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), "workflow.edited-") {
			texts = append(texts, read(t, file(root, ref, entry.Name())))
		}
	}
	return texts
}

func TestFileInThePlaceOfWorkflowYAMLDoesNotFailTheSave(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	first := save(t, s, ref, "a: 1\n", storage.Entry{})
	if err := os.Remove(file(root, ref, "workflow.yaml")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(file(root, ref, "workflow.yaml"), 0o700); err != nil {
		t.Fatal(err)
	}

	save(t, s, ref, "a: 2\n", first)

	wantTexts(t, open(t, root), ref, "a: 2\n", "a: 1\n")
	if _, _, err := s.Get(t.Context(), workflow.Ref{Company: 3, ID: 8}, ""); workflow.CodeOf(err) != workflow.CodeWorkflowNotFound {
		t.Errorf("another workflow gives %v", err)
	}
}
