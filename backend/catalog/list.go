package catalog

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"workflow-designer/backend/workflow"
)

// Workflow is a row of the list of workflows and where it stands with a bucket.
type Workflow struct {
	Ref workflow.Ref
	UID string
	// Name is the one that a person gave the latest version, else the one in its YAML, else the last known one of an
	// older version, else "Workflow N".
	Name         string
	S3FilePath   string   // key of the latest version, in every store
	Prompt       string   // of the latest version
	Labels       []string // in the text of the latest version, as far as that is known
	LastSavedAt  time.Time
	LatestUID    workflow.UID
	VersionCount int
	Number       int                // of the latest version; 0 when not known
	PendingCount int                // versions that wait to be sent to the bucket that was asked for
	Conflict     *workflow.Conflict // two versions that wait for a decision; nil when there are none
	LastAuthor   string
	Validity          // of the latest version
	Synced       bool // the bucket holds the latest version
	Deleted      bool // the latest version is a deletion
	Unseen       bool // somebody else's version became the latest, and nobody has opened it here yet
}

// selectWorkflows is for company ?1 and the bucket at address ?2; a condition, then an order may follow.
const selectWorkflows = `
WITH queues AS (
    SELECT v.workflow_id, COUNT(*) AS pending
    FROM outbox o CROSS JOIN workflow_versions v ON v.version_uid = o.version_uid
    WHERE v.company_id = ?1 AND o.bucket_address = ?2 GROUP BY v.workflow_id
)
SELECT w.company_id, w.workflow_id, w.workflow_uid, w.name, w.s3_file_path, w.prompt, w.labels, w.last_saved_at,
    w.latest_version_uid, v.number, v.author, v.yaml_error, v.error_count, v.warning_count,
    (SELECT COUNT(*) FROM workflow_versions n WHERE n.company_id = w.company_id AND n.workflow_id = w.workflow_id),
    COALESCE(q.pending, 0), w.conflict_mine, w.conflict_theirs, w.deleted, w.unseen,
    EXISTS (SELECT 1 FROM bucket_receipts r WHERE r.version_uid = w.latest_version_uid AND r.kind = ''
        AND r.bucket_id = (SELECT bucket_id FROM buckets WHERE address = ?2))
FROM approval_workflows w
JOIN workflow_versions v ON v.version_uid = w.latest_version_uid
LEFT JOIN queues q ON q.workflow_id = w.workflow_id
WHERE w.company_id = ?1`

const (
	workflowsSQL = selectWorkflows + ` AND (?3 OR NOT w.deleted) ORDER BY w.last_saved_at DESC, w.workflow_id DESC`
	workflowSQL  = selectWorkflows + ` AND w.workflow_id = ?3`
)

// Workflows gives the workflows of a company, the one saved last first; with deleted also those.
func (c *Catalog) Workflows(ctx context.Context, company workflow.CompanyID, bucket string, deleted bool) ([]Workflow, error) {
	rows, err := c.read.QueryContext(ctx, workflowsSQL, company, bucket, deleted)
	if err != nil {
		return nil, fail("read the workflows", err)
	}
	defer func() { _ = rows.Close() }()
	var all []Workflow
	err = each(rows, func() error {
		var w Workflow
		var waits workflow.Conflict
		err := rows.Scan(w.scan(&waits)...)
		w.decide(waits)
		all = append(all, w)
		return err
	})
	if err != nil {
		return nil, fail("read the workflows", err)
	}
	return all, nil
}

// Workflow gives one workflow. CodeWorkflowNotFound.
func (c *Catalog) Workflow(ctx context.Context, ref workflow.Ref, bucket string) (Workflow, error) {
	var w Workflow
	var waits workflow.Conflict
	err := c.reading[workflowSQL].QueryRowContext(ctx, ref.Company, bucket, ref.ID).Scan(w.scan(&waits)...)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Workflow{}, workflowNotFound(ref)
	case err != nil:
		return Workflow{}, fail("read a workflow", err)
	}
	w.decide(waits)
	return w, nil
}

func (w *Workflow) decide(waits workflow.Conflict) {
	if waits.Theirs != "" {
		w.Conflict = &waits
	}
}

// MarkSeen notes that the latest version of a workflow was opened here.
func (c *Catalog) MarkSeen(ctx context.Context, ref workflow.Ref) error {
	return c.change(ctx, "note that a version was seen", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE approval_workflows SET unseen = 0 WHERE company_id = ? AND workflow_id = ? AND unseen",
			ref.Company, ref.ID)
		return err
	})
}

func (w *Workflow) scan(waits *workflow.Conflict) []any {
	return []any{
		&w.Ref.Company, &w.Ref.ID, &w.UID, &w.Name, &w.S3FilePath, &w.Prompt, (*labelColumn)(&w.Labels), (*timeColumn)(&w.LastSavedAt),
		&w.LatestUID, &w.Number, &w.LastAuthor, &w.YAMLError, &w.ErrorCount, &w.WarningCount, &w.VersionCount, &w.PendingCount,
		&waits.Mine, &waits.Theirs, &w.Deleted, &w.Unseen, &w.Synced,
	}
}

// NextID is the number after the largest one in the company.
func (c *Catalog) NextID(ctx context.Context, company workflow.CompanyID) (workflow.ID, error) {
	var next int64
	err := c.read.QueryRowContext(ctx,
		"SELECT COALESCE(MAX(workflow_id), 0) + 1 FROM approval_workflows WHERE company_id = ?", company).Scan(&next)
	if err != nil {
		return 0, fail("find a free number", err)
	}
	return workflow.CheckID(next)
}

// JournalSizes says how much of each workflow's journal the index tells of, in bytes from its beginning.
func (c *Catalog) JournalSizes(ctx context.Context, company workflow.CompanyID) (map[workflow.ID]int64, error) {
	rows, err := c.read.QueryContext(ctx,
		"SELECT workflow_id, journal_size FROM approval_workflows WHERE company_id = ?", company)
	if err != nil {
		return nil, fail("read the sizes of the journals", err)
	}
	defer func() { _ = rows.Close() }()
	sizes := map[workflow.ID]int64{}
	err = each(rows, func() error {
		var id workflow.ID
		var size int64
		err := rows.Scan(&id, &size)
		sizes[id] = size
		return err
	})
	if err != nil {
		return nil, fail("read the sizes of the journals", err)
	}
	return sizes, nil
}

// JournalSize says how much of one workflow's journal the index tells of; 0 when it does not know the workflow.
func (c *Catalog) JournalSize(ctx context.Context, ref workflow.Ref) (int64, error) {
	var size int64
	err := c.read.QueryRowContext(ctx,
		"SELECT journal_size FROM approval_workflows WHERE company_id = ? AND workflow_id = ?", ref.Company, ref.ID).Scan(&size)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, fail("read the size of a journal", err)
	}
	return size, nil
}

// Described gives the versions of a workflow of whose text the index knows what it says, unless the journal must be read anew.
func (c *Catalog) Described(ctx context.Context, ref workflow.Ref) (map[workflow.UID]bool, error) {
	rows, err := c.read.QueryContext(ctx, `
		SELECT v.version_uid FROM workflow_versions v JOIN approval_workflows w USING (company_id, workflow_id)
		WHERE company_id = ? AND workflow_id = ? AND w.journal_size >= 0 AND v.text_here AND NOT v.deleted AND v.checked`, ref.Company, ref.ID)
	if err != nil {
		return nil, fail("read which versions are known", err)
	}
	defer func() { _ = rows.Close() }()
	uids := map[workflow.UID]bool{}
	err = each(rows, func() error {
		var uid workflow.UID
		err := rows.Scan(&uid)
		uids[uid] = true
		return err
	})
	if err != nil {
		return nil, fail("read which versions are known", err)
	}
	return uids, nil
}
