package offline

import (
	"slices"

	"workflow-designer/backend/words"
)

const maxStages = 40

var strategies = map[string]string{"any": "any_one", "all": "all", "majority": "majority"}

// settle adds what a clause says to the stages that were said before.
func (r *reader) settle(c clause, at int) {
	guard := c.cond
	if c.other && c.cond == nil && r.otherIn == at+1 {
		guard = r.otherwise // otherwise the manager and then the director: the same requests
	} else if c.other {
		guard = both(opposite(r.tierUnion()), guard)
	}
	if r.otherIn = 0; c.other && c.cond == nil {
		r.otherIn, r.otherwise = at+1, guard
	}
	if c.unless {
		guard = opposite(c.cond)
	}
	if !c.also && !c.unless && !c.other {
		guard = r.aboveTiers(guard)
	}
	if guard != nil && guard.isNever() {
		return
	}
	place := r.placeOf(c.from, c.until)
	for _, a := range c.insteadOf {
		if st := r.stageOf(a); st != nil && guard != nil {
			st.guard = except(st.guard, guard)
		}
	}
	switch {
	case c.skip:
		for _, a := range c.who {
			if st := r.stageOf(a); st != nil && c.cond != nil {
				st.guard = except(st.guard, c.cond)
			}
		}
		r.tell(place, "This is not asked of them.", nil)
		return
	case c.automatic && len(c.who) == 0:
		r.keepTier(c.cond, guard)
		r.spare(guard)
		r.push(&stage{automatic: true, guard: guard, at: place, sentence: at}, c)
		return
	case len(c.who) == 0:
		r.settleTimes(c, place)
		if i := r.lastDecision(); i >= 0 && c.strategy != "" && (r.sketch.stages[i].strategy == "" || r.sketch.stages[i].strategy == "all" && c.strategy != "all") && (c.strategy != "all" || len(r.sketch.stages[i].who) > 1) {
			r.sketch.stages[i].strategy = strategies[c.strategy]
			r.tell(place, "", r.sketch.stages[i])
		}
		if c.cond != nil {
			r.keepTier(c.cond, guard)
		}
		return
	}
	if !c.own && c.timeout != "" && c.cond == nil && len(c.who) > 0 && r.stageOf(c.who[0]) != nil {
		c.to, c.who = c.who, nil
		r.settleTimes(c, place)
		return
	}
	if !c.own && !c.named && !c.always && !c.closing && c.cond == nil && !c.other && c.strategy == "" && !c.first && len(c.after)+len(c.before) == 0 {
		return
	}
	if c.rejected && c.verb == noKind && c.named && len(c.who) > 0 {
		c.verb = isTold
	}
	if c.rejected && c.verb != isTold {
		return
	}
	r.keepTier(c.cond, guard)
	for _, a := range append(slices.Clone(c.to), c.after...) {
		if st := r.stageOf(a); st != nil {
			if st.guard != nil {
				st.guard = either(st.guard, guard)
			}
		} else if !c.escalates {
			st := &stage{kind: approves, who: []actor{a}, at: place, sentence: at}
			if c.condFirst && r.hasDone(c) && slices.ContainsFunc(c.after, func(x actor) bool { return x.slug() == a.slug() }) {
				st.guard = guard
			}
			r.push(st, clause{})
		}
	}
	if c.also && guard != nil {
		r.widen(guard)
	}
	if c.instead && guard != nil {
		r.narrowLast(guard)
	}
	if c.exclusive && guard != nil {
		r.narrowOthers(c, guard)
	}
	k := c.verb
	if k == noKind || k == routes || k == requires || k == escalates || k == skips {
		k = approves
	}
	r.addStages(c, k, guard, place, at)
}

// hasDone tells whether a clause says what somebody has done before: after legal has reviewed it.
func (r *reader) hasDone(c clause) bool {
	for i := c.from; i+1 < c.until; i++ {
		if r.all[i].is("has", "have") && verbKinds[r.all[i+1].low] != noKind {
			return true
		}
	}
	return false
}

func (r *reader) tell(at place, meaning words.Text, st *stage) {
	if at.to > at.from {
		r.sketch.seen = append(r.sketch.seen, understood{at: at, meaning: meaning, stage: st})
	}
}

// tellOf is tell of a step that was there before.
func (r *reader) tellOf(at place, meaning words.Text, step string) {
	if at.to > at.from {
		r.sketch.seen = append(r.sketch.seen, understood{at: at, meaning: meaning, step: step})
	}
}

// stageOf is the stage of somebody who was named before.
func (r *reader) stageOf(a actor) *stage {
	var found *stage
	for _, st := range r.sketch.stages {
		if st.automatic || st.kind == isTold {
			continue
		}
		for _, w := range st.who {
			if w.slug() == a.slug() || len(st.who) == 1 && alike(w, a) {
				found = st
			}
		}
	}
	return found
}

// alike tells whether a shorter name means the one before: the director, after the project director.
func alike(full, short actor) bool {
	if len(short.words) >= len(full.words) || short.words[len(short.words)-1] != full.words[len(full.words)-1] {
		return false
	}
	return len(short.words) == 1 && !slices.Contains([]string{"manager", "director", "head", "lead", "officer", "team", "department"}, short.words[0])
}

func (r *reader) addStages(c clause, k kind, guard *cond, at place, sentence int) {
	who := dropDoubles(c.who)
	var made []*stage
	if k == isTold {
		who = slices.DeleteFunc(who, func(a actor) bool {
			if a.isRequestor() {
				r.tell(at, "The requestor is told how it ends.", nil)
			}
			return a.isRequestor()
		})
		if len(who) == 0 {
			return
		}
		st := &stage{kind: isTold, who: who, guard: guard, at: at, sentence: sentence, rejected: c.rejected}
		r.push(st, c)
		return
	}
	strategy := strategies[c.strategy]
	if c.joined == "or" && strategy == "" {
		strategy = "any_one"
	}
	many := len(who) > 1 || who[0].count > 1 || strategy != "" && strategy != "all" || strategy == "all" && r.lastMembers(c) > 1
	if many && !c.sequence && k != getsCopy {
		if strategy == "" {
			strategy = "all"
		}
		st := &stage{kind: k, who: who, strategy: strategy, guard: guard, at: at, sentence: sentence}
		if n := r.lastMembers(c); n > 1 && len(who) == 1 {
			who[0].members = n
		}
		r.push(st, c)
		made = append(made, st)
	} else {
		after := -1
		for _, a := range who {
			st := r.sameActor(a, k, guard, c, after)
			if st == nil {
				st = &stage{kind: k, who: []actor{a}, guard: guard, at: at, sentence: sentence}
				r.push(st, c)
			} else {
				r.tell(at, "", st)
			}
			after = slices.Index(r.sketch.stages, st)
			made = append(made, st)
		}
	}
	for _, st := range made {
		st.closed = st.closed || c.exclusive && guard != nil
		if st.sentence < 0 {
			st.at = at // a step of the workflow that is changed
		}
		if c.timeout != "" {
			st.timeout = c.timeout
		}
		if c.escalate != nil {
			st.escalate = c.escalate
			if st.timeout == "" {
				r.assumeTime(st, place{at.from, at.to})
			}
		}
		st.review = st.review || r.looks(c)
	}
}

// looks tells whether a clause uses a word for reading rather than for deciding.
func (r *reader) looks(c clause) bool {
	for i := c.from; i < c.until; i++ {
		switch r.all[i].low {
		case "review", "reviews", "reviewed", "check", "checks", "checked", "screens", "screened", "examines", "verifies", "verified", "inspects", "assesses", "evaluates":
			return true
		case "approve", "approves", "approved", "approval", "decides", "decide":
			return false
		}
	}
	return false
}

// lastMembers is how many members a clause gives a committee: four members.
func (r *reader) lastMembers(c clause) int {
	for i := c.from; i < c.until; i++ {
		if n := r.memberCount(i); n > 0 {
			return n
		}
	}
	return 0
}

func dropDoubles(who []actor) []actor {
	var out []actor
	for _, a := range who {
		if !slices.ContainsFunc(out, func(b actor) bool { return b.slug() == a.slug() }) && len(out) < 20 {
			out = append(out, a)
		}
	}
	return out
}

// sameActor is the stage of somebody who was named before, when what is said now is about the same stage; it takes that in.
func (r *reader) sameActor(a actor, k kind, guard *cond, c clause, after int) *stage {
	for i := len(r.sketch.stages) - 1; i > after; i-- {
		st := r.sketch.stages[i]
		if st.automatic || st.kind == isTold || st.kind == getsCopy || len(st.who) != 1 || st.who[0].slug() != a.slug() && !alike(st.who[0], a) {
			continue
		}
		last := i == r.lastDecision()
		switch {
		case st.kind != k && k != approves && st.kind != approves:
			return nil
		case st.kind != k && k != approves && !last:
			return nil
		case k != approves:
			st.kind = k
		}
		switch {
		case guard == nil && (c.always || c.enough && st.guard != nil):
			st.guard = nil
		case guard != nil && st.guard != nil:
			st.guard = either(st.guard, guard)
		case guard == nil && st.guard != nil && st.sentence == len(r.sketch.stages)+1:
			return nil
		case guard == nil && st.guard != nil && r.everyAround(c):
			st.guard = nil
		}
		return st
	}
	return nil
}

// everyAround tells whether a clause speaks of all requests.
func (r *reader) everyAround(c clause) bool {
	for i := c.from; i < c.until; i++ {
		if r.all[i].is("every", "everything", "all", "always", "any") {
			return true
		}
	}
	return false
}

func (r *reader) lastDecision() int {
	for i := len(r.sketch.stages) - 1; i >= 0; i-- {
		if st := r.sketch.stages[i]; !st.automatic && st.kind != isTold && st.kind != getsCopy {
			return i
		}
	}
	return -1
}

// push puts a stage where it belongs: mostly behind all others.
func (r *reader) push(st *stage, c clause) {
	list := r.sketch.stages
	if len(list) >= maxStages {
		r.sketch.unclear = append(r.sketch.unclear, doubt{at: st.at, question: "This is more than one workflow can show. Should it be a workflow of its own?", answers: []string{"Yes", "No"}})
		return
	}
	at := len(list)
	for at > 0 && st.kind != isTold && list[at-1].kind == isTold && list[at-1].guard == nil && list[at-1].sentence < st.sentence {
		at--
	}
	if c.first && at > 0 && list[at-1].sentence < st.sentence {
		at = 0
	}
	for _, a := range c.after {
		if other := r.stageOf(a); other != nil && r.refining {
			at = slices.Index(list, other) + 1
			st.behind = other
		}
	}
	for _, a := range c.before {
		if other := r.stageOf(a); other != nil {
			at = min(at, slices.Index(list, other))
		} else {
			list = append(list, &stage{kind: approves, who: []actor{a}, at: st.at, sentence: st.sentence})
		}
	}
	r.sketch.stages = slices.Insert(list, at, st)
	r.tell(st.at, "", st)
	if st.guard == nil && !st.automatic && st.kind != isTold && len(c.to) == 0 {
		r.freeTier = true
	}
}
