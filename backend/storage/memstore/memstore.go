// Package memstore is a store in memory, for tests: it behaves like a bucket whose clock and ids are known in advance.
package memstore

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"time"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// Store is a storage.Store in memory. Like a bucket it compares ETags, which are hashes of the text: a base whose
// text has come back is not stale.
type Store struct {
	mu       sync.Mutex
	writes   int
	versions map[workflow.Ref][]object // oldest first
}

type object struct {
	entry   storage.Entry
	content []byte
}

// begin is when the first version is written; each further one comes a second later.
var begin = time.Date(2026, time.January, 2, 3, 4, 5, 0, time.UTC)

// New makes an empty store. Two stores that are given the same writes answer the same: the n-th write of a store has
// the id "mem-n" and is n seconds after a fixed time.
func New() *Store {
	return &Store{versions: map[workflow.Ref][]object{}}
}

// Put implements storage.Store.
func (s *Store) Put(ctx context.Context, v workflow.Version, content []byte, base storage.Base) (storage.Entry, error) {
	if err := ended(ctx); err != nil {
		return storage.Entry{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()

	var latest storage.Base
	history := s.versions[v.Ref]
	if len(history) > 0 {
		latest = history[len(history)-1].entry.Base()
	}
	if base.ETag != latest.ETag {
		return storage.Entry{}, &workflow.Error{
			Code:    workflow.CodeStaleParent,
			Message: "Somebody saved another version in the meantime.",
			Hint:    "Look at the latest version, then save again.",
		}
	}

	s.writes++
	v.Number, v.Size, v.ContentSHA256 = 0, int64(len(content)), workflow.SHA256(content)
	entry := storage.Entry{
		Version:      v,
		ID:           fmt.Sprintf("mem-%d", s.writes),
		ETag:         v.ContentSHA256,
		LastModified: begin.Add(time.Duration(s.writes) * time.Second),
	}
	s.versions[v.Ref] = append(history, object{entry, bytes.Clone(content)})
	entry.IsLatest = true
	return entry, nil
}

// Get implements storage.Store.
func (s *Store) Get(ctx context.Context, ref workflow.Ref, id string) (storage.Entry, []byte, error) {
	if err := ended(ctx); err != nil {
		return storage.Entry{}, nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()

	history := s.versions[ref]
	if len(history) == 0 {
		return storage.Entry{}, nil, &workflow.Error{
			Code:    workflow.CodeWorkflowNotFound,
			Message: fmt.Sprintf("There is no workflow %d.", ref.ID),
			Hint:    "Look at the list of workflows.",
		}
	}
	for i, object := range slices.Backward(history) {
		if id == "" || object.entry.ID == id {
			entry := object.entry
			entry.IsLatest = i == len(history)-1
			return entry, bytes.Clone(object.content), nil
		}
	}
	return storage.Entry{}, nil, &workflow.Error{
		Code:    workflow.CodeVersionNotFound,
		Message: fmt.Sprintf("Workflow %d has no such version.", ref.ID),
		Hint:    "Look at the list of its versions.",
	}
}

// Versions implements storage.Store.
func (s *Store) Versions(ctx context.Context, ref workflow.Ref) iter.Seq2[storage.Entry, error] {
	return func(yield func(storage.Entry, error) bool) {
		s.mu.Lock()
		history := slices.Clone(s.versions[ref])
		s.mu.Unlock()
		if err := ended(ctx); err != nil {
			yield(storage.Entry{}, err)
			return
		}
		for i, object := range slices.Backward(history) {
			if err := ended(ctx); err != nil {
				yield(storage.Entry{}, err)
				return
			}
			object.entry.IsLatest = i == len(history)-1
			if !yield(object.entry, nil) {
				return
			}
		}
	}
}

// Workflows implements storage.Store.
func (s *Store) Workflows(ctx context.Context, company workflow.CompanyID) iter.Seq2[storage.Entry, error] {
	return func(yield func(storage.Entry, error) bool) {
		if err := ended(ctx); err != nil {
			yield(storage.Entry{}, err)
			return
		}
		for _, entry := range s.latest(company) {
			if err := ended(ctx); err != nil {
				yield(storage.Entry{}, err)
				return
			}
			if !yield(entry, nil) {
				return
			}
		}
	}
}

func (s *Store) latest(company workflow.CompanyID) []storage.Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []storage.Entry
	for ref, history := range s.versions {
		if ref.Company != company {
			continue
		}
		entry := history[len(history)-1].entry
		entry.Version = workflow.Version{Ref: ref, Size: entry.Size}
		entry.IsLatest = true
		all = append(all, entry)
	}
	slices.SortFunc(all, func(a, b storage.Entry) int { return strings.Compare(a.Ref.Key(), b.Ref.Key()) })
	return all
}

func ended(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return &workflow.Error{
			Code:    workflow.CodeCancelled,
			Message: "The operation was cancelled.",
			Hint:    "Start it again when you want it done.",
			Err:     err,
		}
	}
	return nil
}
