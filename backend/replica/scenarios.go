package replica

import (
	"context"
	"errors"
	"slices"

	"workflow-designer/backend/workflow"
)

// The scenarios of a workflow are one document beside it. Each scenario says which of its states it knows, so that two documents
// are brought together without a base, in any order, and more than once: see workflow.MergeScenarios. So a lost answer, or
// another laptop in between, only means to read what is there and to bring together again.

// unknownETag says that it is not known what the bucket has.
const unknownETag = "?"

// scenarios makes those the same on both sides that changed on one. The listing of the workflows has said what is in the bucket.
func (s *run) scenarios(ctx context.Context) error {
	tasks, err := s.scenarioTasks(ctx)
	if err != nil {
		return err
	}
	return s.each(ctx, tasks, func(ctx context.Context, t task) error {
		err := s.sendScenarios(ctx, t.ref, t.scenarios, !s.sendsNothing())
		s.mu.Lock()
		defer s.mu.Unlock()
		switch code := workflow.CodeOf(err); {
		case err == nil:
			return nil
		case concernsOneWorkflow(code):
			s.report.Failures = append(s.report.Failures, Failure{Ref: t.ref, Err: workflow.Presentable(err)})
			return nil
		case refusesWrites(code):
			s.refused = err
			return nil
		}
		return err
	})
}

func (s *run) scenarioTasks(ctx context.Context) ([]task, error) {
	standings, err := s.Laptop.Index.ScenarioStandings(ctx, s.Company, s.BucketID)
	if err != nil {
		return nil, err
	}
	var tasks []task
	add := func(id workflow.ID, etag string) {
		tasks = append(tasks, task{ref: workflow.Ref{Company: s.Company, ID: id}, scenarios: etag})
	}
	for id, e := range s.listed {
		if here := standings[id]; here.Waits() || here.ETag != e.Scenarios {
			add(id, e.Scenarios)
		}
	}
	for id, here := range standings {
		if _, listed := s.listed[id]; !listed && here.Waits() {
			add(id, unknownETag) // the workflow may have been sent in this run
		}
	}
	slices.SortFunc(tasks, func(a, b task) int { return int(a.ref.ID) - int(b.ref.ID) })
	return tasks, nil
}

// SendScenarios sends the scenarios of a workflow as far as they wait, and brings them together with what others made of them.
// Those of a workflow that the bucket does not have, or whose latest version there is a deletion, go on waiting.
func (r *Replica) SendScenarios(ctx context.Context, ref workflow.Ref) error {
	here, err := r.Laptop.Index.ScenarioStanding(ctx, ref, r.BucketID)
	if err != nil || !here.Waits() {
		return err
	}
	return r.sendScenarios(ctx, ref, unknownETag, true)
}

// sendScenarios does that; listed is the ETag that a listing has told, or unknownETag.
func (r *Replica) sendScenarios(ctx context.Context, ref workflow.Ref, listed string, mayWrite bool) error {
	done, err := r.turns.take(ctx, ref)
	if err != nil {
		return err
	}
	defer done()
	here, err := r.Laptop.Index.Standing(ctx, ref, r.Address)
	// Before the bucket has the workflow, its number may be that of another one there.
	if err != nil || here.Head == "" || here.Base == nil || here.Seen.VersionID != "" && here.Seen.ETag == "" {
		return err
	}
	for range rounds {
		var again bool
		if again, err = r.scenariosOnce(ctx, ref, listed, mayWrite); err != nil || !again {
			return inTime(ctx, err)
		}
		listed = unknownETag
	}
	return busyScenarios()
}

// scenariosOnce looks at both sides once; again: somebody else wrote at the same time, or no answer came.
func (r *Replica) scenariosOnce(ctx context.Context, ref workflow.Ref, listed string, mayWrite bool) (again bool, err error) {
	standing, err := r.Laptop.Index.ScenarioStanding(ctx, ref, r.BucketID)
	if err != nil {
		return false, err
	}
	if listed == standing.ETag && (!standing.Waits() || !mayWrite) {
		return false, nil
	}
	// Also before a write on top of what was seen last: should this computer have lost some, they come back in place of going there too.
	etag, there, err := r.takeScenarios(ctx, ref)
	if err != nil {
		return false, err
	}
	mine, err := r.Laptop.Index.Scenarios(ctx, ref)
	if err != nil {
		return false, err
	}
	document := workflow.EncodeScenarios(mine)
	sum := workflow.SHA256(document)
	nothing := etag == "" && len(mine) == 0
	if sum != there && !nothing {
		if !mayWrite {
			return false, nil
		}
		if r.Writable != nil {
			if err := r.Writable(ctx); err != nil {
				return false, err
			}
		}
		etag, err = r.Bucket.PutScenarios(ctx, ref, document, etag)
		if moved(err) {
			return true, nil
		}
		if err != nil {
			return false, err
		}
	}
	known := workflow.BucketScenarios{BucketID: r.BucketID, ETag: etag, SHA256: sum}
	if len(mine) == 0 {
		known.SHA256 = ""
	}
	if standing.ETag == known.ETag && standing.Sent == known.SHA256 {
		return false, nil
	}
	return false, r.Laptop.AddBucketScenarios(ctx, ref, known)
}

// takeScenarios keeps here what the bucket has, and gives its ETag and the hash of the document that would say the same.
func (r *Replica) takeScenarios(ctx context.Context, ref workflow.Ref) (etag, sum string, err error) {
	content, etag, err := r.Bucket.Scenarios(ctx, ref)
	if err != nil {
		return "", "", err
	}
	theirs, err := workflow.DecodeScenarios(content)
	if err != nil {
		return "", "", err
	}
	changed, err := r.Laptop.KeepScenarios(ctx, ref, theirs)
	if err != nil {
		return "", "", err
	}
	if len(changed) > 0 {
		r.tell(Event{What: Scenarios, Ref: ref})
	}
	return etag, workflow.SHA256(workflow.EncodeScenarios(theirs)), nil
}

func busyScenarios() error {
	return &workflow.Error{
		Code:    workflow.CodeStaleParent,
		Message: "Others keep changing the scenarios of this workflow faster than they can be brought together.",
		Hint:    "Yours are safe on this computer. Sync again in a moment.",
		Err:     errors.New("scenarios"),
	}
}
