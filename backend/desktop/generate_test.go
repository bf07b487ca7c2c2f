package desktop_test

import (
	"strings"
	"testing"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/desktop"
	"workflow-designer/backend/workflow"
)

func TestTheWindowGetsAProposal(t *testing.T) {
	b := desktop.New() // it needs no storage

	p, err := b.Generate(designer.GenerateRequest{Description: "Vacation approval by the manager"})
	if err != nil || !p.Success || !strings.Contains(p.WorkflowYAML, "${requestor.manager}") {
		t.Errorf("got %+v, %v", p, err)
	}
	if p := problemIn(t, errorOf(b.Generate(designer.GenerateRequest{}))); p.Code != workflow.CodeInvalidRequest || p.Hint == "" {
		t.Errorf("an empty description gives %+v", p)
	}
}

func TestTheWindowAppliesSomeOfTheChanges(t *testing.T) {
	b := desktop.New()
	before, after := "name: A\ntype: a\n", "name: B\ntype: b\n"
	some, err := b.ApplyChanges(designer.ChooseRequest{Before: before, After: after, Chosen: &[]int{1}})
	if err != nil || some.YAMLContent != "name: A\ntype: b\n" {
		t.Errorf("got %+v, %v", some, err)
	}
	if p := problemIn(t, errorOf(b.ApplyChanges(designer.ChooseRequest{Before: before, After: after, Chosen: &[]int{9}}))); p.Code != workflow.CodeInvalidRequest {
		t.Errorf("an unknown change gives %+v", p)
	}
}
