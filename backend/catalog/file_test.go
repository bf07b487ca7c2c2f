package catalog

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"workflow-designer/backend/workflow"
)

func TestADamagedIndexIsSetAsideAndAFreshOneMade(t *testing.T) {
	for _, tt := range []struct {
		name   string
		damage func(whole []byte) []byte
	}{
		{"another file", func([]byte) []byte { return bytes.Repeat([]byte("this is no index\n"), 100) }},
		{"cut in the middle", func(whole []byte) []byte { return whole[:len(whole)/2] }},
		{"a page overwritten", func(whole []byte) []byte {
			page := whole[3*4096 : 4*4096]
			copy(page, bytes.Repeat([]byte{0xA5}, len(page)))
			return whole
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			// Given a damaged file where the index was
			ctx := context.Background()
			path := filepath.Join(t.TempDir(), "index.sqlite")
			c, err := Open(ctx, path)
			if err != nil {
				t.Fatal(err)
			}
			record(t, c, Change{Ref: seven, Saves: saves(seven, 1, 200)})
			equal(t, "set aside at first", c.SetAside(), "")
			if err := c.Close(); err != nil {
				t.Fatal(err)
			}
			whole, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			damaged := tt.damage(whole)
			if err := os.WriteFile(path, damaged, 0o600); err != nil {
				t.Fatal(err)
			}

			// When the index is opened
			c = openAt(t, path)

			// Then the damaged file lies beside it, byte for byte, and the index is empty and works
			equal(t, "set aside", c.SetAside(), path+".damaged-1")
			kept, err := os.ReadFile(c.SetAside())
			if err != nil || !bytes.Equal(kept, damaged) {
				t.Errorf("the file set aside is not the damaged one (%v)", err)
			}
			list, err := c.Workflows(ctx, company, "", false)
			if err != nil || len(list) != 0 {
				t.Errorf("got %v, %v", list, err)
			}
			record(t, c, Change{Ref: seven, Saves: saves(seven, 1, 1)})
		})
	}
}

func TestDamagedIndexesDoNotReplaceEachOther(t *testing.T) {
	path := filepath.Join(t.TempDir(), "index.sqlite")
	for _, want := range []string{".damaged-1", ".damaged-2"} {
		if err := os.WriteFile(path, []byte("no index at all, but long enough to be read"+want), 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := Open(context.Background(), path)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "set aside", c.SetAside(), path+want)
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestOnlyTheUserCanReadTheIndex(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // rights are inherited from the user's folder there
	}
	path := filepath.Join(t.TempDir(), "new", "folder", "index.sqlite")
	c := openAt(t, path)
	record(t, c, Change{Ref: seven, Saves: saves(seven, 1, 1)})
	files, err := filepath.Glob(path + "*")
	if err != nil || len(files) < 3 {
		t.Fatalf("got %v, %v", files, err)
	}
	for _, f := range append(files, filepath.Dir(path)) {
		info, err := os.Stat(f)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", filepath.Base(f), info.Mode())
		}
	}
}

func TestAPathMayHaveCharactersThatMeanSomethingInAnAddress(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a b%20?c=#d;é", "index.sqlite")
	c := openAt(t, path)
	record(t, c, Change{Ref: seven, Saves: saves(seven, 1, 1)})
	if info, err := os.Stat(path); err != nil || info.Size() == 0 {
		t.Errorf("got %v, %v", info, err)
	}
}

func TestAFolderThatCannotBeMadeIsDenied(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Open(context.Background(), filepath.Join(file, "index.sqlite"))
	wantCode(t, err, workflow.CodeFolderDenied)

	_, err = Open(context.Background(), t.TempDir()) // a folder stands where the index should
	wantCode(t, err, workflow.CodeFolderDenied)
}
