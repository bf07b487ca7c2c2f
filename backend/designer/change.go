package designer

import (
	"context"
	"errors"
	"fmt"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/catalog"
	"workflow-designer/backend/settings"
	"workflow-designer/backend/workflow"
)

// onTopOf makes what goes on top of the latest version: it fills v and gives its text, or errAsItIs.
type onTopOf func(latest catalog.Version, v *workflow.Known) ([]byte, error)

// DeleteWorkflow deletes a workflow, for everybody. Its versions stay, and UndeleteWorkflow brings it back. Deleting it again
// does nothing. CodeWorkflowNotFound.
func (d *Designer) DeleteWorkflow(ctx context.Context, id workflow.ID) (SavedVersion, error) {
	return d.onTop(ctx, id, deletion)
}

func deletion(latest catalog.Version, v *workflow.Known) ([]byte, error) {
	if latest.Deleted {
		return nil, errAsItIs
	}
	v.Deleted = true
	return nil, nil
}

// UndeleteWorkflow brings a deleted workflow back, as it was, as a new version. One that is not deleted stays as it is.
// CodeWorkflowNotFound.
func (d *Designer) UndeleteWorkflow(ctx context.Context, id workflow.ID) (SavedVersion, error) {
	return d.onTop(ctx, id, d.undeletion(ctx))
}

func (d *Designer) undeletion(ctx context.Context) onTopOf {
	_, bucket := d.inForce()
	return func(latest catalog.Version, v *workflow.Known) ([]byte, error) {
		if !latest.Deleted {
			return nil, errAsItIs
		}
		for last := latest; ; {
			parent, err := d.laptop.Index.Version(ctx, latest.Ref, bucket.addressOrNone(), string(last.ParentUID))
			if err != nil {
				return nil, err
			}
			if !parent.Deleted {
				v.Name, v.Prompt, v.Comment = parent.Name, parent.Prompt, "Brought back after it was deleted."
				return d.text(ctx, bucket, parent)
			}
			last = parent
		}
	}
}

// RestoreVersion puts the text of an older version on top as a new one; it never rewinds. CodeWorkflowNotFound,
// CodeVersionNotFound.
func (d *Designer) RestoreVersion(ctx context.Context, id workflow.ID, versionID string) (SavedVersion, error) {
	s, bucket := d.inForce()
	ref := workflow.Ref{Company: s.CompanyID, ID: id}
	old, err := d.laptop.Index.Version(ctx, ref, bucket.addressOrNone(), versionID)
	if err != nil {
		return SavedVersion{}, err
	}
	restore, err := d.restoration(ctx, old)
	if err != nil {
		return SavedVersion{}, err
	}
	return d.onTop(ctx, id, restore)
}

func (d *Designer) restoration(ctx context.Context, old catalog.Version) (onTopOf, error) {
	if old.Deleted {
		return nil, &workflow.Error{
			Code:    workflow.CodeInvalidRequest,
			Message: "This version is a deletion: there is no text to restore.",
			Hint:    "Restore the version before it.",
		}
	}
	_, bucket := d.inForce()
	content, err := d.text(ctx, bucket, old)
	if err != nil {
		return nil, err
	}
	return func(_ catalog.Version, v *workflow.Known) ([]byte, error) {
		v.Action = string(activity.Restored)
		v.Prompt, v.Comment = old.Prompt, "Restored a version of "+old.CreatedAt.Format("2 Jan 2006, 15:04")+"."
		if old.Number > 0 {
			v.Comment = fmt.Sprintf("Restored version %d.", old.Number)
		}
		return content, nil
	}, nil
}

// errAsItIs says that there is nothing to do.
var errAsItIs = errors.New("as it is")

// onTop saves what make makes on top of the latest version, however often others save meanwhile, and sends it.
func (d *Designer) onTop(ctx context.Context, id workflow.ID, make onTopOf) (SavedVersion, error) {
	s, bucket := d.inForce()
	ref := workflow.Ref{Company: s.CompanyID, ID: id}
	latest, uid, err := d.keepOnTop(ctx, s, ref, make)
	switch {
	case err != nil:
		return SavedVersion{}, err
	case uid == latest.UID:
		return d.saved(ctx, ref, uid, bucket, nil)
	}
	return d.sent(ctx, bucket, ref, uid)
}

// keepOnTop is onTop without sending. It gives the version that was the latest before, and which one is now: the same when
// there was nothing to do.
func (d *Designer) keepOnTop(
	ctx context.Context, s settings.Settings, ref workflow.Ref, make onTopOf,
) (before catalog.Version, now workflow.UID, err error) {
	for {
		if err := d.laptop.Follow(ctx, ref); err != nil {
			return before, "", err
		}
		latest, err := d.laptop.Index.Version(ctx, ref, "", "")
		if err != nil {
			return before, "", err
		}
		v := workflow.Known{Version: workflow.Version{
			Ref: ref, UID: d.NewUID(), ParentUID: latest.UID, WorkflowUID: latest.WorkflowUID, Name: latest.Name, Author: s.Author,
			CreatedAt: d.Now().UTC(),
		}}
		content, err := make(latest, &v)
		if errors.Is(err, errAsItIs) {
			return latest, latest.UID, nil
		}
		if err != nil {
			return before, "", err
		}
		_, err = d.laptop.SaveAs(ctx, v.Version, content, latest.UID, activity.Action(v.Action))
		if workflow.CodeOf(err) == workflow.CodeStaleParent {
			continue
		}
		return latest, v.UID, err
	}
}

// SetTags gives a version exactly these tags. When it returns without an error they are kept; with a bucket set up they have
// been sent too, or wait. CodeInvalidRequest: they cannot be tags. CodeWorkflowNotFound, CodeVersionNotFound.
func (d *Designer) SetTags(ctx context.Context, id workflow.ID, versionID string, tags []workflow.Tag) (VersionSummary, error) {
	s, bucket := d.inForce()
	ref := workflow.Ref{Company: s.CompanyID, ID: id}
	v, err := d.laptop.Index.Version(ctx, ref, bucket.addressOrNone(), versionID)
	if err != nil {
		return VersionSummary{}, err
	}
	if err := d.keepTags(ctx, v, tags); err != nil {
		return VersionSummary{}, err
	}
	if bucket != nil {
		pushCtx, cancel := context.WithTimeout(ctx, pushDeadline)
		defer cancel()
		if r, err := bucket.connect(pushCtx); err == nil {
			// What could not be sent waits, as a version does; the status says why.
			bucket.ended(problemOrNone(r.SendTags(pushCtx, ref)))
		}
		d.tellStatus(ctx)
	}
	ctx = context.WithoutCancel(ctx)
	w, err := d.laptop.Index.Workflow(ctx, ref, bucket.addressOrNone())
	if err != nil {
		return VersionSummary{}, err
	}
	v, err = d.laptop.Index.Version(ctx, ref, bucket.addressOrNone(), string(v.UID))
	return summarize(v, w.Conflict, bucket != nil), err
}

// keepTags gives a version exactly these tags, here.
func (d *Designer) keepTags(ctx context.Context, v catalog.Version, tags []workflow.Tag) error {
	tags = workflow.SortTags(tags)
	if err := workflow.CheckTags(tags); err != nil {
		return err
	}
	if v.Deleted {
		return &workflow.Error{
			Code:    workflow.CodeInvalidRequest,
			Message: "A deletion cannot have tags.",
			Hint:    "Tag the version before it.",
		}
	}
	s, _ := d.inForce()
	return d.laptop.SetTags(ctx, v.Ref, v.UID, tags, s.Author, d.Now().UTC())
}
