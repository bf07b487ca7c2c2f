package edit

import (
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// InsertKey puts a key with a value before another key of a mapping; before "" puts it at the end. A missing value counts as
// an empty mapping.
func InsertKey(tree *source.Tree, mapping source.Path, before, key string, v Value) ([]source.Edit, error) {
	return attempt(tree, func(d *document) ([]source.Edit, error) { return d.insertKey(mapping, before, key, v) })
}

func (d *document) insertKey(mapping source.Path, before, key string, v Value) ([]source.Edit, error) {
	at, refusal := d.collection(mapping, source.Mapping)
	if refusal != nil {
		return nil, refusal
	}
	if _, there := childAt(at.node, source.Key(key)); there != nil {
		return nil, exists(key)
	}
	index := len(at.node.Entries)
	if before != "" {
		var child *source.Node
		if index, child = childAt(at.node, source.Key(before)); child == nil {
			return nil, notThere(mapping.With(source.Key(before)))
		}
	}
	return d.insert(mapping.With(source.Key(key)), at, index, key, v)
}

// InsertItem puts an item into a list so that it has the index, from 0 to the length of the list. A missing value counts as
// an empty list.
func InsertItem(tree *source.Tree, list source.Path, index int, v Value) ([]source.Edit, error) {
	return attempt(tree, func(d *document) ([]source.Edit, error) { return d.insertItem(list, index, v) })
}

func (d *document) insertItem(list source.Path, index int, v Value) ([]source.Edit, error) {
	at, refusal := d.collection(list, source.Sequence)
	if refusal != nil {
		return nil, refusal
	}
	if index < 0 || index > len(at.node.Items) {
		return nil, notThere(list.With(source.Index(index)))
	}
	return d.insert(list.With(source.Index(index)), at, index, "", v)
}

// insert puts a child into a collection, or in the place of a missing value.
func (d *document) insert(path source.Path, at spot, index int, key string, v Value) ([]source.Edit, error) {
	n := at.node
	if n.IsNull() || n.Style == source.Flow && len(n.Entries)+len(n.Items) == 0 && d.blockAround(at) {
		whole := List(v)
		if !path[len(path)-1].IsIndex {
			whole = Map(Pair{key, v})
		}
		if n.Anchor == "" || n.Kind != source.Scalar {
			return d.set(path, at, whole)
		}
		return nil, cannotEdit(path)
	}
	said := v.meaning()
	want := d.intended(at.trail, func(m *meaning) { m.insert(index, keyMeaning(key), said) })
	style := d.style.among(d, n)
	if n.Style == source.Flow {
		return d.choose(path, want, n, at.trail,
			func() ([]source.Edit, bool) { return d.insertFlow(n, index, style, key, v) },
			func() ([]source.Edit, bool) {
				text, ok := said.flow()
				edits, fits := d.insertFlowText(n, index, style.prefixed(n, key)+text)
				return edits, ok && fits
			})
	}
	plain := d.style
	plain.quotes = source.DoubleQuoted
	return d.choose(path, want, n, at.trail,
		func() ([]source.Edit, bool) { return d.insertBlock(n, index, style, key, v, true) },
		func() ([]source.Edit, bool) { return d.insertBlock(n, index, style, key, v, false) },
		func() ([]source.Edit, bool) { return d.insertBlock(n, index, plain, key, v, false) },
		func() ([]source.Edit, bool) {
			text, ok := said.flow()
			column := d.column(n.Content)
			lines := behind("-", []string{text})
			if n.Kind == source.Mapping {
				lines = behind(style.key(key, false)+":", []string{text})
			}
			return d.insertLines(n, index, lines, column, false), ok
		})
}

// blockAround tells whether an empty {} or [] can be written by lines: it stands in no brackets and has no comment inside.
func (d *document) blockAround(at spot) bool {
	return at.parent != nil && at.parent.Style == source.Block && !strings.Contains(d.text[at.node.Span.Start:at.node.Span.End], "#") &&
		tagOf(d.tree, at.node) == ""
}

func (d *document) insertBlock(n *source.Node, index int, s style, key string, v Value, spacious bool) ([]source.Edit, bool) {
	column := d.column(n.Content)
	var lines []string
	if n.Kind == source.Mapping {
		lines = s.entry(key, v, column)
	} else {
		lines = s.item(v, column)
	}
	return d.insertLines(n, index, lines, column, spacious), true
}

// insertLines puts the lines of a child into a block collection; spacious keeps the blank lines between its siblings.
func (d *document) insertLines(n *source.Node, index int, lines []string, column int, spacious bool) []source.Edit {
	slots := d.slots(n)
	margin := strings.Repeat(" ", column)
	blank := ""
	if spacious && d.spacious(slots) {
		blank = d.eol
	}
	text := strings.Join(lines, d.eol)
	if index < len(slots) {
		at := slots[index].start
		return []source.Edit{replace(at, at, text+d.eol+blank+margin)}
	}
	at := slots[len(slots)-1].end
	return []source.Edit{replace(at, at, d.eol+blank+margin+text)}
}

// spacious tells whether there is a blank line between all of at least two siblings.
func (d *document) spacious(slots []slot) bool {
	for i := 1; i < len(slots); i++ {
		next, ok := d.nextLine(slots[i-1].end)
		if !ok || next > slots[i].start || !d.blankLine(next) {
			return false
		}
	}
	return len(slots) > 1
}

func (s style) prefixed(n *source.Node, key string) string {
	if n.Kind == source.Mapping {
		return s.key(key, true) + ": "
	}
	return ""
}

func (d *document) insertFlow(n *source.Node, index int, s style, key string, v Value) ([]source.Edit, bool) {
	if n.Kind == source.Sequence && v.kind == mapValue && len(v.pairs) > 0 {
		s.flowMaps = true
	}
	return d.insertFlowText(n, index, s.prefixed(n, key)+s.flow(v))
}

// insertFlowText puts a child into brackets. Where its siblings stand on lines of their own, so does the child.
func (d *document) insertFlowText(n *source.Node, index int, text string) ([]source.Edit, bool) {
	if !d.bracketed(n) {
		return nil, false
	}
	slots := d.slots(n)
	if len(slots) == 0 {
		return []source.Edit{replace(n.Content+1, n.Content+1, text)}, true
	}
	between := ", "
	if of := slots[min(index, len(slots)-1)]; d.ownLine(of.head) && (len(slots) == 1 || d.ownLine(slots[len(slots)-1].head)) {
		between = "," + d.eol + d.text[d.lineStart(of.head):of.head]
	}
	if index < len(slots) {
		return []source.Edit{replace(slots[index].head, slots[index].head, text+between)}, true
	}
	end := slots[len(slots)-1].end
	comma := d.commaBehind(end, n.Span.End-1)
	if comma < 0 {
		if at, commented := d.commentBehind(end); commented && between != ", " {
			at = d.lineEnd(at)
			return []source.Edit{replace(end, end, ","), replace(at, at, between[1:]+text)}, true
		}
		return []source.Edit{replace(end, end, between+text)}, true
	}
	if _, commented := d.commentBehind(comma + 1); commented {
		comma = d.lineEnd(comma) - 1
	}
	if between == ", " {
		return []source.Edit{replace(comma+1, comma+1, " "+text+",")}, true
	}
	return []source.Edit{replace(comma+1, comma+1, between[1:]+text+",")}, true
}

// commaBehind is the comma behind an entry in brackets; -1 when there is none before limit.
func (d *document) commaBehind(from, limit int) int {
	for at := from; at < limit; {
		switch d.text[at] {
		case ',':
			return at
		case '#':
			next, ok := d.nextLine(at)
			if !ok {
				return -1
			}
			at = next
		default:
			at++
		}
	}
	return -1
}
