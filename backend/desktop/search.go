package desktop

import (
	"context"

	"workflow-designer/backend/designer"
)

// Search answers with designer.Designer.Search.
func (b *Bindings) Search(question string, limit int) (designer.SearchAnswer, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (designer.SearchAnswer, error) {
		return d.Search(ctx, question, limit)
	})
}

// Relabel answers with designer.Language.Relabel.
func (b *Bindings) Relabel(yaml string, add, remove []string) ([]designer.TextEdit, error) {
	return answer(b, func() ([]designer.TextEdit, error) { return language.Relabel(yaml, add, remove) })
}
