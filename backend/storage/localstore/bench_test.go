package localstore_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/workflow"
	"workflow-designer/bench/rounds"
)

// BenchmarkSave saves 5 KB and, in turn, replaces a file of 5 KB durably: write, fsync, rename, fsync of the folder.
func BenchmarkSave(b *testing.B) {
	root := b.TempDir()
	s, err := localstore.Open(root)
	if err != nil {
		b.Fatal(err)
	}
	text := []byte(strings.Repeat("x: 89abcdef0123\n", 5<<10/16))
	base := storage.Entry{}
	var r rounds.Rounds
	for b.Loop() {
		v := newVersion(ref, base.UID)
		r.Time(b, "save", func() error {
			base, err = s.Put(b.Context(), v, append(text, v.UID...), base.Base())
			return err
		})
		r.Time(b, "bare", func() error { return replaceDurably(root, text) })
	}
	r.Report(b)
	r.Compare(b, "save", "bare")
}

func replaceDurably(folder string, text []byte) error {
	path := filepath.Join(folder, "bare.yaml")
	file, err := os.OpenFile(path+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	if err := errors.Join(err, file.Sync(), file.Close(), os.Rename(path+".new", path)); err != nil {
		return err
	}
	parent, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(parent.Sync(), parent.Close())
}

// BenchmarkLearn learns a new workflow with one version of 5 KB, as a first sync does for each, and, in turn, makes the
// same files barely: two folders, two texts and a journal. Nothing is flushed.
func BenchmarkLearn(b *testing.B) {
	root := b.TempDir()
	s, err := localstore.Open(root)
	if err != nil {
		b.Fatal(err)
	}
	text := []byte(strings.Repeat("x: 89abcdef0123\n", 5<<10/16))
	var r rounds.Rounds
	for i := 0; b.Loop(); i++ {
		ref := workflow.Ref{Company: 3, ID: workflow.ID(i + 1)}
		one := learned(ref, string(text)+ref.Key(), "")
		r.Time(b, "learn", func() error {
			_, err := s.Learn(b.Context(), ref, "", []localstore.Learned{one})
			return err
		})
		r.Time(b, "bare", func() error { return writeBarely(filepath.Join(root, "bare", ref.Folder()), text) })
	}
	r.Report(b)
	r.Compare(b, "learn", "bare")
}

func writeBarely(folder string, text []byte) error {
	if err := os.MkdirAll(filepath.Join(folder, "versions"), 0o700); err != nil {
		return err
	}
	for _, name := range []string{"workflow.yaml", "versions/a.yaml", "history.jsonl"} {
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o600); err != nil {
			return err
		}
	}
	return nil
}
