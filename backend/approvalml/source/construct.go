package source

import (
	"slices"
	"strings"

	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/words"
)

// constructor checks what a loader does once the text is parsed: it makes values of scalars, keys of mappings, and merges
// what << brings in. It works in the order of the text, so what an alias names has been seen before.
type constructor struct{ tree *Tree }

func (c constructor) node(n *Node) {
	switch n.Kind {
	case Alias:
	case Scalar:
		c.scalar(n)
	case Sequence:
		c.sequence(n)
	default:
		c.mapping(n)
	}
}

func (c constructor) scalar(n *Node) {
	if n.Tag == String || n.Tag == Null || isValue(n) {
		return
	}
	p := Problem{Kind: BadTag, Span: firstLineOf(c.tree.Text, n.Span), Hint: "Put the value in quotes, so that it is a text."}
	switch n.Tag {
	case Value:
		p.Message = "A single = means nothing as a value."
	case Merge:
		p.Message = "<< means nothing as a value."
	case Custom:
		p.Message = words.F("The tag %s is not known.", quote.Short(shortTag(n.explicit)))
		p.Hint = "Remove the tag, or put the whole value in quotes."
	default:
		p.Message = words.F("%q is written as a date or a number, but it is none.", quote.Short(n.Value))
	}
	c.tree.add(p)
}

func (c constructor) sequence(n *Node) {
	n.Tag = c.collectionTag(n)
	for _, item := range n.Items {
		if n.Tag == Pairs && item.Resolve().Kind == Mapping && len(item.Resolve().Entries) == 1 {
			if item.Kind != Alias {
				c.node(item.Entries[0].Key)
				c.node(item.Entries[0].Value)
			}
			continue
		}
		if n.Tag == Pairs {
			c.tree.add(Problem{
				Kind: BadTag, Span: firstLineOf(c.tree.Text, item.Span), Message: "With this tag, every entry of the list is one key with its value.",
				Hint: "Remove the tag.",
			})
		}
		c.node(item)
	}
}

// collectionTag is the tag of a collection, which decides what a loader makes of it.
func (c constructor) collectionTag(n *Node) Tag {
	switch tag := strings.TrimPrefix(n.explicit, standard); {
	case n.explicit == "", n.explicit == "!", tag == "map" && n.Tag == Map, tag == "seq" && n.Tag == List:
		return n.Tag
	case tag == "set" && n.Tag == Map:
		return Set
	case (tag == "omap" || tag == "pairs") && n.Tag == List:
		return Pairs
	default:
		c.tree.add(Problem{
			Kind: BadTag, Span: firstLineOf(c.tree.Text, Span{n.Span.Start, max(n.Content, n.Span.Start)}),
			Message: words.F("The tag %s is not known here.", quote.Short(shortTag(n.explicit))), Hint: "Remove the tag.",
		})
		return Custom
	}
}

func (c constructor) mapping(n *Node) {
	n.Tag = c.collectionTag(n)
	seen := make(map[identity]bool, len(n.Entries))
	for _, e := range n.Entries {
		if isMerge(e.Key) {
			c.mergeValue(e.Value)
			continue
		}
		c.key(e.Key, seen)
		c.node(e.Value)
	}
	if n.merges {
		c.merge(n)
	}
}

func isMerge(key *Node) bool { return key.Kind == Scalar && key.Tag == Merge }

type identity struct {
	tag   Tag
	value string
}

// key checks the key of an entry.
func (c constructor) key(key *Node, seen map[identity]bool) {
	if key.Kind == Scalar && key.Tag == Value {
		key.Tag = String // as a key, = is a text
	}
	target := key.Resolve()
	if target.Kind != Scalar {
		c.tree.add(Problem{
			Kind: BadKey, Span: firstLineOf(c.tree.Text, key.Span), Message: "A key must be a single text, but this one is a list or a group.",
			Hint: "Write the key as one word, or put a text that begins with a bracket in quotes.",
		})
		return
	}
	c.node(key)
	id := identity{target.Tag, target.Value}
	if seen[id] && lists(c.tree.Problems, RepeatedKey) {
		c.tree.add(Problem{
			Kind: RepeatedKey, Span: firstLineOf(c.tree.Text, key.Span), Message: words.F("The key %q stands twice in the same place.", quote.Short(target.Value)),
			Hint: "Remove one of the two, or rename it.",
		})
	}
	seen[id] = true
}

// mergeValue checks what stands behind <<: one mapping, or a list of them, whatever their tags are.
func (c constructor) mergeValue(n *Node) {
	targets := []*Node{n}
	if n.Is(Sequence) {
		targets = n.Resolve().Items
	}
	for _, target := range targets {
		if !target.Is(Mapping) {
			c.tree.add(Problem{
				Kind: BadMerge, Span: firstLineOf(c.tree.Text, n.Span), Message: "Behind << stands something that is no group of keys.",
				Hint: "Name an anchor of a group of keys, as in <<: *defaults.",
			})
			return
		}
		if target.Kind != Alias && n.Kind != Alias {
			target.explicit = ""
			c.mapping(target)
		}
	}
}

// merge lists the entries of a mapping with a <<: each key where it comes first, with the value that comes last. Of what
// one list names, the first wins; of two <<, the second; the mapping's own keys win over all.
func (c constructor) merge(n *Node) {
	places := map[identity]int{}
	add := func(e Entry) {
		key := e.Key.Resolve()
		id := identity{key.Tag, key.Value}
		if place, known := places[id]; known {
			n.all[place] = e
			return
		}
		places[id] = len(n.all)
		n.all = append(n.all, e)
	}
	for _, e := range n.Entries {
		if !isMerge(e.Key) {
			continue
		}
		from := []*Node{e.Value}
		if e.Value.Is(Sequence) {
			from = slices.Clone(e.Value.Resolve().Items)
			slices.Reverse(from)
		}
		for _, f := range from {
			for _, brought := range f.All() {
				add(brought)
			}
		}
	}
	for _, e := range n.Entries {
		if !isMerge(e.Key) {
			add(e)
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
