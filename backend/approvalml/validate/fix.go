package validate

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/approvalml/source"
)

// The edits here replace or insert a few characters, so that a document with a thousand findings is still checked in a
// moment; whatever needs to know the shape of the text around it is left to package edit.

// changeTo replaces a scalar, key or value, by a word, in the quotes that it has; nil when it is not plainly written there.
func (c *checker) changeTo(n *source.Node, word string) *diagnostic.Fix {
	span, ok := c.plainSpan(n)
	if !ok {
		return nil
	}
	text := written(word)
	switch n.Style {
	case source.SingleQuoted:
		text = "'" + strings.ReplaceAll(word, "'", "''") + "'"
	case source.DoubleQuoted:
		text = strconv.Quote(word)
	default:
	}
	return &diagnostic.Fix{Title: fmt.Sprintf("Change to %q", quote.Short(word)), Edits: []source.Edit{{Span: span, Text: text}}}
}

// quote puts a plain scalar in quotes.
func (c *checker) quote(n *source.Node) *diagnostic.Fix {
	span, ok := c.plainSpan(n)
	if !ok || n.Style != source.Plain || span.End == span.Start {
		return nil
	}
	text := strconv.Quote(c.tree.Text.Slice(span))
	return &diagnostic.Fix{Title: "Put it in quotes: " + quote.Short(text), Edits: []source.Edit{{Span: span, Text: text}}}
}

// bracket makes a list with one item of a scalar.
func (c *checker) bracket(n *source.Node) *diagnostic.Fix {
	span, ok := c.plainSpan(n)
	text := c.tree.Text.Slice(span)
	if !ok || text == "" || n.Style == source.Plain && strings.ContainsAny(text, ",[]{}:#") {
		return nil
	}
	return &diagnostic.Fix{Title: "Make it a list: [" + quote.Short(text) + "]", Edits: []source.Edit{{Span: span, Text: "[" + text + "]"}}}
}

// hours turns a number of hours into a duration below another key.
func (c *checker) hours(e *source.Entry, key string) *diagnostic.Fix {
	keySpan, keyOK := c.plainSpan(e.Key)
	span, ok := c.plainSpan(e.Value)
	if !ok || !keyOK || e.Value.Tag != source.Int || !isDigits(e.Value.Value) {
		return nil
	}
	return &diagnostic.Fix{
		Title: fmt.Sprintf("Change to %s: %sh", key, e.Value.Value),
		Edits: []source.Edit{{Span: keySpan, Text: key}, {Span: span, Text: e.Value.Value + "h"}},
	}
}

func isDigits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == "" && text[0] != '0'
}

// insert adds a key with a text to a mapping: behind its name when that comes first, else in front.
func (c *checker) insert(n *source.Node, key, value string) *diagnostic.Fix {
	if n.Kind != source.Mapping || len(n.Entries) == 0 || c.tree.Repaired {
		return nil
	}
	before := 0
	if len(n.Entries) > 1 && n.Entries[0].Key.Value == "name" && c.opensLine(n.Entries[1].Key) {
		before = 1
	}
	span := n.Entries[before].Key.Span
	entry := key + ": " + written(value)
	text := entry + ", "
	if n.Style == source.Block {
		line := c.tree.Text.Line(c.tree.Text.LineAt(span.Start))
		margin := c.tree.Text.Slice(source.Span{Start: line.Start, End: span.Start})
		if strings.Trim(margin, " -") != "" {
			return nil
		}
		text = entry + c.tree.Text.LineEnding() + strings.Repeat(" ", len(margin))
	}
	return &diagnostic.Fix{
		Title: fmt.Sprintf("Add %s: %s", key, quote.Short(value)),
		Edits: []source.Edit{{Span: source.Span{Start: span.Start, End: span.Start}, Text: text}},
	}
}

// opensLine tells whether only blanks stand in front of a node on its line.
func (c *checker) opensLine(n *source.Node) bool {
	line := c.tree.Text.Line(c.tree.Text.LineAt(n.Span.Start))
	return strings.Trim(c.tree.Text.Slice(source.Span{Start: line.Start, End: n.Span.Start}), " ") == ""
}

// plainSpan is where a scalar is written; ok is false for what has an anchor or a tag, is on several lines, or is an alias.
func (c *checker) plainSpan(n *source.Node) (span source.Span, ok bool) {
	if n.Kind != source.Scalar || n.Content != n.Span.Start || n.Style == source.Literal || n.Style == source.Folded {
		return source.Span{}, false
	}
	return n.Span, !strings.Contains(c.tree.Text.Slice(n.Span), "\n")
}

var plainWord = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_ ]*[A-Za-z0-9_]$`)

// written is a text as a scalar: without quotes when nobody could read it otherwise.
func written(text string) string {
	switch strings.ToLower(text) {
	case "yes", "no", "on", "off", "true", "false", "null":
		return strconv.Quote(text)
	}
	if plainWord.MatchString(text) || isDigits(text) {
		return text
	}
	return strconv.Quote(text)
}
