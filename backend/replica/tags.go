package replica

import (
	"context"
	"slices"

	"workflow-designer/backend/workflow"
)

// Tags may change while a version does not, and S3 replaces all of them at once without a condition: the last writer wins, and
// what another wrote a moment before is gone. So a set that was written is only believed once a later run sees it; when it
// is not there, what was wanted is brought together with what is there once more. Of two people who add tags at the same
// time both keep theirs; a removal at that very moment may come back.
//
// Other tools may give tags that some stores do not take. Those are sent back as they are with ours, and are not kept here: what
// is kept may have to go to any bucket. So a base, what was sent and what is wanted are always plain.

// plain gives the tags that every store takes.
func plain(tags []workflow.Tag) []workflow.Tag {
	taken := make([]workflow.Tag, 0, len(tags)) // that none was sent is not that nothing was
	for _, t := range tags {
		if workflow.CheckTag(t) == nil {
			taken = append(taken, t)
		}
	}
	return taken
}

// SendTags brings the tags of a workflow's versions together with those in the bucket, as far as they wait. CodeInvalidRequest:
// a version cannot have them, or the bucket does not take them; those of the other versions were sent.
func (r *Replica) SendTags(ctx context.Context, ref workflow.Ref) error {
	waiting, err := r.Laptop.Index.WaitingTags(ctx, ref, r.Address)
	if err != nil || len(waiting) == 0 {
		return err
	}
	done, err := r.turns.take(ctx, ref)
	if err != nil {
		return err
	}
	defer done()
	var refused error
	for _, w := range waiting {
		err := r.sendTagsOf(ctx, w)
		if workflow.CodeOf(err) == workflow.CodeVersionNotFound {
			// A rule of the bucket has removed the version. What is wanted is kept here, and nothing waits for it.
			err = r.Laptop.AddBucketTags(ctx, ref, workflow.BucketTags{BucketID: r.BucketID, UID: w.UID, Base: w.Wanted}, nil, "", r.Now())
		}
		if workflow.CodeOf(err) == workflow.CodeInvalidRequest {
			refused, err = err, nil
		}
		if err != nil {
			return err
		}
	}
	return refused
}

func (r *Replica) sendTagsOf(ctx context.Context, w workflow.WaitingTags) error {
	theirs, err := r.Bucket.Tags(ctx, w.Ref, w.VersionID)
	if err != nil {
		return err
	}
	base := w.Bucket.Base
	if w.Bucket.Sent != nil && slices.Equal(plain(theirs), w.Bucket.Sent) {
		base = w.Bucket.Sent // what was sent last is there, so what is not wanted of it since was taken away here
	}
	merged := workflow.MergeTags(base, w.Wanted, theirs)
	// Each tag that is wanted here was checked when it was given, and those of others are for the bucket to judge.
	if len(merged) > workflow.MaxTags {
		return workflow.CheckTags(merged)
	}
	ours := plain(merged)
	known := workflow.BucketTags{BucketID: r.BucketID, UID: w.UID, Base: base, Sent: ours}
	if slices.Equal(merged, theirs) {
		known.Base, known.Sent = ours, nil // they are there
	} else {
		if r.Writable != nil {
			if err := r.Writable(ctx); err != nil {
				return err
			}
		}
		if err := r.Bucket.SetTags(ctx, w.Ref, w.VersionID, merged); err != nil {
			return err
		}
	}
	return r.Laptop.AddBucketTags(ctx, w.Ref, known, wantedUnless(w, ours), "", r.Now().UTC())
}

// wantedUnless is what is wanted from now on; nil when that is what was wanted.
func wantedUnless(w workflow.WaitingTags, merged []workflow.Tag) *workflow.TagSet {
	if slices.Equal(w.Wanted, merged) {
		return nil
	}
	return &workflow.TagSet{UID: w.UID, Tags: merged}
}
