package httpapi

import (
	"context"
	"net/http"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/workflow"
)

func (a api) conflicts(r *http.Request) (int, any, error) {
	list, err := a.Conflicts(r.Context())
	return http.StatusOK, map[string]any{"conflicts": list}, err
}

type previewRequest struct {
	Choices []designer.Choice `json:"choices"`
}

func (a api) mergePreview(r *http.Request) (int, any, error) {
	var request previewRequest
	if err := readJSON(r, &request); err != nil {
		return 0, nil, err
	}
	return onWorkflow(func(ctx context.Context, id workflow.ID) (designer.Merge, error) {
		return a.MergePreview(ctx, id, request.Choices)
	})(r)
}

func (a api) resolveConflict(r *http.Request) (int, any, error) {
	var request designer.Resolution
	if err := readJSON(r, &request); err != nil {
		return 0, nil, err
	}
	_, answer, err := onWorkflow(func(ctx context.Context, id workflow.ID) (designer.SavedVersion, error) {
		return a.ResolveConflict(ctx, id, request)
	})(r)
	return http.StatusCreated, answer, err
}
