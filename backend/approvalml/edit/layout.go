package edit

import (
	"strings"
	"unicode/utf8"

	"workflow-designer/backend/approvalml/source"
)

const byteOrderMark = "\ufeff"

// document is a text that is to be edited.
type document struct {
	tree  *source.Tree
	text  string
	eol   string
	style style
	// desperate edits are those for which no small way was found.
	desperate bool
}

func open(tree *source.Tree) *document {
	d := &document{tree: tree, text: tree.Text.String(), eol: tree.Text.LineEnding()}
	d.style = styleOf(d)
	return d
}

// glance is open for edits that have no time to find out how the whole document is written.
func glance(tree *source.Tree) *document {
	eol := tree.Text.LineEnding()
	return &document{tree: tree, text: tree.Text.String(), eol: eol, style: style{eol: eol, step: 2, list: 2}}
}

// begin is where the text begins: behind its byte order mark when it has one.
func (d *document) begin() int {
	if strings.HasPrefix(d.text, byteOrderMark) {
		return len(byteOrderMark)
	}
	return 0
}

// lineStart is the first byte of the line of an offset; a byte order mark is not part of it.
func (d *document) lineStart(offset int) int {
	return max(d.lineAt(offset).Start, min(d.begin(), offset))
}

// lineEnd is where the line of an offset ends, before its line ending.
func (d *document) lineEnd(offset int) int { return max(d.lineAt(offset).End, offset) }

func (d *document) lineAt(offset int) source.Span {
	return d.tree.Text.Line(d.tree.Text.LineAt(offset))
}

// nextLine is the first byte behind the line of an offset; ok is false on the last line.
func (d *document) nextLine(offset int) (next int, ok bool) {
	i := strings.IndexByte(d.text[offset:], '\n')
	return offset + i + 1, i >= 0
}

// column counts the characters before an offset on its line.
func (d *document) column(offset int) int {
	return utf8.RuneCountInString(d.text[d.lineStart(offset):offset])
}

// ownLine tells whether nothing but spaces stands before an offset on its line.
func (d *document) ownLine(offset int) bool {
	return strings.Trim(d.text[d.lineStart(offset):offset], " ") == ""
}

// commentBehind is where the comment of the rest of the line begins; ok is false when there is none.
func (d *document) commentBehind(offset int) (at int, ok bool) {
	rest := d.text[offset:d.lineEnd(offset)]
	trimmed := strings.TrimLeft(rest, " \t")
	return offset + len(rest) - len(trimmed), strings.HasPrefix(trimmed, "#")
}

// slot is where an entry or an item of a collection is written.
type slot struct {
	key, value *source.Node // key is nil for an item
	start      int          // the comment lines above that belong to it, or else head
	head       int          // its key, dash or question mark; in brackets the entry itself
	lead       int          // behind the colon or the dash: the value may follow; -1 when there is none
	end        int          // of the last line, be it the value's or that of a deeper comment; no line ending
	own        bool         // nothing stands before head on its line
}

// valueEnd is where the entry ends without the comment behind it.
func (s slot) valueEnd() int {
	end := max(s.value.Span.End, s.lead)
	if s.key != nil {
		end = max(end, s.key.Span.End)
	}
	return end
}

// slots lists where the children of a collection are written.
func (d *document) slots(c *source.Node) []slot {
	slots := make([]slot, 0, len(c.Entries)+len(c.Items))
	for _, e := range c.Entries {
		slots = append(slots, slot{key: e.Key, value: e.Value})
	}
	for _, item := range c.Items {
		slots = append(slots, slot{value: item})
	}
	from := c.Content
	if c.Style == source.Flow && d.bracketed(c) {
		from++
	}
	for i := range slots {
		s := &slots[i]
		d.place(s, c, from)
		if c.Style == source.Flow {
			s.start, s.end = s.head, s.valueEnd()
		} else {
			above := -1
			if i > 0 {
				above = from
			}
			d.takeComments(s, above)
		}
		from = max(from, s.end)
	}
	return slots
}

// bracketed is false for the one pair of [a: b], which has no brackets of its own.
func (d *document) bracketed(c *source.Node) bool {
	return c.Content < len(d.text) && (d.text[c.Content] == '{' || d.text[c.Content] == '[')
}

// place finds head and lead of a slot that begins behind from.
func (d *document) place(s *slot, c *source.Node, from int) {
	if s.key == nil {
		s.head, s.lead = s.value.Span.Start, s.value.Span.Start
		if c.Style != source.Flow {
			s.head = d.mark(from, s.value.Span.Start, '-')
			s.lead = s.head + 1
		}
		return
	}
	s.head = s.key.Span.Start
	if at := d.mark(from, s.head, '?'); at < s.head && d.text[at] == '?' {
		s.head = at
	}
	s.lead = -1
	limit := len(d.text)
	if s.value.Span.Start > s.key.Span.End {
		limit = s.value.Span.Start
	}
	if at := d.mark(s.key.Span.End, limit, ':'); at < len(d.text) && d.text[at] == ':' {
		s.lead = at + 1
	}
}

// mark is the first place from an offset on that is neither blank nor comment nor comma, or limit when that comes first.
// It stops early, at something else, when the text is not what it should be.
func (d *document) mark(from, limit int, c byte) int {
	for at := from; at < limit; {
		switch d.text[at] {
		case c:
			return at
		case '#':
			next, ok := d.nextLine(at)
			if !ok {
				return limit
			}
			at = next
		case ' ', '\t', '\r', '\n', ',':
			if c == ':' && d.text[at] == ',' {
				return limit
			}
			at++
		default:
			if c == ':' {
				return at
			}
			return limit
		}
	}
	return limit
}

// takeComments gives a slot of a block collection the comments that belong to it. Those above stand behind bound.
func (d *document) takeComments(s *slot, bound int) {
	column := d.column(s.head)
	s.own = d.ownLine(s.head)
	s.start = s.head
	for line := d.lineStart(s.head); s.own && line > 0 && d.text[line-1] == '\n'; {
		above := d.lineStart(line - 1)
		indent, comment := d.commentLine(above)
		if above <= bound || !comment || indent != column {
			break
		}
		s.start = above + indent
		line = above
	}
	s.end = d.lineEnd(s.valueEnd())
	for at := s.end; ; {
		next, ok := d.nextLine(at)
		if !ok {
			return
		}
		indent, comment := d.commentLine(next)
		if comment && indent > column {
			s.end = d.lineEnd(next)
		} else if comment || d.lineEnd(next) != next+indent {
			return
		}
		at = next
	}
}

// commentLine tells of the line that begins at start how far it is indented, and whether it is a comment.
func (d *document) commentLine(start int) (indent int, comment bool) {
	line := d.text[start:d.lineEnd(start)]
	indent = len(line) - len(strings.TrimLeft(line, " "))
	return indent, indent < len(line) && line[indent] == '#'
}

// blankLine tells whether the line that begins at start has nothing but white space.
func (d *document) blankLine(start int) bool {
	return strings.Trim(d.text[start:d.lineEnd(start)], " \t") == ""
}
