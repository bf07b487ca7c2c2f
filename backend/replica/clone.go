package replica

import (
	"context"
	"sync"

	"workflow-designer/backend/workflow"
)

// A run that finds more new workflows than manyNewcomers is a clone: they are written many at once, and what their texts say
// is found out afterwards.
const manyNewcomers = 64

// waitingPerSeat is how many workflows a clone has under way for each that may talk to the bucket.
const waitingPerSeat = 16

// clone is what the workflows of such a run have in common.
type clone struct {
	seats seats
	empty bool     // nothing at all was here when it began
	met   sync.Map // the versions that it found in the bucket, by UID
}

// newcomers are the workflows among tasks of which nothing is known here, when they are many.
func (s *run) newcomers(ctx context.Context, tasks map[workflow.ID]hint, heads map[workflow.ID]workflow.BucketHead) (map[workflow.ID]bool, error) {
	unseen := map[workflow.ID]bool{}
	for id, h := range tasks {
		if _, seen := heads[id]; !seen && h.changed {
			unseen[id] = true
		}
	}
	if len(unseen) <= manyNewcomers {
		return nil, nil
	}
	here, err := s.Laptop.Index.JournalSizes(ctx, s.Company)
	if err != nil {
		return nil, err
	}
	for id := range here {
		delete(unseen, id)
	}
	if len(unseen) <= manyNewcomers {
		return nil, nil
	}
	empty, err := s.Laptop.Index.Empty(ctx)
	s.clone = &clone{seats: s.seats, empty: empty}
	return unseen, err
}

// isNew tells whether a version is certainly nowhere on this computer; false when it must be looked up.
func (c *clone) isNew(uid workflow.UID) bool {
	if c == nil || !c.empty {
		return false
	}
	_, had := c.met.LoadOrStore(uid, true)
	return !had
}

// lend lets another workflow talk to the bucket while this one waits for the disk.
func (c *clone) lend(wait func()) {
	if c == nil {
		wait()
		return
	}
	c.seats.leave()
	defer c.seats.take()
	wait()
}

// seats bound how many talk to the bucket at once; nil is no bound.
type seats chan struct{}

func (s seats) take() {
	if s != nil {
		s <- struct{}{}
	}
}

func (s seats) leave() {
	if s != nil {
		<-s
	}
}
