package catalog

import (
	"context"
	"database/sql"
	"errors"

	"workflow-designer/backend/workflow"
)

const standingSQL = `
SELECT w.workflow_uid, w.latest_version_uid, w.deleted, w.conflict_mine, w.conflict_theirs,
    COALESCE((SELECT bucket_id FROM buckets WHERE address = ?3), '')
FROM approval_workflows w WHERE w.company_id = ?1 AND w.workflow_id = ?2`

const bucketHeadSQL = `
SELECT ` + headColumns + `
FROM bucket_heads WHERE bucket_id = ? AND company_id = ? AND workflow_id = ?`

// chainSQL goes down from the version ?1 by parent_uid until one that the bucket ?2 holds as a version, which is the last.
const chainSQL = `
WITH RECURSIVE down (uid) AS (
    VALUES (?1)
    UNION
    SELECT v.parent_uid FROM down JOIN workflow_versions v ON v.version_uid = down.uid
    WHERE v.parent_uid <> '' AND v.company_id = ?4 AND v.workflow_id = ?5 AND NOT EXISTS (
        SELECT 1 FROM bucket_receipts r WHERE r.version_uid = v.version_uid AND r.bucket_id = ?2 AND r.kind = '')
)
SELECT ` + versionColumns + `, COALESCE(p.prompt, ''), r.version_id, r.etag, r.pushed_at,
    EXISTS (SELECT 1 FROM bucket_receipts a WHERE a.version_uid = v.version_uid AND a.bucket_id = ?2 AND a.kind <> ''),
    o.attempts, o.failure_code, o.failure_message, o.failure_hint, o.failed_at
FROM down JOIN workflow_versions v ON v.version_uid = down.uid AND v.company_id = ?4 AND v.workflow_id = ?5
LEFT JOIN version_prompts p ON p.version_uid = v.version_uid
LEFT JOIN bucket_receipts r ON r.version_uid = v.version_uid AND r.bucket_id = ?2 AND r.kind = ''
LEFT JOIN outbox o ON o.version_uid = v.version_uid AND o.bucket_address = ?3
ORDER BY v.position`

// sidesSQL are the versions of a workflow that wait for the bucket.
const sidesSQL = `
SELECT ` + versionColumns + `, COALESCE(p.prompt, ''), o.attempts, o.failure_code, o.failure_message, o.failure_hint, o.failed_at
FROM workflow_versions v CROSS JOIN outbox o ON o.version_uid = v.version_uid -- one workflow has few, the outbox may have many
LEFT JOIN version_prompts p ON p.version_uid = v.version_uid
WHERE o.bucket_address = ?1 AND v.company_id = ?2 AND v.workflow_id = ?3
ORDER BY v.position`

// Standing tells where a workflow stands between this computer and the bucket at an address. One that is not here has the
// zero Standing but for Ref and Seen, and no error.
func (c *Catalog) Standing(ctx context.Context, ref workflow.Ref, bucket string) (workflow.Standing, error) {
	tx, err := c.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // all queries see one state
	if err != nil {
		return workflow.Standing{}, fail("read where a workflow stands", err)
	}
	defer func() { _ = tx.Rollback() }()
	s := standingReader{c: c, ctx: ctx, tx: tx, bucket: bucket}
	if err := s.read(ref); err != nil {
		return workflow.Standing{}, fail("read where a workflow stands", err)
	}
	return s.standing, nil
}

type standingReader struct {
	c        *Catalog
	ctx      context.Context
	tx       *sql.Tx
	bucket   string
	bucketID string
	standing workflow.Standing
}

func (s *standingReader) query(text string, args ...any) (*sql.Rows, error) {
	stmt := s.tx.StmtContext(s.ctx, s.c.reading[text]) //nolint:sqlclosecheck // it ends with the transaction
	return stmt.QueryContext(s.ctx, args...)
}

func (s *standingReader) read(ref workflow.Ref) error {
	s.standing.Ref = ref
	var waits workflow.Conflict
	stmt := s.tx.StmtContext(s.ctx, s.c.reading[standingSQL])
	defer func() { _ = stmt.Close() }()
	err := stmt.QueryRowContext(s.ctx, ref.Company, ref.ID, s.bucket).Scan(&s.standing.WorkflowUID, &s.standing.Head,
		&s.standing.Deleted, &waits.Mine, &waits.Theirs, &s.bucketID)
	if errors.Is(err, sql.ErrNoRows) {
		err = s.tx.QueryRowContext(s.ctx, "SELECT COALESCE((SELECT bucket_id FROM buckets WHERE address = ?), '')", s.bucket).
			Scan(&s.bucketID)
		return errors.Join(err, s.seen())
	}
	if err != nil {
		return err
	}
	if waits.Theirs != "" {
		s.standing.Conflict = &waits
	}
	return errors.Join(s.seen(), s.chain(), s.sides())
}

func (s *standingReader) seen() error {
	ref := s.standing.Ref
	stmt := s.tx.StmtContext(s.ctx, s.c.reading[bucketHeadSQL])
	defer func() { _ = stmt.Close() }()
	err := scanHead(stmt.QueryRowContext(s.ctx, s.bucketID, ref.Company, ref.ID).Scan, &s.standing.Seen)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return err
}

// headColumns are what scanHead reads, after what stands before them.
const headColumns = "version_uid, version_id, etag, size, last_modified, history_of"

func scanHead(scan func(...any) error, h *workflow.BucketHead, before ...any) error {
	var modified sql.NullString
	err := scan(append(before, &h.UID, &h.VersionID, &h.ETag, &h.Size, &modified, &h.HistoryOf)...)
	if err == nil {
		h.LastModified, err = parseOptionalTime(modified)
	}
	return err
}

func (s *standingReader) chain() error {
	ref := s.standing.Ref
	rows, err := s.query(chainSQL, s.standing.Head, s.bucketID, s.bucket, ref.Company, ref.ID)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	return each(rows, func() error {
		var p workflow.Pending
		var validity Validity
		var r receiptRow
		var f failureRow
		columns := append(scanVersion(&p.Version, &validity), &r.versionID, &r.etag, &r.pushedAt, &p.Aside)
		if err := rows.Scan(append(columns, f.scan()...)...); err != nil {
			return err
		}
		receipt, err := r.receipt(s.bucketID, p.Version.UID)
		if err != nil {
			return err
		}
		if receipt != nil {
			s.standing.Base, s.standing.Chain = receipt, nil
			return nil
		}
		p.Attempts = int(f.attempts.Int64)
		p.Failure, err = f.failure()
		s.standing.Chain = append(s.standing.Chain, p)
		return err
	})
}

func (s *standingReader) sides() error {
	ref := s.standing.Ref
	rows, err := s.query(sidesSQL, s.bucket, ref.Company, ref.ID)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	onChain := map[workflow.UID]bool{}
	for _, p := range s.standing.Chain {
		onChain[p.Version.UID] = true
	}
	return each(rows, func() error {
		var p workflow.Pending
		var validity Validity
		var f failureRow
		if err := rows.Scan(append(scanVersion(&p.Version, &validity), f.scan()...)...); err != nil {
			return err
		}
		if onChain[p.Version.UID] {
			return nil
		}
		var err error
		p.Attempts = int(f.attempts.Int64)
		p.Failure, err = f.failure()
		s.standing.Sides = append(s.standing.Sides, p)
		return err
	})
}

// Head gives what stood as the latest of a workflow in the bucket when it was last looked at; the zero BucketHead for never.
func (c *Catalog) Head(ctx context.Context, ref workflow.Ref, bucket string) (workflow.BucketHead, error) {
	var h workflow.BucketHead
	err := scanHead(c.read.QueryRowContext(ctx, `
		SELECT `+headColumns+` FROM bucket_heads
		WHERE bucket_id = (SELECT bucket_id FROM buckets WHERE address = ?) AND company_id = ? AND workflow_id = ?`,
		bucket, ref.Company, ref.ID).Scan, &h)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return h, fail("read what the bucket had", err)
	}
	return h, nil
}

// Heads gives what stood as the latest of every workflow of a company in the bucket when it was last looked at.
func (c *Catalog) Heads(ctx context.Context, company workflow.CompanyID, bucketID string) (map[workflow.ID]workflow.BucketHead, error) {
	rows, err := c.read.QueryContext(ctx, `
		SELECT workflow_id, `+headColumns+`
		FROM bucket_heads WHERE bucket_id = ? AND company_id = ?`, bucketID, company)
	if err != nil {
		return nil, fail("read what the bucket had", err)
	}
	defer func() { _ = rows.Close() }()
	heads := map[workflow.ID]workflow.BucketHead{}
	err = each(rows, func() error {
		var id workflow.ID
		var h workflow.BucketHead
		err := scanHead(rows.Scan, &h, &id)
		heads[id] = h
		return err
	})
	if err != nil {
		return nil, fail("read what the bucket had", err)
	}
	return heads, nil
}

// Unsettled gives the workflows of a company of which something waits for the bucket: versions, or tags.
func (c *Catalog) Unsettled(ctx context.Context, company workflow.CompanyID, bucket string) ([]workflow.ID, error) {
	rows, err := c.read.QueryContext(ctx, `
		SELECT v.workflow_id FROM outbox o CROSS JOIN workflow_versions v ON v.version_uid = o.version_uid
		WHERE v.company_id = ?1 AND o.bucket_address = ?2
		UNION SELECT workflow_id FROM `+waitingTagsSQL+` ORDER BY 1`, company, bucket)
	if err != nil {
		return nil, fail("read what waits", err)
	}
	defer func() { _ = rows.Close() }()
	var ids []workflow.ID
	err = each(rows, func() error {
		var id workflow.ID
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	})
	if err != nil {
		return nil, fail("read what waits", err)
	}
	return ids, nil
}

// Whereabouts is where the index has a version.
type Whereabouts struct {
	Ref           workflow.Ref
	Beside        bool   // it never was the latest here
	VersionID     string // of the bucket that was asked for, where it is the workflow's own; empty when it is not known to be
	ContentSHA256 string
}

// Find tells where a version is; false when it is not known.
func (c *Catalog) Find(ctx context.Context, uid workflow.UID, bucketID string) (Whereabouts, bool, error) {
	var w Whereabouts
	err := c.reading[findSQL].QueryRowContext(ctx, uid, bucketID).Scan(&w.Ref.Company, &w.Ref.ID, &w.Beside, &w.ContentSHA256, &w.VersionID)
	if errors.Is(err, sql.ErrNoRows) {
		return w, false, nil
	}
	if err != nil {
		return w, false, fail("look for a version", err)
	}
	return w, true, nil
}

const findSQL = `
SELECT v.company_id, v.workflow_id, v.beside, v.content_sha256, COALESCE((
    SELECT r.version_id FROM bucket_receipts r WHERE r.version_uid = v.version_uid AND r.bucket_id = ?2 AND r.kind = ''), '')
FROM workflow_versions v WHERE v.version_uid = ?1`

// Brought gives the versions of a workflow that a bucket has beside it although they are part of it since: a version that it
// holds as one has them among its ancestors, or they became one themselves.
func (c *Catalog) Brought(ctx context.Context, ref workflow.Ref, bucketID string) ([]workflow.UID, error) {
	rows, err := c.read.QueryContext(ctx, `
		WITH RECURSIVE merged (uid) AS (
		    SELECT v.merged_uid FROM workflow_versions v
		    JOIN bucket_receipts r ON r.version_uid = v.version_uid AND r.bucket_id = ?3 AND r.kind = ''
		    WHERE v.company_id = ?1 AND v.workflow_id = ?2 AND v.merged_uid <> ''
		    UNION
		    SELECT IIF(side.n = 1, v.parent_uid, v.merged_uid)
		    FROM merged JOIN workflow_versions v ON v.version_uid = merged.uid
		    CROSS JOIN (SELECT 1 AS n UNION ALL SELECT 2) side
		    WHERE NOT EXISTS (SELECT 1 FROM bucket_receipts r
		        WHERE r.version_uid = v.version_uid AND r.bucket_id = ?3 AND r.kind = '')
		)
		SELECT r.version_uid FROM workflow_versions v
		JOIN bucket_receipts r ON r.version_uid = v.version_uid AND r.bucket_id = ?3 AND r.kind = 'side'
		WHERE v.company_id = ?1 AND v.workflow_id = ?2 AND (v.version_uid IN merged OR EXISTS (
		    SELECT 1 FROM bucket_receipts o WHERE o.version_uid = v.version_uid AND o.bucket_id = ?3 AND o.kind = ''))
		ORDER BY r.version_uid`,
		ref.Company, ref.ID, bucketID)
	if err != nil {
		return nil, fail("read what was brought together", err)
	}
	defer func() { _ = rows.Close() }()
	var uids []workflow.UID
	err = each(rows, func() error {
		var uid workflow.UID
		err := rows.Scan(&uid)
		uids = append(uids, uid)
		return err
	})
	if err != nil {
		return nil, fail("read what was brought together", err)
	}
	return uids, nil
}
