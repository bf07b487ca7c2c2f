package edit

import (
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// Set replaces the value at path, or adds the keys that are missing at the end of their mapping. The comment behind a value
// stays. A text keeps the quotes of the text it replaces.
func Set(tree *source.Tree, path source.Path, v Value) ([]source.Edit, error) {
	return attempt(tree, func(d *document) ([]source.Edit, error) { return d.setOrAdd(path, v) })
}

func (d *document) setOrAdd(path source.Path, v Value) ([]source.Edit, error) {
	at, rest, refusal := d.find(path)
	switch {
	case refusal != nil:
		return nil, refusal
	case len(rest) > 0:
		return d.add(path, at, rest, v)
	default:
		return d.set(path, at, v)
	}
}

// add puts in what is missing of a path.
func (d *document) add(path source.Path, at spot, rest source.Path, v Value) ([]source.Edit, error) {
	for i := len(rest) - 1; i > 0; i-- {
		switch {
		case !rest[i].IsIndex:
			v = Map(Pair{rest[i].Key, v})
		case rest[i].Index == 0:
			v = List(v)
		default:
			return nil, notThere(path)
		}
	}
	first := rest[0]
	switch {
	case at.node.Kind == source.Alias:
		return nil, shared(path)
	case at.node.IsNull() && at.parent != nil && !first.IsIndex:
		return d.set(path, at, Map(Pair{first.Key, v}))
	case at.node.IsNull() && at.parent != nil && first.Index == 0:
		return d.set(path, at, List(v))
	case !first.IsIndex && at.node.Kind == source.Mapping:
		return d.insert(path, at, len(at.node.Entries), first.Key, v)
	default:
		return nil, notThere(path)
	}
}

func (d *document) set(path source.Path, at spot, v Value) ([]source.Edit, error) {
	old := at.node
	keep := ""
	if old.Anchor != "" && old.Kind != source.Alias {
		keep = "&" + old.Anchor
	}
	if anchor := usedBelow(d.tree, old, old); anchor != "" {
		return nil, inUse(anchor)
	}
	said := v.meaning()
	want := d.intended(at.trail, func(m *meaning) { *m = *said })
	if old.Kind == source.Alias {
		want = d.intended(at.trail[:len(at.trail)-1], func(m *meaning) { m.values[at.index] = said })
	}
	if at.parent == nil {
		return d.setRoot(path, v, want)
	}
	style := d.style.replacing(d, old, at.parent, v)
	if at.parent.Style == source.Flow {
		of := d.slots(at.parent)[at.index]
		return d.choose(path, want, at.parent, at.trail[:len(at.trail)-1],
			func() ([]source.Edit, bool) { return d.setFlow(of, keep, style.flow(v)) },
			func() ([]source.Edit, bool) {
				text, ok := said.flow()
				edits, set := d.setFlow(of, keep, text)
				return edits, ok && set
			})
	}
	slots := d.slots(at.parent)
	of := slots[at.index]
	return d.choose(path, want, at.parent, at.trail[:len(at.trail)-1],
		func() ([]source.Edit, bool) { return d.setRunning(of, keep, style, v) },
		func() ([]source.Edit, bool) { return d.setBlock(of, keep, d.fresh(style, of, v)) },
		func() ([]source.Edit, bool) {
			plain := style
			plain.quotes = source.DoubleQuoted
			if v.kind == scalarValue {
				return d.setBlock(of, keep, plain.value(v, d.column(of.head), of.key == nil))
			}
			text, ok := said.flow()
			edits, set := d.setBlock(of, keep, []string{text})
			return edits, ok && set
		},
		func() ([]source.Edit, bool) {
			text, ok := said.flow()
			edits, set := d.setBlock(of, keep, []string{text})
			return edits, ok && set
		})
}

// fresh are the lines of a new value in a slot of a block collection.
func (d *document) fresh(s style, of slot, v Value) []string {
	old := of.value
	if v.isText() && (old.Style == source.Literal || old.Style == source.Folded) && old.Kind == source.Scalar {
		if lines, ok := blockText(v.text, old.Style == source.Folded, d.column(of.head), d.depthOf(of)); ok {
			return lines
		}
	}
	return s.value(v, d.column(of.head), of.key == nil)
}

// depthOf is how much deeper than its key the lines of a block scalar stand.
func (d *document) depthOf(of slot) int {
	for _, line := range split(d.text[of.value.Content:of.value.Span.End])[1:] {
		if text := strings.TrimLeft(line, " "); text != "" {
			return max(len(line)-len(text)-d.column(of.head), 1)
		}
	}
	return d.style.step
}

// replacing is the style for a value that takes the place of old.
func (s style) replacing(d *document, old, parent *source.Node, v Value) style {
	in := s.among(d, parent)
	s.padded = in.padded
	switch {
	case old.Kind == source.Scalar && old.Tag == source.String:
		s.quotes = old.Style
	case v.isText() && old.Kind != source.Mapping && old.Kind != source.Sequence:
		s.quotes = in.quotes
	}
	if v.kind != scalarValue && s.quotes != source.DoubleQuoted && s.quotes != source.SingleQuoted {
		s.quotes = source.Plain
	}
	if old.Style == source.Flow && (len(old.Items) > 0 || len(old.Entries) > 0) {
		s.flowList = old.Kind == source.Sequence && v.kind != mapValue
		s.flowMaps = old.Kind == source.Mapping && v.kind != listValue
	}
	if old.Kind == source.Sequence && old.Style == source.Block && parent.Kind == source.Mapping && d.ownLine(old.Content) {
		s.list = max(d.column(old.Content)-d.column(parent.Content), 0)
	}
	return s
}

// setRunning puts a copied value that runs over several lines, in quotes, in brackets or plain, in the place of one on the
// line of its key: a comment goes behind its last line.
func (d *document) setRunning(of slot, keep string, s style, v Value) ([]source.Edit, bool) {
	old := of.value
	if v.kind != copyValue || v.node.Style == source.Block || v.node.Style == source.Literal || v.node.Style == source.Folded ||
		old.Style == source.Block || old.Style == source.Literal || old.Style == source.Folded || old.Span.Start == old.Span.End || of.lead < 0 {
		return nil, false
	}
	lines := d.fresh(s, of, v)
	if len(lines) < 2 || lines[0] == "" {
		return nil, false
	}
	return []source.Edit{replace(old.Span.Start, old.Span.End, strings.TrimSpace(keep+" "+lines[0])+d.joined(lines[1:]))}, true
}

// setBlock puts lines in the place of a value in a block collection.
func (d *document) setBlock(of slot, keep string, lines []string) ([]source.Edit, bool) {
	if of.lead < 0 {
		return nil, false
	}
	old := of.value
	first := strings.TrimSpace(keep + " " + lines[0])
	if of.key == nil && len(lines) > 1 && keep != "" && lines[0] != "" && !isHeader(lines[0]) {
		return nil, false
	}
	block := old.Kind != source.Scalar && old.Kind != source.Alias && old.Style == source.Block
	scalar := old.Kind == source.Scalar && (old.Style == source.Literal || old.Style == source.Folded)
	end := d.lineEnd(of.lead)
	switch {
	case block && old.Content < end: // it begins on the line of the dash
		return d.setWhole(of.lead, of.end, first, lines[1:]), true
	case block && d.lineEnd(old.Span.Start) > end && old.Span.Start != old.Content:
		return nil, false
	case block:
		edits := []source.Edit{replace(of.lead, d.propertiesEnd(of), spaced(first)), replace(end, of.end, "")}
		edits[1].Text = d.joined(lines[1:])
		return edits, true
	case scalar && d.lineEnd(old.Content) == end:
		header := old.Content + len(d.text[old.Content:end])
		if i := strings.IndexByte(d.text[old.Content:end], '#'); i >= 0 {
			header = old.Content + i
		}
		header = of.lead + len(strings.TrimRight(d.text[of.lead:header], " \t"))
		return []source.Edit{replace(of.lead, header, spaced(first)), replace(end, max(old.Span.End, end), d.joined(lines[1:]))}, true
	case old.Span.Start > end: // on a line of its own
		return d.setBelow(of, first, lines)
	}
	stop := max(of.lead, old.Span.End)
	if len(lines) == 1 {
		if old.Span.Start == old.Span.End || first == "" {
			return []source.Edit{replace(of.lead, stop, spaced(first))}, true
		}
		return []source.Edit{replace(old.Span.Start, stop, first)}, true
	}
	if _, commented := d.commentBehind(stop); !commented {
		return d.setWhole(of.lead, d.lineEnd(stop), first, lines[1:]), true
	}
	if of.key == nil && first != "" && !isHeader(lines[0]) {
		margin := strings.Repeat(" ", d.column(of.head)+2)
		return []source.Edit{replace(of.lead, stop, ""), replace(d.lineEnd(stop), d.lineEnd(stop), d.eol+margin+first+d.joined(lines[1:]))}, true
	}
	return []source.Edit{replace(of.lead, stop, spaced(first)), replace(d.lineEnd(stop), d.lineEnd(stop), d.joined(lines[1:]))}, true
}

// setBelow replaces a value that stands on a line below its key.
func (d *document) setBelow(of slot, first string, lines []string) ([]source.Edit, bool) {
	old := of.value
	if len(lines) == 1 && first != "" {
		return []source.Edit{replace(old.Span.Start, max(old.Span.End, old.Span.Start), first)}, true
	}
	for at := of.lead; at < old.Span.Start; at++ {
		if d.text[at] == '#' {
			return nil, false
		}
	}
	if _, commented := d.commentBehind(old.Span.End); commented {
		return nil, false
	}
	return d.setWhole(of.lead, d.lineEnd(old.Span.End), first, lines[1:]), true
}

func (d *document) setWhole(from, to int, first string, below []string) []source.Edit {
	return []source.Edit{replace(from, to, spaced(first)+d.joined(below))}
}

// propertiesEnd is behind anchor and tag of a value that begins on the line below; its lead when it has none.
func (d *document) propertiesEnd(of slot) int {
	n := of.value
	if n.Span.Start == n.Content {
		return of.lead
	}
	text := d.text[n.Span.Start:min(n.Content, d.lineEnd(n.Span.Start))]
	if i := strings.Index(text, " #"); i >= 0 {
		text = text[:i]
	}
	return n.Span.Start + len(strings.TrimRight(text, " \t"))
}

// joined are lines that go below another one.
func (d *document) joined(lines []string) string {
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(d.eol + line)
	}
	return b.String()
}

func spaced(first string) string {
	if first == "" {
		return ""
	}
	return " " + first
}

func isHeader(line string) bool { return strings.HasPrefix(line, "|") || strings.HasPrefix(line, ">") }

// setFlow puts a text in the place of a value in brackets.
func (d *document) setFlow(of slot, keep, text string) ([]source.Edit, bool) {
	text = strings.TrimSpace(keep + " " + text)
	old := of.value
	switch {
	case of.lead < 0:
		return []source.Edit{replace(of.key.Span.End, of.key.Span.End, ": "+text)}, true
	case old.Span.Start < of.lead || old.Span.Start == old.Span.End:
		if of.key == nil {
			return []source.Edit{replace(old.Span.Start, old.Span.End, text)}, true
		}
		end := of.lead + len(d.text[of.lead:]) - len(strings.TrimLeft(d.text[of.lead:], " "))
		if end == len(d.text) || d.text[end] != ',' {
			end = of.lead
		}
		return []source.Edit{replace(of.lead, end, " "+text)}, true
	default:
		return []source.Edit{replace(old.Span.Start, old.Span.End, text)}, true
	}
}

// setRoot replaces the whole mapping.
func (d *document) setRoot(path source.Path, v Value, want *meaning) ([]source.Edit, error) {
	if want.kind != source.Mapping {
		return nil, cannotEdit(path)
	}
	root := d.tree.Root
	span := root.Span
	if root.Style == source.Block {
		slots := d.slots(root)
		span = source.Span{Start: slots[0].start, End: slots[len(slots)-1].end}
	}
	column := d.column(span.Start)
	return d.choose(path, want, root, nil, func() ([]source.Edit, bool) {
		lines := d.style.value(v, column-2, true)
		return []source.Edit{replace(span.Start, span.End, strings.Join(lines, d.eol))}, true
	})
}
