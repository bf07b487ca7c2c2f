package designer_test

import (
	"testing"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/workflow"
)

func importOnTop(t *testing.T, d *designer.Designer, file given, id int64) (designer.Job, designer.ImportResult) {
	t.Helper()
	review := reviewOf(t, d, file)
	begun, err := d.Import(t.Context(), review.ImportID, designer.ImportRequest{
		Comment: "from a file", Items: []designer.ImportChoice{{Index: 0, As: designer.ImportAsVersion, WorkflowID: &id}},
	})
	job := ended(t, d, begun, err)
	result, ok := job.Result.(designer.ImportResult)
	if !ok {
		t.Fatalf("the result is %+v", job.Result)
	}
	return job, result
}

func savedText(t *testing.T, d *designer.Designer, id *int64, text string) designer.SavedVersion {
	t.Helper()
	saved, err := d.SaveVersion(t.Context(), designer.SaveVersionRequest{WorkflowID: id, YAMLContent: text, VersionComment: "by hand"})
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

func versionsOf(t *testing.T, d *designer.Designer, id workflow.ID) []designer.VersionSummary {
	t.Helper()
	list, err := d.Versions(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return list.Versions
}

func TestAFileBecomesTheNextVersionOfAWorkflow(t *testing.T) {
	d := designertest.Open(t, t.TempDir(), nil)
	// Given a workflow
	first := savedText(t, d, nil, "name: One\n")
	// When another text is imported as its version
	job, result := importOnTop(t, d, given{"one.yaml", []byte("name: One\nversion: 2\n")}, int64(first.WorkflowID))
	// Then it is on top, with the comment of the import, and what it replaced is told
	if job.FailedCount > 0 || len(result.Replaced) != 1 || result.Replaced[0].VersionID != string(first.LocalID) {
		t.Fatalf("got %+v of %+v", result, job)
	}
	versions := versionsOf(t, d, first.WorkflowID)
	if len(versions) != 2 || versions[0].VersionComment != "from a file" || !versions[0].IsLatest {
		t.Fatalf("the versions are %+v", versions)
	}
	// And the same file once more changes nothing
	if _, again := importOnTop(t, d, given{"one.yaml", []byte("name: One\nversion: 2\n")}, int64(first.WorkflowID)); len(again.Replaced) != 0 {
		t.Errorf("got %+v", again)
	}
	if got := len(versionsOf(t, d, first.WorkflowID)); got != 2 {
		t.Errorf("there are %d versions", got)
	}
}

func TestAZipGivesAWorkflowTheVersionsThatItHasNot(t *testing.T) {
	// Given a zip of three versions, of which a workflow elsewhere has the first
	from := designertest.Open(t, t.TempDir(), nil)
	one := savedText(t, from, nil, "name: One\n")
	id := int64(one.WorkflowID)
	savedText(t, from, &id, "name: One\nversion: 2\n")
	savedText(t, from, &id, "name: One\nversion: 3\n")
	zip := exported(t, from, designer.ExportRequest{History: true})
	d := designertest.Open(t, t.TempDir(), nil)
	here := savedText(t, d, nil, "name: One\n")
	// When it is imported on top of that
	job, _ := importOnTop(t, d, zip, int64(here.WorkflowID))
	// Then the other two are added, with their comments
	versions := versionsOf(t, d, here.WorkflowID)
	if job.FailedCount > 0 || len(versions) != 3 || versions[0].Number != 3 || versions[1].VersionComment != "by hand" {
		t.Fatalf("got %+v of %+v", versions, job)
	}
}

func TestTheLatestTextOfAZipBecomesTheLatestAlsoWhereItWasBefore(t *testing.T) {
	// Given a zip of two versions, and a workflow that has the newer one only
	from := designertest.Open(t, t.TempDir(), nil)
	one := savedText(t, from, nil, "name: One\n")
	id := int64(one.WorkflowID)
	savedText(t, from, &id, "name: One\nversion: 2\n")
	zip := exported(t, from, designer.ExportRequest{History: true})
	d := designertest.Open(t, t.TempDir(), nil)
	here := savedText(t, d, nil, "name: One\nversion: 2\n")
	// When it is imported on top of that
	job, _ := importOnTop(t, d, zip, int64(here.WorkflowID))
	// Then the older one was added, and the newer one is the latest still
	versions := versionsOf(t, d, here.WorkflowID)
	if job.FailedCount > 0 || len(versions) != 3 {
		t.Fatalf("got %+v of %+v", versions, job)
	}
	if latest, err := d.Version(t.Context(), here.WorkflowID, versions[0].VersionID); err != nil || latest.YAMLContent != "name: One\nversion: 2\n" {
		t.Errorf("the latest is %q, %v", latest.YAMLContent, err)
	}
}

func TestVersionsNeedAWorkflow(t *testing.T) {
	d := designertest.Open(t, t.TempDir(), nil)
	job, result := importOnTop(t, d, given{"one.yaml", []byte("name: One\n")}, 7)
	if job.FailedCount != 1 || job.Items[0].Error.Code != workflow.CodeWorkflowNotFound || len(result.Replaced) != 0 {
		t.Errorf("got %+v", job)
	}
}
