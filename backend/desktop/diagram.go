package desktop

import "workflow-designer/backend/designer"

// Diagram answers with designer.Language.Diagram.
func (b *Bindings) Diagram(yaml string) (designer.Diagram, error) {
	return answer(b, func() (designer.Diagram, error) { return language.Diagram(yaml) })
}

// Step answers with designer.Language.Step.
func (b *Bindings) Step(yaml, step string) (designer.StepDetail, error) {
	return answer(b, func() (designer.StepDetail, error) { return language.Step(yaml, step) })
}

// EditDiagram answers with designer.Language.EditDiagram.
func (b *Bindings) EditDiagram(yaml string, edit designer.DiagramEdit) (designer.DiagramChange, error) {
	return answer(b, func() (designer.DiagramChange, error) { return language.EditDiagram(yaml, edit) })
}
