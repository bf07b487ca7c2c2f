package diagram

import (
	"strings"

	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/source"
)

// part is something to be written, with what it will say.
type part struct {
	value edit.Value
	says  *saying
}

// field is a key with its value.
type field struct {
	key  string
	part part
}

// habits are how the steps of a document are written, by the key that a value stands below: a quote, or brackets. What is new
// is written in the same way.
type habits struct {
	quotes   map[string]map[source.Style]int
	all      map[source.Style]int
	brackets map[string]int // more than 0: more of them in brackets than by lines
}

func habitsOf(workflow *source.Node) habits {
	h := habits{map[string]map[source.Style]int{}, map[source.Style]int{}, map[string]int{}}
	h.see(workflow, "", 0)
	return h
}

// see looks at a node that stands below a key; depth counts from the workflow.
func (h habits) see(n *source.Node, key string, depth int) {
	if n == nil || n.Kind == source.Alias || depth > 12 {
		return
	}
	switch n.Kind {
	case source.Scalar:
		if n.Tag != source.String || n.Style == source.Literal || n.Style == source.Folded {
			return
		}
		if h.quotes[key] == nil {
			h.quotes[key] = map[source.Style]int{}
		}
		h.quotes[key][n.Style]++
		h.all[n.Style]++
	case source.Sequence:
		if len(n.Items) > 0 {
			h.bracket(n, key)
		}
		for _, item := range n.Items {
			h.see(item, key+"[]", depth+1)
		}
	default:
		if len(n.Entries) > 0 && depth > 0 {
			h.bracket(n, key)
		}
		for _, e := range n.Entries {
			h.see(e.Value, habit(e.Key.Value, depth), depth+1)
		}
	}
}

func (h habits) bracket(n *source.Node, key string) {
	if n.Style == source.Flow {
		h.brackets[key]++
	} else {
		h.brackets[key]--
	}
}

// habit is the name of what is written alike: all steps, all outcomes, and all else by key.
func habit(key string, depth int) string {
	switch {
	case depth == 0:
		return "step"
	case depth == 1 && (strings.HasPrefix(key, "on_") || key == "default"):
		return "action"
	default:
		return key
	}
}

// text is a text below a key.
func (h habits) text(key, text string) part {
	quotes := mostOf(h.quotes[key])
	if len(h.quotes[key]) == 0 {
		quotes = mostOf(h.all)
	}
	return part{edit.Text(text).As(quotes), &saying{tag: source.String, text: text}}
}

func mostOf(counts map[source.Style]int) source.Style {
	best := source.Plain
	for _, style := range []source.Style{source.DoubleQuoted, source.SingleQuoted} {
		if counts[style] > counts[best] {
			best = style
		}
	}
	return best
}

// group is a group below a key.
func (h habits) group(key string, fields ...field) part {
	pairs := make([]edit.Pair, len(fields))
	s := &saying{kind: source.Mapping, tag: source.Map}
	for i, f := range fields {
		pairs[i] = edit.Pair{Key: f.key, Value: f.part.value}
		s.keys, s.values = append(s.keys, f.key), append(s.values, f.part.says)
	}
	return part{h.bracketed(key, edit.Map(pairs...)), s}
}

// list is a list below a key.
func (h habits) list(key string, items ...part) part {
	values := make([]edit.Value, len(items))
	s := &saying{kind: source.Sequence, tag: source.List}
	for i, item := range items {
		values[i] = item.value
		s.values = append(s.values, item.says)
	}
	return part{h.bracketed(key, edit.List(values...)), s}
}

func (h habits) bracketed(key string, v edit.Value) edit.Value {
	if h.brackets[key] > 0 {
		return v.InBrackets()
	}
	return v
}

func yes() part {
	return part{edit.Boolean(true), &saying{tag: source.Bool, text: "true"}}
}

func whole(n int64, text string) part {
	return part{edit.Integer(n), &saying{tag: source.Int, text: text}}
}
