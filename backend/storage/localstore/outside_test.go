package localstore_test

import (
	"os"
	"strings"
	"testing"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/workflow"
)

func fromOutside(t *testing.T, s *localstore.Store) *localstore.Edited {
	t.Helper()
	e, err := s.Edited(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestATextFromOutsideIsToldFromThatOfAVersion(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	if e := fromOutside(t, s); e != nil {
		t.Errorf("a workflow that does not exist has %q", e.Text)
	}
	first := save(t, s, ref, "a: 1\n", storage.Entry{})
	second := save(t, s, ref, "a: 2\n", first)
	path := file(root, ref, "workflow.yaml")

	for text, is := range map[string]bool{
		"a: 2\n": false, "a: 1\n": false, "": false, "\x00\x00": false, "a: edited with vi\r\n": true,
	} {
		write(t, path, text)
		e := fromOutside(t, s)
		if (e != nil) != is {
			t.Errorf("a file with %q gives %+v", text, e)
		}
		if e != nil && (string(e.Text) != text || e.At.IsZero()) {
			t.Errorf("the text is %q of %v", e.Text, e.At)
		}
	}
	// and a version is on top of it again
	save(t, s, ref, "a: 3\n", second)
	if e := fromOutside(t, s); e != nil {
		t.Errorf("after a save it has %q", e.Text)
	}
}

func TestAnEditOfADeletedWorkflowIsFoundToo(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	first := save(t, s, ref, "a: 1\n", storage.Entry{})
	deletion := newVersion(ref, first.UID)
	deletion.Deleted = true
	if _, err := s.Put(t.Context(), deletion, nil, first.Base()); err != nil {
		t.Fatal(err)
	}
	if e := fromOutside(t, s); e != nil {
		t.Errorf("a deleted workflow has %q", e.Text)
	}
	write(t, file(root, ref, "workflow.yaml"), "a: back\n")
	if e := fromOutside(t, s); e == nil || string(e.Text) != "a: back\n" {
		t.Errorf("got %+v", e)
	}
}

func TestAFileFromOutsideThatCannotBeAVersionSaysWhy(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	save(t, s, ref, "a: 1\n", storage.Entry{})
	path := file(root, ref, "workflow.yaml")
	for name, c := range map[string]struct {
		put  func() error
		code workflow.Code
	}{
		"too large": {func() error { return os.WriteFile(path, []byte(strings.Repeat("a", 1<<20+1)), 0o600) }, workflow.CodeTooLarge},
		"huge":      {func() error { return os.WriteFile(path, []byte(strings.Repeat("a", 5<<20)), 0o600) }, workflow.CodeTooLarge},
		"no UTF-8":  {func() error { return os.WriteFile(path, []byte("a: \xff"), 0o600) }, workflow.CodeInvalidContent},
		"a folder":  {func() error { return os.Mkdir(path, 0o700) }, workflow.CodeInvalidContent},
	} {
		t.Run(name, func(t *testing.T) {
			if err := os.RemoveAll(path); err != nil {
				t.Fatal(err)
			}
			if err := c.put(); err != nil {
				t.Fatal(err)
			}
			e, err := s.Edited(t.Context(), ref)
			wantCode(t, err, c.code)
			if e == nil || len(e.Text) > 0 && c.code == workflow.CodeTooLarge {
				t.Errorf("got %+v", e)
			}
		})
	}
}

func TestAStampChangesWithTheFile(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	stamp := func() localstore.Stamp {
		t.Helper()
		now, err := s.Stamp(ref)
		if err != nil {
			t.Fatal(err)
		}
		return now
	}
	none := stamp()
	if none != (localstore.Stamp{}) {
		t.Errorf("no file has %+v", none)
	}
	save(t, s, ref, "a: 1\n", storage.Entry{})
	first := stamp()
	if first == none || first != stamp() {
		t.Errorf("the file has %+v, then %+v", first, stamp())
	}
	write(t, file(root, ref, "workflow.yaml"), "a: longer\n")
	if stamp() == first {
		t.Error("another text has the same stamp")
	}
}
