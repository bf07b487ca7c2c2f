package simulate

import (
	"maps"
	"slices"

	"workflow-designer/backend/words"
)

// Toward lets the step at which a request waits come to an outcome: by as many votes as that takes, by letting its time pass for
// timeout, by an answer of the other system. What must be filled in for a yes is filled in with samples. Acts are what was done.
// A question that is open is answered first. Form is what is filled in there besides. It refuses an outcome that the step cannot come to.
func (r Run) Toward(outcome string, form map[string]any) (next Run, acts []Act, refused *Refusal) {
	next = r
	do := func(a Act) bool {
		var bad *Refusal
		if next, bad = next.Act(a); bad != nil {
			refused = bad
			return false
		}
		acts = append(acts, a)
		return true
	}
	at := r.m.at
	switch {
	case at == nil:
		return r, nil, refuse(HasEnded, "Start again.", "The request does not wait for anything.")
	case at.question != nil && !do(Act{Do: Answer, Step: at.step.id}):
		return r, nil, refused
	}
	switch {
	case outcome == Timeout && at.step.way(Timeout) == nil:
		return r, nil, refuse(NoOutcome, "Choose another outcome.", words.F("Nothing says what follows when the time of %s is up.", quoted(at.step.id)))
	case outcome == Timeout:
		do(Act{Do: Advance, Until: UntilDeadline})
	case at.system:
		do(Act{Do: System, Step: at.step.id, Outcome: outcome})
	default:
		for _, v := range at.voters {
			a := Act{Do: Decide, Step: at.step.id, Approver: v.As, Outcome: outcome}
			if v.outcome != "" || !v.counts || !slices.Contains(at.step.outcomes(v.asks), outcome) {
				continue
			}
			if a.Form = form; outcome != Reject {
				a.Form = next.missing(at.step.id, form)
			}
			if !do(a) || next.m.at == nil || next.m.passed != r.m.passed {
				break
			}
		}
		if refused == nil && next.m.at != nil && next.m.passed == r.m.passed {
			refused = refuse(NoOutcome, "Choose another outcome.", words.F("Those who are asked at %s cannot bring it to %s.", quoted(at.step.id), quoted(outcome)))
		}
	}
	if refused != nil {
		return r, nil, refused
	}
	return next, acts, nil
}

// missing is what is filled in at a step: what is given, and samples for what the step asks for besides.
func (r Run) missing(step string, given map[string]any) map[string]any {
	m := r.m.copied()
	m.fill(given)
	if m.workflow.form.Step(step) == nil || len(m.problems(step)) == 0 {
		return given
	}
	filled := maps.Clone(given)
	if filled == nil {
		filled = map[string]any{}
	}
	for name, value := range m.workflow.sampleAt(m.data, step, m.setup.Begin) {
		if old, there := m.data[name]; !there || !same(old, value) {
			filled[name] = value
		}
	}
	return filled
}

// Waits is the step at which the run waits; empty when it does not.
func (r Run) Waits() string {
	if r.m.at == nil {
		return ""
	}
	return r.m.at.step.id
}
