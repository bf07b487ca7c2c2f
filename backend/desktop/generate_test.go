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
