package localstore

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"workflow-designer/backend/workflow"
)

// newSuffix ends the name of a file that is written beside its place. What is left of one is nobody's.
const newSuffix = ".new"

// takeFirst writes the lesson of a workflow that was not here, with as few calls as it takes, and files made where they stay:
// a clone has thousands of them. workflow.yaml comes before the line, so that nothing is left to do after it. After a kill in
// between there is no workflow yet, and the next Learn takes the place of what is there. done is false when the lesson is
// another one, or something stands in the way: take knows what to do then.
func (p place) takeFirst(j *journal, l *lesson) (span workflow.JournalSpan, done bool, err error) {
	if !l.isOneVersion() {
		return span, false, nil
	}
	if _, err := os.Lstat(p.latest()); !errors.Is(err, fs.ErrNotExist) {
		return span, false, err
	}
	text, content := p.text(l.head.UID), l.texts[0].Content
	err = writeWhole(text, content)
	if err == nil {
		err = writeWhole(p.latest(), content)
	}
	if err == nil {
		span, err = appendLine(j, j.size, j.torn, l.lines.Bytes(), false)
	}
	if err != nil {
		_ = os.Remove(p.latest()) // else it is that of the next Learn
		_ = os.Remove(text)
	}
	return span, err == nil, err
}

// isOneVersion tells whether a lesson is the latest version of a workflow, with its text, and nothing else.
func (l *lesson) isOneVersion() bool {
	return len(l.fresh) == 1 && len(l.texts) == 1 && l.head != nil && l.head.UID == l.texts[0].Version.UID
}

// writeWhole writes a file, not flushed: whole or not at all.
func writeWhole(path string, content []byte) error {
	err := os.WriteFile(path+newSuffix, content, fileMode)
	if err == nil {
		err = rename(path+newSuffix, path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(path+newSuffix))
	}
	return nil
}

// clearNew removes what was being written beside its place when the process was killed. The caller holds the lock.
func (p place) clearNew() error {
	for _, folder := range []string{p.folder, p.versions()} {
		left, err := namesIn(folder, func(name string) bool {
			return strings.HasSuffix(name, textSuffix+newSuffix) || name == filepath.Base(p.journal())+newSuffix
		})
		if err != nil {
			return err
		}
		for _, name := range left {
			if err := os.Remove(filepath.Join(folder, name)); err != nil {
				return err
			}
		}
	}
	return nil
}

// createUnflushed is create with as few calls as it takes when the company has workflows.
func (s *Store) createUnflushed(p place) (*journal, error) {
	err := os.Mkdir(p.folder, folderMode)
	if err == nil {
		err = os.Mkdir(p.versions(), folderMode)
	}
	if err != nil {
		err = os.MkdirAll(p.versions(), folderMode)
	}
	if err != nil {
		return nil, err
	}
	file, err := os.OpenFile(p.journal(), os.O_RDWR|os.O_CREATE, fileMode)
	if err != nil {
		return nil, err
	}
	return &journal{File: file, ref: p.ref}, nil
}
