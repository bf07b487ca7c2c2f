package validate

import (
	"slices"
	"strings"

	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// changeTo replaces a scalar, key or value, by a word; nil when it is not plainly written there.
func (c *checker) changeTo(n *source.Node, word string) *diagnostic.Fix {
	return c.reword(n, edit.Text(word), words.F("Change to %q", quote.Short(word)))
}

func (c *checker) changeToNumber(n *source.Node, number int64) *diagnostic.Fix {
	return c.reword(n, edit.Integer(number), words.F("Change to \"%d\"", number))
}

func (c *checker) reword(n *source.Node, v edit.Value, title words.Text) *diagnostic.Fix {
	e, ok := edit.Reword(c.tree, n, v)
	if !ok {
		return nil
	}
	return &diagnostic.Fix{Title: title, Edits: []source.Edit{e}}
}

// quote puts a scalar that has no quotes into some.
func (c *checker) quote(n *source.Node) *diagnostic.Fix {
	e, ok := edit.Quote(c.tree, n)
	if !ok {
		return nil
	}
	return &diagnostic.Fix{Title: words.F("Put it in quotes: %s", quote.Short(e.Text)), Edits: []source.Edit{e}}
}

// bracket makes a list with one item of a scalar.
func (c *checker) bracket(n *source.Node) *diagnostic.Fix {
	e, ok := edit.Bracket(c.tree, n)
	if !ok {
		return nil
	}
	return &diagnostic.Fix{Title: words.F("Make it a list: %s", quote.Short(e.Text)), Edits: []source.Edit{e}}
}

// hours turns a number of hours into a duration below another key.
func (c *checker) hours(e *source.Entry, key string) *diagnostic.Fix {
	if e.Value.Tag != source.Int || !isDigits(e.Value.Value) {
		return nil
	}
	duration := e.Value.Value + "h"
	inKey, ok := edit.Reword(c.tree, e.Key, edit.Text(key))
	inValue, fits := edit.Reword(c.tree, e.Value, edit.Text(duration))
	if !ok || !fits {
		return nil
	}
	return &diagnostic.Fix{Title: words.F("Change to %s: %s", key, duration), Edits: []source.Edit{inKey, inValue}}
}

func isDigits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == "" && text[0] != '0'
}

// insert adds a key with a text to a mapping: behind its name when that comes first, else in front.
func (c *checker) insert(n *source.Node, key, text string) *diagnostic.Fix {
	return c.insertValue(n, key, edit.Text(text), text)
}

func (c *checker) insertValue(n *source.Node, key string, v edit.Value, shown string) *diagnostic.Fix {
	named := slices.IndexFunc(n.Entries, func(e source.Entry) bool { return e.Key.Value == "name" })
	index := 0
	if named == 0 {
		index = 1
	}
	edits, ok := edit.Add(c.tree, n, index, key, v)
	if !ok {
		return nil
	}
	return &diagnostic.Fix{Title: words.F("Add %s: %s", key, quote.Short(shown)), Edits: edits}
}
