package source

import (
	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/words"
)

// parser makes nodes of tokens.
type parser struct {
	*lexer
	text     *Text
	tags     map[string]string // what the handles of tags stand for
	anchors  map[string]*Node
	problems []Problem
	store    []Node // the nodes to come, so that they need not be made one by one
	root     *Node  // of the first document, nil when there is none
	open     map[*Node]bool
}

// parse reads the first document. A second one gets a problem, and is read for its mistakes. What was found is given
// even when the reading had to stop at stopped.
func parse(text *Text, content string) (p *parser, stopped *Problem) {
	p = &parser{lexer: newLexer(content), text: text, open: map[*Node]bool{}}
	defer func() {
		if thrown := recover(); thrown != nil {
			at, ours := thrown.(fault)
			if !ours {
				panic(thrown)
			}
			stopped = &at.problem
		}
	}()
	p.stream()
	return p, nil
}

func (p *parser) stream() {
	if p.next().kind == streamEnd {
		return
	}
	p.begin(true)
	p.root = p.document()
	ended := false
	for p.next().kind == documentEnd {
		p.take()
		ended = true
	}
	second := *p.next()
	if second.kind == streamEnd {
		return
	}
	if !ended && second.kind != documentStart && second.kind != directive {
		p.misplaced(&second, false)
	}
	p.problems = listed(p.problems, Problem{
		Kind: TwoDocuments, Span: p.text.Line(p.text.LineAt(second.Start)), Message: "A second document begins here, but a file holds one workflow.",
		Hint: "Remove the line with --- or what follows it.",
	})
	found := len(p.problems)
	if p.begin(false) {
		p.document()
	}
	p.problems = p.problems[:found] // of the second document only what cannot be read at all counts
}

// begin reads what stands before a document: directives and dashes. The first needs neither. It tells whether a document
// follows.
func (p *parser) begin(first bool) bool {
	p.tags = map[string]string{"!": "!", "!!": standard}
	p.anchors = map[string]*Node{}
	version := false
	defined := map[string]bool{}
	directives := false
	for p.next().kind == directive {
		directives = true
		switch t := p.take(); t.handle {
		case "":
		case "YAML":
			if version || t.value != "1" {
				p.fail(t.Span, "Only YAML 1 is understood, and said once.", "Remove the line.")
			}
			version = true
		default:
			if defined[t.handle] {
				p.fail(t.Span, "This handle of tags is defined above.", "Remove the line.")
			}
			defined[t.handle] = true
			p.tags[t.handle] = t.value
		}
	}
	if p.next().kind == documentStart {
		p.take()
		return true
	}
	if directives {
		p.fail(p.restOfLine(p.next().Start), "Between directives and the document stands a line of three dashes.", "Add the line --- above this one.")
	}
	return first
}

func (p *parser) document() *Node {
	switch t := p.next(); t.kind {
	case directive, documentStart, documentEnd, streamEnd:
		if t.kind == documentEnd && p.root == nil && p.taken == 0 {
			p.fail(t.Span, "There is no document that could end here.", "Remove the dots.")
		}
		return nil
	default:
		return p.node(nil, true, false)
	}
}

// make makes a node that begins at an offset.
func (p *parser) make(parent *Node, start int) *Node {
	if len(p.store) == 0 {
		p.store = make([]Node, min(128, 4+len(p.content)/16)) // most nodes take more text than that
	}
	n := &p.store[0]
	p.store = p.store[1:]
	*n = Node{Parent: parent, Depth: 1, Span: Span{start, start}, Content: start, size: 1}
	if parent != nil {
		if n.Depth = parent.Depth + 1; n.Depth > MaxDepth {
			panic(fault{tooDeep(start)})
		}
	}
	return n
}

// missing is a value that is not written: null.
func (p *parser) missing(parent *Node, at int) *Node {
	n := p.make(parent, at)
	n.Tag = Null
	return n
}

// node reads a node. block tells that it may be a collection by lines, indentless that a list may stand in the column of
// the key it belongs to.
func (p *parser) node(parent *Node, block, indentless bool) *Node {
	first := p.next()
	n := p.make(parent, first.Start)
	if first.kind == aliasToken {
		p.alias(n)
		return n
	}
	tagged := p.properties(n)
	t := p.next()
	if t.kind != blockEntry && t.kind != scalarToken {
		if begins := t.kind == flowSequenceStart || t.kind == flowMappingStart ||
			block && (t.kind == blockSequenceStart || t.kind == blockMappingStart); !begins && !tagged {
			p.noValue(t)
		}
	}
	content := t.Start
	switch {
	case t.kind == blockEntry && indentless:
		p.indentless(n)
	case t.kind == scalarToken:
		scalar := p.take()
		n.Value, n.Style, n.Span.End = scalar.value, scalar.style, scalar.End
		n.Tag = scalarTag(n.Style, n.Value, n.explicit)
	case t.kind == flowSequenceStart:
		p.flowSequence(n)
	case t.kind == flowMappingStart:
		p.flowMapping(n)
	case t.kind == blockSequenceStart && block:
		p.blockSequence(n)
	case t.kind == blockMappingStart && block:
		p.blockMapping(n)
	case tagged:
		n.Tag = scalarTag(Plain, "", n.explicit)
		content = n.Content
	default:
		p.noValue(t)
	}
	n.Content = content
	if n.Anchor != "" {
		delete(p.open, n)
	}
	return n
}

func (p *parser) noValue(t *token) {
	if t.kind == flowSequenceEnd || t.kind == flowMappingEnd || t.kind == flowEntry || t.kind == blockEntry {
		p.fail(t.Span, "A value is missing here, or the list or group that it belongs to is not closed.", "Write the value, or put the text in quotes.")
	}
	if k := len(p.lexer.open); k > 0 {
		p.unclosed(p.lexer.open[k-1])
	}
	p.fail(p.restOfLine(t.Start), "A value is missing here.", "Write the value, or put the text in quotes.")
}

// properties reads anchor and tag; n ends behind them then.
func (p *parser) properties(n *Node) bool {
	anchor, tag := false, false
	for {
		t := p.next()
		switch {
		case t.kind == anchorToken && !anchor:
			anchor = true
			n.Anchor = t.value
			p.anchor(n, t.Span)
		case t.kind == tagToken && !tag:
			tag = true
			n.explicit = p.tagOf(t)
		default:
			return anchor || tag
		}
		n.Span.End, n.Content = t.End, t.End
		p.take()
	}
}

func (p *parser) tagOf(t *token) string {
	if t.handle == "" {
		return t.value
	}
	prefix, known := p.tags[t.handle]
	if !known {
		p.badTag(t.Start)
	}
	return prefix + t.value
}

func (p *parser) anchor(n *Node, span Span) {
	if first, taken := p.anchors[n.Anchor]; taken {
		p.problems = listed(p.problems, Problem{
			Kind: BadAnchor, Span: span, Hint: "Give this one another name.",
			Message: words.F("The anchor &%s is already on line %d.", quote.Short(n.Anchor), p.text.LineAt(first.Span.Start)),
		})
		return
	}
	p.anchors[n.Anchor] = n
	p.open[n] = true
}

// alias makes n stand for what its anchor names. One that names nothing, or what it stands in, is kept as a text.
func (p *parser) alias(n *Node) {
	t := p.take()
	n.Span.End = t.End
	target := p.anchors[t.value]
	problem := Problem{Kind: BadAnchor, Span: n.Span}
	switch {
	case target == nil:
		problem.Message = "The name behind * is not defined above."
		problem.Hint = "Write it with & at the place it stands for, or put the text in quotes."
	case p.open[target]:
		problem.Message = words.F("*%s stands inside the very part that it names.", quote.Short(t.value))
		problem.Hint = "Write out what it should stand for."
	default:
		n.Kind, n.Value, n.Target, n.size = Alias, t.value, target, target.size
		return
	}
	n.Value = p.content[t.Start:t.End]
	p.problems = listed(p.problems, problem)
}
