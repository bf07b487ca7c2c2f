package condition

import "workflow-designer/backend/words"

// Kind is what sort of value a field holds.
type Kind uint8

// The kinds of fields. Unknown is also that of names that are not fields: what they hold is taken from what they are
// compared with.
const (
	Unknown Kind = iota
	Number
	Text
	Boolean
	List
	Date
)

// Field is what conditions need to know of a field of the form.
type Field struct {
	Kind     Kind
	Options  []string         // closed set of values of a Text or List field; nil when any value goes
	Columns  map[string]Field // of line items; nil when they are not known
	Min, Max *float64         // bounds of a Number by validation rules; nil when open
	Required bool             // may not be empty
	Whole    bool             // a Number that has no fractions
}

// Fields are the fields of a form by name.
type Fields map[string]Field

// ProblemKind says what is wrong with a condition that can be parsed.
type ProblemKind uint8

// The kinds of problems that Check finds.
const (
	UnknownField ProblemKind = iota
	UnknownColumn
	UnknownFunction
	TypeMismatch
	UnknownOption
	AlwaysTrue
	AlwaysFalse
)

// Problem is something in a condition that is surely a mistake. Name is the field, column, function or option it is about,
// where there is one. Hint is empty for an UnknownField: the caller knows all names and adds the nearest.
type Problem struct {
	Kind          ProblemKind
	Span          Span
	Name          string
	Message, Hint words.Text
}
