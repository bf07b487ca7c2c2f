package catalog

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"workflow-designer/backend/workflow"
)

// Sound looks through the whole file of the index, where Open looks at its pages: whether pages, indexes, the full text and the
// rows agree with each other. It gives the number of the schema and the size of the file in bytes, and changes nothing.
// CodeIndexFailed: they do not agree.
func (c *Catalog) Sound(ctx context.Context) (schema int, size int64, err error) {
	if err := c.read.QueryRowContext(ctx, `
		SELECT user_version, page_count * page_size FROM pragma_user_version, pragma_page_count, pragma_page_size`).Scan(&schema, &size); err != nil {
		return 0, 0, fail("read the version of the index", err)
	}
	var verdict string
	if err := c.read.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&verdict); err != nil {
		return schema, size, fail("check the index", err)
	}
	if verdict != "ok" {
		return schema, size, unsound(fmt.Errorf("%w: %s", errUnsound, verdict))
	}
	var table string
	switch err := c.read.QueryRowContext(ctx, `SELECT "table" FROM pragma_foreign_key_check LIMIT 1`).Scan(&table); {
	case err == nil:
		return schema, size, unsound(fmt.Errorf("a row of %s belongs to none", table))
	case !errors.Is(err, sql.ErrNoRows):
		return schema, size, fail("check the index", err)
	}
	return schema, size, nil
}

func unsound(cause error) error {
	return &workflow.Error{
		Code:    workflow.CodeIndexFailed,
		Message: "The file of the index contradicts itself.",
		Hint:    "Rebuild the index: the files are the truth, no version is lost.",
		Err:     cause,
	}
}

// removeOrphans removes the rows that belong to none. There are none but in a file that was damaged.
func removeOrphans(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, `SELECT DISTINCT "table", ifnull(rowid, -1) FROM pragma_foreign_key_check`)
	if err != nil {
		return err
	}
	type orphan struct {
		table string
		row   int64 // -1 in a table whose rows have no number
	}
	var all []orphan
	err = each(rows, func() error {
		var o orphan
		err := rows.Scan(&o.table, &o.row)
		all = append(all, o)
		return err
	})
	for _, o := range all {
		if err != nil {
			return err
		}
		if o.row < 0 {
			_, err = tx.ExecContext(ctx, `DELETE FROM "`+o.table+`"`)
		} else {
			_, err = tx.ExecContext(ctx, `DELETE FROM "`+o.table+`" WHERE rowid = ?`, o.row)
		}
	}
	return err
}
