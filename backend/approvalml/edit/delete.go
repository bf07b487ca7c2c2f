package edit

import (
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// Delete takes out an entry or item, with the comment lines directly above it and the comment behind it. What is left
// without children becomes {} or [].
func Delete(tree *source.Tree, path source.Path) ([]source.Edit, error) {
	return attempt(tree, func(d *document) ([]source.Edit, error) { return d.remove(path) })
}

func (d *document) remove(path source.Path) ([]source.Edit, error) {
	at, refusal := d.findAll(path)
	if refusal != nil {
		return nil, refusal
	}
	if at.parent == nil {
		return nil, cannotEdit(path)
	}
	if anchor := usedBelow(d.tree, at.node, nil); anchor != "" {
		return nil, inUse(anchor)
	}
	n := at.parent
	if n.Kind == source.Mapping {
		if anchor := usedBelow(d.tree, n.Entries[at.index].Key, nil); anchor != "" {
			return nil, inUse(anchor)
		}
	}
	trail := at.trail[:len(at.trail)-1]
	want := d.intended(trail, func(m *meaning) { m.remove(at.index) })
	slots := d.slots(n)
	if n.Style == source.Flow {
		return d.choose(path, want, n, trail,
			func() ([]source.Edit, bool) { return d.deleteFlow(n, slots, at.index) })
	}
	if len(slots) == 1 {
		return d.choose(path, want, n, trail,
			func() ([]source.Edit, bool) { return d.deleteOnly(n, slots[0]) })
	}
	return d.choose(path, want, n, trail,
		func() ([]source.Edit, bool) { return d.deleteLines(slots, at.index, false), true },
		func() ([]source.Edit, bool) { return d.deleteLines(slots, at.index, true), true })
}

// deleteLines takes a child out of a block collection that has others. Of the blank lines around it, one group stays, or
// none below when close is set.
func (d *document) deleteLines(slots []slot, index int, closely bool) []source.Edit {
	s := slots[index]
	if !d.ownLine(s.start) && index+1 < len(slots) { // the first one, behind a dash
		next := slots[index+1]
		return []source.Edit{replace(s.start, next.start, "")}
	}
	start := d.lineStart(s.start)
	above := start // where the blank lines above begin
	bottom := 0
	if index > 0 {
		bottom = slots[index-1].end
	}
	for above > bottom {
		line := d.lineStart(above - 1)
		if line <= bottom && bottom > 0 || line >= above || !d.blankLine(line) {
			break
		}
		above = line
	}
	end, more := d.nextLine(s.end)
	if !more {
		end = len(d.text)
		return []source.Edit{replace(d.lineBreakBefore(above), end, "")}
	}
	below := end
	for below < len(d.text) && d.blankLine(below) {
		next, ok := d.nextLine(below)
		if !ok {
			next = len(d.text)
		}
		below = next
	}
	switch {
	case below == len(d.text), index == len(slots)-1 && below == end:
		start = above
		if below == len(d.text) && below > end {
			end = below
		}
	case above < start || index == 0 || closely:
		end = below
	}
	return []source.Edit{replace(start, end, "")}
}

// lineBreakBefore is where the line ending before an offset begins.
func (d *document) lineBreakBefore(offset int) int {
	if offset > 0 && d.text[offset-1] == '\n' {
		offset--
	}
	if offset > 0 && d.text[offset-1] == '\r' {
		offset--
	}
	return offset
}

// deleteOnly takes out the only child of a block collection.
func (d *document) deleteOnly(n *source.Node, s slot) ([]source.Edit, bool) {
	empty := "{}"
	if n.Kind == source.Sequence {
		empty = "[]"
	}
	if n.Parent == nil {
		return []source.Edit{replace(s.start, s.end, empty)}, true
	}
	of := d.slotOf(n)
	if of.lead < 0 {
		return nil, false
	}
	if d.lineEnd(of.lead) > s.start { // behind a dash
		return []source.Edit{replace(s.start, s.end, empty)}, true
	}
	properties := d.propertiesEnd(of)
	if properties > d.lineEnd(of.lead) {
		return nil, false
	}
	start := d.lineStart(s.start)
	return []source.Edit{replace(properties, properties, " "+empty), replace(d.lineBreakBefore(start), s.end, "")}, true
}

// deleteFlow takes a child out of brackets, and one comma with it.
func (d *document) deleteFlow(n *source.Node, slots []slot, index int) ([]source.Edit, bool) {
	s := slots[index]
	if !d.bracketed(n) {
		return nil, false
	}
	comma := d.commaBehind(s.end, d.limitBehind(n, slots, index))
	switch {
	case len(slots) == 1 && !strings.Contains(d.text[n.Content:s.head]+d.text[s.end:n.Span.End], "#"):
		return []source.Edit{replace(n.Content+1, n.Span.End-1, "")}, true
	case len(slots) == 1:
		return []source.Edit{replace(s.head, max(s.end, comma+1), "")}, true
	case d.ownLine(s.head) && d.endsLine(max(s.end, comma+1)):
		return d.deleteFlowLine(slots, index, comma), true
	case index == len(slots)-1:
		return []source.Edit{replace(slots[index-1].end, s.end, "")}, !strings.Contains(d.text[slots[index-1].end:s.head], "#")
	default:
		next := slots[index+1].head
		if strings.Contains(d.text[s.end:next], "#") || strings.Contains(d.text[s.end:next], "\n") {
			return []source.Edit{replace(s.head, comma+1, "")}, comma >= 0
		}
		return []source.Edit{replace(s.head, next, "")}, true
	}
}

func (d *document) limitBehind(n *source.Node, slots []slot, index int) int {
	if index+1 < len(slots) {
		return slots[index+1].head
	}
	return n.Span.End - 1
}

// endsLine tells whether nothing but a comment stands behind an offset on its line.
func (d *document) endsLine(offset int) bool {
	at, commented := d.commentBehind(offset)
	return commented || at == d.lineEnd(offset)
}

// deleteFlowLine takes out a child in brackets that has its lines to itself.
func (d *document) deleteFlowLine(slots []slot, index, comma int) []source.Edit {
	s := slots[index]
	start := s.head
	for line := d.lineStart(s.head); line > 0; {
		start = line
		above := d.lineStart(line - 1)
		indent, comment := d.commentLine(above)
		if !comment || indent != d.column(s.head) {
			break
		}
		line = above
	}
	end, ok := d.nextLine(max(s.end, comma+1))
	if !ok {
		end = len(d.text)
	}
	edits := []source.Edit{replace(start, end, "")}
	if index == len(slots)-1 && comma < 0 {
		if before := d.commaBehind(slots[index-1].end, s.head); before >= 0 {
			edits = append([]source.Edit{replace(before, before+1, "")}, edits...)
		}
	}
	return edits
}
