// Package catalogtest makes indexes as programs of the past left them, for tests of the upgrade.
package catalogtest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	_ "modernc.org/sqlite" // the driver
)

// logIsAFile is the schema from which on the activity log is a file, and the index has a copy of it.
const logIsAFile = 5

// Schemas is how many schemas there were: the number of the newest.
func Schemas(t testing.TB) int {
	t.Helper()
	return len(migrations(t))
}

// Older puts in place of the index at path, which nobody has open, one of an earlier schema, from 1 on: with the rows that
// it had, of workflows that a program of then may have had. The activity log was in the index up to schema 4; the file that is the log
// today must be removed with those.
func Older(t testing.TB, path string, schema int) {
	t.Helper()
	old := path + ".older"
	if err := makeOlder(t.Context(), old, path, migrations(t)[:schema]); err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{"-wal", "-shm", ""} {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
	}
	if err := errors.Join(os.Chmod(old, 0o600), os.Rename(old, path)); err != nil {
		t.Fatal(err)
	}
}

// migrations are the texts of the real ones, in order.
func migrations(t testing.TB) []string {
	t.Helper()
	_, here, _, ok := runtime.Caller(0)
	if !ok {
		t.Fatal("this file cannot be found")
	}
	names, err := filepath.Glob(filepath.Join(filepath.Dir(here), "..", "sql", "*.sql"))
	if err != nil || len(names) == 0 {
		t.Fatalf("there are no migrations: %v", err)
	}
	slices.Sort(names)
	texts := make([]string, len(names))
	for i, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts[i] = string(text)
	}
	return texts
}

// later is what a schema brought for which earlier ones have no place: a program of then had no workflow with that.
var later = []struct {
	schema int
	has    string // workflows with it
}{
	{3, "SELECT company_id, workflow_id FROM now.workflow_versions WHERE deleted OR beside OR merged_uid <> '' OR NOT text_here"},
	{3, "SELECT company_id, workflow_id FROM now.workflow_versions WHERE version_uid IN (SELECT version_uid FROM now.version_tags)"},
	{3, "SELECT company_id, workflow_id FROM now.workflow_versions WHERE version_uid IN (SELECT version_uid FROM now.bucket_receipts)"},
	{8, "SELECT company_id, workflow_id FROM now.workflow_scenarios"},
	{9, "SELECT company_id, workflow_id FROM now.workflow_versions WHERE generator <> ''"},
}

func makeOlder(ctx context.Context, old, from string, migrations []string) (err error) {
	if err := os.Remove(old); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	db, err := sql.Open("sqlite", "file:"+filepath.ToSlash(old)+"?_pragma=foreign_keys(0)")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1) // what is attached is attached to a connection
	for _, text := range migrations {
		if _, err := db.ExecContext(ctx, text); err != nil {
			return err
		}
	}
	if _, err := db.ExecContext(ctx, "ATTACH ? AS now", from); err != nil {
		return err
	}
	tables, err := names(ctx, db, "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%' AND name NOT LIKE 'search_texts%'"+
		" AND name IN (SELECT name FROM now.sqlite_schema)")
	if err != nil {
		return err
	}
	for _, table := range tables {
		columns, err := names(ctx, db, fmt.Sprintf("SELECT name FROM pragma_table_info('%s', 'main') WHERE name IN (SELECT name FROM pragma_table_info('%s', 'now'))", table, table))
		if err != nil {
			return err
		}
		list := strings.Join(columns, ", ")
		if _, err := db.ExecContext(ctx, fmt.Sprintf("INSERT OR IGNORE INTO main.%s (%s) SELECT %s FROM now.%s", table, list, list, table)); err != nil {
			return fmt.Errorf("table %s: %w", table, err)
		}
	}
	for _, later := range later {
		if len(migrations) >= later.schema {
			continue
		}
		if _, err := db.ExecContext(ctx, "PRAGMA foreign_keys = 1; DELETE FROM main.approval_workflows WHERE (company_id, workflow_id) IN ("+later.has+")"); err != nil {
			return err
		}
	}
	if len(migrations) < logIsAFile {
		if _, err := db.ExecContext(ctx, "DELETE FROM main.admin_activity_log WHERE version_uid NOT IN (SELECT version_uid FROM main.workflow_versions)"); err != nil {
			return err
		}
	}
	for _, text := range []string{fmt.Sprintf("PRAGMA user_version = %d", len(migrations)), "DETACH now"} {
		if _, err := db.ExecContext(ctx, text); err != nil {
			return err
		}
	}
	return nil
}

func names(ctx context.Context, db *sql.DB, query string) (all []string, err error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		all = append(all, name)
	}
	return all, rows.Err()
}
