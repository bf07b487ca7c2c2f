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
