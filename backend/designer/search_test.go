package designer_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/query"
	"workflow-designer/backend/templates"
)

func search(t *testing.T, d *designer.Designer, question string) designer.SearchAnswer {
	t.Helper()
	answer, err := d.Search(context.Background(), question, 0)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// marked is a text with its marks in brackets.
func marked(text string, marks []designer.SearchMark) string {
	letters := []rune(text)
	for i := len(marks) - 1; i >= 0; i-- {
		letters = slices.Insert(letters, marks[i].To, ']')
		letters = slices.Insert(letters, marks[i].From, '[')
	}
	return string(letters)
}

func TestSearchSaysWhereItFinds(t *testing.T) {
	// Given a workflow with a history
	d := designertest.Local(t)
	template, err := templates.Find("purchase_request")
	if err != nil {
		t.Fatal(err)
	}
	first := save(t, d, designer.SaveVersionRequest{
		YAMLContent: template.YAML, Prompt: "Zuerst prüft die Vorgesetzte.\nThen the auditor.", VersionComment: "Limits as the works council wants them",
	})
	save(t, d, next(first.WorkflowID, template.YAML))
	other := save(t, d, designer.SaveVersionRequest{YAMLContent: sampleYAML, Prompt: "Zuerst prüft die Vorgesetzte."})

	for question, want := range map[string]string{
		"request":         `1 name [Request]`,
		"vorges prüf":     `2 prompt Zuerst [prüf]t die [Vorges]etzte.`,
		"council":         `1 comment Limits as the works [council] wants them, version 1`,
		"finance_dir":     `1 yaml …`,
		"label:none":      ``,
		"purchase zuerst": `2 prompt [Zuerst] prüft die Vorgesetzte.`,
	} {
		t.Run(question, func(t *testing.T) {
			answer := search(t, d, question)
			if want == "" {
				if len(answer.Results) > 0 {
					t.Errorf("got %+v", answer.Results)
				}
				return
			}
			if len(answer.Results) == 0 {
				t.Fatal("nothing is found")
			}
			r := answer.Results[0]
			got := fmt.Sprintf("%d %s %s", r.WorkflowID, r.Where, marked(r.Snippet, r.Marks))
			switch r.Where {
			case query.Comment:
				got += fmt.Sprintf(", version %d", r.Number)
				if v, err := d.Version(context.Background(), r.WorkflowID, r.VersionID); err != nil || v.Number != r.Number {
					t.Errorf("%s is %v, %v", r.VersionID, v, err)
				}
			case query.YAML:
				if r.Step == "" || r.StepName == "" || r.Range == nil || r.Range.Line < 2 {
					t.Errorf("no step in %+v", r)
				}
				return
			case query.Name:
				got = fmt.Sprintf("%d %s %s", r.WorkflowID, r.Where, marked(r.Name, r.NameMarks))
				want = fmt.Sprintf("%d name Purchase [Request]", other.WorkflowID)
			default: // a prompt has no more to say
			}
			if got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

func TestEverythingIsFoundAfterTheIndexWasDeleted(t *testing.T) {
	// Given workflows, one of them with an older version, labels and comments
	folder := t.TempDir()
	environment := map[string]string{"LOCAL_STORAGE_PATH": folder}
	ctx := context.Background()
	questions := []string{"purchase", "label:finance", "comment", "author:ada", "zwei", "has:problems"}
	ask := func(change func(d *designer.Designer)) (found []string) {
		d, err := designer.Open(ctx, designertest.Options(t, folder, environment))
		if err != nil {
			t.Fatal(err)
		}
		change(d)
		if err := d.Fill(ctx); err != nil {
			t.Fatal(err)
		}
		for _, q := range questions {
			answer := search(t, d, q)
			if answer.Unread > 0 {
				t.Errorf("%s: %d are not read", q, answer.Unread)
			}
			for _, r := range answer.Results {
				found = append(found, fmt.Sprintf("%s: %d %v %s", q, r.WorkflowID, r.Labels, r.Snippet))
			}
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		return found
	}
	before := ask(func(d *designer.Designer) {
		first := save(t, d, designer.SaveVersionRequest{YAMLContent: sampleYAML + "tags: [finance]\n"})
		save(t, d, next(first.WorkflowID, sampleYAML+"tags: [finance, travel]\n# zwei\n"))
		save(t, d, designer.SaveVersionRequest{YAMLContent: sampleYAML})
		gone := save(t, d, designer.SaveVersionRequest{YAMLContent: sampleYAML})
		if _, err := d.DeleteWorkflow(ctx, gone.WorkflowID); err != nil {
			t.Fatal(err)
		}
	})

	// When the index is deleted
	indexes, err := filepath.Glob(filepath.Join(folder, "index.sqlite*"))
	if err != nil || len(indexes) == 0 {
		t.Fatal(indexes, err)
	}
	for _, path := range indexes {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}

	// Then all is found again
	after := ask(func(*designer.Designer) {})
	if len(before) < len(questions) || !slices.Equal(before, after) {
		t.Errorf("got %q, want %q", after, before)
	}
}
