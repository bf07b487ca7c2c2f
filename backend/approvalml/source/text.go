package source

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// Position is a place in a text as people count: lines and columns from 1. A column counts characters (Unicode code
// points), not bytes. Lines end at a line feed.
type Position struct{ Line, Column int }

// Span is a part of a text in bytes: the first, and the one behind the last.
type Span struct{ Start, End int }

// Contains tells whether an offset lies in the span or right behind it, where a caret still touches it.
func (s Span) Contains(offset int) bool { return s.Start <= offset && offset <= s.End }

// Text is a text that knows its lines.
type Text struct {
	content string
	starts  []int // offset of the first byte of each line
}

// NewText takes any text.
func NewText(content string) *Text {
	starts := make([]int, 1, 1+strings.Count(content, "\n"))
	for i := 0; ; {
		next := strings.IndexByte(content[i:], '\n')
		if next < 0 {
			return &Text{content, starts}
		}
		i += next + 1
		starts = append(starts, i)
	}
}

// String is the text.
func (t *Text) String() string { return t.content }

// Len is the length of the text in bytes.
func (t *Text) Len() int { return len(t.content) }

// Slice is a part of the text.
func (t *Text) Slice(s Span) string { return t.content[s.Start:s.End] }

// Lines is the number of lines; an empty text has one.
func (t *Text) Lines() int { return len(t.starts) }

// LineAt is the number of the line, from 1, that an offset is on.
func (t *Text) LineAt(offset int) int {
	return sort.Search(len(t.starts), func(i int) bool { return t.starts[i] > offset })
}

// Line is a line without its line ending (a line feed, or a carriage return and one). The number counts from 1 and must
// be one of the text's lines.
func (t *Text) Line(number int) Span {
	span := Span{t.starts[number-1], len(t.content)}
	if number < len(t.starts) {
		span.End = t.starts[number] - 1
		if span.End > span.Start && t.content[span.End-1] == '\r' {
			span.End--
		}
	}
	return span
}

// Position is the place of an offset. One outside the text counts as its nearest end.
func (t *Text) Position(offset int) Position {
	offset = min(max(offset, 0), len(t.content))
	line := t.LineAt(offset)
	return Position{line, 1 + utf8.RuneCountInString(t.content[t.starts[line-1]:offset])}
}

// Offset is the place of a position in bytes. One outside the text counts as the nearest place inside.
func (t *Text) Offset(p Position) int {
	if p.Line < 1 {
		return 0
	}
	if p.Line > len(t.starts) {
		return len(t.content)
	}
	line := t.Line(p.Line)
	offset := line.Start
	for column := 1; column < p.Column && offset < line.End; column++ {
		_, size := utf8.DecodeRuneInString(t.content[offset:line.End])
		offset += size
	}
	return offset
}

// LineEnding is what ends the lines of the text: "\r\n" when its first line ends so, else "\n".
func (t *Text) LineEnding() string {
	if len(t.starts) > 1 && t.starts[1] >= 2 && t.content[t.starts[1]-2] == '\r' {
		return "\r\n"
	}
	return "\n"
}
