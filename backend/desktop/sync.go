package desktop

import (
	"context"
	"sync"
	"time"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Sync answers with designer.Designer.Sync.
func (b *Bindings) Sync(request designer.SyncRequest) (designer.SyncReport, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (designer.SyncReport, error) {
		return d.Sync(ctx, request)
	})
}

// SyncRuns answers with designer.Designer.SyncRuns.
func (b *Bindings) SyncRuns() ([]designer.SyncRun, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) ([]designer.SyncRun, error) { return d.SyncRuns(ctx) })
}

// FetchHistory answers with designer.Designer.History.
func (b *Bindings) FetchHistory(workflowID int64) (designer.VersionList, error) {
	return onWorkflow(b, workflowID, func(ctx context.Context, d *designer.Designer, id workflow.ID) (designer.VersionList, error) {
		return d.History(ctx, id)
	})
}

// DeleteWorkflow answers with designer.Designer.DeleteWorkflow.
func (b *Bindings) DeleteWorkflow(workflowID int64) (designer.SavedVersion, error) {
	return onWorkflow(b, workflowID, func(ctx context.Context, d *designer.Designer, id workflow.ID) (designer.SavedVersion, error) {
		return d.DeleteWorkflow(ctx, id)
	})
}

// UndeleteWorkflow answers with designer.Designer.UndeleteWorkflow.
func (b *Bindings) UndeleteWorkflow(workflowID int64) (designer.SavedVersion, error) {
	return onWorkflow(b, workflowID, func(ctx context.Context, d *designer.Designer, id workflow.ID) (designer.SavedVersion, error) {
		return d.UndeleteWorkflow(ctx, id)
	})
}

// RestoreVersion answers with designer.Designer.RestoreVersion.
func (b *Bindings) RestoreVersion(workflowID int64, versionID string) (designer.SavedVersion, error) {
	return onWorkflow(b, workflowID, func(ctx context.Context, d *designer.Designer, id workflow.ID) (designer.SavedVersion, error) {
		return d.RestoreVersion(ctx, id, versionID)
	})
}

// SetTags answers with designer.Designer.SetTags.
func (b *Bindings) SetTags(workflowID int64, versionID string, tags []workflow.Tag) (designer.VersionSummary, error) {
	return onWorkflow(b, workflowID, func(ctx context.Context, d *designer.Designer, id workflow.ID) (designer.VersionSummary, error) {
		return d.SetTags(ctx, id, versionID, tags)
	})
}

// onWorkflow runs one use case on a workflow.
func onWorkflow[A any](
	b *Bindings, workflowID int64, use func(context.Context, *designer.Designer, workflow.ID) (A, error),
) (A, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (A, error) {
		id, err := workflow.CheckID(workflowID)
		if err != nil {
			var none A
			return none, err
		}
		return use(ctx, d, id)
	})
}

// openAgain is how often Events tries to open the program when something is in the way.
const openAgain = 2 * time.Second

// Events gives what changes without the window's doing to send, until ctx ends, and keeps this computer and the bucket the
// same meanwhile. It waits for the program to be open.
func Events(ctx context.Context, b *Bindings, send func(designer.Event)) {
	<-b.started
	d, err := b.designer()
	for err != nil { // every call of the window says why
		select {
		case <-time.After(openAgain):
		case <-ctx.Done():
			return
		}
		d, err = b.designer()
	}
	events, stop := d.Listen()
	defer stop()
	var following sync.WaitGroup
	following.Go(func() { _ = d.Follow(ctx) }) // it only ends with ctx
	defer following.Wait()
	for {
		select {
		case e := <-events:
			send(words.In(b.spoken(), e))
		case <-ctx.Done():
			return
		}
	}
}
