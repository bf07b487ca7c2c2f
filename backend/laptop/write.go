package laptop

import (
	"context"
	"time"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/catalog"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// noSpan is the span of what is in no journal: it follows none.
var noSpan = workflow.JournalSpan{From: -2}

// Save keeps a version on top of the latest one, which base names; empty makes the workflow. A version with Deleted deletes
// it. When it returns nil the version is durable, in the index, and waits for the bucket. CodeStaleParent: base is not the
// latest; nothing was written.
func (l *Laptop) Save(ctx context.Context, v workflow.Version, content []byte, base workflow.UID) (workflow.Version, error) {
	return l.SaveAs(ctx, v, content, base, "")
}

// SaveAs is Save for a version that came about in a way that it does not show, such as activity.Restored.
func (l *Laptop) SaveAs(
	ctx context.Context, v workflow.Version, content []byte, base workflow.UID, action activity.Action,
) (workflow.Version, error) {
	entry, span, err := l.Files.SaveAs(ctx, v, content, storage.Base{ID: string(base)}, action)
	if err != nil {
		return v, err
	}
	save := catalog.Save{Known: workflow.Known{Version: entry.Version}}
	if !v.Deleted {
		save = describe(save.Known, content)
	}
	// From here on the version is kept, so it is recorded even when the caller has gone.
	return entry.Version, unrecorded(l.record(context.WithoutCancel(ctx), catalog.Change{
		Ref: v.Ref, Saves: []catalog.Save{save}, Span: span, Bucket: l.address(),
	}))
}

// record is Index.Record, with what the activity log says since.
func (l *Laptop) record(ctx context.Context, change catalog.Change) error {
	news := l.news(ctx, change.Ref.Company)
	changes := []catalog.Change{change}
	l.doubt(changes, news)
	err := l.Index.RecordAll(ctx, changes, news)
	if err == nil {
		l.followed(news)
	}
	return err
}

// doubt makes the index read the journals again, at the next CatchUpAll, of which the activity log does not tell what was just
// written: it could not be.
func (l *Laptop) doubt(changes []catalog.Change, news activity.Part) {
	for i, c := range changes {
		told := true
		for _, s := range c.Saves {
			told = told && tells(news, s.UID)
		}
		for _, set := range c.Tags {
			told = told && tells(news, set.UID)
		}
		if !told && c.Span.From != c.Span.To {
			changes[i].Span = noSpan
		}
	}
}

// AddText adds the text of a version that was learned without, or brings one back that is missing or damaged.
// CodeDamaged: it is not the text of that version.
func (l *Laptop) AddText(ctx context.Context, ref workflow.Ref, uid workflow.UID, content []byte) error {
	if _, err := l.Files.AddText(ctx, ref, uid, content); err != nil {
		return err
	}
	return l.CatchUp(context.WithoutCancel(ctx), ref)
}

// AddReceipt notes that a bucket has a version, and with it what stands there as the latest.
func (l *Laptop) AddReceipt(ctx context.Context, ref workflow.Ref, r workflow.Receipt, seen *catalog.Sight) error {
	// The bucket has it, so that is written down even when the caller has gone.
	ctx = context.WithoutCancel(ctx)
	span, err := l.Files.AddReceipt(ctx, ref, r)
	if err != nil {
		return err
	}
	return l.Index.Record(ctx, catalog.Change{Ref: ref, Receipts: []workflow.Receipt{r}, Span: span, Seen: seen})
}

// See notes what a bucket has as the latest of a workflow, when that is known here.
func (l *Laptop) See(ctx context.Context, ref workflow.Ref, seen catalog.Sight) error {
	return l.Index.Record(ctx, catalog.Change{Ref: ref, Span: noSpan, Seen: &seen})
}

// OpenConflict says that two versions wait for a decision. CodeStaleParent: mine is not the latest here any more.
func (l *Laptop) OpenConflict(ctx context.Context, ref workflow.Ref, c workflow.Conflict, log activity.Entry) error {
	span, err := l.Files.OpenConflict(ctx, ref, c)
	if err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	if err := l.Index.Record(ctx, catalog.Change{Ref: ref, Conflict: &c, Span: span}); err != nil || span.From == span.To {
		return err
	}
	return l.Log(ctx, ref.Company, log)
}

// CloseConflict says that nothing waits for a decision any more: what stood against ours is gone from the bucket.
func (l *Laptop) CloseConflict(ctx context.Context, ref workflow.Ref) error {
	span, err := l.Files.CloseConflict(ctx, ref)
	if err != nil {
		return err
	}
	return l.Index.Record(context.WithoutCancel(ctx), catalog.Change{Ref: ref, Conflict: &workflow.Conflict{}, Span: span})
}

// SetTags gives a version the tags that a person wants it to have. When it returns nil that is durable.
func (l *Laptop) SetTags(ctx context.Context, ref workflow.Ref, uid workflow.UID, tags []workflow.Tag, by string, at time.Time) error {
	span, err := l.Files.SetTags(ctx, ref, uid, tags, by, at)
	if err != nil {
		return err
	}
	return unrecorded(l.record(context.WithoutCancel(ctx), catalog.Change{
		Ref: ref, Tags: []workflow.TagSet{{UID: uid, Tags: tags}}, Span: span,
	}))
}

// AddBucketTags notes which tags a bucket has on a version, and when wanted is not nil makes them those that are wanted here.
func (l *Laptop) AddBucketTags(ctx context.Context, ref workflow.Ref, tags workflow.BucketTags, wanted *workflow.TagSet, by string, at time.Time) error {
	ctx = context.WithoutCancel(ctx)
	if wanted != nil {
		span, err := l.Files.SetTags(ctx, ref, wanted.UID, wanted.Tags, by, at)
		if err != nil {
			return err
		}
		if err := l.record(ctx, catalog.Change{Ref: ref, Tags: []workflow.TagSet{*wanted}, Span: span}); err != nil {
			return err
		}
	}
	span, err := l.Files.AddBucketTags(ctx, ref, tags)
	if err != nil {
		return err
	}
	return l.Index.Record(ctx, catalog.Change{Ref: ref, BucketTags: []workflow.BucketTags{tags}, Span: span})
}

// Renumber gives a workflow another number. CodeStaleParent: that one is taken here too.
func (l *Laptop) Renumber(ctx context.Context, from, to workflow.Ref, by string, at time.Time) error {
	if _, err := l.Files.Renumber(ctx, from, to, at); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	history, err := l.Files.History(to)
	if err != nil {
		return err
	}
	done := workflow.Renumbering{From: from.ID, To: to.ID, At: at.UTC()}
	if err := l.Files.Log(ctx, to.Company, renumbered(history, done, by, at)); err != nil {
		return err
	}
	if err := l.Index.Forget(ctx, from); err != nil {
		return err
	}
	return l.CatchUp(ctx, to)
}
