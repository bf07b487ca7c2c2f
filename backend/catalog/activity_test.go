package catalog

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/workflow"
)

// entries are those of versions, one after the other.
func entries(groups ...[]Save) []activity.Entry {
	var all []activity.Entry
	for _, group := range groups {
		for _, s := range group {
			all = append(all, activity.OfVersion(s.Version, "", false, s.CreatedAt.Add(time.Second)))
		}
	}
	return all
}

// part is what the log of the company has behind from, once entries were added.
func part(from activity.Mark, all ...activity.Entry) activity.Part {
	_, lines, to := from.Append(all)
	return activity.Part{Company: company, From: from, Lines: lines, To: to}
}

func follow(t testing.TB, c *Catalog, p activity.Part) {
	t.Helper()
	if err := c.FollowActivity(context.Background(), p); err != nil {
		t.Fatal(err)
	}
}

func page(t testing.TB, c *Catalog, q ActivityQuery) []ActivityRow {
	t.Helper()
	q.Company = company
	rows, err := c.ActivityPage(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// said is what rows say, in short.
func said(rows []ActivityRow) string {
	var all []string
	for _, r := range rows {
		all = append(all, fmt.Sprintf("%d:%s:%s:%s", r.Line, r.Author, strings.TrimPrefix(string(r.Action), "workflow."), r.Detail))
	}
	return strings.Join(all, " ")
}

func mark(t testing.TB, c *Catalog) activity.Mark {
	t.Helper()
	m, _, err := c.ActivityMark(context.Background(), company)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestTheIndexFollowsTheLogLineByLine(t *testing.T) {
	// Given an index that followed three lines of a log
	c := openNew(t)
	first := part(activity.Mark{}, entries(saves(seven, 1, 3))...)
	record(t, c, Change{Ref: seven, Saves: saves(seven, 1, 3)})
	follow(t, c, first)

	for _, tt := range []struct {
		name string
		part activity.Part
	}{
		{"the same part again", first},
		{"a part that begins behind what is known", part(part(first.To, entries(saves(seven, 4, 4))...).To, entries(saves(seven, 5, 5))...)},
		{"a part of another log", part(activity.Mark{Size: 9, Line: 3, SHA256: "other"}, entries(saves(seven, 4, 4))...)},
		{"a longer part of another log", part(activity.Mark{}, entries(saves(nine, 1, 4))...)},
		{"one that says that the log is shorter", activity.Part{Company: company, From: first.To, State: activity.Shorter}},
	} {
		t.Run(tt.name+" changes nothing", func(t *testing.T) {
			follow(t, c, tt.part)
			equal(t, "mark", mark(t, c), first.To)
			equal(t, "rows", said(page(t, c, ActivityQuery{})),
				"3:ana:version_saved:comment 3 2:ana:version_saved:comment 2 1:ana:created:comment 1")
		})
	}

	t.Run("a part that overlaps adds what is new", func(t *testing.T) {
		_, two, _ := activity.Mark{}.Append(entries(saves(seven, 1, 2)))
		from := activity.Mark{}.After(two[0]).After(two[1])
		longer := part(from, entries(saves(seven, 3, 5))...)
		follow(t, c, longer)
		equal(t, "mark", mark(t, c), longer.To)
		equal(t, "rows", len(page(t, c, ActivityQuery{})), 5)
	})
}

func TestWhatIsFlushedOnlyGrows(t *testing.T) {
	c := openNew(t)
	p := part(activity.Mark{}, entries(saves(seven, 1, 2))...)
	p.Flushed = 100
	follow(t, c, p)
	for _, flushed := range []int64{40, 150, 120} {
		follow(t, c, activity.Part{Company: company, From: p.To, To: p.To, Flushed: flushed})
	}
	_, flushed, err := c.ActivityMark(context.Background(), company)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "flushed", flushed, 150)
	equal(t, "mark", mark(t, c), p.To)
}

func TestLinesThatALogLostAreKept(t *testing.T) {
	// Given an index that followed four lines
	ctx, c := context.Background(), openNew(t)
	whole := part(activity.Mark{}, entries(saves(seven, 1, 4))...)
	follow(t, c, whole)

	// When the log has the first two only, and another one after them
	two := part(activity.Mark{}, entries(saves(seven, 1, 2))...)
	more := part(two.To, entries(saves(nine, 1, 1))...)
	now := activity.Part{Company: company, Lines: append(slices.Clone(two.Lines), more.Lines...), To: more.To}
	for range 2 { // a second time changes nothing
		if err := c.FollowActivityAnew(ctx, now); err != nil {
			t.Fatal(err)
		}
	}

	// Then the table has what the log has, and what it lost is known
	equal(t, "mark", mark(t, c), more.To)
	equal(t, "rows", len(page(t, c, ActivityQuery{})), 3)
	lost, err := c.LostActivity(ctx, company)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "lost", comments(lost), "comment 3, comment 4")
	known, err := c.KnownActivity(ctx, company, 2)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "known from the second on", comments(known), "comment 2, comment 1")

	// And once they are there again nothing is lost
	if err := c.FollowActivityAnew(ctx, whole); err != nil {
		t.Fatal(err)
	}
	if lost, err = c.LostActivity(ctx, company); err != nil || len(lost) != 1 || lost[0].Ref != nine {
		t.Errorf("lost is %v, %v, want the line of workflow 9", lost, err)
	}
	if err := c.ForgetLostActivity(ctx, company); err != nil {
		t.Fatal(err)
	}
	if lost, err = c.LostActivity(ctx, company); err != nil || len(lost) != 0 {
		t.Errorf("lost is %v, %v", lost, err)
	}
}

func comments(lines []activity.Line) string {
	var all []string
	for _, l := range lines {
		all = append(all, l.Detail)
	}
	return strings.Join(all, ", ")
}

func TestAPageOfTheLog(t *testing.T) {
	// Given what three people did to two workflows, settings, and a line that came late
	c := openNew(t)
	second, third := save(seven, 2), save(nine, 1)
	second.Author, second.Comment = "Bo \"the boss\" Ñ", "50% off_season"
	third.Author = ""
	record(t, c, Change{Ref: seven, Saves: []Save{save(seven, 1), second}})
	record(t, c, Change{Ref: nine, Saves: []Save{third}})
	settings := activity.Entry{
		At: start.Add(90 * time.Second), LoggedAt: start.Add(time.Hour), Author: "ana", Action: activity.SettingsChanged,
		Ref: workflow.Ref{Company: company}, Detail: "s3_region",
	}
	gone := activity.Entry{
		At: start.Add(-time.Hour), LoggedAt: start.Add(time.Hour), Author: "cy", Action: activity.Deleted,
		Ref: workflow.Ref{Company: company, ID: 5}, WorkflowUID: "uuid-of-5", VersionUID: "gone", Detail: "",
	}
	follow(t, c, part(activity.Mark{}, append(entries([]Save{save(seven, 1), second}, []Save{third}), settings, gone)...))
	const all = "2:Bo \"the boss\" Ñ:version_saved:50% off_season 4:ana:settings.changed:s3_region 3::created:comment 1 " +
		"1:ana:created:comment 1 5:cy:deleted:"

	nobody, ana := "", "ana"
	for _, tt := range []struct {
		name string
		q    ActivityQuery
		want string // line numbers
	}{
		{"all", ActivityQuery{}, "2 4 3 1 5"},
		{"of a workflow", ActivityQuery{Workflow: 7}, "2 1"},
		{"of one that is gone", ActivityQuery{Workflow: 5}, "5"},
		{"of one that never was", ActivityQuery{Workflow: 6}, ""},
		{"of somebody", ActivityQuery{Author: &ana}, "4 1"},
		{"of nobody knows whom", ActivityQuery{Author: &nobody}, "3"},
		{"of some actions", ActivityQuery{Actions: []activity.Action{activity.Created, activity.Deleted}}, "3 1 5"},
		{"from a time on", ActivityQuery{From: start.Add(90 * time.Second)}, "2 4"},
		{"up to a time", ActivityQuery{To: start.Add(90 * time.Second)}, "3 1 5"},
		{"with a text in the detail", ActivityQuery{Text: "REGION"}, "4"},
		{"with a text in the name", ActivityQuery{Text: "process 9"}, "3"},
		{"with a text in the author", ActivityQuery{Text: "boss"}, "2"},
		{"with signs that a search could take for its own", ActivityQuery{Text: "50% off_s"}, "2"},
		{"with signs that are not there", ActivityQuery{Text: "%_%"}, ""},
		{"the first two", ActivityQuery{Limit: 2}, "2 4"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var lines []string
			for _, r := range page(t, c, tt.q) {
				lines = append(lines, fmt.Sprint(r.Line))
			}
			equal(t, "lines", strings.Join(lines, " "), tt.want)
		})
	}

	t.Run("page by page", func(t *testing.T) {
		var rows []ActivityRow
		for before := ""; ; {
			next := page(t, c, ActivityQuery{Limit: 2, Before: before})
			if len(next) == 0 {
				break
			}
			rows = append(rows, next...)
			before = next[len(next)-1].Cursor()
		}
		equal(t, "all rows", said(rows), strings.TrimSuffix(all, " "))
	})
	t.Run("with what its workflow is called now", func(t *testing.T) {
		row := page(t, c, ActivityQuery{Workflow: 9})[0]
		if row.WorkflowName != "Process 9" || row.WorkflowNow != 9 || row.Version != 1 || !row.LoggedAt.Equal(third.CreatedAt.Add(time.Second)) {
			t.Errorf("got %+v", row)
		}
	})
	t.Run("a place that is none", func(t *testing.T) {
		for _, before := range []string{"x", "2025-03-01T09:00:00Z", "2025-03-01T09:00:00Z_x", "_3"} {
			_, err := c.ActivityPage(context.Background(), ActivityQuery{Company: company, Before: before})
			wantCode(t, err, workflow.CodeInvalidRequest)
		}
	})
	t.Run("what there is to narrow it to", func(t *testing.T) {
		kinds, err := c.ActivityKinds(context.Background(), company)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "authors", strings.Join(kinds.Authors, "|"), "|Bo \"the boss\" Ñ|ana|cy")
		equal(t, "actions", fmt.Sprint(kinds.Actions),
			"[workflow.created workflow.version_saved workflow.deleted settings.changed]")
		equal(t, "lines", kinds.Lines, 5)
	})
}

func TestAWorkflowThatGotAnotherNumberKeepsItsLog(t *testing.T) {
	// Given workflow 7 with a log, which becomes 9, and another workflow 7
	c := openNew(t)
	moved := save(seven, 1)
	follow(t, c, part(activity.Mark{}, entries([]Save{moved})...))
	moved.Ref = nine
	record(t, c, Change{Ref: nine, Saves: []Save{moved}})
	other := save(seven, 2)
	other.WorkflowUID = "another"
	record(t, c, Change{Ref: seven, Saves: []Save{other}})
	follow(t, c, part(mark(t, c), entries([]Save{other})...))

	// Then each has its own
	equal(t, "of 9", said(page(t, c, ActivityQuery{Workflow: 9})), "1:ana:created:comment 1")
	equal(t, "of 7", said(page(t, c, ActivityQuery{Workflow: 7})), "2:ana:version_saved:comment 2")
	told, err := c.ToldActivity(context.Background(), nine)
	if err != nil || len(told) != 1 || !told[entries([]Save{moved})[0].Key()] {
		t.Errorf("got %v, %v", told, err)
	}
}

func TestWhatWasLoggedBeforeThereWasAChainIsKept(t *testing.T) {
	// Given an index of the fourth schema with a log, of which one workflow is gone
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "index.sqlite")
	migrated(t, path, migrations(t, 4, nil))
	db, _, err := openSound(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.ExecContext(ctx, `
		INSERT INTO approval_workflows (company_id, workflow_id, workflow_uid, name, s3_file_path, prompt, last_saved_at, latest_version_uid, journal_size)
		VALUES (1, 7, 'u7', 'Seven', 'k', '', '2026-01-01T00:00:00.000000000Z', 'v', 120);
		INSERT INTO workflow_versions (version_uid, company_id, workflow_id, position, number, parent_uid, workflow_uid, name, author,
		    created_at, size, content_sha256, yaml_name, yaml_error, comment)
		VALUES ('v', 1, 7, 1, 3, '', 'u7', '', 'ana', '2026-01-01T00:00:00.000000000Z', 5, 'h', '', '', '');
		INSERT INTO admin_activity_log (at, admin_user_id, action, company_id, workflow_id, version_uid, detail) VALUES
		    ('2026-01-02T00:00:00.000000000Z', 'bo', 'version.tagged', 1, 7, 'v', 'approved'),
		    ('2026-01-01T00:00:00.000000000Z', 'ana', 'workflow.created', 1, 7, 'v', 'first'),
		    ('2025-12-01T00:00:00.000000000Z', 'cy', 'workflow.deleted', 1, 5, 'gone', ''),
		    ('2025-12-01T00:00:00.000000000Z', 'cy', 'workflow.created', 2, 5, 'elsewhere', '');`)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}

	// When this program opens it
	c := openAt(t, path)

	// Then all of it waits to be chained, oldest first, and is gone once it is
	before, err := c.UnchainedActivity(ctx, company)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range before {
		got = append(got, fmt.Sprintf("%s %s %d %s %d %q", e.Author, e.Action, e.Ref.ID, e.WorkflowUID, e.Version, e.Detail))
	}
	equal(t, "entries", strings.Join(got, "; "), `cy workflow.deleted 5  0 ""; ana workflow.created 7 u7 3 "first"; bo version.tagged 7 u7 3 "approved"`)
	if err := c.ChainedActivity(ctx, company); err != nil {
		t.Fatal(err)
	}
	if before, err = c.UnchainedActivity(ctx, company); err != nil || len(before) != 0 {
		t.Errorf("got %v, %v", before, err)
	}
	if before, err = c.UnchainedActivity(ctx, 2); err != nil || len(before) != 1 {
		t.Errorf("of the other company: got %v, %v", before, err)
	}
}

func TestWhatIsLoggedOfAWorkflowIsReadWithoutTheRestOfTheLog(t *testing.T) {
	var plan strings.Builder
	dumpRows(t, openNew(t).read, strings.NewReplacer("?1", "1", "?2", "7").Replace("EXPLAIN QUERY PLAN "+toldActivitySQL), &plan)
	if !strings.Contains(plan.String(), "USING INDEX admin_activity_log_by_workflow (company_id=? AND workflow_uid=?)") {
		t.Errorf("the plan is\n%s", &plan)
	}
}
