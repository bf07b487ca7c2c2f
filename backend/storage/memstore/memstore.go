// Package memstore is a bucket in memory, for tests: its clock and ids are known in advance, and a test can act in it as
// other people and tools do.
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
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Store is a storage.Bucket and storage.Follower in memory. Like a bucket it compares ETags, which are hashes of the text: a
// base whose text has come back is not stale.
type Store struct {
	mu        sync.Mutex
	writes    int
	suspended bool
	versions  map[workflow.Ref][]object // oldest first
	sides     map[sideName]*side
	tags      map[versionName][]workflow.Tag
	scenarios map[workflow.Ref][]byte
	followers map[*follower]bool
}

type object struct {
	entry   storage.Entry
	content []byte
}

type versionName struct {
	ref workflow.Ref
	id  string
}

// begin is when the first version is written; each further one comes a second later.
var begin = time.Date(2026, time.January, 2, 3, 4, 5, 0, time.UTC)

// New makes an empty store. Two stores that are given the same writes answer the same: the n-th write of a store has
// the id "mem-n" and is n seconds after a fixed time.
func New() *Store {
	return &Store{
		versions:  map[workflow.Ref][]object{},
		sides:     map[sideName]*side{},
		tags:      map[versionName][]workflow.Tag{},
		scenarios: map[workflow.Ref][]byte{},
		followers: map[*follower]bool{},
	}
}

// Put implements storage.Store.
func (s *Store) Put(ctx context.Context, v workflow.Version, content []byte, base storage.Base) (storage.Entry, error) {
	if err := ended(ctx); err != nil {
		return storage.Entry{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	latest, exists := s.latest(v.Ref)
	switch {
	case v.Deleted && base == (storage.Base{}) && !exists:
		return storage.Entry{}, notFound(v.Ref)
	case !fits(base, latest, v.Deleted):
		return storage.Entry{}, &workflow.Error{
			Code:    workflow.CodeStaleParent,
			Message: "Somebody saved another version in the meantime.",
			Hint:    "Look at the latest version, then save again.",
		}
	}
	entry := s.add(v, content)
	if s.suspended {
		return storage.Entry{}, &workflow.Error{
			Code:    workflow.CodeVersioningSuspended,
			Message: "Versioning of the bucket is suspended: a save would overwrite what is there.",
			Hint:    "Enable versioning in the storage settings. Nothing stored is changed.",
		}
	}
	return entry, nil
}

// fits reports whether base names latest, as a bucket compares: by etag, but a deletion and what goes on top of one by id. The
// zero Base fits what is deleted.
func fits(base storage.Base, latest storage.Entry, deletion bool) bool {
	switch {
	case base == storage.Base{}:
		return !deletion && latest.ETag == ""
	case (deletion || base.ETag == "") && base.ID != "" && base.ID != latest.ID:
		return false
	}
	return base.ETag == latest.ETag
}

// latest gives the newest version of a workflow; false when there is none or it is deleted.
func (s *Store) latest(ref workflow.Ref) (storage.Entry, bool) {
	history := s.versions[ref]
	if len(history) == 0 {
		return storage.Entry{}, false
	}
	entry := history[len(history)-1].entry
	entry.IsLatest = true
	return entry, !entry.DeleteMarker
}

// nullVersion is S3's name for the version that is written while versioning is suspended; the next one replaces it.
const nullVersion = "null"

// add writes a version on top, whatever is there.
func (s *Store) add(v workflow.Version, content []byte) storage.Entry {
	entry := s.stamp(v, content)
	kept := s.versions[v.Ref]
	if s.suspended {
		entry.ID = nullVersion
		kept = slices.DeleteFunc(slices.Clone(kept), func(o object) bool { return o.entry.ID == nullVersion })
	}
	stored := entry
	if v.Deleted { // S3 keeps nothing with a marker
		stored.Version = workflow.Version{Ref: v.Ref, Deleted: true}
	}
	s.versions[v.Ref] = append(kept, object{stored, bytes.Clone(content)})
	s.changed(v.Ref)
	entry.IsLatest = true
	return entry
}

// stamp gives what is written next its id and time.
func (s *Store) stamp(v workflow.Version, content []byte) storage.Entry {
	s.writes++
	entry := storage.Entry{
		ID:           fmt.Sprintf("mem-%d", s.writes),
		LastModified: begin.Add(time.Duration(s.writes) * time.Second),
		DeleteMarker: v.Deleted,
	}
	v.Size, v.ContentSHA256 = 0, ""
	if !v.Deleted {
		v.Size, v.ContentSHA256 = int64(len(content)), workflow.SHA256(content)
		entry.ETag = v.ContentSHA256
	}
	entry.Version = v
	return entry
}

// Get implements storage.Store.
func (s *Store) Get(ctx context.Context, ref workflow.Ref, id string) (storage.Entry, []byte, error) {
	if err := ended(ctx); err != nil {
		return storage.Entry{}, nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if id == "" {
		latest, exists := s.latest(ref)
		if !exists {
			return storage.Entry{}, nil, notFound(ref)
		}
		id = latest.ID
	}
	at := s.find(ref, id)
	if at < 0 || s.versions[ref][at].entry.DeleteMarker {
		return storage.Entry{}, nil, versionNotFound(ref)
	}
	found := s.versions[ref][at]
	found.entry.IsLatest = at == len(s.versions[ref])-1
	return found.entry, bytes.Clone(found.content), nil
}

// find gives the place of a version in its history; -1 when it is not there.
func (s *Store) find(ref workflow.Ref, id string) int {
	return slices.IndexFunc(s.versions[ref], func(o object) bool { return o.entry.ID == id })
}

// Head implements storage.Bucket.
func (s *Store) Head(ctx context.Context, ref workflow.Ref) (storage.Entry, error) {
	if err := ended(ctx); err != nil {
		return storage.Entry{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	latest, exists := s.latest(ref)
	if !exists && !latest.DeleteMarker {
		return storage.Entry{}, notFound(ref)
	}
	return latest, nil
}

// Discard implements storage.Bucket.
func (s *Store) Discard(ctx context.Context, ref workflow.Ref, id string) error {
	if err := ended(ctx); err != nil {
		return err
	}
	s.Purge(ref, id)
	return nil
}

// Versions implements storage.Store.
func (s *Store) Versions(ctx context.Context, ref workflow.Ref) iter.Seq2[storage.Entry, error] {
	return sequence(ctx, func() []storage.Entry {
		var all []storage.Entry
		for i, o := range slices.Backward(s.versions[ref]) {
			entry := o.entry
			entry.IsLatest = i == len(s.versions[ref])-1
			if !entry.DeleteMarker {
				entry.Tags = append([]workflow.Tag{}, s.tags[versionName{ref, entry.ID}]...)
			}
			all = append(all, entry)
		}
		return all
	}, &s.mu)
}

// Workflows implements storage.Store.
func (s *Store) Workflows(ctx context.Context, company workflow.CompanyID) iter.Seq2[storage.Entry, error] {
	return sequence(ctx, func() []storage.Entry {
		var all []storage.Entry
		for ref := range s.versions {
			entry, exists := s.latest(ref)
			if ref.Company != company || !exists {
				continue
			}
			entry.Version = workflow.Version{Ref: ref, Size: entry.Size}
			entry.Scenarios = etagOf(s.scenarios[ref])
			all = append(all, entry)
		}
		slices.SortFunc(all, func(a, b storage.Entry) int { return strings.Compare(a.Ref.Key(), b.Ref.Key()) })
		return all
	}, &s.mu)
}

// sequence gives the entries that there are when the reading begins.
func sequence(ctx context.Context, entries func() []storage.Entry, mu *sync.Mutex) iter.Seq2[storage.Entry, error] {
	return func(yield func(storage.Entry, error) bool) {
		mu.Lock()
		all := entries()
		mu.Unlock()
		for _, entry := range all {
			if ctx.Err() != nil {
				break
			}
			if !yield(entry, nil) {
				return
			}
		}
		if err := ended(ctx); err != nil {
			yield(storage.Entry{}, err)
		}
	}
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

func notFound(ref workflow.Ref) error {
	return &workflow.Error{
		Code:    workflow.CodeWorkflowNotFound,
		Message: words.F("There is no workflow %d.", ref.ID),
		Hint:    "Look at the list of workflows.",
	}
}

func versionNotFound(ref workflow.Ref) error {
	return &workflow.Error{
		Code:    workflow.CodeVersionNotFound,
		Message: words.F("Workflow %d has no such version.", ref.ID),
		Hint:    "Look at the list of its versions.",
	}
}
