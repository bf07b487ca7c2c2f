package designer

import (
	"context"
	"time"

	"workflow-designer/backend/catalog"
	"workflow-designer/backend/templates"
	"workflow-designer/backend/workflow"
)

// Templates lists the quick templates.
func (d *Designer) Templates(context.Context) ([]TemplateSummary, error) {
	var list []TemplateSummary
	for _, t := range templates.List() {
		list = append(list, summarizeTemplate(t))
	}
	return list, nil
}

// Template gives one quick template with its prompt and YAML. CodeTemplateNotFound.
func (d *Designer) Template(_ context.Context, id string) (Template, error) {
	t, err := templates.Find(id)
	if err != nil {
		return Template{}, err
	}
	return Template{TemplateSummary: summarizeTemplate(t), Prompt: t.Prompt, YAML: t.YAML}, nil
}

func summarizeTemplate(t templates.Template) TemplateSummary {
	return TemplateSummary{ID: t.ID, Name: t.Name, Description: t.Description, Category: t.Category}
}

// Workflows lists the company's workflows, newest saved first.
func (d *Designer) Workflows(ctx context.Context) ([]WorkflowSummary, error) {
	s, bucket := d.inForce()
	rows, err := d.laptop.Index.Workflows(ctx, s.CompanyID, bucket.addressOrNone(), false)
	if err != nil {
		return nil, err
	}
	list := make([]WorkflowSummary, 0, len(rows))
	for _, w := range rows {
		row := WorkflowSummary{
			WorkflowID: w.Ref.ID, Name: w.Name, S3FilePath: w.S3FilePath, LastSavedAt: w.LastSavedAt,
			SyncState: SyncLocal, VersionCount: w.VersionCount, Number: w.Number, LastAuthor: w.LastAuthor, RemoteChange: w.Unseen, Deleted: w.Deleted,
			Labels: listOrEmpty(w.Labels), Validity: validityOf(w.Validity),
		}
		if bucket != nil {
			row.PendingCount = w.PendingCount
			row.SyncState = stateOf(w.PendingCount > 0, w.Conflict != nil)
		}
		list = append(list, row)
	}
	return list, nil
}

// Versions gives the history of a workflow, newest first. CodeWorkflowNotFound.
func (d *Designer) Versions(ctx context.Context, id workflow.ID) (VersionList, error) {
	s, bucket := d.inForce()
	ref := workflow.Ref{Company: s.CompanyID, ID: id}
	w, err := d.laptop.Index.Workflow(ctx, ref, bucket.addressOrNone())
	if err != nil {
		return VersionList{}, err
	}
	rows, err := d.laptop.Index.Versions(ctx, ref, bucket.addressOrNone())
	if err != nil {
		return VersionList{}, err
	}
	list := VersionList{WorkflowID: id, Name: w.Name, Versions: make([]VersionSummary, 0, len(rows)), Complete: bucket == nil}
	if bucket != nil {
		head, err := d.laptop.Index.Head(ctx, ref, bucket.address)
		if err != nil {
			return VersionList{}, err
		}
		list.Complete = head.HistoryOf != "" && head.HistoryOf == head.VersionID
	}
	for _, v := range rows {
		list.Versions = append(list.Versions, summarize(v, w.Conflict, bucket != nil))
	}
	return list, nil
}

// Version gives one version with its texts. Its id is the bucket's or the laptop's own; empty is the latest.
// CodeWorkflowNotFound, CodeVersionNotFound, CodeDamaged.
func (d *Designer) Version(ctx context.Context, id workflow.ID, versionID string) (VersionDetail, error) {
	s, bucket := d.inForce()
	ref := workflow.Ref{Company: s.CompanyID, ID: id}
	w, err := d.laptop.Index.Workflow(ctx, ref, bucket.addressOrNone())
	if err != nil {
		return VersionDetail{}, err
	}
	v, err := d.laptop.Index.Version(ctx, ref, bucket.addressOrNone(), versionID)
	if err != nil {
		return VersionDetail{}, err
	}
	content, err := d.text(ctx, bucket, v)
	if err != nil {
		return VersionDetail{}, err
	}
	if v.IsLatest && w.Unseen {
		if err := d.laptop.Index.MarkSeen(ctx, ref); err != nil {
			return VersionDetail{}, err
		}
	}
	return VersionDetail{
		WorkflowID: id, Name: w.Name, S3FilePath: w.S3FilePath,
		VersionSummary: summarize(v, w.Conflict, bucket != nil), YAMLContent: string(content), Prompt: v.Prompt,
	}, nil
}

// text gives the text of a version; one that is elsewhere, lost or damaged is fetched from the bucket. A deletion has none.
func (d *Designer) text(ctx context.Context, bucket *remote, v catalog.Version) ([]byte, error) {
	if v.Deleted {
		return nil, nil
	}
	_, content, err := d.laptop.Files.Get(ctx, v.Ref, string(v.UID))
	code := workflow.CodeOf(err)
	if bucket == nil || code != workflow.CodeTextElsewhere && (code != workflow.CodeDamaged || v.Receipt == nil) {
		return content, err
	}
	fetch, cancel := context.WithTimeout(ctx, fetchDeadline)
	defer cancel()
	r, connectErr := bucket.connect(fetch)
	if connectErr != nil {
		return nil, connectErr
	}
	defer d.completeLater()
	return r.Text(fetch, v.Ref, v.UID)
}

// fetchDeadline bounds how long somebody who opens a version waits for the bucket.
const fetchDeadline = 15 * time.Second

func summarize(v catalog.Version, conflict *workflow.Conflict, inBucket bool) VersionSummary {
	summary := VersionSummary{
		VersionID: string(v.UID), LocalID: v.UID, ParentID: v.ParentUID, MergedID: v.MergedUID, Number: v.Number, Size: v.Size,
		IsLatest: v.IsLatest, LastModified: v.CreatedAt, VersionComment: v.Comment, Author: v.Author, Generator: v.Generator, SyncState: SyncLocal,
		Deleted: v.Deleted, Beside: v.Beside, TextHere: !v.TextElsewhere && !v.Deleted, Tags: v.Tags,
		Foreign: v.Author == "" && v.ContentSHA256 == "", Validity: validityOf(v.Validity),
	}
	if !inBucket {
		return summary
	}
	if v.Receipt != nil && v.Receipt.Kind == workflow.ReceiptVersion {
		summary.VersionID = v.Receipt.VersionID
	}
	waits := conflict != nil && (conflict.Mine == v.UID || conflict.Theirs == v.UID)
	summary.SyncState = stateOf(v.Pending, waits)
	return summary
}

func validityOf(v catalog.Validity) Validity {
	return Validity{
		YAMLError: v.YAMLError, IsValid: v.ErrorCount == 0, ErrorCount: v.ErrorCount, WarningCount: v.WarningCount,
	}
}

func stateOf(pending, conflict bool) SyncState {
	switch {
	case conflict:
		return SyncConflict
	case pending:
		return SyncPending
	default:
		return SyncSynced
	}
}
