package assist

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"workflow-designer/backend/approvalml/source"
)

// span is where a mention is written, without quotes; ok is false when it cannot be told byte for byte, and then the
// span is that of the whole scalar.
func (m *mention) span(text *source.Text) (span source.Span, ok bool) {
	from, to := m.from, m.to
	if m.whole {
		if m.node.Style == source.Plain || m.node.Style == source.SingleQuoted || m.node.Style == source.DoubleQuoted {
			return inner(text, m.node), true
		}
		value := strings.TrimRight(m.node.Value, "\n")
		from, to = 0, len(value)
	}
	return written(text, m.node, from, to)
}

// inner is the span of a scalar's text without its quotes, anchor and tag.
func inner(text *source.Text, node *source.Node) source.Span {
	span := source.Span{Start: node.Content, End: max(node.Content, node.Span.End)}
	if node.Style != source.SingleQuoted && node.Style != source.DoubleQuoted {
		return span
	}
	content := text.Slice(span)
	if content == "" {
		return span
	}
	span.Start++
	if len(content) > 1 && content[len(content)-1] == content[0] {
		span.End--
	}
	return span
}

// written is where a part of a scalar's value stands in the text. Quotes, escapes, folds and indentation stand between
// the two: both are read side by side, character by character, without white space. ok is false when they differ; the
// span is then the whole scalar's.
func written(text *source.Text, node *source.Node, from, to int) (span source.Span, ok bool) {
	outer := inner(text, node)
	raw := text.Slice(outer)
	if raw == node.Value {
		return source.Span{Start: outer.Start + from, End: outer.Start + to}, true
	}
	reader := scalarReader{raw: raw, style: node.Style}
	if node.Style == source.Literal || node.Style == source.Folded {
		reader.at = max(strings.IndexByte(raw, '\n'), 0)
	}
	start, end := -1, -1
	for i := 0; i < to; {
		r, size := utf8.DecodeRuneInString(node.Value[i:])
		if !isBlank(r) {
			got, begin, stop := reader.next()
			if got != r {
				return outer, false
			}
			if i >= from && start < 0 {
				start = begin
			}
			end = stop
		}
		i += size
	}
	if start < 0 {
		return outer, false
	}
	return source.Span{Start: outer.Start + start, End: outer.Start + end}, true
}

func isBlank(r rune) bool {
	switch r {
	case ' ', '\t', '\r', '\n', '\u0085', '\u00a0', '\u2028', '\u2029', '\ufeff':
		return true
	}
	return false
}

// scalarReader reads the characters that a scalar stands for, as it is written.
type scalarReader struct {
	raw   string
	style source.Style
	at    int
}

// next is the next character that is no white space, and where it is written. At the end it is -1.
func (s *scalarReader) next() (r rune, start, end int) {
	for s.at < len(s.raw) {
		start = s.at
		r, size := utf8.DecodeRuneInString(s.raw[s.at:])
		s.at += size
		switch {
		case s.style == source.SingleQuoted && r == '\'':
			s.at = min(s.at+1, len(s.raw)) // a quote inside is written twice
		case s.style == source.DoubleQuoted && r == '\\':
			if r = s.escape(); r < 0 {
				return r, start, s.at
			}
		}
		if !isBlank(r) {
			return r, start, s.at
		}
	}
	return -1, s.at, s.at
}

var escapes = map[byte]rune{
	'0': 0, 'a': '\a', 'b': '\b', 't': '\t', 'n': '\n', 'v': '\v', 'f': '\f', 'r': '\r', 'e': 0x1b, ' ': ' ', '"': '"',
	'/': '/', '\\': '\\', 'N': '\u0085', '_': '\u00a0', 'L': '\u2028', 'P': '\u2029', '\n': '\n', '\r': '\n', '\t': '\t',
}

// escape reads what stands behind a backslash; -1 when it is no escape.
func (s *scalarReader) escape() rune {
	if s.at >= len(s.raw) {
		return -1
	}
	c := s.raw[s.at]
	s.at++
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[c]
	if digits == 0 {
		if r, known := escapes[c]; known {
			return r
		}
		return -1
	}
	stop := min(s.at+digits, len(s.raw))
	code, err := strconv.ParseUint(s.raw[s.at:stop], 16, 32)
	s.at = stop
	if err != nil {
		return -1
	}
	return rune(code)
}
