package desktop

import (
	"context"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/workflow"
)

// Conflicts answers with designer.Designer.Conflicts.
func (b *Bindings) Conflicts() ([]designer.PlaceRow, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) ([]designer.PlaceRow, error) { return d.Conflicts(ctx) })
}

// Conflict answers with designer.Designer.Conflict.
func (b *Bindings) Conflict(workflowID int64) (designer.ConflictDetail, error) {
	return onWorkflow(b, workflowID, func(ctx context.Context, d *designer.Designer, id workflow.ID) (designer.ConflictDetail, error) {
		return d.Conflict(ctx, id)
	})
}

// MergePreview answers with designer.Designer.MergePreview.
func (b *Bindings) MergePreview(workflowID int64, choices []designer.Choice) (designer.Merge, error) {
	return onWorkflow(b, workflowID, func(ctx context.Context, d *designer.Designer, id workflow.ID) (designer.Merge, error) {
		return d.MergePreview(ctx, id, choices)
	})
}

// ResolveConflict answers with designer.Designer.ResolveConflict.
func (b *Bindings) ResolveConflict(workflowID int64, request designer.Resolution) (designer.SavedVersion, error) {
	return onWorkflow(b, workflowID, func(ctx context.Context, d *designer.Designer, id workflow.ID) (designer.SavedVersion, error) {
		return d.ResolveConflict(ctx, id, request)
	})
}
