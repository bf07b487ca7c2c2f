package analysis

import (
	"strings"

	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/source"
)

// replace is the fix that writes another word in the place of a part of a scalar. There is none when the word would need
// quotes or escapes there.
func replace(span source.Span, word string) *diagnostic.Fix {
	if !isPlainWord(word) {
		return nil
	}
	return &diagnostic.Fix{
		Title: `Change to "` + word + `"`,
		Edits: []source.Edit{{Span: span, Text: word}},
	}
}

// isPlainWord tells whether a word means itself in every style of scalars, and inside of a condition's quotes.
func isPlainWord(word string) bool {
	return word != "" && !strings.ContainsAny(word, "'\"\\:#{}[],&*!|>%@`\r\n\t") &&
		strings.TrimSpace(word) == word && !strings.HasPrefix(word, "-") && !strings.HasPrefix(word, "?")
}

// replaceScalar is the fix that writes another word in the place of a whole scalar, in its quotes.
func (c *checker) replaceScalar(node *source.Node, word string) *diagnostic.Fix {
	if node.Value == "" {
		return nil
	}
	span, exact := decode(c.text, node).span(0, len(node.Value))
	if !exact || node.Style == source.Plain && !staysText(word) {
		return nil
	}
	return replace(span, word)
}

// staysText tells whether a word without quotes would be read as a text.
func staysText(word string) bool {
	switch strings.ToLower(word) {
	case "", "true", "false", "null", "~":
		return false
	}
	return !strings.ContainsRune("0123456789.+-=~", rune(word[0]))
}

// endOfLine is where a line ends that an offset is on.
func (c *checker) endOfLine(offset int) int { return c.text.Line(c.text.LineAt(offset)).End }

// addBehind is the fix that adds an entry behind another one of the same mapping. There is none where an anchor shares
// the mapping with other parts, or the entry comes from one.
func (c *checker) addBehind(mapping *source.Node, key, title, block, flow string) *diagnostic.Fix {
	entry := mapping.Entry(key)
	if entry == nil || entry.Key.Parent != mapping || mapping.Anchor != "" {
		return nil
	}
	if mapping.Style == source.Flow {
		end := entry.Span().End
		return &diagnostic.Fix{Title: title, Edits: []source.Edit{{Span: source.Span{Start: end, End: end}, Text: ", " + flow}}}
	}
	line := c.text.Line(c.text.LineAt(entry.Key.Span.Start))
	indent := c.text.Slice(source.Span{Start: line.Start, End: entry.Key.Span.Start})
	if strings.Trim(indent, " ") != "" {
		return nil
	}
	at := c.endOfLine(entry.Span().End)
	newline := c.text.LineEnding()
	var b strings.Builder
	for part := range strings.SplitSeq(block, "\n") {
		b.WriteString(newline + indent + part)
	}
	return &diagnostic.Fix{Title: title, Edits: []source.Edit{{Span: source.Span{Start: at, End: at}, Text: b.String()}}}
}
