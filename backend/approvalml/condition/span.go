package condition

import "workflow-designer/backend/words"

// Span is a part of the condition's text, in bytes: the first and the one behind the last.
type Span struct{ Start, End int }

// to is the span from the beginning of s to the end of other.
func (s Span) to(other Span) Span { return Span{s.Start, other.End} }

// SyntaxError says why a text is not a condition, and where. Hint says what to write instead; it is empty when
// there is nothing better to say than the message.
type SyntaxError struct {
	Span          Span
	Message, Hint words.Text
}

func (e *SyntaxError) Error() string { return sentences(e.Message, e.Hint) }

// EvaluationError says why a condition has no value for the given values, and which part of it is to blame.
type EvaluationError struct {
	Span    Span
	Message words.Text
}

func (e *EvaluationError) Error() string { return e.Message.String() }

func sentences(message, hint words.Text) string {
	if hint == "" {
		return message.String()
	}
	return message.String() + " " + hint.String()
}
