package change

import "workflow-designer/backend/words"

// Part is a piece of a change's words.
type Part struct {
	Text words.Text
	Of   Value
}

// Value says whether a piece of words is one of the values.
type Value string

// The values.
const (
	NoValue     Value = ""
	BeforeValue Value = "before"
	AfterValue  Value = "after"
)

// Parts are the words of a change in pieces, so that the values in them can be told from the rest. Joined they are the words,
// in each language.
func (c Change) Parts() []Part {
	var args []int
	for i, of := range c.values {
		if of != NoValue {
			args = append(args, i)
		}
	}
	pieces := words.Pieces(c.Words, args...)
	parts := make([]Part, 0, len(pieces))
	for i, piece := range pieces {
		p := Part{Text: piece}
		if i%2 == 1 {
			p.Of = c.values[args[i/2]]
		}
		if piece.String() != "" {
			parts = append(parts, p)
		}
	}
	return parts
}
