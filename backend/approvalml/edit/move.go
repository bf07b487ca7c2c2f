package edit

import (
	"slices"
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// Move brings an entry or item, with its comments, to another index among its siblings. The blank lines that set it apart go
// with it; what is between all others stays, also a comment that stands alone.
func Move(tree *source.Tree, path source.Path, index int) ([]source.Edit, error) {
	return attempt(tree, func(d *document) ([]source.Edit, error) { return d.move(path, index) })
}

func (d *document) move(path source.Path, index int) ([]source.Edit, error) {
	at, refusal := d.findAll(path)
	if refusal != nil {
		return nil, refusal
	}
	if at.parent == nil || index < 0 || index >= len(at.parent.Entries)+len(at.parent.Items) {
		return nil, notThere(path)
	}
	if index == at.index {
		return nil, nil
	}
	n, trail := at.parent, at.trail[:len(at.trail)-1]
	want := d.intended(trail, func(m *meaning) {
		key, value := m.remove(at.index)
		m.insert(index, key, value)
	})
	pieces, gaps := d.pieces(n)
	if slices.ContainsFunc(gaps, func(g source.Span) bool { return g.End < g.Start }) { // some share a line
		return d.choose(path, want, n, trail)
	}
	return d.choose(path, want, n, trail,
		func() ([]source.Edit, bool) { return d.movePiece(n, pieces, gaps, at.index, index) },
		func() ([]source.Edit, bool) { return d.permute(pieces, gaps, at.index, index, false), true },
		func() ([]source.Edit, bool) {
			return d.permute(pieces, gaps, at.index, index, n.Style == source.Block), true
		})
}

// pieces are the parts of the text that move, and what stays in place between them: gaps[i] is behind pieces[i].
func (d *document) pieces(n *source.Node) (pieces, gaps []source.Span) {
	slots := d.slots(n)
	for i, s := range slots {
		pieces = append(pieces, source.Span{Start: s.start, End: s.end})
		if i > 0 {
			gaps = append(gaps, source.Span{Start: slots[i-1].end, End: s.start})
		}
	}
	return pieces, gaps
}

func (d *document) slice(s source.Span) string { return d.text[s.Start:s.End] }

// movePiece cuts one out, with what sets it apart from a neighbour, and puts it in elsewhere.
func (d *document) movePiece(n *source.Node, pieces, gaps []source.Span, from, to int) ([]source.Edit, bool) {
	if n.Style == source.Flow { // there all is kept in its place unless it is the same everywhere
		gap := d.slice(gaps[min(from, to)])
		if strings.Contains(gap, "#") || slices.ContainsFunc(gaps[min(from, to):max(from, to)], func(g source.Span) bool { return d.slice(g) != gap }) {
			return nil, false
		}
	}
	cut := d.cutPiece(pieces, gaps, from, from < to)
	gap := d.text[cut.Span.Start:pieces[from].Start] + d.text[pieces[from].End:cut.Span.End]
	piece := d.slice(pieces[from])
	if from < to {
		return []source.Edit{cut, replace(pieces[to].End, pieces[to].End, gap+piece)}, true
	}
	return []source.Edit{replace(pieces[to].Start, pieces[to].Start, piece+gap), cut}, true
}

// cutPiece takes one out with what is between it and the next one, or the one before when it is moved up. Comments that stand alone
// there stay.
func (d *document) cutPiece(pieces, gaps []source.Span, from int, down bool) source.Edit {
	comment := func(gap int) int { return strings.IndexByte(d.slice(gaps[gap]), '#') }
	last := from == len(gaps)
	switch {
	case !last && comment(from) < 0 && (down || from == 0 || comment(from-1) >= 0):
		return replace(pieces[from].Start, pieces[from+1].Start, "")
	case from > 0 && comment(from-1) < 0:
		return replace(pieces[from-1].End, pieces[from].End, "")
	case !last:
		return replace(pieces[from].Start, gaps[from].Start+comment(from), "")
	default:
		return replace(d.lineEnd(gaps[from-1].Start+strings.LastIndexByte(d.slice(gaps[from-1]), '#')), pieces[from].End, "")
	}
}

// permute writes the pieces from the one index to the other anew, with the gaps in their places. Bare gaps have no blank
// lines: those below a text that keeps its line endings would become part of it.
func (d *document) permute(pieces, gaps []source.Span, from, to int, bare bool) []source.Edit {
	low, high := min(from, to), max(from, to)
	order := make([]source.Span, 0, high-low+1)
	order = append(order, pieces[low:high+1]...)
	moved := order[from-low]
	order = slices.Delete(order, from-low, from-low+1)
	order = slices.Insert(order, to-low, moved)
	var b strings.Builder
	for i, piece := range order {
		if i > 0 {
			gap := d.slice(gaps[low+i-1])
			if bare && !strings.Contains(gap, "#") {
				gap = d.eol + gap[strings.LastIndexByte(gap, '\n')+1:]
			}
			b.WriteString(gap)
		}
		b.WriteString(d.slice(piece))
	}
	return []source.Edit{replace(pieces[low].Start, pieces[high].End, b.String())}
}
