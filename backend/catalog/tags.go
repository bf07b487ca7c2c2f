package catalog

import (
	"context"
	"database/sql"
	"errors"

	"workflow-designer/backend/workflow"
)

// waitingTagsSQL is the table of the versions of company ?1 whose tags wait for the bucket at address ?2: it holds the
// version, and its tags there are not those that are wanted, or were sent and not seen since.
const waitingTagsSQL = `(
    SELECT v.workflow_id, v.version_uid, r.bucket_id, r.version_id, t.tags AS wanted, COALESCE(b.base, '[]') AS base, b.sent
    FROM version_tags t
    JOIN workflow_versions v ON v.version_uid = t.version_uid
    JOIN buckets k ON k.address = ?2
    JOIN bucket_receipts r ON r.version_uid = t.version_uid AND r.bucket_id = k.bucket_id AND r.kind = ''
    LEFT JOIN bucket_tags b ON b.version_uid = t.version_uid AND b.bucket_id = k.bucket_id
    WHERE v.company_id = ?1 AND NOT v.deleted AND (b.sent IS NOT NULL OR t.tags <> COALESCE(b.base, '[]'))
)`

const waitingTagsOfSQL = `
SELECT version_uid, bucket_id, version_id, wanted, base, sent FROM ` + waitingTagsSQL + `
WHERE workflow_id = ?3 ORDER BY version_uid`

// WaitingTags is a version whose tags wait to be sent.
type WaitingTags = workflow.WaitingTags

// WaitingTags gives the versions of a workflow whose tags wait for the bucket.
func (c *Catalog) WaitingTags(ctx context.Context, ref workflow.Ref, bucket string) ([]WaitingTags, error) {
	rows, err := c.reading[waitingTagsOfSQL].QueryContext(ctx, ref.Company, bucket, ref.ID)
	if err != nil {
		return nil, fail("read which tags wait", err)
	}
	defer func() { _ = rows.Close() }()
	var all []WaitingTags
	err = each(rows, func() error {
		w := WaitingTags{Ref: ref}
		var wanted, base string
		var sent sql.NullString
		err := rows.Scan(&w.UID, &w.Bucket.BucketID, &w.VersionID, &wanted, &base, &sent)
		if err == nil {
			w.Wanted, err = parseTags(wanted)
		}
		if err == nil {
			w.Bucket.Base, err = parseTags(base)
		}
		if err == nil && sent.Valid {
			w.Bucket.Sent, err = parseTags(sent.String)
		}
		w.Bucket.UID = w.UID
		all = append(all, w)
		return err
	})
	if err != nil {
		return nil, fail("read which tags wait", err)
	}
	return all, nil
}

// BucketTags gives the tags that a bucket was last known to have on a version.
func (c *Catalog) BucketTags(ctx context.Context, bucketID string, uid workflow.UID) (workflow.BucketTags, error) {
	tags := workflow.BucketTags{BucketID: bucketID, UID: uid, Base: []workflow.Tag{}}
	var base string
	var sent sql.NullString
	err := c.read.QueryRowContext(ctx, "SELECT base, sent FROM bucket_tags WHERE bucket_id = ? AND version_uid = ?", bucketID, uid).
		Scan(&base, &sent)
	if errors.Is(err, sql.ErrNoRows) {
		return tags, nil
	}
	if err == nil {
		tags.Base, err = parseTags(base)
	}
	if err == nil && sent.Valid {
		tags.Sent, err = parseTags(sent.String)
	}
	if err != nil {
		return tags, fail("read the tags of a version", err)
	}
	return tags, nil
}
