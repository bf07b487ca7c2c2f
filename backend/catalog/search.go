package catalog

import (
	"context"
	"database/sql"
	"time"

	"workflow-designer/backend/query"
	"workflow-designer/backend/workflow"
)

// Hit is a workflow that a question finds.
type Hit struct {
	Ref         workflow.Ref
	Name        string
	Prompt      string
	Labels      []string
	LastSavedAt time.Time
	LatestUID   workflow.UID
	// Field has all that was asked for; empty when several fields have it together, or nothing but filters was asked.
	Field query.Field
}

// Hits answers a question.
type Hits struct {
	All    []Hit
	More   bool // there are more than were asked for
	Unread int  // of so many workflows it is not known yet what they say
}

const searchSQL = `
SELECT w.workflow_id, w.name, w.prompt, w.labels, w.last_saved_at, w.latest_version_uid
FROM search_texts s CROSS JOIN approval_workflows w ON w.document = s.rowid
WHERE s.search_texts MATCH ?1 ORDER BY s.rowid DESC LIMIT ?2`

const unreadSQL = `SELECT COUNT(*) FROM approval_workflows INDEXED BY approval_workflows_stale WHERE company_id = ? AND stale`

// Search finds workflows of a company. Those that have all terms in a field that counts more come first, then those that have
// them in several fields together, and among equals those that were saved last. Nothing is asked for: nothing is found.
func (c *Catalog) Search(ctx context.Context, company workflow.CompanyID, q query.Query, limit int) (Hits, error) {
	hits, err := c.search(ctx, company, q, limit)
	if damaged(err) {
		// The full text is only a copy of what the files say: it is written anew.
		if err = c.renewTexts(ctx); err == nil {
			hits, err = c.search(ctx, company, q, limit)
		}
	}
	if err != nil {
		return Hits{}, fail("search", err)
	}
	return hits, nil
}

func (c *Catalog) search(ctx context.Context, company workflow.CompanyID, q query.Query, limit int) (Hits, error) {
	var hits Hits
	tx, err := c.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // all queries see one state
	if err != nil {
		return hits, err
	}
	defer func() { _ = tx.Rollback() }()
	unread := tx.StmtContext(ctx, c.reading[unreadSQL])
	defer func() { _ = unread.Close() }() // the prepared one stays
	if err := unread.QueryRowContext(ctx, company).Scan(&hits.Unread); err != nil || q.Empty() {
		return hits, err
	}
	s := searcher{ctx: ctx, stmt: tx.StmtContext(ctx, c.reading[searchSQL]), company: company, seen: map[workflow.ID]bool{}, hits: &hits}
	defer func() { _ = s.stmt.Close() }()
	for _, field := range rounds(q) {
		// One more than asked for tells whether there are more; what was found before is found again.
		most := limit + 1 + len(hits.All)
		if err := s.round(q.Match(int64(company), field), field, most); err != nil {
			return hits, err
		}
		if len(hits.All) > limit {
			hits.All, hits.More = hits.All[:limit], true
			break
		}
	}
	return hits, nil
}

// rounds are the fields in which to look, one after the other; an empty one is all of them together.
func rounds(q query.Query) []query.Field {
	switch {
	case len(q.Terms) == 0:
		return []query.Field{""}
	case q.In != "":
		return []query.Field{q.In}
	case len(q.Terms) == 1:
		return query.Fields
	default:
		return append(append([]query.Field{}, query.Fields...), "")
	}
}

// searcher is a search under way.
type searcher struct {
	ctx     context.Context
	stmt    *sql.Stmt
	company workflow.CompanyID
	seen    map[workflow.ID]bool
	hits    *Hits
}

func (s *searcher) round(match string, field query.Field, most int) error {
	rows, err := s.stmt.QueryContext(s.ctx, match, most)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	return each(rows, func() error {
		hit := Hit{Ref: workflow.Ref{Company: s.company}, Field: field}
		if err := rows.Scan(&hit.Ref.ID, &hit.Name, &hit.Prompt, (*labelColumn)(&hit.Labels), (*timeColumn)(&hit.LastSavedAt),
			&hit.LatestUID); err != nil {
			return err
		}
		if !s.seen[hit.Ref.ID] {
			s.seen[hit.Ref.ID] = true
			s.hits.All = append(s.hits.All, hit)
		}
		return nil
	})
}

// Remark is the comment of a version.
type Remark struct {
	UID     workflow.UID
	Number  int
	Comment string
}

// Remarks gives the comments of the versions of a workflow, newest first.
func (c *Catalog) Remarks(ctx context.Context, ref workflow.Ref) ([]Remark, error) {
	rows, err := c.read.QueryContext(ctx, `
		SELECT version_uid, number, comment FROM workflow_versions
		WHERE company_id = ? AND workflow_id = ? AND comment <> '' ORDER BY position DESC`, ref.Company, ref.ID)
	if err != nil {
		return nil, fail("read the comments", err)
	}
	defer func() { _ = rows.Close() }()
	var all []Remark
	err = each(rows, func() error {
		var r Remark
		err := rows.Scan(&r.UID, &r.Number, &r.Comment)
		all = append(all, r)
		return err
	})
	if err != nil {
		return nil, fail("read the comments", err)
	}
	return all, nil
}
