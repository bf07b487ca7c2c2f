package edit

import (
	"slices"
	"strconv"
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// meaning is what a part of a document says, without how it is written. What an alias stands for is the same meaning, not a
// copy: a change of it shows in all places.
type meaning struct {
	kind   source.Kind // never Alias
	tag    source.Tag
	text   string
	keys   []*meaning // of a mapping, as long as values
	values []*meaning // of a mapping or a list
}

type meanings struct {
	known  map[*source.Node]*meaning // those that an alias can name
	merged bool                      // what << brings in counts as written, and << itself does not
}

func meaningOf(n *source.Node) *meaning {
	return meanings{known: map[*source.Node]*meaning{}}.of(n)
}

func (m meanings) of(n *source.Node) *meaning {
	n = n.Resolve()
	if n == nil {
		return &meaning{tag: source.Null}
	}
	if n.Anchor != "" {
		if known := m.known[n]; known != nil {
			return known
		}
	}
	made := &meaning{kind: n.Kind, tag: n.Tag}
	if n.Anchor != "" {
		m.known[n] = made
	}
	switch n.Kind {
	case source.Mapping:
		entries := n.Entries
		if m.merged {
			entries = n.All()
		}
		made.keys, made.values = make([]*meaning, len(entries)), make([]*meaning, len(entries))
		for i, e := range entries {
			made.keys[i], made.values[i] = m.of(e.Key), m.of(e.Value)
		}
	case source.Sequence:
		made.values = make([]*meaning, len(n.Items))
		for i, item := range n.Items {
			made.values[i] = m.of(item)
		}
	default:
		made.text = sameText(n.Tag, n.Value)
	}
	return made
}

// sameText makes spellings of the same value the same.
func sameText(tag source.Tag, text string) string {
	switch tag {
	case source.Null:
		return ""
	case source.Bool:
		switch strings.ToLower(text) {
		case "yes", "on", "true":
			return "true"
		}
		return "false"
	default:
		return text
	}
}

func (v Value) meaning() *meaning {
	made := &meaning{tag: v.tag, text: v.text}
	switch v.kind {
	case copyValue:
		return meaningOf(v.node)
	case listValue:
		made.kind, made.text = source.Sequence, ""
		for _, item := range v.items {
			made.values = append(made.values, item.meaning())
		}
	case mapValue:
		made.kind, made.text = source.Mapping, ""
		for _, p := range v.pairs {
			made.keys = append(made.keys, keyMeaning(p.Key))
			made.values = append(made.values, p.Value.meaning())
		}
	default:
		made.text = sameText(v.tag, v.text)
	}
	return made
}

func keyMeaning(key string) *meaning { return &meaning{tag: source.String, text: key} }

func (m *meaning) insert(i int, key, value *meaning) {
	if m.kind == source.Mapping {
		m.keys = slices.Insert(m.keys, i, key)
	}
	m.values = slices.Insert(m.values, i, value)
}

func (m *meaning) remove(i int) (key, value *meaning) {
	value = m.values[i]
	if m.kind == source.Mapping {
		key = m.keys[i]
		m.keys = slices.Delete(m.keys, i, i+1)
	}
	m.values = slices.Delete(m.values, i, i+1)
	return key, value
}

// Same tells whether two parts of documents say the same: kinds, tags and texts, with aliases and << resolved. The order of
// the keys of a mapping does not count, that of a list does.
func Same(a, b *source.Node) bool {
	of := func(n *source.Node) *meaning { return meanings{map[*source.Node]*meaning{}, true}.of(n) }
	return (&comparison{seen: map[[2]*meaning]bool{}}).equal(of(a), of(b))
}

// sameInOrder is stricter: keys in the same order.
func sameInOrder(a, b *meaning) bool {
	return (&comparison{ordered: true, seen: map[[2]*meaning]bool{}}).equal(a, b)
}

type comparison struct {
	ordered bool
	seen    map[[2]*meaning]bool // pairs found equal, so that aliases cost nothing
}

func (c *comparison) equal(a, b *meaning) bool {
	if a == b {
		return true
	}
	if a.kind != b.kind || a.tag != b.tag || a.text != b.text {
		return false
	}
	if a.kind == source.Scalar {
		return true
	}
	if c.seen[[2]*meaning{a, b}] {
		return true
	}
	c.seen[[2]*meaning{a, b}] = true // an anchor inside itself ends here
	if a.kind == source.Mapping && !c.ordered {
		return c.sameKeys(a, b)
	}
	if len(a.values) != len(b.values) {
		return false
	}
	for i := range a.values {
		if a.kind == source.Mapping && !c.equal(a.keys[i], b.keys[i]) || !c.equal(a.values[i], b.values[i]) {
			return false
		}
	}
	return true
}

func (c *comparison) sameKeys(a, b *meaning) bool {
	of := func(m *meaning) map[string]*meaning {
		values := make(map[string]*meaning, len(m.keys))
		for i, key := range m.keys {
			values[key.identity()] = m.values[i] // the last one counts
		}
		return values
	}
	left, right := of(a), of(b)
	if len(left) != len(right) {
		return false
	}
	for key, value := range left {
		if other, ok := right[key]; !ok || !c.equal(value, other) {
			return false
		}
	}
	return true
}

func (m *meaning) identity() string {
	return strconv.Itoa(int(m.kind)) + "," + strconv.Itoa(int(m.tag)) + "," + m.text
}
