package localstore_test

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/workflow"
)

const bucket = "0b0f3a51-51c4-4b39-9d4e-7f5d0f7a1c55"

// learned is a version of ref as a bucket holds it, on top of parent.
func learned(ref workflow.Ref, text string, parent workflow.UID) localstore.Learned {
	v := newVersion(ref, parent)
	return localstore.Learned{Version: v, Content: []byte(text), Receipt: receiptOf(v.UID)}
}

func receiptOf(uid workflow.UID) workflow.Receipt {
	return workflow.Receipt{
		BucketID: bucket, UID: uid, VersionID: "native-" + string(uid), ETag: "etag-" + string(uid),
		PushedAt: time.Date(2026, time.March, 2, 0, 0, 0, 0, time.UTC),
	}
}

// known is the same without its text.
func (l learnedChange) known() localstore.Learned { l.Content = nil; return localstore.Learned(l) }

// beside is the same, but never the latest here, standing before another version.
func (l learnedChange) beside(before workflow.UID) localstore.Learned {
	l.Beside, l.Before = true, before
	return localstore.Learned(l)
}

type learnedChange localstore.Learned

func learn(t *testing.T, s *localstore.Store, head workflow.UID, all ...localstore.Learned) workflow.JournalSpan {
	t.Helper()
	span, err := s.Learn(t.Context(), ref, head, all)
	if err != nil {
		t.Fatal(err)
	}
	return span
}

func history(t *testing.T, s *localstore.Store) workflow.History {
	t.Helper()
	history, err := s.History(ref)
	if err != nil {
		t.Fatal(err)
	}
	return history
}

// wantOrder asserts on the order of the history, oldest first, in both ways to read it, and on the latest.
func wantOrder(t *testing.T, s *localstore.Store, head workflow.UID, want ...workflow.UID) {
	t.Helper()
	h := history(t, s)
	var got []workflow.UID
	for _, v := range h.Versions {
		got = append(got, v.UID)
	}
	if !slices.Equal(got, want) {
		t.Errorf("the history is %v, want %v", got, want)
	}
	if h.Head != head {
		t.Errorf("the latest is %s, want %s", h.Head, head)
	}
	got = nil
	for entry, err := range s.Versions(t.Context(), ref) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, entry.UID)
		if entry.IsLatest != (entry.UID == head) {
			t.Errorf("version %s is marked latest: %v", entry.UID, entry.IsLatest)
		}
	}
	slices.Reverse(got)
	if !slices.Equal(got, want) {
		t.Errorf("Versions gives %v, want %v", got, want)
	}
}

func TestLearnedWorkflowIsThereWithItsReceipts(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	first := learned(ref, "a: 1\n", "")
	second := learned(ref, "a: 2\n", first.Version.UID)
	second.Version.Number = 5

	span := learn(t, s, "", first, second)

	wantTexts(t, s, ref, "a: 2\n", "a: 1\n")
	wantOrder(t, s, second.Version.UID, first.Version.UID, second.Version.UID)
	h := history(t, s)
	if span != (workflow.JournalSpan{From: 0, To: h.Size}) {
		t.Errorf("the span is %v, want all of the %d bytes", span, h.Size)
	}
	if !slices.Equal(h.Receipts, []workflow.Receipt{first.Receipt, second.Receipt}) {
		t.Errorf("the receipts are %+v", h.Receipts)
	}
	want := first.Version
	want.Number, want.Size, want.ContentSHA256 = 1, 5, workflow.SHA256([]byte("a: 1\n"))
	if got := h.Versions[0]; got != (workflow.Known{Version: want}) || h.Versions[1].Number != 5 {
		t.Errorf("the versions are\n%+v\nwant first\n%+v", h.Versions, want)
	}
	if got := read(t, file(root, ref, "workflow.yaml")); got != "a: 2\n" {
		t.Errorf("workflow.yaml holds %q, want the latest text", got)
	}
	wantNothingInSaving(t, root)
	wantSound(t, s)
	save(t, s, ref, "a: 3\n", storage.Entry{ID: string(second.Version.UID), Version: workflow.Version{UID: second.Version.UID}})
}

func TestLearningOnAnotherHeadWritesNothing(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	one := learned(ref, "a: 1\n", "")
	_, err := s.Learn(t.Context(), ref, one.Version.UID, []localstore.Learned{one})
	wantCode(t, err, workflow.CodeStaleParent)
	if _, err := os.Stat(file(root, ref)); !os.IsNotExist(err) {
		t.Errorf("a refused Learn left the folder: %v", err)
	}
	saved := save(t, s, ref, "a: 1\n", storage.Entry{})
	before, err := files(root)
	if err != nil {
		t.Fatal(err)
	}

	for _, head := range []workflow.UID{"", one.Version.UID} {
		_, err := s.Learn(t.Context(), ref, head, []localstore.Learned{learned(ref, "a: 2\n", saved.UID)})
		wantCode(t, err, workflow.CodeStaleParent)
	}

	if after, _ := files(root); after != before {
		t.Errorf("the files were\n%s\nand are now\n%s", before, after)
	}
}

func TestKnownVersionOnlyGetsAReceiptThatIsNew(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	saved := save(t, s, ref, "a: 1\n", storage.Entry{})
	again := learned(ref, "a: 1\n", "")
	again.Version.UID, again.Receipt = saved.UID, receiptOf(saved.UID)
	again.Version.Author = "somebody else"

	first := learn(t, s, saved.UID, again)
	size := history(t, s).Size
	second := learn(t, s, saved.UID, again)
	moved := again
	moved.Receipt.VersionID = "another"
	learn(t, s, saved.UID, moved)
	learn(t, s, saved.UID, again)

	if first.To != size || first.From >= size || second != (workflow.JournalSpan{From: size, To: size}) {
		t.Errorf("the spans are %v and %v in a journal of %d bytes", first, second, size)
	}
	h := history(t, s)
	if len(h.Versions) != 1 || h.Versions[0].Version != saved.Version {
		t.Errorf("the versions are %+v, want the saved one as it was", h.Versions)
	}
	if want := []workflow.Receipt{again.Receipt, moved.Receipt, again.Receipt}; !slices.Equal(h.Receipts, want) {
		t.Errorf("the receipts are %+v, want %+v", h.Receipts, want)
	}
}

func TestLearnedVersionsStandWhereTheyBelong(t *testing.T) {
	s := open(t, t.TempDir())
	saved := save(t, s, ref, "a: mine\n", storage.Entry{})
	theirs := learned(ref, "a: theirs\n", "")
	learn(t, s, saved.UID, learnedChange(theirs).beside(""))
	var old []localstore.Learned
	for range 3 {
		old = append(old, learnedChange(learned(ref, "", "")).known())
	}

	// newest first, as a bucket lists them, then one more at the same place
	learn(t, s, saved.UID,
		learnedChange(old[2]).beside(saved.UID),
		learnedChange(old[1]).beside(old[2].Version.UID),
		learnedChange(old[0]).beside(old[1].Version.UID))
	late := learnedChange(learned(ref, "", "")).known()
	learn(t, s, saved.UID, learnedChange(late).beside(saved.UID))

	wantOrder(t, s, saved.UID, old[0].Version.UID, old[1].Version.UID, old[2].Version.UID, late.Version.UID, saved.UID, theirs.Version.UID)
	wantSound(t, s)
	if _, text, err := s.Get(t.Context(), ref, ""); err != nil || string(text) != "a: mine\n" {
		t.Errorf("the latest is %q (%v)", text, err)
	}
	if _, text, err := s.Get(t.Context(), ref, string(theirs.Version.UID)); err != nil || string(text) != "a: theirs\n" {
		t.Errorf("the one beside is %q (%v)", text, err)
	}
	for _, v := range history(t, s).Versions {
		if v.Beside != (v.UID != saved.UID) || v.TextElsewhere != (v.UID != saved.UID && v.UID != theirs.Version.UID) {
			t.Errorf("version %s is %+v", v.UID, v)
		}
	}
}

func TestNumbersFollowTheParent(t *testing.T) {
	tests := map[string]struct {
		change func(l *localstore.Learned, first, second workflow.UID)
		want   int
	}{
		"on the latest":              {func(l *localstore.Learned, _, second workflow.UID) { l.Version.ParentUID = second }, 12},
		"on an older one":            {func(l *localstore.Learned, first, _ workflow.UID) { l.Version.ParentUID = first }, 2},
		"on one that is not here":    {func(l *localstore.Learned, _, _ workflow.UID) { l.Version.ParentUID = "01ARZ3NDEKTSV4RRFFQ69G5FAV" }, 12},
		"on nothing":                 {func(l *localstore.Learned, _, _ workflow.UID) { l.Version.ParentUID = "" }, 12},
		"with one of its own":        {func(l *localstore.Learned, first, _ workflow.UID) { l.Version.ParentUID, l.Version.Number = first, 7 }, 7},
		"before another, on nothing": {func(l *localstore.Learned, _, second workflow.UID) { l.Beside, l.Before = true, second }, 10},
		"before the first":           {func(l *localstore.Learned, first, _ workflow.UID) { l.Beside, l.Before = true, first }, 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := open(t, t.TempDir())
			first := save(t, s, ref, "a: 1\n", storage.Entry{})
			v := newVersion(ref, first.UID)
			v.Number = 11
			second, err := s.Put(t.Context(), v, []byte("a: 2\n"), first.Base())
			if err != nil || first.Number != 1 || second.Number != 11 {
				t.Fatalf("the numbers are %d and %d (%v), want 1 and 11", first.Number, second.Number, err)
			}
			one := learned(ref, "a: 3\n", "")
			test.change(&one, first.UID, second.UID)

			learn(t, s, second.UID, one)

			for _, v := range history(t, s).Versions {
				if v.UID == one.Version.UID && v.Number != test.want {
					t.Errorf("the number is %d, want %d", v.Number, test.want)
				}
			}
		})
	}
}

func TestWhatCannotBeLearnedIsRefused(t *testing.T) {
	tests := map[string]struct {
		change func(l *localstore.Learned)
		code   workflow.Code
	}{
		"a text with another hash":     {func(l *localstore.Learned) { l.Version.ContentSHA256 = workflow.SHA256(nil) }, workflow.CodeDamaged},
		"a UID that leaves the folder": {func(l *localstore.Learned) { l.Version.UID = "../../x" }, workflow.CodeInvalidID},
		"no UID":                       {func(l *localstore.Learned) { l.Version.UID = "" }, workflow.CodeInvalidID},
		"a comment that is not UTF-8":  {func(l *localstore.Learned) { l.Version.Comment = "\xff" }, workflow.CodeInvalidContent},
		"an author with a NUL":         {func(l *localstore.Learned) { l.Version.Author = "a\x00b" }, workflow.CodeInvalidContent},
		"a deletion with a text":       {func(l *localstore.Learned) { l.Version.Deleted = true }, workflow.CodeInvalidRequest},
		"another version's receipt":    {func(l *localstore.Learned) { l.Receipt.UID = "01ARZ3NDEKTSV4RRFFQ69G5FAV" }, workflow.CodeInvalidRequest},
		"a receipt for nothing":        {func(l *localstore.Learned) { l.Receipt.VersionID = "" }, workflow.CodeInvalidRequest},
		"a place before nobody":        {func(l *localstore.Learned) { l.Before = "01ARZ3NDEKTSV4RRFFQ69G5FAV" }, workflow.CodeInvalidRequest},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			s := open(t, root)
			good, bad := learned(ref, "a: 1\n", ""), learned(ref, "a: 2\n", "")
			test.change(&bad)

			_, err := s.Learn(t.Context(), ref, "", []localstore.Learned{good, bad})

			wantCode(t, err, test.code)
			if _, err := os.Stat(file(root, ref)); !os.IsNotExist(err) {
				t.Errorf("a refused Learn left the folder: %v", err)
			}
		})
	}
}

func TestTextOfAnInterruptedLearnIsTakenByTheNext(t *testing.T) {
	for name, left := range map[string]string{"the same": "a: 2\n", "another": "a: half"} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			s := open(t, root)
			saved := save(t, s, ref, "a: 1\n", storage.Entry{})
			one := learned(ref, "a: 2\n", saved.UID)
			write(t, file(root, ref, "versions", string(one.Version.UID)+".yaml"), left)

			learn(t, s, saved.UID, one)

			wantTexts(t, s, ref, "a: 2\n", "a: 1\n")
			wantSound(t, s)
		})
	}
}

func TestLearnKeepsAnEditFromOutsideBeside(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	saved := save(t, s, ref, "a: 1\n", storage.Entry{})
	write(t, file(root, ref, "workflow.yaml"), "a: edited with vi\n")

	learn(t, s, saved.UID, learned(ref, "a: 2\n", saved.UID))

	if got := read(t, file(root, ref, "workflow.yaml")); got != "a: 2\n" {
		t.Errorf("workflow.yaml holds %q, want the latest text", got)
	}
	if got := editedAside(t, root); len(got) != 1 || got[0] != "a: edited with vi\n" {
		t.Errorf("beside it are %q, want the edit", got)
	}
}

func TestCancelledLearnWritesNothing(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)

	_, err := s.Learn(cancelled(t), ref, "", []localstore.Learned{learned(ref, "a: 1\n", "")})

	wantCode(t, err, workflow.CodeCancelled)
	if _, err := os.Stat(file(root, ref)); !os.IsNotExist(err) {
		t.Errorf("a cancelled Learn left the folder: %v", err)
	}
}

func TestLongHistoryIsLearnedNewestFirst(t *testing.T) {
	const n = 3_000
	s := open(t, t.TempDir())
	saved := save(t, s, ref, "a: 1\n", storage.Entry{})
	all := make([]localstore.Learned, n)
	before := saved.UID
	for i := range all {
		all[i] = learnedChange(learnedChange(learned(ref, "", "")).known()).beside(before)
		all[i].Version.Comment = fmt.Sprint(n - 1 - i)
		before = all[i].Version.UID
	}

	learn(t, s, saved.UID, all...)

	for i, v := range history(t, s).Versions[:n] {
		if v.Comment != fmt.Sprint(i) {
			t.Fatalf("at place %d stands %s", i, v.Comment)
		}
	}
}

func TestVersionThatStoodBesideBecomesTheLatest(t *testing.T) {
	for name, text := range map[string]string{"with its text": "a: theirs\n", "without": ""} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			s := open(t, root)
			base := save(t, s, ref, "a: 1\n", storage.Entry{})
			mine := save(t, s, ref, "a: mine\n", base)
			theirs := learned(ref, "a: theirs\n", base.UID)
			learn(t, s, mine.UID, learnedChange(theirs).beside(""))
			old := learnedChange(learned(ref, "", "")).known()
			learn(t, s, mine.UID, learnedChange(old).beside(theirs.Version.UID))
			deletion := remove(t, s, mine)
			before := history(t, s)

			again := learned(ref, text, "")
			again.Version.UID, again.Receipt = theirs.Version.UID, receiptOf(theirs.Version.UID)
			if text == "" {
				again.Content = nil
			}
			learn(t, s, deletion.UID, again)

			wantOrder(t, s, theirs.Version.UID, base.UID, mine.UID, old.Version.UID, deletion.UID, theirs.Version.UID)
			h := history(t, s)
			risen, was := h.Versions[4], before.Versions[3]
			was.Beside = false
			if risen != was || len(h.Receipts) != 2 {
				t.Errorf("it became\n%+v, want as it was\n%+v\nwith 2 receipts, not %d", risen, was, len(h.Receipts))
			}
			if got := read(t, file(root, ref, "workflow.yaml")); got != "a: theirs\n" {
				t.Errorf("workflow.yaml holds %q, want the latest text", got)
			}
			wantSound(t, s)
			save(t, s, ref, "a: next\n", storage.Entry{ID: string(theirs.Version.UID), Version: theirs.Version})
		})
	}
}
