package designer

import (
	"time"

	"workflow-designer/backend/simulate"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// ScenarioState is a scenario as somebody saved it.
type ScenarioState struct {
	Revision workflow.UID      `json:"revision"`
	SavedAt  time.Time         `json:"saved_at"`
	Author   string            `json:"author"`
	Scenario simulate.Scenario `json:"scenario"`
}

// KeptScenario is a scenario of a workflow. When several people changed it without knowing of each other, the others are aside
// until somebody looks at them.
type KeptScenario struct {
	ID workflow.UID `json:"id"`
	ScenarioState
	Aside []ScenarioState `json:"aside"`
}

// ScenarioList is the scenarios of a workflow, the oldest first.
type ScenarioList struct {
	WorkflowID workflow.ID    `json:"workflow_id"`
	Scenarios  []KeptScenario `json:"scenarios"`
}

// SaveScenarioRequest asks to keep a scenario.
type SaveScenarioRequest struct {
	ID workflow.UID `json:"id"` // empty keeps a new one
	// Revision is the state that was changed; the latest one when it is empty. When it is not the latest any more both are kept.
	Revision workflow.UID      `json:"revision"`
	Settles  []workflow.UID    `json:"settles"` // revisions aside that are given up for this one
	Scenario simulate.Scenario `json:"scenario"`
}

// ScenarioOutcome is what came of the scenarios of a workflow.
type ScenarioOutcome struct {
	Passed int              `json:"passed"`
	Broke  []BrokenScenario `json:"broke"` // in the order of the list
}

// BrokenScenario is a scenario that does not come to what it came to.
type BrokenScenario struct {
	ID      workflow.UID        `json:"id"`
	Name    string              `json:"name"`
	Differs simulate.Difference `json:"differs"` // what differs first; DiffersText when the text cannot be run
	Words   words.Text          `json:"words"`
}

// DiffersText says that the text is not one that can be run.
const DiffersText simulate.Difference = "text"
