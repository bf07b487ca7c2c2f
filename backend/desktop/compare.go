package desktop

import (
	"context"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/workflow"
)

// Compare answers with designer.Designer.Compare.
func (b *Bindings) Compare(request designer.CompareRequest) (designer.Comparison, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (designer.Comparison, error) {
		return d.Compare(ctx, request)
	})
}

// Changes answers with designer.Designer.Changes.
func (b *Bindings) Changes(workflowID int64, versionIDs []string) ([]designer.VersionChanges, error) {
	return onWorkflow(b, workflowID, func(ctx context.Context, d *designer.Designer, id workflow.ID) ([]designer.VersionChanges, error) {
		return d.Changes(ctx, id, versionIDs)
	})
}
