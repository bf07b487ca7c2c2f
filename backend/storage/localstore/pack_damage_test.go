package localstore_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/workflow"
)

// A power failure may leave any beginning of a pack, and zeros where the rest was. What is whole counts; the rest was never
// there, and comes again.
func TestOfAPackCutOffWhatIsWholeCounts(t *testing.T) {
	root := t.TempDir()
	clone(t, open(t, root), 7)
	first := len(read(t, packOf(root)))
	clone(t, open(t, root), 8)
	second := len(read(t, packOf(root)))
	clone(t, open(t, root), 9, 10)
	whole := read(t, packOf(root))
	third := second + strings.Index(whole[second:], "\n+ 10 ") + 1
	for _, cut := range []struct {
		at   int
		want []workflow.ID
	}{
		{0, nil},
		{1, nil},
		{31, nil},
		{32, nil},
		{33, nil},
		{first - 1, nil},
		{first, []workflow.ID{7}},
		{first + 1, []workflow.ID{7}},
		{first + 10, []workflow.ID{7}},
		{(first + second) / 2, []workflow.ID{7}},
		{second - 1, []workflow.ID{7}},
		{second, []workflow.ID{7, 8}},
		{third - 1, []workflow.ID{7, 8}},
		{third, []workflow.ID{7, 8, 9}},
		{len(whole) - 1, []workflow.ID{7, 8, 9}},
		{len(whole), []workflow.ID{7, 8, 9, 10}},
	} {
		for _, rest := range []string{"", "zeros"} {
			t.Run("", func(t *testing.T) {
				root := t.TempDir()
				s := open(t, root)
				if err := os.MkdirAll(filepath.Dir(packOf(root)), 0o700); err != nil {
					t.Fatal(err)
				}
				left := whole[:cut.at]
				if rest != "" {
					left += strings.Repeat("\x00", len(whole)-cut.at)
				}
				write(t, packOf(root), left)

				wantPacked(t, s, root, cut.want...)
				var again []workflow.ID
				for _, id := range []workflow.ID{7, 8, 9, 10} {
					if !slices.Contains(cut.want, id) {
						_, _, err := s.Get(t.Context(), workflow.Ref{Company: 3, ID: id}, "")
						wantCode(t, err, workflow.CodeWorkflowNotFound)
						again = append(again, id)
					}
				}
				clone(t, s, again...)

				for _, s := range []*localstore.Store{s, open(t, root)} {
					wantPacked(t, s, root, 7, 8, 9, 10)
				}
				wantCloned(t, s, 7, 8, 9, 10)
				unpack(t, s)
				wantCloned(t, open(t, root), 7, 8, 9, 10)
				wantSound(t, s)
			})
		}
	}
}

// What is damaged in the midst of a pack is found out when the workflow gets its folder. It is not there then, as if it had
// never been, and the others are.
func TestADamagedRecordIsDropped(t *testing.T) {
	course := newcomer(8)
	uid := string(course.All[0].Version.UID)
	for name, damage := range map[string]func(pack []byte) []byte{
		"a byte of the text":   func(p []byte) []byte { return bytes.Replace(p, []byte("\nstep: "+uid), []byte("\nstop: "+uid), 1) },
		"zeros in the text":    func(p []byte) []byte { return zeroed(p, "step: "+uid) },
		"the journal":          func(p []byte) []byte { return zeroed(p, `"uid":"`+uid) },
		"the receipt":          func(p []byte) []byte { return zeroed(p, `"version_uid":"`+uid) },
		"the hash":             func(p []byte) []byte { return zeroed(p, workflow.SHA256(textOf(workflow.UID(uid)))) },
		"the number of bytes":  func(p []byte) []byte { return bytes.Replace(p, []byte("+ 8 "), []byte("+ 8 1"), 1) },
		"the end of a record":  func(p []byte) []byte { return bytes.Replace(p, []byte("\n+ 9 "), []byte("\x00+ 9 "), 1) },
		"the mark":             func(p []byte) []byte { return bytes.Replace(p, []byte("\n+ 8 "), []byte("\n\x00 8 "), 1) },
		"the first line":       func(p []byte) []byte { return zeroed(p, "pack ") },
		"all of it":            func(p []byte) []byte { clear(p); return p },
		"it is somebody's":     func([]byte) []byte { return []byte("packed lunch\n") },
		"it begins like a one": func(p []byte) []byte { return append([]byte("pack 01\n"), p[32:]...) },
	} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			s := open(t, root)
			clone(t, s, 7)
			if span := learnMany(t, s, true, course)[0]; span.Err != nil {
				t.Fatal(span.Err)
			}
			clone(t, s, 9)
			before := []byte(read(t, packOf(root)))
			after := damage(bytes.Clone(before))
			if bytes.Equal(before, after) {
				t.Fatal("nothing was damaged")
			}
			write(t, packOf(root), string(after))

			s = open(t, root)
			h, err := s.History(course.Ref)
			if err != nil || len(h.Versions) > 0 {
				t.Errorf("the history has %+v, %v", h.Versions, err)
			}
			_, _, err = s.Get(t.Context(), course.Ref, "")
			wantCode(t, err, workflow.CodeWorkflowNotFound)
			wantNoFile(t, file(root, course.Ref))

			// The next sync brings again what is not there.
			s = open(t, root)
			for _, id := range []workflow.ID{7, 8, 9} {
				h, err := s.History(workflow.Ref{Company: 3, ID: id})
				if err != nil {
					t.Fatal(err)
				}
				if h.Head == "" {
					clone(t, s, id)
				}
			}
			wantCloned(t, s, 7, 8, 9)
			unpack(t, s)
			wantKnown(t, s, 7, 8, 9)
			wantCloned(t, s, 7, 8, 9)
			wantNoFile(t, packOf(root))
			wantSound(t, s)
		})
	}
}

// zeroed is a pack with zeros from a text on, for forty bytes.
func zeroed(pack []byte, from string) []byte {
	at := bytes.Index(pack, []byte(from))
	clear(pack[at:min(at+40, len(pack))])
	return pack
}

// Unpacking that was killed leaves a beginning of a folder, and the record as it was.
func TestUnpackingGoesOnWhereItWasKilled(t *testing.T) {
	course := newcomer(ref.ID)
	uid, content := string(course.All[0].Version.UID), string(course.All[0].Content)
	yaml, text := "workflow.yaml", "versions/"+uid+".yaml"
	for name, files := range map[string]map[string]string{
		"a folder alone":      {},
		"half a text":         {text + ".new": "step"},
		"a text":              {text: content},
		"half of the other":   {text: content, yaml + ".new": "step"},
		"both":                {text: content, yaml: content},
		"half a journal":      {text: content, yaml: content, "history.jsonl.new": `{"event":"rec`},
		"all but the mark":    {text: content, yaml: content, "history.jsonl": ""},
		"all but the new one": {text: content, yaml: "a: somebody's\n", "history.jsonl": ""},
	} {
		t.Run(name, func(t *testing.T) {
			root, other := t.TempDir(), t.TempDir()
			s := open(t, root)
			for _, s := range []*localstore.Store{s, open(t, other)} {
				if span := learnMany(t, s, true, course)[0]; span.Err != nil {
					t.Fatal(span.Err)
				}
				clone(t, s, 8)
			}
			unpack(t, open(t, other))
			if err := os.MkdirAll(file(root, ref, "versions"), 0o700); err != nil {
				t.Fatal(err)
			}
			for path, content := range files {
				if path == "history.jsonl" {
					content = read(t, file(other, ref, path))
				}
				write(t, file(root, ref, path), content)
			}
			s = open(t, root)
			wantKnown(t, s, 7, 8)

			wantTexts(t, s, ref, content)
			unpack(t, s)
			mend(t, s)

			wantNoFile(t, packOf(root))
			got, want := tree(t, root), tree(t, other)
			for path := range want {
				if strings.Contains(path, "/7/") && got[path] != want[path] && files[yaml] != "a: somebody's\n" {
					t.Errorf("%s is %q, want %q", path, got[path], want[path])
				}
			}
			if left := leftNew(t, root); len(left) > 0 || len(editedAside(t, root)) > 0 {
				t.Errorf("%v and %q are left", left, editedAside(t, root))
			}
			wantNothingInSaving(t, root)
			wantSound(t, s, map[bool]string{true: "local_edited"}[files[yaml] == "a: somebody's\n"])
		})
	}
}

// Somebody may put a file where a workflow of the pack gets its own.
func TestUnpackingKeepsAFileThatWasThere(t *testing.T) {
	for name, put := range map[string]func(t *testing.T, path string){
		"a file":   func(t *testing.T, path string) { write(t, path, "a: copied here\n") },
		"an empty": func(t *testing.T, path string) { write(t, path, "") },
		"a folder": func(t *testing.T, path string) {
			if err := os.Mkdir(path, 0o700); err != nil {
				t.Fatal(err)
			}
		},
	} {
		for _, how := range []string{"unpack", "learn"} {
			t.Run(name+", "+how, func(t *testing.T) {
				root := t.TempDir()
				s := open(t, root)
				clone(t, s, 7, 8)
				if err := os.MkdirAll(file(root, ref), 0o700); err != nil {
					t.Fatal(err)
				}
				put(t, file(root, ref, "workflow.yaml"))
				wantCloned(t, s, 7)

				switch how {
				case "unpack":
					unpack(t, s)
				case "learn":
					learn(t, s, history(t, s).Head, learned(ref, "a: 2\n", ""))
				}

				_, text, err := s.Get(t.Context(), ref, "")
				if err != nil || read(t, file(root, ref, "workflow.yaml")) != string(text) {
					t.Errorf("the latest is %q, %v", text, err)
				}
				aside, err := filepath.Glob(file(root, ref, "workflow.edited-*"))
				if err != nil || len(aside) != 1 && name != "an empty" {
					t.Errorf("beside it is %v, %v", aside, err)
				}
				if name == "a file" && read(t, aside[0]) != "a: copied here\n" {
					t.Errorf("beside it is %q", read(t, aside[0]))
				}
				wantNothingInSaving(t, root)
				unpack(t, s)
				wantCloned(t, s, 8)
				wantSound(t, s, "local_edited")
			})
		}
	}
}

// A folder that a person deleted by hand comes back no more than that of any other workflow.
func TestAWorkflowThatHadItsFolderIsNotInThePackAgain(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	clone(t, s, 7, 8)
	setTags(t, s, history(t, s).Head, tags("v1"))
	if err := os.RemoveAll(file(root, ref)); err != nil {
		t.Fatal(err)
	}

	for _, s := range []*localstore.Store{s, open(t, root)} {
		wantPacked(t, s, root, 8)
		_, _, err := s.Get(t.Context(), ref, "")
		wantCode(t, err, workflow.CodeWorkflowNotFound)
	}

	clone(t, s, 7)
	wantPacked(t, open(t, root), root, 7, 8)
	wantCloned(t, s, 7, 8)
}

// A damaged record is not there for who reads, and gives way to what comes again before it gets its folder.
func TestADamagedRecordGivesWay(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	clone(t, s, 7, 8)
	write(t, packOf(root), strings.Replace(read(t, packOf(root)), "step: ", "stop: ", 1))
	wantTexts(t, s, ref)

	clone(t, s, 7)

	wantCloned(t, s, 7, 8)
	wantCloned(t, open(t, root), 7, 8)
	unpack(t, s)
	wantSound(t, s)
}
