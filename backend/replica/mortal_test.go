package replica_test

import (
	"context"
	"errors"
	"iter"
	"math/rand/v2"

	"workflow-designer/backend/catalog"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// mortal is a bucket as a program sees it that will be killed: before it asks the bucket for something, after the bucket has
// done it and before that is written down, or between the journal and the index.
type mortal struct {
	storage.Bucket
	index *catalog.Catalog
	left  int // calls until it is killed; 0 is never
	way   int
	dead  bool
}

// errDead is what every call of a dead program meets.
var errDead = errors.New("the program was killed")

// The ways to be killed.
const (
	beforeTheCall = iota
	afterTheCall
	beforeTheIndex
	ways
)

func (m *mortal) arm(random *rand.Rand) { m.left, m.way = 1+random.IntN(8), random.IntN(ways) }

// call does one call of the bucket, if it comes to that.
func call[A any](m *mortal, do func() (A, error)) (A, error) {
	var none A
	if m.dead {
		return none, errDead
	}
	last := m.left == 1
	if m.left > 0 {
		m.left--
	}
	if last && m.way == beforeTheCall {
		m.die()
		return none, errDead
	}
	answer, err := do()
	switch {
	case last && m.way == afterTheCall:
		m.die()
		return none, errDead
	case last && m.way == beforeTheIndex:
		m.die() // the index is gone, the files are not
	}
	return answer, err
}

func (m *mortal) die() {
	m.dead = true
	_ = m.index.Close()
}

// Put implements storage.Store.
func (m *mortal) Put(ctx context.Context, v workflow.Version, content []byte, base storage.Base) (storage.Entry, error) {
	return call(m, func() (storage.Entry, error) { return m.Bucket.Put(ctx, v, content, base) })
}

type entryText struct {
	entry storage.Entry
	text  []byte
}

// Get implements storage.Store.
func (m *mortal) Get(ctx context.Context, ref workflow.Ref, id string) (storage.Entry, []byte, error) {
	got, err := call(m, func() (entryText, error) {
		e, text, err := m.Bucket.Get(ctx, ref, id)
		return entryText{e, text}, err
	})
	return got.entry, got.text, err
}

// Head implements storage.Bucket.
func (m *mortal) Head(ctx context.Context, ref workflow.Ref) (storage.Entry, error) {
	return call(m, func() (storage.Entry, error) { return m.Bucket.Head(ctx, ref) })
}

// PutSide implements storage.Sides.
func (m *mortal) PutSide(ctx context.Context, v workflow.Version, content []byte) (storage.Entry, error) {
	return call(m, func() (storage.Entry, error) { return m.Bucket.PutSide(ctx, v, content) })
}

// GetSide implements storage.Sides.
func (m *mortal) GetSide(ctx context.Context, ref workflow.Ref, uid workflow.UID) (storage.Entry, []byte, error) {
	got, err := call(m, func() (entryText, error) {
		e, text, err := m.Bucket.GetSide(ctx, ref, uid)
		return entryText{e, text}, err
	})
	return got.entry, got.text, err
}

// CloseSide implements storage.Sides.
func (m *mortal) CloseSide(ctx context.Context, ref workflow.Ref, uid workflow.UID) error {
	_, err := call(m, func() (struct{}, error) { return struct{}{}, m.Bucket.CloseSide(ctx, ref, uid) })
	return err
}

// Tags implements storage.Tags.
func (m *mortal) Tags(ctx context.Context, ref workflow.Ref, id string) ([]workflow.Tag, error) {
	return call(m, func() ([]workflow.Tag, error) { return m.Bucket.Tags(ctx, ref, id) })
}

// SetTags implements storage.Tags.
func (m *mortal) SetTags(ctx context.Context, ref workflow.Ref, id string, tags []workflow.Tag) error {
	_, err := call(m, func() (struct{}, error) { return struct{}{}, m.Bucket.SetTags(ctx, ref, id, tags) })
	return err
}

// Scenarios implements storage.Scenarios.
func (m *mortal) Scenarios(ctx context.Context, ref workflow.Ref) ([]byte, string, error) {
	type document struct {
		text []byte
		etag string
	}
	got, err := call(m, func() (document, error) {
		text, etag, err := m.Bucket.Scenarios(ctx, ref)
		return document{text, etag}, err
	})
	return got.text, got.etag, err
}

// PutScenarios implements storage.Scenarios.
func (m *mortal) PutScenarios(ctx context.Context, ref workflow.Ref, content []byte, base string) (string, error) {
	return call(m, func() (string, error) { return m.Bucket.PutScenarios(ctx, ref, content, base) })
}

// Versions implements storage.Store.
func (m *mortal) Versions(ctx context.Context, ref workflow.Ref) iter.Seq2[storage.Entry, error] {
	return m.sequence(m.Bucket.Versions(ctx, ref))
}

// Workflows implements storage.Store.
func (m *mortal) Workflows(ctx context.Context, company workflow.CompanyID) iter.Seq2[storage.Entry, error] {
	return m.sequence(m.Bucket.Workflows(ctx, company))
}

// OpenSides implements storage.Sides.
func (m *mortal) OpenSides(ctx context.Context, company workflow.CompanyID) iter.Seq2[storage.Entry, error] {
	return m.sequence(m.Bucket.OpenSides(ctx, company))
}

func (m *mortal) sequence(inner iter.Seq2[storage.Entry, error]) iter.Seq2[storage.Entry, error] {
	return func(yield func(storage.Entry, error) bool) {
		if m.dead {
			yield(storage.Entry{}, errDead)
			return
		}
		inner(yield)
	}
}
