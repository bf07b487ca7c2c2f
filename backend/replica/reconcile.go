package replica

import (
	"context"
	"errors"
	"slices"
	"time"

	"workflow-designer/backend/catalog"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// rounds is how often both sides are looked at again when something moved meanwhile. Others may be faster that often only
// where many save the same workflow; the next sync goes on.
const rounds = 8

// Outcome says what was done for a workflow.
type Outcome struct {
	Pushed, Pulled, Merged, Deleted int
	Conflict                        bool  // one was opened
	Bytes                           int64 // of YAML, both ways
}

func (o *Outcome) add(more Outcome) {
	o.Pushed += more.Pushed
	o.Pulled += more.Pulled
	o.Merged += more.Merged
	o.Deleted += more.Deleted
	o.Conflict = o.Conflict || more.Conflict
	o.Bytes += more.Bytes
}

// Workflow makes one workflow the same here and in the bucket, as far as that goes without a person. It can be stopped at any
// point and done again.
//
// The error says why it could not: CodeUnclear when the bucket did not say whether it took a version, a code of the bucket, or
// of this computer. The reason is kept with the version that could not be sent.
func (r *Replica) Workflow(ctx context.Context, ref workflow.Ref) (Outcome, error) {
	return r.reconcile(ctx, ref, hint{})
}

// hint is what is known of the bucket's side without asking again.
type hint struct {
	asSeen  bool          // a listing says that nothing changed since it was last looked at
	changed bool          // a listing says that something did
	confirm bool          // a listing tells for the first time when what was seen last was written; its id is to be compared
	gone    bool          // a listing does not have it any more
	listed  storage.Entry // as a listing has it
	largest workflow.ID   // that is taken in the bucket
	clone   *clone        // nothing of it is known here, as of many others; nil when it is, or there are few
}

// job is the work on one workflow.
type job struct {
	*Replica
	ref     workflow.Ref
	hint    hint
	here    workflow.Standing
	there   Remote
	content []byte // of there.Head, when it was fetched
	outcome Outcome
	again   bool // plan again: something moved, or a step made something new to do
	afresh  bool // what was known of the bucket no longer counts
	looked  bool // a clone has begun with this workflow
	claimed []workflow.UID
	unheard bool // the last push got no answer, and what it was about was not found since
}

func (r *Replica) reconcile(ctx context.Context, ref workflow.Ref, h hint) (Outcome, error) {
	done, err := r.turns.take(ctx, ref)
	if err != nil {
		return Outcome{}, err
	}
	defer done()
	j := &job{Replica: r, ref: ref, hint: h}
	defer func() { r.claims.drop(j.claimed, ref) }()
	for round := range rounds {
		if err = j.round(ctx); err != nil || !j.again {
			break
		}
		if round == rounds-1 {
			err = busy()
		}
	}
	return j.outcome, j.failed(ctx, inTime(ctx, err))
}

// failed keeps with what waits why it could not be sent, even when the time to send it has passed. When the caller gave up
// nothing is kept.
func (j *job) failed(ctx context.Context, err error) error {
	waits := append(slices.Clone(j.here.Chain), j.here.Sides...)
	if err == nil || workflow.CodeOf(err) == workflow.CodeCancelled || len(waits) == 0 {
		return err
	}
	shown := workflow.Presentable(err)
	kept := j.Laptop.Index.Failed(context.WithoutCancel(ctx), waits[0].Version.UID, workflow.Failure{
		Code: shown.Code, Message: shown.Message, Hint: shown.Hint, At: j.Now().UTC(),
	})
	return errors.Join(err, kept)
}

// round looks at both sides, plans, and does the plan.
func (j *job) round(ctx context.Context) (err error) {
	afresh := j.afresh
	j.again, j.afresh, j.content = false, false, nil
	if j.here, err = j.standing(ctx); err != nil {
		return err
	}
	if err := j.look(ctx, afresh); err != nil {
		return err
	}
	plan := Plan(j.here, j.there)
	if j.Planned != nil && len(plan) > 0 {
		j.Planned(j.ref, plan)
	}
	for _, step := range plan {
		if err := j.do(ctx, step); err != nil {
			return err
		}
		if j.again {
			return nil
		}
	}
	return j.see(ctx)
}

// standing is where the workflow stands here. In a clone that is known to begin with.
func (j *job) standing(ctx context.Context) (workflow.Standing, error) {
	if j.hint.clone != nil && !j.looked {
		j.looked = true
		return workflow.Standing{Ref: j.ref}, nil
	}
	return j.Laptop.Index.Standing(ctx, j.ref, j.Address)
}

// look finds out what the bucket has, with as few requests as possible.
func (j *job) look(ctx context.Context, afresh bool) error {
	j.there = Remote{Largest: j.hint.largest}
	seen := j.here.Seen
	expected := j.here.Base == nil && seen.VersionID == "" || j.here.Base != nil && seen.VersionID == j.here.Base.VersionID
	switch {
	case afresh || j.hint.changed || j.hint.confirm || j.hint.gone:
		return j.fetch(ctx)
	case j.hint.asSeen && !j.attempted() || seen.VersionID != "" && expected && !j.attempted():
		// Either a listing has just said so, or the condition of the write will.
		if seen.VersionID != "" {
			j.there.Head = storage.Entry{
				Version: workflow.Version{Ref: j.ref, UID: seen.UID, Size: seen.Size}, ID: seen.VersionID, ETag: seen.ETag,
				LastModified: seen.LastModified, IsLatest: true, DeleteMarker: seen.ETag == "",
			}
		}
		return nil
	default:
		return j.fetch(ctx)
	}
}

// attempted tells whether the bucket may have a version of ours that it is not known to have.
func (j *job) attempted() bool {
	return slices.ContainsFunc(j.here.Chain, func(w workflow.Pending) bool { return w.Attempts > 0 })
}

// fetch asks the bucket.
func (j *job) fetch(ctx context.Context) error {
	var head storage.Entry
	var err error
	if j.textExpected() {
		head, j.content, err = j.Bucket.Get(ctx, j.ref, "")
	} else {
		head, err = j.Bucket.Head(ctx, j.ref)
	}
	if workflow.CodeOf(err) == workflow.CodeWorkflowNotFound { // deleted, or not there at all
		head, err = j.Bucket.Head(ctx, j.ref)
	}
	if workflow.CodeOf(err) == workflow.CodeWorkflowNotFound {
		j.there.Head = storage.Entry{}
		return nil
	}
	if err == nil {
		err = namedOrMarker(head)
	}
	if err != nil {
		return err
	}
	j.outcome.Bytes += int64(len(j.content))
	if j.there.Head, err = j.identify(ctx, head); err != nil {
		return err
	}
	return j.lookAbove(ctx)
}

// textExpected tells whether the text of the bucket's latest version will be needed. It is not for a workflow that is new
// here, nor when a listing has what is the base here: then only its id is missing.
func (j *job) textExpected() bool {
	base := j.here.Base
	if j.hint.confirm {
		return false
	}
	if base == nil {
		return len(j.here.Chain) == 0
	}
	return j.here.Seen.VersionID != "" || !j.hint.changed || j.hint.listed.ETag != base.ETag
}

// lookAbove reads what stands between the base and the head when a version of ours may be among it.
func (j *job) lookAbove(ctx context.Context) error {
	mayBe := false
	for i, w := range j.here.Chain {
		mayBe = mayBe || w.Attempts > 0 || w.Aside || i > 0 && w.Version.UID == j.there.Head.UID
	}
	if !mayBe {
		return nil
	}
	base := ""
	if j.here.Base != nil {
		base = j.here.Base.VersionID
	}
	for entry, err := range j.Bucket.Versions(ctx, j.ref) {
		if err != nil {
			return err
		}
		if entry.ID == base {
			break
		}
		if entry.ID == j.there.Head.ID {
			continue
		}
		if entry, err = j.identify(ctx, entry); err != nil {
			return err
		}
		j.there.Above = append(j.there.Above, entry)
	}
	return nil
}

// identify gives an entry the UID by which this computer knows it or will know it.
func (j *job) identify(ctx context.Context, e storage.Entry) (storage.Entry, error) {
	if e.DeleteMarker {
		e.UID, e.Deleted = "", true
	}
	id := e.ID
	if e.UID != "" {
		where, known, err := j.find(ctx, e.UID)
		if err != nil {
			return e, err
		}
		c := claim{known: known, here: known && where.Ref == j.ref, versionID: where.VersionID, hash: where.ContentSHA256}
		if !c.isItself(e) {
			e.UID, e.ParentUID, e.MergedUID = "", "", ""
			if !c.here {
				e.WorkflowUID = "" // a copy of another workflow is a workflow of its own
			}
		} else if j.wentBack(where, e) {
			// Somebody removed what stood above it for good. It is the latest once more, as a version of its own.
			e.UID, e.ParentUID, e.MergedUID, id = "", "", "", e.ID+" after "+j.here.Base.VersionID
		}
	}
	below := j.here.Head
	if j.here.Base != nil {
		below = j.here.Base.UID
	}
	at := e.LastModified
	if e.DeleteMarker {
		at = time.Time{} // not every answer tells the time of a marker
		e.CreatedAt = j.Now().UTC()
	}
	if e.UID == "" {
		e.UID = derivedUID(j.BucketID, j.ref.Key(), id, at)
	}
	e.Ref = j.ref
	return complete(e, j.BucketID, below, j.here.WorkflowUID), nil
}

// find tells where a version is on this computer. See clone.isNew.
func (j *job) find(ctx context.Context, uid workflow.UID) (where catalog.Whereabouts, known bool, err error) {
	first := j.claims.stake(uid, j.ref)
	j.claimed = append(j.claimed, uid)
	if !j.hint.clone.isNew(uid) {
		where, known, err = j.Laptop.Index.Find(ctx, uid, j.BucketID)
	}
	if err == nil && !known && first != j.ref {
		return catalog.Whereabouts{Ref: first}, true, nil
	}
	return where, known, err
}

// wentBack tells whether the bucket's latest version was the latest here before, and another one has been since.
func (j *job) wentBack(where catalog.Whereabouts, e storage.Entry) bool {
	base, seen := j.here.Base, j.here.Seen.VersionID
	return e.IsLatest && base != nil && e.ID != base.VersionID && where.VersionID == e.ID && !where.Beside && seen != e.ID
}

// see notes what the bucket has as the latest, once that is known here, so that a listing that says the same needs no request.
func (j *job) see(ctx context.Context) error {
	head := j.there.Head
	if head.UID == "" || head.ID == nullVersion {
		return nil
	}
	seen := j.sight(head)
	if j.hint.listed.ETag == head.ETag && j.outcome.Pushed == 0 {
		seen.Head.LastModified = j.hint.listed.LastModified
	}
	if seen.Head.HistoryOf = j.here.Seen.HistoryOf; seen.Head == j.here.Seen {
		return nil
	}
	if _, known, err := j.Laptop.Index.Find(ctx, head.UID, j.BucketID); err != nil || !known {
		return err
	}
	return j.Laptop.See(ctx, j.ref, seen)
}

// sight is what is remembered of a head. Only a listing tells its time as the next listing will.
func (j *job) sight(e storage.Entry) catalog.Sight {
	return catalog.Sight{BucketID: j.BucketID, Head: workflow.BucketHead{
		UID: e.UID, VersionID: e.ID, ETag: e.ETag, Size: e.Size,
	}}
}

// moved tells whether an error says that something changed since the plan was made, here or there.
func moved(err error) bool {
	return slices.Contains([]workflow.Code{workflow.CodeStaleParent, workflow.CodeUnclear}, workflow.CodeOf(err))
}

func busy() error {
	return &workflow.Error{
		Code:    workflow.CodeStaleParent,
		Message: "Others keep saving this workflow faster than it can be brought together.",
		Hint:    "Your version is safe on this computer. Sync again in a moment.",
	}
}

func namedOrMarker(e storage.Entry) error {
	if e.DeleteMarker && e.ID != "" {
		return nil
	}
	return named(e)
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
