package designer

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"workflow-designer/backend/activity"
	"workflow-designer/backend/archive"
	"workflow-designer/backend/settings"
	"workflow-designer/backend/workflow"
)

// JobExport is the kind of a job that writes workflows into a zip.
const JobExport JobKind = "export"

// ExportRequest says what goes into a zip.
type ExportRequest struct {
	WorkflowIDs []int64 `json:"workflow_ids"` // none: all that are not deleted
	History     bool    `json:"history"`      // every version, not the latest alone
}

// Export begins to write workflows into a zip, as a job: their YAML, and a manifest with descriptions, comments, tags and
// numbers, from which an import makes the same workflows. One that cannot be read is left out, and its item says why.
// CodeInvalidRequest, CodeInvalidID.
func (d *Designer) Export(ctx context.Context, request ExportRequest) (Job, error) {
	s, bucket := d.inForce()
	var ids []workflow.ID
	for _, n := range request.WorkflowIDs {
		id, err := workflow.CheckID(n)
		if err != nil {
			return Job{}, err
		}
		ids = append(ids, id)
	}
	if len(ids) == 0 {
		all, err := d.laptop.Index.Workflows(ctx, s.CompanyID, bucket.addressOrNone(), false)
		if err != nil {
			return Job{}, err
		}
		for _, w := range all {
			ids = append(ids, w.Ref.ID)
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if len(ids) == 0 {
		return Job{}, &workflow.Error{
			Code: workflow.CodeNotFound, Message: "There is no workflow to export.", Hint: "Save a workflow first.",
		}
	}
	x := &export{Designer: d, request: request, settings: s, bucket: bucket, ids: ids}
	return d.startJob(JobExport, len(ids), func(ctx context.Context, p *progress) (any, error) {
		x.progress = p
		return nil, p.keepFile(x.name(ctx), func(f *os.File) error { return x.write(ctx, f) })
	}), nil
}

// export is one such job under way.
type export struct {
	*Designer
	request  ExportRequest
	settings settings.Settings
	bucket   *remote
	ids      []workflow.ID
	progress *progress
	offline  error // why the bucket does not answer; asking it for each workflow would take as long each time
}

// name is what the zip is called: after its workflow when it holds one, else after the day.
func (x *export) name(ctx context.Context) string {
	if len(x.ids) == 1 {
		if w, err := x.laptop.Index.Workflow(ctx, x.ref(x.ids[0]), x.bucket.addressOrNone()); err == nil {
			return strings.TrimSuffix(FileName(w.Name, 0), ".yaml") + ".zip"
		}
	}
	return "workflows-" + x.Now().Format("2006-01-02") + ".zip"
}

func (x *export) ref(id workflow.ID) workflow.Ref {
	return workflow.Ref{Company: x.settings.CompanyID, ID: id}
}

func (x *export) write(ctx context.Context, f *os.File) error {
	w := archive.NewWriter(f, x.settings.Author, x.settings.CompanyID, x.Now())
	var last *Problem
	for _, id := range x.ids {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		item := JobItem{WorkflowID: id}
		wf, texts, name, err := x.workflow(ctx, id, &item)
		if err != nil && ctx.Err() != nil {
			return ctx.Err()
		}
		if err == nil {
			if err := w.Add(wf, name, texts); err != nil {
				return presentOr(err, fileTrouble)
			}
			if err := x.scenarios(ctx, w, id); err != nil {
				return err
			}
		} else {
			item.Error = problemOf(err)
			last = item.Error
		}
		x.progress.add(item)
	}
	if w.Len() == 0 && last != nil {
		return &workflow.Error{Code: last.Code, Message: last.Message, Hint: last.Hint}
	}
	if err := w.Close(); err != nil {
		return presentOr(err, fileTrouble)
	}
	detail := fmt.Sprintf("workflows=%d history=%t", w.Len(), x.request.History)
	return x.logged(context.WithoutCancel(ctx), x.settings, activity.Exported, detail)
}

// scenarios writes those of the workflow that was added last.
func (x *export) scenarios(ctx context.Context, w *archive.Writer, id workflow.ID) error {
	kept, err := x.keptScenarios(ctx, x.ref(id))
	if err != nil || len(kept) == 0 {
		return err
	}
	if err := w.AddScenarios(workflow.EncodeScenarios(kept), x.Now()); err != nil {
		return presentOr(err, fileTrouble)
	}
	return nil
}

// presentOr gives an error that can be shown as it is, and any other as what shows it.
func presentOr(err error, otherwise func(error) error) error {
	if workflow.CodeOf(err) != workflow.CodeInternal {
		return err
	}
	return otherwise(err)
}

// workflow reads what goes into the zip of one workflow, and what its file is called.
func (x *export) workflow(ctx context.Context, id workflow.ID, item *JobItem) (archive.Workflow, []archive.Text, string, error) {
	ref := x.ref(id)
	row, err := x.laptop.Index.Workflow(ctx, ref, x.bucket.addressOrNone())
	if err != nil {
		return archive.Workflow{}, nil, "", err
	}
	item.Name = row.Name
	x.progress.begin(row.Name)
	if row.Deleted {
		return archive.Workflow{}, nil, "", &workflow.Error{
			Code: workflow.CodeInvalidRequest, Message: "This workflow is deleted.", Hint: "Bring it back, then export it.",
		}
	}
	wf := archive.Workflow{WorkflowID: id, Complete: x.request.History && x.completed(ctx, ref)}
	history, err := x.laptop.Files.History(ref)
	if err != nil {
		return wf, nil, "", err
	}
	tags := map[workflow.UID][]workflow.Tag{}
	for _, set := range history.Tags {
		tags[set.UID] = set.Tags
	}
	var texts []archive.Text
	for _, v := range inLine(history) {
		if !x.request.History && v.UID != history.Head {
			continue
		}
		content, err := x.content(ctx, v)
		if err != nil {
			return wf, nil, "", err
		}
		wf.Name = v.Name
		texts = append(texts, archive.Text{Content: content, Version: archive.Version{
			VersionID: string(v.UID), MergedID: string(v.MergedUID), Number: v.Number, Deleted: v.Deleted, Author: v.Author,
			Comment: v.Comment, Prompt: v.Prompt, Generator: v.Generator, CreatedAt: v.CreatedAt, Tags: tags[v.UID],
		}})
	}
	return wf, texts, FileName(row.Name, 0), nil
}

// inLine are the versions of a history, oldest first, with the latest at the end.
func inLine(h workflow.History) []workflow.Known {
	all := slices.Clone(h.Versions)
	slices.SortStableFunc(all, func(a, b workflow.Known) int {
		return cmp.Compare(boolToInt(a.UID == h.Head), boolToInt(b.UID == h.Head))
	})
	return all
}

func boolToInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// completed asks the bucket for what is not known here of a history, and tells whether all of it is.
func (x *export) completed(ctx context.Context, ref workflow.Ref) bool {
	if x.bucket == nil {
		return true
	}
	if x.offline == nil {
		if _, err := x.History(ctx, ref.ID); isOffline(workflow.CodeOf(err)) {
			x.offline = err
		}
	}
	list, err := x.Versions(ctx, ref.ID)
	return err == nil && list.Complete
}

// content gives a text, from the bucket when it is only there.
func (x *export) content(ctx context.Context, v workflow.Known) ([]byte, error) {
	if v.Deleted {
		return nil, nil
	}
	if !v.TextElsewhere {
		if content, err := x.laptop.Files.Text(v.Ref, v.Version); err == nil {
			return content, nil
		}
	}
	if v.TextElsewhere && x.offline != nil {
		return nil, x.offline
	}
	row, err := x.laptop.Index.Version(ctx, v.Ref, x.bucket.addressOrNone(), string(v.UID))
	if err != nil {
		return nil, err
	}
	content, err := x.text(ctx, x.bucket, row)
	if isOffline(workflow.CodeOf(err)) {
		x.offline = err
	}
	return content, err
}
