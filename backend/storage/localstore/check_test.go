package localstore_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/workflow"
)

// wantCheck asserts the outcome of one check, and that a bad one says what it means and what to do.
func wantCheck(t *testing.T, s *localstore.Store, id string, status storage.CheckStatus, mend storage.MendAction) {
	t.Helper()
	for _, check := range s.Check(t.Context(), ref.Company) {
		if check.ID != id {
			continue
		}
		if check.Status != status || check.Mend != mend {
			t.Errorf("check %s is %+v, want %s and mend %q", id, check, status, mend)
		}
		if check.Status != storage.CheckOK && (check.Message == "" || check.Hint == "" || check.Code == "") {
			t.Errorf("check %s says too little: %+v", id, check)
		}
		return
	}
	t.Errorf("there is no check %s", id)
}

// wantSound asserts that nothing is wrong but what the ids name. Free space is the machine's, not the store's.
func wantSound(t *testing.T, s *localstore.Store, except ...string) {
	t.Helper()
	for _, check := range s.Check(t.Context(), ref.Company) {
		expected := check.ID == "local_space" || strings.Contains(strings.Join(except, " "), check.ID)
		if check.Status != storage.CheckOK && !expected {
			t.Errorf("check %s is %+v", check.ID, check)
		}
	}
}

func mend(t *testing.T, s *localstore.Store) int {
	t.Helper()
	n, err := s.Mend(t.Context(), ref.Company)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestSoundStoreHasNothingToMend(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	save(t, s, ref, "a: 2\n", save(t, s, ref, "a: 1\n", storage.Entry{}))
	before := read(t, file(root, ref, "history.jsonl"))

	wantSound(t, s)
	if n := mend(t, s); n != 0 {
		t.Errorf("mended %d things, want 0", n)
	}
	if read(t, file(root, ref, "history.jsonl")) != before {
		t.Error("mending changed the journal of a sound workflow")
	}
}

func TestTornLineIsNoVersionAndIsDroppedByTheNextSave(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	first := save(t, s, ref, "a: 1\n", storage.Entry{})
	whole := read(t, file(root, ref, "history.jsonl"))
	write(t, file(root, ref, "history.jsonl"), whole+whole[:len(whole)/2])

	wantTexts(t, s, ref, "a: 1\n")
	wantCheck(t, s, "local_history", storage.CheckWarning, storage.MendHistory)
	save(t, s, ref, "a: 2\n", first)

	wantTexts(t, s, ref, "a: 2\n", "a: 1\n")
	wantSound(t, s)
}

func TestMendDropsATornLine(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	save(t, s, ref, "a: 1\n", storage.Entry{})
	whole := read(t, file(root, ref, "history.jsonl"))
	write(t, file(root, ref, "history.jsonl"), whole+strings.Repeat("\x00", 5_000))

	if n := mend(t, s); n != 1 {
		t.Errorf("mended %d things, want 1", n)
	}

	if read(t, file(root, ref, "history.jsonl")) != whole {
		t.Error("the journal is not what it was before the torn line")
	}
	wantSound(t, s)
}

func TestDamagedLineHidesNoOtherAndIsRecoveredFromItsText(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	first := save(t, s, ref, "a: 1\n", storage.Entry{})
	second := save(t, s, ref, "a: 2\n", first)
	save(t, s, ref, "a: 3\n", second)
	journal := read(t, file(root, ref, "history.jsonl"))
	lines := strings.SplitAfter(journal, "\n")
	write(t, file(root, ref, "history.jsonl"), lines[0]+strings.Replace(lines[1], `{"event"`, "\x00\x01garbag", 1)+lines[2])

	wantTexts(t, s, ref, "a: 3\n", "a: 1\n")
	wantCheck(t, s, "local_history", storage.CheckFailed, storage.MendHistory)
	wantCheck(t, s, "local_unfinished", storage.CheckWarning, storage.MendHistory)
	mend(t, s)

	_, text, err := s.Get(t.Context(), ref, second.ID)
	if err != nil || string(text) != "a: 2\n" {
		t.Errorf("the version of the damaged line is %q (%v)", text, err)
	}
	if _, text, _ := s.Get(t.Context(), ref, ""); string(text) != "a: 3\n" {
		t.Errorf("the latest text is %q, want what it was before mending", text)
	}
	if aside := read(t, file(root, ref, "history.damaged.jsonl")); !strings.Contains(aside, string(second.UID)) {
		t.Errorf("the damaged line was not kept: %q", aside)
	}
	if got := read(t, file(root, ref, "history.jsonl")); len(got) < len(journal) {
		t.Error("mending made the journal shorter")
	}
	wantSound(t, s)
	if n := mend(t, s); n != 0 {
		t.Errorf("mending again mended %d things, want 0", n)
	}
	wantChain(t, s, ref)
}

func TestHistoryOfNothingButDamagedLinesIsDamaged(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	save(t, s, ref, "a: 1\n", storage.Entry{})
	other := workflow.Ref{Company: ref.Company, ID: 8}
	save(t, s, other, "a: other\n", storage.Entry{})
	write(t, file(root, ref, "history.jsonl"), "{}\n")

	_, _, err := s.Get(t.Context(), ref, "")
	wantCode(t, err, workflow.CodeDamaged)
	_, err = s.Put(t.Context(), newVersion(ref, ""), []byte("a: 2\n"), storage.Base{})
	wantCode(t, err, workflow.CodeDamaged)
	for entry, err := range s.Workflows(t.Context(), ref.Company) {
		if err != nil || entry.Ref != other {
			t.Errorf("Workflows gives %v (%v), want the other workflow alone", entry.Ref, err)
		}
	}
	mend(t, s)

	wantTexts(t, s, ref, "a: 1\n")
	wantSound(t, s)
}

func TestLostJournalIsRebuiltFromTheTexts(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	last := storage.Entry{}
	for _, text := range []string{"a: 1\n", "a: 2\n", "a: 3\n"} {
		last = save(t, s, ref, text, last)
	}
	if err := os.Remove(file(root, ref, "history.jsonl")); err != nil {
		t.Fatal(err)
	}

	if n := mend(t, s); n != 3 {
		t.Errorf("mended %d things, want 3", n)
	}

	wantTexts(t, s, ref, "a: 3\n", "a: 2\n", "a: 1\n")
	wantChain(t, s, ref)
	wantSound(t, s)
	entry, _, err := s.Get(t.Context(), ref, "")
	if err != nil {
		t.Fatal(err)
	}
	if entry.WorkflowUID == "" || !strings.HasPrefix(entry.Comment, "Recovered") || entry.Author != "" {
		t.Errorf("the recovered version says %+v", entry.Version)
	}
	if want := ulid.Time(ulid.MustParse(string(last.UID)).Time()).UTC(); !entry.CreatedAt.Equal(want) {
		t.Errorf("the time is %v, want that of the identifier, %v", entry.CreatedAt, want)
	}
}

func TestUnfinishedSaveIsAdoptedOnTop(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	save(t, s, ref, "a: 1\n", storage.Entry{})
	uid := ulid.Make().String()
	write(t, file(root, ref, "versions", uid+".yaml"), "a: unfinished\n")

	wantCheck(t, s, "local_unfinished", storage.CheckWarning, storage.MendHistory)
	mend(t, s)

	wantTexts(t, s, ref, "a: unfinished\n", "a: 1\n")
	if got := read(t, file(root, ref, "workflow.yaml")); got != "a: unfinished\n" {
		t.Errorf("workflow.yaml holds %q, want the latest text", got)
	}
	wantSound(t, s)
}

func TestUnfinishedSaveThatWasDoneAgainIsCleared(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	save(t, s, ref, "a: 1\n", storage.Entry{})
	write(t, file(root, ref, "versions", ulid.Make().String()+".yaml"), "a: 1\n")

	if n := mend(t, s); n != 1 {
		t.Errorf("mended %d things, want 1", n)
	}

	wantTexts(t, s, ref, "a: 1\n")
	wantSound(t, s)
}

func TestRetryOfAnInterruptedSaveTakesItsText(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	first := save(t, s, ref, "a: 1\n", storage.Entry{})
	v := newVersion(ref, first.UID)
	write(t, file(root, ref, "versions", string(v.UID)+".yaml"), "a: 2\n")

	if _, err := s.Put(t.Context(), v, []byte("a: 2\n"), first.Base()); err != nil {
		t.Fatal(err)
	}

	wantTexts(t, s, ref, "a: 2\n", "a: 1\n")
	wantSound(t, s)
}

func TestMendThatWasStoppedGoesOn(t *testing.T) {
	// Given: an old text was adopted on top, and the latest is not back on top of it yet.
	root := t.TempDir()
	s := open(t, root)
	save(t, s, ref, "a: latest\n", storage.Entry{})
	old := ulid.MustNew(ulid.Timestamp(time.Now().Add(-time.Hour)), ulid.DefaultEntropy())
	write(t, file(root, ref, "versions", old.String()+".yaml"), "a: old\n")
	mend(t, s)
	lines := strings.SplitAfter(read(t, file(root, ref, "history.jsonl")), "\n")
	if len(lines) != 4 {
		t.Fatalf("mending made %d lines, want the saved, the recovered and the restored version", len(lines)-1)
	}
	restored, _, err := s.Get(t.Context(), ref, "")
	if err != nil {
		t.Fatal(err)
	}
	write(t, file(root, ref, "history.jsonl"), lines[0]+lines[1])
	if err := os.Remove(textFile(root, restored)); err != nil {
		t.Fatal(err)
	}

	mend(t, s)

	wantTexts(t, s, ref, "a: latest\n", "a: old\n", "a: latest\n")
	if got := read(t, file(root, ref, "workflow.yaml")); got != "a: latest\n" {
		t.Errorf("workflow.yaml holds %q, want the latest text", got)
	}
	wantChain(t, s, ref)
}

func TestCheckTellsOfLostTexts(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	first := save(t, s, ref, "a: 1\n", storage.Entry{})
	second := save(t, s, ref, "a: 2\n", first)
	write(t, textFile(root, first), "changed")
	if err := os.Remove(textFile(root, second)); err != nil {
		t.Fatal(err)
	}

	wantCheck(t, s, "local_texts", storage.CheckFailed, storage.MendNone)
	mend(t, s)
	wantSound(t, s, "local_texts")
}

func TestCheckTellsOfAnOldLatestFile(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	first := save(t, s, ref, "a: 1\n", storage.Entry{})
	save(t, s, ref, "a: 2\n", first)
	write(t, file(root, ref, "workflow.yaml"), "a: 1\n")

	wantCheck(t, s, "local_latest", storage.CheckWarning, storage.MendHistory)
	if n := mend(t, s); n != 1 {
		t.Errorf("mended %d things, want 1", n)
	}

	wantSound(t, s)
}

func TestCheckTellsOfALostFolder(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	if err := os.RemoveAll(root); err != nil {
		t.Fatal(err)
	}

	wantCheck(t, s, "local_folder", storage.CheckFailed, storage.MendNone)
}

// wantChain asserts that no number is there twice and that each version that mending made is on top of the one before;
// what was saved keeps the parent that it had.
func wantChain(t *testing.T, s *localstore.Store, ref workflow.Ref) {
	t.Helper()
	history, err := s.History(ref)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[int]bool{}
	for i, v := range history.Versions {
		if seen[v.Number] {
			t.Errorf("there are two versions with number %d", v.Number)
		}
		seen[v.Number] = true
		if i > 0 && v.ParentUID != history.Versions[i-1].UID && v.Comment != newVersion(ref, "").Comment {
			t.Errorf("the parent of version %d is %s, want %s", v.Number, v.ParentUID, history.Versions[i-1].UID)
		}
	}
}
