package httpapi

import (
	"context"

	"workflow-designer/backend/designer"
)

// registerGenerate adds what makes a workflow of a description. Nothing of it is stored.
func (a api) registerGenerate(route func(pattern string, h handler)) {
	route("POST "+services+"/workflows/generate", with(a.Generate))
	route("POST "+services+"/workflows/generate-later", begins(a.GenerateLater))
	route("POST "+admin+"/models/try", with(a.TryModel))
	route("POST "+editor+"/apply-changes", with(func(_ context.Context, request designer.ChooseRequest) (designer.Chosen, error) {
		return designer.Language{}.ApplyChanges(request)
	}))
}
