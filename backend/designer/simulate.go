package designer

import (
	"time"

	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/simulate"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// SimulateQuestion says how a workflow is tried out.
type SimulateQuestion struct {
	Requester map[string]any `json:"requester"` // what ${requestor.…} may ask: name, email, department, manager and so on
	Form      map[string]any `json:"form"`      // what the form holds before it is sent
	Fill      bool           `json:"fill"`      // what is missing in the form is filled in with samples
	Request   string         `json:"request"`   // what the request is called; empty: REQ-1
	Begin     time.Time      `json:"begin"`     // what the virtual clock shows first; left out: a Monday morning
	Acts      []simulate.Act `json:"acts"`      // what happens, in this order
	// ToEnd brings it to its end after the acts: each step to the first of its outcomes in Decide, or else to a yes.
	ToEnd  bool                `json:"to_end"`
	Decide map[string][]string `json:"decide"`
}

// Simulation is the state of a request that is tried out.
type Simulation struct {
	simulate.State
	Acts    []simulate.Act    `json:"acts"`    // that were taken, those of ToEnd among them
	Expects simulate.Expected `json:"expects"` // what it came to, for a case that is kept
	Refused *RefusedAct       `json:"refused"` // nil: all acts were taken
}

// RefusedAct says which act could not be, and why. Those behind it were not looked at.
type RefusedAct struct {
	Act     int                  `json:"act"` // its index; of ToEnd the number of acts before
	Code    simulate.RefusalCode `json:"code"`
	Message words.Text           `json:"message"`
	Hint    words.Text           `json:"hint"`
}

// Simulate tries a workflow out in memory; nothing is sent and nothing stored. An act that cannot be is told in the answer, with
// the state before it. CodeInvalidContent when the text is not YAML.
func (Language) Simulate(yaml string, q SimulateQuestion) (Simulation, error) {
	w, err := runnable(yaml)
	if err != nil {
		return Simulation{}, err
	}
	setup := simulate.Setup{Requester: q.Requester, Form: q.Form, Request: q.Request, Begin: q.Begin}
	if q.Fill {
		setup.Form = w.Sample(q.Form, q.Begin)
	}
	run, taken, refused := simulate.Replay(w, setup, q.Acts)
	acts := append([]simulate.Act{}, q.Acts[:taken]...)
	if refused == nil && q.ToEnd {
		var more []simulate.Act
		run, more, refused = run.Finish(q.Decide)
		acts = append(acts, more...)
	}
	answer := Simulation{State: run.State(), Acts: acts, Expects: run.Expects()}
	if refused != nil {
		answer.Refused = &RefusedAct{len(acts), refused.Code, refused.Message, refused.Hint}
	}
	return answer, nil
}

// WorkflowPaths are all paths of a workflow, and who approves what on them.
type WorkflowPaths struct {
	simulate.Paths
	Table simulate.Table `json:"table"`
	CSV   string         `json:"csv"` // the table, for a spreadsheet
}

// Paths enumerates the paths of a workflow, each with a form that takes it. CodeInvalidContent when the text is not YAML.
func (Language) Paths(yaml string) (WorkflowPaths, error) {
	w, err := runnable(yaml)
	if err != nil {
		return WorkflowPaths{}, err
	}
	all := simulate.AllPaths(w, time.Time{}, simulate.Limits{})
	table := all.Table()
	csv, err := csvOf(table.Cells())
	return WorkflowPaths{all, table, csv}, err
}

func runnable(yaml string) (*simulate.Workflow, error) {
	if err := checkLength(yaml); err != nil {
		return nil, err
	}
	doc := model.Read(yaml)
	if !doc.Tree.Readable() || doc.Process == nil {
		return nil, &workflow.Error{
			Code: workflow.CodeInvalidContent, Message: "The text is not the YAML of a workflow, so it cannot be tried out.",
			Hint: "Mend the problems of the text first.",
		}
	}
	return simulate.Of(doc), nil
}

// CheckScenarios runs cases that were kept, and says of each whether it still comes to what it came to. CodeInvalidContent when
// the text is not YAML.
func (Language) CheckScenarios(yaml string, scenarios []simulate.Scenario) ([]simulate.Checked, error) {
	w, err := runnable(yaml)
	if err != nil {
		return nil, err
	}
	checked := make([]simulate.Checked, 0, len(scenarios))
	for _, s := range scenarios {
		checked = append(checked, simulate.Check(w, s))
	}
	return checked, nil
}
