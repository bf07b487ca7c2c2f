package localstore

import (
	"context"
	"time"

	"workflow-designer/backend/workflow"
)

// OpenConflict notes that c.Mine, the latest here, and c.Theirs wait for a decision; it takes the place of a conflict that
// was open. It is closed by a version on top of c.Theirs or that brings it in, or by CloseConflict. It is not flushed: the
// next sync finds it again. CodeStaleParent: c.Mine is not the latest.
func (s *Store) OpenConflict(ctx context.Context, ref workflow.Ref, c workflow.Conflict) (workflow.JournalSpan, error) {
	if !isUID(string(c.Theirs)) {
		return workflow.JournalSpan{}, invalidUID()
	}
	return s.note(ctx, ref, "note the conflict", func(j *journal) ([]byte, error) {
		known, err := j.read()
		if err != nil {
			return nil, err
		}
		if known.Head == "" || known.Head != c.Mine {
			return nil, stale(ref)
		}
		if known.Conflict != nil && *known.Conflict == c {
			return nil, nil
		}
		return encode(eventConflict, conflictRecord{MineUID: c.Mine, TheirsUID: c.Theirs, At: time.Now().UTC()})
	})
}

// CloseConflict notes that a conflict waits no more, because the bucket has no other version any more. Without an open one
// it does nothing. It is not flushed, as OpenConflict is not.
func (s *Store) CloseConflict(ctx context.Context, ref workflow.Ref) (workflow.JournalSpan, error) {
	return s.note(ctx, ref, "note the end of the conflict", func(j *journal) ([]byte, error) {
		known, err := j.read()
		if err != nil || known.Conflict == nil {
			return nil, err
		}
		return encode(eventConflictClosed, conflictClosedRecord{At: time.Now().UTC()})
	})
}
