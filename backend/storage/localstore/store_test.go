package localstore_test

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/storage/storagetest"
	"workflow-designer/backend/workflow"
)

func TestStoreKeepsTheContract(t *testing.T) {
	storagetest.Run(t, func(t *testing.T) storage.Store { return open(t, t.TempDir()) })
}

func open(t *testing.T, root string) *localstore.Store {
	t.Helper()
	s, err := localstore.Open(root)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// newVersion is a version that the store gives its number.
func newVersion(ref workflow.Ref, parent workflow.UID) workflow.Version {
	v := storagetest.NewVersion(ref, parent)
	v.Number = 0
	return v
}

// save puts a text on top of base, which is zero for a new workflow.
func save(t *testing.T, s *localstore.Store, ref workflow.Ref, text string, base storage.Entry) storage.Entry {
	t.Helper()
	entry, err := s.Put(t.Context(), newVersion(ref, base.UID), []byte(text), base.Base())
	if err != nil {
		t.Fatal(err)
	}
	return entry
}

func file(root string, ref workflow.Ref, name ...string) string {
	return filepath.Join(append([]string{root, filepath.FromSlash(ref.Folder())}, name...)...)
}

func textFile(root string, v storage.Entry) string {
	return file(root, v.Ref, "versions", string(v.UID)+".yaml")
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func wantCode(t *testing.T, err error, code workflow.Code) {
	t.Helper()
	shown := workflow.Presentable(err)
	if shown == nil || shown.Code != code {
		t.Fatalf("got error %v, want code %s", err, code)
	}
	if shown.Message == "" || shown.Hint == "" {
		t.Errorf("the error lacks its sentence or its hint: %+v", shown)
	}
}

func wantTexts(t *testing.T, s *localstore.Store, ref workflow.Ref, newestFirst ...string) {
	t.Helper()
	var got []string
	for entry, err := range s.Versions(t.Context(), ref) {
		if err != nil {
			t.Fatal(err)
		}
		_, text, err := s.Get(t.Context(), ref, entry.ID)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, string(text))
	}
	if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", newestFirst) {
		t.Errorf("the versions are %q, want %q", got, newestFirst)
	}
}

var ref = workflow.Ref{Company: 3, ID: 7}

func TestSavedVersionsStandInFiles(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)

	first := save(t, s, ref, "a: 1\r\n", storage.Entry{})
	second := save(t, s, ref, "a: 2", first)

	if got := read(t, filepath.Join(root, filepath.FromSlash(ref.Key()))); got != "a: 2" {
		t.Errorf("workflow.yaml holds %q, want the latest text", got)
	}
	if got := read(t, textFile(root, first)); got != "a: 1\r\n" {
		t.Errorf("the file of the first version holds %q", got)
	}
	if got := read(t, textFile(root, second)); got != "a: 2" {
		t.Errorf("the file of the second version holds %q", got)
	}
	journal := read(t, file(root, ref, "history.jsonl"))
	if strings.Count(journal, "\n") != 2 || !strings.HasPrefix(journal, `{"event":"version","number":1,"uid":"`+string(first.UID)) {
		t.Errorf("the journal is\n%s", journal)
	}
	if first.Number != 1 || second.Number != 2 {
		t.Errorf("the numbers are %d and %d, want 1 and 2", first.Number, second.Number)
	}
	wantNothingInSaving(t, root)
}

func TestFilesAreForTheirOwnerOnly(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // rights are inherited from the user's folder there
	}
	root := filepath.Join(t.TempDir(), "new", "root")
	s := open(t, root)
	save(t, s, ref, "a: 1\n", storage.Entry{})
	keepDraft(t, s, workflow.Draft{DraftID: "workflow-7"})

	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func wantNothingInSaving(t *testing.T, root string) {
	t.Helper()
	left, err := os.ReadDir(filepath.Join(root, ".saving"))
	if err != nil {
		t.Fatal(err)
	}
	if len(left) != 0 {
		t.Errorf("the saving folder holds %v, want nothing", left)
	}
}

func TestHistoryOutlivesTheStore(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	first := save(t, s, ref, "a: 1\n", storage.Entry{})
	save(t, s, ref, "a: 2\n", first)

	again := open(t, root)

	wantTexts(t, again, ref, "a: 2\n", "a: 1\n")
}

func TestTextThatCameBackDoesNotFreshenItsOldBase(t *testing.T) {
	s := open(t, t.TempDir())
	first := save(t, s, ref, "a: A\n", storage.Entry{})
	second := save(t, s, ref, "a: B\n", first)
	save(t, s, ref, "a: A\n", second)

	_, err := s.Put(t.Context(), newVersion(ref, first.UID), []byte("a: C\n"), first.Base())

	wantCode(t, err, workflow.CodeStaleParent)
	wantTexts(t, s, ref, "a: A\n", "a: B\n", "a: A\n")
}

func TestSavingTheLatestOnceMoreChangesNothing(t *testing.T) {
	s := open(t, t.TempDir())
	first := save(t, s, ref, "a: 1\n", storage.Entry{})
	v := newVersion(ref, first.UID)
	saved, span, err := s.Save(t.Context(), v, []byte("a: 2\n"), first.Base())
	if err != nil {
		t.Fatal(err)
	}

	again, spanAgain, err := s.Save(t.Context(), v, []byte("a: 2\n"), first.Base())

	if err != nil || !reflect.DeepEqual(again, saved) || spanAgain != span {
		t.Errorf("the second answer is %+v %v %v, want %+v %v", again, spanAgain, err, saved, span)
	}
	wantTexts(t, s, ref, "a: 2\n", "a: 1\n")
}

func TestIdentifierOfAnotherVersionIsRefused(t *testing.T) {
	s := open(t, t.TempDir())
	first := save(t, s, ref, "a: 1\n", storage.Entry{})
	second := save(t, s, ref, "a: 2\n", first)
	reused := newVersion(ref, second.UID)
	reused.UID = first.UID

	_, sameText := s.Put(t.Context(), reused, []byte("a: 1\n"), second.Base())
	_, otherText := s.Put(t.Context(), reused, []byte("a: 3\n"), second.Base())

	wantCode(t, sameText, workflow.CodeInvalidRequest)
	wantCode(t, otherText, workflow.CodeInvalidRequest)
	wantTexts(t, s, ref, "a: 2\n", "a: 1\n")
}

func TestIdentifiersThatAreNotValidAreRefused(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	for _, uid := range []workflow.UID{"", "x", "../../x", "01arz3ndektsv4rrffq69g5fav", "8ZZZZZZZZZZZZZZZZZZZZZZZZZ"} {
		v := newVersion(ref, "")
		v.UID = uid
		_, err := s.Put(t.Context(), v, []byte("a: 1\n"), storage.Base{})
		wantCode(t, err, workflow.CodeInvalidID)
	}
	for _, ref := range []workflow.Ref{{Company: 1, ID: 0}, {Company: 1, ID: -1}, {Company: 0, ID: 1}, {Company: 1, ID: 99999999999}} {
		_, err := s.Put(t.Context(), newVersion(ref, ""), []byte("a: 1\n"), storage.Base{})
		wantCode(t, err, workflow.CodeInvalidID)
	}
	v := newVersion(ref, "")
	v.Comment = "\xff"
	_, err := s.Put(t.Context(), v, []byte("a: 1\n"), storage.Base{})
	wantCode(t, err, workflow.CodeInvalidContent)
	if _, err := os.Stat(filepath.Join(root, "companies")); !os.IsNotExist(err) {
		t.Errorf("a refused version left files: %v", err)
	}
}

func TestSpansAndHistoryFollowTheJournal(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	v := newVersion(ref, "")
	saved, first, err := s.Save(t.Context(), v, []byte("a: 1\n"), storage.Base{})
	if err != nil {
		t.Fatal(err)
	}
	receipt := workflow.Receipt{BucketID: "b", UID: v.UID, VersionID: "v1", ETag: "e1", PushedAt: v.CreatedAt}

	second, err := s.AddReceipt(t.Context(), ref, receipt)
	if err != nil {
		t.Fatal(err)
	}
	third := save(t, s, ref, "a: 2\n", saved)

	if first.From != 0 || first.To != second.From || second.To <= second.From {
		t.Errorf("the spans are %v and %v, want one after the other from 0", first, second)
	}
	history, err := s.History(ref)
	if err != nil {
		t.Fatal(err)
	}
	if len(history.Versions) != 2 || history.Versions[0].Version != saved.Version || history.Versions[1].Version != third.Version {
		t.Errorf("the history has versions\n%+v\nwant\n%+v\n%+v", history.Versions, saved.Version, third.Version)
	}
	if len(history.Receipts) != 1 || history.Receipts[0] != receipt {
		t.Errorf("the history has receipts %+v, want %+v", history.Receipts, receipt)
	}
	sizes, err := s.JournalSizes(ref.Company)
	if err != nil || len(sizes) != 1 || sizes[ref.ID] != history.Size || history.Size <= second.To {
		t.Errorf("the sizes are %v (%v), the history read %d", sizes, err, history.Size)
	}
}

func TestReceiptNeedsAWorkflow(t *testing.T) {
	_, err := open(t, t.TempDir()).AddReceipt(t.Context(), ref, workflow.Receipt{BucketID: "b"})
	wantCode(t, err, workflow.CodeWorkflowNotFound)
}

func TestForeignFilesAreNoWorkflows(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	save(t, s, ref, "a: 1\n", storage.Entry{})
	folder := filepath.Dir(file(root, ref))
	for _, name := range []string{"07", "x", "-1", ".DS_Store", "12"} {
		if err := os.Mkdir(filepath.Join(folder, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	write(t, filepath.Join(folder, "13"), "a file")

	var ids []workflow.ID
	for entry, err := range s.Workflows(t.Context(), ref.Company) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, entry.Ref.ID)
	}
	sizes, err := s.JournalSizes(ref.Company)

	if len(ids) != 1 || ids[0] != 7 || err != nil || len(sizes) != 1 {
		t.Errorf("the workflows are %v, with journals %v (%v); want workflow 7 alone", ids, sizes, err)
	}
}

func TestChangedTextIsDamaged(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	first := save(t, s, ref, "a: 1\n", storage.Entry{})
	second := save(t, s, ref, "a: 2\n", first)

	write(t, textFile(root, first), "a: 1 \n")
	_, _, err := s.Get(t.Context(), ref, first.ID)
	wantCode(t, err, workflow.CodeDamaged)

	if err := os.Remove(textFile(root, second)); err != nil {
		t.Fatal(err)
	}
	_, _, err = s.Get(t.Context(), ref, "")
	wantCode(t, err, workflow.CodeDamaged)
}

func TestFolderThatCannotBeWrittenIsDenied(t *testing.T) {
	inTheWay := filepath.Join(t.TempDir(), "file")
	write(t, inTheWay, "not a folder")
	if _, err := localstore.Open(filepath.Join(inTheWay, "root")); err == nil {
		t.Error("a folder below a file was opened")
	}
	if runtime.GOOS != "linux" {
		return
	}
	// Not even the administrator can make files there.
	_, err := localstore.Open("/proc/workflows")
	if err == nil {
		t.Fatal("a folder in /proc was opened")
	}
	if shown := workflow.Presentable(err); shown.Hint == "" || shown.Code == workflow.CodeInternal {
		t.Errorf("the error is %+v", shown)
	}
}

func TestLockOfAnotherIsWaitedForAsLongAsTheContextLives(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	base := save(t, s, ref, "a: 1\n", storage.Entry{})
	release := lockAsAnother(t, root)
	ctx, cancel := context.WithCancel(t.Context())
	answered := make(chan error)
	go func() {
		_, err := s.Put(ctx, newVersion(ref, base.UID), []byte("a: 2\n"), base.Base())
		answered <- err
	}()

	cancel()

	wantCode(t, <-answered, workflow.CodeCancelled)
	release()
	save(t, s, ref, "a: 3\n", base)
	wantTexts(t, s, ref, "a: 3\n", "a: 1\n")
}

// cancelled is a context that has ended before the call begins.
func cancelled(t *testing.T) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}

// files gives the path and size of every file of a version or draft, also of those that are being written.
func files(root string) (string, error) {
	var all strings.Builder
	err := filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err == nil && info.Size() > 0 { // an empty journal is no workflow yet
			fmt.Fprintln(&all, path, info.Size())
		}
		return err
	})
	return all.String(), err
}
