package offline

import "slices"

// settleTimes is for clauses that say only how fast, and what comes of it when nobody acts.
func (r *reader) settleTimes(c clause, at place) {
	if c.timeout == "" && c.escalate == nil {
		return
	}
	var about []*stage
	for _, a := range c.to {
		if st := r.stageOf(a); st != nil {
			about = append(about, st)
		}
	}
	if len(about) == 0 && (r.everyAround(c) || c.escalates || slices.ContainsFunc(r.all[c.from:c.until], func(t token) bool { return t.is("each", "approvals", "nobody", "must", "steps") })) {
		alone := c.escalate != nil && c.timeout == ""
		for i := len(r.sketch.stages) - 1; i >= 0; i-- {
			st := r.sketch.stages[i]
			if st.automatic || st.kind == isTold || st.kind == getsCopy || st.escalate != nil {
				continue
			}
			about = append(about, st)
			if alone {
				break
			}
		}
	}
	if len(about) == 0 {
		if i := r.lastDecision(); i >= 0 {
			about = append(about, r.sketch.stages[i])
		}
	}
	for _, st := range about {
		if c.timeout != "" && st.timeout == "" {
			st.timeout = c.timeout
		}
		if c.escalate != nil && (len(st.who) != 1 || st.who[0].slug() != c.escalate.slug()) {
			st.escalate = c.escalate
		}
		r.tell(at, "", st)
	}
	if c.escalate != nil && c.timeout == "" && len(about) > 0 && about[0].timeout == "" {
		for _, st := range about {
			st.timeout = "2_business_days"
		}
		r.askForTime(at)
	}
}

// assumeTime gives a stage that is escalated at some time two days, and asks.
func (r *reader) assumeTime(st *stage, at place) {
	st.timeout = "2_business_days"
	r.askForTime(at)
}

func (r *reader) askForTime(at place) {
	r.sketch.unclear = append(r.sketch.unclear, doubt{at: at, question: "After how long is it escalated? Two business days are assumed.", answers: []string{"1 business day", "2 business days", "5 business days"}})
}
