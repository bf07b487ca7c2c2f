package localstore_test

import (
	"os"
	"strings"
	"testing"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/workflow"
)

func addText(t *testing.T, s *localstore.Store, uid workflow.UID, text string) workflow.JournalSpan {
	t.Helper()
	span, err := s.AddText(t.Context(), ref, uid, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return span
}

func TestTextThatWasElsewhereComesHere(t *testing.T) {
	for name, hash := range map[string]string{"whose hash is known": workflow.SHA256([]byte("a: old\n")), "whose hash nobody said": ""} {
		t.Run(name, func(t *testing.T) {
			s := open(t, t.TempDir())
			saved := save(t, s, ref, "a: 1\n", storage.Entry{})
			old := learnedChange(learnedChange(learned(ref, "", "")).known()).beside(saved.UID)
			old.Version.ContentSHA256, old.Version.Size = hash, 7
			learn(t, s, saved.UID, old)
			uid := old.Version.UID
			_, _, err := s.Get(t.Context(), ref, string(uid))
			wantCode(t, err, workflow.CodeTextElsewhere)
			wantSound(t, s)
			before := history(t, s)

			span := addText(t, s, uid, "a: old\n")

			h := history(t, s)
			if span != (workflow.JournalSpan{From: before.Size, To: h.Size}) || h.Size == before.Size {
				t.Errorf("the span is %v, the journal grew from %d to %d", span, before.Size, h.Size)
			}
			if v := h.Versions[0]; v.TextElsewhere || v.ContentSHA256 != workflow.SHA256([]byte("a: old\n")) || v.Size != 7 || !v.Beside {
				t.Errorf("the version is %+v", v)
			}
			entry, text, err := s.Get(t.Context(), ref, string(uid))
			if err != nil || string(text) != "a: old\n" || entry.ETag == "" {
				t.Errorf("the text is %q (%v) of %+v", text, err, entry)
			}
			wantTexts(t, s, ref, "a: 1\n", "a: old\n")
			if again := addText(t, s, uid, "a: old\n"); again != (workflow.JournalSpan{From: h.Size, To: h.Size}) {
				t.Errorf("the second time added %v", again)
			}
			_, err = s.AddText(t.Context(), ref, uid, []byte("a: other\n"))
			wantCode(t, err, workflow.CodeDamaged)
			wantSound(t, s)
		})
	}
}

func TestTextThatIsLostOrDamagedIsHealed(t *testing.T) {
	for name, spoil := range map[string]func(t *testing.T, path string){
		"missing": func(t *testing.T, path string) {
			if err := os.RemoveAll(path[:strings.LastIndex(path, "versions")+len("versions")]); err != nil {
				t.Fatal(err)
			}
		},
		"damaged": func(t *testing.T, path string) { write(t, path, "a: 0\n") },
		"empty":   func(t *testing.T, path string) { write(t, path, "") },
	} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			s := open(t, root)
			saved := save(t, s, ref, "a: 1\n", storage.Entry{})
			spoil(t, textFile(root, saved))
			size := history(t, s).Size

			span := addText(t, s, saved.UID, "a: 1\n")

			if span != (workflow.JournalSpan{From: size, To: size}) {
				t.Errorf("the journal was changed: %v", span)
			}
			wantTexts(t, s, ref, "a: 1\n")
			wantSound(t, s)
		})
	}
}

func TestTextOfTheLatestBecomesWorkflowYAML(t *testing.T) {
	for name, before := range map[string]string{"that was not there": "", "that was an older version": "a: 1\n"} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			s := open(t, root)
			head := workflow.UID("")
			if before != "" {
				head = save(t, s, ref, before, storage.Entry{}).UID
			}
			one := learned(ref, "", head)
			one.Content = nil
			learn(t, s, head, one)
			_, _, err := s.Get(t.Context(), ref, "")
			wantCode(t, err, workflow.CodeTextElsewhere)
			for entry, err := range s.Workflows(t.Context(), ref.Company) {
				if err != nil || entry.Ref != ref || entry.ID != string(one.Version.UID) {
					t.Errorf("Workflows gives %+v (%v)", entry, err)
				}
			}
			wantSound(t, s)
			if n := mend(t, s); n != 0 {
				t.Errorf("mended %d things, want 0", n)
			}

			addText(t, s, one.Version.UID, "a: 2\n")

			if got := read(t, file(root, ref, "workflow.yaml")); got != "a: 2\n" {
				t.Errorf("workflow.yaml holds %q, want the latest text", got)
			}
			if _, text, err := s.Get(t.Context(), ref, ""); err != nil || string(text) != "a: 2\n" {
				t.Errorf("the latest is %q (%v)", text, err)
			}
			wantNothingInSaving(t, root)
			wantSound(t, s)
		})
	}
}

func TestTextThatBelongsToNoVersionIsRefused(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	saved := save(t, s, ref, "a: 1\n", storage.Entry{})
	gone := remove(t, s, saved)
	before, err := files(root)
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		ref  workflow.Ref
		uid  workflow.UID
		code workflow.Code
	}{
		"an unknown workflow": {workflow.Ref{Company: 3, ID: 8}, saved.UID, workflow.CodeWorkflowNotFound},
		"an unknown version":  {ref, "01ARZ3NDEKTSV4RRFFQ69G5FAV", workflow.CodeVersionNotFound},
		"a deletion":          {ref, gone.UID, workflow.CodeVersionNotFound},
		"a path":              {ref, "../../x", workflow.CodeVersionNotFound},
		"another text":        {ref, saved.UID, workflow.CodeDamaged},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := s.AddText(t.Context(), test.ref, test.uid, []byte("a: 2\n"))
			wantCode(t, err, test.code)
		})
	}
	if after, _ := files(root); after != before {
		t.Errorf("the files were\n%s\nand are now\n%s", before, after)
	}
}

func TestTextFileThatALineDoesNotAnnounceYetIsNoOrphan(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	saved := save(t, s, ref, "a: 1\n", storage.Entry{})
	old := learnedChange(learnedChange(learned(ref, "", "")).known()).beside(saved.UID)
	learn(t, s, saved.UID, old)
	write(t, file(root, ref, "versions", string(old.Version.UID)+".yaml"), "a: ol")

	wantSound(t, s)
	mend(t, s)
	addText(t, s, old.Version.UID, "a: old\n")

	wantTexts(t, s, ref, "a: 1\n", "a: old\n")
}
