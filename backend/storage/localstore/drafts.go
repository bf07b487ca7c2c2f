package localstore

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

const (
	draftSuffix   = ".json"
	damagedSuffix = ".damaged" // of a draft that cannot be read: it is kept for a person to look at
)

func (s *Store) drafts(company workflow.CompanyID) string {
	return filepath.Join(s.companyFolder(company), "drafts")
}

func (s *Store) draft(company workflow.CompanyID, id string) string {
	return filepath.Join(s.drafts(company), id+draftSuffix)
}

// checkDraftID refuses what is neither "workflow-" and a workflow number nor "new-" and a ULID: CodeInvalidID.
func checkDraftID(id string) error {
	if number, ok := strings.CutPrefix(id, "workflow-"); ok {
		if _, err := workflow.ParseID(number); err == nil {
			return nil
		}
	}
	if uid, ok := strings.CutPrefix(id, "new-"); ok && isUID(uid) {
		return nil
	}
	return invalid(workflow.CodeInvalidID, "That is not the identifier of a draft.",
		"A draft is named workflow- and a workflow number, or new- and a ULID.")
}

// Drafts gives the drafts of a company, the last edited first. A draft that cannot be read is set aside, with the
// suffix .damaged, and does not hide the others.
func (s *Store) Drafts(company workflow.CompanyID) ([]workflow.Draft, error) {
	entries, err := os.ReadDir(s.drafts(company))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, explain("list the drafts", s.drafts(company), err)
	}
	var drafts []workflow.Draft
	for _, entry := range entries {
		id, ok := strings.CutSuffix(entry.Name(), draftSuffix)
		if !ok || checkDraftID(id) != nil {
			continue
		}
		draft, err := s.Draft(company, id)
		switch workflow.CodeOf(err) {
		case "":
			drafts = append(drafts, draft)
		case workflow.CodeDraftNotFound, workflow.CodeDamaged:
		default:
			return nil, err
		}
	}
	slices.SortStableFunc(drafts, func(a, b workflow.Draft) int {
		return cmp.Or(b.EditedAt.Compare(a.EditedAt), cmp.Compare(a.DraftID, b.DraftID))
	})
	return drafts, nil
}

// Draft gives one draft. CodeDraftNotFound: there is none with that id. CodeDamaged: it could not be read and has
// been set aside.
func (s *Store) Draft(company workflow.CompanyID, id string) (workflow.Draft, error) {
	if err := checkDraftID(id); err != nil {
		return workflow.Draft{}, err
	}
	path := s.draft(company, id)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return workflow.Draft{}, &workflow.Error{
			Code:    workflow.CodeDraftNotFound,
			Message: "There is no such draft.",
			Hint:    "Look at the list of drafts; it may have been saved as a version.",
		}
	}
	var draft workflow.Draft
	if err == nil {
		err = json.Unmarshal(text, &draft)
	}
	if err == nil && draft.DraftID != id {
		err = fmt.Errorf("the file of %s holds %q", id, draft.DraftID)
	}
	if err != nil {
		return workflow.Draft{}, setDraftAside(path, err)
	}
	return draft, nil
}

// setDraftAside renames a draft that cannot be read, never over another one, and says where it is.
func setDraftAside(path string, cause error) error {
	aside := path + damagedSuffix
	for n := 2; ; n++ {
		if _, err := os.Lstat(aside); errors.Is(err, fs.ErrNotExist) {
			break
		}
		aside = fmt.Sprintf("%s.%d%s", path, n, damagedSuffix)
	}
	if err := rename(path, aside); err != nil {
		return explain("set a damaged draft aside", path, errors.Join(cause, err))
	}
	return &workflow.Error{
		Code:    workflow.CodeDamaged,
		Message: "The draft cannot be read. It was set aside.",
		Hint:    words.F("Look at %s with a text editor; your text may still be in it.", aside),
		Err:     cause,
	}
}

// SaveDraft replaces a draft. After a crash the file holds either the old text or the new one.
func (s *Store) SaveDraft(ctx context.Context, company workflow.CompanyID, draft workflow.Draft) error {
	if err := checkDraftID(draft.DraftID); err != nil {
		return err
	}
	done, err := s.write(ctx)
	if err != nil {
		return err
	}
	defer done()
	err = ctx.Err()
	if err == nil {
		err = s.writeDraft(company, draft)
	}
	return explain("keep the draft", s.draft(company, draft.DraftID), err)
}

// writeDraft does the work of SaveDraft; the caller holds the lock.
func (s *Store) writeDraft(company workflow.CompanyID, draft workflow.Draft) error {
	text, err := json.MarshalIndent(draft, "", "  ")
	if err != nil {
		return err
	}
	path := s.draft(company, draft.DraftID)
	if err := os.MkdirAll(filepath.Dir(path), folderMode); err != nil {
		return err
	}
	file := filepath.Join(s.root, savingFolder, "draft"+draftSuffix)
	if err := writeFlushed(file, text); err != nil {
		return errors.Join(err, os.Remove(file))
	}
	if err := rename(file, path); err != nil {
		return errors.Join(err, os.Remove(file))
	}
	// Else a power failure could take back the name of a new draft, the only trace of a workflow not saved yet.
	return syncFolder(filepath.Dir(path))
}

// DeleteDraft removes a draft; an unknown one is no error.
func (s *Store) DeleteDraft(company workflow.CompanyID, id string) error {
	if err := checkDraftID(id); err != nil {
		return err
	}
	path := s.draft(company, id)
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return explain("remove the draft", path, err)
	}
	return nil
}

// damagedDrafts names the drafts that were set aside.
func (s *Store) damagedDrafts(company workflow.CompanyID) ([]string, error) {
	return namesIn(s.drafts(company), func(name string) bool { return strings.HasSuffix(name, damagedSuffix) })
}

// namesIn gives the names in a folder that fit; none for a folder that is missing.
func namesIn(folder string, fits func(name string) bool) ([]string, error) {
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var names []string
	for _, entry := range entries {
		if fits(entry.Name()) {
			names = append(names, entry.Name())
		}
	}
	return names, nil
}
