package replica

import (
	"context"
	"sync"
	"time"

	"workflow-designer/backend/laptop"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// Replica keeps one company's workflows on this computer and in a bucket the same. It is safe for concurrent use: of one
// workflow only one thing is done at a time. Others may work on the same bucket, and other processes on the same files.
type Replica struct {
	Laptop   *laptop.Laptop
	Bucket   storage.Bucket
	BucketID string // UUID of the bucket, from its sentinel; the index must know it under Address
	Address  string // of the bucket, as the index knows it
	Company  workflow.CompanyID
	Author   string // who is working here: the author of merges
	Now      func() time.Time
	NewUID   func() workflow.UID
	// Writable is asked once before the first write of a run: whether versioning is on and conditions are honoured.
	Writable func(context.Context) error
	Workers  int // how many workflows are worked on at once; 0 is a good number
	// Planned is told each plan before it is done, for the debug log; nil tells nobody.
	Planned func(workflow.Ref, []Step)
	// Tell is told what has changed, from any goroutine; nil tells nobody.
	Tell func(Event)

	turns  turns
	claims claims
}

// Clone is a Replica of its own with the same fields; work on one workflow is not kept apart from that of the other.
func (r *Replica) Clone() *Replica {
	return &Replica{
		Laptop: r.Laptop, Bucket: r.Bucket, BucketID: r.BucketID, Address: r.Address, Company: r.Company, Author: r.Author,
		Now: r.Now, NewUID: r.NewUID, Writable: r.Writable, Workers: r.Workers, Planned: r.Planned, Tell: r.Tell,
	}
}

// What tells what happened to a workflow.
type What string

// What may happen.
const (
	Sent       What = "sent"       // a version of ours is in the bucket
	Pulled     What = "pulled"     // somebody else's version is the latest here now
	Merged     What = "merged"     // both were brought together without a question
	Conflicted What = "conflict"   // two versions wait for a decision
	Deleted    What = "deleted"    // somebody else deleted it
	Kept       What = "kept"       // a deletion gave way to an edit
	Renumbered What = "renumbered" // its number belonged to another workflow
	Scenarios  What = "scenarios"  // somebody else changed its scenarios
)

// Event says what happened to a workflow.
type Event struct {
	What   What
	Ref    workflow.Ref
	From   workflow.ID  // of Renumbered: the number that it had
	UID    workflow.UID // the version that it is about
	Author string       // who made that; empty when nobody knows
}

func (r *Replica) tell(e Event) {
	if r.Tell != nil {
		r.Tell(e)
	}
}

// turns lets one goroutine at a time work on a workflow.
type turns struct {
	mu    sync.Mutex
	taken map[workflow.Ref]chan struct{}
}

// take waits for its turn; done lets the next one in.
func (t *turns) take(ctx context.Context, ref workflow.Ref) (done func(), err error) {
	for {
		t.mu.Lock()
		if t.taken == nil {
			t.taken = map[workflow.Ref]chan struct{}{}
		}
		busy, taken := t.taken[ref]
		if !taken {
			mine := make(chan struct{})
			t.taken[ref] = mine
			t.mu.Unlock()
			return func() {
				t.mu.Lock()
				delete(t.taken, ref)
				t.mu.Unlock()
				close(mine)
			}, nil
		}
		t.mu.Unlock()
		select {
		case <-busy:
		case <-ctx.Done():
			return nil, inTime(ctx, cancelled(ctx.Err()))
		}
	}
}

func cancelled(err error) error {
	return &workflow.Error{
		Code:    workflow.CodeCancelled,
		Message: "The sync was cancelled.",
		Hint:    "Sync again when you want it done; what was done so far is kept.",
		Err:     err,
	}
}
