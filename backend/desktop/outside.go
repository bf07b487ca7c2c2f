package desktop

import (
	"context"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/workflow"
)

// Attend answers with designer.Designer.Attend.
func (b *Bindings) Attend(request designer.Attendance) error {
	_, err := call(b, func(ctx context.Context, d *designer.Designer) (struct{}, error) {
		return struct{}{}, d.Attend(ctx, request)
	})
	return err
}

// Outside answers with designer.Designer.Outside.
func (b *Bindings) Outside(workflowID int64) (designer.OutsideEdit, error) {
	return onWorkflow(b, workflowID, func(ctx context.Context, d *designer.Designer, id workflow.ID) (designer.OutsideEdit, error) {
		return d.Outside(ctx, id)
	})
}
