package localstore

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"time"

	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Stamp tells a state of a workflow's workflow.yaml from another by a look at the file system alone. The zero Stamp is no file.
type Stamp struct {
	size     int64
	modified time.Time
}

// Stamp gives the present one.
func (s *Store) Stamp(ref workflow.Ref) (Stamp, error) {
	p := s.place(ref)
	info, err := os.Stat(p.latest())
	if errors.Is(err, fs.ErrNotExist) {
		return Stamp{}, nil
	}
	if err != nil {
		return Stamp{}, explain("look at the latest text", p.folder, err)
	}
	return Stamp{info.Size(), info.ModTime()}, nil
}

// Edited is a text that no version has and that somebody wrote into workflow.yaml outside the app.
type Edited struct {
	Text []byte
	At   time.Time // when the file was written, by its own word
}

// Edited gives such a text; nil when there is none: the file has the text of a version, or none. CodeTooLarge,
// CodeInvalidContent: what stands there cannot become a version; At is told all the same.
func (s *Store) Edited(ctx context.Context, ref workflow.Ref) (*Edited, error) {
	const verb = "look at the latest text"
	if err := ended(ctx, verb); err != nil {
		return nil, err
	}
	p, err := s.reach(s.place(ref))
	if err != nil {
		return nil, explain(verb, p.folder, err)
	}
	if p.packed != nil {
		return nil, nil // it has no file of its own yet
	}
	state, err := p.mirrorNow()
	if err != nil || state != mirrorEdited {
		return nil, explain(verb, p.folder, err)
	}
	return p.edited()
}

// mirrorNow is mirror by the journal as it is now.
func (p place) mirrorNow() (mirror, error) {
	j, err := openJournal(p, os.O_RDONLY)
	if errors.Is(err, fs.ErrNotExist) {
		return mirrorCurrent, nil
	}
	if err != nil {
		return mirrorCurrent, err
	}
	defer j.release()
	head, err := j.head()
	if err != nil || head.UID == "" {
		return mirrorCurrent, err
	}
	return p.mirror(j, head.Known)
}

func (p place) edited() (*Edited, error) {
	info, err := os.Stat(p.latest())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil // it has been taken away since
	}
	if err != nil {
		return nil, explain("look at the latest text", p.folder, err)
	}
	edited := &Edited{At: info.ModTime().UTC()}
	if !info.Mode().IsRegular() {
		return edited, &workflow.Error{
			Code:    workflow.CodeInvalidContent,
			Message: words.F("workflow.yaml of workflow %d is not a file any more.", p.ref.ID),
			Hint:    "Take away what stands in its place; the next save writes the file again.",
		}
	}
	if info.Size() > workflow.MaxContent {
		return edited, workflow.TooLarge(info.Size())
	}
	text, err := os.ReadFile(p.latest())
	if err != nil {
		return edited, explain("read the latest text", p.folder, err)
	}
	edited.Text = text
	return edited, workflow.CheckContent(text)
}
