package schema

import "workflow-designer/backend/approvalml/source"

// Place is what the table says about a place in a document.
type Place struct {
	Property *Property // the entry that leads here; nil for items, and for keys that the writer chooses
	Type     *Type     // what is expected here; nil when anything goes
	Object   *Object   // the group that is expected here, nil when none is; of several, the one that fits what stands there
}

// Locate finds the place that a path from process leads to; process is the mapping with name, form and workflow. It goes
// through lists, maps and alternatives by the shape of what stands there.
func Locate(process *source.Node, path source.Path) Place {
	place := Place{Type: group(table.process), Object: table.process}
	node := process.Resolve()
	for _, segment := range path {
		place = place.into(segment)
		if segment.IsIndex {
			items := node.List()
			node = nil
			if segment.Index >= 0 && segment.Index < len(items) {
				node = items[segment.Index].Resolve()
			}
		} else {
			node = node.Get(segment.Key).Resolve()
		}
		place.choose(node)
	}
	return place
}

// into is the place behind a key or an index, before it is known what stands there.
func (p Place) into(segment source.Segment) Place {
	switch {
	case p.Object != nil && !segment.IsIndex:
		if property := p.Object.Property(segment.Key); property != nil {
			return Place{Property: property, Type: property.Type}
		}
		return Place{}
	case p.Type == nil:
		return Place{}
	case segment.IsIndex && p.Type.Kind == List, !segment.IsIndex && p.Type.Kind == Map:
		return Place{Type: p.Type.Items}
	default:
		return Place{}
	}
}

// choose settles for one of several types, by what stands there.
func (p *Place) choose(node *source.Node) {
	expected := p.Type
	for expected != nil && expected.Kind == OneOf {
		chosen := Fit(expected, node)
		if p.Type = chosen; chosen == expected {
			break
		}
		expected = chosen
	}
	if expected == nil {
		return
	}
	if expected.Kind == Any {
		p.Type = nil
	}
	p.Object = expected.Object
}

// Fit is the option of a OneOf that fits what stands there best: the first of the right shape, and of several groups the
// one that knows most of the keys. Without any it is the type itself.
func Fit(t *Type, node *source.Node) *Type {
	node = node.Resolve()
	best, most := t, -1
	for _, option := range t.Options {
		if fits := option.fits(node); fits > most {
			best, most = option, fits
		}
	}
	return best
}

// fits is -1 for another shape; else the higher, the better.
func (t *Type) fits(node *source.Node) int {
	if !t.shaped(node) {
		return -1
	}
	score := 0
	switch t.Kind {
	case OneOf:
		for _, option := range t.Options {
			score = max(score, option.fits(node))
		}
	case Map:
		for _, e := range node.Entries {
			if t.Items.shaped(e.Value.Resolve()) {
				score++
			}
		}
	case Group:
		for _, e := range node.Entries {
			if p := t.Object.Property(e.Key.Value); p != nil && p.Type.shaped(e.Value.Resolve()) {
				score += 2 // a key that is known says more than one that merely could be anybody's
			}
		}
	case Boolean:
		score = one(node.Tag == source.Bool)
	case Integer, Number:
		score = one(node.Tag == source.Int || node.Tag == source.Float)
	case Text, Words:
		score = one(node.Tag == source.String)
	default:
	}
	return score
}

// shaped tells whether a node is built as the type wants it.
func (t *Type) shaped(node *source.Node) bool {
	switch t.Kind {
	case Any:
		return true
	case OneOf:
		for _, option := range t.Options {
			if option.shaped(node) {
				return true
			}
		}
		return false
	case List:
		return node.Is(source.Sequence)
	case Map, Group:
		return node.Is(source.Mapping)
	default:
		return node.Is(source.Scalar)
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}
