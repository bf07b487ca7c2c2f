//go:build unix

package localstore_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"testing"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/workflow"
)

func init() { roles["fill the disk"] = fillDisk }

var small = []byte("a: 1\n")

// Files stop growing at a size, as on a full disk; what was written before stays in them. The limit holds for a
// whole process, so a child plays it.
func TestFullDiskLeavesNothingHalfWritten(t *testing.T) {
	root := t.TempDir()
	c := startChild(t, "fill the disk", root)
	for c.lines.Scan() {
		t.Log(c.lines.Text())
	}
	if err := c.Wait(); err != nil {
		t.Fatalf("%v\n%s", err, c.errors)
	}
	wantTexts(t, open(t, root), workflow.Ref{Company: 1, ID: 1}, "a: 2\n", "a: 1\n")
}

func fillDisk(root string) error {
	signal.Ignore(syscall.SIGXFSZ)
	s, err := localstore.Open(root)
	if err != nil {
		return err
	}
	ref := workflow.Ref{Company: 1, ID: 1}
	v := newVersion(ref, "")
	v.Prompt = strings.Repeat("A long prompt makes the journal longer than the texts. ", 200)
	base, err := s.Put(context.Background(), v, small, storage.Base{})
	if err != nil {
		return err
	}
	before, err := files(root)
	if err != nil {
		return err
	}
	journal, err := os.Stat(file(root, ref, "history.jsonl"))
	if err != nil {
		return err
	}

	// No room for the text, no room for the rest of the journal's line, no room for a draft.
	noText := putWithin(s, 100, newVersion(ref, base.UID), textOf(base.UID), base)
	noLine := putWithin(s, uint64(journal.Size())+100, newVersion(ref, base.UID), small, base)
	noFirst := putWithin(s, 100, newVersion(workflow.Ref{Company: 1, ID: 2}, ""), small, storage.Entry{})
	noDraft := within(100, func() error {
		return s.SaveDraft(context.Background(), 1, workflow.Draft{DraftID: "workflow-1", YAMLContent: strings.Repeat("x", 500)})
	})
	firstLearned, later := learned(workflow.Ref{Company: 1, ID: 3}, string(textOf(base.UID)), ""), learned(ref, string(small), base.UID)
	noClone := learnWithin(s, 100, "", firstLearned)
	noCloneLine := learnWithin(s, 1+uint64(len(firstLearned.Content)), "", longer(firstLearned))
	noLesson := learnWithin(s, 100, base.UID, learned(ref, string(textOf(base.UID)), base.UID))
	noLessonLine := learnWithin(s, uint64(journal.Size())+100, base.UID, later)
	noTags := within(uint64(journal.Size())+10, func() error {
		_, err := s.SetTags(context.Background(), ref, base.UID, tags("a"), "", edited)
		return err
	})
	noDeletion := putWithin(s, uint64(journal.Size())+100, deletion(ref, base.UID), nil, base)
	noNumber := within(uint64(journal.Size())+10, func() error {
		_, err := s.Renumber(context.Background(), ref, workflow.Ref{Company: 1, ID: 4}, edited)
		return err
	})
	for what, err := range map[string]error{
		"clone": noClone, "line of a clone": noCloneLine, "lesson": noLesson, "line of a lesson": noLessonLine, "tags": noTags,
		"deletion": noDeletion, "number": noNumber,
	} {
		if workflow.CodeOf(err) != workflow.CodeDiskFull {
			return fmt.Errorf("without room for the %s the error is %w", what, err)
		}
	}
	for what, err := range map[string]error{"text": noText, "line": noLine, "first version": noFirst, "draft": noDraft} {
		if workflow.CodeOf(err) != workflow.CodeDiskFull {
			return fmt.Errorf("without room for the %s the error is %w", what, err)
		}
	}
	after, err := files(root)
	if err != nil {
		return err
	}
	if before != after {
		return fmt.Errorf("the files were\n%s\nand are now\n%s", before, after)
	}

	next := newVersion(ref, base.UID)
	_, err = s.Put(context.Background(), next, []byte("a: 2\n"), base.Base())
	return err
}

func putWithin(s *localstore.Store, size uint64, v workflow.Version, text []byte, base storage.Entry) error {
	return within(size, func() error {
		_, err := s.Put(context.Background(), v, text, base.Base())
		return err
	})
}

func learnWithin(s *localstore.Store, size uint64, head workflow.UID, one localstore.Learned) error {
	return within(size, func() error {
		_, err := s.Learn(context.Background(), one.Version.Ref, head, []localstore.Learned{one})
		return err
	})
}

// longer is a version whose line is longer than its text.
func longer(one localstore.Learned) localstore.Learned {
	one.Version.Prompt = strings.Repeat("long ", len(one.Content))
	return one
}

// within runs do while no file can grow beyond size.
func within(size uint64, do func() error) error {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	tight := limit
	tight.Cur = size
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &tight); err != nil {
		return err
	}
	return errors.Join(do(), syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit))
}
