package desktop

import "workflow-designer/backend/designer"

// Form answers with designer.Language.Form.
func (b *Bindings) Form(yaml string) (designer.Form, error) {
	return answer(b, func() (designer.Form, error) { return language.Form(yaml) })
}

// EvaluateForm answers with designer.Language.EvaluateForm.
func (b *Bindings) EvaluateForm(yaml string, question designer.FormQuestion) (designer.FormEvaluation, error) {
	return answer(b, func() (designer.FormEvaluation, error) { return language.EvaluateForm(yaml, question) })
}
