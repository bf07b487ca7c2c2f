package designer_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

func activityOf(t *testing.T, d *designer.Designer, request designer.ActivityRequest) designer.ActivityPage {
	t.Helper()
	page, err := d.Activity(context.Background(), request)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// told is a page in short, what was done first first.
func told(page designer.ActivityPage) []string {
	var all []string
	for _, e := range slices.Backward(page.Entries) {
		all = append(all, strings.TrimSpace(fmt.Sprintf("%s %s %d/%d %s", e.Author, e.Action, e.WorkflowID, e.Number, strings.ReplaceAll(e.Detail, "\n", " | "))))
	}
	return all
}

func wantTold(t *testing.T, page designer.ActivityPage, want ...string) {
	t.Helper()
	if got := told(page); !slices.Equal(got, want) {
		t.Errorf("the log says\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// busyDay is a laptop on which one of everything was done.
func busyDay(t *testing.T) (d *designer.Designer, data string) {
	t.Helper()
	d = designertest.Local(t)
	first := save(t, d, designer.SaveVersionRequest{YAMLContent: sampleYAML, VersionComment: "=first, \"quoted\""})
	save(t, d, on(1, sampleYAML+"# 2\n"))
	one := func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx := context.Background()
	one(d.SetTags(ctx, 1, first.VersionID, []workflow.Tag{{Name: "approved"}, {Name: "v1"}}))
	one(d.SetTags(ctx, 1, first.VersionID, []workflow.Tag{{Name: "v1"}}))
	one(d.RestoreVersion(ctx, 1, first.VersionID))
	one(d.DeleteWorkflow(ctx, 1))
	one(d.UndeleteWorkflow(ctx, 1))
	region, key, secret, author := "eu-west-1", "AKIA-NOT-TO-BE-SEEN", "topsecret", "Bo Test"
	one(d.SaveSettings(ctx, designer.SettingsInput{S3Region: &region, S3AccessKeyID: &key, S3SecretAccessKey: &secret, Author: &author}))
	one(d.SaveSettings(ctx, designer.SettingsInput{Author: &author})) // changes nothing
	save(t, d, designer.SaveVersionRequest{YAMLContent: "name: Leave\n"})
	info, err := d.Info(ctx)
	one(nil, err)
	return d, info.LocalStoragePath
}

func TestEveryChangeIsInTheLog(t *testing.T) {
	d, data := busyDay(t)

	page := activityOf(t, d, designer.ActivityRequest{})

	wantTold(t, page,
		`Ada Test workflow.created 1/1 =first, "quoted"`,
		"Ada Test workflow.version_saved 1/2",
		"Ada Test version.tagged 1/1 approved",
		"Ada Test version.tagged 1/1 v1",
		"Ada Test version.untagged 1/1 approved",
		"Ada Test workflow.restored 1/3 Restored version 1.",
		"Ada Test workflow.deleted 1/4",
		"Ada Test workflow.undeleted 1/5 Brought back after it was deleted.",
		"Bo Test settings.changed 0/0 s3_region = eu-west-1 | designer_author = Bo Test | s3_access_key_id | s3_secret_access_key",
		"Bo Test workflow.created 2/1")
	if page.Lines != 10 || !slices.Equal(page.Authors, []string{"Ada Test", "Bo Test"}) || len(page.Actions) != 8 || page.Next != "" {
		t.Errorf("got %d lines, %v, %v, %q", page.Lines, page.Authors, page.Actions, page.Next)
	}
	if e := page.Entries[0]; e.WorkflowName != "Leave" || !e.Here || e.Deleted || e.VersionID == "" || e.Line != 10 {
		t.Errorf("the newest is %+v", e)
	}
	text, err := os.ReadFile(filepath.Join(data, "companies", "1", "activity.jsonl"))
	if err != nil || strings.Contains(string(text), "SEEN") || strings.Contains(string(text), "topsecret") {
		t.Errorf("a key is in the log, or it cannot be read: %v", err)
	}
}

func TestTheLogIsNarrowedAndReadPageByPage(t *testing.T) {
	d, _ := busyDay(t)
	bo := "Bo Test"
	wantTold(t, activityOf(t, d, designer.ActivityRequest{Author: &bo, WorkflowID: 2}), "Bo Test workflow.created 2/1")
	wantTold(t, activityOf(t, d, designer.ActivityRequest{Actions: []string{"version.untagged", "workflow.restored"}}),
		"Ada Test version.untagged 1/1 approved", "Ada Test workflow.restored 1/3 Restored version 1.")
	wantTold(t, activityOf(t, d, designer.ActivityRequest{Query: " BROUGHT back"}), "Ada Test workflow.undeleted 1/5 Brought back after it was deleted.")
	wantTold(t, activityOf(t, d, designer.ActivityRequest{To: "2020-01-01"}))
	all := activityOf(t, d, designer.ActivityRequest{})
	from := all.Entries[1].At.Format("2006-01-02T15:04:05.999999999Z07:00")
	if got := activityOf(t, d, designer.ActivityRequest{From: from}); len(got.Entries) != 2 {
		t.Errorf("from the settings on there are %d", len(got.Entries))
	}
	if got := activityOf(t, d, designer.ActivityRequest{From: all.Entries[9].At.Format("2006-01-02"), To: all.Entries[0].At.Format("2006-01-02")}); len(got.Entries) != 10 {
		t.Errorf("of the days there are %d", len(got.Entries))
	}

	var paged []designer.ActivityEntry
	request := designer.ActivityRequest{Limit: 4}
	for pages := 1; ; pages++ {
		page := activityOf(t, d, request)
		paged = append(paged, page.Entries...)
		if request.Before != "" && (page.Lines != 0 || page.Authors != nil) {
			t.Errorf("a later page says what the first one said: %+v", page)
		}
		if page.Next == "" {
			if pages != 3 {
				t.Errorf("there are %d pages", pages)
			}
			break
		}
		request.Before = page.Next
	}
	if !slices.Equal(paged, all.Entries) {
		t.Errorf("page by page it is %v", paged)
	}

	for _, bad := range []designer.ActivityRequest{{From: "yesterday"}, {To: "2026-13-01"}, {Limit: -1}, {Before: "x"}} {
		_, err := d.Activity(context.Background(), bad)
		if p := workflow.Presentable(err); err == nil || p.Code != workflow.CodeInvalidRequest || p.Hint == "" {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	if _, err := d.Activity(context.Background(), designer.ActivityRequest{WorkflowID: -3}); workflow.CodeOf(err) != workflow.CodeInvalidID {
		t.Errorf("got %v", err)
	}
}

func TestTheLogIsExported(t *testing.T) {
	d, _ := busyDay(t)
	request := designer.ActivityRequest{WorkflowID: 1, Limit: 1, Before: "ignored"}

	text, err := d.ExportActivity(context.Background(), request, designer.FormatCSV)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 9 || rows[0][0] != "line" || !strings.HasPrefix(text, "\ufeff") {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if first := rows[8]; first[0] != "1" || first[3] != "Ada Test" || first[5] != "1" || first[6] != "Purchase Request" || first[9] != `'=first, "quoted"` {
		t.Errorf("the first line is %q", first)
	}

	text, err = d.ExportActivity(context.Background(), request, designer.FormatJSON)
	if err != nil {
		t.Fatal(err)
	}
	var exported struct {
		CompanyID int                      `json:"company_id"`
		Entries   []designer.ActivityEntry `json:"entries"`
	}
	if err := json.Unmarshal([]byte(text), &exported); err != nil {
		t.Fatal(err)
	}
	if len(exported.Entries) != 8 || exported.CompanyID != 1 || exported.Entries[7].Detail != `=first, "quoted"` {
		t.Errorf("exported %+v", exported)
	}

	if _, err := d.ExportActivity(context.Background(), request, "pdf"); workflow.CodeOf(err) != workflow.CodeInvalidRequest {
		t.Errorf("got %v", err)
	}
}

func TestDoctorVerifiesTheLogAndMendsIt(t *testing.T) {
	// Given a log
	ctx := context.Background()
	d, data := busyDay(t)
	check := func(report designer.StorageReport) storage.Check {
		t.Helper()
		for _, c := range report.Checks {
			if c.ID == "activity_log" {
				return c
			}
		}
		t.Fatal("the log is not checked")
		return storage.Check{}
	}
	report, err := d.Doctor(ctx, false)
	if c := check(report); err != nil || !report.OK || c.Status != storage.CheckOK || c.Detail.String() != "10 lines" {
		t.Fatalf("got %+v, %v", c, err)
	}
	state, err := d.ActivityLog(ctx)
	if err != nil || !state.OK || state.Lines != 10 || state.SHA256 != activityOf(t, d, designer.ActivityRequest{}).Entries[0].SHA256 {
		t.Fatalf("got %+v, %v", state, err)
	}

	// When somebody changes who deleted the workflow
	path := filepath.Join(data, "companies", "1", "activity.jsonl")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	lines[6] = strings.Replace(lines[6], "Ada Test", "Bob Test", 1)
	if err := os.WriteFile(path, []byte(strings.Join(lines, "")), 0o600); err != nil {
		t.Fatal(err)
	}

	// Then doctor and the page say so
	report, err = d.Doctor(ctx, false)
	if c := check(report); err != nil || report.OK || c.Code != workflow.CodeDamaged || c.Detail.String() != "line 7 is not what was written" ||
		c.Hint == "" || c.Mend != storage.MendActivityLog {
		t.Errorf("got %+v, %v", c, err)
	}
	if state, err := d.ActivityLog(ctx); err != nil || state.OK {
		t.Errorf("got %+v, %v", state, err)
	}

	// And --fix puts it back, and says that in the log
	report, err = d.Doctor(ctx, true)
	if c := check(report); err != nil || !report.OK || c.Detail.String() != "11 lines" {
		t.Errorf("got %+v, %v", c, err)
	}
	page := activityOf(t, d, designer.ActivityRequest{})
	if e := page.Entries[0]; e.Action != "log.mended" || e.Author != "Bo Test" || e.Detail != "lines=10 back=1 again=0" {
		t.Errorf("the newest is %+v", e)
	}
	if e := page.Entries[4]; e.Action != "workflow.deleted" || e.Author != "Ada Test" {
		t.Errorf("who deleted it is %+v", e)
	}
}

func TestWhatColleaguesDidIsInTheLogWithWhenItWasLearned(t *testing.T) {
	// Given Ana, who made a workflow, and Ben, whose change of the same places waits for a decision
	ana, ben, _, _ := dispute(t)

	// When Ben decides, and Ana takes that in
	detail := conflict(t, ben)
	mine := resolution(detail)
	for _, p := range detail.Merge.Places {
		mine.Choices = append(mine.Choices, designer.Choice{Path: p.Path, Take: designer.TakeMine})
	}
	if _, err := ben.ResolveConflict(context.Background(), 1, mine); err != nil {
		t.Fatal(err)
	}
	syncAll(t, ana)

	// Then each log has what both did, with who did it and when this laptop learned of it
	page := activityOf(t, ben, designer.ActivityRequest{})
	wantTold(t, page,
		"Ana workflow.created 1/1",
		"Ben sync.ran 0/0 sent=0 taken=1 merged=0 deleted=0 conflicts=0",
		"Ana workflow.version_saved 1/2",
		"Ben workflow.version_saved 1/2",
		"Ana workflow.conflict 1/0 Two versions were made of the same one and change the same places.",
		"Ben workflow.resolved 1/3 Merged with version 2 by Ana.")
	for _, e := range page.Entries {
		if own := e.Author == "Ben"; e.LoggedAt.Before(e.At) || own && !e.LoggedAt.Equal(e.At) || !own && e.Action != "workflow.conflict" && !e.LoggedAt.After(e.At) {
			t.Errorf("%s by %s at %s was learned at %s", e.Action, e.Author, e.At, e.LoggedAt)
		}
	}
	last := activityOf(t, ana, designer.ActivityRequest{Actions: []string{"workflow.merged", "workflow.resolved"}})
	if len(last.Entries) != 1 || last.Entries[0].Author != "Ben" {
		t.Errorf("ana's log says %v", told(last))
	}
	for _, d := range []*designer.Designer{ana, ben} {
		if state, err := d.ActivityLog(context.Background()); err != nil || !state.OK {
			t.Errorf("got %+v, %v", state, err)
		}
	}
}
