package httpapi

import (
	"context"
	"net/http"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/workflow"
)

// registerScenarios adds the cases that are kept of a workflow.
func (a api) registerScenarios(route func(pattern string, h handler)) {
	const scenarios = admin + "/workflows/{workflow_id}/scenarios"
	route("GET "+scenarios, onWorkflow(a.Scenarios))
	route("POST "+scenarios, a.saveScenario)
	route("DELETE "+scenarios+"/{scenario_id}", a.deleteScenario)
	route("POST "+scenarios+"/run", a.runScenarios)
}

func (a api) saveScenario(r *http.Request) (int, any, error) {
	id, err := workflow.ParseID(r.PathValue("workflow_id"))
	if err != nil {
		return 0, nil, err
	}
	_, answer, err := with(func(ctx context.Context, request designer.SaveScenarioRequest) (designer.KeptScenario, error) {
		return a.SaveScenario(ctx, id, request)
	})(r)
	return http.StatusCreated, answer, err
}

func (a api) deleteScenario(r *http.Request) (int, any, error) {
	id, err := workflow.ParseID(r.PathValue("workflow_id"))
	if err != nil {
		return 0, nil, err
	}
	return http.StatusNoContent, nil, a.DeleteScenario(r.Context(), id, workflow.UID(r.PathValue("scenario_id")))
}

func (a api) runScenarios(r *http.Request) (int, any, error) {
	id, err := workflow.ParseID(r.PathValue("workflow_id"))
	if err != nil {
		return 0, nil, err
	}
	return withOptional(func(ctx context.Context, q question) (designer.ScenarioOutcome, error) {
		return a.RunScenarios(ctx, id, q.YAMLContent)
	})(r)
}
