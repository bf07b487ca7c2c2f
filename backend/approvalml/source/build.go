package source

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// builder turns the decoder's nodes into ours, which know their ends.
type builder struct {
	tree    *Tree
	marks   marks
	built   map[*yaml.Node]*Node // what an alias can name
	aliases []waiting
	anchors map[string]*Node
}

type waiting struct {
	alias  *Node
	target *yaml.Node
}

// node builds n and what is below it. indent is the column, from 0, that block scalars count from.
func (b *builder) node(n *yaml.Node, parent *Node, indent int) *Node {
	start := b.marks.offset(n.Line, n.Column)
	made := &Node{Value: n.Value, Anchor: n.Anchor, Parent: parent, Depth: 1, Span: Span{start, start}}
	if parent != nil {
		made.Depth = parent.Depth + 1
	}
	scan := scanner{b.tree.Text.content, start}
	if n.Kind != yaml.AliasNode {
		end := scan.properties(n.Anchor != "" || n.Style&yaml.TaggedStyle != 0)
		if n.Kind == yaml.ScalarNode && n.Value == "" && n.Style&^yaml.TaggedStyle == 0 {
			scan.at = end
		}
	}
	made.Content = scan.at
	if made.Anchor != "" && n.Kind != yaml.AliasNode {
		b.anchor(made, n)
	}
	switch n.Kind {
	case yaml.AliasNode:
		made.Kind = Alias
		scan.alias()
		b.aliases = append(b.aliases, waiting{made, n.Alias})
	case yaml.MappingNode:
		b.mapping(made, n, &scan, indent)
	case yaml.SequenceNode:
		b.sequence(made, n, &scan, indent)
	default:
		b.scalar(made, n, &scan, indent)
	}
	made.Span.End = scan.at
	return made
}

func (b *builder) anchor(made *Node, n *yaml.Node) {
	b.built[n] = made
	if first, ok := b.anchors[made.Anchor]; ok {
		line := b.tree.Text.LineAt(first.Span.Start)
		b.tree.add(Problem{
			Kind: BadAnchor, Span: Span{made.Span.Start, made.Content},
			Message: fmt.Sprintf("The anchor &%s is already on line %d.", shorten(made.Anchor), line),
			Hint:    "Give this one another name.",
		})
		return
	}
	b.anchors[made.Anchor] = made
}

func (b *builder) mapping(made *Node, n *yaml.Node, scan *scanner, indent int) {
	made.Kind, made.Style = Mapping, Block
	opened := false
	if n.Style&yaml.FlowStyle != 0 {
		made.Style = Flow
		opened = scan.skip('{')
	} else if len(n.Content) > 0 {
		indent = b.marks.column(n.Content[0].Line, n.Content[0].Column)
	}
	made.Tag = b.collectionTag(made, n, Map)
	made.Entries = make([]Entry, 0, len(n.Content)/2)
	seen := make(map[identity]bool, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		entry := Entry{b.node(n.Content[i], made, indent), b.node(n.Content[i+1], made, indent)}
		entry.Key.isKey = true
		segment := Key(entry.Key.Value)
		entry.Key.segment, entry.Value.segment = segment, segment
		made.Entries = append(made.Entries, entry)
		made.merges = made.merges || entry.Key.Tag == Merge
		b.key(entry.Key, seen)
		scan.at = max(scan.at, entry.Span().End)
	}
	if opened {
		scan.closing('}')
	}
}

type identity struct {
	tag   Tag
	value string
}

// key checks the key of an entry.
func (b *builder) key(key *Node, seen map[identity]bool) {
	switch {
	case key.Kind == Alias, key.Tag == Merge:
		return
	case key.Kind != Scalar:
		b.tree.add(Problem{
			Kind: BadKey, Span: firstLineOf(b.tree.Text, key.Span), Message: "A key must be a single text, but this one is a list or a group.",
			Hint: "Write the key as one word, or put a text that begins with a bracket in quotes.",
		})
		return
	}
	id := identity{key.Tag, key.Value}
	if seen[id] {
		b.tree.add(Problem{
			Kind: RepeatedKey, Span: key.Span, Message: fmt.Sprintf("The key %q stands twice in the same place.", shorten(key.Value)),
			Hint: "Remove one of the two, or rename it.",
		})
	}
	seen[id] = true
}

func (b *builder) sequence(made *Node, n *yaml.Node, scan *scanner, indent int) {
	made.Kind, made.Style = Sequence, Block
	if n.Style&yaml.FlowStyle != 0 {
		made.Style = Flow
		scan.skip('[')
	} else {
		indent = b.marks.columnOf(scan.at)
	}
	made.Tag = b.collectionTag(made, n, List)
	made.Items = make([]*Node, 0, len(n.Content))
	for i, content := range n.Content {
		item := b.node(content, made, indent)
		item.segment = Index(i)
		made.Items = append(made.Items, item)
		scan.at = max(scan.at, item.Span.End)
	}
	if made.Style == Flow {
		scan.closing(']')
	}
}

func (b *builder) scalar(made *Node, n *yaml.Node, scan *scanner, indent int) {
	made.Kind = Scalar
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0:
		made.Style = DoubleQuoted
		scan.doubleQuoted()
	case n.Style&yaml.SingleQuotedStyle != 0:
		made.Style = SingleQuoted
		scan.singleQuoted()
	case n.Style&yaml.LiteralStyle != 0:
		made.Style = Literal
		scan.blockScalar(indent)
	case n.Style&yaml.FoldedStyle != 0:
		made.Style = Folded
		scan.blockScalar(indent)
	default:
		scan.plain(n.Value)
	}
	tag, ok := scalarTag(made.Style, n)
	made.Tag = tag
	if !ok {
		b.tree.add(Problem{
			Kind: BadTag, Span: Span{made.Span.Start, scan.at}, Message: badTag(made, n),
			Hint: "Put the value in quotes, so that it is a text.",
		})
	}
}

func badTag(made *Node, n *yaml.Node) string {
	switch {
	case made.Tag == Value:
		return "A single = means nothing as a value."
	case made.Tag == Custom:
		return fmt.Sprintf("The tag %s is not known.", shorten(n.ShortTag()))
	default:
		return fmt.Sprintf("%q is written as a date or a number, but it is none.", shorten(made.Value))
	}
}

func (b *builder) collectionTag(made *Node, n *yaml.Node, plain Tag) Tag {
	if n.Style&yaml.TaggedStyle == 0 {
		return plain
	}
	switch tag := n.ShortTag(); {
	case tag == "!!map" && plain == Map, tag == "!!seq" && plain == List, tag == "!":
		return plain
	case tag == "!!set" && plain == Map:
		return Set
	case (tag == "!!omap" || tag == "!!pairs") && plain == List:
		return Pairs
	default:
		b.tree.add(Problem{
			Kind: BadTag, Span: Span{made.Span.Start, made.Content}, Message: fmt.Sprintf("The tag %s is not known here.", shorten(tag)),
			Hint: "Remove the tag.",
		})
		return Custom
	}
}

// link lets aliases know what they stand for, and merges what << brings in.
func (b *builder) link() {
	for _, w := range b.aliases {
		w.alias.Target = b.built[w.target]
		for n := w.alias.Parent; n != nil; n = n.Parent {
			if n == w.alias.Target {
				b.tree.add(Problem{
					Kind: BadAnchor, Span: w.alias.Span, Message: fmt.Sprintf("*%s stands inside the very part that it names.", shorten(w.alias.Value)),
					Hint: "Write out what it should stand for.",
				})
				break
			}
		}
	}
	(&merger{tree: b.tree, done: map[*Node]bool{}}).node(b.tree.Root)
}

// merger gives each mapping with a << what that brings in. A mapping that is merged is done before the one it is merged into.
type merger struct {
	tree *Tree
	done map[*Node]bool
}

func (m *merger) node(n *Node) {
	for _, item := range n.Items {
		m.node(item)
	}
	for _, e := range n.Entries {
		m.node(e.Value)
	}
	if n.merges {
		m.merge(n)
	}
}

func (m *merger) merge(n *Node) {
	if m.done[n] {
		return
	}
	m.done[n] = true
	own := map[string]bool{}
	for _, e := range n.Entries {
		own[e.Key.Value] = own[e.Key.Value] || e.Key.Tag != Merge
	}
	for _, e := range n.Entries {
		if e.Key.Tag != Merge {
			continue
		}
		from := []*Node{e.Value.Resolve()}
		if e.Value.Is(Sequence) {
			from = e.Value.List()
		}
		for _, f := range from {
			f = f.Resolve()
			if f == nil || f.Kind != Mapping {
				m.tree.add(Problem{
					Kind: BadMerge, Span: firstLineOf(m.tree.Text, e.Value.Span), Message: "Behind << stands something that is no group of keys.",
					Hint: "Name an anchor of a group of keys, as in <<: *defaults.",
				})
				break
			}
			m.merge(f)
			for _, brought := range f.All() {
				if key := brought.Key.Resolve().Value; !own[key] {
					own[key] = true
					n.merged = append(n.merged, brought)
				}
			}
		}
	}
}

// firstLineOf cuts a span at the end of its first line: a mark below whole sections helps nobody.
func firstLineOf(t *Text, s Span) Span {
	line := t.Line(t.LineAt(s.Start))
	return Span{s.Start, max(s.Start, min(s.End, line.End))}
}

func sortProblems(problems []Problem) {
	slices.SortStableFunc(problems, func(a, b Problem) int { return a.Span.Start - b.Span.Start })
}

// shorten keeps a message readable when the text it quotes is long.
func shorten(s string) string {
	const most = 40
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
