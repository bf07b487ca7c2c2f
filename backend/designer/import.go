package designer

import (
	"context"
	"fmt"
	"slices"
	"time"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/archive"
	"workflow-designer/backend/laptop"
	"workflow-designer/backend/settings"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// JobImport is the kind of a job that takes in workflows; its result is an ImportResult.
const JobImport JobKind = "import"

// Import begins to take in what a review has found, as a job. A workflow gets the number that it had when that is free, and
// always a new identity: it is not the one that it was exported from. Its versions are durable here when their item is done, and wait for the bucket.
// CodeNotFound: there is no such review. CodeInvalidRequest.
func (d *Designer) Import(_ context.Context, importID string, request ImportRequest) (Job, error) {
	if err := workflow.CheckNote("comment", request.Comment); err != nil {
		return Job{}, err
	}
	r, err := d.reviews.use(importID)
	if err != nil {
		return Job{}, err
	}
	s, bucket := d.inForce()
	if err := request.check(r, s.CompanyID); err != nil {
		return Job{}, firstOf(err, d.reviews.release(r))
	}
	i := &importing{Designer: d, review: r, request: request, settings: s}
	return d.startJob(JobImport, len(request.Items), func(ctx context.Context, p *progress) (any, error) {
		i.progress = p
		err := i.each(ctx)
		if i.taken.any() {
			err = firstOf(err, i.log(ctx))
			i.send(ctx, bucket)
		}
		return i.taken, firstOf(err, d.reviews.release(r))
	}), nil
}

func firstOf(first, second error) error {
	if first != nil {
		return first
	}
	return second
}

func (r ImportRequest) check(of *review, company workflow.CompanyID) error {
	invalid := func(message, hint words.Text) error {
		return &workflow.Error{Code: workflow.CodeInvalidRequest, Message: message, Hint: hint}
	}
	if of.company != company {
		return invalid("The company was changed in the settings since.", "Choose the files again.")
	}
	if len(r.Items) == 0 {
		return invalid("Nothing is selected.", "Select what to import.")
	}
	seen := map[int]bool{}
	for _, c := range r.Items {
		if c.Index < 0 || c.Index >= len(of.items) || seen[c.Index] {
			return invalid(words.F("There is no file %d to import, or it is named twice.", c.Index), "Choose from the files that were read.")
		}
		if c.As != ImportAsWorkflow && c.As != ImportAsDraft && c.As != ImportAsVersion {
			return invalid(words.F("A file cannot be imported as %q.", c.As), "Import it as workflow, as draft or as version.")
		}
		if (c.As == ImportAsVersion) != (c.WorkflowID != nil) {
			return invalid("What becomes versions needs a workflow that gets them, and nothing else does.", "Choose the workflow.")
		}
		if c.WorkflowID != nil {
			if _, err := workflow.CheckID(*c.WorkflowID); err != nil {
				return err
			}
		}
		seen[c.Index] = true
	}
	return nil
}

// importing is one such job under way.
type importing struct {
	*Designer
	review   *review
	request  ImportRequest
	settings settings.Settings
	progress *progress
	taken    ImportResult
}

func (r ImportResult) any() bool { return len(r.WorkflowIDs)+len(r.DraftIDs)+len(r.Replaced) > 0 }

func (i *importing) each(ctx context.Context) error {
	i.taken = ImportResult{WorkflowIDs: []workflow.ID{}, DraftIDs: []string{}, Replaced: []BulkTarget{}}
	for _, choice := range i.request.Items {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		found := i.review.items[choice.Index]
		item := JobItem{Name: found.Name}
		if item.Name == "" {
			item.Name = found.File
		}
		i.progress.begin(item.Name)
		var err error
		switch {
		case choice.As == ImportAsDraft:
			err = i.draft(ctx, found)
		case choice.As == ImportAsVersion:
			err = i.onTop(ctx, found, workflow.ID(*choice.WorkflowID), &item)
		case found.adopts != nil:
			err = i.adopt(ctx, found, &item)
		default:
			err = i.workflow(ctx, found, &item)
		}
		if err != nil && ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			item.Error = problemOf(err)
		}
		i.progress.add(item)
	}
	return nil
}

func (i *importing) draft(ctx context.Context, found reviewed) error {
	text, err := found.latest()
	if err != nil {
		return err
	}
	draft := workflow.Draft{YAMLContent: string(text)}
	if n := len(found.found.Versions); n > 0 {
		draft.Prompt = found.found.Versions[n-1].Prompt
	}
	kept, err := i.SaveDraft(ctx, draft)
	if err == nil {
		i.taken.DraftIDs = append(i.taken.DraftIDs, kept.DraftID)
	}
	return err
}

func (i *importing) workflow(ctx context.Context, found reviewed, item *JobItem) error {
	versions, err := i.versions(found)
	if err != nil {
		return err
	}
	ref, err := i.take(ctx, found, versions)
	if err != nil {
		return err
	}
	item.WorkflowID = ref.ID
	i.taken.WorkflowIDs = append(i.taken.WorkflowIDs, ref.ID)
	if err := i.scenarios(ctx, ref, found); err != nil {
		return err
	}
	for n, v := range found.found.Versions {
		if len(v.Tags) == 0 || v.Deleted {
			continue
		}
		// It is there already; without its tags it would be another.
		err := i.laptop.SetTags(context.WithoutCancel(ctx), ref, versions[n].Version.UID, v.Tags, i.settings.Author, i.Now().UTC())
		if err != nil {
			return err
		}
	}
	return nil
}

// scenarios gives a workflow those of the zip, with new identities as its versions have.
func (i *importing) scenarios(ctx context.Context, ref workflow.Ref, found reviewed) error {
	if found.zip == nil {
		return nil
	}
	told, err := found.zip.Scenarios(found.found.Workflow)
	if err != nil {
		return err
	}
	var all []workflow.KeptScenario
	for _, s := range told {
		if s.Deleted() {
			continue
		}
		fresh := workflow.KeptScenario{ID: i.NewUID()}
		for _, state := range slices.Backward(s.States) { // the one that stands is on top again
			state.Revision, state.Turn = i.NewUID(), 0
			fresh = fresh.Next(state)
		}
		all = append(all, fresh)
	}
	if len(all) == 0 {
		return nil
	}
	_, err = i.laptop.KeepScenarios(context.WithoutCancel(ctx), ref, all)
	return err
}

// take gives the versions a workflow: with the number that they had, or the next free one.
func (i *importing) take(ctx context.Context, found reviewed, versions []laptop.Learned) (workflow.Ref, error) {
	ref := workflow.Ref{Company: i.settings.CompanyID, ID: found.WorkflowID}
	if ref.ID != 0 {
		if err := i.laptop.Import(ctx, ref, numbered(versions, ref)); workflow.CodeOf(err) != workflow.CodeStaleParent {
			return ref, err
		}
	}
	next, err := i.laptop.Index.NextID(ctx, ref.Company)
	if err != nil {
		return ref, err
	}
	for ref.ID = next; ref.ID <= workflow.MaxID; ref.ID++ {
		if err := i.laptop.Import(ctx, ref, numbered(versions, ref)); workflow.CodeOf(err) != workflow.CodeStaleParent {
			return ref, err
		}
	}
	return ref, everyNumberTaken()
}

// numbered are the versions as those of a workflow of this number.
func numbered(versions []laptop.Learned, ref workflow.Ref) []laptop.Learned {
	all := slices.Clone(versions)
	for n := range all {
		all[n].Version.Ref = ref
	}
	return all
}

// versions are what a workflow gets: with new identities, each on top of the one before.
func (i *importing) versions(found reviewed) ([]laptop.Learned, error) {
	uuid := i.NewUUID()
	if found.found.Bare {
		text, err := found.latest()
		v := workflow.Version{
			UID: i.NewUID(), WorkflowUID: uuid, Author: i.settings.Author, Comment: i.request.Comment, CreatedAt: i.Now().UTC(),
		}
		return []laptop.Learned{{Version: v, Content: text}}, err
	}
	var all []laptop.Learned
	ids := map[string]workflow.UID{}
	var before workflow.UID
	for _, told := range found.found.Versions {
		v := i.version(told)
		v.WorkflowUID, v.Name, v.ParentUID = uuid, found.found.Name, before
		if merged := ids[told.MergedID]; merged != before {
			v.MergedUID = merged
		}
		if told.VersionID != "" {
			ids[told.VersionID] = v.UID
		}
		before = v.UID
		one := laptop.Learned{Version: v}
		if !v.Deleted {
			text, err := found.zip.Text(told.File)
			if err != nil {
				return nil, err
			}
			one.Content = text
		}
		all = append(all, one)
	}
	return all, nil
}

func (i *importing) version(told archive.Version) workflow.Version {
	v := workflow.Version{
		UID: i.NewUID(), Number: max(0, told.Number), Deleted: told.Deleted, Author: told.Author, Comment: told.Comment,
		Prompt: told.Prompt, Generator: told.Generator, CreatedAt: told.CreatedAt.UTC(),
	}
	if v.CreatedAt.IsZero() || v.CreatedAt.Year() > 9999 || v.CreatedAt.Before(time.Unix(0, 0)) {
		v.CreatedAt = i.Now().UTC()
	}
	return v
}

func (i *importing) log(ctx context.Context) error {
	detail := fmt.Sprintf("workflows=%d drafts=%d changed=%d", len(i.taken.WorkflowIDs), len(i.taken.DraftIDs), len(i.taken.Replaced))
	return i.logged(context.WithoutCancel(ctx), i.settings, activity.Imported, detail)
}

// send makes the bucket the same, once for all. Why something could not be sent stands in the sync status.
func (i *importing) send(ctx context.Context, bucket *remote) {
	if bucket == nil || len(i.taken.WorkflowIDs)+len(i.taken.Replaced) == 0 {
		return
	}
	if ctx.Err() != nil {
		bucket.hurry()
		return
	}
	defer i.completeLater()
	_, err := i.run(ctx, bucket, SyncRequest{})
	i.Log.Debug("sent what was imported", "error", err)
}
