package memstore_test

import (
	"context"
	"testing"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/memstore"
	"workflow-designer/backend/storage/storagetest"
	"workflow-designer/backend/workflow"
)

func put(t *testing.T, s storage.Store, ref workflow.Ref, text string, base storage.Base) storage.Entry {
	t.Helper()
	entry, err := s.Put(t.Context(), storagetest.NewVersion(ref, ""), []byte(text), base)
	if err != nil {
		t.Fatal(err)
	}
	return entry
}

// wantIDs asserts which versions there are, newest first.
func wantIDs(t *testing.T, s storage.Store, ref workflow.Ref, want ...string) {
	t.Helper()
	var got []string
	for entry, err := range s.Versions(t.Context(), ref) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, entry.ID)
	}
	if len(got) != len(want) {
		t.Fatalf("the versions are %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("the versions are %v, want %v", got, want)
		}
	}
}

func TestOtherToolsActWithoutConditions(t *testing.T) {
	s, ref := memstore.New(), storagetest.NewRef()
	first := put(t, s, ref, "a: 1\n", storage.Base{})

	uploaded := s.Upload(ref, []byte("a: foreign\n"))
	deleted := s.Delete(ref)

	wantIDs(t, s, ref, deleted.ID, uploaded.ID, first.ID)
	entry, text, err := s.Get(t.Context(), ref, uploaded.ID)
	if err != nil || string(text) != "a: foreign\n" || entry.UID != "" || entry.ContentSHA256 != "" || entry.Size != 11 {
		t.Errorf("the uploaded version is %+v %q %v", entry, text, err)
	}
	if latest, err := s.Head(t.Context(), ref); err != nil || !latest.DeleteMarker || latest.ID != deleted.ID {
		t.Errorf("the latest is %+v %v, want the deletion", latest, err)
	}
}

func TestVersionsAreRemovedForGood(t *testing.T) {
	s, ref := memstore.New(), storagetest.NewRef()
	first := put(t, s, ref, "a: 1\n", storage.Base{})
	second := put(t, s, ref, "a: 2\n", first.Base())
	third := put(t, s, ref, "a: 3\n", second.Base())
	backup := s.Copy()

	s.Purge(ref, second.ID)
	wantIDs(t, s, ref, third.ID, first.ID)
	s.GoBack(ref, first.ID)
	wantIDs(t, s, ref, first.ID)
	s.Purge(ref, first.ID)
	if _, err := s.Head(t.Context(), ref); workflow.CodeOf(err) != workflow.CodeWorkflowNotFound {
		t.Errorf("after the last version was removed Head gives %v", err)
	}
	wantIDs(t, backup, ref, third.ID, second.ID, first.ID)
}

func TestSuspendedVersioningLeavesOneNullVersion(t *testing.T) {
	s, ref := memstore.New(), storagetest.NewRef()
	first := put(t, s, ref, "a: 1\n", storage.Base{})
	s.Suspend(true)

	_, err := s.Put(t.Context(), storagetest.NewVersion(ref, ""), []byte("a: 2\n"), first.Base())

	if workflow.CodeOf(err) != workflow.CodeVersioningSuspended {
		t.Errorf("Put gives %v", err)
	}
	wantIDs(t, s, ref, "null", first.ID)
	s.Suspend(false)
	null, err := s.Head(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	third := put(t, s, ref, "a: 3\n", null.Base())
	if err := s.Discard(t.Context(), ref, null.ID); err != nil {
		t.Fatal(err)
	}
	wantIDs(t, s, ref, third.ID, first.ID)
}

func TestFollowersAreToldOfEveryChange(t *testing.T) {
	s, ref, elsewhere := memstore.New(), storagetest.NewRef(), storagetest.NewRef()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var hints int
	steps := []func(){
		func() { s.Upload(elsewhere, []byte("a: 1\n")); s.Upload(ref, []byte("a: 1\n")) },
		func() { s.Delete(ref) },
		func() { _, _ = s.PutSide(ctx, storagetest.NewVersion(ref, ""), []byte("a: 1\n")) },
		s.Disconnect,
	}

	for got, err := range s.Follow(ctx, ref.Company) {
		if err != nil {
			if workflow.CodeOf(err) != workflow.CodeBucketUnreachable || hints != len(steps) {
				t.Errorf("after %d hints: %v", hints, err)
			}
			break
		}
		if want := map[bool]workflow.Ref{true: {}, false: ref}[hints == 0]; got != want {
			t.Errorf("hint %d is %v, want %v", hints, got, want)
		}
		steps[hints]()
		hints++
	}

	for got, err := range s.Follow(ctx, ref.Company) {
		if err != nil && workflow.CodeOf(err) != workflow.CodeCancelled {
			t.Errorf("it ends with %v %v", got, err)
		}
		cancel()
	}
}
