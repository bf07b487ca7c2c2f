package desktop

import "workflow-designer/backend/designer"

// Generate answers with designer.Language.Generate.
func (b *Bindings) Generate(input designer.GenerateRequest) (designer.Generated, error) {
	return answer(b, func() (designer.Generated, error) { return language.Generate(input) })
}
