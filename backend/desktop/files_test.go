package desktop_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/desktop"
	"workflow-designer/backend/workflow"
)

func TestAPictureIsSavedWhereThePersonSays(t *testing.T) {
	b := desktop.New()
	desktop.Start(context.Background(), b, opening(designertest.Local(t)))
	picture := []byte("\x89PNG\r\n\x1a\n\x00\xff\xfe")
	if _, err := b.SavePicture("a.png", picture); problemIn(t, err).Code != workflow.CodeInternal {
		t.Errorf("without a dialog it says %v", err)
	}
	folder := t.TempDir()
	var says string // where the person wants it
	var failed error
	asked := map[string]string{}
	desktop.Ask(b, func(_ context.Context, title, name string) (string, error) {
		asked[title] = name
		return says, failed
	})

	// It replaces what is there, byte for byte, and leaves nothing else behind.
	says = filepath.Join(folder, "mine.png")
	if err := os.WriteFile(says, []byte("older and longer than the picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	path, err := b.SavePicture("diagram.png", picture)
	written, readErr := os.ReadFile(says)
	if err != nil || readErr != nil || path != says || string(written) != string(picture) {
		t.Errorf("it is in %q with %q, %v, %v", path, written, err, readErr)
	}
	if asked["Save as"] != "diagram.png" {
		t.Errorf("it was asked %v", asked)
	}

	// Who changes their mind gets nothing.
	says = ""
	if path, err := b.SavePicture("other.png", picture); path != "" || err != nil {
		t.Errorf("it says %q, %v", path, err)
	}
	// A folder that is not there is told of.
	says = filepath.Join(folder, "none", "a.png")
	if p := problemIn(t, errorOf(b.SavePicture("a.png", picture))); p.Code != workflow.CodeStorageFailed || p.Hint == "" {
		t.Errorf("it says %+v", p)
	}
	failed = errors.New("no dialog today")
	if p := problemIn(t, errorOf(b.SavePicture("a.png", picture))); p.Code != workflow.CodeInternal {
		t.Errorf("it says %+v", p)
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) != 1 {
		t.Errorf("the folder has %v, %v", entries, err)
	}

	// The dialog speaks the language of the page.
	failed, says = nil, ""
	b.Speak("id-ID")
	if _, err := b.SavePicture("gambar.png", picture); err != nil || asked["Simpan sebagai"] != "gambar.png" {
		t.Errorf("it was asked %v, %v", asked, err)
	}
}

func TestADroppedFolderIsReviewedOnce(t *testing.T) {
	b := desktop.New()
	desktop.Start(context.Background(), b, opening(designertest.Local(t)))
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "leave.yaml"), []byte("name: Leave\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	desktop.Dropped(b, []string{folder})
	review, err := b.ReviewDropped()
	if err != nil || review == nil || len(review.Items) != 1 || review.Items[0].Name != "Leave" {
		t.Errorf("the review is %+v, %v", review, err)
	}
	if again, err := b.ReviewDropped(); again != nil || err != nil {
		t.Errorf("the next one is %+v, %v", again, err)
	}
}

func TestAFolderThatIsChosenIsReadWithItsHistoryWhenAsked(t *testing.T) {
	b := desktop.New()
	desktop.Start(context.Background(), b, opening(designertest.Local(t)))
	if p := problemIn(t, errorOf(b.ChooseFolder())); p.Code != workflow.CodeInternal {
		t.Errorf("without a dialog it says %+v", p)
	}
	if review, err := b.ReadFolder(true); review != nil || err != nil {
		t.Errorf("before a folder was chosen it says %+v, %v", review, err)
	}
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "leave.yaml"), []byte("name: Leave\nform:\n  fields: []\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	says, title := "", ""
	desktop.AskForFolder(b, func(_ context.Context, asked string) (string, error) {
		title = asked
		return says, nil
	})

	// Who changes their mind gets nothing.
	if review, err := b.ChooseFolder(); review != nil || err != nil || title != "Adopt a folder" {
		t.Errorf("it says %+v, %v, asked %q", review, err, title)
	}
	says = folder
	review, err := b.ChooseFolder()
	if err != nil || len(review.Items) != 1 || review.Folder == nil || review.Folder.Repository {
		t.Fatalf("the review is %+v, %v", review, err)
	}
	if p := problemIn(t, errorOf(b.ReadFolder(true))); p.Code != workflow.CodeInvalidRequest || p.Hint == "" {
		t.Errorf("without a repository it says %+v", p)
	}
}
