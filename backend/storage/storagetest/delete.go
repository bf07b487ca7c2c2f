package storagetest

import (
	"testing"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// remove deletes a workflow on base and fails the test when it cannot.
func remove(t *testing.T, s storage.Store, ref workflow.Ref, base storage.Entry) storage.Entry {
	t.Helper()
	v := NewVersion(ref, base.UID)
	v.Deleted = true
	entry, err := s.Put(t.Context(), v, nil, base.Base())
	if err != nil {
		t.Fatalf("Put of a deletion: %v", err)
	}
	return entry
}

func deletes(t *testing.T, s storage.Store) {
	ref, other := NewRef(), NewRef()
	other.Company = ref.Company
	first := put(t, s, ref, "a: 1\n", none)
	second := put(t, s, ref, "a: 2\n", first)
	put(t, s, other, "a: other\n", none)

	marker := remove(t, s, ref, second)

	wantDeletion(t, "Put", marker, true)
	wantDeleted(t, s, ref)
	if all := workflows(t, s, ref.Company); len(all) != 1 || all[0].Ref != other {
		t.Errorf("Workflows gives %v, want %v alone", all, other)
	}
	all := versions(t, s, ref)
	if len(all) != 3 || all[0].ID != marker.ID || all[1].ID != second.ID || all[2].ID != first.ID {
		t.Fatalf("the versions are %+v, want the deletion on top of two", all)
	}
	wantDeletion(t, "Versions", all[0], true)
	if all[1].IsLatest || all[1].DeleteMarker || all[1].Deleted {
		t.Errorf("the version below the deletion is %+v", all[1])
	}
	_, text, err := s.Get(t.Context(), ref, marker.ID)
	wantCode(t, err, workflow.CodeVersionNotFound)
	if text != nil {
		t.Errorf("the deletion has the text %q", text)
	}
	if entry, text := get(t, s, ref, second.ID); text != "a: 2\n" || entry.IsLatest {
		t.Errorf("the version below the deletion is %q, marked latest: %v", text, entry.IsLatest)
	}
}

// wantDeletion asserts on the entry of a deletion.
func wantDeletion(t *testing.T, from string, got storage.Entry, latest bool) {
	t.Helper()
	if !got.DeleteMarker || !got.Deleted || got.IsLatest != latest || got.ID == "" {
		t.Errorf("%s: the deletion is %+v, want it marked, with an id, latest: %v", from, got, latest)
	}
	if got.Size != 0 || got.ContentSHA256 != "" {
		t.Errorf("%s: a deletion has no text, but size %d and hash %q", from, got.Size, got.ContentSHA256)
	}
	if got.LastModified.IsZero() {
		t.Errorf("%s: the deletion has no LastModified", from)
	}
}

func wantDeleted(t *testing.T, s storage.Store, ref workflow.Ref) {
	t.Helper()
	_, _, err := s.Get(t.Context(), ref, "")
	wantCode(t, err, workflow.CodeWorkflowNotFound)
}

func deletesOnEveryBase(t *testing.T, s storage.Store) {
	bases := map[string]func(saved storage.Entry) storage.Entry{
		"Put":       func(saved storage.Entry) storage.Entry { return saved },
		"Get":       func(saved storage.Entry) storage.Entry { entry, _ := get(t, s, saved.Ref, ""); return entry },
		"Versions":  func(saved storage.Entry) storage.Entry { return versions(t, s, saved.Ref)[0] },
		"Workflows": func(saved storage.Entry) storage.Entry { return workflows(t, s, saved.Ref.Company)[0] },
	}
	for name, base := range bases {
		t.Run(name, func(t *testing.T) {
			saved := put(t, s, NewRef(), "a: 1\n", none)

			remove(t, s, saved.Ref, base(saved))

			wantDeleted(t, s, saved.Ref)
		})
	}
}

func refusesStaleDeletion(t *testing.T, s storage.Store) {
	ref := NewRef()
	first := put(t, s, ref, "a: 1\n", none)
	second := put(t, s, ref, "a: 2\n", first)
	v := NewVersion(ref, first.UID)
	v.Deleted = true

	_, stale := s.Put(t.Context(), v, nil, first.Base())
	_, zero := s.Put(t.Context(), v, nil, storage.Base{})
	_, ended := s.Put(cancelled(), v, nil, second.Base())

	wantCode(t, stale, workflow.CodeStaleParent)
	wantCode(t, zero, workflow.CodeStaleParent)
	wantCode(t, ended, workflow.CodeCancelled)
	wantOnly(t, s, ref, "a: 2\n", second, first)
	unknown := NewVersion(NewRef(), first.UID)
	unknown.Deleted = true
	_, err := s.Put(t.Context(), unknown, nil, first.Base())
	wantCode(t, err, workflow.CodeStaleParent)
	if all := versions(t, s, unknown.Ref); len(all) != 0 {
		t.Errorf("a refused deletion left %d versions", len(all))
	}
}

func refusesBaseBelowDeletion(t *testing.T, s storage.Store) {
	ref := NewRef()
	first := put(t, s, ref, "a: 1\n", none)
	remove(t, s, ref, first)

	_, err := s.Put(t.Context(), NewVersion(ref, first.UID), []byte("a: 2\n"), first.Base())

	wantCode(t, err, workflow.CodeStaleParent)
	wantDeleted(t, s, ref)
	if all := versions(t, s, ref); len(all) != 2 {
		t.Errorf("there are %d versions, want two", len(all))
	}
}

func bringsBack(t *testing.T, s storage.Store) {
	ref := NewRef()
	first := put(t, s, ref, "a: 1\n", none)
	remove(t, s, ref, first)

	// The same text: only the deletion between them tells the versions apart.
	back := put(t, s, ref, "a: 1\n", versions(t, s, ref)[0])

	entry, text := get(t, s, ref, "")
	if text != "a: 1\n" || entry.ID != back.ID || !back.IsLatest || back.DeleteMarker || back.Deleted {
		t.Errorf("the latest is %+v %q, want what was put: %+v", entry, text, back)
	}
	if all := workflows(t, s, ref.Company); len(all) != 1 || all[0].Ref != ref {
		t.Errorf("Workflows gives %v, want %v", all, ref)
	}
	all := versions(t, s, ref)
	if all[0].ID != back.ID || all[len(all)-1].ID != first.ID {
		t.Errorf("the versions are %+v, want %s on top and %s at the bottom", all, back.ID, first.ID)
	}
}

func refusesStaleMarker(t *testing.T, s storage.Store) {
	ref := NewRef()
	marker := remove(t, s, ref, put(t, s, ref, "a: 1\n", none))
	back := put(t, s, ref, "a: 2\n", marker)

	_, onLive := s.Put(t.Context(), NewVersion(ref, ""), []byte("a: 3\n"), marker.Base())
	remove(t, s, ref, back)
	_, onDeleted := s.Put(t.Context(), NewVersion(ref, ""), []byte("a: 3\n"), marker.Base())

	wantCode(t, onLive, workflow.CodeStaleParent)
	wantCode(t, onDeleted, workflow.CodeStaleParent)
	wantDeleted(t, s, ref)
}

func oneWinnerWithDeletions(t *testing.T, s storage.Store) {
	ref := NewRef()
	base := put(t, s, ref, "a: base\n", none)

	winner := compete(t, s, ref, base, func(i int) bool { return i%2 == 0 })

	all := versions(t, s, ref)
	if len(all) != 2 || all[0].ID != winner.ID || all[0].DeleteMarker != winner.DeleteMarker || all[1].ID != base.ID {
		t.Errorf("the versions are %+v, want the winner %s on top of the base", all, winner.ID)
	}
}

func oneWinnerOnMarker(t *testing.T, s storage.Store) {
	ref := NewRef()
	marker := remove(t, s, ref, put(t, s, ref, "a: 1\n", none))

	winner := race(t, s, ref, marker)

	if entry, _ := get(t, s, ref, ""); entry.ID != winner.ID {
		t.Errorf("the latest is %s, want the winner %s", entry.ID, winner.ID)
	}
}
