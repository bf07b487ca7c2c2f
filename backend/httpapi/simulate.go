package httpapi

import (
	"context"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/simulate"
)

// registerSimulate adds what tries a text out.
func registerSimulate(route func(pattern string, h handler)) {
	var language designer.Language
	route("POST "+editor+"/simulate", with(func(_ context.Context, q simulateQuestion) (designer.Simulation, error) {
		return language.Simulate(q.YAMLContent, q.SimulateQuestion)
	}))
	route("POST "+editor+"/paths", asking(func(q question) (any, error) { return language.Paths(q.YAMLContent) }))
	route("POST "+editor+"/check-scenarios", with(func(_ context.Context, q scenarioQuestion) (map[string]any, error) {
		checked, err := language.CheckScenarios(q.YAMLContent, q.Scenarios)
		return map[string]any{"scenarios": checked}, err
	}))
}

type simulateQuestion struct {
	YAMLContent string `json:"yaml_content"`
	designer.SimulateQuestion
}

type scenarioQuestion struct {
	YAMLContent string              `json:"yaml_content"`
	Scenarios   []simulate.Scenario `json:"scenarios"`
}
