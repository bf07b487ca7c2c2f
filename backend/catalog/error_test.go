package catalog

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"workflow-designer/backend/workflow"
)

func TestAFullDiskIsSaidAndNothingIsHalfRecorded(t *testing.T) {
	// Given an index on a disk that has no room for more pages
	c := openNew(t)
	record(t, c, Change{Ref: seven, Saves: saves(seven, 1, 1)})
	before := dump(t, c)
	if _, err := c.write.Exec("PRAGMA max_page_count = 1"); err != nil { // SQLite takes the pages there are
		t.Fatal(err)
	}

	// When a version with a long prompt is recorded
	s := save(seven, 2)
	s.Prompt = strings.Repeat("no room ", 50_000)
	err := c.Record(context.Background(), Change{Ref: seven, Saves: []Save{s}, Bucket: minio})

	// Then that is said, and the rows are as they were
	wantCode(t, err, workflow.CodeDiskFull)
	equal(t, "rows", dump(t, c), before)
}

func TestAnIndexThatCannotBeWrittenIsDenied(t *testing.T) {
	c := openNew(t)
	if _, err := c.write.Exec("PRAGMA query_only = 1"); err != nil {
		t.Fatal(err)
	}
	err := c.Record(context.Background(), Change{Ref: seven, Saves: saves(seven, 1, 1)})
	wantCode(t, err, workflow.CodeFolderDenied)
}

func TestACancelledCallWritesNothing(t *testing.T) {
	c := openNew(t)
	before := dump(t, c)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, listed := c.Versions(ctx, seven, "")
	_, _, attempted := c.Attempt(ctx, uid(seven, 1))
	_, opened := Open(ctx, filepath.Join(t.TempDir(), "index.sqlite"))
	for _, err := range []error{
		c.Record(ctx, Change{Ref: seven, Saves: saves(seven, 1, 1)}), listed, attempted, opened,
	} {
		wantCode(t, err, workflow.CodeCancelled)
	}
	equal(t, "rows", dump(t, c), before)
}

func TestABusyIndexIsSaid(t *testing.T) {
	// Given another program that holds the write lock, and a writer that does not want to wait
	path := filepath.Join(t.TempDir(), "index.sqlite")
	c, other := openAt(t, path), openAt(t, path)
	tx, err := other.write.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	if _, err := c.write.Exec("PRAGMA busy_timeout = 1"); err != nil {
		t.Fatal(err)
	}

	// When something is recorded and something read
	err = c.Record(context.Background(), Change{Ref: seven, Saves: saves(seven, 1, 1)})

	// Then the writer is told; the reader does not wait
	wantCode(t, err, workflow.CodeIndexFailed)
	if !strings.Contains(err.Error(), "busy") {
		t.Errorf("got %v", err)
	}
	if _, err := c.Workflows(context.Background(), company, "", false); err != nil {
		t.Error(err)
	}
}
