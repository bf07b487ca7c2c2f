package localstore

import (
	"errors"
	"testing"

	"workflow-designer/backend/workflow"
)

// disk is a journal on a disk that fails: each call that has an error gives it, after a write of half the bytes.
type disk struct {
	text                  []byte
	write, truncate, sync error
	synced                int
	syncFailures          int // how many syncs fail
}

func (d *disk) WriteAt(p []byte, off int64) (int, error) {
	if d.write != nil {
		p = p[:len(p)/2]
	}
	d.text = append(d.text[:off], p...)
	return len(p), d.write
}

func (d *disk) Truncate(size int64) error {
	if d.truncate == nil {
		d.text = d.text[:size]
	}
	return d.truncate
}

func (d *disk) Sync() error {
	d.synced++
	if d.synced <= d.syncFailures {
		return d.sync
	}
	return nil
}

func TestAppendedLineReplacesATornOne(t *testing.T) {
	d := &disk{text: []byte("one\ntorn, and longer than the next")}

	span, err := appendLine(d, 4, 30, []byte("two\n"), true)

	if err != nil || string(d.text) != "one\ntwo\n" || span != (workflow.JournalSpan{From: 4, To: 8}) || d.synced != 1 {
		t.Errorf("the journal is %q, span %v, %d syncs (%v)", d.text, span, d.synced, err)
	}
}

func TestLineThatCannotBeWrittenIsCutOff(t *testing.T) {
	failure := errors.New("no room")
	d := &disk{text: []byte("one\n"), write: failure}

	_, err := appendLine(d, 4, 0, []byte("two\n"), true)

	if !errors.Is(err, failure) || string(d.text) != "one\n" {
		t.Errorf("the journal is %q (%v), want it as before", d.text, err)
	}
}

func TestLineThatCannotBeFlushedIsTakenBack(t *testing.T) {
	failure := errors.New("bad sector")
	d := &disk{text: []byte("one\n"), sync: failure, syncFailures: 1}

	_, err := appendLine(d, 4, 0, []byte("two\n"), true)

	if !errors.Is(err, failure) || string(d.text) != "one\n" || workflow.CodeOf(err) == workflow.CodeUnclear {
		t.Errorf("the journal is %q (%v), want it as before", d.text, err)
	}
}

func TestLineThatCannotBeTakenBackIsUnclear(t *testing.T) {
	failure := errors.New("bad sector")
	for name, d := range map[string]*disk{
		"cannot be cut":                       {text: []byte("one\n"), sync: failure, syncFailures: 1, truncate: failure},
		"cutting it off could not be flushed": {text: []byte("one\n"), sync: failure, syncFailures: 2},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := appendLine(d, 4, 0, []byte("two\n"), true)

			if workflow.CodeOf(err) != workflow.CodeUnclear {
				t.Errorf("got %v, want %s", err, workflow.CodeUnclear)
			}
		})
	}
}
