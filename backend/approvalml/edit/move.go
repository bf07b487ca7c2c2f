package edit

import (
	"slices"
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// Move brings an entry or item, with its comments, to another index among its siblings. There it stands as far apart from them as
// they do from each other, and what is between all others stays. Only where a comment stands alone between siblings, all that is
// between them stays in its place.
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
	return d.choose(path, want, n, trail,
		func() ([]source.Edit, bool) { return d.movePiece(pieces, gaps, at.index, index) },
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

// movePiece cuts one out, with what is between it and the next one, and puts it in elsewhere.
func (d *document) movePiece(pieces, gaps []source.Span, from, to int) ([]source.Edit, bool) {
	for _, g := range gaps[min(from, to):max(from, to)] {
		if strings.Contains(d.slice(g), "#") {
			return nil, false
		}
	}
	piece := d.slice(pieces[from])
	if from < to {
		gap := d.slice(gaps[to-1])
		return []source.Edit{replace(pieces[from].Start, pieces[from+1].Start, ""), replace(pieces[to].End, pieces[to].End, gap+piece)}, true
	}
	gap := d.slice(gaps[to])
	return []source.Edit{replace(pieces[to].Start, pieces[to].Start, piece+gap), replace(pieces[from-1].End, pieces[from].End, "")}, true
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
