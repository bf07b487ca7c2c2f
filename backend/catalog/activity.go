package catalog

import (
	"context"
	"database/sql"
	"errors"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/workflow"
)

const (
	activityMarkSQL = `SELECT size, line, sha256, flushed FROM activity_marks WHERE company_id = ?`

	activityMarkedSQL = `
INSERT INTO activity_marks (company_id, size, line, sha256, flushed) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (company_id) DO UPDATE SET size = excluded.size, line = excluded.line, sha256 = excluded.sha256,
    flushed = MAX(flushed, excluded.flushed)`

	activityLineSQL = `
INSERT INTO admin_activity_log (company_id, line, at, logged_at, admin_user_id, action, workflow_id, workflow_uid, version_uid,
    version, detail, sha256, text)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (company_id, line) DO NOTHING`
)

// ActivityMark says how far the activity log of a company was followed, and how many bytes of it were on the disk for certain.
func (c *Catalog) ActivityMark(ctx context.Context, company workflow.CompanyID) (mark activity.Mark, flushed int64, err error) {
	err = c.read.QueryRowContext(ctx, activityMarkSQL, company).Scan(&mark.Size, &mark.Line, &mark.SHA256, &flushed)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return mark, 0, fail("read how far the activity log is known", err)
	}
	return mark, flushed, nil
}

// FollowActivity takes in what the activity log of a company has behind an end that it had. Lines that are here already change
// nothing; a part that begins behind what is here is left out, for somebody else has more to tell.
func (c *Catalog) FollowActivity(ctx context.Context, part activity.Part) error {
	return c.change(ctx, "follow the activity log", func(tx *sql.Tx) error {
		r := recorder{ctx: ctx, tx: tx, prepared: c.recording}
		return r.follow(part)
	})
}

func (r *recorder) follow(part activity.Part) error {
	if part.State != activity.Follows || part.To == part.From && part.Flushed == 0 {
		return nil
	}
	var here activity.Mark
	var flushed int64
	err := r.scan(activityMarkSQL, []any{part.Company}, &here.Size, &here.Line, &here.SHA256, &flushed)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	lines, ok := behind(part, here)
	if !ok || len(lines) == 0 && part.Flushed <= flushed {
		return nil
	}
	for _, l := range lines {
		if err := r.activityLine(part.Company, l); err != nil {
			return err
		}
	}
	_, err = r.exec(activityMarkedSQL, part.Company, part.To.Size, part.To.Line, part.To.SHA256, min(part.Flushed, part.To.Size))
	return err
}

// behind gives the lines of a part that stand behind an end of the log; false when the part does not tell.
func behind(part activity.Part, here activity.Mark) ([]activity.Line, bool) {
	known := here.Line - part.From.Line
	switch {
	case known == 0:
		return part.Lines, here == part.From
	case known < 0 || known > len(part.Lines):
		return nil, false
	default:
		return part.Lines[known:], part.Lines[known-1].SHA256 == here.SHA256
	}
}

func (r *recorder) activityLine(company workflow.CompanyID, l activity.Line) error {
	if l.Broken {
		return nil // the storage check tells of it
	}
	_, err := r.exec(activityLineSQL, company, l.Number, timeText(l.At), timeText(l.LoggedAt), l.Author, l.Action, l.Ref.ID,
		l.WorkflowUID, l.VersionUID, l.Version, l.Detail, l.SHA256, l.Text)
	return err
}

// FollowActivityAnew takes in a whole activity log that is not what was followed: lines were taken from it or changed. Those that
// it has not any more are kept apart; see LostActivity.
func (c *Catalog) FollowActivityAnew(ctx context.Context, all activity.Part) error {
	return c.change(ctx, "follow the activity log anew", func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `
			INSERT INTO lost_activity (company_id, line, sha256, text)
			SELECT company_id, line, sha256, text FROM admin_activity_log WHERE company_id = ?1 ON CONFLICT DO NOTHING;
			DELETE FROM admin_activity_log WHERE company_id = ?1;
			DELETE FROM activity_marks WHERE company_id = ?1;`, all.Company); err != nil {
			return err
		}
		r := recorder{ctx: ctx, tx: tx, prepared: c.recording}
		all.From, all.State = activity.Mark{}, activity.Follows
		if err := r.follow(all); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `
			DELETE FROM lost_activity WHERE company_id = ?1 AND sha256 IN (
			    SELECT sha256 FROM admin_activity_log WHERE company_id = ?1)`, all.Company)
		return err
	})
}

// KnownActivity gives the lines of a company's activity log as they were followed, from a line on, in their order.
func (c *Catalog) KnownActivity(ctx context.Context, company workflow.CompanyID, from int) ([]activity.Line, error) {
	return c.activityLines(ctx, "SELECT text FROM admin_activity_log WHERE company_id = ? AND line >= ? ORDER BY line", company, from)
}

// LostActivity gives the lines that a company's activity log had and has not any more.
func (c *Catalog) LostActivity(ctx context.Context, company workflow.CompanyID) ([]activity.Line, error) {
	return c.activityLines(ctx, "SELECT text FROM lost_activity WHERE company_id = ? ORDER BY line, sha256", company)
}

func (c *Catalog) activityLines(ctx context.Context, query string, args ...any) ([]activity.Line, error) {
	rows, err := c.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fail("read the activity log", err)
	}
	defer func() { _ = rows.Close() }()
	var all []activity.Line
	err = each(rows, func() error {
		var text string
		err := rows.Scan(&text)
		all = append(all, activity.Parse(text))
		return err
	})
	if err != nil {
		return nil, fail("read the activity log", err)
	}
	return all, nil
}

// ForgetLostActivity says that the lost lines of a company are in the log again.
func (c *Catalog) ForgetLostActivity(ctx context.Context, company workflow.CompanyID) error {
	return c.change(ctx, "note that the activity log is whole", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM lost_activity WHERE company_id = ?", company)
		return err
	})
}

// UnchainedActivity gives what an older program logged of a company and is not in its file yet, oldest first.
func (c *Catalog) UnchainedActivity(ctx context.Context, company workflow.CompanyID) ([]activity.Entry, error) {
	rows, err := c.read.QueryContext(ctx, `
		SELECT at, admin_user_id, action, workflow_id, workflow_uid, version_uid, version, detail
		FROM unchained_activity WHERE company_id = ? ORDER BY at, rowid`, company)
	if err != nil {
		return nil, fail("read what was logged before", err)
	}
	defer func() { _ = rows.Close() }()
	var all []activity.Entry
	err = each(rows, func() error {
		e := activity.Entry{Ref: workflow.Ref{Company: company}}
		err := rows.Scan((*timeColumn)(&e.At), &e.Author, &e.Action, &e.Ref.ID, &e.WorkflowUID, &e.VersionUID, &e.Version, &e.Detail)
		all = append(all, e)
		return err
	})
	if err != nil {
		return nil, fail("read what was logged before", err)
	}
	return all, nil
}

// ChainedActivity says that all of UnchainedActivity is in the file.
func (c *Catalog) ChainedActivity(ctx context.Context, company workflow.CompanyID) error {
	return c.change(ctx, "note what is in the activity log", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM unchained_activity WHERE company_id = ?", company)
		return err
	})
}

// toldActivitySQL is for workflow ?2 of company ?1. SQLite, who knows nothing of how large a log becomes, would read all of it.
const toldActivitySQL = `
SELECT at, action, workflow_uid, version_uid, detail FROM admin_activity_log INDEXED BY admin_activity_log_by_workflow
WHERE company_id = ?1 AND workflow_uid IN (SELECT workflow_uid FROM workflow_versions WHERE company_id = ?1 AND workflow_id = ?2)`

// ToldActivity gives the keys of what the activity log tells of a workflow.
func (c *Catalog) ToldActivity(ctx context.Context, ref workflow.Ref) (map[string]bool, error) {
	rows, err := c.read.QueryContext(ctx, toldActivitySQL, ref.Company, ref.ID)
	if err != nil {
		return nil, fail("read what is logged of a workflow", err)
	}
	defer func() { _ = rows.Close() }()
	told := map[string]bool{}
	err = each(rows, func() error {
		var e activity.Entry
		err := rows.Scan((*timeColumn)(&e.At), &e.Action, &e.WorkflowUID, &e.VersionUID, &e.Detail)
		told[e.Key()] = true
		return err
	})
	if err != nil {
		return nil, fail("read what is logged of a workflow", err)
	}
	return told, nil
}
