package offline

import (
	"math"
	"slices"

	"workflow-designer/backend/words"
)

// spare takes the requests that nobody has to approve from all who were named before.
func (r *reader) spare(guard *cond) {
	if guard == nil {
		return
	}
	for _, st := range r.sketch.stages {
		if st.automatic || st.kind == isTold || st.kind == getsCopy || st.sentence < 0 || disjoint(st.guard, guard) {
			continue
		}
		if rest := except(st.guard, guard); !rest.isNever() {
			st.guard = rest
		}
	}
}

// tierUnion is all that was said with conditions since the last "everybody": what otherwise is the opposite of.
func (r *reader) tierUnion() *cond {
	all := never()
	n := len(r.tier)
	for i := n - 1; i >= 0; i-- {
		if i < n-1 && !shareField(r.tier[i], r.tier[n-1]) {
			break
		}
		all = either(all, r.tier[i])
	}
	if n == 0 {
		return never()
	}
	return all
}

// aboveTiers takes from "up to 100" what an "up to 10" said just before: each amount belongs to the lowest that reaches it.
func (r *reader) aboveTiers(guard *cond) *cond {
	reachesUp := func(c *cond) bool {
		return c != nil && c.kind == isNumber && len(c.reach) == 1 && math.IsInf(c.reach[0].lo, -1) && !math.IsInf(c.reach[0].hi, 1)
	}
	if !reachesUp(guard) || len(r.tier) == 0 {
		return guard
	}
	for i := len(r.tier) - 1; i >= 0; i-- {
		below := r.tier[i]
		if !sameField(below, guard) || below.reach[len(below.reach)-1].hi >= guard.reach[0].hi {
			return guard
		}
		guard = except(guard, below)
		if reachesUp(below) {
			break
		}
	}
	return guard
}

func shareField(a, b *cond) bool {
	for _, f := range a.fields() {
		if slices.Contains(b.fields(), f) {
			return true
		}
	}
	return false
}

func (r *reader) keepTier(said, guard *cond) {
	if said == nil && guard == nil {
		return
	}
	const most = 12
	if guard != nil && len(r.tier) < most {
		r.tier = append(r.tier, guard)
	} else if guard != nil {
		r.tier = append(r.tier[1:], guard)
	}
}

// widen lets the stages before, which are for other requests so far, have those of a condition too.
func (r *reader) widen(guard *cond) {
	for _, st := range r.sketch.stages {
		if !st.automatic && !st.closed && st.guard != nil && st.kind != isTold && shareField(st.guard, guard) && disjoint(st.guard, guard) && touch(st.guard, guard) {
			st.guard = either(st.guard, guard)
		}
	}
}

// touch tells whether nothing lies between the requests of two conditions on one amount; for others it is always so.
func touch(a, b *cond) bool {
	if !sameField(a, b) || a.kind != isNumber {
		return true
	}
	for _, x := range a.reach {
		for _, y := range b.reach {
			if x.hi == y.lo || y.hi == x.lo || (x.lo == x.hi || y.lo == y.hi) && (y.lo-x.hi == 1 || x.lo-y.hi == 1) {
				return true
			}
		}
	}
	return false
}

// narrowOthers takes the requests of a condition from all who are asked for more than those.
func (r *reader) narrowOthers(c clause, guard *cond) {
	tiered := slices.ContainsFunc(r.sketch.stages, func(st *stage) bool {
		return st.guard != nil && guard.kind == isNumber && shareField(st.guard, guard)
	})
	for _, st := range r.sketch.stages {
		if tiered && st.guard == nil {
			continue // it is for all amounts: only the other tiers are meant
		}
		if st.automatic || st.kind == isTold || st.kind == getsCopy || st.guard != nil && !shareField(st.guard, guard) {
			continue
		}
		if len(st.who) == 1 && slices.ContainsFunc(c.who, func(a actor) bool { return a.slug() == st.who[0].slug() || alike(st.who[0], a) }) {
			continue
		}
		if rest := except(st.guard, guard); !rest.isNever() {
			st.guard = rest
		}
	}
}

// narrowLast takes the requests of a condition from the stage before.
func (r *reader) narrowLast(guard *cond) {
	for i := len(r.sketch.stages) - 1; i >= 0; i-- {
		if st := r.sketch.stages[i]; !st.automatic && st.kind != isTold {
			if rest := except(st.guard, guard); !rest.isNever() {
				st.guard = rest
			}
			return
		}
	}
}

// borders says to whom the amounts belong at which two stages meet.
func (r *reader) borders() {
	for _, a := range r.sketch.stages {
		for _, b := range r.sketch.stages {
			if a == b || !sameField(a.guard, b.guard) || a.guard.kind != isNumber || len(a.guard.reach) != 1 || len(b.guard.reach) != 1 {
				continue
			}
			low, high := &a.guard.reach[0], &b.guard.reach[0]
			if low.hi != high.lo || math.IsInf(low.hi, 0) || low.lo >= high.lo || low.hi >= high.hi {
				continue
			}
			switch {
			case low.hiIn && high.loIn && high.loose:
				high.loIn = false
			case low.hiIn && high.loIn && low.loose:
				low.hiIn = false
			case low.hiIn && high.loIn:
				high.loIn = false
			case !low.hiIn && !high.loIn:
				high.loIn = true
				r.sketch.unclear = append(r.sketch.unclear, doubt{
					at: b.at, question: words.F("Who has exactly %s? It is given to %s.", group(high.lo), namesOf(b)),
					answers: []string{namesOf(a), namesOf(b)},
				})
			}
		}
	}
}
