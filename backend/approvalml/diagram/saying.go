package diagram

import (
	"slices"

	"workflow-designer/backend/approvalml/source"
)

// saying is what a part of a document says, without how it is written and with aliases written out: each place says it for
// itself. It is never changed, but made anew along the path of a change.
type saying struct {
	kind     source.Kind
	tag      source.Tag
	text     string
	keys     []string // of a mapping, as long as values
	values   []*saying
	anyOrder bool // << brings keys in, so that their order means nothing
}

func sayingOf(n *source.Node) *saying {
	if n = n.Resolve(); n == nil {
		return &saying{tag: source.Null}
	}
	s := &saying{kind: n.Kind, tag: n.Tag}
	switch n.Kind {
	case source.Mapping:
		for _, e := range n.Entries {
			s.anyOrder = s.anyOrder || e.Key.Tag == source.Merge
		}
		for _, e := range n.All() {
			s.keys, s.values = append(s.keys, e.Key.Resolve().Value), append(s.values, sayingOf(e.Value))
		}
	case source.Sequence:
		for _, item := range n.Items {
			s.values = append(s.values, sayingOf(item))
		}
	default:
		if s.tag != source.Null {
			s.text = n.Value
		}
	}
	return s
}

// index is where a child stands, -1 when it is not there. Of several with one key the last counts.
func (s *saying) index(segment source.Segment) int {
	if segment.IsIndex {
		if s.kind == source.Sequence && segment.Index < len(s.values) {
			return segment.Index
		}
		return -1
	}
	for i := len(s.keys) - 1; i >= 0; i-- {
		if s.keys[i] == segment.Key {
			return i
		}
	}
	return -1
}

// at is the same with another one in the place that a path leads to; what is missing on the way is put behind all.
func (s *saying) at(path source.Path, change func(*saying) *saying) *saying {
	if len(path) == 0 {
		return change(s)
	}
	made := s.copied()
	i := made.index(path[0])
	if i < 0 {
		if made.kind == source.Scalar { // a missing value becomes a group or a list
			*made = saying{kind: source.Mapping, tag: source.Map}
			if path[0].IsIndex {
				made.kind, made.tag = source.Sequence, source.List
			}
		}
		i = len(made.values)
		made.values = append(made.values, &saying{tag: source.Null})
		if made.kind == source.Mapping {
			made.keys = append(made.keys, path[0].Key)
		}
	}
	made.values[i] = made.values[i].at(path[1:], change)
	return made
}

func (s *saying) copied() *saying {
	made := *s
	made.keys, made.values = slices.Clone(s.keys), slices.Clone(s.values)
	return &made
}

func (s *saying) inserted(i int, key string, value *saying) *saying {
	made := s.copied()
	made.values = slices.Insert(made.values, i, value)
	if made.kind == source.Mapping {
		made.keys = slices.Insert(made.keys, i, key)
	}
	return made
}

func (s *saying) removed(i int) *saying {
	made := s.copied()
	made.values = slices.Delete(made.values, i, i+1)
	if made.kind == source.Mapping {
		made.keys = slices.Delete(made.keys, i, i+1)
	}
	return made
}

// same tells whether two say the same, keys in the same order.
func (s *saying) same(other *saying) bool {
	if s == other {
		return true
	}
	if s.kind != other.kind || s.tag != other.tag || s.text != other.text || len(s.values) != len(other.values) {
		return false
	}
	if s.anyOrder || other.anyOrder {
		for i, key := range s.keys {
			if j := other.index(source.Key(key)); j < 0 || !s.values[i].same(other.values[j]) {
				return false
			}
		}
		return true
	}
	if !slices.Equal(s.keys, other.keys) {
		return false
	}
	for i := range s.values {
		if !s.values[i].same(other.values[i]) {
			return false
		}
	}
	return true
}
