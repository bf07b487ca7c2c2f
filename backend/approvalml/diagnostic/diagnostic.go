package diagnostic

import (
	"cmp"
	"slices"

	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// Severity says how bad a finding is.
type Severity string

// The severities. Only errors make a workflow invalid.
const (
	Error   Severity = "error"   // a runtime refuses the workflow
	Warning Severity = "warning" // a runtime takes it, but it will surely not do what is meant
	Hint    Severity = "hint"    // it works, and could be better
)

// Code names a kind of finding for good: scripts may rely on it. Words in small letters with hyphens.
type Code string

// Diagnostic is one finding in one text.
type Diagnostic struct {
	Code     Code
	Severity Severity
	Span     source.Span // what is underlined: inside the text, at least where there is something one character long, and on one line
	Path     source.Path // leads to the part of the document that it is about
	Message  words.Text  // one sentence: what is wrong
	Hint     words.Text  // one sentence: what to do
	Fix      *Fix        // nil when there is no sure way
}

// Fix mends a finding by changing the text.
type Fix struct {
	Title words.Text // says what will happen, as on a button: Change to "manager_review"
	Edits []source.Edit
}

// Sort puts findings into the order of the text, the worse first at the same place.
func Sort(list []Diagnostic) {
	slices.SortStableFunc(list, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.Span.Start, b.Span.Start),
			cmp.Compare(weight(a.Severity), weight(b.Severity)),
			cmp.Compare(a.Code, b.Code),
		)
	})
}

func weight(s Severity) int {
	switch s {
	case Error:
		return 0
	case Warning:
		return 1
	default:
		return 2
	}
}
