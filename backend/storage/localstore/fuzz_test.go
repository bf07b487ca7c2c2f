package localstore_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/workflow"
)

// FuzzJournal has anything stand in a journal, a draft, a pack and the activity log. All is read, or told as damaged; mending loses
// no version, and what was saved before can still be saved to.
func FuzzJournal(f *testing.F) {
	root := f.TempDir()
	s, err := localstore.Open(root)
	if err != nil {
		f.Fatal(err)
	}
	ref := workflow.Ref{Company: 1, ID: 1}
	if _, err := s.Put(f.Context(), newVersion(ref, ""), []byte("a: 1\n"), storage.Base{}); err != nil {
		f.Fatal(err)
	}
	journal, err := os.ReadFile(filepath.Join(root, "companies", "1", "workflows", "1", "history.jsonl"))
	if err != nil {
		f.Fatal(err)
	}
	whole := string(journal)
	for _, seed := range []string{
		whole, whole + whole, whole[:len(whole)/2], whole + `{"event":"tags","version_uid":"x","tags":[{"name":"\u0000"}]}` + "\n",
		whole + `{"event":"renumbered","from":1,"to":2}` + "\n", `{"event":"scenario"}` + "\n", "\x00\x00\n", "null\n", `{"event":"\ud800"}` + "\n",
		strings.Replace(whole, `"uid":"`, `"uid":"../../`, 1), whole + `{"event":"conflict","mine_uid":"a","theirs_uid":"b"}` + "\n",
	} {
		f.Add(seed, "+ 7 1 2\n", `{"draft_id":"workflow-1"}`, `{"line":1}`+"\n")
	}
	f.Fuzz(func(t *testing.T, journal, pack, draft, log string) {
		root := t.TempDir()
		for name, text := range map[string]string{
			"companies/1/workflows/1/history.jsonl": journal, "companies/1/workflows/pulled.pack": pack, "companies/1/drafts/workflow-1.json": draft,
			"companies/1/activity.jsonl": log,
		} {
			path := filepath.Join(root, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		shown := func(err error) {
			if p := workflow.Presentable(err); err != nil && (p.Code == workflow.CodeInternal || p.Hint == "") {
				t.Fatalf("an error that nobody can be shown: %v", err)
			}
		}
		s, err := localstore.Open(root)
		shown(err)
		if err != nil {
			return
		}
		_, err = s.History(ref)
		shown(err)
		for _, err := range s.Versions(t.Context(), ref) {
			shown(err)
		}
		for _, err := range s.Workflows(t.Context(), 1) {
			shown(err)
		}
		_, err = s.Drafts(1)
		shown(err)
		part, err := s.Activity(1)
		shown(err)
		activity.Verify(part.Lines)
		for _, c := range s.Check(t.Context(), 1) {
			if c.Code == workflow.CodeInternal {
				t.Fatalf("%+v", c)
			}
		}
		_, err = s.Mend(t.Context(), 1)
		shown(err)
		_, err = s.Put(t.Context(), newVersion(workflow.Ref{Company: 1, ID: 2}, ""), []byte("b: 1\n"), storage.Base{})
		shown(err)
	})
}
