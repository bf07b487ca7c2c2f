package condition

import "strings"

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
	Message, Hint string
}

// nearest is the candidate that differs least from name, by at most a third of its letters; empty when there is none.
func nearest(name string, candidates []string) string {
	const longest = 64 // beyond it nobody mistypes, and comparing takes long
	if len(name) > longest {
		return ""
	}
	best, fewest := "", (len([]rune(name))+1)/3
	for _, candidate := range candidates {
		if len(candidate) > longest {
			continue
		}
		if strings.EqualFold(candidate, name) {
			return candidate
		}
		if d := distance([]rune(strings.ToLower(name)), []rune(strings.ToLower(candidate))); d <= fewest && (best == "" || d < fewest) {
			best, fewest = candidate, d
		}
	}
	return best
}

// distance is the number of letters to insert, delete, replace or swap to get from a to b.
func distance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
