package designer_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/workflow"
)

// given is a file that somebody wants to import.
type given struct {
	name    string
	content []byte
}

func reviewOf(t *testing.T, d *designer.Designer, files ...given) designer.ImportReview {
	t.Helper()
	r, err := reviewing(t, d, files...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func reviewing(t *testing.T, d *designer.Designer, files ...given) (designer.ImportReview, error) {
	t.Helper()
	return d.ReviewImport(t.Context(), func() (string, io.Reader, error) {
		if len(files) == 0 {
			return "", nil, io.EOF
		}
		f := files[0]
		files = files[1:]
		return f.name, bytes.NewReader(f.content), nil
	})
}

// ended runs a job to its end.
func ended(t *testing.T, d *designer.Designer, begun designer.Job, err error) designer.Job {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	job, err := d.WaitForJob(t.Context(), begun.JobID)
	if err != nil {
		t.Fatal(err)
	}
	return job
}

// importAll takes in all that a review has found.
func importAll(t *testing.T, d *designer.Designer, r designer.ImportReview, as string) designer.Job {
	t.Helper()
	request := designer.ImportRequest{Comment: "from a file"}
	for _, item := range r.Items {
		request.Items = append(request.Items, designer.ImportChoice{Index: item.Index, As: as})
	}
	begun, err := d.Import(t.Context(), r.ImportID, request)
	job := ended(t, d, begun, err)
	if job.State != designer.JobDone || job.FailedCount > 0 {
		t.Fatalf("the import is %+v", job)
	}
	return job
}

func exported(t *testing.T, d *designer.Designer, request designer.ExportRequest) given {
	t.Helper()
	begun, err := d.Export(t.Context(), request)
	job := ended(t, d, begun, err)
	if job.State != designer.JobDone || job.FailedCount > 0 || job.File == nil {
		t.Fatalf("the export is %+v", job)
	}
	_, f, err := d.JobContent(t.Context(), job.JobID)
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(f)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	return given{job.File.Name, content}
}

// everything is all that a person knows of a workflow, version by version.
func everything(t *testing.T, d *designer.Designer, id workflow.ID) []string {
	t.Helper()
	list, err := d.Versions(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	all := []string{list.Name}
	for _, v := range list.Versions {
		said := fmt.Sprintf("%d %v %q by %s at %s tags %v", v.Number, v.Deleted, v.VersionComment, v.Author, v.LastModified.Format(time.RFC3339Nano), v.Tags)
		if !v.Deleted {
			detail, err := d.Version(t.Context(), id, v.VersionID)
			if err != nil {
				t.Fatal(err)
			}
			said += fmt.Sprintf(" prompt %q text %q", detail.Prompt, detail.YAMLContent)
		}
		all = append(all, said)
	}
	return all
}

// filled is a program with two workflows: one with a history, one with a name that a person gave.
func filled(t *testing.T) *designer.Designer {
	t.Helper()
	folder := t.TempDir()
	d := designertest.Open(t, folder, map[string]string{"LOCAL_STORAGE_PATH": folder, "DESIGNER_AUTHOR": "Grace"})
	first := save(t, d, designer.SaveVersionRequest{YAMLContent: "name: Leave\r\n", Prompt: "Ask.", VersionComment: "first,\nwith a line"})
	second := save(t, d, next(first.WorkflowID, "name: Leave\n# two\n"))
	if _, err := d.SetTags(t.Context(), first.WorkflowID, second.VersionID, []workflow.Tag{{Name: "live"}, {Name: "2026"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.DeleteWorkflow(t.Context(), first.WorkflowID); err != nil {
		t.Fatal(err)
	}
	if _, err := d.UndeleteWorkflow(t.Context(), first.WorkflowID); err != nil {
		t.Fatal(err)
	}
	save(t, d, next(first.WorkflowID, "name: Leave\n# “three” 🧾\n"))
	name := "Called otherwise"
	save(t, d, designer.SaveVersionRequest{YAMLContent: "name: Leave\n# another\n", Name: &name})
	return d
}

func TestAnExportThatIsImportedGivesTheSameWorkflows(t *testing.T) {
	// given workflows with a whole history, exported
	from := filled(t)
	file := exported(t, from, designer.ExportRequest{History: true})
	if !strings.HasPrefix(file.name, "workflows-") || !strings.HasSuffix(file.name, ".zip") {
		t.Errorf("the file is called %s", file.name)
	}

	// when another computer imports them
	to := designertest.Local(t)
	review := reviewOf(t, to, file)
	if len(review.Items) != 2 || len(review.Refused) != 0 || review.LeftOut != 0 {
		t.Fatalf("the review is %+v", review)
	}
	if i := review.Items[0]; i.Name != "Leave" || i.VersionCount != 5 || !i.HasNotes || i.WorkflowID != 1 || !i.NumberFree || i.Zip != file.name || len(i.Same) != 0 {
		t.Errorf("the first is %+v", i)
	}
	if i := review.Items[1]; i.Name != "Called otherwise" || i.VersionCount != 1 {
		t.Errorf("the second is %+v", i)
	}
	job := importAll(t, to, review, designer.ImportAsWorkflow)

	// then they are the same, version by version, with the numbers that they had
	for _, id := range []workflow.ID{1, 2} {
		if is, was := everything(t, to, id), everything(t, from, id); !slices.Equal(is, was) {
			t.Errorf("workflow %d is\n%s\nand was\n%s", id, strings.Join(is, "\n"), strings.Join(was, "\n"))
		}
	}
	if result, ok := job.Result.(designer.ImportResult); !ok || !slices.Equal(result.WorkflowIDs, []workflow.ID{1, 2}) {
		t.Errorf("the result is %+v", job.Result)
	}
	// and can be worked on
	save(t, to, next(1, "name: Leave\n# four\n"))
	if report, err := to.TestStorage(t.Context(), designer.SettingsInput{}); err != nil || !report.OK {
		t.Errorf("the storage check says %+v, %v", report, err)
	}
}

func TestWhatIsImportedIsThereAfterTheIndexIsLost(t *testing.T) {
	file := exported(t, filled(t), designer.ExportRequest{History: true})
	folder := t.TempDir()
	environment := map[string]string{"LOCAL_STORAGE_PATH": folder}
	d, err := designer.Open(t.Context(), designertest.Options(t, folder, environment))
	if err != nil {
		t.Fatal(err)
	}
	importAll(t, d, reviewOf(t, d, file), designer.ImportAsWorkflow)
	was := append(everything(t, d, 1), everything(t, d, 2)...)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(folder, "index.sqlite")); err != nil {
		t.Fatal(err)
	}
	again := designertest.Open(t, folder, environment)
	if is := append(everything(t, again, 1), everything(t, again, 2)...); !slices.Equal(is, was) {
		t.Errorf("they are\n%s\nand were\n%s", strings.Join(is, "\n"), strings.Join(was, "\n"))
	}
}

func TestAnExportOfTheLatestHasItsNotes(t *testing.T) {
	from := filled(t)
	file := exported(t, from, designer.ExportRequest{WorkflowIDs: []int64{1, 1}})
	if file.name != "leave.zip" {
		t.Errorf("the file is called %s", file.name)
	}
	to := designertest.Local(t)
	importAll(t, to, reviewOf(t, to, file), designer.ImportAsWorkflow)
	is, was := everything(t, to, 1), everything(t, from, 1)
	if len(is) != 2 || is[1] != was[1] {
		t.Errorf("it is\n%s\nand was\n%s", strings.Join(is, "\n"), strings.Join(was, "\n"))
	}
}

func TestWhatIsHereAlreadyIsTold(t *testing.T) {
	// given a workflow and a draft
	d := filled(t)
	draft, err := d.SaveDraft(t.Context(), workflow.Draft{YAMLContent: "name: Draft\n"})
	if err != nil {
		t.Fatal(err)
	}
	// when the same texts are reviewed
	review := reviewOf(t, d, exported(t, d, designer.ExportRequest{}), given{"draft.yaml", []byte("name: Draft\n")}, given{"twice.yaml", []byte("name: Draft\n")})
	// then that is told
	if len(review.Items) != 4 {
		t.Fatalf("the review is %+v", review)
	}
	first, drafted, twice := review.Items[0], review.Items[2], review.Items[3]
	if len(first.Same) != 1 || first.Same[0].WorkflowID != 1 || first.Same[0].Name != "Leave" || first.NumberFree {
		t.Errorf("the first is %+v", first)
	}
	if len(drafted.Same) != 1 || drafted.Same[0].DraftID != draft.DraftID || drafted.SameAs != nil {
		t.Errorf("the draft is %+v", drafted)
	}
	if twice.SameAs == nil || *twice.SameAs != 2 {
		t.Errorf("the other is %+v", twice)
	}
	// and it can be imported all the same, with numbers of its own
	job := importAll(t, d, review, designer.ImportAsWorkflow)
	if result, ok := job.Result.(designer.ImportResult); !ok || !slices.Equal(result.WorkflowIDs, []workflow.ID{3, 4, 5, 6}) {
		t.Errorf("the result is %+v", job.Result)
	}
}

func TestAFileOfYAMLBecomesAWorkflowOrADraft(t *testing.T) {
	d := designertest.Local(t)
	review := reviewOf(t, d, given{"leave.yaml", []byte("name: Leave\r\nform: [\n")})
	if i := review.Items[0]; i.Name != "Leave" || i.IsValid || i.YAMLError == "" || !i.Checked || i.File != "leave.yaml" || i.HasNotes || i.Size != 21 {
		t.Errorf("the item is %+v", i)
	}
	importAll(t, d, review, designer.ImportAsWorkflow)
	v, err := d.Version(t.Context(), 1, "")
	if err != nil || v.YAMLContent != "name: Leave\r\nform: [\n" || v.VersionComment != "from a file" || v.Author != designertest.Author {
		t.Errorf("the version is %+v, %v", v, err)
	}
	job := importAll(t, d, review, designer.ImportAsDraft)
	drafts, err := d.Drafts(t.Context())
	if err != nil || len(drafts) != 1 || drafts[0].YAMLContent != "name: Leave\r\nform: [\n" || drafts[0].WorkflowID != 0 {
		t.Errorf("the drafts are %+v, %v", drafts, err)
	}
	if result, ok := job.Result.(designer.ImportResult); !ok || len(result.DraftIDs) != 1 || result.DraftIDs[0] != drafts[0].DraftID {
		t.Errorf("the result is %+v", job.Result)
	}
}

func TestFilesThatCannotBeImportedSayWhy(t *testing.T) {
	d := designertest.Local(t)
	var slip bytes.Buffer
	w := zip.NewWriter(&slip)
	if _, err := w.Create("../../evil.yaml"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	review := reviewOf(t, d,
		given{"large.yaml", bytes.Repeat([]byte("a"), 1<<20+7)}, given{"latin.yaml", []byte("a: \xe4")}, given{"empty.yaml", nil},
		given{"slip.zip", slip.Bytes()}, given{"cut.zip", []byte("PK\x03\x04 and nothing more")}, given{"good.yaml", []byte("name: Good\n")},
	)
	said := map[string]string{}
	for _, r := range review.Refused {
		said[r.File] = string(r.Code) + " " + r.Message.String()
		if r.Hint == "" {
			t.Errorf("%s has no hint", r.File)
		}
	}
	for file, want := range map[string]string{
		"large.yaml": "too_large The YAML has 1048583 bytes", "latin.yaml": "invalid_content The YAML is not UTF-8",
		"empty.yaml": "invalid_content The YAML is empty", "slip.zip": "invalid_archive The zip names a file that would lie outside",
		"cut.zip": "invalid_archive The file is not a whole zip",
	} {
		if !strings.HasPrefix(said[file], want) {
			t.Errorf("%s says %q, want %q", file, said[file], want)
		}
	}
	if len(review.Items) != 1 || review.Items[0].Name != "Good" || review.Items[0].Index != 0 {
		t.Errorf("the items are %+v", review.Items)
	}
	if list, err := d.Workflows(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("a review took in %v, %v", list, err)
	}
}

func TestAnImportThatIsAskedForWronglyIsRefused(t *testing.T) {
	d := designertest.Local(t)
	review := reviewOf(t, d, given{"a.yaml", []byte("name: A\n")})
	as := func(index int, as string) designer.ImportRequest {
		return designer.ImportRequest{Items: []designer.ImportChoice{{Index: index, As: as}}}
	}
	for name, c := range map[string]struct {
		id      string
		request designer.ImportRequest
		code    workflow.Code
	}{
		"unknown":      {"none", as(0, "draft"), workflow.CodeNotFound},
		"nothing":      {review.ImportID, designer.ImportRequest{}, workflow.CodeInvalidRequest},
		"no such item": {review.ImportID, as(1, "draft"), workflow.CodeInvalidRequest},
		"no such kind": {review.ImportID, as(0, "picture"), workflow.CodeInvalidRequest},
		"a NUL":        {review.ImportID, designer.ImportRequest{Comment: "\x00"}, workflow.CodeInvalidContent},
	} {
		if _, err := d.Import(t.Context(), c.id, c.request); workflow.CodeOf(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := d.DropImport(t.Context(), review.ImportID); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Import(t.Context(), review.ImportID, as(0, "draft")); workflow.CodeOf(err) != workflow.CodeNotFound {
		t.Errorf("after it was dropped: %v", err)
	}
	for _, request := range []designer.ExportRequest{{}, {WorkflowIDs: []int64{-1}}} {
		if _, err := d.Export(t.Context(), request); err == nil {
			t.Errorf("%+v can be exported", request)
		}
	}
}

func TestAnExportLeavesOutWhatItCannotRead(t *testing.T) {
	folder := t.TempDir()
	d := designertest.Open(t, folder, map[string]string{"LOCAL_STORAGE_PATH": folder})
	save(t, d, designer.SaveVersionRequest{YAMLContent: "name: A\n"})
	damaged := save(t, d, designer.SaveVersionRequest{YAMLContent: "name: B\n"})
	path := filepath.Join(folder, "companies", "1", "workflows", "2", "versions", string(damaged.LocalID)+".yaml")
	if err := os.WriteFile(path, []byte("name: changed\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	begun, err := d.Export(t.Context(), designer.ExportRequest{WorkflowIDs: []int64{1, 2, 9}})
	job := ended(t, d, begun, err)
	if job.State != designer.JobDone || job.FailedCount != 2 || job.File == nil {
		t.Fatalf("the export is %+v", job)
	}
	for _, item := range job.Items {
		want := map[workflow.ID]workflow.Code{2: workflow.CodeDamaged, 9: workflow.CodeWorkflowNotFound}[item.WorkflowID]
		if want == "" && item.Error != nil || want != "" && (item.Error == nil || item.Error.Code != want) {
			t.Errorf("item %+v, want %q", item, want)
		}
	}
}

func TestACancelledImportStaysAsFarAsItCame(t *testing.T) {
	d := designertest.Local(t)
	var files []given
	for n := range 300 {
		files = append(files, given{fmt.Sprintf("%d.yaml", n), fmt.Appendf(nil, "name: W%d\n", n)})
	}
	review := reviewOf(t, d, files...)
	request := designer.ImportRequest{}
	for _, item := range review.Items {
		request.Items = append(request.Items, designer.ImportChoice{Index: item.Index, As: designer.ImportAsWorkflow})
	}
	begun, err := d.Import(t.Context(), review.ImportID, request)
	if err == nil {
		_, err = d.CancelJob(t.Context(), begun.JobID)
	}
	job := ended(t, d, begun, err)
	list, err := d.Workflows(t.Context())
	if err != nil || job.State != designer.JobCancelled || job.Done == 300 || len(list) != job.Done {
		t.Errorf("%d workflows after %+v, %v", len(list), job, err)
	}
}

func TestATeamGetsTheWholeHistoryOfWhatIsImportedAndCanExportIt(t *testing.T) {
	// given an export that somebody of a team imports
	from := filled(t)
	ana, ben := colleagues(t)
	save(t, ana, designer.SaveVersionRequest{YAMLContent: sampleYAML}) // takes the number of the first
	job := importAll(t, ana, reviewOf(t, ana, exported(t, from, designer.ExportRequest{History: true})), designer.ImportAsWorkflow)
	result, ok := job.Result.(designer.ImportResult)
	if !ok || !slices.Equal(result.WorkflowIDs, []workflow.ID{2, 3}) && !slices.Equal(result.WorkflowIDs, []workflow.ID{3, 2}) {
		t.Fatalf("the result is %+v", job.Result)
	}
	if report := syncAll(t, ana); report.Status.PendingCount != 0 || len(report.Failures) != 0 || report.Status.Error != nil {
		t.Fatalf("ana's sync: %+v", report)
	}
	// when a colleague takes it in
	syncAll(t, ben)
	id := result.WorkflowIDs[0]
	if _, err := ben.History(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	// then all of its versions are there
	if is, was := everything(t, ben, id), everything(t, from, 1); len(is) != len(was) {
		t.Errorf("ben has\n%s\nand it was\n%s", strings.Join(is, "\n"), strings.Join(was, "\n"))
	}
	// and an export of the colleague has their texts, which were in the bucket only
	file := exported(t, ben, designer.ExportRequest{WorkflowIDs: []int64{int64(id)}, History: true})
	to := designertest.Local(t)
	importAll(t, to, reviewOf(t, to, file), designer.ImportAsWorkflow)
	if is, was := everything(t, to, id), everything(t, ben, id); !slices.Equal(is, was) {
		t.Errorf("the export gives\n%s\nand it was\n%s", strings.Join(is, "\n"), strings.Join(was, "\n"))
	}
}
