package localstore

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Below these the storage check warns or fails. A version has at most 1 MiB, and saving it takes two files.
const (
	scarceSpace = 200 << 20
	noSpace     = 5 << 20
)

// findings is what is wrong below the root, in words, by the check that tells of it.
type findings struct {
	workflows int
	torn      []words.Text // journals that end in half a line
	lines     []words.Text // journals with lines that cannot be read
	texts     []words.Text // versions whose text is missing or not what was saved
	orphans   []words.Text // texts that no line names
	behind    []words.Text // workflow.yaml that is not the latest version
	edited    []words.Text // workflow.yaml that was edited outside the app, or was and is kept beside
}

// Check looks at all that the store has of a company and says what is wrong. It changes nothing, takes the time of
// reading every version once, and lets others save between two workflows.
func (s *Store) Check(ctx context.Context, company workflow.CompanyID) []storage.Check {
	folder := storage.Check{ID: "local_folder", Name: "Storage folder can be written", Status: storage.CheckOK, Detail: words.Literal(s.root)}
	if err := s.probe(); err != nil {
		folder = folder.Fail(storage.CheckFailed, err, storage.MendNone)
	}
	checks := []storage.Check{folder, s.checkSpace()}
	if folder.Status != storage.CheckOK {
		return append(checks, storage.Check{
			ID: "local_history", Name: "Histories are whole", Status: storage.CheckSkipped,
			Message: "The histories were not read.", Hint: "Give access to the storage folder first.",
		})
	}
	found, err := s.inspect(ctx, company)
	if err != nil {
		history := storage.Check{ID: "local_history", Name: "Histories are whole"}
		return append(checks, history.Fail(storage.CheckFailed, err, storage.MendNone))
	}
	checks = append(checks, found.checks()...)
	return append(checks, s.checkDrafts(company))
}

func (s *Store) checkSpace() storage.Check {
	check := storage.Check{ID: "local_space", Name: "Disk has room", Status: storage.CheckOK}
	free, err := freeSpace(s.root)
	if err != nil {
		return check.Fail(storage.CheckWarning, explain("ask for the free space", s.root, err), storage.MendNone)
	}
	check.Detail = words.F("%d MiB free", free>>20)
	if free >= scarceSpace {
		return check
	}
	check.Status, check.Code = storage.CheckWarning, workflow.CodeDiskFull
	if free < noSpace {
		check.Status = storage.CheckFailed
	}
	check.Message = "The disk that holds the storage folder is nearly full."
	check.Hint = words.F("Free some space on the disk that holds %s.", s.root)
	return check
}

func (s *Store) checkDrafts(company workflow.CompanyID) storage.Check {
	check := storage.Check{ID: "local_drafts", Name: "Drafts can be read", Status: storage.CheckOK}
	names, err := s.damagedDrafts(company)
	if err != nil {
		return check.Fail(storage.CheckFailed, explain("list the drafts", s.drafts(company), err), storage.MendNone)
	}
	aside := make([]words.Text, len(names))
	for i, name := range names {
		aside[i] = words.Literal(name)
	}
	return tell(check, aside, storage.CheckWarning, "Drafts that could not be read were set aside.",
		words.F("Look at them in %s with a text editor; remove them when you do not need them.", s.drafts(company)), storage.MendNone)
}

func (f *findings) checks() []storage.Check {
	ok := func(id string, name words.Text) storage.Check {
		return storage.Check{ID: id, Name: name, Status: storage.CheckOK, Detail: words.F("%d workflows", f.workflows)}
	}
	const mendHint = "Let the program mend the history (workflow-designer doctor --fix)."
	history := ok("local_history", "Histories are whole")
	if len(f.lines) > 0 {
		history = tell(history, f.lines, storage.CheckFailed, "Some lines of the history cannot be read.", mendHint, storage.MendHistory)
	} else {
		history = tell(history, f.torn, storage.CheckWarning,
			"A save was interrupted while it wrote to the history. No saved version is concerned.", mendHint, storage.MendHistory)
	}
	return []storage.Check{
		history,
		tell(ok("local_texts", "Texts are what was saved"), f.texts, storage.CheckFailed,
			"Some versions have lost their text, or it was changed.",
			"Bring the files back from a backup, or the versions from the bucket.", storage.MendNone),
		tell(ok("local_unfinished", "No save is unfinished"), f.orphans, storage.CheckWarning,
			"There are texts that the history does not name: saves that were interrupted, or whose line was damaged.",
			mendHint, storage.MendHistory),
		tell(ok("local_latest", "workflow.yaml is the latest version"), f.behind, storage.CheckWarning,
			"Some workflow.yaml are not the latest version.", mendHint, storage.MendHistory),
		tell(ok("local_edited", "Nobody edited outside the app"), f.edited, storage.CheckWarning,
			"Some files were edited outside the app; no version has their text.",
			"Copy what you need into the editor and save it as a version, then remove the file.", storage.MendNone),
	}
}

// tell makes a check out of what was found: fine when that is nothing.
func tell(check storage.Check, found []words.Text, status storage.CheckStatus, message, hint words.Text, mend storage.MendAction) storage.Check {
	if len(found) == 0 {
		return check
	}
	const shown = 3
	check.Status, check.Code, check.Message, check.Hint, check.Mend = status, workflow.CodeDamaged, message, hint, mend
	check.Detail = words.Join(found[:min(shown, len(found))], "%s, %s")
	if more := len(found) - shown; more > 0 {
		check.Detail = words.F("%s and %d more", check.Detail, more)
	}
	return check
}

func (s *Store) inspect(ctx context.Context, company workflow.CompanyID) (*findings, error) {
	if err := s.Unpack(ctx, company); err != nil {
		return nil, err
	}
	places, err := s.places(company)
	if err != nil {
		return nil, err
	}
	found := &findings{}
	for _, p := range places {
		// The lock keeps a save that is under way from looking like one that was interrupted.
		done, err := s.write(ctx)
		if err != nil {
			return nil, err
		}
		err = found.add(p)
		done()
		if err != nil {
			return nil, explain("check the history", p.folder, err)
		}
	}
	return found, nil
}

func (f *findings) add(p place) error {
	content, err := p.readJournal()
	if err != nil {
		return err
	}
	name := words.F("workflow %d", p.ref.ID)
	if content.torn > 0 {
		f.torn = append(f.torn, name)
	}
	if n := len(content.damaged); n > 0 {
		f.lines = append(f.lines, words.F("%s (%d lines)", name, n))
	}
	orphans, err := p.orphans(content)
	if err != nil {
		return err
	}
	for _, uid := range orphans {
		f.orphans = append(f.orphans, words.F("%s, %s", name, filepath.Base(p.text(uid))))
	}
	for _, v := range content.Versions {
		if v.Deleted || v.TextElsewhere {
			continue
		}
		if _, err := p.read(v.Version); workflow.CodeOf(err) == workflow.CodeDamaged {
			f.texts = append(f.texts, words.F("%s, version %d", name, v.Number))
		} else if err != nil {
			return err
		}
	}
	if content.Head == "" {
		return nil
	}
	f.workflows++
	return f.addLatest(p, name, content.head())
}

func (f *findings) addLatest(p place, name words.Text, head workflow.Known) error {
	j, err := openJournal(p, os.O_RDONLY)
	if err != nil {
		return err
	}
	defer j.release()
	state, err := p.mirror(j, head)
	if err != nil {
		return err
	}
	switch state {
	case mirrorCurrent:
	case mirrorBehind:
		f.behind = append(f.behind, name)
	case mirrorEdited:
		f.edited = append(f.edited, words.F("%s, %s", name, filepath.Base(p.latest())))
	}
	aside, err := namesIn(p.folder, func(name string) bool { return strings.HasPrefix(name, editedPrefix) })
	for _, file := range aside {
		f.edited = append(f.edited, words.F("%s, %s", name, file))
	}
	return err
}
