package analysis

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"workflow-designer/backend/approvalml/source"
)

// decoded knows for each byte of a scalar's value where it stands in the document.
type decoded struct {
	tree       *source.Tree
	node       *source.Node
	start, end []int // by byte of the value; nil when the value cannot be found in the text
}

// decode lines the value of a scalar up with its source. Folding only ever changes white space, so everything else must
// come in the same order, once quotes and escapes are taken into account.
func decode(tree *source.Tree, node *source.Node) decoded {
	d := decoded{tree: tree, node: node}
	value := node.Value
	start, end := make([]int, len(value)), make([]int, len(value))
	raw := tree.Text.String()
	at, stop := node.Content, node.Span.End
	switch node.Style {
	case source.SingleQuoted, source.DoubleQuoted:
		at++
		stop--
	case source.Literal, source.Folded:
		for at < stop && raw[at] != '\n' {
			at++
		}
	default:
	}
	for i := 0; i < len(value); {
		// A line break and the spaces around it stand for a space, a line feed, or nothing at all.
		if isBlank(value[i]) {
			size := 0
			if at < stop {
				if written, n := literalAt(raw[at:stop], node.Style); written == value[i:i+1] {
					size = n
				}
			}
			start[i], end[i] = at, at+size
			at += size
			i++
			continue
		}
		for at < stop && (isBlank(raw[at]) || raw[at] == '\r') {
			at++
		}
		if at >= stop {
			return d
		}
		written, size := literalAt(raw[at:stop], node.Style)
		if size == 0 { // an escaped line break
			at += escapedBreak(raw[at:stop])
			continue
		}
		if !strings.HasPrefix(value[i:], written) {
			return d
		}
		for range len(written) {
			start[i], end[i] = at, at+size
			i++
		}
		at += size
	}
	d.start, d.end = start, end
	return d
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' }

// literalAt is what the next sign of a scalar stands for, and how many bytes it takes; 0 for an escaped line break.
func literalAt(raw string, style source.Style) (written string, size int) {
	switch {
	case style == source.SingleQuoted && strings.HasPrefix(raw, "''"):
		return "'", 2
	case style == source.DoubleQuoted && raw[0] == '\\':
		return escapeAt(raw)
	default:
		_, size = utf8.DecodeRuneInString(raw)
		return raw[:size], size
	}
}

var escapes = map[byte]string{
	'0': "\x00", 'a': "\a", 'b': "\b", 't': "\t", '\t': "\t", 'n': "\n", 'v': "\v", 'f': "\f", 'r': "\r", 'e': "\x1b", ' ': " ",
	'"': `"`, '/': "/", '\\': `\`, 'N': "\u0085", '_': "\u00a0", 'L': "\u2028", 'P': "\u2029",
}

func escapeAt(raw string) (written string, size int) {
	if len(raw) < 2 {
		return `\`, 1
	}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[raw[1]]
	switch {
	case raw[1] == '\n' || raw[1] == '\r':
		return "", 0
	case digits == 0:
		return escapes[raw[1]], 2
	case len(raw) < 2+digits:
		return `\`, 1
	}
	code, err := strconv.ParseUint(raw[2:2+digits], 16, 32)
	if err != nil {
		return `\`, 1
	}
	return string(rune(code)), 2 + digits
}

// escapedBreak is how many bytes the backslash at the end of a line takes with its line break.
func escapedBreak(raw string) int {
	if n := strings.IndexByte(raw, '\n'); n >= 0 {
		return n + 1
	}
	return len(raw)
}

// span is where a part of the value stands, cut to one line; exact tells that it is all of it and nothing but it. When it
// cannot be found, it is the scalar's first line.
func (d decoded) span(from, to int) (span source.Span, exact bool) {
	if from < 0 || from >= len(d.start) || to > len(d.start) {
		return oneLine(d.tree.Text, d.node.Span), false
	}
	to = max(to, from+1)
	span = source.Span{Start: d.start[from], End: max(d.end[to-1], d.start[from])}
	cut := oneLine(d.tree.Text, span)
	return cut, cut == span
}

// oneLine cuts a span at the end of its first line.
func oneLine(text *source.Text, span source.Span) source.Span {
	line := text.Line(text.LineAt(span.Start))
	if span.End > line.End {
		span.End = max(span.Start, line.End)
	}
	if span.End == span.Start && span.End < line.End {
		_, size := utf8.DecodeRuneInString(text.String()[span.Start:line.End])
		span.End += size
	}
	return span
}
