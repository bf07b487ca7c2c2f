package replica_test

import (
	"context"
	"testing"

	"workflow-designer/backend/replica"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/memstore"
	"workflow-designer/backend/workflow"
)

// stopping is a bucket, index and journal where everything from the n-th call on fails, as if the program had been
// killed there. A call that fails may have been done before.
type stopping struct {
	left int
	done bool // the call that fails is done first
}

var errKilled = problem(workflow.CodeInternal)

// Before the call: false when the program is dead already or dies here without doing it.
func (s *stopping) alive() bool { s.left--; return s.left > 0 || s.left == 0 && s.done }

func (s *stopping) after(err error) error {
	if s.left <= 0 {
		return errKilled
	}
	return err
}

type stoppingBucket struct {
	storage.Store
	*stopping
}

func (b stoppingBucket) Put(ctx context.Context, v workflow.Version, text []byte, base storage.Base) (storage.Entry, error) {
	if !b.alive() {
		return storage.Entry{}, errKilled
	}
	e, err := b.Store.Put(ctx, v, text, base)
	return e, b.after(err)
}

type stoppingIndex struct {
	replica.Index
	*stopping
}

func (i stoppingIndex) Attempt(ctx context.Context, uid workflow.UID) (int, bool, error) {
	if !i.alive() {
		return 0, false, errKilled
	}
	n, waits, err := i.Index.Attempt(ctx, uid)
	return n, waits, i.after(err)
}

func (i stoppingIndex) Failed(ctx context.Context, uid workflow.UID, f workflow.Failure) error {
	if !i.alive() {
		return errKilled
	}
	return i.after(i.Index.Failed(ctx, uid, f))
}

func (i stoppingIndex) Delivered(ctx context.Context, of workflow.Ref, r workflow.Receipt, span workflow.JournalSpan) error {
	if !i.alive() {
		return errKilled
	}
	return i.after(i.Index.Delivered(ctx, of, r, span))
}

type stoppingReceipts struct {
	replica.Receipts
	*stopping
}

func (r stoppingReceipts) AddReceipt(ctx context.Context, of workflow.Ref, receipt workflow.Receipt) (workflow.JournalSpan, error) {
	if !r.alive() {
		return workflow.JournalSpan{}, errKilled
	}
	span, err := r.Receipts.AddReceipt(ctx, of, receipt)
	return span, r.after(err)
}

func TestAPushCanBeKilledAtAnyStep(t *testing.T) {
	texts := []string{"a: 1\n", "a: 1\n", "a: 2\n"}
	for _, done := range []bool{false, true} {
		for step := 1; ; step++ {
			// Given a program that is killed at this step of its push, before or after doing it
			d := newDesk(t, memstore.New())
			d.save(7, texts...)
			d.save(9, "b: 1\n")
			kill := &stopping{left: step, done: done}
			p := d.through(stoppingBucket{d.bucket, kill})
			p.Index, p.Receipts = stoppingIndex{d.index, kill}, stoppingReceipts{d.local, kill}
			_, err := p.Push(context.Background(), company, 0)

			// When it is started again
			d.push()

			// Then every version is there once
			d.wantInBucket(7, texts...)
			d.wantInBucket(9, "b: 1\n")
			if err == nil {
				if step < 4*4 {
					t.Errorf("four versions took %d steps", step)
				}
				break
			}
		}
	}
}
