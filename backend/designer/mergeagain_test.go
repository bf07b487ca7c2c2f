package designer_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/oklog/ulid/v2"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/workflow"
)

// What interrupts a merge after theirs was taken in and before both were brought together must not leave them apart for ever: that
// neither waits for the bucket any more, and that the bucket has nothing new, is all that later syncs see.
func TestAMergeThatWasInterruptedIsDoneByTheNextSync(t *testing.T) {
	t.Parallel()
	// given two who changed the same workflow in different places
	f := newFirm(t)
	syncAll(t, f.ben.Designer)
	var interrupted atomic.Bool
	options := designertest.Options(t, f.ana.folder, f.ana.environment)
	options.NewUID = func() workflow.UID {
		if interrupted.Load() {
			return "" // no version can be saved
		}
		return workflow.UID(ulid.Make().String())
	}
	ana, err := designer.Open(context.Background(), options)
	if err != nil {
		t.Fatal(err)
	}
	f.ana.Designer = ana
	f.ana.proxy.Refuse()
	mine := textOf("Ana", 1) + "# mine\n"
	f.ana.saves(1, mine)
	f.ben.saves(1, strings.Replace(textOf("Ana", 1), "Request", "Order", 1))
	f.ana.proxy.Forward()

	// when the merge is interrupted
	interrupted.Store(true)
	report, err := ana.Sync(context.Background(), designer.SyncRequest{})
	if err == nil && len(report.Failures) == 0 {
		t.Fatalf("nothing was interrupted: %+v", report)
	}
	interrupted.Store(false)
	if err := ana.Close(); err != nil {
		t.Fatal(err)
	}

	// then the next sync goes on with it
	f.ana.start()
	f.isSound()
	f.ben.has(1, strings.Replace(mine, "Request", "Order", 1))
}
