package localstore_test

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/workflow"
)

const newDraft = "new-01ARZ3NDEKTSV4RRFFQ69G5FAV"

var edited = time.Date(2026, time.May, 4, 3, 2, 1, 123456789, time.UTC)

func keepDraft(t *testing.T, s *localstore.Store, draft workflow.Draft) {
	t.Helper()
	if err := s.SaveDraft(t.Context(), ref.Company, draft); err != nil {
		t.Fatal(err)
	}
}

func draftIDs(t *testing.T, s *localstore.Store) string {
	t.Helper()
	drafts, err := s.Drafts(ref.Company)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, draft := range drafts {
		ids = append(ids, draft.DraftID)
	}
	return strings.Join(ids, " ")
}

func TestDraftComesBackAsItWas(t *testing.T) {
	root := t.TempDir()
	draft := workflow.Draft{
		DraftID: "workflow-7", WorkflowID: 7, BaseVersionID: "v", Name: "Ein–kauf", Labels: []string{"hr"},
		YAMLContent: "a: [\r\n\t👩🏽‍💼\n\n",
		Prompt:      "“all” of\nit", Comment: " <b> ", EditedAt: edited,
	}

	keepDraft(t, open(t, root), draft)

	got, err := open(t, root).Draft(ref.Company, "workflow-7")
	if err != nil || !reflect.DeepEqual(got, draft) {
		t.Errorf("the draft is %+v (%v), want %+v", got, err, draft)
	}
	if _, err := os.Stat(filepath.Join(root, "companies", "3", "drafts", "workflow-7.json")); err != nil {
		t.Error(err)
	}
}

func TestDraftsStandByTimeOfEditing(t *testing.T) {
	s := open(t, t.TempDir())
	if got := draftIDs(t, s); got != "" {
		t.Errorf("a new store has drafts %q", got)
	}
	keepDraft(t, s, workflow.Draft{DraftID: "workflow-1", EditedAt: edited})
	keepDraft(t, s, workflow.Draft{DraftID: "workflow-2", EditedAt: edited.Add(time.Hour)})
	keepDraft(t, s, workflow.Draft{DraftID: newDraft, EditedAt: edited.Add(time.Minute)})
	keepDraft(t, s, workflow.Draft{DraftID: "workflow-1", EditedAt: edited.Add(2 * time.Hour)})

	if got, want := draftIDs(t, s), "workflow-1 workflow-2 "+newDraft; got != want {
		t.Errorf("the drafts are %q, want %q", got, want)
	}
}

func TestDeletedDraftIsGone(t *testing.T) {
	s := open(t, t.TempDir())
	keepDraft(t, s, workflow.Draft{DraftID: "workflow-1"})

	for range 2 { // the second time it is unknown, which is no error
		if err := s.DeleteDraft(ref.Company, "workflow-1"); err != nil {
			t.Fatal(err)
		}
	}

	_, err := s.Draft(ref.Company, "workflow-1")
	wantCode(t, err, workflow.CodeDraftNotFound)
}

func TestDraftIdentifiersAreChecked(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	for _, id := range []string{
		"", "workflow-", "workflow-0", "workflow--1", "workflow-01", "workflow-99999999999", "workflow-../x", "../x",
		"new-", "new-x", "new-../../x", "new-01arz3ndektsv4rrffq69g5fav", "other-1", "workflow-1\x00", "workflow-1/../2",
	} {
		_, reading := s.Draft(ref.Company, id)
		wantCode(t, reading, workflow.CodeInvalidID)
		wantCode(t, s.SaveDraft(t.Context(), ref.Company, workflow.Draft{DraftID: id}), workflow.CodeInvalidID)
		wantCode(t, s.DeleteDraft(ref.Company, id), workflow.CodeInvalidID)
	}
	if _, err := os.Stat(filepath.Join(root, "companies")); !os.IsNotExist(err) {
		t.Errorf("a refused draft left files: %v", err)
	}
}

func TestDamagedDraftIsKeptAsideAndHidesNoOther(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	keepDraft(t, s, workflow.Draft{DraftID: "workflow-1"})
	folder := filepath.Join(root, "companies", "3", "drafts")
	write(t, filepath.Join(folder, "workflow-2.json"), `{"draft_id": "workflow-2", "yaml_con`)
	write(t, filepath.Join(folder, "workflow-3.json"), `{"draft_id": "workflow-4"}`)
	write(t, filepath.Join(folder, "note.txt"), "a file of somebody")

	if got := draftIDs(t, s); got != "workflow-1" {
		t.Errorf("the drafts are %q, want the sound one", got)
	}

	if got := read(t, filepath.Join(folder, "workflow-2.json.damaged")); !strings.Contains(got, "yaml_con") {
		t.Errorf("the damaged draft became %q", got)
	}
	wantCheck(t, s, "local_drafts", storage.CheckWarning, storage.MendNone)

	// A second one of the same name does not replace the first.
	write(t, filepath.Join(folder, "workflow-2.json"), "another")
	_, err := s.Draft(ref.Company, "workflow-2")
	wantCode(t, err, workflow.CodeDamaged)
	if got := read(t, filepath.Join(folder, "workflow-2.json.2.damaged")); got != "another" {
		t.Errorf("the second damaged draft became %q", got)
	}
	if got := read(t, filepath.Join(folder, "workflow-2.json.damaged")); !strings.Contains(got, "yaml_con") {
		t.Errorf("the first damaged draft became %q", got)
	}
}

func TestCancelledDraftKeepsTheOldText(t *testing.T) {
	s := open(t, t.TempDir())
	keepDraft(t, s, workflow.Draft{DraftID: "workflow-1", YAMLContent: "a: 1\n"})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()

	err := s.SaveDraft(ctx, ref.Company, workflow.Draft{DraftID: "workflow-1", YAMLContent: "a: 2\n"})

	wantCode(t, err, workflow.CodeCancelled)
	if draft, err := s.Draft(ref.Company, "workflow-1"); err != nil || draft.YAMLContent != "a: 1\n" {
		t.Errorf("the draft is %+v (%v), want the old text", draft, err)
	}
}
