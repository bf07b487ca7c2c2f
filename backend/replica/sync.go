package replica

import (
	"context"
	"slices"
	"sync"
	"time"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// usualWorkers is how many workflows are worked on at once: enough to hide the way to a far bucket, few enough for a small one.
const usualWorkers = 16

func (r *Replica) workers() int {
	if r.Workers > 0 {
		return r.Workers
	}
	return usualWorkers
}

// Guard against a bucket that lost its content, or that is not the one it seems: a person must say yes when more workflows
// than this are gone at once.
const (
	manyDeleted      = 10
	manyDeletedShare = 5 // one in five
)

// Request says what a run of sync may do.
type Request struct {
	AcceptDeletions bool // however many workflows are gone from the bucket
	Aside           bool // list what lost a race on other computers, even when that was done a moment ago
	Progress        func(Progress)
}

// Phase says what a run is at.
type Phase string

// The phases, in order.
const (
	Looking  Phase = "looking"  // lists what the bucket has
	Fetching Phase = "fetching" // takes in and sends, workflow by workflow
	Aside    Phase = "aside"    // what lost a race on other computers
)

// Progress says how far a run is.
type Progress struct {
	Phase Phase
	Done  int // workflows
	Total int
	Bytes int64 // of YAML, both ways
}

// Report says what a run did.
type Report struct {
	Outcome
	Conflicts []workflow.Ref // that were opened in this run
	Failures  []Failure      // one for each workflow that has a reason of its own for not being the same on both sides
	// Others is how many objects stand among the workflows of the bucket that are none, and OtherKeys some of their keys. They are
	// left alone.
	Others    int
	OtherKeys []string
}

// otherKeysTold is how many keys of what is no workflow are told.
const otherKeysTold = 20

// Failure says why a workflow is not the same on both sides.
type Failure struct {
	Ref workflow.Ref
	Err *workflow.Error
}

// Sync makes everything the same here and in the bucket, as far as that goes without a person: one listing tells what changed
// there, the index what changed here. It can be stopped at any point and done again; what was done stays done, workflow by
// workflow.
//
// What ails one workflow is in the report, and the others go on. Everything else ends the run with an error, for it would
// befall the others too. CodeManyDeleted: far more workflows than usual are gone from the bucket; nothing was done.
func (r *Replica) Sync(ctx context.Context, request Request) (Report, error) {
	run := &run{Replica: r, request: request, seats: make(seats, r.workers())}
	err := run.do(ctx)
	return run.report, inTime(ctx, err)
}

type run struct {
	*Replica
	request Request
	listed  map[workflow.ID]storage.Entry
	largest workflow.ID

	seats seats
	clone *clone // nil for most runs

	mu      sync.Mutex
	report  Report
	shown   Progress
	refused error // why nothing can be sent; what others saved is taken in all the same
}

func (s *run) do(ctx context.Context) error {
	s.show(func(p *Progress) { p.Phase = Looking })
	work, err := s.work(ctx)
	if err != nil {
		return err
	}
	s.show(func(p *Progress) { *p = Progress{Phase: Fetching, Total: len(work)} })
	err = s.each(ctx, work, func(ctx context.Context, t task) error {
		if t.hint.asSeen && s.sendsNothing() {
			return nil // there is nothing to take in
		}
		outcome, err := s.reconcile(ctx, t.ref, t.hint)
		if err == nil && (t.waits || outcome.Pushed > 0) {
			err = s.SendTags(ctx, t.ref)
		}
		return s.finished(t.ref, outcome, err)
	})
	if err == nil {
		err = s.scenarios(ctx)
	}
	if err != nil {
		return err
	}
	s.show(func(p *Progress) { p.Phase = Aside })
	due, err := s.sidesDue(ctx, len(work))
	if err == nil && due {
		err = s.sides(ctx)
	}
	if err == nil {
		err = s.refused
	}
	return err
}

func (s *run) sendsNothing() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.refused != nil
}

// sidesEvery is how often it is listed what lost a race on other computers, when nothing else changed: it is there to be kept,
// and nobody waits for it.
const sidesEvery = time.Minute

func (s *run) sidesDue(ctx context.Context, changed int) (bool, error) {
	if changed > 0 || s.request.Aside {
		return true, nil
	}
	b, err := s.Laptop.Index.Bucket(ctx, s.Address)
	return err != nil || s.Now().Sub(b.SidesAt) >= sidesEvery, err
}

func (s *run) show(change func(*Progress)) {
	s.mu.Lock()
	change(&s.shown)
	now := s.shown
	s.mu.Unlock()
	if s.request.Progress != nil {
		s.request.Progress(now)
	}
}

// task is a workflow on which there may be something to do.
type task struct {
	ref   workflow.Ref
	hint  hint
	waits bool // versions or tags wait to be sent

	scenarios string // the ETag of its scenarios, as listed
}

// work lists the bucket and gives the workflows that changed on either side, by number.
func (s *run) work(ctx context.Context) ([]task, error) {
	heads, err := s.Laptop.Index.Heads(ctx, s.Company, s.BucketID)
	if err != nil {
		return nil, err
	}
	if err := s.list(ctx); err != nil {
		return nil, err
	}
	tasks := map[workflow.ID]hint{}
	waits := map[workflow.ID]bool{}
	unsettled, err := s.Laptop.Index.Unsettled(ctx, s.Company, s.Address)
	if err != nil {
		return nil, err
	}
	for _, id := range unsettled {
		e, there := s.listed[id]
		waits[id] = true
		tasks[id] = hint{asSeen: same(heads[id], e, there), listed: e}
	}
	live := 0
	for id, e := range s.listed {
		seen := heads[id]
		switch {
		case same(seen, e, true):
		case seen.LastModified.IsZero() && seen.ETag == e.ETag && seen.Size == e.Size && seen.ETag != "":
			tasks[id] = hint{confirm: true, listed: e} // the listing tells for the first time when it was written
		default:
			tasks[id] = hint{changed: true, listed: e}
		}
	}
	var gone []workflow.ID
	for id, seen := range heads {
		if seen.ETag == "" {
			continue
		}
		live++
		if _, there := s.listed[id]; !there {
			gone = append(gone, id)
			tasks[id] = hint{gone: true}
		}
	}
	if len(gone) > max(manyDeleted, live/manyDeletedShare) && !s.request.AcceptDeletions {
		return nil, tooManyDeleted(len(gone), live)
	}
	newcomers, err := s.newcomers(ctx, tasks, heads)
	if err != nil {
		return nil, err
	}
	all := make([]task, 0, len(tasks))
	for id, h := range tasks {
		if h.largest = s.largest; newcomers[id] {
			h.clone = s.clone
		}
		all = append(all, task{ref: workflow.Ref{Company: s.Company, ID: id}, hint: h, waits: waits[id]})
	}
	slices.SortFunc(all, func(a, b task) int { return int(a.ref.ID) - int(b.ref.ID) })
	return all, nil
}

// same tells whether a listing says of a workflow what was seen of it last.
func same(seen workflow.BucketHead, e storage.Entry, there bool) bool {
	if !there {
		return seen.VersionID != "" && seen.ETag == "" // it was deleted
	}
	return seen.ETag == e.ETag && seen.Size == e.Size && !seen.LastModified.IsZero() && seen.LastModified.Equal(e.LastModified)
}

func (s *run) list(ctx context.Context) error {
	s.listed = map[workflow.ID]storage.Entry{}
	for e, err := range s.Bucket.Workflows(ctx, s.Company) {
		if err != nil {
			return err
		}
		if e.Other != "" {
			s.other(e.Other)
			continue
		}
		s.listed[e.Ref.ID] = e
		s.largest = max(s.largest, e.Ref.ID)
	}
	return nil
}

func (s *run) other(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.report.Others++; len(s.report.OtherKeys) < otherKeysTold {
		s.report.OtherKeys = append(s.report.OtherKeys, key)
	}
}

func tooManyDeleted(gone, live int) error {
	return &workflow.Error{
		Code:    workflow.CodeManyDeleted,
		Message: words.F("%d of %d workflows are gone from the bucket.", gone, live),
		Hint: "Nothing was changed here. Ask your team whether they were deleted on purpose; if so, sync once more and accept " +
			"the deletions. Else the bucket has lost them, or it is another one.",
	}
}

// each does the tasks, several at a time, until one fails for a reason that would befall the others too.
func (s *run) each(ctx context.Context, tasks []task, do func(context.Context, task) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	queue := make(chan task)
	var group sync.WaitGroup
	abreast := s.workers()
	if s.clone != nil {
		abreast *= waitingPerSeat
	}
	for range min(abreast, len(tasks)) {
		group.Go(func() {
			for t := range queue {
				s.seats.take()
				err := do(ctx, t)
				s.seats.leave()
				if err != nil {
					stop(err)
					return
				}
			}
		})
	}
	for _, t := range tasks {
		if ctx.Err() != nil {
			break
		}
		select {
		case queue <- t:
		case <-ctx.Done():
		}
	}
	close(queue)
	group.Wait()
	if ctx.Err() == nil {
		return nil
	}
	cause := context.Cause(ctx)
	if workflow.CodeOf(cause) == workflow.CodeInternal {
		return cancelled(cause)
	}
	return cause
}

// finished notes what became of a workflow. Its error is given back only when it ends the run.
func (s *run) finished(ref workflow.Ref, outcome Outcome, err error) error {
	s.mu.Lock()
	s.report.add(outcome)
	if outcome.Conflict {
		s.report.Conflicts = append(s.report.Conflicts, ref)
	}
	if err != nil && concernsOneWorkflow(workflow.CodeOf(err)) {
		s.report.Failures = append(s.report.Failures, Failure{Ref: ref, Err: workflow.Presentable(err)})
		err = nil
	}
	if refusesWrites(workflow.CodeOf(err)) {
		s.refused, err = err, nil
	}
	s.mu.Unlock()
	s.show(func(p *Progress) { p.Done++; p.Bytes += outcome.Bytes })
	return err
}

// refusesWrites reports whether what went wrong keeps everything from being sent, and nothing from being taken in.
func refusesWrites(code workflow.Code) bool {
	switch code {
	case workflow.CodeAccessDenied, workflow.CodeVersioningOff, workflow.CodeVersioningSuspended:
		return true
	default:
		return false
	}
}

// concernsOneWorkflow reports whether what went wrong may say nothing of other workflows: a text that the bucket refuses
// must not hold them up for ever. Any other code stops the run: what cannot be reached is not asked again and again.
func concernsOneWorkflow(code workflow.Code) bool {
	switch code {
	case workflow.CodeStaleParent, workflow.CodeUnclear, workflow.CodeBucketFailed, workflow.CodeDamaged,
		workflow.CodeVersionNotFound, workflow.CodeWorkflowNotFound, workflow.CodeInvalidContent, workflow.CodeTooLarge,
		workflow.CodeInvalidRequest, workflow.CodeInvalidID, workflow.CodeTextElsewhere:
		return true
	default:
		return false
	}
}

// Changed makes one workflow the same on both sides after the bucket said that something of it changed: its latest version,
// its tags, its scenarios, or what stands beside it.
func (r *Replica) Changed(ctx context.Context, ref workflow.Ref) (Outcome, error) {
	outcome, err := r.reconcile(ctx, ref, hint{changed: true})
	if err == nil {
		err = r.SendTags(ctx, ref)
	}
	if err == nil {
		err = r.sendScenarios(ctx, ref, unknownETag, true)
	}
	if err == nil {
		err = (&run{Replica: r}).sides(ctx)
	}
	return outcome, err
}
