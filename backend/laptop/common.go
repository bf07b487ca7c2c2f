package laptop

import (
	"context"

	"workflow-designer/backend/workflow"
)

// CommonText is the text of the newest version that this computer and a bucket both have: the one on which both made theirs. One
// that is not here, or is damaged, is asked of fetch by the bucket's id. Empty: there is none.
func (l *Laptop) CommonText(
	ctx context.Context, here workflow.Standing, fetch func(versionID string) ([]byte, error),
) ([]byte, error) {
	if here.Base == nil {
		return nil, nil
	}
	_, text, err := l.Files.Get(ctx, here.Ref, string(here.Base.UID))
	switch workflow.CodeOf(err) {
	case workflow.CodeTextElsewhere, workflow.CodeDamaged, workflow.CodeVersionNotFound:
		return fetch(here.Base.VersionID)
	default:
		return text, err
	}
}
