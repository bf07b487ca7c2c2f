package catalog

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/workflow"
)

// ActivityQuery asks for a page of what happened in a company. What is zero does not narrow it.
type ActivityQuery struct {
	Company  workflow.CompanyID
	Workflow workflow.ID // under the number that it has now; of one that is gone, that it had then
	Author   *string     // the empty text: nobody knows who
	Actions  []activity.Action
	From, To time.Time // when it was done: from From, before To
	Text     string    // in the detail, the author, or the workflow's name; small and capital letters of ASCII count the same
	Before   string    // the Cursor of the last row of the page before; empty for the first page
	Limit    int       // rows; 0 is all
}

// ActivityRow is a line of the activity log with what is known of its workflow now.
type ActivityRow struct {
	activity.Entry
	Line         int // number of the line
	SHA256       string
	WorkflowName string      // empty when it concerns none, or one that is gone
	WorkflowNow  workflow.ID // the number that it has now; 0 like the name
	WorkflowGone bool        // it was deleted
}

// Cursor says where a row stands in a page.
func (r ActivityRow) Cursor() string { return timeText(r.At) + "_" + strconv.Itoa(r.Line) }

// parseCursor reads a Cursor. CodeInvalidRequest.
func parseCursor(text string) (at string, line int, err error) {
	at, number, found := strings.Cut(text, "_")
	line, err = strconv.Atoi(number)
	if _, timeErr := parseTime(at); !found || err != nil || timeErr != nil {
		return "", 0, &workflow.Error{
			Code:    workflow.CodeInvalidRequest,
			Message: "That is not where a page of the activity log ends.",
			Hint:    "Ask for the next page with what the page before says, or for the first one.",
		}
	}
	return at, line, nil
}

// ActivityPage gives what happened in a company, what was done last first. CodeInvalidRequest: Before is no cursor.
func (c *Catalog) ActivityPage(ctx context.Context, q ActivityQuery) ([]ActivityRow, error) {
	where, args, err := q.where()
	if err != nil {
		return nil, err
	}
	limit := -1
	if q.Limit > 0 {
		limit = q.Limit
	}
	rows, err := c.read.QueryContext(ctx, `
		SELECT a.line, a.at, a.logged_at, a.admin_user_id, a.action, a.workflow_id, a.workflow_uid, a.version_uid, a.version,
		    a.detail, a.sha256, COALESCE(w.name, ''), COALESCE(w.workflow_id, 0), COALESCE(w.deleted, 0)
		FROM admin_activity_log a
		LEFT JOIN workflow_versions v ON v.version_uid = a.version_uid
		LEFT JOIN approval_workflows w ON w.company_id = v.company_id AND w.workflow_id = v.workflow_id
		WHERE `+where+` ORDER BY a.at DESC, a.line DESC LIMIT `+strconv.Itoa(limit), args...)
	if err != nil {
		return nil, fail("read the activity log", err)
	}
	defer func() { _ = rows.Close() }()
	var all []ActivityRow
	err = each(rows, func() error {
		r := ActivityRow{Entry: activity.Entry{Ref: workflow.Ref{Company: q.Company}}}
		err := rows.Scan(&r.Line, (*timeColumn)(&r.At), (*timeColumn)(&r.LoggedAt), &r.Author, &r.Action, &r.Ref.ID, &r.WorkflowUID,
			&r.VersionUID, &r.Version, &r.Detail, &r.SHA256, &r.WorkflowName, &r.WorkflowNow, &r.WorkflowGone)
		all = append(all, r)
		return err
	})
	if err != nil {
		return nil, fail("read the activity log", err)
	}
	return all, nil
}

// where is the condition of a query, with its arguments.
func (q ActivityQuery) where() (string, []any, error) {
	parts, args := []string{"a.company_id = ?"}, []any{q.Company}
	add := func(part string, more ...any) {
		parts, args = append(parts, part), append(args, more...)
	}
	if q.Workflow > 0 {
		const versions = "FROM workflow_versions n WHERE n.company_id = ? AND n.workflow_id = ?"
		add("(a.workflow_uid IN (SELECT n.workflow_uid "+versions+") AND a.workflow_uid <> '' OR a.workflow_id = ? AND NOT EXISTS (SELECT 1 "+versions+"))",
			q.Company, q.Workflow, q.Workflow, q.Company, q.Workflow)
	}
	if q.Author != nil {
		add("a.admin_user_id = ?", *q.Author)
	}
	if len(q.Actions) > 0 {
		var actions []any
		for _, a := range q.Actions {
			actions = append(actions, a)
		}
		add(fmt.Sprintf("a.action IN (%s)", strings.TrimSuffix(strings.Repeat("?,", len(actions)), ",")), actions...)
	}
	if !q.From.IsZero() {
		add("a.at >= ?", timeText(q.From))
	}
	if !q.To.IsZero() {
		add("a.at < ?", timeText(q.To))
	}
	if q.Text != "" {
		like := "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(q.Text) + "%"
		add(`(a.detail LIKE ? ESCAPE '\' OR a.admin_user_id LIKE ? ESCAPE '\' OR w.name LIKE ? ESCAPE '\')`, like, like, like)
	}
	if q.Before != "" {
		at, line, err := parseCursor(q.Before)
		if err != nil {
			return "", nil, err
		}
		add("(a.at, a.line) < (?, ?)", at, line)
	}
	return strings.Join(parts, " AND "), args, nil
}

// ActivityKinds is what the activity log of a company can be narrowed to.
type ActivityKinds struct {
	Authors []string
	Actions []activity.Action
	Lines   int
}

// ActivityKinds gives who did something in a company, what was done, and how many lines the log has.
func (c *Catalog) ActivityKinds(ctx context.Context, company workflow.CompanyID) (ActivityKinds, error) {
	var kinds ActivityKinds
	rows, err := c.read.QueryContext(ctx, `
		SELECT admin_user_id, action, COUNT(*) FROM admin_activity_log WHERE company_id = ? GROUP BY 1, 2 ORDER BY 1, 2`, company)
	if err != nil {
		return kinds, fail("read what the activity log tells of", err)
	}
	defer func() { _ = rows.Close() }()
	seen := map[activity.Action]bool{}
	err = each(rows, func() error {
		var author string
		var action activity.Action
		var n int
		if err := rows.Scan(&author, &action, &n); err != nil {
			return err
		}
		if len(kinds.Authors) == 0 || kinds.Authors[len(kinds.Authors)-1] != author {
			kinds.Authors = append(kinds.Authors, author)
		}
		seen[action] = true
		kinds.Lines += n
		return nil
	})
	if err != nil {
		return kinds, fail("read what the activity log tells of", err)
	}
	for _, a := range activity.Actions {
		if seen[a] {
			kinds.Actions = append(kinds.Actions, a)
			delete(seen, a)
		}
	}
	for a := range seen { // of a newer program
		kinds.Actions = append(kinds.Actions, a)
	}
	return kinds, nil
}
