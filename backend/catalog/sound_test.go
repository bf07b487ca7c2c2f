package catalog

import (
	"path/filepath"
	"testing"

	"workflow-designer/backend/workflow"
)

func TestAFileThatContradictsItselfIsFoundAndMended(t *testing.T) {
	// given an index that is sound
	ctx, path := t.Context(), filepath.Join(t.TempDir(), "index.sqlite")
	c := openAt(t, path)
	record(t, c, Change{Ref: seven, Saves: saves(seven, 1, 5)})
	schema, size, err := c.Sound(ctx)
	if err != nil || schema == 0 || size < 4096 {
		t.Fatalf("before: schema %d, %d bytes, %v", schema, size, err)
	}
	// when there are rows that belong to none, then that is found
	if _, err := c.write.ExecContext(ctx, "PRAGMA foreign_keys = 0; DELETE FROM approval_workflows; PRAGMA foreign_keys = 1"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := c.Sound(ctx); workflow.CodeOf(err) != workflow.CodeIndexFailed {
		t.Fatalf("found %v", err)
	}
	// when it is emptied, to be filled again, then it is sound
	if err := c.Clear(ctx); err != nil {
		t.Fatal(err)
	}
	if _, _, err := c.Sound(ctx); err != nil {
		t.Errorf("after: %v", err)
	}
}
