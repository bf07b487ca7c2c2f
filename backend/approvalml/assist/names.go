package assist

import (
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

// The kinds of symbols.
const (
	stepSymbol    = "step"
	fieldSymbol   = "field"
	columnSymbol  = "column"
	sectionSymbol = "section"
)

// identity tells symbols apart. The scope of a column is its line items; that of a field which only a header or footer
// knows is the key of that zone; everything else is known in the whole workflow.
type identity struct{ kind, scope, name string }

// mention is one place where a symbol is named: a whole scalar, or a part of one that says more.
type mention struct {
	of       identity
	node     *source.Node
	from, to int // in the node's value
	whole    bool
	defines  bool
}

// mentions collects where the symbols of a document are named. Only names that are defined somewhere are symbols.
type mentions struct {
	doc     *model.Document
	defined map[identity]int // how often
	all     []mention
	seen    map[beginning]int // index in all
	// shared are symbols that are named where another symbol is named, too: by an alias.
	shared map[identity]bool
}

type beginning struct {
	node *source.Node
	from int
}

func collect(doc *model.Document) *mentions {
	m := &mentions{
		doc: doc, defined: map[identity]int{}, seen: map[beginning]int{}, shared: map[identity]bool{},
	}
	if doc.Process == nil {
		return m
	}
	m.defineAll()
	m.form(doc.Process.Get("form"))
	for _, s := range doc.Steps {
		m.step(s)
	}
	m.settings(doc.Process)
	m.texts(doc.Process)
	return m
}

func (m *mentions) define(of identity, node *source.Node) {
	if of.name == "" || !node.Is(source.Scalar) {
		return
	}
	m.defined[of]++
	m.add(mention{of: of, node: node.Resolve(), whole: true, defines: true})
}

// whole notes a scalar that says nothing but a name.
func (m *mentions) whole(kind string, node *source.Node) {
	node = node.Resolve()
	if node == nil || node.Kind != source.Scalar || node.Tag == source.Null {
		return
	}
	m.named(identity{kind: kind, name: node.Value}, node)
}

func (m *mentions) named(of identity, node *source.Node) {
	m.add(mention{of: of, node: node, whole: true})
}

// wholes notes the items of a list.
func (m *mentions) wholes(kind string, list *source.Node) {
	for _, item := range list.List() {
		m.whole(kind, item)
	}
}

// keys notes the keys of a mapping.
func (m *mentions) keys(kind string, mapping *source.Node) {
	for _, e := range mapping.All() {
		m.whole(kind, e.Key)
	}
}

// part notes a name inside a longer text.
func (m *mentions) part(of identity, node *source.Node, from, to int) {
	m.add(mention{of: of, node: node, from: from, to: to})
}

func (m *mentions) add(made mention) {
	if m.defined[made.of] == 0 {
		return
	}
	at := beginning{made.node, made.from}
	if i, known := m.seen[at]; known {
		if other := m.all[i].of; other != made.of {
			m.shared[other], m.shared[made.of] = true, true
		}
		return
	}
	m.seen[at] = len(m.all)
	m.all = append(m.all, made)
}

func (m *mentions) isField(name string) bool {
	return m.defined[identity{kind: fieldSymbol, name: name}] > 0
}

func (m *mentions) isColumn(field, name string) bool {
	return m.defined[identity{columnSymbol, field, name}] > 0
}

// at is the mention that an offset touches, nil when there is none. Of two that touch it is the one that begins there.
func (m *mentions) at(offset int) *mention {
	var found *mention
	for i := range m.all {
		if !m.all[i].node.Span.Contains(offset) {
			continue
		}
		if span, _ := m.all[i].span(m.doc.Tree.Text); span.Contains(offset) && (found == nil || span.Start == offset) {
			found = &m.all[i]
		}
	}
	return found
}
