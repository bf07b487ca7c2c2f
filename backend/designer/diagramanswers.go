package designer

import (
	"encoding/json"

	"workflow-designer/backend/approvalml/diagram"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// Diagram is a text as steps with ways between them. Of a text that is not YAML it has what could be read.
type Diagram struct {
	IsReadable bool          `json:"is_readable"` // it is YAML, so it can be changed
	Name       string        `json:"name"`
	FieldCount int           `json:"field_count"`
	Start      string        `json:"start"` // the id of the first step; empty when there is none
	Steps      []DiagramStep `json:"steps"` // in the order of the text
	Ways       []DiagramWay  `json:"ways"`
}

// DiagramStep is a step as it is drawn.
type DiagramStep struct {
	ID           string     `json:"id"`
	Name         string     `json:"name"` // the id when it has none
	Type         string     `json:"type"`
	TypeName     words.Text `json:"type_name"` // in words
	Who          words.Text `json:"who"`       // who or what it is about, in a few words; may be empty
	Range        TextRange  `json:"range"`
	Select       TextRange  `json:"select"` // its key
	ErrorCount   int        `json:"error_count"`
	WarningCount int        `json:"warning_count"`
	Problem      words.Text `json:"problem"` // its worst finding, in one sentence; empty when there is none
	IsReachable  bool       `json:"is_reachable"`
	Ends         bool       `json:"ends"` // its type is end
}

// DiagramWay leads from a step to another one, or ends the workflow.
type DiagramWay struct {
	ID        string          `json:"id"` // the same for as long as the step, the key and the place among the choices are
	From      string          `json:"from"`
	To        string          `json:"to"`         // empty when it leads to no step
	ToMissing string          `json:"to_missing"` // the step that is named and is not there; else empty
	Kind      diagram.WayKind `json:"kind"`
	Key       string          `json:"key"`
	Choice    int             `json:"choice"` // its index, -1 for what is no choice
	Label     words.Text      `json:"label"`  // when it is taken, in a few words
	Condition string          `json:"condition"`
	Ends      bool            `json:"ends"` // the workflow ends here
	Range     TextRange       `json:"range"`
}

// StepDetail is all that is known of one step.
type StepDetail struct {
	DiagramStep
	Description  string         `json:"description"`
	TypeWritten  string         `json:"type_written"`
	ComesFrom    []StepOrigin   `json:"comes_from"`
	Ways         []DiagramWay   `json:"ways"`
	Approvers    []StepApprover `json:"approvers"`
	Strategy     string         `json:"strategy"`
	Timeout      string         `json:"timeout"` // its own, or that of the settings
	Scales       []AmountScale  `json:"scales"`
	ViewSections []string       `json:"view_sections"`
	EditSections []string       `json:"edit_sections"`
}

// StepOrigin is a step that leads to another one.
type StepOrigin struct {
	Step  string     `json:"step"`
	Name  string     `json:"name"`
	Label words.Text `json:"label"` // of the way
}

// StepApprover is somebody who decides.
type StepApprover struct {
	How   string    `json:"how"` // approver, dynamic_approver, role
	Who   string    `json:"who"`
	Range TextRange `json:"range"`
}

// AmountScale shows how the choices of a split share the amounts of a field.
type AmountScale struct {
	Field   string      `json:"field"`
	Min     *float64    `json:"min"` // null when the field has no bound
	Max     *float64    `json:"max"`
	Unit    string      `json:"unit"`
	Parts   []ScalePart `json:"parts"`   // from low to high
	Gap     bool        `json:"gap"`     // some amounts have no way
	Overlap bool        `json:"overlap"` // some amounts satisfy several choices: the first one has them
}

// ScalePart is a stretch of the amounts that one way has.
type ScalePart struct {
	From     *float64 `json:"from"` // null where it has no end
	To       *float64 `json:"to"`
	FromOpen bool     `json:"from_open"` // the end itself does not belong to it
	ToOpen   bool     `json:"to_open"`
	Way      string   `json:"way"` // the id of the way; empty in a gap
}

// DiagramEdit is one thing that somebody changes in a diagram. docs/API.md says which fields each takes.
type DiagramEdit struct {
	Do        string  `json:"do"`
	Type      string  `json:"type"`
	Name      string  `json:"name"`
	After     string  `json:"after"`
	Way       string  `json:"way"`
	From      string  `json:"from"`
	To        Target  `json:"to"`
	Condition *string `json:"condition"`
	Step      string  `json:"step"`
	Key       string  `json:"key"`
	Value     string  `json:"value"`
	Choice    int     `json:"choice"`
	Before    string  `json:"before"`
	How       string  `json:"how"`
	Who       string  `json:"who"`
	Index     int     `json:"index"`
}

// Target is where something goes: to a step, or to a place in a list.
type Target struct {
	Step  string
	Place int
}

// UnmarshalJSON takes the id of a step, or an index.
func (t *Target) UnmarshalJSON(written []byte) error {
	if len(written) > 0 && written[0] == '"' {
		return json.Unmarshal(written, &t.Step)
	}
	return json.Unmarshal(written, &t.Place)
}

// DiagramChange is how a text is changed for an edit.
type DiagramChange struct {
	Edits  []TextEdit `json:"edits"`
	Select string     `json:"select"` // the step to look at now; empty when there is none
}

func (e DiagramEdit) asked() diagram.Edit {
	step := e.Step
	if e.Do == diagram.Connect || e.Do == diagram.RemoveWay {
		step = e.From
	}
	return diagram.Edit{
		Do: e.Do, Step: step, Way: e.Way, To: e.To.Step, Type: e.Type, Name: e.Name, After: e.After, Key: e.Key, Value: e.Value,
		Condition: e.Condition, Choice: e.Choice, Place: e.To.Place, Before: e.Before, How: e.How, Who: e.Who, Index: e.Index,
	}
}

func presentDiagram(text *source.Text, d diagram.Diagram) Diagram {
	answer := Diagram{
		IsReadable: d.Readable, Name: d.Name, FieldCount: d.FieldCount, Start: d.Start,
		Steps: make([]DiagramStep, 0, len(d.Steps)), Ways: presentWays(text, d.Ways),
	}
	for i := range d.Steps {
		answer.Steps = append(answer.Steps, presentStep(text, &d.Steps[i]))
	}
	return answer
}

func presentStep(text *source.Text, s *diagram.Step) DiagramStep {
	return DiagramStep{
		ID: s.ID, Name: s.Name, Type: s.Type, TypeName: s.TypeName, Who: s.Who,
		Range: rangeOf(text, s.Span), Select: rangeOf(text, s.Select),
		ErrorCount: s.Errors, WarningCount: s.Warnings, Problem: s.Problem, IsReachable: s.Reachable, Ends: s.Ends,
	}
}

func presentWays(text *source.Text, ways []diagram.Way) []DiagramWay {
	list := make([]DiagramWay, 0, len(ways))
	for i := range ways {
		w := &ways[i]
		list = append(list, DiagramWay{
			ID: w.ID, From: w.From, To: w.To, ToMissing: w.ToMissing, Kind: w.Kind, Key: w.Key, Choice: w.Choice,
			Label: w.Label, Condition: w.Condition, Ends: w.Ends, Range: rangeOf(text, w.Span),
		})
	}
	return list
}

func presentDetail(text *source.Text, d *diagram.Detail) StepDetail {
	answer := StepDetail{
		DiagramStep: presentStep(text, &d.Step), Description: d.Description, TypeWritten: d.TypeWritten,
		ComesFrom: make([]StepOrigin, 0, len(d.ComesFrom)), Ways: presentWays(text, d.Ways),
		Approvers: make([]StepApprover, 0, len(d.Approvers)), Strategy: d.Strategy, Timeout: d.Timeout,
		Scales: make([]AmountScale, 0, len(d.Scales)), ViewSections: d.View, EditSections: d.Edit,
	}
	for _, from := range d.ComesFrom {
		answer.ComesFrom = append(answer.ComesFrom, StepOrigin(from))
	}
	for _, a := range d.Approvers {
		answer.Approvers = append(answer.Approvers, StepApprover{a.How, a.Who, rangeOf(text, a.Span)})
	}
	for _, s := range d.Scales {
		scale := AmountScale{Field: s.Field, Min: s.Min, Max: s.Max, Unit: s.Unit, Gap: s.Gap, Overlap: s.Overlap, Parts: []ScalePart{}}
		for _, part := range s.Parts {
			scale.Parts = append(scale.Parts, ScalePart(part))
		}
		answer.Scales = append(answer.Scales, scale)
	}
	return answer
}
