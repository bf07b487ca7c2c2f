package change

import (
	"strconv"
	"strings"

	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/source"
)

// collection merges the entries of mappings, or the items of lists; b is nil when both sides added it. It gives the text of the
// value, as it stands in mine but for what changes.
func (w *weaver) collection(at source.Path, under string, b, m, t *source.Node) (text string, says int, ok bool) {
	mine, ok := edit.TakeApart(w.mine.Tree, m)
	if !ok {
		return "", 0, false
	}
	theirs, ok := edit.TakeApart(w.theirs.Tree, t)
	if !ok {
		return "", 0, false
	}
	var base edit.Collection
	if b != nil {
		if base, ok = edit.TakeApart(w.base.Tree, b); !ok {
			return "", 0, false
		}
	}
	ls := w.labelsOf(under, m.Kind == source.Mapping, base.Parts, mine.Parts, theirs.Parts)
	results := map[string]*mergedPart{}
	stays := map[string]bool{}
	inside := map[string][]*noted{}
	inBase, inMine, inTheirs := byLabel(ls[0], base.Parts), byLabel(ls[1], mine.Parts), byLabel(ls[2], theirs.Parts)
	for _, list := range [][]string{ls[1], ls[2]} {
		for _, label := range list {
			if _, done := results[label]; done {
				continue
			}
			p := triple{inBase[label], inMine[label], inTheirs[label]}
			below := under
			if m.Kind == source.Mapping {
				below = p.any().Key.Value
			}
			before := len(w.noted)
			result := w.part(at.With(w.segment(label, p)), below, p)
			results[label] = result
			stays[label] = result != nil
			inside[label] = w.noted[before:len(w.noted):len(w.noted)]
		}
	}
	order := w.order(at, m.Kind == source.Mapping, ls, stays, b, m, t)
	var merged []*mergedPart
	var parts []*edit.Part
	for i, label := range order {
		merged = append(merged, results[label])
		parts = append(parts, results[label].part)
		for _, n := range inside[label] {
			n.trail = append([]int{i}, n.trail...)
		}
		delete(inside, label)
	}
	for _, gone := range inside {
		for _, n := range gone {
			n.gone = true
		}
	}
	text, ok = mine.With(parts)
	return text, w.saysAll(m, merged), ok
}

func (t triple) any() *edit.Part {
	for _, p := range []*edit.Part{t.b, t.m, t.t} {
		if p != nil {
			return p
		}
	}
	return nil
}

// segment leads to a part: as in base, or, for an item that both added, by its key.
func (w *weaver) segment(label string, p triple) source.Segment {
	some := p.any()
	if some.Key == nil && p.b == nil && p.m != nil && p.t != nil {
		return source.Key(strings.SplitN(label, "\x00", 2)[0])
	}
	return some.Node.Segment()
}

func (w *weaver) saysAll(m *source.Node, merged []*mergedPart) int {
	if m.Kind == source.Sequence {
		var items []int
		for _, r := range merged {
			items = append(items, r.says)
		}
		return w.list(m.Tag, items)
	}
	var pairs [][2]int
	for _, r := range merged {
		pairs = append(pairs, [2]int{w.of(r.part.Key), r.says})
	}
	return w.mapping(m.Tag, pairs)
}

func byLabel(labels []string, parts []*edit.Part) map[string]*edit.Part {
	by := make(map[string]*edit.Part, len(parts))
	for i, l := range labels {
		by[l] = parts[i]
	}
	return by
}

// order is the order of what stays. Both sides having changed it in different ways is a conflict in a list; in a mapping it
// counts only for where a request begins.
func (w *weaver) order(at source.Path, mapping bool, ls [3][]string, stays map[string]bool, b, m, t *source.Node) []string {
	order, clash := inOrder(ls[0], ls[1], ls[2], stays, false)
	if !mapping {
		if clash && w.takesOrder(at, b, m, t) == TakeTheirs {
			order, _ = inOrder(ls[0], ls[1], ls[2], stays, true)
		}
		return order
	}
	if len(at) == 0 || at[len(at)-1].Key != "workflow" || len(at) > 2 || b == nil || len(ls[0]) == 0 || len(ls[1]) == 0 || len(ls[2]) == 0 {
		return order
	}
	start := ls[1][0]
	switch first := ls[2][0]; {
	case first == ls[0][0] || first == start:
	case start == ls[0][0]:
		start = first
	default:
		start = w.takesStart(at, [3]string{ls[0][0], start, first}, stays)
	}
	if len(order) == 0 || order[0] == start || !stays[start] {
		return order
	}
	begun := []string{start}
	for _, label := range order {
		if label != start {
			begun = append(begun, label)
		}
	}
	return begun
}

// labelsOf names the parts of the three sides so that what is the same has the same name.
func (w *weaver) labelsOf(under string, mapping bool, base, mine, theirs []*edit.Part) [3][]string {
	if mapping {
		keys := func(parts []*edit.Part) []string {
			var entries []source.Entry
			for _, p := range parts {
				entries = append(entries, source.Entry{Key: p.Key, Value: p.Node})
			}
			return keyLabels(entries)
		}
		return [3][]string{keys(base), keys(mine), keys(theirs)}
	}
	b, m, t := nodesOf(base), nodesOf(mine), nodesOf(theirs)
	bl := unique("base", labels(under, b))
	ml, tl := make([]string, len(m)), make([]string, len(t))
	var newMine, newTheirs []int
	for i, p := range w.pair(under, b, m) {
		if p >= 0 {
			ml[i] = bl[p]
		} else {
			newMine = append(newMine, i)
		}
	}
	for i, p := range w.pair(under, b, t) {
		if p >= 0 {
			tl[i] = bl[p]
		} else {
			newTheirs = append(newTheirs, i)
		}
	}
	for i, l := range w.newLabels(under, pick(m, newMine)) {
		ml[newMine[i]] = l
	}
	for i, l := range w.newLabels(under, pick(t, newTheirs)) {
		tl[newTheirs[i]] = l
	}
	return [3][]string{bl, ml, tl}
}

// newLabels names items that base lacks: by their key, or by what they say.
func (w *weaver) newLabels(under string, items []*source.Node) []string {
	made := labels(under, items)
	seen := map[string]int{}
	for i, item := range items {
		if made[i] == "" {
			made[i] = "\x00says" + strconv.Itoa(w.of(item))
		}
		made[i] += "\x00new"
		seen[made[i]]++
		made[i] += strconv.Itoa(seen[made[i]])
	}
	return made
}

func unique(who string, labels []string) []string {
	for i, l := range labels {
		if l == "" {
			labels[i] = "\x00" + who + strconv.Itoa(i)
		}
	}
	return labels
}

func nodesOf(parts []*edit.Part) []*source.Node {
	nodes := make([]*source.Node, len(parts))
	for i, p := range parts {
		nodes[i] = p.Node
	}
	return nodes
}

func pick(nodes []*source.Node, at []int) []*source.Node {
	picked := make([]*source.Node, len(at))
	for i, j := range at {
		picked[i] = nodes[j]
	}
	return picked
}
