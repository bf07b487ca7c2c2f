package catalog

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"workflow-designer/backend/workflow"
)

// migration is one numbered step of the schema. The file's number is what user_version says once it has run.
type migration struct {
	number int
	text   string
}

// readMigrations reads files named 0001_what.sql, in order, numbered from 1 without a gap.
func readMigrations(files fs.FS) ([]migration, error) {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, fail("read the migrations", err)
	}
	var all []migration
	for _, e := range entries {
		number, _, _ := strings.Cut(e.Name(), "_")
		n, err := strconv.Atoi(number)
		if err != nil || n != len(all)+1 {
			return nil, fail("read the migrations", fmt.Errorf("%s is not number %d", e.Name(), len(all)+1))
		}
		text, err := fs.ReadFile(files, e.Name())
		if err != nil {
			return nil, fail("read the migrations", err)
		}
		all = append(all, migration{number: n, text: string(text)})
	}
	return all, nil
}

// Upgrade is what Open did to the schema of an index. From is 0 for an index that was not there, and To when it was up to date.
type Upgrade struct {
	From, To int
	Backup   string // path of the copy that was made before; empty when none was
}

// migrate runs the migrations that the index lacks, each in a transaction of its own, after a copy of an index that
// has rows was put next to it. An index that knows more than these migrations is refused. The caller holds the lock.
func migrate(ctx context.Context, db *sql.DB, path string, files fs.FS) (Upgrade, error) {
	all, err := readMigrations(files)
	if err != nil {
		return Upgrade{}, err
	}
	var has int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&has); err != nil {
		return Upgrade{}, fail("read the version of the index", err)
	}
	done := Upgrade{From: has, To: len(all)}
	switch {
	case has > len(all):
		return Upgrade{}, &workflow.Error{
			Code:    workflow.CodeIndexFailed,
			Message: "A newer version of Workflow Designer has written the index.",
			Hint:    "Install the newest version of Workflow Designer, then try again.",
			Err:     fmt.Errorf("the index has schema %d, this program knows %d", has, len(all)),
		}
	case has == len(all):
		return done, nil
	case has > 0:
		if done.Backup, err = backUp(ctx, db, path, has); err != nil {
			return Upgrade{}, fail("copy the index before its upgrade", err)
		}
	}
	for _, m := range all[has:] {
		if err := run(ctx, db, m); err != nil {
			return Upgrade{}, fail(fmt.Sprintf("upgrade the index to schema %d", m.number), err)
		}
	}
	return done, dropOldBackups(path)
}

func run(ctx context.Context, db *sql.DB, m migration) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing once it is committed
	if _, err := tx.ExecContext(ctx, m.text); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", m.number)); err != nil {
		return err
	}
	return tx.Commit()
}
