package desktop

import (
	"context"

	"workflow-designer/backend/designer"
)

// Activity answers with designer.Designer.Activity.
func (b *Bindings) Activity(request designer.ActivityRequest) (designer.ActivityPage, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (designer.ActivityPage, error) {
		return d.Activity(ctx, request)
	})
}

// ActivityLog answers with designer.Designer.ActivityLog.
func (b *Bindings) ActivityLog() (designer.ActivityLogState, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (designer.ActivityLogState, error) { return d.ActivityLog(ctx) })
}

// ExportActivity answers with designer.Designer.ExportActivity.
func (b *Bindings) ExportActivity(request designer.ActivityRequest, format string) (string, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (string, error) {
		return d.ExportActivity(ctx, request, format)
	})
}
