package desktop

import (
	"context"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/workflow"
)

// Scenarios answers with designer.Designer.Scenarios.
func (b *Bindings) Scenarios(workflowID int64) (designer.ScenarioList, error) {
	return onWorkflow(b, workflowID, func(ctx context.Context, d *designer.Designer, id workflow.ID) (designer.ScenarioList, error) {
		return d.Scenarios(ctx, id)
	})
}

// SaveScenario answers with designer.Designer.SaveScenario.
func (b *Bindings) SaveScenario(workflowID int64, request designer.SaveScenarioRequest) (designer.KeptScenario, error) {
	return onWorkflow(b, workflowID, func(ctx context.Context, d *designer.Designer, id workflow.ID) (designer.KeptScenario, error) {
		return d.SaveScenario(ctx, id, request)
	})
}

// DeleteScenario calls designer.Designer.DeleteScenario.
func (b *Bindings) DeleteScenario(workflowID int64, scenarioID string) error {
	_, err := onWorkflow(b, workflowID, func(ctx context.Context, d *designer.Designer, id workflow.ID) (struct{}, error) {
		return struct{}{}, d.DeleteScenario(ctx, id, workflow.UID(scenarioID))
	})
	return err
}

// RunScenarios answers with designer.Designer.RunScenarios.
func (b *Bindings) RunScenarios(workflowID int64, yaml string) (designer.ScenarioOutcome, error) {
	return onWorkflow(b, workflowID, func(ctx context.Context, d *designer.Designer, id workflow.ID) (designer.ScenarioOutcome, error) {
		return d.RunScenarios(ctx, id, yaml)
	})
}
