package localstore

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/oklog/ulid/v2"

	"workflow-designer/backend/workflow"
)

// mirror says what workflow.yaml holds, compared with the history.
type mirror int

const (
	mirrorCurrent mirror = iota // the latest version; nothing when that is a deletion
	mirrorBehind                // nothing, or an older version: a save or its crash left it so
	mirrorEdited                // a text that no version has: somebody changed it outside the app
)

// mirror compares workflow.yaml with the history, of which head is the latest version. While the text of head is
// elsewhere an older one stands in for it.
func (p place) mirror(j *journal, head workflow.Known) (mirror, error) {
	older := mirrorBehind
	if head.TextElsewhere {
		older = mirrorCurrent
	}
	info, err := os.Stat(p.latest())
	switch {
	case errors.Is(err, fs.ErrNotExist) && head.Deleted:
		return mirrorCurrent, nil
	case errors.Is(err, fs.ErrNotExist):
		return older, nil
	case err != nil:
		return mirrorEdited, err
	case !info.Mode().IsRegular() || info.Size() > max(head.Size, 2*workflow.MaxContent):
		return mirrorEdited, nil
	}
	text, err := os.ReadFile(p.latest())
	if err != nil {
		return mirrorEdited, err
	}
	hash := workflow.SHA256(text)
	if !head.Deleted && hash == head.ContentSHA256 {
		return mirrorCurrent, nil
	}
	// Some file systems leave zeros where a write was cut off by a power failure.
	if len(bytes.Trim(text, "\x00 \t\r\n")) == 0 {
		return older, nil
	}
	known, err := j.hasText(hash)
	if err == nil && !known {
		known, err = p.hasFile(text)
	}
	if err != nil || !known {
		return mirrorEdited, err
	}
	return older, nil
}

// hasFile reports whether a text is that of a file of a version, which no line may name yet: a Learn that was interrupted
// leaves both.
func (p place) hasFile(text []byte) (bool, error) {
	files, err := namesIn(p.versions(), func(name string) bool { return strings.HasSuffix(name, textSuffix) })
	if err != nil {
		return false, err
	}
	for _, name := range files {
		path := filepath.Join(p.versions(), name)
		info, err := os.Stat(path)
		if err != nil || info.Size() != int64(len(text)) {
			continue
		}
		if other, err := os.ReadFile(path); err == nil && bytes.Equal(other, text) {
			return true, nil
		}
	}
	return false, nil
}

// publish makes file the new workflow.yaml; v is the version that it holds, or a deletion, which takes workflow.yaml away.
// The version is saved already, so nothing here can fail the save: a file that stays in the saving folder is taken up by
// the next Open.
func (p place) publish(j *journal, v workflow.Version, file string) {
	state, err := p.mirror(j, workflow.Known{Version: v})
	if err != nil {
		return
	}
	if state == mirrorEdited {
		// Somebody's work stands there. It is kept beside, and the storage check tells of it.
		if err := rename(p.latest(), filepath.Join(p.folder, editedPrefix+ulid.Make().String()+textSuffix)); err != nil {
			return
		}
	}
	if !v.Deleted {
		_ = rename(file, p.latest())
		return
	}
	if err := os.Remove(p.latest()); err == nil || errors.Is(err, fs.ErrNotExist) {
		_ = os.Remove(file)
	}
}

// editedPrefix begins the name of a text that was edited outside the app and set aside when a version was saved.
const editedPrefix = "workflow.edited-"

// refresh brings workflow.yaml up to the latest version unless somebody edited it outside the app. It reports whether
// it changed the file; the caller holds the lock.
func (s *Store) refresh(p place) (bool, error) {
	j, err := openJournal(p, os.O_RDONLY)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer j.release()
	head, err := j.head()
	if err != nil || head.UID == "" {
		return false, err
	}
	state, err := p.mirror(j, head.Known)
	if err != nil || state != mirrorBehind {
		return false, err
	}
	if head.Deleted {
		return true, os.Remove(p.latest())
	}
	text, err := p.read(head.Version)
	if err != nil {
		return false, err
	}
	file := s.saving(p.ref, string(head.UID)+".latest")
	if err := writeFlushed(file, text); err != nil {
		return false, errors.Join(err, os.Remove(file))
	}
	return true, rename(file, p.latest())
}

// recover completes the saves that a crash interrupted: each left a file in the saving folder, whose name tells the
// workflow. While another process saves there is nothing to recover yet: the files may be its own.
func (s *Store) recover() error {
	folder := filepath.Join(s.root, savingFolder)
	left, err := os.ReadDir(folder)
	if err != nil {
		return explain("look for interrupted saves", folder, err)
	}
	if len(left) == 0 {
		return nil
	}
	locked, err := s.lock.TryLock()
	if err != nil {
		return explain("lock the storage folder", s.root, err)
	}
	if !locked {
		return nil
	}
	s.turn <- struct{}{}
	defer s.unlock()
	_, err = s.clearSaving(context.Background())
	// What ails one workflow, or a full disk, must not keep the others from being read. The files that are left make
	// the next Open try again, and the storage check tells of it.
	if workflow.CodeOf(err) == workflow.CodeFolderDenied {
		return err
	}
	return nil
}

// clearSaving ends the changes of number that were planned, refreshes the workflows that the files in the saving folder
// name, and removes the files. It gives how many workflow.yaml it changed; the caller holds the lock.
func (s *Store) clearSaving(ctx context.Context) (int, error) {
	const verb = "complete an interrupted save"
	folder := filepath.Join(s.root, savingFolder)
	left, err := os.ReadDir(folder)
	if err != nil {
		return 0, explain(verb, folder, err)
	}
	var (
		failures []error
		changed  int
	)
	for _, entry := range left {
		if err := ctx.Err(); err != nil {
			return changed, explain(verb, folder, err)
		}
		if ref, ok := savingRef(entry.Name()); ok {
			if isPlan(entry.Name()) {
				if err := s.resume(s.place(ref), filepath.Join(folder, entry.Name())); err != nil {
					failures = append(failures, explain(verb, folder, err))
					continue
				}
			}
			refreshed, err := s.refresh(s.place(ref))
			if err != nil {
				failures = append(failures, explain(verb, folder, err))
				continue
			}
			if refreshed {
				changed++
			}
		}
		if err := os.Remove(filepath.Join(folder, entry.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			failures = append(failures, explain(verb, folder, err))
		}
	}
	return changed, errors.Join(failures...)
}

func savingRef(name string) (workflow.Ref, bool) {
	parts := strings.SplitN(name, "-", 3)
	if len(parts) != 3 {
		return workflow.Ref{}, false
	}
	company, err := workflow.ParseCompanyID(parts[0])
	if err != nil {
		return workflow.Ref{}, false
	}
	id, err := workflow.ParseID(parts[1])
	return workflow.Ref{Company: company, ID: id}, err == nil
}
