package edit

import (
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// Rename gives the entry at path another key, in the quotes of the old one.
func Rename(tree *source.Tree, path source.Path, key string) ([]source.Edit, error) {
	return attempt(tree, func(d *document) ([]source.Edit, error) { return d.rename(path, key) })
}

func (d *document) rename(path source.Path, key string) ([]source.Edit, error) {
	at, refusal := d.findAll(path)
	if refusal != nil {
		return nil, refusal
	}
	if at.parent == nil || at.parent.Kind != source.Mapping {
		return nil, notThere(path)
	}
	node := at.parent.Entries[at.index].Key
	if node.Kind == source.Alias {
		return nil, shared(path)
	}
	if node.Value == key && node.Tag == source.String {
		return nil, nil
	}
	if i, there := childAt(at.parent, source.Key(key)); there != nil && i != at.index {
		return nil, exists(key)
	}
	trail := at.trail[:len(at.trail)-1]
	want := d.intended(trail, func(m *meaning) { *m.keys[at.index] = *keyMeaning(key) })
	return d.choose(path, want, at.parent, trail,
		func() ([]source.Edit, bool) { return []source.Edit{Scalar(d.tree, node, key)}, true })
}

// Scalar rewrites one scalar, a value or a key, as this text, in its quotes when it can be written in them. It does not look
// at what the document means then: that is for whoever changes many in one go. The node must not be an alias.
func Scalar(tree *source.Tree, node *source.Node, text string) source.Edit {
	flow := inBrackets(node)
	span := source.Span{Start: node.Span.Start, End: node.Span.End}
	prefix := ""
	if node.Anchor != "" {
		prefix = "&" + node.Anchor + " "
	}
	if node.Kind == source.Scalar && (node.Style == source.Literal || node.Style == source.Folded) && node.Parent != nil {
		d := glance(tree)
		of := slot{value: node, head: node.Parent.Content, lead: node.Parent.Content}
		var written string
		if lines, ok := blockText(text, node.Style == source.Folded, d.column(of.head), d.depthOf(of)); ok {
			if at, commented := headerComment(d, node); commented {
				lines[0] += " " + d.text[at:d.lineEnd(at)]
			}
			written = strings.Join(lines, d.eol)
		} else {
			written = writeText(text, source.DoubleQuoted, flow)
		}
		return source.Edit{Span: span, Text: prefix + written}
	}
	written := prefix + writeText(text, node.Style, flow)
	if span.Start == span.End && span.Start > 0 && !strings.ContainsRune(" \t\n", rune(tree.Text.String()[span.Start-1])) {
		written = " " + written
	}
	return source.Edit{Span: span, Text: written}
}

// inBrackets tells whether a node stands in a collection in brackets, be it far outside.
func inBrackets(n *source.Node) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if n.Style == source.Flow {
			return true
		}
	}
	return false
}

func headerComment(d *document, node *source.Node) (int, bool) {
	line := d.text[node.Content:d.lineEnd(node.Content)]
	i := strings.IndexByte(line, '#')
	return node.Content + max(i, 0), i >= 0
}
