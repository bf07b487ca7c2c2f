package httpapi

import (
	"context"

	"workflow-designer/backend/designer"
)

// registerGenerate adds what makes a workflow of a description. Nothing of it is stored.
func registerGenerate(route func(pattern string, h handler)) {
	route("POST "+services+"/workflows/generate", with(func(_ context.Context, input designer.GenerateRequest) (designer.Generated, error) {
		return designer.Language{}.Generate(input)
	}))
}
