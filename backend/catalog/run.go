package catalog

import (
	"context"
	"database/sql"
	"time"

	"workflow-designer/backend/workflow"
)

// Run is one run of sync.
type Run struct {
	StartedAt, EndedAt                time.Time
	Pushed, Pulled, Merged, Conflicts int
	Bytes                             int64    // of YAML, both ways
	Failure                           *Failure // nil when it went well
}

// keptRuns is how many runs are kept for each bucket.
const keptRuns = 50

// SaveRun keeps what a run of sync did.
func (c *Catalog) SaveRun(ctx context.Context, bucket string, r Run) error {
	var f Failure
	if r.Failure != nil {
		f = *r.Failure
	}
	return c.change(ctx, "keep what a sync did", func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `
			INSERT INTO sync_runs (bucket_address, started_at, ended_at, pushed, pulled, merged, conflicts, bytes,
			    failure_code, failure_message, failure_hint) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			bucket, timeText(r.StartedAt), timeText(r.EndedAt), r.Pushed, r.Pulled, r.Merged, r.Conflicts, r.Bytes,
			f.Code, f.Message, f.Hint); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `
			DELETE FROM sync_runs WHERE bucket_address = ?1 AND id NOT IN (
			    SELECT id FROM sync_runs WHERE bucket_address = ?1 ORDER BY id DESC LIMIT ?2)`, bucket, keptRuns)
		return err
	})
}

// Runs gives the last runs of sync, newest first.
func (c *Catalog) Runs(ctx context.Context, bucket string, limit int) ([]Run, error) {
	rows, err := c.read.QueryContext(ctx, `
		SELECT started_at, ended_at, pushed, pulled, merged, conflicts, bytes, failure_code, failure_message, failure_hint
		FROM sync_runs WHERE bucket_address = ? ORDER BY id DESC LIMIT ?`, bucket, limit)
	if err != nil {
		return nil, fail("read what syncs did", err)
	}
	defer func() { _ = rows.Close() }()
	var all []Run
	err = each(rows, func() error {
		var r Run
		var f Failure
		err := rows.Scan((*timeColumn)(&r.StartedAt), (*timeColumn)(&r.EndedAt), &r.Pushed, &r.Pulled, &r.Merged, &r.Conflicts,
			&r.Bytes, &f.Code, &f.Message, &f.Hint)
		if f.Code != "" {
			f.At = r.EndedAt
			r.Failure = &f
		}
		all = append(all, r)
		return err
	})
	if err != nil {
		return nil, fail("read what syncs did", err)
	}
	return all, nil
}

// RunFailure turns an error into what a run keeps of it; nil for none.
func RunFailure(err error) *Failure {
	if err == nil {
		return nil
	}
	p := workflow.Presentable(err)
	return &Failure{Code: p.Code, Message: p.Message, Hint: p.Hint}
}
