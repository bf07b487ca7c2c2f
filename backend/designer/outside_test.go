package designer_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/workflow"
)

// outside is a program on a folder, with a workflow that is open in a page, and what another program does to its file.
type outside struct {
	t      *testing.T
	d      *designer.Designer
	folder string
	file   string
	id     workflow.ID
	events <-chan designer.Event
}

func openOutside(t *testing.T) *outside {
	t.Helper()
	folder := t.TempDir()
	d := designertest.Open(t, folder, map[string]string{"LOCAL_STORAGE_PATH": folder})
	o := &outside{t: t, d: d, folder: folder, id: save(t, d, designer.SaveVersionRequest{YAMLContent: sampleYAML}).WorkflowID}
	o.file = filepath.Join(folder, "companies", "1", "workflows", "1", "workflow.yaml")
	events, stop := d.Listen()
	t.Cleanup(stop)
	o.events = events
	return o
}

func (o *outside) attend(page string, ids ...int64) {
	o.t.Helper()
	if err := o.d.Attend(o.t.Context(), designer.Attendance{Page: page, WorkflowIDs: ids}); err != nil {
		o.t.Fatal(err)
	}
}

func (o *outside) write(text string) {
	o.t.Helper()
	if err := os.WriteFile(o.file, []byte(text), 0o600); err != nil {
		o.t.Fatal(err)
	}
}

// told waits for what the pages are told of the workflow next.
func (o *outside) told() string {
	o.t.Helper()
	select {
	case e := <-o.events:
		if e.Kind != "workflow" || e.WorkflowID != o.id || e.Name != "Purchase Request" {
			o.t.Fatalf("told %+v", e)
		}
		return e.What
	case <-time.After(20 * time.Second):
		o.t.Fatal("nothing was told")
		return ""
	}
}

func TestAPageHearsThatTheFileOfItsWorkflowWasEditedOutside(t *testing.T) {
	// given a workflow that a page has open
	o := openOutside(t)
	o.attend("page", int64(o.id))
	// when another program writes its file
	o.write(sampleYAML + "# from outside\n")
	// then that is told, with the text
	if what := o.told(); what != "edited" {
		t.Fatalf("told %s", what)
	}
	edit, err := o.d.Outside(t.Context(), o.id)
	if err != nil || !edit.Found || edit.YAMLContent != sampleYAML+"# from outside\n" || edit.EditedAt == nil || edit.Problem != nil {
		t.Errorf("outside is %+v, %v", edit, err)
	}
	// and again, when it writes once more
	o.write(sampleYAML + "# more from outside\n")
	if what := o.told(); what != "edited" {
		t.Errorf("told %s", what)
	}
	// and a save keeps what stood there beside the version
	save(t, o.d, next(o.id, sampleYAML+"# mine\n"))
	if what := o.told(); what != "saved" {
		t.Errorf("told %s", what)
	}
	aside, err := filepath.Glob(filepath.Join(filepath.Dir(o.file), "workflow.edited-*.yaml"))
	if err != nil || len(aside) != 1 {
		t.Fatalf("aside are %v, %v", aside, err)
	}
	if text, err := os.ReadFile(aside[0]); err != nil || string(text) != sampleYAML+"# more from outside\n" {
		t.Errorf("aside is %q, %v", text, err)
	}
}

func TestAPageHearsOfAnEditThatWasThereBeforeItOpened(t *testing.T) {
	o := openOutside(t)
	o.write("a: [broken\n")
	o.attend("page", int64(o.id))
	if what := o.told(); what != "edited" {
		t.Errorf("told %s", what)
	}
	// a second page too, and the first is not forgotten for it
	o.attend("another", int64(o.id))
	if what := o.told(); what != "edited" {
		t.Errorf("told %s", what)
	}
}

func TestAPageHearsThatAnotherProgramSaved(t *testing.T) {
	o := openOutside(t)
	o.attend("page", int64(o.id))
	other := designertest.Open(t, o.folder, map[string]string{"LOCAL_STORAGE_PATH": o.folder, "DESIGNER_AUTHOR": "Grace"})
	saved := save(t, other, next(o.id, sampleYAML+"# by a command\n"))
	if what := o.told(); what != "saved" {
		t.Errorf("told %s", what)
	}
	list, err := o.d.Versions(t.Context(), o.id)
	if err != nil || list.Versions[0].LocalID != saved.LocalID {
		t.Errorf("the page reads %+v, %v", list.Versions, err)
	}
}

func TestAFileThatCannotBeAVersionIsToldWithTheReason(t *testing.T) {
	o := openOutside(t)
	o.write("a: \xff\n")
	o.attend("page", int64(o.id))
	if what := o.told(); what != "edited" {
		t.Errorf("told %s", what)
	}
	edit, err := o.d.Outside(t.Context(), o.id)
	if err != nil || !edit.Found || edit.YAMLContent != "" || edit.Problem == nil || edit.Problem.Code != workflow.CodeInvalidContent {
		t.Errorf("outside is %+v, %v", edit, err)
	}
}

func TestNobodyLooksAtWhatNobodyHasOpen(t *testing.T) {
	// given a page that had two workflows open and has closed the first
	o := openOutside(t)
	second := save(t, o.d, designer.SaveVersionRequest{YAMLContent: "name: Purchase Request\n"}).WorkflowID
	o.attend("page", int64(o.id), int64(second))
	o.attend("page", int64(second))
	// when both files are written
	o.write("name: first\n")
	o.file, o.id = filepath.Join(o.folder, "companies", "1", "workflows", "2", "workflow.yaml"), second
	o.write("name: Purchase Request\n# two\n")
	// then it hears of the second
	if what := o.told(); what != "edited" {
		t.Errorf("told %s", what)
	}
}

func TestWhatIsOpenMustBeSaidProperly(t *testing.T) {
	o := openOutside(t)
	for name, c := range map[string]struct {
		request designer.Attendance
		code    workflow.Code
	}{
		"no name":      {designer.Attendance{WorkflowIDs: []int64{1}}, workflow.CodeInvalidRequest},
		"no number":    {designer.Attendance{Page: "p", WorkflowIDs: []int64{-1}}, workflow.CodeInvalidID},
		"far too many": {designer.Attendance{Page: "p", WorkflowIDs: make([]int64, 501)}, workflow.CodeInvalidRequest},
	} {
		if err := o.d.Attend(t.Context(), c.request); workflow.CodeOf(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := o.d.Outside(t.Context(), 99); workflow.CodeOf(err) != workflow.CodeWorkflowNotFound {
		t.Errorf("an unknown workflow: %v", err)
	}
	if edit, err := o.d.Outside(t.Context(), o.id); err != nil || edit.Found {
		t.Errorf("a file that nobody touched: %+v, %v", edit, err)
	}
}
