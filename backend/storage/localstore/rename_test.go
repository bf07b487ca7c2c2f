package localstore

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestARenameWaitsForOthersToLetGoOfTheFile(t *testing.T) {
	inUse, broken := errors.New("in use"), errors.New("broken")
	for name, c := range map[string]struct {
		answers []error // the last one is given for ever
		tries   int
		err     error
	}{
		"at once":         {[]error{nil}, 1, nil},
		"after a moment":  {[]error{inUse, inUse, nil}, 3, nil},
		"never":           {[]error{inUse}, 11, inUse}, // 1 ms, 2 ms … 512 ms: one more would be too long
		"another trouble": {[]error{inUse, broken}, 2, broken},
	} {
		t.Run(name, func(t *testing.T) {
			tries, slept := 0, time.Duration(0)
			err := patiently(
				func() error {
					tries++
					return c.answers[min(tries, len(c.answers))-1]
				},
				func(err error) bool { return errors.Is(err, inUse) },
				func(pause time.Duration) { slept += pause },
			)
			if !errors.Is(err, c.err) || tries != c.tries || slept > renamePatience {
				t.Errorf("%d tries, %v of waiting, then %v; want %d, then %v", tries, slept, err, c.tries, c.err)
			}
		})
	}
}

func TestARenameSaysAtOnceThatThereIsNoSuchFile(t *testing.T) {
	folder := t.TempDir()
	if err := rename(filepath.Join(folder, "none"), filepath.Join(folder, "to")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("said %v", err)
	}
	if err := os.WriteFile(filepath.Join(folder, "one"), []byte("1"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := rename(filepath.Join(folder, "one"), filepath.Join(folder, "to")); err != nil {
		t.Error(err)
	}
}
