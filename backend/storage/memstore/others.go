package memstore

import (
	"maps"
	"slices"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// What follows is done to a bucket by others than the program; no condition is asked for.

// Upload writes a text on top, as a tool that knows nothing of versions does: nothing is known of it but the text.
func (s *Store) Upload(ref workflow.Ref, content []byte) storage.Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	entry := s.add(workflow.Version{Ref: ref}, content)
	entry.ContentSHA256 = ""
	history := s.versions[ref]
	history[len(history)-1].entry.ContentSHA256 = ""
	return entry
}

// Delete puts a delete marker on top, whatever is there.
func (s *Store) Delete(ref workflow.Ref) storage.Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.add(workflow.Version{Ref: ref, Deleted: true}, nil)
}

// Purge removes versions for good, as an administrator does, or a lifecycle rule when they have expired.
func (s *Store) Purge(ref workflow.Ref, ids ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	kept := slices.DeleteFunc(slices.Clone(s.versions[ref]), func(o object) bool { return slices.Contains(ids, o.entry.ID) })
	if len(kept) == len(s.versions[ref]) {
		return
	}
	for _, id := range ids {
		delete(s.tags, versionName{ref, id})
	}
	s.versions[ref] = kept
	if len(kept) == 0 {
		delete(s.versions, ref)
	}
	s.changed(ref)
}

// GoBack removes what is newer than a version for good, as somebody does who wants that version back.
func (s *Store) GoBack(ref workflow.Ref, id string) {
	var newer []string
	s.mu.Lock()
	for _, o := range s.versions[ref][s.find(ref, id)+1:] {
		newer = append(newer, o.entry.ID)
	}
	s.mu.Unlock()
	s.Purge(ref, newer...)
}

// Copy gives a bucket with all that this one has, as a backup does. Writes to one do not show in the other; both go on
// counting from the same number.
func (s *Store) Copy() *Store {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := New()
	c.writes, c.suspended, c.tags, c.scenarios = s.writes, s.suspended, maps.Clone(s.tags), maps.Clone(s.scenarios)
	for ref, history := range s.versions {
		c.versions[ref] = slices.Clone(history)
	}
	for name, kept := range s.sides {
		twin := *kept
		c.sides[name] = &twin
	}
	return c
}

// RemoveScenarios removes the scenarios of a workflow, as a tool may.
func (s *Store) RemoveScenarios(ref workflow.Ref) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.scenarios, ref)
	s.changed(ref)
}

// Suspend turns versioning off, and on again with false. While it is off a write leaves a version called "null", which the
// next one replaces, and Put says so.
func (s *Store) Suspend(off bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.suspended = off
}
