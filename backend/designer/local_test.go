package designer_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/laptop"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

const sampleYAML = "name: Purchase Request\nform:\n  fields: []\nworkflow: {}\n"

func save(t *testing.T, d *designer.Designer, request designer.SaveVersionRequest) designer.SavedVersion {
	t.Helper()
	saved, err := d.SaveVersion(context.Background(), request)
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

func next(id workflow.ID, yaml string) designer.SaveVersionRequest {
	n := int64(id)
	return designer.SaveVersionRequest{WorkflowID: &n, YAMLContent: yaml, Prompt: "a prompt", VersionComment: "a comment"}
}

func TestASavedVersionIsAFileAtTheSpecifiedPath(t *testing.T) {
	folder := t.TempDir()
	d := designertest.Open(t, folder, map[string]string{"LOCAL_STORAGE_PATH": folder, "COMPANY_ID": "999", "DESIGNER_AUTHOR": "Grace"})
	first := save(t, d, designer.SaveVersionRequest{YAMLContent: sampleYAML})
	second := save(t, d, next(first.WorkflowID, sampleYAML+"# two\r\n"))

	path := filepath.Join(folder, "companies", "999", "workflows", "1", "workflow.yaml")
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(content) != sampleYAML+"# two\r\n" {
		t.Errorf("workflow.yaml is %q", content)
	}
	if second.S3FilePath != "companies/999/workflows/1/workflow.yaml" || second.Number != 2 || second.Author != "Grace" {
		t.Errorf("answer %+v", second)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read %s: %v %v", path, info.Mode(), err)
	}
}

func TestDeletingTheIndexLosesNothing(t *testing.T) {
	folder := t.TempDir()
	environment := map[string]string{"LOCAL_STORAGE_PATH": folder}
	before := func() (list []designer.WorkflowSummary, versions designer.VersionList) {
		d, err := designer.Open(context.Background(), designertest.Options(t, folder, environment))
		if err != nil {
			t.Fatal(err)
		}
		name := "A given name"
		request := designer.SaveVersionRequest{YAMLContent: sampleYAML, Prompt: "p1", VersionComment: "c1", Name: &name}
		first := save(t, d, request)
		save(t, d, next(first.WorkflowID, "name: [broken\n"))
		save(t, d, designer.SaveVersionRequest{YAMLContent: sampleYAML})
		list, versions = read(t, d)
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		return list, versions
	}
	wantList, wantVersions := before()
	removeIndex(t, folder)
	gotList, gotVersions := read(t, designertest.Open(t, folder, environment))
	equalJSON(t, gotList, wantList)
	equalJSON(t, gotVersions, wantVersions)
}

func TestTheNameStaysUntilAnotherIsGiven(t *testing.T) {
	d := designertest.Local(t)
	given := "Given"
	first := save(t, d, designer.SaveVersionRequest{YAMLContent: sampleYAML, Name: &given})
	if second := save(t, d, next(first.WorkflowID, "name: Other\n")); second.Name != given {
		t.Errorf("the name became %q", second.Name)
	}
	none := ""
	request := next(first.WorkflowID, "name: Other\n")
	request.Name = &none
	if third := save(t, d, request); third.Name != "Other" {
		t.Errorf("the name is %q, want the YAML's", third.Name)
	}
}

func read(t *testing.T, d *designer.Designer) ([]designer.WorkflowSummary, designer.VersionList) {
	t.Helper()
	list, err := d.Workflows(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	versions, err := d.Versions(context.Background(), 1)
	if err != nil {
		t.Fatal(err)
	}
	return list, versions
}

func removeIndex(t *testing.T, folder string) {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(folder, "**", laptop.IndexFile+"*"))
	if err != nil {
		t.Fatal(err)
	}
	here, err := filepath.Glob(filepath.Join(folder, laptop.IndexFile+"*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(found, here...) {
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}
}

func TestRebuildingTheIndexPutsNoTriedOutSettingsInForce(t *testing.T) {
	// given a program on local storage, with a version
	d := designertest.Local(t)
	save(t, d, designer.SaveVersionRequest{YAMLContent: sampleYAML})
	// when the index is rebuilt while other settings are being tried out
	company := int64(2)
	if _, err := d.MendStorage(context.Background(), storage.MendRebuildIndex, designer.SettingsInput{CompanyID: &company}); err != nil {
		t.Fatal(err)
	}
	// then the program still works for its own company and shows the version
	list, versions := read(t, d)
	if len(list) != 1 || len(versions.Versions) != 1 {
		t.Errorf("after the rebuild: %+v, %+v", list, versions)
	}
}

func TestAFolderThatWasCopiedByHandKeepsNothingFromBeingUsed(t *testing.T) {
	// given a workflow, whose folder somebody copied to another number
	folder := t.TempDir()
	environment := map[string]string{"LOCAL_STORAGE_PATH": folder, "COMPANY_ID": "1"}
	open := func() *designer.Designer {
		d, err := designer.Open(t.Context(), designertest.Options(t, folder, environment))
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	d := open()
	first := save(t, d, designer.SaveVersionRequest{YAMLContent: sampleYAML})
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	workflows := filepath.Join(folder, "companies", "1", "workflows")
	if err := os.CopyFS(filepath.Join(workflows, "2"), os.DirFS(filepath.Join(workflows, "1"))); err != nil {
		t.Fatal(err)
	}

	// when the program is opened, with the index as it was and without one
	for _, index := range []bool{true, false} {
		if !index {
			removeIndex(t, folder)
		}
		d := open()

		// then the workflow is there, the check tells of the copy, and new ones can be saved
		list, err := d.Workflows(t.Context())
		if err != nil || !slices.ContainsFunc(list, func(w designer.WorkflowSummary) bool { return w.WorkflowID == first.WorkflowID }) {
			t.Errorf("the list is %+v, %v", list, err)
		}
		report, err := d.Doctor(t.Context(), false)
		if err != nil {
			t.Fatal(err)
		}
		check := report.Checks[slices.IndexFunc(report.Checks, func(c storage.Check) bool { return c.ID == "index" })]
		if check.Status != storage.CheckFailed || check.Code != workflow.CodeDamaged || check.Mend != storage.MendNone {
			t.Errorf("the check of the index is %+v", check)
		}
		if saved := save(t, d, designer.SaveVersionRequest{YAMLContent: sampleYAML}); saved.WorkflowID <= 2 {
			t.Errorf("a new workflow got the number %d", saved.WorkflowID)
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
