package designer

import (
	"context"
	"slices"

	"workflow-designer/backend/catalog"
	"workflow-designer/backend/settings"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Bulk begins to do the same to many workflows or versions, as a job; its result is a BulkResult. Each item is dealt with by
// itself: one that fails says why and does not keep the others out. What is done is durable on the laptop at once and sent
// to the bucket at the end; what could not be sent then waits, as a version does. CodeInvalidRequest, CodeInvalidID.
func (d *Designer) Bulk(_ context.Context, request BulkRequest) (Job, error) {
	if err := request.check(); err != nil {
		return Job{}, err
	}
	s, bucket := d.inForce()
	b := &bulk{Designer: d, request: request, settings: s, bucket: bucket}
	return d.startJob(request.Do, len(request.Items), func(ctx context.Context, p *progress) (any, error) {
		b.progress = p
		if request.Do == BulkExport {
			return nil, b.export(ctx)
		}
		err := b.each(ctx, b.act())
		b.send(ctx)
		return BulkResult{Undo: b.undo(ctx)}, err
	}), nil
}

// bulk is one such job under way.
type bulk struct {
	*Designer
	request  BulkRequest
	settings settings.Settings
	bucket   *remote
	progress *progress

	back    []undoing // in the order in which it was done
	offline error     // why the bucket does not answer; asking it for each item would take as long each time
}

// undoing is what takes back one item.
type undoing struct {
	uid    workflow.UID // of a version of the workflow, which finds it should its number change
	target BulkTarget
}

// act does it to one item, and gives the version that it concerns.
type act = func(ctx context.Context, ref workflow.Ref, target BulkTarget) (catalog.Version, error)

func (b *bulk) act() act {
	switch b.request.Do {
	case BulkTag:
		return b.tag
	case BulkUntag:
		return b.untag
	case BulkLabel, BulkUnlabel:
		return b.relabel
	case BulkDelete:
		return func(ctx context.Context, ref workflow.Ref, _ BulkTarget) (catalog.Version, error) {
			return b.keep(ctx, ref, deletion, func(catalog.Version) BulkTarget { return BulkTarget{} })
		}
	case BulkUndelete:
		return func(ctx context.Context, ref workflow.Ref, _ BulkTarget) (catalog.Version, error) {
			return b.keep(ctx, ref, b.undeletion(ctx), func(catalog.Version) BulkTarget { return BulkTarget{} })
		}
	default:
		return b.restore
	}
}

// undoes says what takes back what.
var undoes = map[JobKind]JobKind{
	BulkTag: BulkUntag, BulkUntag: BulkTag, BulkLabel: BulkUnlabel, BulkUnlabel: BulkLabel, BulkDelete: BulkUndelete, BulkUndelete: BulkDelete, BulkRestore: BulkRestore,
}

// each deals with one item after the other, until the job is cancelled.
func (b *bulk) each(ctx context.Context, do act) error {
	for _, target := range b.request.Items {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		// The numbers of another company's workflows may be the same.
		if now, _ := b.inForce(); now.CompanyID != b.settings.CompanyID {
			return &workflow.Error{
				Code:    workflow.CodeInvalidRequest,
				Message: "The company was changed in the settings, so the rest was left as it is.",
				Hint:    "Change it back and start again with what is left.",
			}
		}
		ref := workflow.Ref{Company: b.settings.CompanyID, ID: workflow.ID(target.WorkflowID)}
		item := JobItem{WorkflowID: ref.ID, VersionID: target.VersionID}
		w, err := b.laptop.Index.Workflow(ctx, ref, b.bucket.addressOrNone())
		if err == nil {
			item.Name = w.Name
			b.progress.begin(w.Name)
			var v catalog.Version
			v, err = do(ctx, ref, target)
			if err == nil {
				item.VersionID, item.Number = string(v.UID), v.Number
			}
		}
		if err != nil && ctx.Err() != nil {
			return ctx.Err() // it is not what stands in the way of this one
		}
		if err != nil {
			item.Error = problemOf(err)
		}
		b.progress.add(item)
	}
	return nil
}

// find gives the version that a target names.
func (b *bulk) find(ctx context.Context, ref workflow.Ref, versionID string) (catalog.Version, error) {
	return b.laptop.Index.Version(ctx, ref, b.bucket.addressOrNone(), versionID)
}

// content gives the text of a version, and asks the bucket for none once that did not answer.
func (b *bulk) content(ctx context.Context, v catalog.Version) ([]byte, error) {
	if v.TextElsewhere && b.offline != nil {
		return nil, b.offline
	}
	content, err := b.text(ctx, b.bucket, v)
	if isOffline(workflow.CodeOf(err)) {
		b.offline = err
	}
	return content, err
}

// keep puts something on top of a workflow, here.
func (b *bulk) keep(
	ctx context.Context, ref workflow.Ref, make onTopOf, back func(before catalog.Version) BulkTarget,
) (catalog.Version, error) {
	before, uid, err := b.keepOnTop(ctx, b.settings, ref, make)
	if err != nil {
		return catalog.Version{}, err
	}
	if uid != before.UID {
		b.back = append(b.back, undoing{uid, back(before)})
	}
	return b.find(context.WithoutCancel(ctx), ref, string(uid))
}

func (b *bulk) restore(ctx context.Context, ref workflow.Ref, target BulkTarget) (catalog.Version, error) {
	old, err := b.toRestore(ctx, ref, target)
	if err != nil || old.IsLatest {
		return old, err
	}
	if old.TextElsewhere && b.offline != nil {
		return old, b.offline
	}
	restore, err := b.restoration(ctx, old)
	if err != nil {
		if isOffline(workflow.CodeOf(err)) {
			b.offline = err
		}
		return old, err
	}
	return b.keep(ctx, ref, func(latest catalog.Version, v *workflow.Known) ([]byte, error) {
		if latest.Deleted {
			return nil, &workflow.Error{
				Code: workflow.CodeInvalidRequest, Message: "This workflow is deleted.", Hint: "Bring it back first, then restore the version.",
			}
		}
		return restore(latest, v)
	}, func(before catalog.Version) BulkTarget { return BulkTarget{VersionID: string(before.UID)} })
}

// toRestore is the version that a target names, or the newest one with the request's tag.
func (b *bulk) toRestore(ctx context.Context, ref workflow.Ref, target BulkTarget) (catalog.Version, error) {
	if target.VersionID != "" {
		return b.find(ctx, ref, target.VersionID)
	}
	all, err := b.laptop.Index.Versions(ctx, ref, b.bucket.addressOrNone())
	if err != nil {
		return catalog.Version{}, err
	}
	wanted := b.request.Tags[0].Name
	for _, v := range all {
		if slices.ContainsFunc(v.Tags, func(t workflow.Tag) bool { return t.Name == wanted }) {
			return b.find(ctx, ref, string(v.UID)) // with its prompt
		}
	}
	return catalog.Version{}, &workflow.Error{
		Code: workflow.CodeVersionNotFound, Message: words.F("No version has the tag %s.", wanted), Hint: "Tag one of its versions, or restore it by itself.",
	}
}

func (b *bulk) tag(ctx context.Context, ref workflow.Ref, target BulkTarget) (catalog.Version, error) {
	return b.retag(ctx, ref, target, func(tags, named []workflow.Tag) (now, changed []workflow.Tag) {
		now = slices.Clone(tags)
		for _, t := range named {
			if !slices.ContainsFunc(now, func(other workflow.Tag) bool { return other.Name == t.Name }) {
				now, changed = append(now, t), append(changed, t)
			}
		}
		return now, changed
	})
}

func (b *bulk) untag(ctx context.Context, ref workflow.Ref, target BulkTarget) (catalog.Version, error) {
	return b.retag(ctx, ref, target, func(tags, named []workflow.Tag) (now, changed []workflow.Tag) {
		for _, t := range tags {
			if slices.ContainsFunc(named, func(other workflow.Tag) bool { return other.Name == t.Name }) {
				changed = append(changed, t)
			} else {
				now = append(now, t)
			}
		}
		return now, changed
	})
}

// retag gives a version other tags, here.
func (b *bulk) retag(
	ctx context.Context, ref workflow.Ref, target BulkTarget, by func(tags, named []workflow.Tag) (now, changed []workflow.Tag),
) (catalog.Version, error) {
	v, err := b.find(ctx, ref, target.VersionID)
	if err != nil {
		return v, err
	}
	now, changed := by(v.Tags, slices.Concat(b.request.Tags, target.Tags))
	if len(changed) == 0 {
		return v, nil
	}
	if err := b.keepTags(ctx, v, now); err != nil {
		return v, err
	}
	b.back = append(b.back, undoing{v.UID, BulkTarget{VersionID: string(v.UID), Tags: changed}})
	return v, nil
}

// undo is what takes back all that was done, the last first; nil when nothing was.
func (b *bulk) undo(ctx context.Context) *BulkRequest {
	if len(b.back) == 0 {
		return nil
	}
	ctx = context.WithoutCancel(ctx)
	request := BulkRequest{Do: undoes[b.request.Do]}
	for _, u := range slices.Backward(b.back) {
		where, known, err := b.laptop.Index.Find(ctx, u.uid, "")
		if err != nil || !known {
			continue // its workflow is gone from this computer since
		}
		u.target.WorkflowID = int64(where.Ref.ID)
		request.Items = append(request.Items, u.target)
	}
	return &request
}

// send makes the bucket the same, once for all items. Why something could not be sent stands in the sync status.
func (b *bulk) send(ctx context.Context) {
	if b.bucket == nil || len(b.back) == 0 {
		return
	}
	if ctx.Err() != nil {
		b.bucket.hurry()
		return
	}
	defer b.completeLater()
	_, err := b.run(ctx, b.bucket, SyncRequest{})
	b.Log.Debug("sent what was done to many", "error", err)
}
