package laptop

import (
	"context"

	"workflow-designer/backend/workflow"
)

// Import makes a workflow of versions that came from elsewhere, oldest first, each on top of the one before. When it returns
// nil it is durable, in the index, and waits for the bucket. CodeStaleParent: the number is taken; nothing was written.
func (l *Laptop) Import(ctx context.Context, ref workflow.Ref, versions []Learned) error {
	if len(versions) == 1 {
		_, err := l.Save(ctx, versions[0].Version, versions[0].Content, "")
		return err
	}
	return l.Adopt(ctx, ref, "", versions)
}

// Adopt is Import on top of a workflow that is here: head is its latest version. CodeStaleParent: it is not any more.
func (l *Laptop) Adopt(ctx context.Context, ref workflow.Ref, head workflow.UID, versions []Learned) error {
	if _, err := l.Files.Learn(ctx, ref, head, versions); err != nil {
		return err
	}
	// From here on it is there, so it is finished even when the caller has gone.
	ctx = context.WithoutCancel(ctx)
	if err := l.Files.Flush(ctx, ref); err != nil {
		return err
	}
	return unrecorded(l.CatchUp(ctx, ref))
}
