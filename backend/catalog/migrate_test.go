package catalog

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"workflow-designer/backend/workflow"
)

const schemaSQL = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"

// migrations are the real ones up to number, and those given.
func migrations(t *testing.T, upTo int, more map[string]string) fstest.MapFS {
	t.Helper()
	real, err := fs.Sub(embedded, "sql")
	if err != nil {
		t.Fatal(err)
	}
	entries, err := fs.ReadDir(real, ".")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, e := range entries[:min(upTo, len(entries))] {
		text, err := fs.ReadFile(real, e.Name())
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = &fstest.MapFile{Data: text}
	}
	for name, text := range more {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

// migrated opens an index and gives it back closed, with what it says of itself.
func migrated(t *testing.T, path string, files fs.FS) (schema string) {
	t.Helper()
	ctx := context.Background()
	db, _, err := openSound(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := migrate(ctx, db, path, files); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	dumpRows(t, db, schemaSQL, &b)
	dumpRows(t, db, "PRAGMA user_version", &b)
	return b.String()
}

func TestMigratedEqualsFresh(t *testing.T) {
	// Given every schema there ever was, and one to come
	n := len(migrations(t, 99, nil))
	next := map[string]string{fmt.Sprintf("%04d_more.sql", n+1): "-- Just a test.\nALTER TABLE buckets ADD COLUMN region TEXT;\n" +
		"CREATE INDEX more ON buckets (region);"}
	for _, all := range []fstest.MapFS{migrations(t, 99, nil), migrations(t, 99, next)} {
		fresh := migrated(t, filepath.Join(t.TempDir(), "fresh.sqlite"), all)
		for first := 1; first < len(all); first++ {
			// When an index of that schema is brought up to date
			path := filepath.Join(t.TempDir(), "old.sqlite")
			migrated(t, path, firstOf(all, first))
			old := migrated(t, path, all)
			// Then it is the same as a fresh one
			equal(t, "schema", old, fresh)
		}
	}
}

func firstOf(all fstest.MapFS, n int) fstest.MapFS {
	some := fstest.MapFS{}
	for name, file := range all {
		if strings.Compare(name, "000"+string(rune('1'+n))) < 0 {
			some[name] = file
		}
	}
	return some
}

func TestAnIndexIsCopiedBeforeItIsMigrated(t *testing.T) {
	// Given an index with a version
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "index.sqlite")
	c, err := Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	record(t, c, Change{Ref: seven, Saves: saves(seven, 1, 1), Bucket: minio})
	before := dump(t, c)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path + ".backup-1"); err == nil {
		t.Fatal("a new index was copied")
	}
	n := len(migrations(t, 99, nil))
	earlier := path + ".backup-" + strconv.Itoa(n)
	backup := earlier + "-2"
	if err := os.WriteFile(earlier, []byte("of an earlier upgrade"), 0o600); err != nil {
		t.Fatal(err)
	}

	// When a newer program opens it
	next := fmt.Sprintf("%04d_gone.sql", n+1)
	c, err = open(ctx, path, migrations(t, 99, map[string]string{next: "DELETE FROM outbox;"}))
	if err != nil {
		t.Fatal(err)
	}
	if dump(t, c) == before {
		t.Error("the migration did not run")
	}
	equal(t, "upgrade", c.Upgrade(), Upgrade{From: n, To: n + 1, Backup: backup})
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}

	// Then the copy is an index as it was, which only the user can read
	info, err := os.Stat(backup)
	if err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Fatalf("got %v, %v", info, err)
	}
	equal(t, "rows of the copy", dump(t, openAt(t, backup)), before)

	// And the copy of an earlier upgrade is as it was
	if kept, err := os.ReadFile(earlier); err != nil || string(kept) != "of an earlier upgrade" {
		t.Errorf("the earlier copy is %q, %v", kept, err)
	}
	if left, _ := filepath.Glob(path + "*.unfinished"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}

	// And this program leaves the newer index alone
	_, err = Open(ctx, path)
	wantCode(t, err, workflow.CodeIndexFailed)
	if !strings.Contains(err.Error(), "newer version") {
		t.Errorf("got %v", err)
	}
	if aside, _ := filepath.Glob(path + ".damaged*"); len(aside) > 0 {
		t.Errorf("set aside: %v", aside)
	}
}

func TestAFailedMigrationLeavesTheIndexAsItWas(t *testing.T) {
	path := filepath.Join(t.TempDir(), "index.sqlite")
	c := openAt(t, path)
	record(t, c, Change{Ref: seven, Saves: saves(seven, 1, 1)})
	before := dump(t, c)
	n := len(migrations(t, 99, nil))
	next := "000" + string(rune('1'+n)) + "_bad.sql"

	_, err := open(context.Background(), path, migrations(t, 99, map[string]string{
		next: "DELETE FROM approval_workflows; DELETE FROM no_such_table;",
	}))

	wantCode(t, err, workflow.CodeIndexFailed)
	equal(t, "rows", dump(t, openAt(t, path)), before)
}

func TestMigrationsAreNumberedWithoutAGap(t *testing.T) {
	for _, name := range []string{"0003_x.sql", "two_x.sql", "0001_again.sql"} {
		_, err := readMigrations(migrations(t, 1, map[string]string{name: "SELECT 1;"}))
		wantCode(t, err, workflow.CodeIndexFailed)
	}
}

func TestAnIndexWithoutValidityHasItsJournalsReadAgain(t *testing.T) {
	// Given an index of the first schema that follows a journal
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "index.sqlite")
	migrated(t, path, migrations(t, 1, nil))
	db, _, err := openSound(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.ExecContext(ctx, `
		INSERT INTO approval_workflows VALUES (1, 7, 'u', 'Seven', 'k', '', '2026-01-01T00:00:00.000000000Z', 'v', 120);
		INSERT INTO workflow_versions VALUES ('v', 1, 7, 1, '', 'u', '', 'ana', '2026-01-01T00:00:00.000000000Z', 5, 'h', '', '', '');`)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}

	// When this program opens it
	sizes, err := openAt(t, path).JournalSizes(ctx, 1)

	// Then it follows no journal, so that each is read again
	if err != nil || sizes[7] != -1 {
		t.Errorf("got %v, %v", sizes, err)
	}
}
