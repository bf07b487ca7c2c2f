package desktop

import (
	"workflow-designer/backend/designer"
	"workflow-designer/backend/simulate"
)

// Simulate answers with designer.Language.Simulate.
func (b *Bindings) Simulate(yaml string, question designer.SimulateQuestion) (designer.Simulation, error) {
	return answer(b, func() (designer.Simulation, error) { return language.Simulate(yaml, question) })
}

// Paths answers with designer.Language.Paths.
func (b *Bindings) Paths(yaml string) (designer.WorkflowPaths, error) {
	return answer(b, func() (designer.WorkflowPaths, error) { return language.Paths(yaml) })
}

// CheckScenarios answers with designer.Language.CheckScenarios.
func (b *Bindings) CheckScenarios(yaml string, scenarios []simulate.Scenario) ([]simulate.Checked, error) {
	return answer(b, func() ([]simulate.Checked, error) { return language.CheckScenarios(yaml, scenarios) })
}
