package localstore_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/workflow"
)

// BenchmarkSave saves 5 KB and, in turns, replaces a file of 5 KB durably: write, fsync, rename, fsync of the folder.
// ratio is how many times the one takes the time of the other.
func BenchmarkSave(b *testing.B) {
	root := b.TempDir()
	s, err := localstore.Open(root)
	if err != nil {
		b.Fatal(err)
	}
	text := []byte(strings.Repeat("x: 89abcdef0123\n", 5<<10/16))
	base := storage.Entry{}
	var saving, bare time.Duration
	for b.Loop() {
		v := newVersion(ref, base.UID)
		start := time.Now()
		if base, err = s.Put(b.Context(), v, append(text, v.UID...), base.Base()); err != nil {
			b.Fatal(err)
		}
		saved := time.Now()
		if err := replaceDurably(root, text); err != nil {
			b.Fatal(err)
		}
		saving += saved.Sub(start)
		bare += time.Since(saved)
	}
	b.ReportMetric(0, "ns/op") // it would count both
	b.ReportMetric(float64(saving.Microseconds())/float64(b.N), "save-µs")
	b.ReportMetric(float64(bare.Microseconds())/float64(b.N), "bare-µs")
	b.ReportMetric(float64(saving)/float64(bare), "ratio")
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

// BenchmarkLearn learns a new workflow with one version of 5 KB, as a first sync does for each, and, in turns, makes the
// same files barely: two folders, two texts and a journal. Nothing is flushed. ratio is as in BenchmarkSave.
func BenchmarkLearn(b *testing.B) {
	root := b.TempDir()
	s, err := localstore.Open(root)
	if err != nil {
		b.Fatal(err)
	}
	text := []byte(strings.Repeat("x: 89abcdef0123\n", 5<<10/16))
	var learning, bare time.Duration
	for i := 0; b.Loop(); i++ {
		ref := workflow.Ref{Company: 3, ID: workflow.ID(i + 1)}
		one := learned(ref, string(text)+ref.Key(), "")
		start := time.Now()
		if _, err := s.Learn(b.Context(), ref, "", []localstore.Learned{one}); err != nil {
			b.Fatal(err)
		}
		learned := time.Now()
		if err := writeBarely(filepath.Join(root, "bare", ref.Folder()), text); err != nil {
			b.Fatal(err)
		}
		learning += learned.Sub(start)
		bare += time.Since(learned)
	}
	b.ReportMetric(0, "ns/op") // it would count both
	b.ReportMetric(float64(learning.Microseconds())/float64(b.N), "learn-µs")
	b.ReportMetric(float64(bare.Microseconds())/float64(b.N), "bare-µs")
	b.ReportMetric(float64(learning)/float64(bare), "ratio")
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
