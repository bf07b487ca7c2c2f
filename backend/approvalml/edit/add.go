package edit

import (
	"slices"
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// Add is the quick way to put an entry into a mapping so that it has the index: right behind the entry before it, or in front of
// all. It is written as its siblings are. Nobody may have the key there yet. The mapping must have entries, all lines of the text
// must have been read, and the texts of the value have one line each.
func Add(tree *source.Tree, mapping *source.Node, index int, key string, v Value) (edits []source.Edit, ok bool) {
	if mapping.Kind != source.Mapping || len(mapping.Entries) == 0 || index < 0 || index > len(mapping.Entries) || tree.Repaired || !v.isPlain() {
		return nil, false
	}
	d := glance(tree)
	s := d.style.among(d, mapping)
	s.step = d.stepAround(mapping)
	if mapping.Style == source.Flow {
		end := mapping.Entries[len(mapping.Entries)-1].Span().End
		if index == len(mapping.Entries) && strings.Contains(d.text[end:mapping.Span.End], "#") {
			return nil, false
		}
		return d.insertFlow(mapping, index, s, key, v)
	}
	column := d.column(mapping.Content)
	margin := strings.Repeat(" ", column)
	text := strings.Join(s.entry(key, v, column), d.eol)
	if index == 0 {
		at := d.slotAt(mapping, 0).start
		ok = strings.Trim(d.text[d.lineStart(at):at], " -") == ""
		return []source.Edit{replace(at, at, text+d.eol+margin)}, ok
	}
	of := d.slotAt(mapping, index-1)
	return []source.Edit{replace(of.end, of.end, d.eol+margin+text)}, d.closed(of)
}

// isPlain tells whether a value is made of texts of one line, numbers and the like.
func (v Value) isPlain() bool {
	switch v.kind {
	case listValue:
		return !slices.ContainsFunc(v.items, func(item Value) bool { return !item.isPlain() })
	case mapValue:
		return !slices.ContainsFunc(v.pairs, func(p Pair) bool { return !p.Value.isPlain() })
	default:
		return v.kind == scalarValue && !strings.Contains(v.text, "\n")
	}
}

// stepAround is how far the text indents around a mapping: below one of its keys, or else where it stands.
func (d *document) stepAround(mapping *source.Node) int {
	for _, e := range mapping.Entries {
		if v := e.Value; v.Kind == source.Mapping && v.Style == source.Block && d.ownLine(v.Content) {
			return max(d.column(v.Content)-d.column(mapping.Content), 1)
		}
	}
	for n := mapping; n.Parent != nil && n.Parent.Style == source.Block; n = n.Parent {
		if n.Kind == source.Mapping && n.Parent.Kind == source.Mapping && n.Style == source.Block && d.ownLine(n.Content) {
			return max(d.column(n.Content)-d.column(n.Parent.Content), 1)
		}
	}
	return d.style.step
}

// closed tells whether an entry of a block collection stays what it is when something follows it: a text behind | or > may take
// up the line that comes, or the end of the document.
func (d *document) closed(of slot) bool {
	n := of.value
	for len(n.Entries)+len(n.Items) > 0 {
		if n.Kind == source.Sequence {
			n = n.Items[len(n.Items)-1]
		} else {
			n = n.Entries[len(n.Entries)-1].Value
		}
	}
	if n.Style == source.Literal || n.Style == source.Folded {
		return of.end < len(d.text) && !strings.HasSuffix("\n"+n.Value, "\n\n")
	}
	return of.lead >= 0 && !oddLines(d.text[of.valueEnd():of.end])
}
