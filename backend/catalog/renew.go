package catalog

import (
	"context"
	"database/sql"
	"io/fs"
	"regexp"
)

// createTexts is the statement of a migration that makes the full text.
var createTexts = regexp.MustCompile(`(?s)CREATE VIRTUAL TABLE search_texts .*?;`)

// renewTexts makes the full text anew, empty: it is damaged. Fill writes the documents again.
func (c *Catalog) renewTexts(ctx context.Context) error {
	create := ""
	err := fs.WalkDir(embedded, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(embedded, path)
		if found := createTexts.Find(text); found != nil {
			create = string(found)
		}
		return err
	})
	if err != nil {
		return fail("find the migrations", err)
	}
	return c.change(ctx, "make the full text anew", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `
			DROP TABLE search_texts; `+create+`
			UPDATE approval_workflows SET document = NULL, stale = 1 WHERE document IS NOT NULL;`)
		return err
	})
}

// changeTexts is change for what writes to the full text. When that is damaged it is made anew, and write runs once more.
func (c *Catalog) changeTexts(ctx context.Context, doing string, write func(tx *sql.Tx) error) error {
	err := c.change(ctx, doing, write)
	if !damaged(err) {
		return err
	}
	if renewed := c.renewTexts(ctx); renewed != nil {
		return err
	}
	return c.change(ctx, doing, write)
}
