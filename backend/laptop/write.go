package laptop

import (
	"context"
	"time"

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
	entry, span, err := l.Files.Save(ctx, v, content, storage.Base{ID: string(base)})
	if err != nil {
		return v, err
	}
	save := catalog.Save{Known: workflow.Known{Version: entry.Version}}
	if !v.Deleted {
		save = describe(save.Known, content)
	}
	// From here on the version is kept, so it is recorded even when the caller has gone.
	return entry.Version, unrecorded(l.Index.Record(context.WithoutCancel(ctx), catalog.Change{
		Ref: v.Ref, Saves: []catalog.Save{save}, Span: span, Bucket: l.address(),
	}))
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

// Log adds to the activity log what no version tells.
func (l *Laptop) Log(ctx context.Context, ref workflow.Ref, a catalog.Activity) error {
	return l.Index.Record(context.WithoutCancel(ctx), catalog.Change{Ref: ref, Span: noSpan, Log: []catalog.Activity{a}})
}

// OpenConflict says that two versions wait for a decision. CodeStaleParent: mine is not the latest here any more.
func (l *Laptop) OpenConflict(ctx context.Context, ref workflow.Ref, c workflow.Conflict, log catalog.Activity) error {
	span, err := l.Files.OpenConflict(ctx, ref, c)
	if err != nil {
		return err
	}
	return l.Index.Record(context.WithoutCancel(ctx), catalog.Change{
		Ref: ref, Conflict: &c, Span: span, Log: []catalog.Activity{log},
	})
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
	detail := ""
	for i, t := range tags {
		if i > 0 {
			detail += ", "
		}
		detail += t.Name
	}
	return unrecorded(l.Index.Record(context.WithoutCancel(ctx), catalog.Change{
		Ref: ref, Tags: []workflow.TagSet{{UID: uid, Tags: tags}}, Span: span,
		Log: []catalog.Activity{{At: at, AdminUserID: by, Action: catalog.ActionTagged, VersionUID: uid, Detail: detail}},
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
		if err := l.Index.Record(ctx, catalog.Change{Ref: ref, Tags: []workflow.TagSet{*wanted}, Span: span}); err != nil {
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
func (l *Laptop) Renumber(ctx context.Context, from, to workflow.Ref, head workflow.UID, by string, at time.Time) error {
	if _, err := l.Files.Renumber(ctx, from, to, at); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	if err := l.Index.Forget(ctx, from); err != nil {
		return err
	}
	if err := l.CatchUp(ctx, to); err != nil {
		return err
	}
	return l.Index.Record(ctx, catalog.Change{Ref: to, Span: noSpan, Log: []catalog.Activity{{
		At: at, AdminUserID: by, Action: catalog.ActionRenumbered, VersionUID: head,
		Detail: from.String() + " became " + to.String(),
	}}})
}
