package catalog

import (
	"context"
	"sync"
	"testing"

	"workflow-designer/backend/workflow"
)

// Many write at the same time, some of them what cannot be recorded and some having given up: each has its own end.
func TestWritersThatShareATransactionDoNotShareTheirFailures(t *testing.T) {
	c := openNew(t)
	const n = 200
	of := func(i int) workflow.Ref { return workflow.Ref{Company: 1, ID: workflow.ID(i + 1)} }
	record(t, c, Change{Ref: of(0), Saves: saves(of(0), 1, 1)})
	gone, cancel := context.WithCancel(t.Context())
	cancel()

	var group sync.WaitGroup
	errs := make([]error, n)
	for i := 1; i < n; i++ {
		group.Go(func() {
			ctx, change := t.Context(), Change{Ref: of(i), Saves: saves(of(i), 1, 1)}
			switch i % 10 {
			case 0: // a version of another workflow, as in a folder that was copied
				change.Saves = saves(of(0), 1, 1)
			case 5:
				ctx = gone
			}
			errs[i] = c.Record(ctx, change)
		})
	}
	group.Wait()

	for i := 1; i < n; i++ {
		want := map[int]workflow.Code{0: workflow.CodeDamaged, 5: workflow.CodeCancelled}[i%10]
		if want == "" && errs[i] != nil || want != "" && workflow.CodeOf(errs[i]) != want {
			t.Errorf("writer %d: %v", i, errs[i])
		}
		_, known, err := c.Find(t.Context(), uid(of(i), 1), "")
		if err != nil {
			t.Fatal(err)
		}
		if known != (want == "") {
			t.Errorf("the version of workflow %d is known: %t, after %v", of(i).ID, known, errs[i])
		}
	}
}
