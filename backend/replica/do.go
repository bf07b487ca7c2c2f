package replica

import (
	"context"
	"fmt"
	"time"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/laptop"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// do does one step. What it does is complete or not begun whenever the program is killed, and doing it again changes nothing.
func (j *job) do(ctx context.Context, step Step) error {
	switch step.Do {
	case Settle:
		return j.settle(ctx, step.UID, step.Entry)
	case PutSide:
		return j.putSide(ctx, step.UID)
	case Drop:
		return j.Laptop.AddReceipt(ctx, j.ref, workflow.Receipt{
			BucketID: j.BucketID, UID: step.UID, Kind: workflow.ReceiptDropped, PushedAt: j.Now().UTC(),
		}, nil)
	case Push:
		return j.push(ctx, step)
	case Take:
		return j.take(ctx, step.Entry)
	case TakeDeletion:
		return j.takeDeletion(ctx, step.Entry)
	case Merge:
		return j.merge(ctx, step.Entry)
	case CloseConflict:
		return j.orAgain(j.Laptop.CloseConflict(ctx, j.ref))
	case Renumber:
		return j.renumber(ctx, step.To)
	case DiscardMarker:
		j.again, j.afresh = true, true
		return j.Bucket.Discard(ctx, j.ref, step.Entry.ID)
	case DiscardNull:
		return j.Bucket.Discard(ctx, j.ref, nullVersion)
	}
	panic("a step without a deed: " + string(step.Do))
}

// orAgain looks at both sides again when this computer's moved under a step.
func (j *job) orAgain(err error) error {
	if workflow.CodeOf(err) == workflow.CodeStaleParent {
		j.again, j.afresh = true, true
		return nil
	}
	return err
}

func (j *job) receipt(e storage.Entry, uid workflow.UID, kind workflow.ReceiptKind) workflow.Receipt {
	return workflow.Receipt{
		BucketID: j.BucketID, UID: uid, Kind: kind, VersionID: e.ID, ETag: e.ETag, PushedAt: j.Now().UTC(),
	}
}

// entry is what the activity log says of the workflow now.
func (j *job) entry(action activity.Action, author string, uid workflow.UID, detail string) activity.Entry {
	now := j.Now().UTC()
	return activity.Entry{
		At: now, LoggedAt: now, Author: author, Action: action, Ref: j.ref, WorkflowUID: j.here.WorkflowUID, VersionUID: uid, Detail: detail,
	}
}

func (j *job) settle(ctx context.Context, uid workflow.UID, e storage.Entry) error {
	j.outcome.Pushed++
	j.unheard = false
	if err := j.Laptop.AddReceipt(ctx, j.ref, j.receipt(e, uid, workflow.ReceiptVersion), nil); err != nil {
		return err
	}
	j.tell(Event{What: Sent, Ref: j.ref, UID: uid})
	return nil
}

func (j *job) putSide(ctx context.Context, uid workflow.UID) error {
	kept, text, err := j.ours(ctx, uid)
	if err != nil {
		return err
	}
	if err := j.writable(ctx); err != nil {
		return err
	}
	entry, err := j.Bucket.PutSide(ctx, kept, text)
	if workflow.CodeOf(err) == workflow.CodeUnclear {
		entry, err = j.Bucket.PutSide(ctx, kept, text) // it is written once
	}
	if err == nil {
		err = named(entry)
	}
	if err != nil {
		return err
	}
	j.outcome.Bytes += int64(len(text))
	return j.Laptop.AddReceipt(ctx, j.ref, j.receipt(entry, uid, workflow.ReceiptSide), nil)
}

func (j *job) writable(ctx context.Context) error {
	if j.Writable == nil {
		return nil
	}
	return j.Writable(ctx)
}

// take makes what the bucket has the latest here.
func (j *job) take(ctx context.Context, e storage.Entry) error {
	content, err := j.text(ctx, e)
	if err != nil {
		return j.orGone(err)
	}
	author := e.Author
	lesson := j.lesson(e, content, false)
	if j.here.Deleted && len(j.here.Chain) > 0 {
		lesson.Log = []activity.Entry{j.entry(activity.Kept, author, e.UID,
			"It was deleted here; the version that was saved meanwhile is kept.")}
		j.tell(Event{What: Kept, Ref: j.ref, UID: e.UID, Author: author})
	}
	if err := j.learn(ctx, lesson); err != nil || j.again {
		return err
	}
	j.outcome.Pulled++
	j.tell(Event{What: Pulled, Ref: j.ref, UID: e.UID, Author: author})
	return nil
}

// text is that of a version in the bucket: fetched before, or here, or fetched now.
func (j *job) text(ctx context.Context, e storage.Entry) ([]byte, error) {
	if j.content != nil && e.ID == j.there.Head.ID {
		return j.content, nil
	}
	if _, text, err := j.Laptop.Files.Get(ctx, j.ref, string(e.UID)); err == nil {
		return text, nil
	}
	_, content, err := j.Bucket.Get(ctx, j.ref, e.ID)
	j.outcome.Bytes += int64(len(content))
	return content, err
}

// orGone looks again when the latest version is not there any more.
func (j *job) orGone(err error) error {
	if code := workflow.CodeOf(err); code == workflow.CodeVersionNotFound || code == workflow.CodeWorkflowNotFound {
		j.again, j.afresh = true, true
		return nil
	}
	return err
}

func (j *job) lesson(e storage.Entry, content []byte, beside bool) laptop.Lesson {
	seen := j.sight(e)
	if j.hint.listed.ETag == e.ETag {
		seen.Head.LastModified = j.hint.listed.LastModified
	}
	return laptop.Lesson{
		Ref: j.ref, Head: j.here.Head, Seen: &seen, Unseen: !beside, Bulk: j.hint.clone != nil,
		Learnt: []laptop.Learned{{
			Version: e.Version, Content: content, Receipt: j.receipt(e, e.UID, workflow.ReceiptVersion), Beside: beside,
		}},
	}
}

// learn keeps what the bucket told; when the latest here moved meanwhile both sides are looked at again.
func (j *job) learn(ctx context.Context, lesson laptop.Lesson) error {
	var err error
	j.hint.clone.lend(func() { err = j.orAgain(j.Laptop.Learn(ctx, lesson)) })
	if err == nil && !j.again && lesson.Seen != nil {
		j.here.Seen = lesson.Seen.Head
	}
	return err
}

// takeDeletion marks the workflow deleted here. A bucket does not tell who did it.
func (j *job) takeDeletion(ctx context.Context, marker storage.Entry) error {
	e := marker
	if e.ID == "" { // every version is gone
		e.ID, e.CreatedAt = "gone after "+j.here.Base.VersionID, j.Now().UTC()
		e.Ref = j.ref
		e.UID = derivedUID(j.BucketID, j.ref.Key(), e.ID, time.Time{})
		e = complete(e, j.BucketID, j.here.Head, j.here.WorkflowUID)
	}
	e.Ref, e.Deleted, e.ETag = j.ref, true, ""
	e.ParentUID = j.here.Head
	if err := j.learn(ctx, j.lesson(e, nil, false)); err != nil || j.again {
		return err
	}
	j.outcome.Deleted++
	j.tell(Event{What: Deleted, Ref: j.ref, UID: e.UID})
	return nil
}

// renumber gives the workflow the next number that is free on both sides.
func (j *job) renumber(ctx context.Context, to workflow.ID) error {
	free, err := j.Laptop.Index.NextID(ctx, j.Company)
	if err != nil {
		return err
	}
	heads, err := j.Laptop.Index.Heads(ctx, j.Company, j.BucketID)
	if err != nil {
		return err
	}
	to = max(to, free)
	for id := range heads {
		to = max(to, id+1)
	}
	from := j.ref
	for ; ; to++ {
		if _, err := workflow.CheckID(int64(to)); err != nil {
			return err
		}
		next := workflow.Ref{Company: j.Company, ID: to}
		switch _, err := j.Bucket.Head(ctx, next); workflow.CodeOf(err) {
		case "":
			continue // taken, be it by a deleted workflow
		case workflow.CodeWorkflowNotFound:
		default:
			return err
		}
		done, err := j.turns.take(ctx, next)
		if err != nil {
			return err
		}
		err = j.Laptop.Renumber(ctx, from, next, j.Author, j.Now().UTC())
		done()
		if workflow.CodeOf(err) == workflow.CodeStaleParent {
			continue
		}
		if err != nil {
			return err
		}
		j.tell(Event{What: Renumbered, Ref: next, From: from.ID, UID: j.here.Head, Author: j.Author})
		return j.moveOn(ctx, next)
	}
}

// moveOn does what is to be done under the new number, then what stands under the old one.
func (j *job) moveOn(ctx context.Context, next workflow.Ref) error {
	outcome, err := j.reconcile(ctx, next, hint{largest: next.ID})
	j.outcome.add(outcome)
	if err != nil {
		return fmt.Errorf("after the workflow got the number %d: %w", next.ID, err)
	}
	j.again, j.afresh, j.hint = true, true, hint{changed: true, listed: j.hint.listed, largest: next.ID}
	return nil
}
