package catalog

import (
	"context"
	"database/sql"
	"fmt"

	"workflow-designer/backend/workflow"
)

// recorder is one Record under way.
type recorder struct {
	ctx      context.Context
	tx       *sql.Tx
	prepared map[string]*sql.Stmt
	change   Change
}

// recording are the statements of a recorder. They are prepared once: a save is waited for.
var recording = []string{
	freeNumberSQL, insertVersionSQL, insertPromptSQL, upsertWorkflowSQL, followSQL, insertReceiptSQL, sentSQL,
	enqueueWorkflowSQL, activitySQL,
}

func (r *recorder) exec(query string, args ...any) (changed int64, err error) {
	stmt := r.tx.StmtContext(r.ctx, r.prepared[query])
	defer func() { _ = stmt.Close() }() // the prepared one stays
	result, err := stmt.ExecContext(r.ctx, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// firstNumber is the number from which on versions may be new; 0 when none is.
func (r *recorder) firstNumber() int {
	if len(r.change.Saves) == 0 {
		return 0
	}
	return r.change.Saves[0].Version.Number
}

// freeNumberSQL: a mended journal may give a number to another version; the one that had it either left the journal or
// comes later in the change.
const freeNumberSQL = `
DELETE FROM workflow_versions WHERE company_id = ? AND workflow_id = ? AND number = ? AND version_uid <> ?`

const insertVersionSQL = `
INSERT INTO workflow_versions (version_uid, company_id, workflow_id, number, parent_uid, workflow_uid, name, author,
    created_at, size, content_sha256, yaml_name, yaml_error, error_count, warning_count, comment)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (version_uid) DO UPDATE SET number = excluded.number, yaml_name = excluded.yaml_name,
    yaml_error = excluded.yaml_error, error_count = excluded.error_count, warning_count = excluded.warning_count
    WHERE company_id = excluded.company_id AND workflow_id = excluded.workflow_id`

const insertPromptSQL = `
INSERT INTO version_prompts (version_uid, prompt) VALUES (?, ?) ON CONFLICT (version_uid) DO NOTHING`

func (r *recorder) versions() error {
	ref := r.change.Ref
	for _, s := range r.change.Saves {
		v := s.Version
		if _, err := r.exec(freeNumberSQL, ref.Company, ref.ID, v.Number, v.UID); err != nil {
			return err
		}
		n, err := r.exec(insertVersionSQL, v.UID, ref.Company, ref.ID, v.Number, v.ParentUID, v.WorkflowUID, v.Name,
			v.Author, timeText(v.CreatedAt), v.Size, v.ContentSHA256, s.YAMLName, s.YAMLError, s.ErrorCount, s.WarningCount,
			v.Comment)
		if err != nil {
			return err
		}
		if n == 0 {
			return r.copied(v.UID)
		}
		if v.Prompt == "" {
			continue
		}
		if _, err := r.exec(insertPromptSQL, v.UID, v.Prompt); err != nil {
			return err
		}
	}
	return nil
}

func (r *recorder) copied(uid workflow.UID) error {
	var of workflow.Ref
	err := r.tx.QueryRowContext(r.ctx, "SELECT company_id, workflow_id FROM workflow_versions WHERE version_uid = ?", uid).
		Scan(&of.Company, &of.ID)
	if err != nil {
		return err
	}
	return &workflow.Error{
		Code:    workflow.CodeDamaged,
		Message: fmt.Sprintf("Workflow %d has a version of workflow %d: its folder looks like a copy.", r.change.Ref.ID, of.ID),
		Hint:    fmt.Sprintf("Move the folder %s elsewhere and save its YAML as a new workflow.", r.change.Ref.Folder()),
		Err:     fmt.Errorf("version %s of %s is in the journal of %s too", uid, of, r.change.Ref),
	}
}

// upsertWorkflowSQL computes the workflow's row from those of its versions, so that it is the same however they came.
const upsertWorkflowSQL = `
INSERT INTO approval_workflows (company_id, workflow_id, workflow_uid, name, s3_file_path, prompt, last_saved_at,
    latest_version_uid, journal_size)
SELECT company_id, workflow_id, workflow_uid,
    COALESCE((SELECT COALESCE(NULLIF(n.name, ''), n.yaml_name) FROM workflow_versions n
        WHERE n.company_id = ?1 AND n.workflow_id = ?2 AND (n.name <> '' OR n.yaml_name <> '')
        ORDER BY n.number DESC LIMIT 1), 'Workflow ' || workflow_id),
    ?3, COALESCE((SELECT p.prompt FROM version_prompts p WHERE p.version_uid = workflow_versions.version_uid), ''),
    created_at, version_uid, 0
FROM workflow_versions WHERE company_id = ?1 AND workflow_id = ?2 ORDER BY number DESC LIMIT 1
ON CONFLICT (company_id, workflow_id) DO UPDATE SET workflow_uid = excluded.workflow_uid, name = excluded.name,
    prompt = excluded.prompt, last_saved_at = excluded.last_saved_at, latest_version_uid = excluded.latest_version_uid`

const followSQL = `
UPDATE approval_workflows SET journal_size = ?3
WHERE company_id = ?1 AND workflow_id = ?2 AND (?4 = -1 OR journal_size = ?4)`

func (r *recorder) workflow() error {
	ref, span := r.change.Ref, r.change.Span
	if len(r.change.Saves) > 0 {
		if _, err := r.exec(upsertWorkflowSQL, ref.Company, ref.ID, ref.Key()); err != nil {
			return err
		}
	}
	_, err := r.exec(followSQL, ref.Company, ref.ID, span.To, span.From)
	return err
}

const insertReceiptSQL = `
INSERT INTO receipts (bucket_id, version_uid, version_id, etag, pushed_at)
SELECT ?1, version_uid, ?3, ?4, ?5 FROM workflow_versions
WHERE version_uid = ?2 AND company_id = ?6 AND workflow_id = ?7
ON CONFLICT (bucket_id, version_uid) DO UPDATE
SET version_id = excluded.version_id, etag = excluded.etag, pushed_at = excluded.pushed_at`

const sentSQL = `
DELETE FROM outbox WHERE version_uid = ? AND bucket_address IN (SELECT address FROM buckets WHERE bucket_id = ?)`

func (r *recorder) receipts() error {
	ref := r.change.Ref
	for _, receipt := range r.change.Receipts {
		if _, err := r.exec(insertReceiptSQL, receipt.BucketID, receipt.UID, receipt.VersionID, receipt.ETag,
			timeText(receipt.PushedAt), ref.Company, ref.ID); err != nil {
			return err
		}
		if _, err := r.exec(sentSQL, receipt.UID, receipt.BucketID); err != nil {
			return err
		}
	}
	return nil
}

const enqueueWorkflowSQL = enqueueSQL + ` AND workflow_id = ?3 AND number >= ?4` + requeueSQL

func (r *recorder) outbox() error {
	if r.change.Bucket == "" || r.firstNumber() == 0 {
		return nil
	}
	_, err := r.exec(enqueueWorkflowSQL, r.change.Ref.Company, r.change.Bucket, r.change.Ref.ID, r.firstNumber())
	return err
}

const activitySQL = `
INSERT INTO admin_activity_log (at, admin_user_id, action, company_id, workflow_id, version_uid, detail)
SELECT created_at, author, IIF(number = 1, '` + ActionCreated + `', '` + ActionVersionSaved + `'),
    company_id, workflow_id, version_uid, comment
FROM workflow_versions WHERE company_id = ?1 AND workflow_id = ?2 AND number >= ?3 ORDER BY number
ON CONFLICT (version_uid, action) DO NOTHING`

func (r *recorder) activity() error {
	if r.firstNumber() == 0 {
		return nil
	}
	_, err := r.exec(activitySQL, r.change.Ref.Company, r.change.Ref.ID, r.firstNumber())
	return err
}
