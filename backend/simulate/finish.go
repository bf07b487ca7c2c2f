package simulate

import (
	"slices"

	"workflow-designer/backend/words"
)

// mostActsToEnd is how many acts a run is brought to its end by.
const mostActsToEnd = 1000

// Finish brings a run to its end by itself: every step comes to the first of the outcomes that are given for it and not used up
// (the last one stays), or else to a yes. Acts are what was done. It stops where an outcome is refused.
func (r Run) Finish(decide map[string][]string) (run Run, acts []Act, refused *Refusal) {
	acts = []Act{}
	used := map[string]int{}
	for run = r; run.m.ended == nil && len(acts) < mostActsToEnd; {
		next, done, bad := run.step(decide, used)
		if bad != nil {
			return run, acts, bad
		}
		run, acts = next, append(acts, done...)
	}
	if run.m.ended == nil {
		return run, acts, refuse(HasEnded, "Look at the loop.", words.F("The request has not come to its end after %d acts: it goes round.", len(acts)))
	}
	return run, acts, nil
}

// step sends the form, or brings the step at which the run waits to its outcome.
func (r Run) step(decide map[string][]string, used map[string]int) (Run, []Act, *Refusal) {
	if r.m.sentAt.IsZero() {
		send := Act{Do: Submit}
		next, refused := r.Act(send)
		return next, []Act{send}, refused
	}
	id, outcome := r.Waits(), r.usual()
	if list := decide[id]; len(list) > 0 {
		outcome = list[min(used[id], len(list)-1)]
		used[id]++
	}
	return r.Toward(outcome, nil)
}

// usual is a yes, or what comes first at the step.
func (r Run) usual() string {
	at := r.m.at
	if at.system {
		return Complete
	}
	var outcomes []string
	for _, v := range at.voters {
		if v.counts {
			outcomes = append(outcomes, at.step.outcomes(v.asks)...)
		}
	}
	if slices.Contains(outcomes, Approve) || len(outcomes) == 0 {
		return Approve
	}
	return outcomes[0]
}
