package simulate

import (
	"workflow-designer/backend/words"
)

// The acts: what can happen to a request from outside.
const (
	Submit  = "submit"  // the requester sends the form; Form changes what it holds before
	Decide  = "decide"  // somebody decides: Step, Approver, Outcome, Comment, and in Form the fields that are filled in there
	Ask     = "ask"     // somebody wants to know more before deciding: Step, Approver, Comment
	Answer  = "answer"  // the requester answers: Comment, and in Form what is changed
	Advance = "advance" // time passes: For a span, or Until an event
	System  = "system"  // another system answers, now or when the step is reached: Step, Outcome, Form
)

// What Advance can wait for.
const (
	UntilDeadline = "deadline" // the step's time is up
	UntilEvent    = "event"    // that, or a reminder, whatever comes first
)

// Outcomes that have a meaning of their own.
const (
	Approve  = "approve"
	Reject   = "reject"
	Complete = "complete"
	Failure  = "failure"
	Timeout  = "timeout"
)

// Act is one thing that happens. Do says what; the other fields are those that it takes. What is left empty means what is
// waited for: the current step, whoever is next to decide, a yes.
type Act struct {
	Do       string         `json:"do"`
	Step     string         `json:"step,omitempty"`
	Approver string         `json:"approver,omitempty"` // by name, by what the text says, or by address
	Outcome  string         `json:"outcome,omitempty"`  // without on_
	Comment  string         `json:"comment,omitempty"`
	Form     map[string]any `json:"form,omitempty"`
	For      string         `json:"for,omitempty"` // as 2_hours, 30_minutes, 1_days, 5_business_days
	Until    string         `json:"until,omitempty"`
}

// RefusalCode says why an act cannot be.
type RefusalCode string

// Why an act cannot be.
const (
	UnknownAct     RefusalCode = "unknown_act"
	NotSubmitted   RefusalCode = "not_submitted"
	SentAlready    RefusalCode = "submitted_already"
	FormIncomplete RefusalCode = "form_incomplete"
	HasEnded       RefusalCode = "has_ended"
	NotHere        RefusalCode = "not_here"
	NobodyDecides  RefusalCode = "nobody_decides"
	NotAsked       RefusalCode = "not_asked"
	VotedAlready   RefusalCode = "voted_already"
	NoOutcome      RefusalCode = "no_outcome"
	NoQuestion     RefusalCode = "no_question"
	QuestionOpen   RefusalCode = "question_open"
	NoDeadline     RefusalCode = "no_deadline"
	NoSpan         RefusalCode = "no_span"
	NoSuchStep     RefusalCode = "no_such_step"
	NoSteps        RefusalCode = "no_steps"
)

// Refusal says why an act cannot be; nothing has changed then.
type Refusal struct {
	Code    RefusalCode
	Message words.Text
	Hint    words.Text
}

func (r *Refusal) Error() string { return r.Message.String() }

func refuse(code RefusalCode, hint, message words.Text) *Refusal {
	return &Refusal{Code: code, Message: message, Hint: hint}
}
