package source

// Kind says how a node is built.
type Kind uint8

// The kinds of nodes.
const (
	Scalar Kind = iota
	Mapping
	Sequence
	Alias // stands for the node that its anchor names
)

// Tag says what a node's value is, by the reference parser's rules.
type Tag uint8

// The tags. Of the collections, Map and List are the plain ones.
const (
	String Tag = iota
	Null
	Bool
	Int
	Float
	Timestamp
	Binary
	Map
	List
	Set
	Pairs  // !!omap and !!pairs: a list of pairs
	Merge  // the key <<
	Value  // a plain =, which no loader takes
	Custom // a tag of somebody's own, which no loader takes
)

// Style says how a node is written.
type Style uint8

// The styles.
const (
	Plain Style = iota
	SingleQuoted
	DoubleQuoted
	Literal // |
	Folded  // >
	Block   // a collection by lines and indentation
	Flow    // a collection in brackets; also the one pair of [a: b], which has none of its own
)

// Node is a part of a document.
type Node struct {
	Kind   Kind
	Tag    Tag
	Style  Style
	Value  string // of a scalar: its text without quotes and folds; of an alias: the anchor's name
	Anchor string // what & names it; empty for none
	// Span reaches from the first byte, anchor and tag included, to behind the last one. That of a block scalar
	// ends before the line ending of its last line; that of a missing value is empty and stands where it would begin.
	// Comments behind a node are not in it.
	Span Span
	// Content is where the value itself begins, behind anchor and tag.
	Content int
	Entries []Entry // of a mapping, in the order of the text
	Items   []*Node // of a sequence
	Target  *Node   // of an alias; never another alias
	Parent  *Node   // nil for the root
	Depth   int     // 1 for the root

	segment  Segment // what leads here from Parent
	isKey    bool
	merges   bool    // has a key <<
	all      []Entry // of a mapping that merges: its entries as a runtime sees them
	explicit string  // the tag as it is written, with its handle resolved; empty for none
	size     int32   // of nodes in and below it, with what aliases stand for
}

// Entry is a key of a mapping with its value.
type Entry struct{ Key, Value *Node }

// Span reaches from the key to the end of the value.
func (e Entry) Span() Span { return Span{e.Key.Span.Start, max(e.Key.Span.End, e.Value.Span.End)} }

// Resolve follows an alias; any other node is itself.
func (n *Node) Resolve() *Node {
	if n != nil && n.Kind == Alias {
		return n.Target
	}
	return n
}

// Is tells the kind of a node, behind an alias when it is one; a nil node is of no kind.
func (n *Node) Is(kind Kind) bool {
	n = n.Resolve()
	return n != nil && n.Kind == kind
}

// IsNull tells whether a node is missing, or null.
func (n *Node) IsNull() bool {
	n = n.Resolve()
	return n == nil || n.Kind == Scalar && n.Tag == Null
}

// Text is the text of a scalar that a runtime would see as a text; ok is false for anything else.
func (n *Node) Text() (text string, ok bool) {
	n = n.Resolve()
	if n == nil || n.Kind != Scalar || n.Tag != String {
		return "", false
	}
	return n.Value, true
}

// Get is the value of a key, behind aliases; nil when n is no mapping or has no such key. What << brings in counts.
func (n *Node) Get(key string) *Node {
	if e := n.Entry(key); e != nil {
		return e.Value
	}
	return nil
}

// Entry is the entry of a key: the last, when the key stands twice, as a runtime would take it. Nil when there is none.
func (n *Node) Entry(key string) *Entry {
	n = n.Resolve()
	if n == nil || n.Kind != Mapping {
		return nil
	}
	for i := len(n.Entries) - 1; i >= 0; i-- {
		if k := n.Entries[i].Key.Resolve(); k.Kind == Scalar && k.Tag != Merge && k.Value == key {
			return &n.Entries[i]
		}
	}
	for i := range n.all {
		if k := n.all[i].Key.Resolve(); k.Kind == Scalar && k.Value == key {
			return &n.all[i]
		}
	}
	return nil
}

// All lists the entries that a runtime would see, in its order: each key once where a << brings it in, else those of the
// mapping itself, where a key may stand twice. A node that is no mapping has none.
func (n *Node) All() []Entry {
	n = n.Resolve()
	switch {
	case n == nil || n.Kind != Mapping:
		return nil
	case n.merges:
		return n.all
	default:
		return n.Entries
	}
}

// List is the items of a sequence, behind an alias; anything else has none.
func (n *Node) List() []*Node {
	if n = n.Resolve(); n == nil || n.Kind != Sequence {
		return nil
	}
	return n.Items
}

// IsKey tells whether the node is the key of an entry of its parent.
func (n *Node) IsKey() bool { return n.isKey }

// Segment is what leads to the node from its parent; that of a key is the same as its value's.
func (n *Node) Segment() Segment { return n.segment }
