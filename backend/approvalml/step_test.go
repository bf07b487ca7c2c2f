package approvalml_test

import (
	"strings"
	"testing"

	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/templates"
)

// stepIn is the step around a place, by the whole text.
func stepIn(doc *model.Document, offset int) string {
	for _, s := range doc.Steps {
		end := s.Key.Span.End
		if s.Node != nil {
			end = max(end, s.Node.Span.End)
		}
		if s.Key.Span.Start <= offset && offset < end {
			return s.ID + ", " + s.Name
		}
	}
	return ""
}

func TestTheStepAtAPlaceIsFoundWithoutReadingAllOfTheText(t *testing.T) {
	found := 0
	for _, template := range templates.List() {
		for _, text := range []string{template.YAML, strings.ReplaceAll(template.YAML, "\n", "\r\n")} {
			doc := model.Read(text)
			for offset := range len(text) {
				want := stepIn(doc, offset)
				if want == "" {
					continue // a comment or a blank behind a step may be taken for a part of it
				}
				found++
				step := approvalml.StepAt(text, offset)
				if step == nil || step.ID+", "+step.Name != want {
					t.Fatalf("%s, byte %d: got %v, want %s", template.ID, offset, step, want)
				}
			}
		}
	}
	if found == 0 {
		t.Error("no template has a step")
	}
	for _, text := range []string{"", "workflow:", "workflow:\n", "workflow:\n  # a\n", "name: a\n", "workflow: {a: {type: end}}\n", "a\n\n"} {
		for offset := range len(text) + 1 {
			if step := approvalml.StepAt(text, offset); step != nil {
				t.Errorf("%q, byte %d: %v", text, offset, step)
			}
		}
	}
}
