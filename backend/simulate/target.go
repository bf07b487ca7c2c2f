package simulate

import (
	"cmp"
	"slices"
)

// target is a way that no path has taken yet, and how far each step is from it.
type target struct {
	way  string
	to   map[string]int  // ways to its step
	on   map[string]int  // ways to an end
	left map[string]bool // the ways of the path so far
	done bool
}

// far is how far a step is from which there is no way.
const far = 1 << 20

// mostLookedThrough bounds how many steps are looked through for ways that have no path.
const mostLookedThrough = 100_000

// coverRest looks for one path for each way that has none, once the enumeration has stopped.
func (e *explorer) coverRest(start *step) {
	stopped := e.stopped
	ends := e.distances(func(s *step) bool {
		return s.kind == "end" || slices.ContainsFunc(e.branches(s), func(b branch) bool { return b.to == nil && b.why == "" })
	})
	targets := mostLookedThrough / max(len(e.w.steps), 1)
	for _, s := range e.w.steps {
		for _, way := range s.ways {
			if e.covered[way.ID] || e.budget <= 0 || targets <= 0 {
				continue
			}
			targets--
			e.toward = &target{way: way.ID, left: e.used, on: ends, to: e.distances(func(o *step) bool { return o == s })}
			if e.toward.to[start.id] >= far {
				continue
			}
			room := 2*len(e.w.steps) + 50
			e.stopped, e.visited, e.mostVisited = nil, 0, room
			e.limits = Limits{Paths: len(e.paths) + 1, Hops: max(e.told, e.prover.work) + room}
			e.walk(start)
		}
	}
	e.toward, e.stopped = nil, stopped
}

// distances are how many ways lead from each step to those that are looked for.
func (e *explorer) distances(found func(*step) bool) map[string]int {
	away := map[string]int{}
	var todo []*step
	from := map[string][]*step{}
	for _, s := range e.w.steps {
		away[s.id] = far
		if found(s) {
			away[s.id] = 0
			todo = append(todo, s)
		}
		for _, way := range s.ways {
			if way.To != "" && !way.Ends {
				from[way.To] = append(from[way.To], s)
			}
		}
	}
	for len(todo) > 0 {
		s := todo[0]
		todo = todo[1:]
		for _, before := range from[s.id] {
			if away[before.id] == far {
				away[before.id] = away[s.id] + 1
				todo = append(todo, before)
			}
		}
	}
	return away
}

// sorted puts the branches first that lead to the target, and behind it those that lead to an end.
func (t *target) sorted(branches []branch) []branch {
	passed := t.left[t.way]
	away := func(b branch) int {
		switch {
		case b.way != nil && b.way.ID == t.way:
			return -1
		case b.to == nil && passed:
			return 0
		case b.to == nil:
			return far
		case passed:
			return 1 + t.on[b.to.id]
		}
		return 1 + t.to[b.to.id]
	}
	list := slices.Clone(branches)
	slices.SortStableFunc(list, func(a, b branch) int { return cmp.Compare(away(a), away(b)) })
	return list
}

// reached tells whether a path takes the way.
func (t *target) reached(hops []hop) bool {
	return slices.ContainsFunc(hops, func(h hop) bool { return h.way != nil && h.way.ID == t.way })
}
