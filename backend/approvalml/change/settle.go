package change

import (
	"errors"
	"slices"

	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

// settle writes what was decided to be neither mine nor theirs into the merged text. again tells that some of it cannot be
// written: it is among the refused then, and all is to be woven anew.
func (w *weaver) settle(text string) (settled string, again bool) {
	tree := source.Read(text)
	for _, n := range w.noted {
		if n.value == nil {
			continue
		}
		edits, err := w.write(tree, n)
		if err != nil {
			w.refused[n.Path.String()], again = refusalOf(err), true
			continue
		}
		text = source.Apply(text, edits...)
		tree = source.Read(text)
	}
	return text, again
}

func (w *weaver) write(tree *source.Tree, n *noted) ([]source.Edit, error) {
	node := n.find(tree)
	for _, other := range w.noted {
		if other != n && !other.gone && other.name == nil && len(other.trail) > len(n.trail) && slices.Equal(other.trail[:len(n.trail)], n.trail) {
			return nil, &edit.Refusal{
				Code: edit.CannotEdit, Message: "Other places that wait for a decision stand inside this one.", Hint: "Take one of the sides here.",
			}
		}
	}
	if node == nil {
		return nil, &edit.Refusal{
			Code: edit.NotThere, Message: "What it stands in is not there any more.", Hint: "Decide first about what it stands in.",
		}
	}
	return edit.Replace(tree, node, *n.value)
}

// find gives the node that a conflict is about in the merged text, nil when it is not there.
func (n *noted) find(tree *source.Tree) *source.Node {
	if n.gone || n.name != nil {
		return nil
	}
	node := tree.Root
	for _, i := range n.trail {
		switch {
		case node.Kind == source.Mapping && i < len(node.Entries):
			node = node.Entries[i].Value
		case node.Kind == source.Sequence && i < len(node.Items):
			node = node.Items[i]
		default:
			return nil
		}
	}
	return node
}

// conflicts are those that were noted, each with its place in the text.
func (w *weaver) conflicts(text string) []Conflict {
	if len(w.noted) == 0 {
		return nil
	}
	doc := model.Read(text)
	all := make([]Conflict, 0, len(w.noted))
	for _, n := range w.noted {
		c := n.Conflict
		switch node := n.find(doc.Tree); {
		case n.name != nil:
			at := definitions(doc, rename{thing: n.name.thing, of: n.name.of, from: n.name.to})
			if len(at) > 0 {
				c.Line = doc.Tree.Text.LineAt(at[0].Span.Start)
				c.EndLine = c.Line
			}
		case node == nil:
		case n.first && len(node.Entries) > 0:
			c.Line = doc.Tree.Text.LineAt(node.Entries[0].Key.Span.Start)
			c.EndLine = c.Line
		default:
			c.Line, c.EndLine = edit.Lines(doc.Tree, node)
		}
		all = append(all, c)
	}
	return all
}

func refusalOf(err error) *edit.Refusal {
	if refusal, ok := errors.AsType[*edit.Refusal](err); ok {
		return refusal
	}
	return &edit.Refusal{Code: edit.CannotEdit, Message: "This cannot be written here.", Hint: "Take one of the sides, then change it by hand."}
}
