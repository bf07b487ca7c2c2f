package edit

import (
	"slices"
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// Format tidies the layout of a text: two spaces of indentation, lists all indented or all compact as most of them are, one
// space behind colons and dashes, no white space at the ends of lines, at most one blank line in a row, a final newline.
// The inside of texts over several lines stays; those behind | and > move as a whole. What would change the meaning is left
// as it is. It is nil when there is nothing to do, or when the text cannot be read.
func Format(tree *source.Tree) []source.Edit {
	if tree == nil || tree.Root == nil || !tree.Readable() {
		return nil
	}
	d := open(tree)
	want, said := meaningOf(tree.Root), texts(tree, comments(tree))
	for _, f := range []formatter{{indent: true, ending: true}, {indent: true}, {ending: true}, {}} {
		f.document = d
		edits := tidy(f.edits())
		if !d.right(edits, want) {
			continue
		}
		after := source.Read(source.Apply(d.text, edits...))
		if slices.Equal(texts(after, comments(after)), said) {
			return edits
		}
	}
	return nil
}

func texts(tree *source.Tree, spans []source.Span) []string {
	found := make([]string, len(spans))
	for i, s := range spans {
		found[i] = tree.Text.Slice(s)
	}
	return found
}

// lineRole says what may be done to a line.
type lineRole uint8

const (
	free    lineRole = iota // a comment, a marker, or blank
	head                    // a key, a dash, or a value on a line of its own
	follows                 // goes on with what began above, and moves with it
	content                 // of a block scalar: moves, its end stays
	fixed                   // inside quotes: stays
)

type line struct {
	role   lineRole
	indent int  // what it gets, unless fixed or free
	whole  bool // its end is inside quotes and stays
	level  []level
}

// level is a column of a block collection before and after.
type level struct{ from, to int }

// formatter lays out one document.
type formatter struct {
	*document
	indent, ending bool // what is to be done besides the ends of lines
	lines          []line
	compact        bool
	odd            bool // written in a way that is not indented anew
	gaps           []source.Edit
	deepest        map[int][]level // by line: with the collections that begin behind a dash on it
}

func (f *formatter) edits() []source.Edit {
	f.lines = make([]line, f.tree.Text.Lines())
	f.compact, f.gaps, f.deepest = f.style.list == 0, nil, map[int][]level{}
	f.node(f.tree.Root, 0, 0, nil)
	if f.odd {
		f.indent = false
	}
	if f.indent {
		f.comments()
	}
	edits := f.gaps
	last := len(f.lines)
	for last > 0 && f.blank(last-1) {
		last--
	}
	blanks := 0
	for i := range f.lines {
		switch {
		case i >= last:
			// Everything behind the last line goes in one edit below.
		case f.blank(i):
			if blanks++; blanks > 1 {
				edits = append(edits, replace(f.tree.Text.Line(i+1).Start, f.tree.Text.Line(i+2).Start, ""))
			} else {
				edits = append(edits, f.line(i)...)
			}
		default:
			blanks = 0
			edits = append(edits, f.line(i)...)
		}
	}
	return append(edits, f.end(last)...)
}

// blank tells whether a line, from 0, is blank and no part of a text.
func (f *formatter) blank(i int) bool {
	return f.lines[i].role == free && !f.lines[i].whole && strings.Trim(f.slice(f.tree.Text.Line(i+1)), " \t") == ""
}

// end puts one line ending behind the last line that is not blank.
func (f *formatter) end(last int) []source.Edit {
	if last == 0 || f.lines[last-1].whole {
		return nil
	}
	from := f.tree.Text.Line(last).End
	rest := f.text[from:]
	switch {
	case last < len(f.lines):
		ending := len(rest) - len(strings.TrimLeft(rest, "\r"))
		if len(rest) > ending+1 {
			return []source.Edit{replace(from+ending+1, len(f.text), "")}
		}
	case f.ending && f.lines[last-1].role != content:
		return []source.Edit{replace(len(f.text), len(f.text), f.eol)}
	}
	return nil
}

// line is what is done to the ends of a line, from 0.
func (f *formatter) line(i int) []source.Edit {
	l, span := f.lines[i], f.tree.Text.Line(i+1)
	start := span.Start
	if i == 0 && strings.HasPrefix(f.text, byteOrderMark) {
		start += len(byteOrderMark)
	}
	text := f.text[start:span.End]
	indent := len(text) - len(strings.TrimLeft(text, " "))
	var edits []source.Edit
	trimmed := len(strings.TrimRight(text, " \t"))
	if l.role == content && trimmed == 0 && len(text) > 0 {
		return nil
	}
	if f.indent && l.role != fixed && l.indent >= 0 && l.indent != indent && trimmed > 0 && (l.role != free || text[indent] == '#') {
		edits = append(edits, replace(start, start+indent, strings.Repeat(" ", l.indent)))
	}
	if l.role != content && l.role != fixed && !l.whole && trimmed < len(text) {
		edits = append(edits, replace(start+trimmed, span.End, ""))
	}
	return edits
}

func (f *formatter) lineOf(offset int) int { return f.tree.Text.LineAt(offset) - 1 }

func (f *formatter) indentOf(i int) int {
	indent, _ := f.commentLine(f.lineStart(f.tree.Text.Line(i + 1).Start))
	return indent
}

// first gives a line its role, when what begins at offset is the first on it.
func (f *formatter) first(offset, column int, levels []level) {
	if f.ownLine(offset) {
		l := &f.lines[f.lineOf(offset)]
		l.role, l.indent, l.level = head, column, levels
	}
}

// node lays out a value. column is what its children get when it is a block collection; parent is that of the collection
// around it.
func (f *formatter) node(n *source.Node, column, parent int, levels []level) {
	if n.Kind == source.Scalar || n.Kind == source.Alias || n.Style == source.Flow {
		f.leaf(n, parent)
		return
	}
	levels = append(levels[:len(levels):len(levels)], level{f.column(n.Content), column})
	for _, s := range f.slots(n) {
		f.first(s.head, column, levels)
		f.deepest[f.lineOf(s.head)] = levels
		if s.lead < 0 || s.key != nil && (s.head != s.key.Span.Start || f.lineOf(s.key.Span.Start) != f.lineOf(s.lead)) {
			f.odd = true
			return
		}
		f.gap(s.lead, s.value.Span)
		below := column + 2
		if s.key != nil && s.value.Kind == source.Sequence && s.value.Style == source.Block && f.compact {
			below = column
		}
		v := s.value
		if v.Span.Start != v.Span.End && f.lineOf(v.Span.Start) != f.lineOf(s.lead) && (v.Style != source.Block || v.Span.Start != v.Content) {
			f.first(v.Span.Start, column+2, levels)
		}
		f.node(v, below, column, levels)
	}
}

// gap leaves one space between a colon or a dash and what follows on its line.
func (f *formatter) gap(lead int, value source.Span) {
	if value.Start < lead || value.Start == value.End || value.Start == lead+1 && f.text[lead] == ' ' {
		return
	}
	if strings.Trim(f.text[lead:value.Start], " \t") == "" {
		f.gaps = append(f.gaps, replace(lead, value.Start, " "))
	}
}

// leaf gives the lines behind the first one of a value their roles.
func (f *formatter) leaf(n *source.Node, parent int) {
	from, to := f.lineOf(n.Span.Start), f.lineOf(max(n.Span.End, n.Span.Start))
	delta := 0
	if f.lines[from].role == head {
		delta = f.lines[from].indent - f.indentOf(from)
	}
	if n.Style == source.Literal || n.Style == source.Folded {
		f.blockScalar(n, parent)
		return
	}
	quoted := n.Style == source.SingleQuoted || n.Style == source.DoubleQuoted
	for i := from + 1; i <= to; i++ {
		l := &f.lines[i]
		if quoted {
			l.role, f.lines[i-1].whole = fixed, true
			continue
		}
		indent := f.indentOf(i)
		l.role, l.indent = follows, max(indent+delta, min(indent, parent))
	}
	if n.Style == source.Flow && n.Kind != source.Scalar {
		f.inBrackets(n)
	}
}

// inBrackets tidies the colons inside brackets, and finds quotes over several lines.
func (f *formatter) inBrackets(n *source.Node) {
	for _, s := range f.slots(n) {
		if s.key != nil && s.lead > 0 {
			f.gap(s.lead, s.value.Span)
		}
		for _, part := range []*source.Node{s.key, s.value} {
			switch {
			case part == nil:
			case part.Kind == source.Mapping || part.Kind == source.Sequence:
				f.inBrackets(part)
			case part.Style == source.SingleQuoted || part.Style == source.DoubleQuoted:
				for i := f.lineOf(part.Span.Start) + 1; i <= f.lineOf(part.Span.End); i++ {
					f.lines[i].role, f.lines[i-1].whole = fixed, true
				}
			}
		}
	}
}

// blockScalar moves the lines of a literal or folded text as a whole.
func (f *formatter) blockScalar(n *source.Node, parent int) {
	top, to := f.lineOf(n.Content), f.lineOf(n.Span.End)
	lines := split(f.text[n.Content:n.Span.End])
	base := -1
	header, _, _ := strings.Cut(lines[0], "#")
	target := parent + 2
	if i := strings.IndexAny(header, "123456789"); i >= 0 {
		base = max(f.home(n), 0) + int(header[i]-'0')
		target = parent + int(header[i]-'0')
	} else {
		for _, text := range lines[1:] {
			if trimmed := strings.TrimLeft(text, " "); trimmed != "" {
				base = len(text) - len(trimmed)
				break
			}
		}
	}
	for i := top + 1; i <= to; i++ {
		l := &f.lines[i]
		l.role, l.indent = content, -1
		if base >= 0 {
			l.indent = f.indentOf(i) + target - base
		}
	}
}

// comments gives comment lines the column of what they stand above, or else of the collection that they stood in.
func (f *formatter) comments() {
	var below []level // of the next line with a key or a dash
	under := make([][]level, len(f.lines))
	for i := len(f.lines) - 1; i >= 0; i-- {
		if f.lines[i].role == head {
			below = f.lines[i].level
		}
		under[i] = below
	}
	var above []level
	for i := range f.lines {
		l := &f.lines[i]
		if l.role == head {
			above = f.lines[i].level
			if deeper := f.deepest[i]; deeper != nil {
				above = deeper
			}
		}
		if l.role == free {
			l.indent = commentColumn(f.indentOf(i), under[i], above)
		}
	}
}

// commentColumn is where a comment goes that stood in a column.
func commentColumn(column int, below, above []level) int {
	if n := len(below); n > 0 && below[n-1].from == column {
		return below[n-1].to
	}
	for i := len(above) - 1; i >= 0; i-- {
		if above[i].from <= column {
			return above[i].to + column - above[i].from
		}
	}
	return column
}
