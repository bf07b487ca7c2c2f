package localstore_test

import (
	"os"
	"strings"
	"testing"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/workflow"
)

// A first Learn that was killed leaves files and no line. The next one may bring the same version or a later one.
func TestNextLearnTakesThePlaceOfAnInterruptedFirstOne(t *testing.T) {
	interrupted := learned(ref, "a: 1\n", "")
	yaml, text := "workflow.yaml", "versions/"+string(interrupted.Version.UID)+".yaml"
	states := map[string]map[string]string{
		"a folder alone":    {},
		"half a text":       {"history.jsonl": "", text + ".new": "a: "},
		"a text":            {"history.jsonl": "", text: "a: 1\n"},
		"half of the other": {"history.jsonl": "", text: "a: 1\n", yaml + ".new": "a"},
		"both":              {"history.jsonl": "", text: "a: 1\n", yaml: "a: 1\n"},
		"half a line":       {"history.jsonl": `{"event":"rec`, text: "a: 1\n", yaml: "a: 1\n"},
	}
	later := learned(ref, "a: 2\n", "")
	for name, files := range states {
		for next, one := range map[string]localstore.Learned{"the same": interrupted, "a later one": later} {
			t.Run(name+", then "+next, func(t *testing.T) {
				root := t.TempDir()
				s := open(t, root)
				if err := os.MkdirAll(file(root, ref, "versions"), 0o700); err != nil {
					t.Fatal(err)
				}
				for path, content := range files {
					write(t, file(root, ref, path), content)
				}
				_, _, err := s.Get(t.Context(), ref, "")
				wantCode(t, err, workflow.CodeWorkflowNotFound)

				learn(t, s, "", one)

				wantTexts(t, s, ref, string(one.Content))
				if got := read(t, file(root, ref, "workflow.yaml")); got != string(one.Content) {
					t.Errorf("workflow.yaml holds %q, want the latest text", got)
				}
				if got := editedAside(t, root); len(got) > 0 {
					t.Errorf("what nobody edited was set aside: %q", got)
				}
				mend(t, s)
				wantSound(t, s)
				if left := leftNew(t, root); len(left) > 0 {
					t.Errorf("mending left %v", left)
				}
			})
		}
	}
}

func leftNew(t *testing.T, root string) (left []string) {
	t.Helper()
	all, err := files(root)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(all) {
		if strings.Contains(line, ".new ") {
			left = append(left, line)
		}
	}
	return left
}

func TestFirstLearnKeepsAFileThatWasThere(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	if err := os.MkdirAll(file(root, ref), 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, file(root, ref, "workflow.yaml"), "a: copied here\n")

	learn(t, s, "", learned(ref, "a: 1\n", ""))

	if got := editedAside(t, root); len(got) != 1 || got[0] != "a: copied here\n" {
		t.Errorf("beside it are %q, want the copied file", got)
	}
	wantTexts(t, s, ref, "a: 1\n")
}

func TestManyAreLearnedOneByOne(t *testing.T) {
	s := open(t, t.TempDir())
	other, third := workflow.Ref{Company: 3, ID: 8}, workflow.Ref{Company: 3, ID: 9}
	saved := save(t, s, other, "a: mine\n", storage.Entry{})
	bad := learned(third, "a: 3\n", "")
	bad.Version.Comment = "\xff"
	courses := []localstore.Course{
		{Ref: ref, All: []localstore.Learned{learned(ref, "a: 1\n", "")}},
		{Ref: other, All: []localstore.Learned{learned(other, "a: 2\n", "")}},
		{Ref: third, All: []localstore.Learned{bad}},
		{Ref: other, Head: saved.UID, All: []localstore.Learned{learned(other, "a: 4\n", saved.UID)}},
	}

	spans := s.LearnMany(t.Context(), courses)

	wantCode(t, spans[1].Err, workflow.CodeStaleParent)
	wantCode(t, spans[2].Err, workflow.CodeInvalidContent)
	if spans[0].Err != nil || spans[0].To == 0 || spans[3].Err != nil || spans[3].From == 0 {
		t.Errorf("the spans are %+v", spans)
	}
	wantTexts(t, s, ref, "a: 1\n")
	wantTexts(t, s, other, "a: 4\n", "a: mine\n")
	wantTexts(t, s, third)
	if courses[0].All[0].Version.ContentSHA256 != "" {
		t.Error("what the caller gave was changed")
	}
}
