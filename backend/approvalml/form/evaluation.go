package form

import "workflow-designer/backend/words"

// View says who looks at the form: at a step, or once the workflow has ended. The zero View is the person who makes the
// request.
type View struct {
	Step  string
	Ended bool
}

// Evaluation is what a person sees of a form that holds certain values, and what is still wrong with them.
type Evaluation struct {
	Sections map[string]SectionState `json:"sections"` // by id
	Fields   map[string]FieldState   `json:"fields"`   // by name; those of zones are among them
	Problems []Problem               `json:"problems"` // in the order of the form
	Notes    []Note                  `json:"notes"`    // in the order of the form
	Complete bool                    `json:"is_complete"`
}

// SectionState is how a section is shown.
type SectionState struct {
	Access Access `json:"access"` // empty: it is not shown
}

// FieldState is how a field is shown, and what it comes to.
type FieldState struct {
	Visible  bool `json:"visible"`
	ReadOnly bool `json:"read_only"`
	Required bool `json:"required"` // now: a rule may look at another field
	// Value is what a computed field comes to; nil when it has no value yet.
	Value any `json:"value"`
	// Rows are of line items the computed cells, by row and column; Totals what the columns add up to.
	Rows   []map[string]any `json:"rows"`
	Totals map[string]Total `json:"totals"`
}

// Total is what a column of line items adds up to.
type Total struct {
	Kind  string   `json:"kind"`  // sum, count, average, min, max
	Value *float64 `json:"value"` // nil when there is nothing to add up
	// Written tells that the form shows it; else it is only added up for the person who designs the form.
	Written bool `json:"written"`
}

// ProblemCode says what is wrong with a value.
type ProblemCode string

// The problems that a value can have. In brackets what Limit holds.
const (
	Missing       ProblemCode = "required"
	MissingUnseen ProblemCode = "required_unseen" // it is required, but on no section
	NotANumber    ProblemCode = "not_a_number"
	TooSmall      ProblemCode = "too_small"     // [the least number]
	TooLarge      ProblemCode = "too_large"     // [the largest number]
	TooShort      ProblemCode = "too_short"     // [the fewest characters]
	TooLong       ProblemCode = "too_long"      // [the most characters]
	NoMatch       ProblemCode = "no_match"      // [the pattern]
	NotAnEmail    ProblemCode = "not_an_email"  //
	NotADate      ProblemCode = "not_a_date"    //
	NotAnOption   ProblemCode = "not_an_option" // [the value]
	NotAText      ProblemCode = "not_a_text"    //
	NotYesOrNo    ProblemCode = "not_yes_or_no" //
	NotAList      ProblemCode = "not_a_list"    //
	NotJSON       ProblemCode = "not_json"      //
	TooFewRows    ProblemCode = "too_few_rows"  // [the fewest rows]
	TooManyRows   ProblemCode = "too_many_rows" // [the most rows]
	OneFileOnly   ProblemCode = "one_file_only" //
	WrongFile     ProblemCode = "wrong_file"    // [what is accepted]
	MustBeEmpty   ProblemCode = "must_be_empty" // [label of the other field]
)

// Problem is something wrong with a value.
type Problem struct {
	Field   string      `json:"field"`
	Row     int         `json:"row"`    // of line items, from 0; -1 for the field itself
	Column  string      `json:"column"` // of line items; empty for the field itself
	Code    ProblemCode `json:"code"`
	Limit   any         `json:"limit"`
	Message words.Text  `json:"message"`
}

// NoteCode says what cannot be told, or waits.
type NoteCode string

// The notes. In brackets what About holds.
const (
	WaitsFor       NoteCode = "waits_for"         // [labels] it is computed from fields that are empty
	NotComputed    NoteCode = "not_computed"      // [why] it is computed by what is not evaluated here
	CannotCompute  NoteCode = "cannot_compute"    // [why] its formula is wrong, or does not go with the values
	RunningOnly    NoteCode = "running_only"      // [names] it uses what only a running request has
	ComputedInRing NoteCode = "computed_in_ring"  // it is computed from itself
	NotSaidHow     NoteCode = "not_said_how"      // it is computed, but the text does not say how
	NotChecked     NoteCode = "not_checked"       // [the pattern] it cannot be checked here
	VisibleUnsure  NoteCode = "visibility_unsure" // [why] whether it is shown cannot be told
	BoxCounts      NoteCode = "box_counts"        // a box that is not ticked counts as filled in
)

// Note is something about a field that cannot be told here.
type Note struct {
	Field   string     `json:"field"`   // empty when it is about a section
	Column  string     `json:"column"`  // of line items; empty for the field itself
	Section string     `json:"section"` // its id; empty when it is about a field
	Code    NoteCode   `json:"code"`
	About   words.Text `json:"about"`
	Message words.Text `json:"message"`
}
