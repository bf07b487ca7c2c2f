package desktop_test

import (
	"testing"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/desktop"
	"workflow-designer/backend/simulate"
	"workflow-designer/backend/workflow"
)

func TestTheWindowTriesATextOut(t *testing.T) {
	const yaml = "name: N\nform: {fields: []}\nworkflow:\n  a: {name: A, type: decision, approver: boss, on_approve: {end_workflow: true}, on_reject: {end_workflow: true}}\n"
	b := desktop.New() // nothing is stored

	s, err := b.Simulate(yaml, designer.SimulateQuestion{Acts: []simulate.Act{{Do: simulate.Submit}}})
	if err != nil || len(s.Tokens) != 1 || s.Tokens[0].People[0].Name != "boss" {
		t.Errorf("it is at %+v, %v", s, err)
	}
	if all, err := b.Paths(yaml); err != nil || len(all.Paths.Paths) != 2 || len(all.Table.Rows) != 2 {
		t.Errorf("the paths are %+v, %v", all, err)
	}
	checked, err := b.CheckScenarios(yaml, []simulate.Scenario{{Acts: []simulate.Act{{Do: simulate.Submit}}, Expected: simulate.Expected{EndedWith: simulate.Waiting}}})
	if err != nil || len(checked) != 1 || !checked[0].Passed {
		t.Errorf("the cases are %+v, %v", checked, err)
	}
	if p := problemIn(t, errorOf(b.Paths("a: ["))); p.Code != workflow.CodeInvalidContent || p.Hint == "" {
		t.Errorf("no YAML gives %+v", p)
	}
}
