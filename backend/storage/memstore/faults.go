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
	OpHead      = "head"
	OpDiscard   = "discard"
	OpPutSide   = "put_side"
	OpOpenSides = "open_sides"
	OpGetSide   = "get_side"
	OpCloseSide = "close_side"
	OpTags      = "tags"
	OpSetTags   = "set_tags"
	OpFollow    = "follow"

	OpScenarios    = "scenarios"
	OpPutScenarios = "put_scenarios"
)

// Fault is what befalls one call of a store. The zero Fault is none.
type Fault struct {
	err    error
	late   bool
	after  int    // of a sequence: how many elements come before the error
	before func() // happens between the caller's decision and the call
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

// Cut ends a sequence with err after n elements, or after all when there are fewer.
func Cut(n int, err error) Fault { return Fault{after: n, err: err} }

// Meanwhile does something before the call reaches the store, such as what another person does, and lets the call pass. It may
// use the store.
func Meanwhile(act func()) Fault { return Fault{before: act} }

// WithFaults puts faults before a store. plan is asked once for each call, one call at a time: op is the operation and
// n counts its calls from 1.
func WithFaults(store storage.Bucket, plan func(op string, n int) Fault) storage.Bucket {
	return &faulty{store: store, plan: plan, calls: map[string]int{}}
}

type faulty struct {
	store storage.Bucket
	mu    sync.Mutex
	plan  func(op string, n int) Fault
	calls map[string]int
}

func (f *faulty) next(op string) Fault {
	f.mu.Lock()
	f.calls[op]++
	fault := f.plan(op, f.calls[op])
	f.mu.Unlock()
	if fault.before != nil {
		fault.before()
	}
	return fault
}

// call does a call under the next fault of op.
func call[T any](f *faulty, op string, do func() (T, error)) (T, error) {
	var nothing T
	fault := f.next(op)
	if fault.err != nil && !fault.late {
		return nothing, fault.err
	}
	answer, err := do()
	if fault.late {
		return nothing, fault.err
	}
	return answer, err
}

// Put implements storage.Store.
func (f *faulty) Put(ctx context.Context, v workflow.Version, content []byte, base storage.Base) (storage.Entry, error) {
	return call(f, OpPut, func() (storage.Entry, error) { return f.store.Put(ctx, v, content, base) })
}

type text struct {
	entry   storage.Entry
	content []byte
}

// Get implements storage.Store.
func (f *faulty) Get(ctx context.Context, ref workflow.Ref, id string) (storage.Entry, []byte, error) {
	got, err := call(f, OpGet, func() (got text, err error) {
		got.entry, got.content, err = f.store.Get(ctx, ref, id)
		return got, err
	})
	return got.entry, got.content, err
}

// Versions implements storage.Store.
func (f *faulty) Versions(ctx context.Context, ref workflow.Ref) iter.Seq2[storage.Entry, error] {
	return faultySequence(f, OpVersions, f.store.Versions(ctx, ref))
}

// Workflows implements storage.Store.
func (f *faulty) Workflows(ctx context.Context, company workflow.CompanyID) iter.Seq2[storage.Entry, error] {
	return faultySequence(f, OpWorkflows, f.store.Workflows(ctx, company))
}

// Head implements storage.Bucket.
func (f *faulty) Head(ctx context.Context, ref workflow.Ref) (storage.Entry, error) {
	return call(f, OpHead, func() (storage.Entry, error) { return f.store.Head(ctx, ref) })
}

// Discard implements storage.Bucket.
func (f *faulty) Discard(ctx context.Context, ref workflow.Ref, id string) error {
	_, err := call(f, OpDiscard, func() (struct{}, error) { return struct{}{}, f.store.Discard(ctx, ref, id) })
	return err
}

// PutSide implements storage.Sides.
func (f *faulty) PutSide(ctx context.Context, v workflow.Version, content []byte) (storage.Entry, error) {
	return call(f, OpPutSide, func() (storage.Entry, error) { return f.store.PutSide(ctx, v, content) })
}

// OpenSides implements storage.Sides.
func (f *faulty) OpenSides(ctx context.Context, company workflow.CompanyID) iter.Seq2[storage.Entry, error] {
	return faultySequence(f, OpOpenSides, f.store.OpenSides(ctx, company))
}

// GetSide implements storage.Sides.
func (f *faulty) GetSide(ctx context.Context, ref workflow.Ref, uid workflow.UID) (storage.Entry, []byte, error) {
	got, err := call(f, OpGetSide, func() (got text, err error) {
		got.entry, got.content, err = f.store.GetSide(ctx, ref, uid)
		return got, err
	})
	return got.entry, got.content, err
}

// CloseSide implements storage.Sides.
func (f *faulty) CloseSide(ctx context.Context, ref workflow.Ref, uid workflow.UID) error {
	_, err := call(f, OpCloseSide, func() (struct{}, error) { return struct{}{}, f.store.CloseSide(ctx, ref, uid) })
	return err
}

// Tags implements storage.Tags.
func (f *faulty) Tags(ctx context.Context, ref workflow.Ref, id string) ([]workflow.Tag, error) {
	return call(f, OpTags, func() ([]workflow.Tag, error) { return f.store.Tags(ctx, ref, id) })
}

// SetTags implements storage.Tags.
func (f *faulty) SetTags(ctx context.Context, ref workflow.Ref, id string, tags []workflow.Tag) error {
	_, err := call(f, OpSetTags, func() (struct{}, error) { return struct{}{}, f.store.SetTags(ctx, ref, id, tags) })
	return err
}

type document struct {
	content []byte
	etag    string
}

// Scenarios implements storage.Scenarios.
func (f *faulty) Scenarios(ctx context.Context, ref workflow.Ref) ([]byte, string, error) {
	got, err := call(f, OpScenarios, func() (got document, err error) {
		got.content, got.etag, err = f.store.Scenarios(ctx, ref)
		return got, err
	})
	return got.content, got.etag, err
}

// PutScenarios implements storage.Scenarios.
func (f *faulty) PutScenarios(ctx context.Context, ref workflow.Ref, content []byte, base string) (string, error) {
	return call(f, OpPutScenarios, func() (string, error) { return f.store.PutScenarios(ctx, ref, content, base) })
}

// Follow implements storage.Follower; a store that is none gives CodeNotSupported.
func (f *faulty) Follow(ctx context.Context, company workflow.CompanyID) iter.Seq2[workflow.Ref, error] {
	if following, ok := f.store.(storage.Follower); ok {
		return faultySequence(f, OpFollow, following.Follow(ctx, company))
	}
	return func(yield func(workflow.Ref, error) bool) {
		yield(workflow.Ref{}, &workflow.Error{
			Code:    workflow.CodeNotSupported,
			Message: "This bucket does not say when something changes.",
			Hint:    "Sync now and then.",
		})
	}
}

func faultySequence[T any](f *faulty, op string, inner iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var nothing T
		fault := f.next(op)
		given := 0
		if fault.err != nil && fault.after == 0 {
			yield(nothing, fault.err)
			return
		}
		for element, err := range inner {
			if !yield(element, err) {
				return
			}
			if given++; fault.err != nil && given == fault.after {
				break
			}
		}
		if fault.err != nil {
			yield(nothing, fault.err)
		}
	}
}
