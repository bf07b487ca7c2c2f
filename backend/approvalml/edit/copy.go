package edit

import (
	"slices"
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// flowCopy writes a part of a document on one line.
type flowCopy struct {
	tree  *source.Tree
	b     *strings.Builder
	style style
}

func (f *flowCopy) node(n *source.Node) {
	n = n.Resolve()
	if f.b.Len() > source.MaxBytes {
		return // too large to be read anyway, which the check of every edit tells
	}
	tag := tagOf(f.tree, n)
	if tag != "" {
		f.b.WriteString(tag + " ")
	}
	switch n.Kind {
	case source.Mapping:
		pad := ""
		if f.style.padded && len(n.Entries) > 0 {
			pad = " "
		}
		f.b.WriteString("{" + pad)
		for i, e := range n.Entries {
			if i > 0 {
				f.b.WriteString(", ")
			}
			f.node(e.Key)
			f.b.WriteString(": ")
			f.node(e.Value)
		}
		f.b.WriteString(pad + "}")
	case source.Sequence:
		f.b.WriteByte('[')
		for i, item := range n.Items {
			if i > 0 {
				f.b.WriteString(", ")
			}
			f.node(item)
		}
		f.b.WriteByte(']')
	default:
		f.scalar(n, tag)
	}
}

func (f *flowCopy) scalar(n *source.Node, tag string) {
	written := f.tree.Text.Slice(source.Span{Start: n.Content, End: max(n.Content, n.Span.End)})
	quoted := n.Style == source.SingleQuoted || n.Style == source.DoubleQuoted
	switch {
	case quoted && !strings.Contains(written, "\n"):
		f.b.WriteString(written)
	case n.Tag == source.String && (tag != "" || !plainFits(n.Value, true) || f.style.quotes != source.Plain && n.Style != source.Plain):
		f.b.WriteString(writeText(n.Value, quotesFor(n.Style), true))
	case n.Tag == source.Null && n.Value == "" && tag == "":
		f.b.WriteString("null")
	case n.Value == "" && tag != "":
		f.b.WriteString(`""`)
	case strings.ContainsAny(n.Value, "\n,[]{}"):
		f.b.WriteString(doubleQuoted(n.Value))
	default:
		f.b.WriteString(n.Value)
	}
}

// quotesFor is the quoted style nearest to one.
func quotesFor(s source.Style) source.Style {
	if s == source.SingleQuoted {
		return s
	}
	return source.DoubleQuoted
}

// tagOf is the tag of a node as it is written; empty when it has none.
func tagOf(tree *source.Tree, n *source.Node) string {
	for word := range strings.FieldsSeq(tree.Text.Slice(source.Span{Start: n.Span.Start, End: max(n.Span.Start, n.Content)})) {
		switch word[0] {
		case '!':
			return word
		case '#':
			return ""
		}
	}
	return ""
}

// fragment writes a part of a document in a block collection, as value does.
func (s style) fragment(v Value, parent int, inItem bool) []string {
	from := &document{tree: v.tree, text: v.tree.Text.String(), eol: v.tree.Text.LineEnding()}
	n := v.node
	home := from.home(n)
	if s.flowMaps && n.Kind == source.Mapping || s.flowList && n.Kind == source.Sequence {
		if n.Style == source.Block {
			return []string{s.flow(v)}
		}
	}
	tag := tagOf(v.tree, n)
	var lines []string
	switch {
	case n.Kind == source.Scalar && (n.Style == source.Literal || n.Style == source.Folded):
		lines = from.blockScalar(n, home, parent)
	case n.Style == source.Block:
		lines = s.blockFragment(from, n, parent, inItem)
	case n.Kind == source.Scalar && n.Style == source.Plain && home < 0 && n.Tag == source.String && !plainFits(n.Value, false):
		lines = []string{doubleQuoted(n.Value)}
	default:
		written := s.clean(from, n, source.Span{Start: n.Content, End: max(n.Content, n.Span.End)})
		lines = shift(split(written), parent-max(home, 0), parent+1)
	}
	if tag != "" {
		if lines[0] != "" {
			tag += " "
			if n.Style == source.Block { // a tag on the line of the first key would be the key's
				return []string{s.flow(v)}
			}
		}
		lines[0] = tag + lines[0]
	}
	return lines
}

// home is the column that block scalars below n count from: that of the collection around it; -1 when that is in brackets.
func (d *document) home(n *source.Node) int {
	if n.Parent == nil || n.Parent.Style == source.Flow {
		return -1
	}
	return d.column(n.Parent.Content)
}

// blockScalar writes a literal or folded text for another column.
func (d *document) blockScalar(n *source.Node, home, parent int) []string {
	lines := split(d.text[n.Content:n.Span.End])
	header := lines[0]
	if i := strings.IndexByte(header, '#'); i >= 0 {
		header = header[:i]
	}
	lines[0] = strings.TrimRight(header, " \t")
	base := parent + 1
	for _, line := range lines[1:] {
		if text := strings.TrimLeft(line, " "); text != "" {
			base = len(line) - len(text)
			break
		}
	}
	if i := strings.IndexAny(lines[0], "123456789"); i >= 0 {
		base = home + int(lines[0][i]-'0')
	}
	to := parent + max(base-home, 1)
	for i, line := range lines[1:] {
		if len(line) <= base && strings.Trim(line, " ") == "" {
			lines[i+1] = ""
			if to == base {
				lines[i+1] = line
			}
			continue
		}
		lines[i+1] = strings.Repeat(" ", to) + line[min(base, len(line)):]
	}
	return lines
}

// blockFragment writes a block collection. What stands between its key and its first line, and comments below its last
// line that are deeper than the key, belong to it.
func (s style) blockFragment(from *document, n *source.Node, parent int, inItem bool) []string {
	span, compact := from.body(n)
	column := from.column(n.Content)
	target := s.columnFor(from, n, parent, inItem)
	lines := split(s.clean(from, n, span))
	if compact {
		lines = shift(lines, target-column, 0)
	} else {
		lines = shift(append([]string{""}, lines...), target-column, 0)[1:]
	}
	text := strings.TrimLeft(lines[0], " ")
	switch {
	case compact && !inItem:
		return append([]string{"", strings.Repeat(" ", target) + text}, lines[1:]...)
	case compact:
		lines[0] = text
		return lines
	case inItem && n.Parent != nil && n.Parent.Kind != source.Sequence && !strings.HasPrefix(text, "#") && text != "":
		lines[0] = text
		return lines
	default:
		return append([]string{""}, lines...)
	}
}

// columnFor is the column that a copied collection gets below a key or a dash in column parent.
func (s style) columnFor(from *document, n *source.Node, parent int, inItem bool) int {
	sameKind := n.Parent != nil && (n.Parent.Kind == source.Sequence) == inItem
	difference := 2
	if n.Parent != nil {
		difference = from.column(n.Content) - from.column(n.Parent.Content)
	}
	switch {
	case inItem && sameKind && difference > 0:
		return parent + difference
	case inItem:
		return parent + 2
	case n.Kind == source.Sequence && sameKind && s.mixed:
		return parent + difference
	case n.Kind == source.Sequence:
		return parent + s.list
	case sameKind && difference > 0:
		return parent + difference
	default:
		return parent + s.step
	}
}

// body is the text of a block collection without line ending: from its first line on, or, when it is compact (it begins
// behind a dash), from its first key or dash on.
func (d *document) body(n *source.Node) (span source.Span, compact bool) {
	slots := d.slots(n)
	if len(slots) == 0 {
		return source.Span{Start: n.Content, End: n.Content}, true
	}
	span = source.Span{Start: slots[0].start, End: slots[len(slots)-1].end}
	if n.Parent != nil {
		of := d.slotOf(n)
		span.End = max(span.End, of.end)
		if next, ok := d.nextLine(of.lead); ok && d.lineStart(n.Content) >= next {
			span.Start = next
			return span, false
		}
		return span, true
	}
	span.Start = d.lineStart(span.Start)
	return span, false
}

// slotOf is the slot of a node that is no key in its parent.
func (d *document) slotOf(n *source.Node) slot {
	c := n.Parent
	index := slices.IndexFunc(c.Entries, func(e source.Entry) bool { return e.Value == n })
	if c.Kind == source.Sequence {
		index = slices.Index(c.Items, n)
	}
	return d.slotAt(c, index)
}

// slotAt is one of the slots of a collection, for who does not need the others.
func (d *document) slotAt(c *source.Node, index int) slot {
	var s slot
	from, bound := c.Content, -1
	if c.Style == source.Flow && d.bracketed(c) {
		from++
	}
	switch c.Kind {
	case source.Sequence:
		s.value = c.Items[index]
		if index > 0 {
			from = max(from, c.Items[index-1].Span.End)
			bound = from
		}
	default:
		s.key, s.value = c.Entries[index].Key, c.Entries[index].Value
		if index > 0 {
			from = max(from, c.Entries[index-1].Span().End)
			bound = from
		}
	}
	d.place(&s, c, from)
	if c.Style == source.Flow {
		s.start, s.end = s.head, s.valueEnd()
	} else {
		d.takeComments(&s, bound)
	}
	return s
}

// clean is a part of a document so that it can stand in another place: aliases of what is not part of it are written out,
// and anchors that the other document has already are taken away.
func (s style) clean(from *document, n *source.Node, span source.Span) string {
	var edits []source.Edit
	var walk func(*source.Node)
	stays := map[*source.Node]bool{}
	walk = func(m *source.Node) {
		if m.Kind == source.Alias {
			if stays[m.Target] {
				return
			}
			var b strings.Builder
			(&flowCopy{tree: from.tree, b: &b, style: s}).node(m.Target)
			edits = append(edits, source.Edit{Span: source.Span{Start: m.Span.Start - span.Start, End: m.Span.End - span.Start}, Text: b.String()})
			return
		}
		if m.Anchor != "" && m != n && s.taken != nil && !s.taken[m.Anchor] {
			s.taken[m.Anchor], stays[m] = true, true
		} else if m.Anchor != "" && m != n {
			at := m.Span.Start + strings.Index(from.text[m.Span.Start:], "&"+m.Anchor)
			end := at + 1 + len(m.Anchor)
			for end < m.Content && from.text[end] == ' ' {
				end++
			}
			if at > span.Start && end == from.lineEnd(at) && from.text[at-1] == ' ' {
				at--
			}
			edits = append(edits, source.Edit{Span: source.Span{Start: at - span.Start, End: end - span.Start}})
		}
		for _, e := range m.Entries {
			walk(e.Key)
			walk(e.Value)
		}
		for _, item := range m.Items {
			walk(item)
		}
	}
	walk(n)
	written := from.text[span.Start:span.End]
	for _, e := range edits {
		if e.Span.Start < 0 || e.Span.End > len(written) || e.Span.Start > e.Span.End {
			return written
		}
	}
	return source.Apply(written, edits...)
}

func split(text string) []string {
	lines := strings.Split(text, "\n")
	for i, line := range lines[:len(lines)-1] {
		lines[i] = strings.TrimSuffix(line, "\r")
	}
	return lines
}

// shift moves all lines but the first by so many columns; none gets left of least when it was not there before.
func shift(lines []string, by, least int) []string {
	if by == 0 {
		return lines
	}
	for i, line := range lines {
		text := strings.TrimLeft(line, " ")
		indent := len(line) - len(text)
		switch {
		case line == "" || i == 0:
		case text == "":
			lines[i] = strings.Repeat(" ", max(indent+by, 0))
		default:
			lines[i] = strings.Repeat(" ", max(indent+by, min(least, indent), 0)) + text
		}
	}
	return lines
}
