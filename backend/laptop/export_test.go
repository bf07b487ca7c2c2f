package laptop

import (
	"context"

	"workflow-designer/backend/workflow"
)

// CatchUpIn reads a journal into the index as CatchUp does, and does something between the reading and the record.
func (l *Laptop) CatchUpIn(ctx context.Context, ref workflow.Ref, between func()) error {
	change, _, err := l.readWhole(ctx, ref)
	if err != nil {
		return err
	}
	between()
	return l.Index.Record(ctx, change)
}
