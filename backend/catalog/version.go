package catalog

import (
	"context"
	"database/sql"
	"errors"

	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Version is a saved version and where it stands with a bucket.
type Version struct {
	workflow.Known
	Validity
	IsLatest bool
	Receipt  *workflow.Receipt // in the bucket that was asked for; nil when it is not known to hold the version
	Pending  bool              // waits to be sent to that bucket
	Tags     []workflow.Tag    // by name
	// Failure says why a version waits: what went wrong with it, else with the one that must be sent before it; nil
	// when it was not tried yet.
	Failure *Failure
}

const headSQL = `
SELECT workflow_uid, latest_version_uid, COALESCE((SELECT bucket_id FROM buckets WHERE address = ?3), '')
FROM approval_workflows WHERE company_id = ?1 AND workflow_id = ?2`

// versionsSQL leaves out what is the same in all rows: reading a column costs more than finding the row.
const versionsSQL = `
SELECT v.version_uid, v.number, v.parent_uid, v.merged_uid, v.name, v.author, v.created_at, v.size, v.content_sha256,
    v.deleted, v.beside, NOT v.text_here, v.yaml_error, v.error_count, v.warning_count, v.comment, v.generator,
    t.tags, r.version_id, r.etag, r.pushed_at
FROM workflow_versions v
LEFT JOIN version_tags t ON t.version_uid = v.version_uid
LEFT JOIN bucket_receipts r ON r.version_uid = v.version_uid AND r.bucket_id = ?3 AND r.kind = ''
WHERE v.company_id = ?1 AND v.workflow_id = ?2
ORDER BY v.position DESC`

// otherReceiptSQL is how a bucket has a version that it does not have as one.
const otherReceiptSQL = `
SELECT kind, version_id, etag, pushed_at FROM bucket_receipts
WHERE bucket_id = ?1 AND version_uid = ?2 AND kind <> '' ORDER BY kind LIMIT 1`

const waitingVersionsSQL = `
SELECT o.version_uid, o.attempts, o.failure_code, o.failure_message, o.failure_hint, o.failed_at
FROM outbox o CROSS JOIN workflow_versions v ON v.version_uid = o.version_uid
WHERE o.bucket_address = ?3 AND v.company_id = ?1 AND v.workflow_id = ?2`

// Versions gives the versions of a workflow, newest first, without their prompts. CodeWorkflowNotFound.
func (c *Catalog) Versions(ctx context.Context, ref workflow.Ref, bucket string) ([]Version, error) {
	tx, err := c.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // all queries see one state
	if err != nil {
		return nil, fail("read the versions", err)
	}
	defer func() { _ = tx.Rollback() }()
	all, err := c.history(ctx, tx, ref, bucket)
	if err != nil {
		return nil, fail("read the versions", err)
	}
	if bucket != "" {
		waiting, err := c.waiting(ctx, tx, ref, bucket)
		if err != nil {
			return nil, fail("read the outbox", err)
		}
		markWaiting(all, waiting)
	}
	return all, nil
}

func (c *Catalog) history(ctx context.Context, tx *sql.Tx, ref workflow.Ref, bucket string) ([]Version, error) {
	head, versions := tx.StmtContext(ctx, c.reading[headSQL]), tx.StmtContext(ctx, c.reading[versionsSQL])
	defer func() { _, _ = head.Close(), versions.Close() }() // the prepared ones stay
	var workflowUID, latest, bucketID string
	err := head.QueryRowContext(ctx, ref.Company, ref.ID, bucket).Scan(&workflowUID, &latest, &bucketID)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, workflowNotFound(ref)
	}
	if err != nil {
		return nil, err
	}
	var others []int // in all, of those that the bucket does not hold as a version
	rows, err := versions.QueryContext(ctx, ref.Company, ref.ID, bucketID)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var all []Version
	err = each(rows, func() error {
		v := Version{}
		v.Ref, v.WorkflowUID = ref, workflowUID
		var r receiptRow
		var tags sql.NullString
		if err := rows.Scan(&v.UID, &v.Number, &v.ParentUID, &v.MergedUID, &v.Name, &v.Author,
			(*timeColumn)(&v.CreatedAt), &v.Size, &v.ContentSHA256, &v.Deleted, &v.Beside, &v.TextElsewhere, &v.YAMLError,
			&v.ErrorCount, &v.WarningCount, &v.Comment, &v.Generator, &tags, &r.versionID, &r.etag, &r.pushedAt); err != nil {
			return err
		}
		v.IsLatest = string(v.UID) == latest
		var err error
		if v.Tags, err = parseTags(tags.String); err != nil {
			return err
		}
		v.Receipt, err = r.receipt(bucketID, v.UID)
		if v.Receipt == nil && bucketID != "" {
			others = append(others, len(all))
		}
		all = append(all, v)
		return err
	})
	if err != nil {
		return nil, err
	}
	return all, c.otherReceipts(ctx, tx, bucketID, all, others)
}

// otherReceipts looks up in which other way a bucket has some of the versions.
func (c *Catalog) otherReceipts(ctx context.Context, tx *sql.Tx, bucketID string, all []Version, some []int) error {
	query := tx.StmtContext(ctx, c.reading[otherReceiptSQL])
	defer func() { _ = query.Close() }() // the prepared one stays
	for _, i := range some {
		var r receiptRow
		err := query.QueryRowContext(ctx, bucketID, all[i].UID).Scan(&r.kind, &r.versionID, &r.etag, &r.pushedAt)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err == nil {
			all[i].Receipt, err = r.receipt(bucketID, all[i].UID)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *Catalog) waiting(
	ctx context.Context, tx *sql.Tx, ref workflow.Ref, bucket string,
) (map[workflow.UID]*Failure, error) {
	stmt := tx.StmtContext(ctx, c.reading[waitingVersionsSQL])
	defer func() { _ = stmt.Close() }() // the prepared one stays
	rows, err := stmt.QueryContext(ctx, ref.Company, ref.ID, bucket)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	waiting := map[workflow.UID]*Failure{}
	err = each(rows, func() error {
		var uid workflow.UID
		var f failureRow
		if err := rows.Scan(append([]any{&uid}, f.scan()...)...); err != nil {
			return err
		}
		var err error
		waiting[uid], err = f.failure()
		return err
	})
	return waiting, err
}

// markWaiting marks those of versions, newest first, that wait. One that did not fail waits for what the one before it
// waits for.
func markWaiting(versions []Version, waiting map[workflow.UID]*Failure) {
	var before *Failure
	for i := len(versions) - 1; i >= 0 && len(waiting) > 0; i-- {
		v := &versions[i]
		failure, waits := waiting[v.UID]
		if !waits {
			continue
		}
		if failure != nil {
			before = failure
		}
		v.Pending, v.Failure = true, before
	}
}

// versionSQL finds a version by its UID, else by the id that a bucket gave it; an empty id is the latest. The failure
// is that of the newest version up to it that waits and failed.
const versionSQL = `
SELECT ` + versionColumns + `, COALESCE(p.prompt, ''),
    v.beside, NOT v.text_here, COALESCE(t.tags, ''), COALESCE(r.bucket_id, ''), r.kind, r.version_id, r.etag, r.pushed_at,
    f.attempts, f.failure_code, f.failure_message, f.failure_hint, f.failed_at,
    o.version_uid IS NOT NULL, v.version_uid = w.latest_version_uid
FROM approval_workflows w
JOIN workflow_versions v ON v.version_uid = CASE
    WHEN ?4 = '' THEN w.latest_version_uid
    ELSE COALESCE(
        (SELECT n.version_uid FROM workflow_versions n WHERE n.version_uid = ?4),
        (SELECT n.version_uid FROM bucket_receipts g JOIN workflow_versions n ON n.version_uid = g.version_uid
            WHERE g.version_id = ?4 AND n.company_id = ?1 AND n.workflow_id = ?2 ORDER BY g.kind LIMIT 1))
    END AND v.company_id = ?1 AND v.workflow_id = ?2
LEFT JOIN version_prompts p ON p.version_uid = v.version_uid
LEFT JOIN version_tags t ON t.version_uid = v.version_uid
LEFT JOIN bucket_receipts r ON r.version_uid = v.version_uid
    AND r.bucket_id = (SELECT bucket_id FROM buckets WHERE address = ?3)
    AND r.kind = (SELECT MIN(k.kind) FROM bucket_receipts k WHERE k.version_uid = v.version_uid AND k.bucket_id = r.bucket_id)
LEFT JOIN outbox o ON o.version_uid = v.version_uid AND o.bucket_address = ?3
LEFT JOIN outbox f ON o.version_uid IS NOT NULL AND f.version_uid = (
    SELECT x.version_uid FROM outbox x JOIN workflow_versions n ON n.version_uid = x.version_uid
    WHERE x.bucket_address = ?3 AND x.failure_code <> ''
    AND n.company_id = ?1 AND n.workflow_id = ?2 AND n.position <= v.position
    ORDER BY n.position DESC LIMIT 1)
WHERE w.company_id = ?1 AND w.workflow_id = ?2`

// Version gives one version with its prompt. The id is its UID or the id that any bucket gave it; "" is the latest.
// CodeWorkflowNotFound, CodeVersionNotFound.
func (c *Catalog) Version(ctx context.Context, ref workflow.Ref, bucket, id string) (Version, error) {
	var v Version
	var r receiptRow
	var f failureRow
	var bucketID, tags string
	columns := append(scanVersion(&v.Version, &v.Validity), &v.Beside, &v.TextElsewhere, &tags, &bucketID, &r.kind, &r.versionID, &r.etag, &r.pushedAt)
	columns = append(append(columns, f.scan()...), &v.Pending, &v.IsLatest)
	err := c.reading[versionSQL].QueryRowContext(ctx, ref.Company, ref.ID, bucket, id).Scan(columns...)
	if errors.Is(err, sql.ErrNoRows) {
		if _, err := c.Workflow(ctx, ref, bucket); err != nil {
			return Version{}, err
		}
		return Version{}, versionNotFound(ref, id)
	}
	if err == nil {
		v.Receipt, err = r.receipt(bucketID, v.UID)
	}
	if err == nil {
		v.Failure, err = f.failure()
	}
	if err == nil {
		v.Tags, err = parseTags(tags)
	}
	if err != nil {
		return Version{}, fail("read a version", err)
	}
	return v, nil
}

func versionNotFound(ref workflow.Ref, id string) error {
	return &workflow.Error{
		Code:    workflow.CodeVersionNotFound,
		Message: words.F("Workflow %d has no version %q.", ref.ID, id),
		Hint:    "Look up the version's id in the list of versions.",
	}
}

func workflowNotFound(ref workflow.Ref) error {
	return &workflow.Error{
		Code:    workflow.CodeWorkflowNotFound,
		Message: words.F("There is no workflow %d.", ref.ID),
		Hint:    "Look up the number in the list of workflows.",
	}
}
