package desktop_test

import (
	"testing"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/desktop"
	"workflow-designer/backend/workflow"
)

func TestTheWindowAsksForAForm(t *testing.T) {
	const yaml = "name: N\nform:\n  fields:\n    - {name: n, type: number, label: Number, required: true}\nworkflow: {}\n"
	b := desktop.New() // a form needs no storage

	f, err := b.Form(yaml)
	if err != nil || !f.Readable || len(f.Fields) != 1 || f.Fields[0].Select.Line != 4 {
		t.Errorf("the form is %+v, %v", f, err)
	}
	e, err := b.EvaluateForm(yaml, designer.FormQuestion{Data: map[string]any{"n": "x"}})
	if err != nil || len(e.Problems) != 1 || e.Problems[0].Field != "n" {
		t.Errorf("it is evaluated to %+v, %v", e, err)
	}
	if p := problemIn(t, errorOf(b.EvaluateForm(yaml, designer.FormQuestion{Step: "gone"}))); p.Code != workflow.CodeStepNotFound || p.Hint == "" {
		t.Errorf("a step that is not there gives %+v", p)
	}
}
