package source

// blockSequence reads a list by lines, each item behind a dash.
func (p *parser) blockSequence(n *Node) {
	p.take()
	n.Kind, n.Style, n.Tag = Sequence, Block, List
	for p.next().kind == blockEntry {
		p.item(n, blockEnd)
	}
	if p.next().kind != blockEnd {
		p.misplaced(p.next(), true)
	}
	p.take()
}

// indentless reads a list whose dashes stand in the column of its key.
func (p *parser) indentless(n *Node) {
	n.Kind, n.Style, n.Tag = Sequence, Block, List
	for p.next().kind == blockEntry {
		p.item(n, keyToken)
	}
}

// item reads a dash and what belongs to it. Behind an empty one stands another, or an end; a list in the column of a key
// may also end with the next key.
func (p *parser) item(n *Node, end tokenKind) {
	dash := p.take()
	var item *Node
	switch kind := p.next().kind; {
	case kind == blockEntry, kind == blockEnd, end == keyToken && (kind == keyToken || kind == valueToken):
		item = p.missing(n, dash.End)
	default:
		item = p.node(n, true, false)
	}
	n.addItem(item)
	n.Span.End = max(dash.End, item.Span.End)
}

// blockMapping reads keys by lines.
func (p *parser) blockMapping(n *Node) {
	p.take()
	n.Kind, n.Style, n.Tag = Mapping, Block, Map
	for p.next().kind == keyToken {
		at := p.take()
		var key, value *Node
		switch p.next().kind {
		case keyToken, valueToken, blockEnd:
			key = p.missing(n, at.End)
		default:
			key = p.node(n, true, true)
		}
		end := max(key.Span.End, at.End)
		if p.next().kind == valueToken {
			colon := p.take()
			end = colon.End
			switch p.next().kind {
			case keyToken, valueToken, blockEnd:
				value = p.missing(n, colon.End)
			default:
				value = p.node(n, true, true)
			}
		} else {
			value = p.missing(n, end)
		}
		n.addEntry(key, value)
		n.Span.End = max(end, value.Span.End)
	}
	if p.next().kind != blockEnd {
		p.misplaced(p.next(), false)
	}
	p.take()
}

func (n *Node) addItem(item *Node) {
	item.segment = Index(len(n.Items))
	n.Items = append(n.Items, item)
	n.grow(item.size)
}

func (n *Node) addEntry(key, value *Node) {
	key.isKey = true
	segment := Key(key.Resolve().Value)
	key.segment, value.segment = segment, segment
	n.Entries = append(n.Entries, Entry{key, value})
	n.merges = n.merges || key.Tag == Merge && key.Kind == Scalar
	n.grow(key.size)
	n.grow(value.size)
}

// grow counts what is below a node, up to a little above MaxExpanded.
func (n *Node) grow(by int32) { n.size = min(n.size+by, MaxExpanded+1) }
