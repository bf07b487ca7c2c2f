package replica

import (
	"context"
	"fmt"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// push sends one version on top of the step's base, and records that the bucket has it before the next one is sent.
func (j *job) push(ctx context.Context, step Step) error {
	base := step.Base
	if step.OnPrevious {
		base = j.there.Head.Base()
	}
	earlier, waits, err := j.Laptop.Index.Attempt(ctx, step.UID)
	if err != nil {
		return err
	}
	if !waits && !j.aside(step.UID) { // another process delivered it since the plan was made
		j.again, j.afresh = true, true
		return nil
	}
	if earlier > 0 && !step.LookFirst {
		j.again, j.afresh = true, true // it may be there already, and the plan did not look
		return nil
	}
	kept, text, err := j.ours(ctx, step.UID)
	if err != nil {
		return err
	}
	if err := j.writable(ctx); err != nil {
		return err
	}
	entry, err := j.Bucket.Put(ctx, kept, text, base)
	if moved(err) {
		// Also a refusal may be that of our own write, whose answer got lost on the way.
		j.again, j.afresh = true, true
		unheard := workflow.CodeOf(err) == workflow.CodeUnclear
		if ctx.Err() != nil || unheard && j.unheard {
			return err // nobody is there to look, or answers get lost again and again: the next run looks
		}
		j.unheard = unheard
		return nil
	}
	j.unheard = false
	if err == nil {
		err = namedOrMarker(entry)
	}
	if err != nil {
		return err
	}
	entry.UID, entry.IsLatest = step.UID, true
	entry.WorkflowUID = kept.WorkflowUID
	seen := j.sight(entry)
	if err := j.Laptop.AddReceipt(ctx, j.ref, j.receipt(entry, step.UID, workflow.ReceiptVersion), &seen); err != nil {
		return err
	}
	if !step.OnPrevious && j.there.Head.DeleteMarker && (j.here.Base == nil || j.here.Base.VersionID != base.ID) {
		if err := j.keptThough(ctx, step.UID); err != nil {
			return err
		}
	}
	wasAside := j.aside(step.UID)
	j.there.Head, j.here.Seen = entry, seen.Head
	j.outcome.Pushed++
	j.outcome.Bytes += int64(len(text))
	j.tell(Event{What: Sent, Ref: j.ref, UID: step.UID})
	if kept.MergedUID != "" || wasAside {
		return j.closeSides(ctx)
	}
	return nil
}

// keptThough says that the workflow is there although somebody deleted it: it was edited here.
func (j *job) keptThough(ctx context.Context, uid workflow.UID) error {
	j.tell(Event{What: Kept, Ref: j.ref, UID: uid})
	return j.Laptop.Log(ctx, j.Company, j.entry(activity.Kept, j.Author, uid,
		"It was deleted in the bucket; the version that was saved here meanwhile is kept."))
}

// ours is a version of ours with its text; a deletion has none.
func (j *job) ours(ctx context.Context, uid workflow.UID) (workflow.Version, []byte, error) {
	for _, w := range j.here.Chain {
		if w.Version.UID == uid && w.Version.Deleted {
			return w.Version, nil, nil
		}
	}
	entry, text, err := j.Laptop.Files.Get(ctx, j.ref, string(uid))
	if err != nil {
		return entry.Version, text, err
	}
	entry.ParentUID, err = j.parentForOthers(ctx, entry.ParentUID)
	return entry.Version, text, err
}

// parentForOthers is the parent of a version as others can know it: a delete marker has no room for the UID of a deletion, so
// what was deleted stands for it.
func (j *job) parentForOthers(ctx context.Context, uid workflow.UID) (workflow.UID, error) {
	if base := j.here.Base; base != nil && base.UID == uid && base.ETag != "" {
		return uid, nil // the bucket has it with a text
	}
	for uid != "" {
		v, err := j.Laptop.Index.Version(ctx, j.ref, j.Address, string(uid))
		if workflow.CodeOf(err) == workflow.CodeVersionNotFound {
			return uid, nil
		}
		if err != nil || !v.Deleted {
			return uid, err
		}
		uid = v.ParentUID
	}
	return uid, nil
}

// aside tells whether the bucket has a version of the chain beside the workflow: then it is not in the outbox.
func (j *job) aside(uid workflow.UID) bool {
	for _, w := range j.here.Chain {
		if w.Version.UID == uid {
			return w.Aside
		}
	}
	return false
}

// closeSides hides what was brought together from those who look for open conflicts. What is left open does no harm: the next
// sync closes it.
func (j *job) closeSides(ctx context.Context) error {
	brought, err := j.Laptop.Index.Brought(ctx, j.ref, j.BucketID)
	if err != nil {
		return err
	}
	for _, uid := range brought {
		if err := j.Bucket.CloseSide(ctx, j.ref, uid); err != nil {
			return err
		}
	}
	return nil
}

// named refuses an answer without the version's id or ETag: a captive portal, or a bucket that keeps no versions.
func named(e storage.Entry) error {
	if e.ID != "" && e.ETag != "" {
		return nil
	}
	return &workflow.Error{
		Code:    workflow.CodeNotS3,
		Message: "The bucket's answer does not name the version, so it does not count as sent.",
		Hint:    "Check the address of the bucket, that its versioning is on, and whether the network wants you to sign in first.",
		Err:     fmt.Errorf("version id %q, ETag %q", e.ID, e.ETag),
	}
}
