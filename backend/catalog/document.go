package catalog

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"workflow-designer/backend/query"
	"workflow-designer/backend/workflow"
)

// A document is what search_texts holds of a workflow. It is written in the transaction that records a version whose text is at
// hand. Where it is not, the workflow is marked as stale, and Fill writes its document later: until then it is found by what
// was known before, and the answers of Search say how many there are.

const documentSQL = `
SELECT w.name, w.prompt, w.last_saved_at, w.latest_version_uid, w.deleted, w.document, w.stale,
    v.error_count + v.warning_count > 0
FROM approval_workflows w JOIN workflow_versions v ON v.version_uid = w.latest_version_uid
WHERE w.company_id = ? AND w.workflow_id = ?`

const remarksSQL = `
SELECT comment, author FROM workflow_versions WHERE company_id = ? AND workflow_id = ? ORDER BY position DESC`

const (
	dropTextsSQL  = `DELETE FROM search_texts WHERE rowid = ?`
	writeTextsSQL = `INSERT INTO search_texts (rowid, words) VALUES (?, ?)`
	documentedSQL = `UPDATE approval_workflows SET document = ?3, stale = 0, labels = ?4 WHERE company_id = ?1 AND workflow_id = ?2`
	staleSQL      = `UPDATE approval_workflows SET stale = 1 WHERE company_id = ?1 AND workflow_id = ?2 AND NOT stale`
	removedSQL    = `UPDATE approval_workflows SET document = NULL, stale = 0 WHERE company_id = ?1 AND workflow_id = ?2`
	takenSQL      = `SELECT COALESCE(MAX(document) + 1, ?1) FROM approval_workflows WHERE document >= ?1 AND document < ?2`
)

// document is the workflow whose document is written.
type document struct {
	ref          workflow.Ref
	name, prompt string
	savedAt      time.Time
	latest       workflow.UID
	deleted      bool
	row          sql.NullInt64
	stale        bool
	problems     bool
}

func (r *recorder) readDocument(ref workflow.Ref) (document, error) {
	d := document{ref: ref}
	stmt := r.tx.StmtContext(r.ctx, r.prepared[documentSQL])
	defer func() { _ = stmt.Close() }() // the prepared one stays
	err := stmt.QueryRowContext(r.ctx, ref.Company, ref.ID).Scan(&d.name, &d.prompt, (*timeColumn)(&d.savedAt), &d.latest, &d.deleted,
		&d.row, &d.stale, &d.problems)
	return d, err
}

// document brings the full text up to date with what was recorded of a workflow.
func (r *recorder) document() error {
	if len(r.change.Saves) == 0 {
		return nil
	}
	d, err := r.readDocument(r.change.Ref)
	if errors.Is(err, sql.ErrNoRows) { // nothing of it was ever the latest here
		return nil
	}
	if err != nil {
		return err
	}
	if d.deleted {
		return r.dropDocument(d)
	}
	for _, s := range r.change.Saves {
		if s.UID == d.latest && s.Text != nil {
			return r.writeDocument(d, s)
		}
	}
	_, err = r.exec(staleSQL, d.ref.Company, d.ref.ID)
	return err
}

func (r *recorder) dropDocument(d document) error {
	if d.row.Valid {
		if _, err := r.exec(dropTextsSQL, d.row.Int64); err != nil {
			return err
		}
	}
	_, err := r.exec(removedSQL, d.ref.Company, d.ref.ID)
	return err
}

// writeDocument writes what the full text has of a workflow; latest is its latest version.
func (r *recorder) writeDocument(d document, latest Save) error {
	row, err := r.place(d)
	if err != nil {
		return err
	}
	comments, authors, err := r.remarks(d.ref)
	if err != nil {
		return err
	}
	if d.row.Valid {
		if _, err := r.exec(dropTextsSQL, d.row.Int64); err != nil {
			return err
		}
	}
	found := query.Document{
		Company: int64(d.ref.Company), Name: d.name, Prompt: d.prompt, Comments: comments, YAML: string(latest.Text),
		Labels: latest.Labels, Authors: authors, Problems: d.problems,
	}
	if _, err := r.exec(writeTextsSQL, row, found.Text()); err != nil {
		return err
	}
	_, err = r.exec(documentedSQL, d.ref.Company, d.ref.ID, row, labelText(latest.Labels))
	return err
}

// rowsAMoment is how many documents have the same millisecond in their number.
const rowsAMoment = 4

// place is the number of a document: what was saved later has a higher one. One that is right is kept. Where very many were saved
// in one moment, as by a program, some get that of a later one.
func (r *recorder) place(d document) (int64, error) {
	from := max(d.savedAt.UnixMilli(), 1) * rowsAMoment
	if d.row.Valid && d.row.Int64 >= from && d.row.Int64 < from+rowsAMoment {
		return d.row.Int64, nil
	}
	for many := int64(rowsAMoment); ; many *= 2 {
		var free int64
		if err := r.find(&free, takenSQL, from, from+many); err != nil {
			return 0, err
		}
		if free < from+many {
			return free, nil
		}
	}
}

// commentBytes bounds what the full text has of comments: of a workflow with very many versions those of the newest.
const commentBytes = 1 << 16

// remarks are what people said of the versions of a workflow, and who they are.
func (r *recorder) remarks(ref workflow.Ref) (comments, authors []string, err error) {
	stmt := r.tx.StmtContext(r.ctx, r.prepared[remarksSQL])
	defer func() { _ = stmt.Close() }() // the prepared one stays
	rows, err := stmt.QueryContext(r.ctx, ref.Company, ref.ID)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = rows.Close() }()
	bytes := 0
	known := map[string]bool{}
	err = each(rows, func() error {
		var comment, author string
		if err := rows.Scan(&comment, &author); err != nil {
			return err
		}
		if comment != "" && bytes < commentBytes {
			comments = append(comments, comment)
			bytes += len(comment)
		}
		if author != "" && !known[author] {
			known[author] = true
			authors = append(authors, author)
		}
		return nil
	})
	return comments, authors, err
}

func labelText(labels []string) string {
	if len(labels) == 0 {
		return "[]"
	}
	text, err := json.Marshal(labels)
	if err != nil {
		panic(err) // texts always encode
	}
	return string(text)
}

// labelColumn reads what labelText wrote.
type labelColumn []string

// Scan implements sql.Scanner.
func (l *labelColumn) Scan(value any) error {
	text, ok := value.(string)
	if !ok {
		return errors.New("labels are no text")
	}
	if text == "[]" {
		*l = nil
		return nil
	}
	return json.Unmarshal([]byte(text), (*[]string)(l))
}

// Stale gives some workflows of a company of which Search does not know what their latest version says, newest saved first: each
// with its latest version.
func (c *Catalog) Stale(ctx context.Context, company workflow.CompanyID, limit int) ([]workflow.Known, error) {
	rows, err := c.read.QueryContext(ctx, `
		SELECT workflow_id, latest_version_uid FROM approval_workflows INDEXED BY approval_workflows_stale
		WHERE company_id = ? AND stale ORDER BY last_saved_at DESC LIMIT ?`, company, limit)
	if err != nil {
		return nil, fail("read what cannot be found yet", err)
	}
	defer func() { _ = rows.Close() }()
	var all []workflow.Known
	err = each(rows, func() error {
		var v workflow.Known
		v.Ref.Company = company
		err := rows.Scan(&v.Ref.ID, &v.UID)
		all = append(all, v)
		return err
	})
	if err != nil {
		return nil, fail("read what cannot be found yet", err)
	}
	return all, nil
}

// Fill writes the documents of workflows that Stale gave, from their latest versions with what the texts say; without a text, as
// when it is damaged, the rest is found. One whose latest is another version by now is left out.
func (c *Catalog) Fill(ctx context.Context, saves []Save) error {
	return c.changeTexts(ctx, "make workflows findable", func(tx *sql.Tx) error {
		r := recorder{ctx: ctx, tx: tx, prepared: c.recording}
		for _, s := range saves {
			d, err := r.readDocument(s.Ref)
			switch {
			case errors.Is(err, sql.ErrNoRows):
				continue
			case err != nil:
				return err
			case d.deleted:
				err = r.dropDocument(d)
			case d.stale && d.latest == s.UID:
				err = r.writeDocument(d, s)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}
