package form

import (
	"math"
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// written is what a scalar says, whatever it is; empty for collections and null.
func written(n *source.Node) string {
	if n = n.Resolve(); n == nil || n.Kind != source.Scalar || n.Tag == source.Null {
		return ""
	}
	return n.Value
}

// word is the same without white space around it.
func word(n *source.Node) string { return strings.TrimSpace(written(n)) }

// truth tells whether a switch is on; not when it is missing. Runtimes also take the words on, yes, y, t and 1 for true.
func truth(n *source.Node) bool {
	switch strings.ToLower(written(n)) {
	case "true", "t", "yes", "y", "on", "1":
		return true
	}
	return false
}

// off tells whether a switch is turned off.
func off(n *source.Node) bool {
	switch strings.ToLower(written(n)) {
	case "false", "f", "no", "n", "off", "0":
		return true
	}
	return false
}

// number is the number of the first key that has a value; nil when that is none.
func number(from ...*source.Node) *float64 {
	for _, n := range from {
		if n.IsNull() {
			continue
		}
		if v, ok := source.Number(word(n)); ok && !math.IsNaN(v) && !math.IsInf(v, 0) {
			return &v
		}
		return nil
	}
	return nil
}

// largest is the largest count that is read: more is no less sense.
const largest = 1 << 30

// count is the whole number of the first key that has a value; nil when that is none.
func count(from ...*source.Node) *int {
	v := number(from...)
	if v == nil || *v != math.Trunc(*v) {
		return nil
	}
	whole := int(min(max(*v, -largest), largest))
	return &whole
}

func countOr(otherwise int, n *source.Node) int {
	if whole := count(n); whole != nil {
		return *whole
	}
	return otherwise
}

// texts are those of a list. What is no text counts as it is written.
func texts(list *source.Node) []string {
	found := []string{}
	for _, item := range list.List() {
		if text := written(item); text != "" {
			found = append(found, text)
		}
	}
	return found
}

// valueReader turns nodes into values as encoding/json decodes them.
type valueReader struct{ left int }

// mostValues bounds what is read of test data: an alias can make much out of little.
const mostValues = 20_000

// value is what a node says; nil for nothing, and for what is beyond the bound.
func value(n *source.Node) any {
	r := &valueReader{mostValues}
	return r.value(n)
}

func (r *valueReader) value(n *source.Node) any {
	if n = n.Resolve(); n == nil || r.left <= 0 {
		return nil
	}
	r.left--
	switch n.Kind {
	case source.Sequence:
		list := []any{}
		for _, item := range n.Items {
			if r.left <= 0 {
				break
			}
			list = append(list, r.value(item))
		}
		return list
	case source.Mapping:
		group := map[string]any{}
		for _, e := range n.All() {
			if r.left <= 0 {
				break
			}
			if e.Key.Is(source.Scalar) {
				group[e.Key.Resolve().Value] = r.value(e.Value)
			}
		}
		return group
	default:
	}
	switch n.Tag {
	case source.Null:
		return nil
	case source.Bool:
		return truth(n)
	case source.Int, source.Float:
		if v, ok := source.Number(n.Value); ok && !math.IsInf(v, 0) && !math.IsNaN(v) {
			return v
		}
	default:
	}
	return n.Value
}
