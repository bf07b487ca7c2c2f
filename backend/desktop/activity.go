package desktop

import (
	"context"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/workflow"
)

// Activity answers with designer.Designer.Activity.
func (b *Bindings) Activity(request designer.ActivityRequest) (designer.ActivityPage, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (designer.ActivityPage, error) {
		return d.Activity(ctx, request)
	})
}

// ActivityLog answers with designer.Designer.ActivityLog.
func (b *Bindings) ActivityLog() (designer.ActivityLogState, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (designer.ActivityLogState, error) {
		return d.ActivityLog(ctx)
	})
}

// ExportActivity answers with designer.Designer.ExportActivity.
func (b *Bindings) ExportActivity(request designer.ActivityRequest, format string) (string, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (string, error) {
		return d.ExportActivity(ctx, request, format)
	})
}

// CompanyAnalytics answers with designer.Designer.CompanyAnalytics.
func (b *Bindings) CompanyAnalytics(request designer.AnalyticsRequest) (designer.CompanyAnalytics, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (designer.CompanyAnalytics, error) {
		return d.CompanyAnalytics(ctx, request)
	})
}

// WorkflowAnalytics answers with designer.Designer.WorkflowAnalytics.
func (b *Bindings) WorkflowAnalytics(workflowID int64) (designer.WorkflowAnalytics, error) {
	return onWorkflow(b, workflowID, func(ctx context.Context, d *designer.Designer, id workflow.ID) (designer.WorkflowAnalytics, error) {
		return d.WorkflowAnalytics(ctx, id)
	})
}
