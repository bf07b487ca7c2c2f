package localstore

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/uuid"
	"github.com/oklog/ulid/v2"

	"workflow-designer/backend/workflow"
)

// The comments of the versions that mending makes.
const (
	commentRecovered = "Recovered: the history did not name this text."
	commentRestored  = "Saved again as the latest, on top of recovered texts."
)

// Mend repairs the histories of a company and gives how many things it mended. It drops lines that were never
// finished; sets lines that cannot be read aside in history.damaged.jsonl; makes versions of the texts that no line
// names, below the version that is the latest; brings workflow.yaml up to date; and clears what interrupted saves left.
// Journals only grow, as in a save. It can be stopped at any point and run again.
func (s *Store) Mend(ctx context.Context, company workflow.CompanyID) (int, error) {
	const verb = "mend the history"
	if err := s.Unpack(ctx, company); err != nil {
		return 0, err
	}
	places, err := s.places(company)
	if err != nil {
		return 0, err
	}
	mended := 0
	for _, p := range places {
		done, err := s.write(ctx)
		if err != nil {
			return mended, err
		}
		n, err := s.mend(ctx, p)
		done()
		mended += n
		if err != nil {
			return mended, explain(verb, p.folder, err)
		}
	}
	done, err := s.write(ctx)
	if err != nil {
		return mended, err
	}
	defer done()
	n, err := s.clearSaving(ctx)
	return mended + n, err
}

// mend repairs one workflow; the caller holds the lock.
func (s *Store) mend(ctx context.Context, p place) (int, error) {
	content, err := p.readJournal()
	if err != nil {
		return 0, err
	}
	if err := p.clearNew(); err != nil {
		return 0, err
	}
	mended := 0
	if content.torn > 0 || len(content.damaged) > 0 {
		if err := p.mendLines(content); err != nil {
			return 0, err
		}
		mended += len(content.damaged)
		if content.torn > 0 {
			mended++
		}
	}
	n, err := s.adopt(ctx, p, content)
	mended += n
	if err == nil {
		var refreshed bool
		if refreshed, err = s.refresh(p); refreshed {
			mended++
		}
	}
	if workflow.CodeOf(err) == workflow.CodeDamaged {
		return mended, nil // a text is lost; mending cannot bring it back, and the check tells of it
	}
	return mended, err
}

// mendLines cuts half a line off and replaces damaged lines by blanks, so that all others stay where they are for
// those who follow the journal.
func (p place) mendLines(content journalContent) error {
	j, err := openJournal(p, os.O_RDWR)
	if err != nil {
		return err
	}
	defer j.release()
	if err := p.setLinesAside(content.damaged); err != nil {
		return err
	}
	for _, raw := range content.damaged {
		if _, err := j.WriteAt(bytes.Repeat([]byte(" "), len(raw.text)), raw.span.From); err != nil {
			return err
		}
	}
	if err := j.Truncate(content.Size); err != nil {
		return err
	}
	return j.Sync()
}

func (p place) setLinesAside(lines []rawLine) error {
	if len(lines) == 0 {
		return nil
	}
	file, err := os.OpenFile(filepath.Join(p.folder, "history.damaged.jsonl"), os.O_WRONLY|os.O_CREATE|os.O_APPEND, fileMode)
	if err != nil {
		return err
	}
	for _, raw := range lines {
		_, writing := file.Write(append(slices.Clone(raw.text), '\n'))
		err = errors.Join(err, writing)
	}
	return errors.Join(err, file.Sync(), file.Close(), syncFolder(p.folder))
}

// orphans gives the texts that no line names, oldest first.
func (p place) orphans(content journalContent) ([]workflow.UID, error) {
	named := map[string]bool{}
	for _, v := range content.Versions {
		named[string(v.UID)] = true
	}
	files, err := namesIn(p.versions(), func(name string) bool {
		uid, ok := strings.CutSuffix(name, textSuffix)
		return ok && isUID(uid) && !named[uid]
	})
	var uids []workflow.UID
	for _, file := range files {
		uids = append(uids, workflow.UID(strings.TrimSuffix(file, textSuffix)))
	}
	slices.Sort(uids) // the text of a ULID begins with its time
	return uids, err
}

// adopt makes versions of the texts that no line names. They go on top, where every text goes that a bucket may not
// have yet; should the latest version be newer, its text goes on top of them once more and stays the latest.
func (s *Store) adopt(ctx context.Context, p place, content journalContent) (int, error) {
	orphans, err := p.orphans(content)
	if err != nil {
		return 0, err
	}
	head := content.head()
	if head.TextElsewhere {
		return 0, nil // it could not be put back on top; once its text is here, Mend goes on
	}
	latest := head // the last that was not recovered
	known := map[string]bool{}
	for _, v := range content.Versions {
		known[v.ContentSHA256] = true
		if !v.Beside && v.Comment != commentRecovered {
			latest = v
		}
	}
	if len(orphans) > 0 {
		// Should this be interrupted, the next Open brings workflow.yaml up to date.
		if err := writeFlushed(s.saving(p.ref, "mended.latest"), nil); err != nil {
			return 0, err
		}
	}
	adopted := 0
	for _, uid := range orphans {
		text, err := os.ReadFile(p.text(uid))
		if err != nil {
			return adopted, err
		}
		v := successor(p.ref, head.Version, uid)
		v.Comment = commentRecovered
		if workflow.CheckContent(text) != nil || v.CreatedAt.Year() > 9999 {
			continue // nothing that the app would have saved
		}
		if hash := workflow.SHA256(text); known[hash] {
			// A save that was interrupted and done again: the version that it became has the text.
			err = os.Remove(p.text(uid))
		} else {
			v.Size, v.ContentSHA256 = int64(len(text)), hash
			err = s.adoptText(ctx, p, v)
			head, known[hash] = workflow.Known{Version: v}, true
		}
		if err != nil {
			return adopted, err
		}
		adopted++
	}
	return adopted, s.restoreLatest(ctx, p, latest.Version, head.Version)
}

// adoptText adds the line of a version whose text is in its place.
func (s *Store) adoptText(ctx context.Context, p place, v workflow.Version) error {
	text, err := encodeVersion(noted{Known: workflow.Known{Version: v}})
	if err != nil {
		return err
	}
	j, err := openJournal(p, os.O_RDWR)
	if errors.Is(err, fs.ErrNotExist) {
		j, err = s.create(ctx, p)
	}
	if err != nil {
		return err
	}
	defer j.release()
	if err := errors.Join(ctx.Err(), syncFolder(p.versions()), s.syncFolders(p)); err != nil {
		return err
	}
	_, err = appendLine(j, j.size, j.torn, text, true)
	return err
}

// restoreLatest puts the text of latest, or the deletion that it is, back on top of a recovered version that is older. UIDs
// tell the age: they begin with the time, and the one of a recovered text is all that is known of it.
func (s *Store) restoreLatest(ctx context.Context, p place, latest, head workflow.Version) error {
	if head.Comment != commentRecovered || head.UID > latest.UID {
		return nil
	}
	v := successor(p.ref, head, workflow.UID(ulid.Make().String()))
	v.Name, v.Prompt, v.Comment, v.Deleted = latest.Name, latest.Prompt, commentRestored, latest.Deleted
	var text []byte
	if !v.Deleted {
		var err error
		if text, err = p.read(latest); err != nil {
			return err
		}
		v.Size, v.ContentSHA256 = int64(len(text)), workflow.SHA256(text)
	}
	_, _, err := s.save(ctx, v, text, entryOf(head).Base(), "")
	return err
}

// successor is a version on top of head of which nothing is known but its UID, which holds the time.
func successor(ref workflow.Ref, head workflow.Version, uid workflow.UID) workflow.Version {
	v := workflow.Version{
		Ref: ref, UID: uid, ParentUID: head.UID, WorkflowUID: head.WorkflowUID, Number: head.Number + 1, Name: head.Name,
		CreatedAt: ulid.Time(ulid.MustParse(string(uid)).Time()).UTC(),
	}
	if v.WorkflowUID == "" {
		v.WorkflowUID = uuid.NewString()
	}
	return v
}
