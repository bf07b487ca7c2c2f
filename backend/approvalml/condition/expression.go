package condition

import (
	"slices"
	"strings"
)

// Expression is a condition that was understood. It never changes and may be used by many at once.
type Expression struct {
	text  string
	root  *node
	names []Name
}

// Text is the text that was parsed, byte for byte.
func (e *Expression) Text() string { return e.text }

// Names are all names in order of appearance, also those inside of texts (`'${form.x}'`); functions and words of the
// language are not among them. A name that stands twice is there twice.
func (e *Expression) Names() []Name {
	names := slices.Clone(e.names)
	for i := range names {
		names[i].Path = slices.Clone(names[i].Path)
		names[i].Parts = slices.Clone(names[i].Parts)
	}
	return names
}

// Name is a name where it stands in a condition.
type Name struct {
	// Path is the name split at its dots, without a leading `form`: [items amount], [requestor manager].
	Path []string
	// Span covers Path alone, without `${`, `form.` and `}`, so that it can be replaced.
	Span Span
	// Parts are the spans of the elements of Path.
	Parts []Span
	// Form is true when the text says that it is a field: `form.x` or `${form.x}`.
	Form bool
}

func newName(path []string, parts []Span) *Name {
	form := len(path) > 1 && path[0] == "form"
	if form {
		path, parts = path[1:], parts[1:]
	}
	return &Name{Path: path, Parts: parts, Span: parts[0].to(parts[len(parts)-1]), Form: form}
}

// String is the name without the marks around it.
func (n *Name) String() string { return strings.Join(n.Path, ".") }

// notFields are roots that stand for something else than a field of the form.
var notFields = map[string]bool{"requestor": true, "workflow": true, "system": true, "vars": true, "instance": true}

// outside tells whether the name belongs to the running workflow and not to the form. A field of that name goes first.
func (n *Name) outside(fields Fields) bool {
	_, known := fields[n.Path[0]]
	return !n.Form && !known && notFields[n.Path[0]]
}

type nodeKind uint8

const (
	constantNode nodeKind = iota // value
	textNode                     // pieces, at least one of them a name
	nameNode                     // name
	listNode                     // kids
	tupleNode                    // kids
	andNode                      // kids, two or more
	orNode                       // kids, two or more
	notNode                      // one kid
	minusNode                    // one kid
	compareNode                  // kids joined by operators: one kid more than operators
	sumNode                      // kids joined by + and -
	productNode                  // kids joined by * / %
	callNode                     // text is the function, kids its values
)

// node is a part of a condition. Chains are flat, so the depth of the tree is bounded by the nesting of the text.
type node struct {
	kind      nodeKind
	span      Span
	value     any
	name      *Name
	pieces    []piece
	text      string
	nameSpan  Span // of a called function
	kids      []*node
	operators []string // == != < <= > >= in, not in; + -; * / %
}

// spell writes a node in one way only, whatever spaces, quotes and spelling its text has.
func (n *node) spell(b *strings.Builder) {
	switch n.kind {
	case constantNode:
		b.WriteString(quoted(n.value))
	case textNode:
		b.WriteString("f")
		for _, p := range n.pieces {
			b.WriteString(quoted(p.text))
		}
	case nameNode:
		if n.name.Form {
			b.WriteString("form.")
		}
		b.WriteString(n.name.String())
	case callNode:
		b.WriteString(n.text)
		spellAll(b, n.kids, nil)
	case andNode, orNode:
		word := []string{" and "}
		if n.kind == orNode {
			word[0] = " or "
		}
		spellAll(b, n.kids, word)
	case notNode:
		b.WriteString("not ")
		n.kids[0].spell(b)
	case minusNode:
		b.WriteString("-")
		n.kids[0].spell(b)
	case listNode:
		b.WriteString("list")
		spellAll(b, n.kids, nil)
	case tupleNode:
		b.WriteString("tuple")
		spellAll(b, n.kids, nil)
	default:
		spellAll(b, n.kids, n.operators)
	}
}

func spellAll(b *strings.Builder, kids []*node, between []string) {
	b.WriteString("(")
	for i, kid := range kids {
		switch {
		case i == 0:
		case len(between) == 0:
			b.WriteString(", ")
		default:
			b.WriteString(between[min(i, len(between))-1])
		}
		kid.spell(b)
	}
	b.WriteString(")")
}

// visit calls see for n and all nodes below it, in order of appearance.
func (n *node) visit(see func(*node)) {
	see(n)
	for _, kid := range n.kids {
		kid.visit(see)
	}
}
