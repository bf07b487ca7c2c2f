package desktop

import (
	"context"

	"workflow-designer/backend/designer"
)

// Generate answers with designer.Designer.Generate; without a model also while the program cannot be opened.
func (b *Bindings) Generate(input designer.GenerateRequest) (designer.Generated, error) {
	if input.Model != "" {
		return call(b, func(ctx context.Context, d *designer.Designer) (designer.Generated, error) {
			return d.Generate(ctx, input)
		})
	}
	return answer(b, func() (designer.Generated, error) { return language.Generate(input) })
}

// GenerateLater answers with designer.Designer.GenerateLater.
func (b *Bindings) GenerateLater(input designer.GenerateRequest) (designer.Job, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (designer.Job, error) {
		return d.GenerateLater(ctx, input)
	})
}

// TryModel answers with designer.Designer.TryModel.
func (b *Bindings) TryModel(input designer.SettingsInput) (designer.ModelTrial, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (designer.ModelTrial, error) {
		return d.TryModel(ctx, input)
	})
}
