package memstore

import (
	"context"
	"iter"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// follower is one reader of Follow. What happens while it does not read waits for it.
type follower struct {
	company workflow.CompanyID
	hints   []workflow.Ref
	more    chan struct{} // has room for one: hints is not empty
	gone    chan struct{} // closed when the connection breaks
}

var _ storage.Follower = (*Store)(nil)

// Follow implements storage.Follower. Hints come in the order of the writes, one for each.
func (s *Store) Follow(ctx context.Context, company workflow.CompanyID) iter.Seq2[workflow.Ref, error] {
	return func(yield func(workflow.Ref, error) bool) {
		f := &follower{company: company, more: make(chan struct{}, 1), gone: make(chan struct{})}
		s.mu.Lock()
		s.followers[f] = true
		s.mu.Unlock()
		defer func() {
			s.mu.Lock()
			defer s.mu.Unlock()
			delete(s.followers, f)
		}()
		if err := ended(ctx); err != nil || !yield(workflow.Ref{}, nil) {
			if err != nil {
				yield(workflow.Ref{}, err)
			}
			return
		}
		for {
			select {
			case <-f.more:
				for _, ref := range s.take(f) {
					if !yield(ref, nil) {
						return
					}
				}
			case <-f.gone:
				yield(workflow.Ref{}, &workflow.Error{
					Code:    workflow.CodeBucketUnreachable,
					Message: "The connection to the bucket broke.",
					Hint:    "Check the network and try again.",
				})
				return
			case <-ctx.Done():
				yield(workflow.Ref{}, ended(ctx))
				return
			}
		}
	}
}

func (s *Store) take(f *follower) []workflow.Ref {
	s.mu.Lock()
	defer s.mu.Unlock()
	hints := f.hints
	f.hints = nil
	return hints
}

// changed tells the followers; s.mu is held.
func (s *Store) changed(ref workflow.Ref) {
	for f := range s.followers {
		if f.company != ref.Company {
			continue
		}
		f.hints = append(f.hints, ref)
		select {
		case f.more <- struct{}{}:
		default: // it has been told
		}
	}
}

// Disconnect breaks the connection of everybody who follows.
func (s *Store) Disconnect() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for f := range s.followers {
		close(f.gone)
		delete(s.followers, f)
	}
}
