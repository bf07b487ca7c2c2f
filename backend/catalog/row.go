package catalog

import (
	"database/sql"

	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// versionColumns are what scanVersion reads, the prompt left out: it follows.
const versionColumns = `v.version_uid, v.company_id, v.workflow_id, v.number, v.parent_uid, v.merged_uid, v.workflow_uid, v.name,
    v.author, v.created_at, v.size, v.content_sha256, v.deleted, v.yaml_error, v.error_count,
    v.warning_count, v.comment, v.generator`

func scanVersion(v *workflow.Version, validity *Validity) []any {
	return []any{
		&v.UID, &v.Ref.Company, &v.Ref.ID, &v.Number, &v.ParentUID, &v.MergedUID, &v.WorkflowUID, &v.Name,
		&v.Author, (*timeColumn)(&v.CreatedAt), &v.Size, &v.ContentSHA256, &v.Deleted, &validity.YAMLError,
		&validity.ErrorCount, &validity.WarningCount, &v.Comment, &v.Generator, &v.Prompt,
	}
}

// failureRow is a row of the outbox, all NULL when a version does not wait.
type failureRow struct {
	attempts                      sql.NullInt64
	code, message, hint, failedAt sql.NullString
}

func (f *failureRow) scan() []any {
	return []any{&f.attempts, &f.code, &f.message, &f.hint, &f.failedAt}
}

func (f *failureRow) failure() (*Failure, error) {
	if f.code.String == "" {
		return nil, nil
	}
	at, err := parseOptionalTime(f.failedAt)
	return &Failure{
		Code: workflow.Code(f.code.String), Message: words.Text(f.message.String), Hint: words.Text(f.hint.String),
		At: at, Attempts: int(f.attempts.Int64),
	}, err
}

// receiptRow is what only a row of receipts knows, all NULL when there is none.
type receiptRow struct {
	kind, versionID, etag, pushedAt sql.NullString
}

func (r *receiptRow) receipt(bucketID string, uid workflow.UID) (*workflow.Receipt, error) {
	if !r.versionID.Valid {
		return nil, nil
	}
	at, err := parseOptionalTime(r.pushedAt)
	return &workflow.Receipt{
		BucketID: bucketID, UID: uid, Kind: workflow.ReceiptKind(r.kind.String), VersionID: r.versionID.String, ETag: r.etag.String, PushedAt: at,
	}, err
}

// each calls row for every row.
func each(rows *sql.Rows, row func() error) error {
	for rows.Next() {
		if err := row(); err != nil {
			return err
		}
	}
	return rows.Err()
}
