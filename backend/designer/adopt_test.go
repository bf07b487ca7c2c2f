package designer_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/workflow"
)

// processes is a folder of YAML files that somebody keeps.
type processes struct {
	t    *testing.T
	path string
}

func newProcesses(t *testing.T) processes {
	t.Helper()
	return processes{t, t.TempDir()}
}

var written = time.Date(2024, time.May, 20, 8, 0, 0, 0, time.UTC)

func (p processes) write(name, content string) {
	p.t.Helper()
	path := filepath.Join(p.path, filepath.FromSlash(name))
	err := os.MkdirAll(filepath.Dir(path), 0o700)
	if err == nil {
		err = os.WriteFile(path, []byte(content), 0o600)
	}
	if err == nil {
		err = os.Chtimes(path, written, written)
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

// commit commits all there is; it is a repository from the first on.
func (p processes) commit(author, message string, day int) {
	p.t.Helper()
	_ = os.Remove(filepath.Join(p.path, ".git", "index")) // the files all have one time, by which git tells what changed
	for _, args := range [][]string{{"init", "-q", "-b", "main"}, {"add", "-A"}, {"commit", "-q", "-m", message}} {
		c := exec.Command("git", args...)
		c.Dir = p.path
		when := fmt.Sprintf("2024-03-%02dT09:30:00Z", day)
		c.Env = append(os.Environ(), "GIT_AUTHOR_NAME="+author, "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=c",
			"GIT_COMMITTER_EMAIL=c@example.com", "GIT_AUTHOR_DATE="+when, "GIT_COMMITTER_DATE="+when)
		if out, err := c.CombinedOutput(); err != nil {
			p.t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
}

func workflowOf(name string) string {
	return "name: " + name + "\nform:\n  fields: []\nworkflow:\n  a:\n    name: A\n    type: end\n"
}

func openEmpty(t *testing.T) (*designer.Designer, string) {
	t.Helper()
	folder := t.TempDir()
	return designertest.Open(t, folder, map[string]string{"LOCAL_STORAGE_PATH": filepath.Join(folder, "data"), "DESIGNER_AUTHOR": "Ana"}), folder
}

func (p processes) review(d *designer.Designer, history bool) designer.ImportReview {
	p.t.Helper()
	r, err := d.ReviewFolder(p.t.Context(), designer.FolderRequest{Folder: p.path, History: history}, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	return r
}

// adopt takes in all that a folder brings.
func (p processes) adopt(d *designer.Designer, history bool) designer.ImportResult {
	p.t.Helper()
	r := p.review(d, history)
	if len(r.Items) == 0 {
		return designer.ImportResult{}
	}
	return importAll(p.t, d, r, designer.ImportAsWorkflow).Result.(designer.ImportResult)
}

// leftOut are the reasons of a review.
func leftOut(r designer.ImportReview) []string {
	all := []string{}
	for _, l := range r.Folder.LeftOut {
		all = append(all, l.Why+" "+l.File)
	}
	return all
}

func wantAll(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n  %s\nwant\n  %s", what, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func TestAFolderIsAdoptedOnce(t *testing.T) {
	// given a folder of workflows and other files
	p := newProcesses(t)
	p.write("leave.yaml", workflowOf("Leave"))
	p.write("hr/onboarding.yml", workflowOf("Onboarding")+"# äöü\r\n")
	p.write("hr/copy of leave.yaml", workflowOf("Leave"))
	p.write("k8s.yaml", "kind: Pod\n")
	d, _ := openEmpty(t)

	// when it is adopted
	r := p.review(d, false)
	wantAll(t, "left out", leftOut(r), "other_yaml k8s.yaml", "same_text leave.yaml")
	result := importAll(t, d, r, designer.ImportAsWorkflow).Result.(designer.ImportResult)

	// then each is a workflow, byte for byte, saved when its file was
	if len(result.WorkflowIDs) != 2 {
		t.Fatalf("adopted %+v", result)
	}
	wantAll(t, "onboarding", everything(t, d, 2), "Onboarding",
		fmt.Sprintf("1 false %q by Ana at 2024-05-20T08:00:00Z tags [] prompt \"\" text %q", "from a file", workflowOf("Onboarding")+"# äöü\r\n"))

	// and doing it again does nothing, also after the files were only touched
	now := time.Now()
	if err := os.Chtimes(filepath.Join(p.path, "hr/onboarding.yml"), now, now); err != nil {
		t.Fatal(err)
	}
	if r := p.review(d, false); len(r.Items) != 0 || r.Folder.HereCount != 3 {
		t.Errorf("again it finds %+v", r)
	}
	// and from another place it is the same text
	moved := newProcesses(t)
	moved.write("elsewhere/onboarding.yml", workflowOf("Onboarding")+"# äöü\r\n")
	wantAll(t, "left out after a move", leftOut(moved.review(d, false)), "same_text elsewhere/onboarding.yml")
}

func TestAChangedFileBecomesAVersionOfWhatItWasAdoptedAs(t *testing.T) {
	// given two adopted files
	p := newProcesses(t)
	p.write("a.yaml", workflowOf("A"))
	p.write("b.yaml", workflowOf("B"))
	p.write("c.yaml", workflowOf("C"))
	d, _ := openEmpty(t)
	p.adopt(d, false)

	// when one is changed in the folder, one on both sides, and one is deleted here
	p.write("a.yaml", workflowOf("A")+"# 2\n")
	p.write("b.yaml", workflowOf("B")+"# 2\n")
	p.write("c.yaml", workflowOf("C")+"# 2\n")
	save(t, d, next(2, workflowOf("B here")))
	if _, err := d.DeleteWorkflow(t.Context(), 3); err != nil {
		t.Fatal(err)
	}
	r := p.review(d, false)

	// then the first gets a version, and the others are left to the person
	wantAll(t, "left out", leftOut(r), "changed_here b.yaml", "deleted_here c.yaml")
	if len(r.Items) != 1 || r.Items[0].Continues == nil || r.Items[0].Continues.WorkflowID != 1 || r.Items[0].VersionCount != 1 {
		t.Fatalf("the review is %+v", r.Items)
	}
	result := importAll(t, d, r, designer.ImportAsWorkflow).Result.(designer.ImportResult)
	if len(result.WorkflowIDs) != 0 || len(result.Replaced) != 1 {
		t.Errorf("adopted %+v", result)
	}
	if got := latest(t, d, 1).YAMLContent; got != workflowOf("A")+"# 2\n" {
		t.Errorf("workflow 1 is %q", got)
	}
	// and so does the next change
	p.write("a.yaml", workflowOf("A")+"# 3\n")
	p.adopt(d, false)
	list, err := d.Versions(t.Context(), 1)
	if err != nil || len(list.Versions) != 3 || list.Versions[0].Number != 3 {
		t.Errorf("workflow 1 has %+v, %v", list.Versions, err)
	}
	// until somebody takes an older text back here
	if _, err := d.RestoreVersion(t.Context(), 1, list.Versions[2].VersionID); err != nil {
		t.Fatal(err)
	}
	wantAll(t, "left out in the end", leftOut(p.review(d, false)), "changed_here a.yaml", "changed_here b.yaml", "deleted_here c.yaml")
}

func TestNumbersInPathsAreKeptWhereTheyAreFree(t *testing.T) {
	p := newProcesses(t)
	p.write("workflow-files/companies/1/workflows/7/workflow.yaml", workflowOf("Seven"))
	p.write("workflow-files/companies/1/workflows/1/workflow.yaml", workflowOf("One"))
	p.write("workflow-files/companies/1/workflows/8/workflow.yaml", workflowOf("Seven")) // a copy is a workflow too
	p.write("workflow-files/companies/9/workflows/1/workflow.yaml", workflowOf("Other"))
	d, _ := openEmpty(t)
	save(t, d, designer.SaveVersionRequest{YAMLContent: workflowOf("Here before")})

	result := p.adopt(d, false)

	slices.Sort(result.WorkflowIDs)
	if !slices.Equal(result.WorkflowIDs, []workflow.ID{2, 7, 8}) {
		t.Errorf("adopted %+v", result)
	}
	if got := latest(t, d, 2).YAMLContent; got != workflowOf("One") {
		t.Errorf("workflow 2 is %q", got)
	}
	r := p.review(d, false)
	wantAll(t, "left out", leftOut(r), "other_company workflow-files/companies/9/workflows/1/workflow.yaml")
	if len(r.Items) != 0 || r.Folder.HereCount != 3 {
		t.Errorf("again it finds %+v", r)
	}
}

func TestAGitHistoryBecomesVersions(t *testing.T) {
	// given a file with a history, and a change that is not committed
	p := newProcesses(t)
	p.write("old name.yaml", workflowOf("Leave"))
	p.commit("Rina Wijaya", "First draft", 1)
	p.write("old name.yaml", workflowOf("Leave")+"# 2\n")
	p.commit("Budi", "Ask HR too\n\nAs agreed with the works council.", 2)
	if err := os.Rename(filepath.Join(p.path, "old name.yaml"), filepath.Join(p.path, "leave.yaml")); err != nil {
		t.Fatal(err)
	}
	p.commit("Budi", "Rename", 3)
	p.write("leave.yaml", workflowOf("Leave")+"# 3\n")
	d, folder := openEmpty(t)

	// when it is adopted with its history
	p.adopt(d, true)

	// then each commit is a version with its author, day and message, and what is not committed is the latest
	line := func(n int, comment, author, at, yaml string) string {
		return fmt.Sprintf("%d false %q by %s at %s tags [] prompt \"\" text %q", n, comment, author, at, yaml)
	}
	want := []string{
		"Leave", line(3, "from a file", "Ana", "2024-05-20T08:00:00Z", workflowOf("Leave")+"# 3\n"),
		line(2, "Ask HR too\n\nAs agreed with the works council.", "Budi", "2024-03-02T09:30:00Z", workflowOf("Leave")+"# 2\n"),
		line(1, "First draft", "Rina Wijaya", "2024-03-01T09:30:00Z", workflowOf("Leave")),
	}
	wantAll(t, "the workflow", everything(t, d, 1), want...)
	// and it is all in the journals
	removeIndex(t, folder)
	again := designertest.Open(t, folder, map[string]string{"LOCAL_STORAGE_PATH": filepath.Join(folder, "data"), "DESIGNER_AUTHOR": "Ana"})
	wantAll(t, "the workflow, read again", everything(t, again, 1), want...)

	// when that is committed, the file gets another name again and goes on, then only what is new is adopted
	if r := p.review(again, true); len(r.Items) != 0 || r.Folder.HereCount != 1 {
		t.Errorf("again it finds %+v", r)
	}
	p.commit("Rina Wijaya", "The third", 4)
	if r := p.review(again, true); len(r.Items) != 0 || r.Folder.HereCount != 1 {
		t.Errorf("after the commit it finds %+v", r)
	}
	if err := os.Rename(filepath.Join(p.path, "leave.yaml"), filepath.Join(p.path, "absence.yaml")); err != nil {
		t.Fatal(err)
	}
	p.commit("Budi", "Rename again", 5)
	p.write("absence.yaml", workflowOf("Absence"))
	p.commit("Budi", "Other days too", 6)
	p.adopt(again, true)
	if got := everything(t, again, 1); len(got) != 5 || got[1] != line(4, "Other days too", "Budi", "2024-03-06T09:30:00Z", workflowOf("Absence")) {
		t.Errorf("the workflow is\n  %s", strings.Join(got, "\n  "))
	}
	if list, err := again.Workflows(t.Context()); err != nil || len(list) != 1 {
		t.Errorf("there are %+v, %v", list, err)
	}
}

func TestTextsOfAHistoryThatCannotBeVersionsAreLeftOut(t *testing.T) {
	p := newProcesses(t)
	p.write("a.yaml", workflowOf("A"))
	p.commit("Ana", "Good", 1)
	p.write("a.yaml", "name: \x00")
	p.commit("Ana", "Binary", 2)
	p.write("a.yaml", workflowOf("A")+strings.Repeat("# x\n", workflow.MaxContent/4))
	p.commit("Ana", "Huge", 3)
	p.write("a.yaml", strings.ReplaceAll(workflowOf("A")+"# 4\n", "\n", "\r\n")) // as git checks it out on Windows
	p.commit("Ana", "Good again", 4)
	p.write("a.yaml", workflowOf("A")+"# 4\n")
	d, _ := openEmpty(t)

	r := p.review(d, true)
	got := leftOut(r)
	for i, l := range got {
		got[i], _, _ = strings.Cut(l, "@")
	}
	wantAll(t, "left out", got, "not_text a.yaml", "too_large a.yaml")
	importAll(t, d, r, designer.ImportAsWorkflow)
	list, err := d.Versions(t.Context(), 1)
	if err != nil || len(list.Versions) != 2 || list.Versions[0].VersionComment != "Good again" {
		t.Errorf("the versions are %+v, %v", list.Versions, err)
	}
}

func TestTheProgramsOwnFolderIsNotAdopted(t *testing.T) {
	d, folder := openEmpty(t)
	for _, path := range []string{filepath.Join(folder, "data"), filepath.Join(folder, "data", "companies")} {
		_, err := d.ReviewFolder(t.Context(), designer.FolderRequest{Folder: path}, nil)
		if workflow.CodeOf(err) != workflow.CodeInvalidRequest {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// childAdopts is the folder that a child process adopts.
const childAdopts = "DESIGNER_TEST_ADOPTS"

// adoptSlowly adopts a folder and says each workflow that is done.
func adoptSlowly(ctx context.Context, d *designer.Designer, folder string) error {
	r, err := d.ReviewFolder(ctx, designer.FolderRequest{Folder: folder, History: true}, nil)
	if err != nil {
		return err
	}
	request := designer.ImportRequest{}
	for _, item := range r.Items {
		request.Items = append(request.Items, designer.ImportChoice{Index: item.Index, As: designer.ImportAsWorkflow})
	}
	events, stop := d.Listen()
	defer stop()
	begun, err := d.Import(ctx, r.ImportID, request)
	if err != nil {
		return err
	}
	for e := range events {
		if e.Job == nil || e.Job.JobID != begun.JobID {
			continue
		}
		fmt.Println(e.Job.Done)
		if e.Job.State != designer.JobRunning {
			return nil
		}
	}
	return nil
}

func TestAnAdoptionThatWasKilledOrCancelledIsCompletedByTheNext(t *testing.T) {
	// given a folder of many files with two commits each
	p := newProcesses(t)
	const files = 120
	for commit := 1; commit <= 2; commit++ {
		for n := range files {
			p.write(fmt.Sprintf("%03d.yaml", n), workflowOf(fmt.Sprintf("Process %d", n))+strings.Repeat("# more\n", commit))
		}
		p.commit("Rina", fmt.Sprintf("Commit %d", commit), commit)
	}
	folder := t.TempDir()
	environment := map[string]string{"LOCAL_STORAGE_PATH": filepath.Join(folder, "data")}

	// when a program that adopts it is killed as soon as some are done
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childFolder+"="+folder, childAct+"=adopt", childAdopts+"="+p.path,
		"LOCAL_STORAGE_PATH="+environment["LOCAL_STORAGE_PATH"])
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err == nil {
		err = child.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan() && lines.Text() == "0"; {
	}
	_ = child.Process.Kill()
	_ = child.Wait()
	d := designertest.Open(t, folder, environment)
	before, err := d.Workflows(t.Context())
	if err != nil {
		t.Fatal(err)
	}

	// and the next one is cancelled
	r := p.review(d, true)
	request := designer.ImportRequest{}
	for _, item := range r.Items {
		request.Items = append(request.Items, designer.ImportChoice{Index: item.Index, As: designer.ImportAsWorkflow})
	}
	if len(request.Items) > 0 {
		begun, err := d.Import(t.Context(), r.ImportID, request)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.CancelJob(t.Context(), begun.JobID); err != nil {
			t.Fatal(err)
		}
		ended(t, d, begun, nil)
	}
	t.Logf("after the kill there were %d of %d", len(before), files)

	// then the third completes it: each is there once, with both versions
	p.adopt(d, true)
	all, err := d.Workflows(t.Context())
	if err != nil || len(all) != files {
		t.Fatalf("there are %d workflows, %v", len(all), err)
	}
	names := map[string]bool{}
	for _, w := range all {
		names[w.Name] = true
		if w.VersionCount != 2 {
			t.Errorf("%s has %d versions", w.Name, w.VersionCount)
		}
	}
	if len(names) != files {
		t.Errorf("there are %d names", len(names))
	}
	if r := p.review(d, true); len(r.Items) != 0 || r.Folder.HereCount != files {
		t.Errorf("in the end it finds %d items, %d are here", len(r.Items), r.Folder.HereCount)
	}
}

func TestAThousandFilesAreAdopted(t *testing.T) {
	if testing.Short() {
		t.Skip("a thousand files")
	}
	p := newProcesses(t)
	for n := range 1000 {
		p.write(fmt.Sprintf("%02d/%03d.yaml", n%20, n), workflowOf(fmt.Sprintf("Process %d", n)))
	}
	d, _ := openEmpty(t)
	begun := time.Now()
	r := p.review(d, false)
	read := time.Since(begun)
	importAll(t, d, r, designer.ImportAsWorkflow)
	adopted := time.Since(begun) - read
	begun = time.Now()
	again := p.review(d, false)
	t.Logf("1,000 files: read in %v, adopted in %v, found to be here in %v", read, adopted, time.Since(begun))
	if len(r.Items) != 1000 || len(again.Items) != 0 || again.Folder.HereCount != 1000 {
		t.Errorf("found %d, again %d", len(r.Items), len(again.Items))
	}
}
