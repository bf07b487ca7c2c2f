package edit

import (
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// underKey is what a value is read below, so that anything may be one.
const underKey = "value"

// Indent is how a value is indented where it stands.
type Indent struct {
	column int // in which it begins, from 0
	home   int // in which its key or dash stands
	depth  int // how much deeper than its key a group is
}

// IndentOf is how a value, or a group in its place, is indented.
func IndentOf(tree *source.Tree, n *source.Node) Indent {
	d := open(tree)
	in := Indent{d.column(n.Span.Start), max(d.home(n), 0), d.style.step}
	if n.Kind == source.Mapping && n.Style == source.Block && n.Parent != nil && n.Parent.Kind == source.Mapping {
		in.depth = max(in.column-in.home, 1)
	}
	return in
}

// ReadValue reads a value that a person wrote in YAML, to be written as indented by the first of these. Its lines below the first
// one may be indented as one of them shows such a value, or not at all. The error is a *Refusal.
func ReadValue(yaml string, as ...Indent) (*source.Tree, *source.Node, error) {
	yaml = strings.ReplaceAll(yaml, "\r\n", "\n")
	if strings.TrimSpace(yaml) == "" {
		return nil, nil, nothingWritten()
	}
	if len(as) == 0 {
		as = []Indent{{depth: 2}}
	}
	var failed *source.Tree
	for _, text := range readings(yaml, as) {
		tree := source.ReadWhole(underKey + ":" + text + "\n")
		if len(tree.Problems) > 0 || len(tree.Root.Entries) != 1 || tree.Root.Entries[0].Key.Value != underKey {
			failed = tree
			continue
		}
		value := tree.Root.Entries[0].Value
		if value.Span.Start == value.Span.End {
			return nil, nil, nothingWritten()
		}
		return tree, value, nil
	}
	return nil, nil, noValue(failed)
}

// readings are the ways in which a text may be meant, as it would stand behind its key; the likely one comes first.
func readings(yaml string, as []Indent) []string {
	first, rest, more := strings.Cut(yaml, "\n")
	margin := "\n" + strings.Repeat(" ", as[0].depth)
	inMargin := func(text string) string { return strings.ReplaceAll("\n"+text, "\n", margin) }
	if !more {
		return []string{inMargin(yaml)}
	}
	least := leastIndent(rest)
	if header := strings.TrimSpace(first); isHeader(header) {
		for _, in := range as {
			if least > in.home {
				return []string{" " + header + "\n" + movedLines(rest, -in.home)}
			}
		}
		return []string{" " + header + inMargin(rest)}
	}
	for _, in := range as {
		if in.column > 0 && least >= in.column {
			return []string{inMargin(first + "\n" + movedLines(rest, -in.column)), inMargin(yaml)}
		}
	}
	return []string{inMargin(yaml)}
}

// leastIndent is how far all lines of a text are indented.
func leastIndent(text string) int {
	least := -1
	for line := range strings.SplitSeq(text, "\n") {
		if bare := strings.TrimLeft(line, " "); bare != "" && (least < 0 || len(line)-len(bare) < least) {
			least = len(line) - len(bare)
		}
	}
	return max(least, 0)
}

// Replace puts another value in the place of one, and changes nothing else. The value of an anchor that is used elsewhere is
// refused: it would change there too. The node must not be a key.
func Replace(tree *source.Tree, n *source.Node, v Value) ([]source.Edit, error) {
	for above := n; above != nil; above = above.Parent {
		if above.Anchor != "" && above.Kind != source.Alias && isNamed(tree.Root, above) {
			return nil, usedElsewhere(above.Anchor)
		}
	}
	trail := trailTo(n)
	return attempt(tree, func(d *document) ([]source.Edit, error) {
		at := spot{node: d.tree.Root}
		for i, index := range trail {
			child := childrenOf(at.node)[index]
			at = spot{at.node, index, child, trail[:i+1]}
		}
		return d.set(n.Path(), at, v)
	})
}

// isNamed tells whether an alias at or below n stands for a node.
func isNamed(n, node *source.Node) bool {
	if n.Kind == source.Alias {
		return n.Target == node
	}
	for _, e := range n.Entries {
		if isNamed(e.Key, node) || isNamed(e.Value, node) {
			return true
		}
	}
	for _, item := range n.Items {
		if isNamed(item, node) {
			return true
		}
	}
	return false
}

// trailTo are the indexes that lead to a node from the root.
func trailTo(n *source.Node) []int {
	var trail []int
	for ; n.Parent != nil; n = n.Parent {
		for i, child := range childrenOf(n.Parent) {
			if child == n {
				trail = append([]int{i}, trail...)
				break
			}
		}
	}
	return trail
}

func childrenOf(n *source.Node) []*source.Node {
	if n.Kind == source.Sequence {
		return n.Items
	}
	values := make([]*source.Node, len(n.Entries))
	for i, e := range n.Entries {
		values[i] = e.Value
	}
	return values
}

// Lines are the first and the last line, from 1, of an entry or an item: from its key or dash to the end of its value. For the
// root they are those of the whole text.
func Lines(tree *source.Tree, n *source.Node) (first, last int) {
	if n.Parent == nil {
		return 1, tree.Text.Lines()
	}
	of := glance(tree).slotOf(n)
	return tree.Text.LineAt(of.head), tree.Text.LineAt(of.valueEnd())
}

// Written is a value as it is written, with its lines as they would stand at the left: ReadValue reads it.
func Written(tree *source.Tree, n *source.Node) string {
	text := tree.Text.Slice(n.Span)
	by := 0
	switch in := glance(tree); {
	case n.Kind == source.Alias:
	case n.Style == source.Block && in.lineStart(n.Span.Start) == in.lineStart(n.Content):
		by = in.column(n.Content)
	case n.Style == source.Literal, n.Style == source.Folded:
		by = max(in.home(n), 0)
	}
	return movedBelow(text, -by)
}
