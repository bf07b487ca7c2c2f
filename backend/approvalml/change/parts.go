package change

import "strings"

// Part is a piece of a change's words.
type Part struct {
	Text string
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

// Parts are the words of a change in pieces, so that the values in them can be told from the rest. Joined they are the words.
func (c Change) Parts() []Part {
	b, a := Part{shorten(target(c.Before)), BeforeValue}, Part{shorten(target(c.After)), AfterValue}
	for _, tail := range [][]Part{
		{{Text: " from "}, b, {Text: " to "}, a},
		{{Text: " now goes to "}, a, {Text: " instead of "}, b},
		{{Text: " now goes to "}, a, {Text: " instead of ending the workflow"}},
		{{Text: " now ends the workflow instead of "}, b},
		{{Text: " begins with "}, a, {Text: " instead of "}, b},
		{{Text: " "}, b, {Text: " renamed to "}, a},
		{{Text: " now goes to "}, a},
		{{Text: " no longer go to "}, b},
		{{Text: " set to "}, a},
		{{Text: " removed (it was "}, b, {Text: ")"}},
	} {
		if parts, ok := c.endingWith(tail); ok {
			return parts
		}
	}
	return []Part{{Text: c.Words}}
}

func (c Change) endingWith(tail []Part) ([]Part, bool) {
	var end strings.Builder
	for _, p := range tail {
		if p.Of != NoValue && p.Text == "" {
			return nil, false
		}
		end.WriteString(p.Text)
	}
	head, ok := strings.CutSuffix(c.Words, end.String())
	if !ok {
		return nil, false
	}
	tail[0].Text = head + tail[0].Text
	return tail, true
}

// target is the step that a way leads to, of how that is said.
func target(value string) string { return strings.TrimPrefix(value, "goes to ") }
