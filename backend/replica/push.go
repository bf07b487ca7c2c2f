package replica

import (
	"context"
	"errors"
	"time"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// Index is what a push needs to know and to have remembered. Pending versions are those that the bucket at an address
// is not known to hold.
type Index interface {
	// Pending gives the versions of a company that wait; of one workflow when only is not 0.
	Pending(ctx context.Context, company workflow.CompanyID, address string, only workflow.ID) ([]workflow.Pending, error)
	// Base gives the receipt of the newest version of a workflow that the bucket holds; false when it holds none.
	Base(ctx context.Context, ref workflow.Ref, address string) (workflow.Receipt, bool, error)
	// Attempt notes, before it happens, that a version is about to be sent, and tells how often that was begun before;
	// false when the version no longer waits.
	Attempt(ctx context.Context, uid workflow.UID) (earlier int, waits bool, err error)
	// Failed keeps why a version could not be sent.
	Failed(ctx context.Context, uid workflow.UID, f workflow.Failure) error
	// Delivered records that a bucket holds a version: it no longer waits, and is the base of the next push. The span is
	// where its receipt stands in the journal. Recording it twice is the same as once.
	Delivered(ctx context.Context, ref workflow.Ref, r workflow.Receipt, span workflow.JournalSpan) error
}

// Receipts is where it is written that a bucket holds a version, so that the index can be rebuilt.
type Receipts interface {
	AddReceipt(ctx context.Context, ref workflow.Ref, r workflow.Receipt) (workflow.JournalSpan, error)
}

// Pusher sends versions from this computer to a bucket. The index must know the bucket's id under its address.
//
// Several may push at once, in other processes too: the bucket takes one version on top of each. Only where a version
// has the very text of the one below it can the bucket not tell them apart; it may then have that version twice.
type Pusher struct {
	Local    storage.Store // finds a version by its UID
	Bucket   storage.Store
	Index    Index
	Receipts Receipts
	BucketID string // UUID of the bucket, from its sentinel
	Address  string // of the bucket, as the index knows it
	Now      func() time.Time
}

// Report says what a push did.
type Report struct {
	Pushed   int       // versions that the bucket is now known to hold
	Failures []Failure // one for each workflow whose versions still wait for a reason of its own
}

// Failure says why the versions of a workflow were not sent, from the one that failed on.
type Failure struct {
	Ref workflow.Ref
	Err *workflow.Error
}

// Push sends what waits: of one workflow when only is not 0. It can be stopped at any point and run again; a version that
// had reached the bucket is found there and not sent twice.
//
// What ails one workflow (a conflict, a damaged file, a text that the bucket refuses) is in the report, and the others are sent. Everything else ends the
// push with an error, for it would befall the others too: the bucket cannot be reached, refuses the keys, or has no
// versioning (the codes are the bucket's), or this computer fails. Either way the reason is kept with the version. When
// ctx was cancelled (CodeCancelled) none is kept; a deadline that passed is CodeBucketTimeout.
func (p *Pusher) Push(ctx context.Context, company workflow.CompanyID, only workflow.ID) (Report, error) {
	var report Report
	steps, err := p.plan(ctx, company, only)
	if err != nil {
		return report, inTime(ctx, err)
	}
	var head storage.Base // of the workflow at hand, in the bucket
	var held workflow.Ref // a workflow whose remaining versions wait
	for _, step := range steps {
		ref := step.Version.Ref
		if ref == held {
			continue
		}
		if !step.OnPrevious {
			head = step.Base
		}
		done, err := p.apply(ctx, step, head)
		if err == nil {
			head = done.base
			if done.sent {
				report.Pushed++
			}
			continue
		}
		err = inTime(ctx, err)
		if workflow.CodeOf(err) == workflow.CodeCancelled {
			return report, err
		}
		shown := workflow.Presentable(err)
		if kept := p.keep(ctx, step.Version.UID, shown); kept != nil {
			return report, errors.Join(err, kept)
		}
		if !concernsOneWorkflow(shown.Code) {
			return report, err
		}
		report.Failures = append(report.Failures, Failure{Ref: ref, Err: shown})
		held = ref
	}
	return report, nil
}

func (p *Pusher) plan(ctx context.Context, company workflow.CompanyID, only workflow.ID) ([]Step, error) {
	pending, err := p.Index.Pending(ctx, company, p.Address, only)
	if err != nil {
		return nil, err
	}
	bases := map[workflow.ID]storage.Base{}
	for _, waits := range pending {
		ref := waits.Version.Ref
		if _, known := bases[ref.ID]; known {
			continue
		}
		if bases[ref.ID], err = p.base(ctx, ref); err != nil {
			return nil, err
		}
	}
	return Plan(pending, bases), nil
}

func (p *Pusher) base(ctx context.Context, ref workflow.Ref) (storage.Base, error) {
	receipt, ok, err := p.Index.Base(ctx, ref, p.Address)
	if err != nil || !ok {
		return storage.Base{}, err
	}
	return storage.Base{ID: receipt.VersionID, ETag: receipt.ETag}, nil
}

// outcome is what a step came to when nothing failed.
type outcome struct {
	base storage.Base // of the next version
	sent bool         // by this push, not by another meanwhile
}

// apply sends one version on top of base and records that the bucket has it, before the next one is sent.
func (p *Pusher) apply(ctx context.Context, step Step, base storage.Base) (outcome, error) {
	v := step.Version
	earlier, waits, err := p.Index.Attempt(ctx, v.UID)
	if err != nil {
		return outcome{}, err
	}
	if !waits { // another push delivered it since the plan was made
		base, err := p.base(ctx, v.Ref)
		return outcome{base: base}, err
	}
	entry, err := p.send(ctx, v, base, step.LookFirst || earlier > 0)
	if err != nil {
		return outcome{}, err
	}
	receipt := workflow.Receipt{
		BucketID: p.BucketID, UID: v.UID, VersionID: entry.ID, ETag: entry.ETag, PushedAt: p.Now().UTC(),
	}
	// The bucket has the version, so that is written down even when the caller has gone.
	ctx = context.WithoutCancel(ctx)
	span, err := p.Receipts.AddReceipt(ctx, v.Ref, receipt)
	if err != nil {
		return outcome{}, err
	}
	return outcome{base: entry.Base(), sent: true}, p.Index.Delivered(ctx, v.Ref, receipt, span)
}

// keep remembers why a version was not sent, even when the time to send it has passed.
func (p *Pusher) keep(ctx context.Context, uid workflow.UID, e *workflow.Error) error {
	return p.Index.Failed(context.WithoutCancel(ctx), uid, workflow.Failure{
		Code: e.Code, Message: e.Message, Hint: e.Hint, At: p.Now().UTC(),
	})
}

// concernsOneWorkflow reports whether what went wrong may say nothing of other workflows: a text that the bucket refuses
// must not hold them up for ever. Any other code stops the push: what cannot be reached is not asked again and again.
func concernsOneWorkflow(code workflow.Code) bool {
	switch code {
	case workflow.CodeConflict, workflow.CodeUnclear, workflow.CodeBucketFailed, workflow.CodeDamaged,
		workflow.CodeVersionNotFound, workflow.CodeWorkflowNotFound, workflow.CodeInvalidContent, workflow.CodeTooLarge:
		return true
	default:
		return false
	}
}

// inTime tells a deadline that passed from a caller who gave up: local parts call both CodeCancelled.
func inTime(ctx context.Context, err error) error {
	if workflow.CodeOf(err) != workflow.CodeCancelled || !errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return err
	}
	return &workflow.Error{
		Code:    workflow.CodeBucketTimeout,
		Message: "The bucket did not take everything in time.",
		Hint:    "What is left is safe on this computer. Sync again to send it.",
		Err:     err,
	}
}
