//go:build unix

package localstore_test

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"testing"

	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/workflow"
)

func init() { roles["fill the disk by a clone"] = fillDiskByClone }

func TestAFullDiskLeavesThePackAsItWas(t *testing.T) {
	root := t.TempDir()
	c := startChild(t, "fill the disk by a clone", root)
	for c.lines.Scan() {
		t.Log(c.lines.Text())
	}
	if err := c.Wait(); err != nil {
		t.Fatalf("%v\n%s", err, c.errors)
	}
	s := open(t, root)
	wantKnown(t, s, 7, 8, 12, 13)
	wantCloned(t, s, 7, 8, 12, 13)
	wantSound(t, s)
}

func fillDiskByClone(root string) error {
	signal.Ignore(syscall.SIGXFSZ)
	s, err := localstore.Open(root)
	if err != nil {
		return err
	}
	bulk := func(ids ...workflow.ID) error {
		var courses []localstore.Course
		for _, id := range ids {
			c := newcomer(id)
			c.Bulk = true
			courses = append(courses, c)
		}
		var failure error
		failures := 0
		for _, span := range s.LearnMany(context.Background(), courses) {
			if span.Err != nil {
				failures, failure = failures+1, span.Err
			}
		}
		if failures > 0 && failures < len(courses) {
			return fmt.Errorf("only %d of %d failed: %w", failures, len(courses), failure)
		}
		return failure
	}
	full := func(what string, size int64, do func() error) error {
		before, err := os.ReadFile(packOf(root))
		if err != nil && !os.IsNotExist(err) {
			return err
		}
		if err := within(uint64(size), do); workflow.CodeOf(err) != workflow.CodeDiskFull {
			return fmt.Errorf("without room for the %s the error is %w", what, err)
		}
		after, err := os.ReadFile(packOf(root))
		if err != nil || string(after) != string(before) {
			return fmt.Errorf("without room for the %s the pack has %d bytes, not %d, %w", what, len(after), len(before), err)
		}
		return nil
	}

	// No room for the first line, for the first batch, for what comes after one.
	if err := full("first line", 10, func() error { return bulk(7) }); err != nil {
		return err
	}
	if err := full("first batch", 8000, func() error { return bulk(7, 8) }); err != nil {
		return err
	}
	if err := bulk(7, 8); err != nil {
		return err
	}
	pack, err := os.Stat(packOf(root))
	if err != nil {
		return err
	}
	for _, more := range []int64{0, 1, 10, 3000, 6000, 13000} {
		if err := full("next batch", pack.Size()+more, func() error { return bulk(9, 10, 11) }); err != nil {
			return err
		}
	}
	if err := bulk(12); err != nil {
		return err
	}

	// No room for the files of a workflow: it stays in the pack, where it can be read.
	unpack := func() error { return s.Unpack(context.Background(), ref.Company) }
	for _, room := range []int64{0, 100, 4000} {
		if err := full("files", room, unpack); err != nil {
			return err
		}
	}
	tag := func() error {
		h, err := s.History(ref)
		if err == nil {
			_, err = s.SetTags(context.Background(), ref, h.Head, tags("v1"), "", edited)
		}
		return err
	}
	if err := full("folder of one that is changed", 100, tag); err != nil {
		return err
	}
	if err := within(0, func() error {
		_, _, err := s.Get(context.Background(), ref, "")
		return err
	}); err != nil {
		return fmt.Errorf("on a full disk it cannot be read: %w", err)
	}
	if err := bulk(13); err != nil {
		return err
	}
	return unpack()
}
