package source

// flowSequence reads a list in brackets.
func (p *parser) flowSequence(n *Node) {
	opened := p.take()
	n.Kind, n.Style, n.Tag = Sequence, Flow, List
	for p.next().kind != flowSequenceEnd {
		if len(n.Items) > 0 {
			p.comma(opened.Start)
			if p.next().kind == flowSequenceEnd {
				break
			}
		}
		if p.next().kind == keyToken {
			n.addItem(p.pair(n))
		} else {
			n.addItem(p.node(n, false, false))
		}
	}
	n.Span.End = p.take().End
}

// pair reads a mapping of one key inside a list, which has no brackets of its own.
func (p *parser) pair(parent *Node) *Node {
	n := p.make(parent, p.next().Start)
	n.Kind, n.Style, n.Tag = Mapping, Flow, Map
	p.flowEntry(n, flowSequenceEnd)
	return n
}

// flowMapping reads a group in braces.
func (p *parser) flowMapping(n *Node) {
	opened := p.take()
	n.Kind, n.Style, n.Tag = Mapping, Flow, Map
	for p.next().kind != flowMappingEnd {
		if len(n.Entries) > 0 {
			p.comma(opened.Start)
			if p.next().kind == flowMappingEnd {
				break
			}
		}
		if p.next().kind == keyToken {
			p.flowEntry(n, flowMappingEnd)
			continue
		}
		key := p.node(n, false, false)
		n.addEntry(key, p.missing(n, key.Span.End))
	}
	n.Span.End = p.take().End
}

func (p *parser) comma(opened int) {
	if p.next().kind != flowEntry {
		p.unclosed(opened)
	}
	p.take()
}

// flowEntry reads a key and its value inside of brackets that an end closes; n ends behind them.
func (p *parser) flowEntry(n *Node, end tokenKind) {
	at := p.take()
	ends := func() bool { kind := p.next().kind; return kind == flowEntry || kind == end }
	var key, value *Node
	if p.next().kind == valueToken || ends() {
		key = p.missing(n, at.End)
	} else {
		key = p.node(n, false, false)
	}
	last := max(key.Span.End, at.End)
	if p.next().kind == valueToken {
		colon := p.take()
		last = colon.End
		if ends() {
			value = p.missing(n, colon.End)
		} else {
			value = p.node(n, false, false)
		}
	} else {
		value = p.missing(n, last)
	}
	n.addEntry(key, value)
	n.Span.End = max(last, value.Span.End)
}
