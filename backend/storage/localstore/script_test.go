package localstore_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"time"

	"github.com/oklog/ulid/v2"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/localstore"
	"workflow-designer/backend/workflow"
)

func init() { roles["sync without end"] = syncInChild }

// scene is a workflow of the script that a child plays, and what is there of it.
type scene struct {
	store *localstore.Store
	ref   workflow.Ref // where it is now
	moved workflow.Ref // where it goes
	workflow.History
}

// look gives the scene with a number. In the end the workflow has another number.
func look(s *localstore.Store, number int) (scene, error) {
	at := workflow.Ref{Company: 1, ID: workflow.ID(number)}
	moved := workflow.Ref{Company: 1, ID: at.ID + 1_000_000}
	for _, ref := range []workflow.Ref{at, moved} {
		h, err := s.History(ref)
		if err != nil || len(h.Versions) > 0 {
			return scene{s, ref, moved, h}, err
		}
	}
	return scene{s, at, moved, workflow.History{}}, nil
}

// uid names the nth version of a scene, the same in every child.
func (c scene) uid(n int) workflow.UID {
	var id ulid.ULID
	number := uint64(c.moved.ID - 1_000_000)
	if err := id.SetTime(1_790_000_000_000 + 100*number + uint64(n)); err != nil {
		panic(err)
	}
	binary.BigEndian.PutUint64(id[8:], number<<8|uint64(n))
	return workflow.UID(id.String())
}

func (c scene) version(n int) workflow.Version {
	v := newVersion(c.ref, c.Head)
	v.UID = c.uid(n)
	return v
}

// learned is the nth version as a bucket has it.
func (c scene) learned(n int) localstore.Learned {
	return localstore.Learned{Version: c.version(n), Content: textOf(c.uid(n)), Receipt: receiptOf(c.uid(n))}
}

func (c scene) has(n int) bool { _, here := c.find(n); return here }

func (c scene) find(n int) (workflow.Known, bool) {
	for _, v := range c.Versions {
		if v.UID == c.uid(n) {
			return v, true
		}
	}
	return workflow.Known{}, false
}

func (c scene) learn(all ...localstore.Learned) error {
	_, err := c.store.Learn(context.Background(), c.ref, c.Head, all)
	return err
}

func (c scene) save(v workflow.Version, text []byte) error {
	_, err := c.store.Put(context.Background(), v, text, storage.Base{ID: string(c.Head)})
	return err
}

func (c scene) draft(of workflow.Ref) bool {
	_, err := c.store.Draft(1, fmt.Sprintf("workflow-%d", of.ID))
	return err == nil
}

// steps are all that may happen to a workflow. A step that is done is not done again, so a child goes on where another was
// killed.
var steps = []struct {
	name string
	done func(c scene) bool
	do   func(c scene) error
}{
	{
		"learn the first",
		func(c scene) bool { return c.has(1) && len(c.Receipts) > 0 },
		func(c scene) error { return c.learn(c.learned(1)) },
	},
	{
		"learn the next, and the first again",
		func(c scene) bool { return c.has(2) && len(c.Receipts) > 1 },
		func(c scene) error { return c.learn(c.learned(1), c.learned(2)) },
	},
	{
		"tag one",
		func(c scene) bool { return len(c.Tags) == 1 && c.Tags[0].UID == c.uid(2) && len(c.Tags[0].Tags) == 1 },
		func(c scene) error {
			_, err := c.store.SetTags(context.Background(), c.ref, c.uid(2), tags("v1"), "Ada", edited)
			return err
		},
	},
	{
		"save on top",
		func(c scene) bool { return c.has(3) },
		func(c scene) error { return c.save(c.version(3), textOf(c.uid(3))) },
	},
	{
		"learn an older one",
		func(c scene) bool { return c.has(0) && c.Versions[0].UID == c.uid(0) },
		func(c scene) error {
			return c.learn(learnedChange(learnedChange(c.learned(0)).known()).beside(c.uid(1)))
		},
	},
	{
		"fetch its text",
		func(c scene) bool { v, here := c.find(0); return here && !v.TextElsewhere },
		func(c scene) error {
			_, err := c.store.AddText(context.Background(), c.ref, c.uid(0), textOf(c.uid(0)))
			return err
		},
	},
	{
		"delete",
		func(c scene) bool { v, here := c.find(4); return here && v.Deleted },
		func(c scene) error { v := c.version(4); v.Deleted = true; return c.save(v, nil) },
	},
	{
		"bring back",
		func(c scene) bool { return c.has(5) },
		func(c scene) error { return c.save(c.version(5), textOf(c.uid(5))) },
	},
	{
		"open a conflict",
		func(c scene) bool { return c.Conflict != nil || c.has(7) },
		func(c scene) error {
			if err := c.learn(learnedChange(c.learned(6)).beside("")); err != nil {
				return err
			}
			_, err := c.store.OpenConflict(context.Background(), c.ref, workflow.Conflict{Mine: c.Head, Theirs: c.uid(6)})
			return err
		},
	},
	{
		"learn the decision",
		func(c scene) bool { return c.has(7) && c.Conflict == nil },
		func(c scene) error { l := c.learned(7); l.Version.MergedUID = c.uid(6); return c.learn(l) },
	},
	{
		"keep a draft",
		func(c scene) bool { return c.draft(c.ref) || c.draft(c.moved) || c.ref == c.moved },
		func(c scene) error {
			return c.store.SaveDraft(context.Background(), 1, workflow.Draft{
				DraftID: fmt.Sprintf("workflow-%d", c.ref.ID), WorkflowID: c.ref.ID, BaseVersionID: string(c.Head), YAMLContent: "a: 1\n",
			})
		},
	},
	{
		"give another number",
		func(c scene) bool { return c.ref == c.moved && len(c.Renumbered) == 1 },
		func(c scene) error {
			_, err := c.store.Renumber(context.Background(), c.ref, c.moved, time.Now())
			return err
		},
	},
}

// syncInChild plays the script with one workflow after the other, and says each step that was acknowledged.
func syncInChild(root string) error {
	s, err := localstore.Open(root)
	if err != nil {
		return err
	}
	sizes, err := s.JournalSizes(1)
	if err != nil {
		return err
	}
	for number := max(1, len(sizes)); ; number++ {
		for n, step := range steps {
			c, err := look(s, number)
			if err != nil {
				return err
			}
			if !step.done(c) {
				if err := step.do(c); err != nil {
					return fmt.Errorf("%s, workflow %d: %w", step.name, number, err)
				}
			}
			fmt.Printf("%d %d end\n", number, n)
		}
	}
}
