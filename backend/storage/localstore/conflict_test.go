package localstore_test

import (
	"strings"
	"testing"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/workflow"
)

func openConflict(t *testing.T, s *localstore.Store, mine, theirs workflow.UID) workflow.JournalSpan {
	t.Helper()
	span, err := s.OpenConflict(t.Context(), ref, workflow.Conflict{Mine: mine, Theirs: theirs})
	if err != nil {
		t.Fatal(err)
	}
	return span
}

func wantConflict(t *testing.T, s *localstore.Store, want *workflow.Conflict) {
	t.Helper()
	got := history(t, s).Conflict
	if (got == nil) != (want == nil) || got != nil && *got != *want {
		t.Errorf("the conflict is %+v, want %+v", got, want)
	}
}

func TestConflictWaitsUntilAVersionHasTheirs(t *testing.T) {
	tests := map[string]struct {
		next func(t *testing.T, s *localstore.Store, mine storage.Entry, theirs localstore.Learned)
		open bool
	}{
		"a version on top of theirs": {func(t *testing.T, s *localstore.Store, mine storage.Entry, theirs localstore.Learned) {
			putOn(t, s, mine, theirs.Version.UID, "")
		}, false},
		"a version that brings theirs in": {func(t *testing.T, s *localstore.Store, mine storage.Entry, theirs localstore.Learned) {
			putOn(t, s, mine, mine.UID, theirs.Version.UID)
		}, false},
		"theirs itself": {func(t *testing.T, s *localstore.Store, mine storage.Entry, theirs localstore.Learned) {
			learn(t, s, mine.UID, theirs)
		}, false},
		"one that a bucket has, on top of theirs": {func(t *testing.T, s *localstore.Store, mine storage.Entry, theirs localstore.Learned) {
			learn(t, s, mine.UID, learned(ref, "a: merged\n", theirs.Version.UID))
		}, false},
		"another version of mine": {func(t *testing.T, s *localstore.Store, mine storage.Entry, _ localstore.Learned) {
			putOn(t, s, mine, mine.UID, "")
		}, true},
		"one beside, on top of theirs": {func(t *testing.T, s *localstore.Store, mine storage.Entry, theirs localstore.Learned) {
			learn(t, s, mine.UID, learnedChange(learned(ref, "a: later\n", theirs.Version.UID)).beside(""))
		}, true},
		"closing it": {func(t *testing.T, s *localstore.Store, _ storage.Entry, _ localstore.Learned) {
			if _, err := s.CloseConflict(t.Context(), ref); err != nil {
				t.Fatal(err)
			}
		}, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			s := open(t, root)
			base := save(t, s, ref, "a: base\n", storage.Entry{})
			mine := save(t, s, ref, "a: mine\n", base)
			theirs := learned(ref, "a: theirs\n", base.UID)
			learn(t, s, mine.UID, learnedChange(theirs).beside(""))
			wantConflict(t, s, nil)

			openConflict(t, s, mine.UID, theirs.Version.UID)
			waits := &workflow.Conflict{Mine: mine.UID, Theirs: theirs.Version.UID}
			wantConflict(t, open(t, root), waits)
			test.next(t, s, mine, theirs)

			if !test.open {
				waits = nil
			}
			wantConflict(t, s, waits)
			wantSound(t, s)
		})
	}
}

// putOn saves a version on the latest, with other parents.
func putOn(t *testing.T, s *localstore.Store, latest storage.Entry, parent, merged workflow.UID) {
	t.Helper()
	v := newVersion(ref, parent)
	v.MergedUID = merged
	if _, err := s.Put(t.Context(), v, []byte("a: next\n"), latest.Base()); err != nil {
		t.Fatal(err)
	}
}

func TestConflictIsReplacedByALaterOne(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	mine := save(t, s, ref, "a: mine\n", storage.Entry{})
	one, two := learned(ref, "a: 1\n", ""), learned(ref, "a: 2\n", "")
	learn(t, s, mine.UID, learnedChange(one).beside(""), learnedChange(two).beside(""))
	openConflict(t, s, mine.UID, one.Version.UID)
	size := history(t, s).Size

	again := openConflict(t, s, mine.UID, one.Version.UID)
	openConflict(t, s, mine.UID, two.Version.UID)

	if again != (workflow.JournalSpan{From: size, To: size}) {
		t.Errorf("saying the same again added %v", again)
	}
	wantConflict(t, s, &workflow.Conflict{Mine: mine.UID, Theirs: two.Version.UID})
	if n := strings.Count(read(t, file(root, ref, "history.jsonl")), `"event":"conflict"`); n != 2 {
		t.Errorf("the journal has %d conflicts, want 2", n)
	}
}

func TestConflictOfAnotherHeadIsRefused(t *testing.T) {
	s := open(t, t.TempDir())
	first := save(t, s, ref, "a: 1\n", storage.Entry{})
	second := save(t, s, ref, "a: 2\n", first)
	theirs := newVersion(ref, "").UID
	tests := map[string]struct {
		ref  workflow.Ref
		c    workflow.Conflict
		code workflow.Code
	}{
		"an older version":    {ref, workflow.Conflict{Mine: first.UID, Theirs: theirs}, workflow.CodeStaleParent},
		"no version":          {ref, workflow.Conflict{Theirs: theirs}, workflow.CodeStaleParent},
		"nobody's theirs":     {ref, workflow.Conflict{Mine: second.UID}, workflow.CodeInvalidID},
		"an unknown workflow": {workflow.Ref{Company: 3, ID: 8}, workflow.Conflict{Mine: second.UID, Theirs: theirs}, workflow.CodeWorkflowNotFound},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := s.OpenConflict(t.Context(), test.ref, test.c)
			wantCode(t, err, test.code)
			wantConflict(t, s, nil)
		})
	}
}

func TestClosingNoConflictDoesNothing(t *testing.T) {
	s := open(t, t.TempDir())
	save(t, s, ref, "a: 1\n", storage.Entry{})
	size := history(t, s).Size

	span, err := s.CloseConflict(t.Context(), ref)

	if err != nil || span != (workflow.JournalSpan{From: size, To: size}) {
		t.Errorf("it added %v (%v)", span, err)
	}
	_, err = s.CloseConflict(t.Context(), workflow.Ref{Company: 3, ID: 8})
	wantCode(t, err, workflow.CodeWorkflowNotFound)
}
