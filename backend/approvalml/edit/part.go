package edit

import (
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// Part is an entry of a mapping or an item of a list as it is written. Lead, the indentation, Prefix, Value and Suffix, one behind
// the other, are its text. In brackets it has no Lead and no Suffix.
type Part struct {
	Key    *source.Node // nil for an item
	Node   *source.Node
	Lead   string // the blank and comment lines above it
	Prefix string // the key and its colon, or the dash, and what stands on the line up to the value
	Value  string
	Suffix string // what follows the value: a comment, and the end of the line
	Flow   bool   // it stands in brackets
	Joined bool   // it begins on the line of the dash before it, so there is no room for a Lead

	column int // where it begins, from 0
	of     *document
}

// Collection is a mapping or a list taken apart, so that it can be put together again from parts of several documents.
type Collection struct {
	Parts []*Part
	node  *source.Node
	of    *document
}

// TakeApart takes a mapping or a list apart; ok is false for anything else, and for one that is written in an unusual way.
func TakeApart(tree *source.Tree, n *source.Node) (c Collection, ok bool) {
	if n == nil || n.Kind != source.Mapping && n.Kind != source.Sequence {
		return c, false
	}
	c = Collection{node: n, of: glance(tree)}
	if n.Style == source.Flow {
		c.Parts, ok = c.of.flowParts(n)
	} else {
		c.Parts, ok = c.of.blockParts(n)
	}
	return c, ok
}

func (d *document) newParts(n *source.Node) []*Part {
	parts := make([]*Part, 0, len(n.Entries)+len(n.Items))
	for _, e := range n.Entries {
		parts = append(parts, &Part{Key: e.Key, Node: e.Value, of: d})
	}
	for _, item := range n.Items {
		parts = append(parts, &Part{Node: item, of: d})
	}
	return parts
}

func (d *document) blockParts(n *source.Node) (parts []*Part, ok bool) {
	at := d.lineStart(n.Content)
	joined := !d.ownLine(n.Content)
	if joined {
		at = n.Content
	} else {
		at = d.leadAbove(at)
	}
	parts = d.newParts(n)
	for _, p := range parts {
		begin := at
		if !joined {
			begin = d.skipLead(at)
		}
		if begin >= len(d.text) || p.Key != nil && begin != p.Key.Span.Start || p.Key == nil && d.text[begin] != '-' || begin > p.Node.Span.Start {
			return nil, false
		}
		if !joined {
			p.Lead = d.text[at:d.lineStart(begin)]
		}
		p.Joined, p.column = joined, begin-d.lineStart(begin)
		at, joined = p.split(begin), false
	}
	return parts, len(parts) > 0
}

// split finds Prefix, Value and Suffix of a part that begins here, and gives where its lines end.
func (p *Part) split(begin int) (end int) {
	d, from, to := p.of, p.Node.Span.Start, p.Node.Span.End
	switch {
	case p.IsBlock():
		from = p.Node.Content
		if d.lineStart(from) > begin {
			from = d.behindLine(begin)
		}
		end = d.behindLine(to)
		p.Prefix, p.Value = d.text[begin:from], d.text[from:end]
		return end
	case from == to: // nothing is written
		from = begin + 1
		if p.Key != nil {
			from = p.Key.Span.End
			if colon := strings.IndexByte(d.text[from:], ':'); colon >= 0 {
				from += colon + 1
			}
		}
		to = from
	}
	end = d.behindLine(to)
	p.Prefix, p.Value, p.Suffix = d.text[begin:from], d.text[from:to], d.text[to:end]
	return end
}

func (d *document) flowParts(n *source.Node) (parts []*Part, ok bool) {
	if !d.bracketed(n) {
		return nil, false
	}
	parts = d.newParts(n)
	for _, p := range parts {
		begin := p.begin()
		p.Flow, p.Prefix, p.Value = true, d.text[begin:p.Node.Span.Start], d.text[p.Node.Span.Start:p.Node.Span.End]
		named := p.Key != nil && p.Key.Span.Start < p.Key.Span.End || p.Key == nil && p.Value != ""
		if !named || strings.ContainsAny(p.body(), "\n#") {
			return nil, false
		}
	}
	return parts, true
}

// begin is where a part in brackets is written from on.
func (p *Part) begin() int {
	if p.Key != nil {
		return p.Key.Span.Start
	}
	return p.Node.Span.Start
}

// Whole is the part with the lines above it.
func (p *Part) Whole() string { return p.Lead + p.body() }

func (p *Part) body() string { return p.Prefix + p.Value + p.Suffix }

// IsBlock tells whether the value is a collection by lines.
func (p *Part) IsBlock() bool {
	return (p.Node.Kind == source.Mapping || p.Node.Kind == source.Sequence) && p.Node.Style == source.Block
}

// IsOneLine tells whether the value stands on the line of its key, so that Prefix, Value and Suffix can be exchanged one by one.
func (p *Part) IsOneLine() bool {
	return !p.IsBlock() && p.Node.Style != source.Literal && p.Node.Style != source.Folded && p.Value != "" && !strings.Contains(p.Value, "\n")
}

// Around is what stands before and behind the entries of a document.
func Around(tree *source.Tree) (before, behind string) {
	d, root := glance(tree), tree.Root
	if root.Style == source.Flow {
		return d.text[:root.Span.Start], d.text[root.Span.End:]
	}
	return d.text[:d.leadAbove(d.lineStart(root.Content))], d.text[d.behindLine(root.Span.End):]
}

// leadAbove is where the blank and comment lines above a line begin: behind the line that holds the key or dash of its collection,
// or at the beginning of the document.
func (d *document) leadAbove(at int) int {
	for at > d.begin() {
		before := d.lineStart(at - 1)
		line := strings.TrimSpace(d.text[before:at])
		if line != "" && line[0] != '#' {
			break
		}
		at = before
	}
	return at
}

// skipLead steps over blank and comment lines, to the first character of the next line.
func (d *document) skipLead(at int) int {
	for at < len(d.text) {
		line := d.text[at:d.behindLine(at)]
		trimmed := strings.TrimLeft(line, " \t\r\n")
		if trimmed != "" && trimmed[0] != '#' {
			return at + len(line) - len(trimmed)
		}
		at += len(line)
	}
	return at
}

// behindLine is behind the line of an offset, line ending included.
func (d *document) behindLine(offset int) int {
	if next, ok := d.nextLine(offset); ok {
		return next
	}
	return len(d.text)
}
