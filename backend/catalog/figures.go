package catalog

import (
	"context"
	"database/sql"

	"workflow-designer/backend/workflow"
)

// Figures is a version as analytics count it.
type Figures struct {
	workflow.Known // without texts: no name, comment or prompt
	Validity
	StepCount int  // -1: nobody knows
	Checked   bool // what its text says is known
	InBucket  bool // the bucket that was asked for has it
}

const figuresSQL = `
SELECT v.workflow_id, v.version_uid, v.parent_uid, v.merged_uid, v.number, v.author, v.created_at, v.size, v.deleted, v.beside,
    NOT v.text_here, v.error_count, v.warning_count, v.step_count, v.checked AND v.text_here AND NOT v.deleted, EXISTS (
        SELECT 1 FROM bucket_receipts r WHERE r.version_uid = v.version_uid AND r.kind <> 'dropped' AND r.bucket_id = (
            SELECT bucket_id FROM buckets WHERE address = ?2))
FROM workflow_versions v WHERE v.company_id = ?1`

// Figures gives all versions of a company by the time when they were saved; of one workflow, when only is not 0, in the order of its
// history, oldest first.
func (c *Catalog) Figures(ctx context.Context, company workflow.CompanyID, bucket string, only workflow.ID) ([]Figures, error) {
	query, args := figuresSQL+" ORDER BY v.created_at, v.version_uid", []any{company, bucket}
	if only != 0 {
		query, args = figuresSQL+" AND v.workflow_id = ?3 ORDER BY v.position", append(args, only)
	}
	rows, err := c.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fail("read the figures of versions", err)
	}
	defer func() { _ = rows.Close() }()
	var all []Figures
	err = each(rows, func() error {
		var f Figures
		f.Ref.Company = company
		err := rows.Scan(&f.Ref.ID, &f.UID, &f.ParentUID, &f.MergedUID, &f.Number, &f.Author, (*timeColumn)(&f.CreatedAt), &f.Size,
			&f.Deleted, &f.Beside, &f.TextElsewhere, &f.ErrorCount, &f.WarningCount, &f.StepCount, &f.Checked, &f.InBucket)
		all = append(all, f)
		return err
	})
	if err != nil {
		return nil, fail("read the figures of versions", err)
	}
	return all, nil
}

// KnownChanges gives what is known of what the versions of a workflow changed, as it was kept by KeepChanges with the same revision.
func (c *Catalog) KnownChanges(ctx context.Context, ref workflow.Ref, revision int) (map[workflow.UID]string, error) {
	rows, err := c.read.QueryContext(ctx, `
		SELECT c.version_uid, c.changes FROM workflow_versions v JOIN version_changes c ON c.version_uid = v.version_uid
		WHERE v.company_id = ? AND v.workflow_id = ? AND c.revision = ?`, ref.Company, ref.ID, revision)
	if err != nil {
		return nil, fail("read what versions changed", err)
	}
	defer func() { _ = rows.Close() }()
	known := map[workflow.UID]string{}
	err = each(rows, func() error {
		var uid workflow.UID
		var changes string
		err := rows.Scan(&uid, &changes)
		known[uid] = changes
		return err
	})
	if err != nil {
		return nil, fail("read what versions changed", err)
	}
	return known, nil
}

// KeepChanges keeps what versions changed; of one that is not known any more nothing is kept.
func (c *Catalog) KeepChanges(ctx context.Context, revision int, changes map[workflow.UID]string) error {
	return c.change(ctx, "keep what versions changed", func(tx *sql.Tx) error {
		for uid, text := range changes {
			if _, err := tx.ExecContext(ctx, `
				INSERT INTO version_changes (version_uid, revision, changes)
				SELECT version_uid, ?2, ?3 FROM workflow_versions WHERE version_uid = ?1
				ON CONFLICT (version_uid) DO UPDATE SET revision = excluded.revision, changes = excluded.changes`,
				uid, revision, text); err != nil {
				return err
			}
		}
		return nil
	})
}
