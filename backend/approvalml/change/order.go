package change

import "slices"

// inOrder puts the labels of what stays into the order that both sides want: mine, or theirs when only they changed the order
// of what all have. What stands on one side only follows the one that it follows there. clash tells that both changed the
// order, each in another way; it is mine then, or theirs when takeTheirs.
func inOrder(base, mine, theirs []string, stays map[string]bool, takeTheirs bool) (order []string, clash bool) {
	common := func(list []string) []string {
		in := func(label string, l map[string]bool) bool { return l[label] }
		b, m, t := setOf(base), setOf(mine), setOf(theirs)
		var kept []string
		for _, label := range list {
			if in(label, b) && in(label, m) && in(label, t) {
				kept = append(kept, label)
			}
		}
		return kept
	}
	b, m, t := common(base), common(mine), common(theirs)
	first, second := mine, theirs
	switch {
	case slices.Equal(t, b), slices.Equal(t, m):
	case slices.Equal(m, b):
		first, second = theirs, mine
	default:
		clash = true
		if takeTheirs {
			first, second = theirs, mine
		}
	}
	return woven(first, second, setOf(base), stays), clash
}

func setOf(labels []string) map[string]bool {
	set := make(map[string]bool, len(labels))
	for _, l := range labels {
		set[l] = true
	}
	return set
}

// woven is first with what only second has behind the one that it follows there, and behind what first has new in that place.
func woven(first, second []string, base, stays map[string]bool) []string {
	next := map[string]string{}
	placed := map[string]bool{"": true}
	last := ""
	for _, label := range first {
		if stays[label] && !placed[label] {
			next[last], placed[label] = label, true
			last = label
		}
	}
	inSecond := setOf(second)
	last = ""
	for _, label := range second {
		if !stays[label] {
			continue
		}
		if !placed[label] {
			for at := next[last]; at != "" && !base[at] && !inSecond[at]; at = next[last] {
				last = at
			}
			next[label], next[last], placed[label] = next[last], label, true
		}
		last = label
	}
	order := make([]string, 0, len(placed))
	for at := next[""]; at != ""; at = next[at] {
		order = append(order, at)
	}
	return order
}
