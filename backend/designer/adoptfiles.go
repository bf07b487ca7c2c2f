package designer

import (
	"context"

	"workflow-designer/backend/laptop"
	"workflow-designer/backend/workflow"
)

// adopt takes in a file of a folder, as a workflow or on top of the one that it became before.
func (i *importing) adopt(ctx context.Context, found reviewed, item *JobItem) error {
	versions, err := i.adopted(ctx, found.adopts)
	if err != nil {
		return err
	}
	onto := found.adopts.onto
	if onto == nil {
		ref, err := i.take(ctx, found, versions)
		if err != nil {
			return err
		}
		item.WorkflowID = ref.ID
		i.taken.WorkflowIDs = append(i.taken.WorkflowIDs, ref.ID)
		return nil
	}
	ref := workflow.Ref{Company: i.settings.CompanyID, ID: onto.WorkflowID}
	item.WorkflowID = ref.ID
	versions[0].Version.ParentUID = onto.head
	if err := i.laptop.Adopt(ctx, ref, onto.head, numbered(versions, ref)); err != nil {
		return err
	}
	i.taken.Replaced = append(i.taken.Replaced, BulkTarget{WorkflowID: int64(ref.ID), VersionID: string(onto.head)})
	return nil
}

// adopted are the versions of a file, each on top of the one before.
func (i *importing) adopted(ctx context.Context, from *adoption) ([]laptop.Learned, error) {
	all := make([]laptop.Learned, 0, len(from.versions))
	var before workflow.UID
	for _, a := range from.versions {
		one := laptop.Learned{Version: a.version, Content: a.content}
		one.Version.ParentUID = before
		if a.commit == nil {
			one.Version.Comment = i.request.Comment
		} else if !a.version.Deleted {
			text, err := from.folder.Text(ctx, *a.commit)
			if err != nil {
				return nil, err
			}
			one.Content = text
		}
		before = one.Version.UID
		all = append(all, one)
	}
	return all, nil
}

// adoptedTexts are the texts of a file with their notes, oldest first, for a workflow that somebody names.
func (i *importing) adoptedTexts(ctx context.Context, from *adoption) ([]SaveVersionRequest, error) {
	versions, err := i.adopted(ctx, from)
	var all []SaveVersionRequest
	for _, v := range versions {
		if !v.Version.Deleted {
			all = append(all, SaveVersionRequest{YAMLContent: string(v.Content), VersionComment: v.Version.Comment})
		}
	}
	return all, err
}
