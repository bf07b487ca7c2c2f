package desktop

import "workflow-designer/backend/designer"

// ApplyChanges answers with designer.Language.ApplyChanges.
func (b *Bindings) ApplyChanges(request designer.ChooseRequest) (designer.Chosen, error) {
	return answer(b, func() (designer.Chosen, error) { return language.ApplyChanges(request) })
}
