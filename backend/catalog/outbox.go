package catalog

import (
	"context"
	"database/sql"
	"errors"

	"workflow-designer/backend/workflow"
)

// Failure says why a version could not be sent.
type Failure = workflow.Failure

// hasReceiptSQL is true for a row of workflow_versions that the bucket at address ?2 holds.
const hasReceiptSQL = `EXISTS (SELECT 1 FROM bucket_receipts r JOIN buckets b ON b.bucket_id = r.bucket_id
    WHERE r.version_uid = workflow_versions.version_uid AND b.address = ?2)`

// enqueueSQL puts the versions of company ?1 that lack a receipt in the bucket at address ?2 into the outbox, as far as their
// texts are here; a narrower condition may follow, then requeueSQL must.
const enqueueSQL = `
INSERT INTO outbox (version_uid, bucket_address)
SELECT version_uid, ?2 FROM workflow_versions WHERE company_id = ?1 AND text_here AND NOT ` + hasReceiptSQL

// requeueSQL leaves what waits for the bucket as it is. What waited for another starts afresh, but for the count
// of attempts: the other address may be that of the same bucket.
const requeueSQL = `
ON CONFLICT (version_uid) DO UPDATE SET bucket_address = excluded.bucket_address,
    failure_code = '', failure_message = '', failure_hint = '', failed_at = NULL
    WHERE bucket_address <> excluded.bucket_address`

// Enqueue makes the outbox of a company that of the bucket: every version that has no receipt there waits, no other
// does. It must run whenever another bucket was set up, and after SaveBucket learned or changed a bucket's id. The
// answer is the number of versions that wait.
func (c *Catalog) Enqueue(ctx context.Context, company workflow.CompanyID, bucket string) (waiting int, err error) {
	err = c.change(ctx, "fill the outbox", func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, enqueueSQL+requeueSQL, company, bucket); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `
			DELETE FROM outbox WHERE version_uid IN (
			    SELECT version_uid FROM workflow_versions WHERE company_id = ?1 AND `+hasReceiptSQL+`)`,
			company, bucket); err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, `
			SELECT COUNT(*) FROM outbox JOIN workflow_versions USING (version_uid)
			WHERE company_id = ? AND bucket_address = ?`, company, bucket).Scan(&waiting)
	})
	return waiting, err
}

// Attempt notes, before it happens, that a version is about to be sent. The answer is how often that was begun before:
// after a crash more than 0 says that the bucket may have the version already. False when it no longer waits.
func (c *Catalog) Attempt(ctx context.Context, uid workflow.UID) (earlier int, waits bool, err error) {
	err = c.change(ctx, "note an attempt", func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx,
			"UPDATE outbox SET attempts = attempts + 1 WHERE version_uid = ? RETURNING attempts - 1", uid).Scan(&earlier)
		waits = err == nil
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	return earlier, waits && err == nil, err
}

// Failed keeps why a version could not be sent, until it is or until the next failure. f.Attempts is left out: Attempt
// counts. Nothing happens to a version that no longer waits.
func (c *Catalog) Failed(ctx context.Context, uid workflow.UID, f Failure) error {
	return c.change(ctx, "note a failure", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `
			UPDATE outbox SET failure_code = ?, failure_message = ?, failure_hint = ?, failed_at = ?
			WHERE version_uid = ?`, f.Code, f.Message, f.Hint, timeText(f.At), uid)
		return err
	})
}

// Waiting is what waits to be sent to a bucket, and to be decided.
type Waiting struct {
	Pending   int      // versions, versions whose tags wait, and workflows whose scenarios do
	Conflicts int      // workflows of which two versions wait for a decision
	Failure   *Failure // the last one among what waits; nil when none failed
}

// Waiting counts what waits to be sent to the bucket.
func (c *Catalog) Waiting(ctx context.Context, company workflow.CompanyID, bucket string) (Waiting, error) {
	var w Waiting
	var f failureRow
	var tags, scenarios int
	err := c.read.QueryRowContext(ctx, `
		WITH last AS (
		    SELECT o.* FROM outbox o CROSS JOIN workflow_versions v ON v.version_uid = o.version_uid
		    WHERE v.company_id = ?1 AND o.bucket_address = ?2 AND o.failure_code <> ''
		    ORDER BY o.failed_at DESC LIMIT 1
		)
		SELECT n.pending, n.tags, n.scenarios, n.conflicts,
		    last.attempts, last.failure_code, last.failure_message, last.failure_hint, last.failed_at
		FROM (SELECT
		    (SELECT COUNT(*) FROM outbox o CROSS JOIN workflow_versions v ON v.version_uid = o.version_uid
		        WHERE v.company_id = ?1 AND o.bucket_address = ?2) AS pending,
		    (SELECT COUNT(*) FROM `+waitingTagsSQL+`) AS tags,
		    `+waitingScenariosSQL+` AS scenarios,
		    (SELECT COUNT(*) FROM approval_workflows WHERE company_id = ?1 AND conflict_theirs <> '') AS conflicts) n
		LEFT JOIN last`, company, bucket).Scan(append([]any{&w.Pending, &tags, &scenarios, &w.Conflicts}, f.scan()...)...)
	if err == nil {
		w.Pending += tags + scenarios
		w.Failure, err = f.failure()
	}
	if err != nil {
		return Waiting{}, fail("count what waits", err)
	}
	return w, nil
}
