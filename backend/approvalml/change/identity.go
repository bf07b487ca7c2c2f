package change

import (
	"strconv"
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// keysOf are the keys that tell the items of a list apart, by the key that the list stands under. The first that an item has
// counts.
var keysOf = map[string][]string{
	"fields":      {"name"},
	"item_fields": {"name"},
	"sections":    {"id"},
	"options":     {"value", "label"},
	"approvers":   {"approver", "dynamic_approver", "role"},
	"recipients":  {"to", "email", "role", "user_id"},
	"params":      {"name"},
	"choices":     {"conditions", "continue_to"},
}

// keyOf is what tells an item of a list from its siblings; ok is false when only its place does.
func keyOf(list string, item *source.Node) (key string, ok bool) {
	item = item.Resolve()
	if item.Is(source.Scalar) {
		return "=" + sameText(item), true
	}
	for _, by := range keysOf[list] {
		value := item.Get(by).Resolve()
		if value.Is(source.Mapping) { // an approver that is written out
			value = value.Get("email").Resolve()
		}
		if value.Is(source.Scalar) && !value.IsNull() {
			return strings.TrimSpace(value.Value), true
		}
	}
	return "", false
}

// labels are names for the items of a list, each unique in it: the key, with its number when it repeats. Items that have no
// key get an empty one.
func labels(list string, items []*source.Node) []string {
	made := make([]string, len(items))
	seen := map[string]int{}
	for i, item := range items {
		key, ok := keyOf(list, item)
		if !ok {
			continue
		}
		seen[key]++
		made[i] = key + "\x00" + strconv.Itoa(seen[key])
	}
	return made
}

// keyLabels are names for the entries of a mapping as they are written, each unique in it.
func keyLabels(entries []source.Entry) []string {
	made := make([]string, len(entries))
	seen := map[string]int{}
	for i, e := range entries {
		seen[e.Key.Value]++
		made[i] = e.Key.Value
		if n := seen[e.Key.Value]; n > 1 {
			made[i] += "\x00" + strconv.Itoa(n)
		}
	}
	return made
}

// pair tells for each item of a list which one of the list before it is, -1 for none. An item is the one with the same key;
// those without are the same when they say the same in the same order, and what is left over between two that are
// the same goes by its place. Choices left over go by where they lead, then by place.
func (m *meanings) pair(list string, before, after []*source.Node) []int {
	pairs := make([]int, len(after))
	taken := make([]bool, len(before))
	known := map[string]int{}
	for i, label := range labels(list, before) {
		if label != "" {
			known[label] = i
		}
	}
	ls := labels(list, after)
	for i, label := range ls {
		pairs[i] = -1
		if at, ok := known[label]; ok && label != "" {
			pairs[i], taken[at] = at, true
		}
	}
	byPlace := func(n *source.Node, label string) bool {
		return label == "" || list == "choices" && !n.Is(source.Scalar)
	}
	if list == "choices" {
		m.pairChoices(before, after, pairs, taken)
	}
	m.pairSame(before, after, pairs, taken, func(i int) bool { return byPlace(after[i], ls[i]) })
	m.pairGaps(before, after, pairs, taken, func(i int) bool { return byPlace(after[i], ls[i]) }, list)
	return pairs
}

// pairChoices pairs choices whose condition changed by where they lead, when only one does on either side.
func (m *meanings) pairChoices(before, after []*source.Node, pairs []int, taken []bool) {
	target := func(n *source.Node) int { return m.of(n.Get("continue_to")) }
	there := map[int][]int{}
	for i, n := range before {
		if to := target(n); to != 0 && !taken[i] {
			there[to] = append(there[to], i)
		}
	}
	here := map[int][]int{}
	for i, n := range after {
		if to := target(n); to != 0 && pairs[i] < 0 {
			here[to] = append(here[to], i)
		}
	}
	for to, is := range here {
		if js := there[to]; len(is) == 1 && len(js) == 1 {
			pairs[is[0]], taken[js[0]] = js[0], true
		}
	}
}

// pairSame pairs items that say the same, first with first.
func (m *meanings) pairSame(before, after []*source.Node, pairs []int, taken []bool, free func(int) bool) {
	same := map[int][]int{}
	for i, n := range before {
		if !taken[i] {
			same[m.of(n)] = append(same[m.of(n)], i)
		}
	}
	for i, n := range after {
		if pairs[i] >= 0 || !free(i) {
			continue
		}
		if at := same[m.of(n)]; len(at) > 0 {
			pairs[i], taken[at[0]] = at[0], true
			same[m.of(n)] = at[1:]
		}
	}
}

// pairGaps pairs what is left over behind the same neighbor, in order, when it is of one kind.
func (m *meanings) pairGaps(before, after []*source.Node, pairs []int, taken []bool, free func(int) bool, list string) {
	next := 0
	for i := range after {
		if pairs[i] >= 0 {
			next = pairs[i] + 1
			continue
		}
		if !free(i) {
			continue
		}
		for next < len(before) && !taken[next] {
			at := next
			next++
			if _, keyed := keyOf(list, before[at]); keyed && list != "choices" {
				continue
			}
			if before[at].Resolve().Kind == after[i].Resolve().Kind {
				pairs[i], taken[at] = at, true
				break
			}
		}
	}
}
