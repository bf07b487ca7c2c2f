package replica

import (
	"context"
	"slices"

	"workflow-designer/backend/laptop"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// sides takes in what lost a race on other computers, so that it is in the history of everyone, and hides from them what was
// brought together.
func (s *run) sides(ctx context.Context) error {
	open := map[workflow.Ref][]workflow.UID{}
	for e, err := range s.Bucket.OpenSides(ctx, s.Company) {
		if err != nil {
			return err
		}
		open[e.Ref] = append(open[e.Ref], e.UID)
	}
	var tasks []task
	for ref := range open {
		tasks = append(tasks, task{ref: ref})
	}
	slices.SortFunc(tasks, func(a, b task) int { return int(a.ref.ID) - int(b.ref.ID) })
	err := s.each(ctx, tasks, func(ctx context.Context, t task) error {
		err := s.sidesOf(ctx, t.ref, open[t.ref])
		if err == nil || !concernsOneWorkflow(workflow.CodeOf(err)) {
			return err
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.report.Failures = append(s.report.Failures, Failure{Ref: t.ref, Err: workflow.Presentable(err)})
		return nil
	})
	if err != nil {
		return err
	}
	return s.Laptop.Index.SidesListed(ctx, s.Address, s.Now())
}

func (r *Replica) sidesOf(ctx context.Context, ref workflow.Ref, open []workflow.UID) error {
	done, err := r.turns.take(ctx, ref)
	if err != nil {
		return err
	}
	defer done()
	for _, uid := range open {
		if err := r.takeSide(ctx, ref, uid, ""); err != nil {
			return err
		}
	}
	brought, err := r.Laptop.Index.Brought(ctx, ref, r.BucketID)
	if err != nil {
		return err
	}
	waits := map[workflow.UID]bool{}
	for _, uid := range open {
		waits[uid] = true
	}
	for _, uid := range brought {
		if !waits[uid] {
			continue
		}
		if err := r.Bucket.CloseSide(ctx, ref, uid); err != nil {
			return err
		}
	}
	return nil
}

// takeSide keeps a version that lost a race here too, before the version of that UID, or at the end when it is empty. One
// that is known, or whose workflow is not here, is left.
func (r *Replica) takeSide(ctx context.Context, ref workflow.Ref, uid, before workflow.UID) error {
	if _, known, err := r.Laptop.Index.Find(ctx, uid, r.BucketID); err != nil || known {
		return err
	}
	here, err := r.Laptop.Index.Standing(ctx, ref, r.Address)
	if err != nil || here.Head == "" {
		return err
	}
	e, content, err := r.Bucket.GetSide(ctx, ref, uid)
	if workflow.CodeOf(err) == workflow.CodeVersionNotFound {
		return nil // expired; what was brought together has its changes
	}
	if err != nil {
		return err
	}
	return r.Laptop.Learn(ctx, laptop.Lesson{Ref: ref, Head: here.Head, Learnt: []laptop.Learned{r.side(e, uid, content, before, here)}})
}

func (r *Replica) side(e storage.Entry, uid workflow.UID, content []byte, before workflow.UID, here workflow.Standing) laptop.Learned {
	e.Ref, e.UID = here.Ref, uid
	e = complete(e, r.BucketID, "", here.WorkflowUID)
	return laptop.Learned{
		Version: e.Version, Content: content, Beside: true, Before: before,
		Receipt: workflow.Receipt{
			BucketID: r.BucketID, UID: uid, Kind: workflow.ReceiptSide, VersionID: e.ID, ETag: e.ETag, PushedAt: r.Now().UTC(),
		},
	}
}
