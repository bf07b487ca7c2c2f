package memstore

import (
	"context"
	"iter"
	"sync"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// The operations, as a fault plan is asked about them.
const (
	OpPut       = "put"
	OpGet       = "get"
	OpVersions  = "versions"
	OpWorkflows = "workflows"
)

// Fault is what befalls one call of a store. The zero Fault is none.
type Fault struct {
	err  error
	late bool
}

// Refused makes a call fail with err before the store has seen it.
func Refused(err error) Fault { return Fault{err: err} }

// AnswerLost lets the store do the call, whatever comes of it, and loses the answer: the caller sees CodeUnclear.
func AnswerLost() Fault {
	return Fault{late: true, err: &workflow.Error{
		Code:    workflow.CodeUnclear,
		Message: "The connection was lost before the bucket answered.",
		Hint:    "The next sync finds out whether the version has arrived.",
	}}
}

// WithFaults puts faults before a store. plan is asked once for each call, one call at a time: op is the operation and
// n counts its calls from 1.
func WithFaults(store storage.Store, plan func(op string, n int) Fault) storage.Store {
	return &faulty{store: store, plan: plan, calls: map[string]int{}}
}

type faulty struct {
	store storage.Store
	mu    sync.Mutex
	plan  func(op string, n int) Fault
	calls map[string]int
}

func (f *faulty) next(op string) Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls[op]++
	return f.plan(op, f.calls[op])
}

// Put implements storage.Store.
func (f *faulty) Put(ctx context.Context, v workflow.Version, content []byte, base storage.Base) (storage.Entry, error) {
	fault := f.next(OpPut)
	if fault.err != nil && !fault.late {
		return storage.Entry{}, fault.err
	}
	entry, err := f.store.Put(ctx, v, content, base)
	if fault.late {
		return storage.Entry{}, fault.err
	}
	return entry, err
}

// Get implements storage.Store.
func (f *faulty) Get(ctx context.Context, ref workflow.Ref, id string) (storage.Entry, []byte, error) {
	if fault := f.next(OpGet); fault.err != nil {
		return storage.Entry{}, nil, fault.err
	}
	return f.store.Get(ctx, ref, id)
}

// Versions implements storage.Store.
func (f *faulty) Versions(ctx context.Context, ref workflow.Ref) iter.Seq2[storage.Entry, error] {
	return f.sequence(OpVersions, f.store.Versions(ctx, ref))
}

// Workflows implements storage.Store.
func (f *faulty) Workflows(ctx context.Context, company workflow.CompanyID) iter.Seq2[storage.Entry, error] {
	return f.sequence(OpWorkflows, f.store.Workflows(ctx, company))
}

func (f *faulty) sequence(op string, inner iter.Seq2[storage.Entry, error]) iter.Seq2[storage.Entry, error] {
	return func(yield func(storage.Entry, error) bool) {
		if fault := f.next(op); fault.err != nil {
			yield(storage.Entry{}, fault.err)
			return
		}
		inner(yield)
	}
}
