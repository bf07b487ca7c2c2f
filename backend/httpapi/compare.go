package httpapi

import (
	"context"
	"net/http"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/workflow"
)

func (a api) registerCompare(route func(pattern string, h handler)) {
	route("POST "+admin+"/compare", with(a.Compare))
	route("POST "+admin+"/workflows/{workflow_id}/changes", a.changes)
}

type changesRequest struct {
	VersionIDs []string `json:"version_ids"`
}

type changesAnswer struct {
	Versions []designer.VersionChanges `json:"versions"`
}

func (a api) changes(r *http.Request) (int, any, error) {
	var request changesRequest
	if err := readJSON(r, &request); err != nil {
		return 0, nil, err
	}
	return onWorkflow(func(ctx context.Context, id workflow.ID) (changesAnswer, error) {
		found, err := a.Changes(ctx, id, request.VersionIDs)
		return changesAnswer{found}, err
	})(r)
}
