package designer

import (
	"workflow-designer/backend/generate"
	"workflow-designer/backend/words"
)

// GenerateRequest says what a workflow shall do.
type GenerateRequest struct {
	Description       string `json:"description"`
	WorkflowType      string `json:"workflow_type"`      // the type that the workflow gets; empty: the one that fits
	CompanyName       string `json:"company_name"`       // may be empty
	AdditionalContext string `json:"additional_context"` // read behind the description; may be empty
	Model             string `json:"model"`              // its name at the endpoint of the settings; empty: none, it is made offline
	CurrentYAML       string `json:"current_yaml"`       // the workflow to change; empty: a new one is made
	SelectedStep      string `json:"selected_step"`      // the id of a step of it that "this step" means, to a model; may be empty
}

// Generated is a proposal. Places count in UTF-16 units from the start of the description, with the context behind it after an
// empty line.
type Generated struct {
	Success          bool         `json:"success"` // what is proposed has no errors, and a change was made when one was asked for
	WorkflowYAML     string       `json:"workflow_yaml"`
	Explanation      words.Text   `json:"explanation"` // lines of text: what was understood, + what was added, ? what is open
	ValidationErrors []Diagnostic `json:"validation_errors"`
	Warnings         []Diagnostic `json:"warnings"`
	Understood       []Understood `json:"understood"` // in the order of the description
	Unclear          []Unclear    `json:"unclear"`

	Generator string `json:"generator"` // what made it, as a version that comes of it says: offline, or the name of a model
	// Problem says why it is not what was asked for: the model could not be reached, so that it was made offline, or what it wrote is
	// still wrong. Nil otherwise.
	Problem *Problem `json:"problem"`
	// Of a model.
	Model       string      `json:"model,omitempty"`
	Rounds      int         `json:"rounds,omitempty"`       // how often it was asked; above 1, it mended
	Usage       *ModelUsage `json:"usage,omitempty"`        // of all rounds
	ModelAnswer string      `json:"model_answer,omitempty"` // its whole answer, when there is a problem with it
}

// Understood is a phrase of the description with what became of it; text is empty for what no phrase asks for.
type Understood struct {
	Text    string     `json:"text"`
	From    int        `json:"from"`
	To      int        `json:"to"`
	Meaning words.Text `json:"meaning"`
	Steps   []string   `json:"steps"`
	Fields  []string   `json:"fields"`
}

// Unclear is a phrase that leaves something open, or was not understood; text is empty when it is about no phrase.
type Unclear struct {
	Text     string     `json:"text"`
	From     int        `json:"from"`
	To       int        `json:"to"`
	Question words.Text `json:"question"`
	Answers  []string   `json:"answers"`
}

func (l Language) presentProposal(p generate.Proposal) Generated {
	found := l.Validate(p.YAML)
	answer := Generated{
		Generator: GeneratorOffline,
		Success:   found.IsValid, WorkflowYAML: p.YAML, Explanation: p.Explanation, ValidationErrors: found.Errors, Warnings: found.Warnings,
		Understood: make([]Understood, 0, len(p.Understood)), Unclear: make([]Unclear, 0, len(p.Unclear)),
	}
	for _, u := range p.Understood {
		answer.Understood = append(answer.Understood, Understood{u.Text, u.From, u.To, u.Meaning, listOrEmpty(u.Steps), listOrEmpty(u.Fields)})
	}
	for _, u := range p.Unclear {
		answer.Unclear = append(answer.Unclear, Unclear{u.Text, u.From, u.To, u.Question, listOrEmpty(u.Answers)})
	}
	return answer
}
