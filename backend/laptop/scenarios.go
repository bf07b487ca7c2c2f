package laptop

import (
	"context"

	"workflow-designer/backend/catalog"
	"workflow-designer/backend/workflow"
)

// KeepScenarios brings scenarios together with those that a workflow has here, and gives those that changed by that. When it
// returns nil they are durable.
func (l *Laptop) KeepScenarios(ctx context.Context, ref workflow.Ref, scenarios []workflow.KeptScenario) ([]workflow.KeptScenario, error) {
	changed, span, err := l.Files.KeepScenarios(ctx, ref, scenarios)
	if err != nil || len(changed) == 0 {
		return nil, err
	}
	// From here on they are kept, so they are recorded even when the caller has gone.
	return changed, l.Index.Record(context.WithoutCancel(ctx), catalog.Change{Ref: ref, Scenarios: changed, Span: span})
}

// AddBucketScenarios notes what a bucket has as scenarios of a workflow.
func (l *Laptop) AddBucketScenarios(ctx context.Context, ref workflow.Ref, b workflow.BucketScenarios) error {
	ctx = context.WithoutCancel(ctx)
	span, err := l.Files.AddBucketScenarios(ctx, ref, b)
	if err != nil {
		return err
	}
	return l.Index.Record(ctx, catalog.Change{Ref: ref, BucketScenarios: []workflow.BucketScenarios{b}, Span: span})
}
