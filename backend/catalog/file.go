package catalog

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

const driver = "sqlite"

var errUnsound = errors.New("the file's pages contradict each other")

// source is the data source of the index for the driver.
//
// synchronous(NORMAL) does not wait for the disk at each commit: a power cut may take the last transactions, but never
// leaves a half-written one. That is enough for an index whose truth is in the journals, which are durable.
func source(path string, pragmas ...string) string {
	query := url.Values{
		"_pragma": append([]string{
			"busy_timeout(5000)", // milliseconds that a writer waits for one in another process
			"journal_mode(WAL)", "synchronous(NORMAL)", "foreign_keys(1)",
			"cache_size(-16384)", "wal_autocheckpoint(4000)", // KiB, and pages: what a clone adds is spread over many
		}, pragmas...),
		"_txlock": {"immediate"},
	}
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // C:/… on Windows
	}
	return (&url.URL{Scheme: "file", Path: slashed, RawQuery: query.Encode()}).String()
}

// lock makes processes that open the same index take turns, and makes its folder. The file of the lock stays.
func lock(ctx context.Context, path string) (unlock func(), err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fail("make the folder of the index", err)
	}
	l := flock.New(path+".lock", flock.SetPermissions(0o600))
	if _, err := l.TryLockContext(ctx, 10*time.Millisecond); err != nil {
		return nil, fail("lock the index", err)
	}
	return func() { _ = l.Unlock() }, nil
}

// openSound opens the index for writing. When the file at path is damaged it is set aside, under the path given back,
// and an empty one is opened. The caller holds the lock.
func openSound(ctx context.Context, path string) (db *sql.DB, setAside string, err error) {
	db, err = openChecked(ctx, path)
	if err == nil || !damaged(err) {
		return db, "", err
	}
	if setAside, err = moveAside(path); err != nil {
		return nil, "", fail("set the damaged index aside", err)
	}
	db, err = openChecked(ctx, path)
	return db, setAside, err
}

func openChecked(ctx context.Context, path string) (_ *sql.DB, err error) {
	// SQLite would create a file that others can read; its own helper files take the rights of this one.
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fail("create the index", err)
	}
	if err := f.Close(); err != nil {
		return nil, fail("create the index", err)
	}
	db, err := sql.Open(driver, source(path))
	if err != nil {
		return nil, fail("open the index", err)
	}
	defer func() {
		if err != nil {
			_ = db.Close()
		}
	}()
	db.SetMaxOpenConns(1)
	if err := checkPages(ctx, db); err != nil {
		return nil, fail("check the index", err)
	}
	return db, nil
}

// checkPages looks for pages that contradict each other. The full text is left out: it may be ten times as large as all the rest, and
// what finds it damaged makes it anew.
func checkPages(ctx context.Context, db *sql.DB) error {
	rows, err := db.QueryContext(ctx, `
		SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow') AND name <> 'search_texts_data'`)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	var tables []string
	err = each(rows, func() error {
		var name string
		err := rows.Scan(&name)
		tables = append(tables, name)
		return err
	})
	for _, name := range tables {
		var verdict string
		if err == nil {
			err = db.QueryRowContext(ctx, "PRAGMA quick_check("+name+")").Scan(&verdict)
		}
		if err == nil && verdict != "ok" {
			err = fmt.Errorf("%w: %s", errUnsound, verdict)
		}
	}
	return err
}

// moveAside renames the index, with SQLite's helper files (left behind, they would be taken for those of the new
// file), to the first free name index.sqlite.damaged-1, -2 and so on.
func moveAside(path string) (string, error) {
	var aside string
	for n := 1; ; n++ {
		aside = fmt.Sprintf("%s.damaged-%d", path, n)
		if _, err := os.Lstat(aside); errors.Is(err, os.ErrNotExist) {
			break
		} else if err != nil {
			return "", err
		}
	}
	for _, suffix := range []string{"-wal", "-shm", ""} { // the index last: a crash in between leaves it damaged still
		if err := os.Rename(path+suffix, aside+suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", err
		}
	}
	return aside, nil
}
