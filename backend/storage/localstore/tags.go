package localstore

import (
	"context"
	"slices"
	"time"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/workflow"
)

// SetTags keeps which tags a version shall have, in place of those that it had; by and at say who wanted it and when. It is
// as durable as a save. CodeInvalidRequest: they cannot be the tags of a version. CodeVersionNotFound: there is no such
// version here.
func (s *Store) SetTags(ctx context.Context, ref workflow.Ref, uid workflow.UID, tags []workflow.Tag,
	by string, at time.Time,
) (workflow.JournalSpan, error) {
	if err := workflow.CheckTags(tags); err != nil {
		return workflow.JournalSpan{}, err
	}
	if err := workflow.CheckNote("author", by); err != nil {
		return workflow.JournalSpan{}, err
	}
	// Empty is not null in the journal.
	wanted := append([]workflow.Tag{}, workflow.SortTags(tags)...)
	var told []activity.Entry
	span, err := s.noteAnd(ctx, ref, "keep the tags", true, func(j *journal) ([]byte, error) {
		known, err := j.read()
		if err != nil {
			return nil, err
		}
		v, here := known.find(uid)
		if !here {
			return nil, noVersion(ref)
		}
		now := workflow.TagSet{UID: uid, Tags: wanted, By: by, At: at.UTC()}
		for _, set := range known.Tags {
			if set.UID != uid {
				continue
			}
			if slices.Equal(set.Tags, wanted) {
				return nil, nil
			}
			now.Was = set.Tags
		}
		told = activity.OfTags(v.Version, now, now.At)
		return encode(eventTags, tagsRecord{VersionUID: uid, Tags: wanted, By: by, At: now.At})
	}, func() { s.told(ref.Company, told...) })
	return span, err
}

// AddBucketTags notes which tags a bucket has of a version. It is not flushed: the next sync asks the bucket again.
func (s *Store) AddBucketTags(ctx context.Context, ref workflow.Ref, b workflow.BucketTags) (workflow.JournalSpan, error) {
	return s.note(ctx, ref, "note the tags in the bucket", func(*journal) ([]byte, error) {
		if b.BucketID == "" || b.UID == "" {
			return nil, invalid(workflow.CodeInvalidRequest, "It is not said which version in which bucket has the tags.",
				"Start the sync again.")
		}
		return encode(eventBucketTags, bucketTagsRecord{BucketID: b.BucketID, VersionUID: b.UID, Base: b.Base, Sent: b.Sent})
	})
}
