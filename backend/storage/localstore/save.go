package localstore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Put implements storage.Store; see Save.
func (s *Store) Put(ctx context.Context, v workflow.Version, content []byte, base storage.Base) (storage.Entry, error) {
	entry, _, err := s.Save(ctx, v, content, base)
	return entry, err
}

// Save is Put, and says which part of the journal it added. base must name the latest version by its ID: the ETag,
// a hash of the text, would fit again after a text has come back. v needs a UID, a ULID, that no other version has
// (CodeInvalidID, CodeInvalidRequest); saving the latest version once more, with the same text, changes nothing and
// gives what the first time gave. With Deleted there is no content, no text is kept, and workflow.yaml goes away.
func (s *Store) Save(ctx context.Context, v workflow.Version, content []byte, base storage.Base) (storage.Entry, workflow.JournalSpan, error) {
	return s.SaveAs(ctx, v, content, base, "")
}

// SaveAs is Save for a version that came about in a way that it does not show; action names it in the activity log.
func (s *Store) SaveAs(
	ctx context.Context, v workflow.Version, content []byte, base storage.Base, action activity.Action,
) (storage.Entry, workflow.JournalSpan, error) {
	if err := checkVersion(v); err != nil {
		return storage.Entry{}, workflow.JournalSpan{}, err
	}
	if v.Deleted && len(content) > 0 {
		return storage.Entry{}, workflow.JournalSpan{}, invalid(workflow.CodeInvalidRequest,
			"A deletion has no text.", "Save the text as a version, or delete the workflow without one.")
	}
	v.CreatedAt = v.CreatedAt.UTC().Round(0)
	v.Size, v.ContentSHA256 = int64(len(content)), ""
	if !v.Deleted {
		v.ContentSHA256 = workflow.SHA256(content)
	}

	done, err := s.writeTo(ctx, s.place(v.Ref))
	if err != nil {
		return storage.Entry{}, workflow.JournalSpan{}, err
	}
	defer done()
	return s.save(ctx, v, content, base, action)
}

func checkVersion(v workflow.Version) error {
	if _, err := workflow.CheckID(int64(v.Ref.ID)); err != nil {
		return err
	}
	if _, err := workflow.ParseCompanyID(fmt.Sprint(int64(v.Ref.Company))); err != nil {
		return err
	}
	if !isUID(string(v.UID)) {
		return invalidUID()
	}
	// JSON would replace what is not UTF-8, and the version would not come back as it was given.
	for _, note := range []struct {
		field words.Text
		text  string
	}{
		{"name", v.Name}, {"author", v.Author}, {"comment", v.Comment}, {"prompt", v.Prompt},
	} {
		if err := workflow.CheckNote(note.field, note.text); err != nil {
			return err
		}
	}
	return workflow.CheckGenerator(v.Generator)
}

// save does the work of Save for a checked version; the caller holds the lock.
func (s *Store) save(
	ctx context.Context, v workflow.Version, content []byte, base storage.Base, action activity.Action,
) (storage.Entry, workflow.JournalSpan, error) {
	const verb = "save the version"
	p := s.place(v.Ref)
	fail := func(err error) (storage.Entry, workflow.JournalSpan, error) {
		return storage.Entry{}, workflow.JournalSpan{}, explain(verb, p.folder, err)
	}

	j, err := openJournal(p, os.O_RDWR)
	if errors.Is(err, fs.ErrNotExist) && base == (storage.Base{}) && !v.Deleted {
		j, err = s.create(ctx, p)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return fail(refusal(v, base))
	}
	if err != nil {
		return fail(err)
	}
	defer j.release()
	head, err := j.head()
	switch {
	case err != nil:
		return fail(err)
	case head.UID == v.UID && head.ContentSHA256 == v.ContentSHA256 && head.Deleted == v.Deleted:
		return latestEntry(head.Version), head.span, nil
	case base.ID != string(head.UID) || head.UID == "" && base.ETag != "":
		return fail(stale(v.Ref))
	case v.Deleted && (head.UID == "" || head.Deleted):
		return fail(noWorkflow(v.Ref))
	}
	existed, err := refuseReuse(p, j, v, head.UID)
	if err != nil {
		return fail(err)
	}
	if err := s.flushFolders(p, j); err != nil {
		return fail(err)
	}
	if v.Number, err = number(j, v, head); err != nil {
		return fail(err)
	}
	staged, err := s.stage(v, content)
	if err != nil {
		return fail(err)
	}
	span, err := p.commit(ctx, j, v, action, staged)
	if err != nil {
		if !existed && workflow.CodeOf(err) != workflow.CodeUnclear {
			// Should this fail, the storage check tells of a text that no line names.
			_ = os.Remove(p.text(v.UID))
		}
		if workflow.CodeOf(err) != workflow.CodeUnclear {
			staged.discard() // else the next Open finds out from them which text is the latest
		}
		return fail(err)
	}
	j.size, j.torn = span.To, 0
	s.told(v.Ref.Company, activity.OfVersion(v, action, head.Deleted, v.CreatedAt))
	p.publish(j, v, staged.latest)
	return latestEntry(v), span, nil
}

// refusal says why v cannot be saved on base in a workflow that is not here.
func refusal(v workflow.Version, base storage.Base) error {
	if v.Deleted && base == (storage.Base{}) {
		return noWorkflow(v.Ref)
	}
	return stale(v.Ref)
}

// number is what people will call a version by: one more than the one it goes on top of, unless it brings its own.
func number(j *journal, v workflow.Version, head noted) (int, error) {
	if v.Number > 0 {
		return v.Number, nil
	}
	if v.ParentUID != "" && v.ParentUID != head.UID {
		if parent, here, err := j.find(v.ParentUID); err != nil || here {
			return parent.Number + 1, err
		}
	}
	return head.Number + 1, nil
}

// create makes the folders and the empty journal of a workflow. A journal without a version is no workflow yet.
func (s *Store) create(ctx context.Context, p place) (*journal, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(p.versions(), folderMode); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(p.journal(), os.O_RDWR|os.O_CREATE, fileMode)
	if err != nil {
		return nil, err
	}
	return &journal{File: file, ref: p.ref}, nil
}

// syncFolders makes the names of a workflow's files durable, up to the root.
func (s *Store) syncFolders(p place) error {
	for folder := p.folder; ; folder = filepath.Dir(folder) {
		if err := syncFolder(folder); err != nil {
			return err
		}
		if folder == s.root {
			return nil
		}
	}
}

// flushFolders makes the names of a workflow's files durable when they may not be: the folders are new, were left by a
// first save that was interrupted, or came from a bucket.
func (s *Store) flushFolders(p place, j *journal) error {
	if before, err := j.flushed(); err != nil || before {
		return err
	}
	return s.syncFolders(p)
}

// refuseReuse refuses a UID that another version has. One made after the latest version is looked for among the texts only,
// so that a save need not read the whole journal. It reports whether there is the text of this very version already, which no
// line names: an interrupted save left it.
func refuseReuse(p place, j *journal, v workflow.Version, latest workflow.UID) (existed bool, err error) {
	taken := invalid(workflow.CodeInvalidRequest, "There is a version with this identifier already.",
		"Save the text again as a new version.")
	text, err := os.ReadFile(p.text(v.UID))
	existed = err == nil
	switch {
	case existed && workflow.SHA256(text) != v.ContentSHA256:
		return false, taken
	case existed || v.UID <= latest:
		_, named, err := j.find(v.UID)
		if err == nil && named {
			err = taken
		}
		return existed, err
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	}
	return false, err
}

// staged are the two files of a save before they have their names: one becomes the version's, one the latest.
type staged struct {
	version, latest string
}

func (s staged) discard() {
	// What cannot be removed now is removed when the store is opened again.
	_ = os.Remove(s.version)
	_ = os.Remove(s.latest)
}

// stage writes and flushes both files at once: two flushes at a time cost little more than one.
func (s *Store) stage(v workflow.Version, content []byte) (staged, error) {
	files := staged{s.saving(v.Ref, string(v.UID)+".version"), s.saving(v.Ref, string(v.UID)+".latest")}
	if v.Deleted {
		// An empty file, which only tells the next Open where to look.
		return staged{latest: files.latest}, os.WriteFile(files.latest, nil, fileMode)
	}
	var group sync.WaitGroup
	var ofLatest error
	group.Go(func() { ofLatest = writeFlushed(files.latest, content) })
	ofVersion := writeFlushed(files.version, content)
	group.Wait()
	if err := errors.Join(ofVersion, ofLatest); err != nil {
		files.discard()
		return staged{}, err
	}
	return files, nil
}

// commit makes the version part of the history: its text first, then its line.
func (p place) commit(
	ctx context.Context, j *journal, v workflow.Version, action activity.Action, files staged,
) (workflow.JournalSpan, error) {
	text, err := encodeVersion(noted{Known: workflow.Known{Version: v, Action: string(action)}})
	if err != nil {
		return workflow.JournalSpan{}, err
	}
	if err := ctx.Err(); err != nil {
		return workflow.JournalSpan{}, err
	}
	if !v.Deleted {
		if err := rename(files.version, p.text(v.UID)); err != nil {
			return workflow.JournalSpan{}, err
		}
		if err := syncFolder(p.versions()); err != nil {
			return workflow.JournalSpan{}, err
		}
	}
	return appendLine(j, j.size, j.torn, text, true)
}

// writeFlushed writes a file of which nothing is needed should it fail.
func writeFlushed(path string, content []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, fileMode)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}

func entryOf(v workflow.Version) storage.Entry {
	return storage.Entry{
		Version: v, ID: string(v.UID), ETag: v.ContentSHA256, LastModified: v.CreatedAt, DeleteMarker: v.Deleted,
	}
}

func latestEntry(v workflow.Version) storage.Entry {
	entry := entryOf(v)
	entry.IsLatest = true
	return entry
}
