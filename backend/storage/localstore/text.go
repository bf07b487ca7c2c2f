package localstore

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// AddText keeps the text of a version that is here without: it was learned so, or the file is missing or damaged. It is not
// flushed, since the bucket has it. A text that is here already changes nothing. CodeVersionNotFound: there is no such
// version, or it is a deletion. CodeDamaged: it is not the text of that version.
func (s *Store) AddText(ctx context.Context, ref workflow.Ref, uid workflow.UID, content []byte) (workflow.JournalSpan, error) {
	const verb = "keep the text of the version"
	p := s.place(ref)
	done, err := s.writeTo(ctx, p)
	if err != nil {
		return workflow.JournalSpan{}, err
	}
	defer done()
	span, err := s.noteIn(ctx, p, false, func(j *journal) ([]byte, error) {
		v, err := j.lookUp(string(uid))
		if err != nil {
			return nil, err
		}
		return s.addText(p, v, content)
	})
	if err == nil {
		// It may be the text of the latest version. Nothing is lost when this does not succeed: Mend does it again.
		_, _ = s.refresh(p)
	}
	return span, explain(verb, p.folder, err)
}

// addText writes the text of v and gives the line that says so, when v was without.
func (s *Store) addText(p place, v noted, content []byte) ([]byte, error) {
	hash := workflow.SHA256(content)
	switch {
	case v.Deleted:
		return nil, noVersion(p.ref)
	case v.ContentSHA256 != "" && v.ContentSHA256 != hash:
		return nil, damaged(words.F("That is not the text of version %d of workflow %d.", v.Number, p.ref.ID), nil)
	case !v.TextElsewhere:
		if _, err := p.read(v.Version); workflow.CodeOf(err) != workflow.CodeDamaged {
			return nil, err
		}
		return nil, s.keepText(p, v.UID, content)
	}
	if err := s.keepText(p, v.UID, content); err != nil {
		return nil, err
	}
	return encode(eventText, textRecord{VersionUID: v.UID, Size: int64(len(content)), ContentSHA256: hash})
}

// keepText writes the text of a version, not flushed: whole or not at all.
func (s *Store) keepText(p place, uid workflow.UID, content []byte) error {
	file := s.saving(p.ref, string(uid)+".version")
	if err := os.WriteFile(file, content, fileMode); err != nil {
		return errors.Join(err, os.Remove(file))
	}
	err := rename(file, p.text(uid))
	if errors.Is(err, fs.ErrNotExist) {
		if err = os.MkdirAll(p.versions(), folderMode); err == nil {
			err = rename(file, p.text(uid))
		}
	}
	if err != nil {
		return errors.Join(err, os.Remove(file))
	}
	return nil
}
