package httpapi

import (
	"context"

	"workflow-designer/backend/designer"
)

// registerForm adds what can be asked about the form of a text.
func registerForm(route func(pattern string, h handler)) {
	var language designer.Language
	route("POST "+editor+"/form", asking(func(q question) (any, error) { return language.Form(q.YAMLContent) }))
	route("POST "+editor+"/evaluate-form", with(func(_ context.Context, q formQuestion) (designer.FormEvaluation, error) {
		return language.EvaluateForm(q.YAMLContent, q.FormQuestion)
	}))
}

type formQuestion struct {
	YAMLContent string `json:"yaml_content"`
	designer.FormQuestion
}
