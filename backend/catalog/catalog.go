// Package catalog is the SQLite index: a catalogue of what the journals on this computer hold, made for lists and
// look-ups. It can be rebuilt from the journals at any time. No other package imports SQLite.
package catalog

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"
	"path/filepath"
)

//go:embed sql/*.sql
var embedded embed.FS

// Catalog is an open index. It is safe for concurrent use, by goroutines and by several processes. Errors are
// *workflow.Error: CodeDiskFull, CodeFolderDenied, CodeCancelled, else CodeIndexFailed, besides those that a method
// names. A method that fails changed nothing.
//
// The bucket that methods ask for is an address: what the settings say. Receipts carry the bucket's own id; the
// two are tied by SaveBucket, so that a receipt counts under every address of the same bucket, and none counts when a
// bucket was made anew. The empty address means that no bucket is set up.
type Catalog struct {
	write    *sql.DB // one connection: writers in this process queue here, not in SQLite
	read     *sql.DB
	setAside string
	upgrade  Upgrade

	reading   map[string]*sql.Stmt // by text; of c.read
	recording map[string]*sql.Stmt // by text; of c.write
	writers   group
}

// readers is how many reads run at once; a person's window and a few requests need no more.
const readers = 4

// Open opens the index at path and brings it up to date, or creates it, with its folder; only the user can read
// either. An index that is damaged or no SQLite file is set aside, see SetAside, and an empty one takes its place.
// One that a newer program wrote is left alone: CodeIndexFailed. Processes that open the same path take turns.
func Open(ctx context.Context, path string) (*Catalog, error) {
	migrations, err := fs.Sub(embedded, "sql")
	if err != nil {
		return nil, fail("find the migrations", err)
	}
	return open(ctx, path, migrations)
}

func open(ctx context.Context, path string, migrations fs.FS) (_ *Catalog, err error) {
	path, err = filepath.Abs(path)
	if err != nil {
		return nil, fail("find the index", err)
	}
	unlock, err := lock(ctx, path)
	if err != nil {
		return nil, err
	}
	defer unlock()

	c := &Catalog{}
	defer func() {
		if err != nil {
			_ = c.Close()
		}
	}()
	if c.write, c.setAside, err = openSound(ctx, path); err != nil {
		return nil, err
	}
	if c.upgrade, err = migrate(ctx, c.write, path, migrations); err != nil {
		return nil, err
	}
	if c.read, err = sql.Open(driver, source(path, "query_only(1)")); err != nil {
		return nil, fail("open the index for reading", err)
	}
	c.read.SetMaxOpenConns(readers)
	c.read.SetMaxIdleConns(readers)
	if c.reading, err = prepare(ctx, c.read, reading); err != nil {
		return nil, err
	}
	c.recording, err = prepare(ctx, c.write, recording)
	return c, err
}

// reading are the queries that a person waits for.
var reading = []string{
	headSQL, versionsSQL, waitingVersionsSQL, versionSQL, workflowSQL, otherReceiptSQL, standingSQL, bucketHeadSQL, chainSQL, sidesSQL, findSQL,
	waitingTagsOfSQL, searchSQL, unreadSQL,
}

func prepare(ctx context.Context, db *sql.DB, texts []string) (map[string]*sql.Stmt, error) {
	prepared := map[string]*sql.Stmt{}
	for _, text := range texts {
		stmt, err := db.PrepareContext(ctx, text) //nolint:sqlclosecheck // it lives as long as db, whose Close ends it
		if err != nil {
			return nil, fail("prepare a statement", err)
		}
		prepared[text] = stmt
	}
	return prepared, nil
}

// Close ends all use of the index.
func (c *Catalog) Close() error {
	var first error
	for _, db := range []*sql.DB{c.read, c.write} { // the writer last: it folds the write-ahead log into the file
		if db == nil {
			continue
		}
		if err := db.Close(); err != nil && first == nil {
			first = fail("close the index", err)
		}
	}
	return first
}

// SetAside is the path of a damaged index that Open set aside, or "". Its rows are read again from the journals.
func (c *Catalog) SetAside() string { return c.setAside }

// Upgrade says which schema the index had when it was opened, and what was done about it.
func (c *Catalog) Upgrade() Upgrade { return c.upgrade }
