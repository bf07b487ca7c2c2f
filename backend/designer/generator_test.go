package designer_test

import (
	"strings"
	"testing"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/workflow"
)

func TestAVersionSaysWhatProposedIt(t *testing.T) {
	// Given two versions, of which the generator proposed the first
	folder := t.TempDir()
	d := designertest.Open(t, folder, map[string]string{"LOCAL_STORAGE_PATH": folder})
	made, err := designer.Language{}.Generate(designer.GenerateRequest{Description: "Employees ask for leave. The manager approves."})
	if err != nil {
		t.Fatal(err)
	}
	first := save(t, d, designer.SaveVersionRequest{YAMLContent: made.WorkflowYAML, Generator: made.Generator})
	save(t, d, next(first.WorkflowID, sampleYAML))
	if made.Generator == "" || first.Generator != made.Generator {
		t.Errorf("the proposal is of %q, and the saved version says %q", made.Generator, first.Generator)
	}

	// When the workflow is exported, and taken in by somebody else
	file := exported(t, d, designer.ExportRequest{WorkflowIDs: []int64{int64(first.WorkflowID)}, History: true})
	other := designertest.Open(t, t.TempDir(), map[string]string{"LOCAL_STORAGE_PATH": t.TempDir()})
	importAll(t, other, reviewOf(t, other, file), designer.ImportAsWorkflow)

	// Then both say it of the first version only
	for _, at := range []*designer.Designer{d, other} {
		list, err := at.Versions(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		if len(list.Versions) != 2 || list.Versions[0].Generator != "" || list.Versions[1].Generator != made.Generator {
			t.Errorf("the versions are %+v", list.Versions)
		}
		one, err := at.Version(t.Context(), 1, string(list.Versions[1].LocalID))
		if err != nil || one.Generator != made.Generator {
			t.Errorf("the first version says %q: %v", one.Generator, err)
		}
	}
}

func TestANameThatIsTooLongIsNoGenerator(t *testing.T) {
	d := designertest.Open(t, t.TempDir(), map[string]string{"LOCAL_STORAGE_PATH": t.TempDir()})
	long := strings.Repeat("x", workflow.MaxGenerator)
	save(t, d, designer.SaveVersionRequest{YAMLContent: sampleYAML, Generator: long})
	_, err := d.SaveVersion(t.Context(), designer.SaveVersionRequest{YAMLContent: sampleYAML, Generator: long + "x"})
	if workflow.CodeOf(err) != workflow.CodeInvalidRequest {
		t.Errorf("got %v", err)
	}
}
