package designer

import (
	"context"

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
	rows, err := d.index.Workflows(ctx, s.CompanyID, bucket.addressOrNone())
	if err != nil {
		return nil, err
	}
	list := make([]WorkflowSummary, 0, len(rows))
	for _, w := range rows {
		row := WorkflowSummary{
			WorkflowID: w.Ref.ID, Name: w.Name, S3FilePath: w.S3FilePath, LastSavedAt: w.LastSavedAt,
			SyncState: SyncLocal, VersionCount: w.VersionCount, LastAuthor: w.LastAuthor, Validity: validityOf(w.Validity),
		}
		if bucket != nil {
			row.PendingCount = w.PendingCount
			row.SyncState = stateOf(w.PendingCount > 0, w.ConflictCount > 0)
		}
		list = append(list, row)
	}
	return list, nil
}

// Versions gives the history of a workflow, newest first. CodeWorkflowNotFound.
func (d *Designer) Versions(ctx context.Context, id workflow.ID) (VersionList, error) {
	s, bucket := d.inForce()
	ref := workflow.Ref{Company: s.CompanyID, ID: id}
	w, err := d.index.Workflow(ctx, ref, bucket.addressOrNone())
	if err != nil {
		return VersionList{}, err
	}
	rows, err := d.index.Versions(ctx, ref, bucket.addressOrNone())
	if err != nil {
		return VersionList{}, err
	}
	list := VersionList{WorkflowID: id, Name: w.Name, Versions: make([]VersionSummary, 0, len(rows))}
	for _, v := range rows {
		list.Versions = append(list.Versions, summarize(v, bucket != nil))
	}
	return list, nil
}

// Version gives one version with its texts. Its id is the bucket's or the laptop's own; empty is the latest.
// CodeWorkflowNotFound, CodeVersionNotFound, CodeDamaged.
func (d *Designer) Version(ctx context.Context, id workflow.ID, versionID string) (VersionDetail, error) {
	s, bucket := d.inForce()
	ref := workflow.Ref{Company: s.CompanyID, ID: id}
	w, err := d.index.Workflow(ctx, ref, bucket.addressOrNone())
	if err != nil {
		return VersionDetail{}, err
	}
	v, err := d.index.Version(ctx, ref, bucket.addressOrNone(), versionID)
	if err != nil {
		return VersionDetail{}, err
	}
	_, content, err := d.local.Get(ctx, ref, string(v.UID))
	if err != nil {
		return VersionDetail{}, err
	}
	return VersionDetail{
		WorkflowID: id, Name: w.Name, S3FilePath: w.S3FilePath,
		VersionSummary: summarize(v, bucket != nil), YAMLContent: string(content), Prompt: v.Prompt,
	}, nil
}

func summarize(v catalog.Version, inBucket bool) VersionSummary {
	summary := VersionSummary{
		VersionID: string(v.UID), LocalID: v.UID, Number: v.Number, Size: v.Size, IsLatest: v.IsLatest,
		LastModified: v.CreatedAt, VersionComment: v.Comment, Author: v.Author, SyncState: SyncLocal, Validity: validityOf(v.Validity),
	}
	if !inBucket {
		return summary
	}
	if v.Receipt != nil {
		summary.VersionID = v.Receipt.VersionID
	}
	summary.SyncState = stateOf(v.Pending, v.Failure != nil && v.Failure.Code == workflow.CodeConflict)
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
