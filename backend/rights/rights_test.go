package rights_test

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"workflow-designer/backend/rights"
)

func TestWhatOthersMayReadIsFoundAndTakenFromThem(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("rights are inherited there")
	}
	// given a folder with a file of everybody, one of the person, and a link to a file elsewhere
	outside := filepath.Join(t.TempDir(), "outside")
	root := filepath.Join(t.TempDir(), "data")
	for _, path := range []string{root, filepath.Join(root, "own")} {
		if err := os.Mkdir(path, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	chmod(t, root, 0o755)
	for path, mode := range map[string]os.FileMode{
		outside: 0o644, filepath.Join(root, "all.yaml"): 0o644, filepath.Join(root, "own", "mine.yaml"): 0o600,
	} {
		if err := os.WriteFile(path, []byte("12345"), 0o600); err != nil {
			t.Fatal(err)
		}
		chmod(t, path, mode)
	}
	if err := os.Symlink(outside, filepath.Join(root, "link")); err != nil {
		t.Fatal(err)
	}

	// when it is looked at
	c, err := rights.Take(root)
	if err != nil {
		t.Fatal(err)
	}
	// then what is open is told, and what there is
	if !slices.Equal(c.Open, []string{".", "all.yaml"}) || c.Files != 2 || c.Bytes != 10 {
		t.Errorf("found %+v", c)
	}

	// when it is tightened, then nothing is open, and what the link leads to is as it was
	if err := rights.Tighten(root); err != nil {
		t.Fatal(err)
	}
	if c, err := rights.Take(root); err != nil || len(c.Open) != 0 || c.Files != 2 {
		t.Errorf("found %+v, %v", c, err)
	}
	if info, err := os.Stat(outside); err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("the link was followed: %v, %v", info.Mode(), err)
	}
}

func TestAFolderThatIsMissingIsEmpty(t *testing.T) {
	if c, err := rights.Take(filepath.Join(t.TempDir(), "none")); err != nil || c.Files+len(c.Open) != 0 {
		t.Errorf("found %+v, %v", c, err)
	}
}

func chmod(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}
