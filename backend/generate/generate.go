// Package generate holds what a generator of workflows is asked and what it answers, whichever it is: the one that works without
// a model, or one with a model behind it.
package generate

import "workflow-designer/backend/words"

// Request is what somebody wants a workflow to do.
type Request struct {
	Description string // in plain words; for a change of a workflow, what to change
	Type        string // the kind of workflow, as in leave_request; may be empty
	Company     string // its name; may be empty
	Context     string // more about the process; may be empty
	CurrentYAML string // the workflow to change; empty for a new one
}

// Proposal is a workflow that may be what was asked for. Nothing is applied or saved.
type Proposal struct {
	YAML        string     // for a change that could not be made, the text as it was
	Changed     bool       // for a change: the text is another one
	Explanation words.Text // what was understood, and what was not, in a few lines
	Understood  []Understood
	Unclear     []Unclear
}

// Span is a part of a description, in UTF-16 units from its start, as the page counts: the first, and the one behind the last.
type Span struct{ From, To int }

// Understood is a phrase of the description with what became of it.
type Understood struct {
	Text string // as it is written; empty for what no phrase asks for
	Span
	Meaning words.Text // one sentence
	Steps   []string   // ids
	Fields  []string   // names
}

// Unclear is a phrase that leaves something open, or that was not understood.
type Unclear struct {
	Text string
	Span
	Question words.Text
	Answers  []string // what may be meant, as it can be put into a description; empty when nothing comes to mind
}
