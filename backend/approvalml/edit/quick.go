package edit

import (
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// Quick edits work on nodes at hand, look only at what stands around them, and do not read the result: a thousand of them are
// made in a moment. So they are for places that are written plainly; ok is false for any other, and for a text that would have
// to be written in another way than is expected there.

// Reword writes another value, which must be no list or group, in the place of a scalar: a key or a value. A text gets the
// quotes of the old one, or those that it needs; an anchor stays.
func Reword(tree *source.Tree, n *source.Node, v Value) (e source.Edit, ok bool) {
	span, ok := onOneLine(tree, n)
	if !ok || v.kind != scalarValue {
		return source.Edit{}, false
	}
	text := v.text
	if v.isText() {
		text = writeText(v.text, n.Style, inBrackets(n))
	}
	return source.Edit{Span: span, Text: text}, true
}

// Quote makes a text of a scalar that has no quotes, such as a number: as it is written, in double quotes.
func Quote(tree *source.Tree, n *source.Node) (e source.Edit, ok bool) {
	span, ok := onOneLine(tree, n)
	if !ok || n.Style != source.Plain {
		return source.Edit{}, false
	}
	return source.Edit{Span: span, Text: doubleQuoted(tree.Text.Slice(span))}, true
}

// Bracket makes a list of one item of a scalar. One without quotes that has a comma is refused: several items may be meant.
func Bracket(tree *source.Tree, n *source.Node) (e source.Edit, ok bool) {
	span, ok := onOneLine(tree, n)
	if !ok || n.Anchor != "" || n.Style == source.Plain && strings.ContainsAny(n.Value, ",[]{}") {
		return source.Edit{}, false
	}
	return source.Edit{Span: span, Text: style{}.flow(List(Copy(tree, n)))}, true
}

// Inside writes a text in the place of a part of a scalar, with the escapes that its quotes need. The span is that part as it is
// written; whoever found it knows that it is no half of an escape.
func Inside(tree *source.Tree, n *source.Node, span source.Span, text string) (e source.Edit, ok bool) {
	if n.Kind != source.Scalar || span.Start < n.Content || span.End < span.Start || span.End > n.Span.End {
		return source.Edit{}, false
	}
	if n.Style == source.Plain && span.Start == n.Content && span.End == n.Span.End {
		return Reword(tree, n, Text(text))
	}
	written, ok := Within(n, span.Start == n.Content, text)
	if n.Style == source.Plain && n.Span.End-n.Content < longestNumber {
		around := tree.Text.String()
		whole := around[n.Content:span.Start] + written + around[span.End:n.Span.End]
		ok = ok && whole != "" && !readOtherwise(whole)
	}
	return source.Edit{Span: span, Text: written}, ok
}

// longestNumber is how long a scalar may be that has to be looked at whole, whether it is still a text.
const longestNumber = 100

// Within is a text as it is written inside a scalar; first tells that the scalar begins with it. It is refused where it would
// end the scalar, or begin a comment.
func Within(n *source.Node, first bool, text string) (written string, ok bool) {
	switch n.Style {
	case source.DoubleQuoted:
		quoted := doubleQuoted(text)
		return quoted[1 : len(quoted)-1], true
	case source.SingleQuoted:
		return strings.ReplaceAll(text, "'", "''"), printableLine(text)
	case source.Literal, source.Folded:
		return text, printableLine(text) && (!first || !strings.HasPrefix(text, " "))
	default:
		return text, plainWithin(text, first, inBrackets(n))
	}
}

// plainWithin tells whether a text can stand in the middle of one without quotes, or at its beginning.
func plainWithin(text string, first, flow bool) bool {
	switch {
	case !printableLine(text), strings.Contains(text, ": "), strings.HasSuffix(text, ":"), strings.Contains(text, " #"), strings.HasPrefix(text, "#"):
		return false
	case first && strings.ContainsAny(text[:min(1, len(text))], indicators+" "):
		return false
	default:
		return !flow || !strings.ContainsAny(text, ",[]{}") && !colonEnds(text)
	}
}

// onOneLine is where a scalar is written, without its anchor; ok is false for what has a tag or is on several lines, for an alias
// and for a value that is missing.
func onOneLine(tree *source.Tree, n *source.Node) (span source.Span, ok bool) {
	if n.Kind != source.Scalar || n.Style == source.Literal || n.Style == source.Folded || n.Content == n.Span.End || tagOf(tree, n) != "" {
		return source.Span{}, false
	}
	span = source.Span{Start: n.Content, End: n.Span.End}
	return span, !strings.ContainsAny(tree.Text.Slice(n.Span), "\n\r"+rareLineEnds)
}
