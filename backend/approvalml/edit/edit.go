package edit

import (
	"errors"
	"slices"
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// spot is a child of a collection: where an edit happens.
type spot struct {
	parent *source.Node // nil for the root
	index  int
	node   *source.Node // an alias is not followed
	trail  []int        // the indexes that lead here from the root
}

// attempt makes an edit; when it cannot be made in the text as it is, it tries harder.
func attempt(tree *source.Tree, edit func(d *document) ([]source.Edit, error)) ([]source.Edit, error) {
	edits, err := inPlace(tree, edit)
	if refusal := (*Refusal)(nil); errors.As(err, &refusal) && refusal.Code == CannotEdit && !oddLines(tree.Text.String()) {
		d := open(tree)
		d.desperate = true
		return edit(d)
	}
	return edits, err
}

// inPlace makes an edit that leaves all around it as it is written.
func inPlace(tree *source.Tree, edit func(d *document) ([]source.Edit, error)) ([]source.Edit, error) {
	if tree == nil || tree.Root == nil || !tree.Readable() {
		return nil, unreadable()
	}
	if oddLines(tree.Text.String()) {
		return nil, oddLineEndings()
	}
	d := open(tree)
	edits, err := edit(d)
	var refusal *Refusal
	if !errors.As(err, &refusal) || refusal.Code != CannotEdit {
		return edits, err
	}
	if closing, ok := d.unfinished(); ok {
		if closed, err := edit(open(source.Read(source.Apply(d.text, closing)))); err == nil {
			if closed, ok = before(closing, closed); ok {
				return closed, nil
			}
		}
	}
	return edits, err
}

// rareLineEnds are characters that end a line for YAML, and for nobody else.
const rareLineEnds = "\u0085\u2028\u2029"

// oddLines tells whether YAML ends a line where none ends for us: at a carriage return without a line feed, or at one of
// three rare characters.
func oddLines(text string) bool {
	return strings.Count(text, "\r") > strings.Count(text, "\r\n") || strings.ContainsAny(text, rareLineEnds)
}

// unfinished tells how to write the header of a text behind | or > that ends the file without a line ending, so that it
// means the same with something below it.
func (d *document) unfinished() (source.Edit, bool) {
	n := d.tree.Root
	for {
		switch {
		case len(n.Entries) > 0:
			n = n.Entries[len(n.Entries)-1].Value
		case len(n.Items) > 0:
			n = n.Items[len(n.Items)-1]
		default:
			if n.Style != source.Literal && n.Style != source.Folded || n.Span.End != len(d.text) || strings.HasSuffix(n.Value, "\n") {
				return source.Edit{}, false
			}
			end := n.Content + 1
			for end < len(d.text) && strings.IndexByte("123456789", d.text[end]) >= 0 {
				end++
			}
			switch rest := d.text[end:]; {
			case strings.HasPrefix(rest, "+"):
				return replace(end, end+1, "-"), true
			default:
				return replace(end, end, "-"), !strings.HasPrefix(rest, "-")
			}
		}
	}
}

// before turns edits that were made after a first one into edits of the text before it, that one included.
func before(first source.Edit, edits []source.Edit) ([]source.Edit, bool) {
	longer := len(first.Text) - (first.Span.End - first.Span.Start)
	end := first.Span.End + longer // of the first one's text
	made, inside := make([]source.Edit, 0, len(edits)+1), false
	for _, e := range edits {
		switch {
		case e.Span.Start >= end:
			e.Span.Start -= longer
			e.Span.End -= longer
		case e.Span.End <= first.Span.Start:
		case e.Span.Start <= first.Span.Start && e.Span.End >= end:
			e.Span.End -= longer
			inside = true
		default:
			return nil, false
		}
		made = append(made, e)
	}
	if !inside {
		made = append(made, first)
	}
	return tidy(made), true
}

// find goes as far as the path leads; rest is what of the path is not there.
func (d *document) find(path source.Path) (at spot, rest source.Path, refusal *Refusal) {
	at = spot{node: d.tree.Root}
	for i, segment := range path {
		if at.node.Kind == source.Alias {
			return at, nil, shared(path)
		}
		index, child := childAt(at.node, segment)
		if child == nil {
			if !segment.IsIndex && at.node.Entry(segment.Key) != nil {
				return at, nil, shared(path)
			}
			return at, path[i:], nil
		}
		at = spot{at.node, index, child, append(at.trail, index)}
	}
	return at, nil, nil
}

func childAt(n *source.Node, segment source.Segment) (int, *source.Node) {
	if segment.IsIndex {
		if n.Kind == source.Sequence && segment.Index >= 0 && segment.Index < len(n.Items) {
			return segment.Index, n.Items[segment.Index]
		}
		return 0, nil
	}
	for i := len(n.Entries) - 1; i >= 0; i-- {
		if k := n.Entries[i].Key.Resolve(); k != nil && k.Kind == source.Scalar && k.Tag != source.Merge && k.Value == segment.Key {
			return i, n.Entries[i].Value
		}
	}
	return 0, nil
}

// findAll is find for a path that must be there.
func (d *document) findAll(path source.Path) (spot, *Refusal) {
	at, rest, refusal := d.find(path)
	if refusal == nil && len(rest) > 0 {
		refusal = notThere(path)
	}
	return at, refusal
}

// collection is find for a path to a mapping or list that something is to be put in.
func (d *document) collection(path source.Path, kind source.Kind) (spot, *Refusal) {
	at, refusal := d.findAll(path)
	switch {
	case refusal != nil:
		return at, refusal
	case at.node.Kind == source.Alias:
		return at, shared(path)
	case at.node.Kind != kind && !at.node.IsNull():
		return at, notThere(path)
	}
	return at, nil
}

// intended is what the document is to mean: change gets the meaning of the collection or value that trail leads to.
func (d *document) intended(trail []int, change func(m *meaning)) *meaning {
	root := meaningOf(d.tree.Root)
	at := root
	for _, i := range trail {
		at = at.values[i]
	}
	change(at)
	return root
}

// way is one way to write an edit; ok is false when it does not fit here.
type way func() (edits []source.Edit, ok bool)

// choose takes the first way whose result means what is intended. A desperate one writes the collection around the spot in
// brackets, when no comment gets lost by that.
func (d *document) choose(path source.Path, want *meaning, around *source.Node, trail []int, ways ...way) ([]source.Edit, error) {
	if d.desperate {
		ways = []way{func() ([]source.Edit, bool) { return d.plainer(want, around, trail) }}
	}
	for _, w := range ways {
		edits, ok := w()
		if !ok {
			continue
		}
		if edits = tidy(edits); d.right(edits, want) {
			return edits, nil
		}
		if !strings.HasSuffix(d.text, "\n") { // a text behind | or > that is the last one now may need its line ending
			if edits = append(edits, replace(len(d.text), len(d.text), d.eol)); d.right(edits, want) {
				return edits, nil
			}
		}
	}
	return nil, cannotEdit(path)
}

// right makes the edits and reads the result.
func (d *document) right(edits []source.Edit, want *meaning) bool {
	end := 0
	for _, e := range edits {
		if e.Span.Start < end || e.Span.End < e.Span.Start || e.Span.End > len(d.text) {
			return false
		}
		end = e.Span.End
	}
	tree := source.Read(source.Apply(d.text, edits...))
	return tree.Readable() && tree.Root != nil && sameInOrder(meaningOf(tree.Root), want)
}

// tidy sorts edits and leaves out those that do nothing.
func tidy(edits []source.Edit) []source.Edit {
	edits = slices.DeleteFunc(edits, func(e source.Edit) bool { return e.Span.Start == e.Span.End && e.Text == "" })
	slices.SortStableFunc(edits, func(a, b source.Edit) int {
		if a.Span.Start != b.Span.Start {
			return a.Span.Start - b.Span.Start
		}
		return a.Span.End - b.Span.End
	})
	return edits
}

// plainer writes a collection, or what it is to become, in brackets.
func (d *document) plainer(want *meaning, around *source.Node, trail []int) ([]source.Edit, bool) {
	if around == nil || around.Kind == source.Alias || around.Parent == nil && around.Style == source.Block {
		return nil, false
	}
	for _, i := range trail {
		if i >= len(want.values) {
			return nil, false
		}
		want = want.values[i]
	}
	for _, c := range comments(d.tree) {
		if c.Start >= around.Span.Start && c.Start < around.Span.End {
			return nil, false
		}
	}
	if usedBelow(d.tree, around, around) != "" {
		return nil, false
	}
	prefix := ""
	if around.Anchor != "" {
		prefix = "&" + around.Anchor + " "
	}
	text, ok := want.flow()
	if around.Style == source.Block && around.Parent != nil && d.ownLine(around.Content) {
		// Behind the key or the dash, not below it.
		of := d.slotOf(around)
		if of.lead < 0 || d.lineEnd(of.lead) > around.Content {
			return nil, false
		}
		if _, commented := d.commentBehind(of.lead); commented {
			return []source.Edit{replace(of.lead, of.lead, " "+prefix+text), replace(d.lineEnd(of.lead), around.Span.End, "")}, ok
		}
		return []source.Edit{replace(of.lead, around.Span.End, " "+prefix+text)}, ok
	}
	return []source.Edit{replace(around.Span.Start, around.Span.End, prefix+text)}, ok
}

func replace(start, end int, text string) source.Edit {
	return source.Edit{Span: source.Span{Start: start, End: end}, Text: text}
}

// usedBelow is an anchor in n that an alias outside of n stands for; empty when there is none. That of except does not count.
func usedBelow(tree *source.Tree, n, except *source.Node) string {
	found := ""
	var walk func(m *source.Node, inside bool)
	walk = func(m *source.Node, inside bool) {
		inside = inside || m == n
		if m.Kind == source.Alias && !inside && m.Target != except {
			for above := m.Target; above != nil; above = above.Parent {
				if above == n {
					found = m.Value
				}
			}
		}
		for _, e := range m.Entries {
			walk(e.Key, inside)
			walk(e.Value, inside)
		}
		for _, item := range m.Items {
			walk(item, inside)
		}
	}
	walk(tree.Root, false)
	return found
}
