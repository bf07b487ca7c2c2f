package archive_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"workflow-designer/backend/archive"
	"workflow-designer/backend/workflow"
)

func TestScenariosGoWithTheirWorkflow(t *testing.T) {
	// Given two workflows of the same name, the second with a scenario
	kept := workflow.EncodeScenarios([]workflow.KeptScenario{
		workflow.KeptScenario{ID: "one"}.Next(workflow.ScenarioState{Revision: "1", Author: "Ana", Case: json.RawMessage(`{"name":"small"}`)}),
	})
	var file bytes.Buffer
	w := archive.NewWriter(&file, "Ana", 7, at)
	for id := range workflow.ID(2) {
		texts := []archive.Text{{Version: archive.Version{VersionID: "A", Number: 1, CreatedAt: at}, Content: []byte("a: 1\n")}}
		if err := w.Add(archive.Workflow{WorkflowID: 3 + id}, "leave.yaml", texts); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.AddScenarios(kept, at); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}

	// When the zip is read
	r := open(t, file.Bytes())

	// Then the second has it, and the first has none
	if len(r.Workflows) != 2 || r.LeftOut != 0 || r.Workflows[1].Scenarios != "scenarios/leave-2.json" {
		t.Fatalf("read %+v", r)
	}
	for i, want := range []int{0, 1} {
		if got, err := r.Scenarios(r.Workflows[i].Workflow); err != nil || len(got) != want {
			t.Errorf("the scenarios of workflow %d are %+v, %v", i, got, err)
		}
	}
}

func TestAWorkflowWhoseScenariosCannotBeReadIsRefused(t *testing.T) {
	manifest := func(scenarios string) entry {
		const workflows = `[{"workflow_id":3,"file":"a.yaml","scenarios":%q,"versions":[{"file":"a.yaml","number":1}]}]`
		return entry{name: archive.ManifestName, content: fmt.Sprintf(
			`{"format":"workflow-designer-export","format_version":1,"workflows":`+workflows+`}`, scenarios)}
	}
	yaml := entry{name: "a.yaml", content: "a: 1\n"}
	for name, test := range map[string]struct {
		file entry
		code workflow.Code
		says string
	}{
		"another text":    {entry{name: "s.json", content: "a: 1"}, workflow.CodeDamaged, "cannot be read"},
		"a newer program": {entry{name: "s.json", content: `{"format":"workflow-designer-scenarios","format_version":2}`}, workflow.CodeDamaged, "newer"},
		"no file":         {entry{name: "t.json", content: "{}"}, workflow.CodeInvalidArchive, "not in the zip"},
	} {
		r := open(t, zipped(t, manifest("s.json"), yaml, test.file))
		if len(r.Workflows) != 0 || len(r.Refused) != 1 {
			t.Fatalf("%s: read %+v", name, r)
		}
		wantRefused(t, r.Refused[0].Err, test.code, test.says)
	}
}
