package edit

import (
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// style is how a document, or a place in it, is written: what is written anew follows it.
type style struct {
	eol      string
	step     int             // how far a mapping is indented below its key
	inner    int             // the same one level further down; 0 is as step
	list     int             // how far the dashes of a list are indented below its key; 0 in a compact list
	mixed    bool            // lists are indented in different ways, or there are none
	padded   bool            // { a: b } and not {a: b}
	quotes   source.Style    // of texts: SingleQuoted, DoubleQuoted, or Plain for where they are needed
	keys     source.Style    // of keys, likewise
	flowMaps bool            // groups stand in brackets
	flowList bool            // lists stand in brackets
	taken    map[string]bool // names of anchors that the document has, or is about to get
}

// styleOf counts how the document is written; what is most frequent is its style.
func styleOf(d *document) style {
	s := style{eol: d.eol, step: 2, taken: map[string]bool{}}
	if d.tree.Root == nil {
		return s
	}
	steps, lists := map[int]int{}, map[int]int{}
	padded, tight := 0, 0
	var walk func(n *source.Node, column int)
	walk = func(n *source.Node, column int) {
		if n.Anchor != "" && n.Kind != source.Alias {
			s.taken[n.Anchor] = true
		}
		if n.Kind == source.Mapping && n.Style == source.Flow && len(n.Entries) > 0 && d.bracketed(n) {
			if strings.HasPrefix(d.text[n.Content+1:], " ") {
				padded++
			} else {
				tight++
			}
		}
		below := column
		if n.Style == source.Block {
			below = d.column(n.Content)
			switch {
			case n.Parent == nil || n.Parent.Kind != source.Mapping || !d.ownLine(n.Content):
			case n.Kind == source.Mapping:
				steps[below-column]++
			default:
				lists[below-column]++
			}
		}
		for _, e := range n.Entries {
			walk(e.Key, below)
			walk(e.Value, below)
		}
		for _, item := range n.Items {
			walk(item, below)
		}
	}
	walk(d.tree.Root, 0)
	s.step = max(most(steps, 2), 1)
	s.list = max(most(lists, s.step), 0)
	s.mixed = len(lists) != 1
	s.padded = padded > tight
	return s
}

func most(counts map[int]int, other int) int {
	best := 0
	for value, count := range counts {
		if count > best || count == best && best > 0 && value < other {
			best, other = count, value
		}
	}
	return other
}

// among is the style for a new child of c: it follows those that are there.
func (s style) among(d *document, c *source.Node) style {
	children := make([]*source.Node, 0, len(c.Entries)+len(c.Items))
	keys := map[source.Style]int{}
	for _, e := range c.Entries {
		children = append(children, e.Value)
		keys[e.Key.Style]++
	}
	children = append(children, c.Items...)
	s.keys = only(keys)
	texts, maps, lists := map[source.Style]int{}, map[source.Style]int{}, map[source.Style]int{}
	padded := 0
	for _, child := range children {
		countQuotes(child, texts, 3)
		switch {
		case child.Kind == source.Mapping && len(child.Entries) > 0:
			maps[child.Style]++
			if child.Style == source.Flow && strings.HasPrefix(d.text[child.Content:], "{ ") {
				padded++
			}
		case child.Kind == source.Sequence && len(child.Items) > 0:
			lists[child.Style]++
		}
	}
	s.quotes = only(texts)
	s.indentAs(d, c, children)
	if maps[source.Flow] > 0 {
		s.flowMaps, s.padded = maps[source.Block] == 0, padded*2 > maps[source.Flow]
	}
	s.flowList = lists[source.Flow] > 0 && lists[source.Block] == 0
	return s
}

// indentAs takes over how the groups and lists below the children of c are indented.
func (s *style) indentAs(d *document, c *source.Node, children []*source.Node) {
	if c.Style != source.Block {
		return
	}
	first, deeper, lists := map[int]int{}, map[int]int{}, map[int]int{}
	var walk func(n *source.Node, column int, steps map[int]int)
	walk = func(n *source.Node, column int, steps map[int]int) {
		if n.Style != source.Block || n.Kind != source.Mapping && n.Kind != source.Sequence {
			return
		}
		below := d.column(n.Content)
		switch {
		case n.Parent.Kind != source.Mapping || !d.ownLine(n.Content):
		case n.Kind == source.Mapping:
			steps[below-column]++
		default:
			lists[below-column]++
		}
		for _, child := range childrenOf(n) {
			walk(child, below, deeper)
		}
	}
	column := d.column(c.Content)
	for _, child := range children {
		walk(child, column, first)
	}
	s.inner = max(most(deeper, s.step), 1)
	s.step = max(most(first, s.step), 1)
	s.list = max(most(lists, s.list), 0)
}

// only is the quoted style that all of them have, else Plain.
func only(styles map[source.Style]int) source.Style {
	if len(styles) == 1 {
		for _, quoted := range []source.Style{source.SingleQuoted, source.DoubleQuoted} {
			if styles[quoted] > 0 {
				return quoted
			}
		}
	}
	return source.Plain
}

// countQuotes counts how texts are written, a few levels deep.
func countQuotes(n *source.Node, counts map[source.Style]int, depth int) {
	if depth == 0 {
		return
	}
	if n.Kind == source.Scalar && n.Tag == source.String && n.Style != source.Literal && n.Style != source.Folded {
		counts[n.Style]++
	}
	for _, e := range n.Entries {
		countQuotes(e.Value, counts, depth-1)
	}
	for _, item := range n.Items {
		countQuotes(item, counts, depth-1)
	}
}
