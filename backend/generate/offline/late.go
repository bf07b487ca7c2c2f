package offline

import (
	"slices"
	"strings"

	"workflow-designer/backend/words"
)

// lateName names a step for whoever steps in; where the same person does so for several steps, it says for which.
func (b *builder) lateName(st *stage, s *step) string {
	name := sprintf("Escalation to %s", lowerFirst(st.escalate.title()))
	for _, other := range b.late {
		if other.stage != st && other.stage.escalate.slug() == st.escalate.slug() {
			return sprintf("%s after %s", name, lowerFirst(s.name))
		}
	}
	return name
}

// afterLate is where a request goes that was escalated: past whoever has just decided because of that. ok is false when there is
// no such place.
func (b *builder) afterLate(st *stage, who, next string) (string, bool) {
	i := slices.Index(b.stages, st)
	for k := i + 1; k < len(b.stages); k++ {
		then := b.stages[k]
		if then.kind == isTold || then.automatic {
			continue
		}
		s := b.step[then]
		if s.approver == who || slices.Contains(s.approvers, who) {
			if k > i+1 || s.approver != who {
				b.r.sketch.unclear = append(b.r.sketch.unclear, doubt{at: st.at, question: words.F("%s decides later on anyway. Who steps in when time is up?", st.escalate.title())})
				return "", false
			}
			return b.entry(k+1, then.guard), true
		}
		if then.guard == nil || disjoint(then.guard, st.guard) {
			break
		}
	}
	return next, true
}

// summary is what a message says of a request: its first few answers.
func (b *builder) summary() string {
	var lines []string
	for _, f := range b.r.sketch.fields {
		switch f.kind {
		case "text", "select", "date", "currency", "number", "email":
			if len(lines) < 4 {
				lines = append(lines, f.label+": ${form."+f.name+"}")
			}
		}
	}
	if len(lines) == 0 {
		return "The request says more."
	}
	return strings.Join(lines, "\n")
}

// tellRefused makes the steps that tell others of a rejection.
func (b *builder) tellRefused() []*step {
	var list []*step
	for _, st := range b.r.sketch.stages {
		if !st.rejected || st.kind != isTold {
			continue
		}
		s := b.stepOf(st)
		s.id, s.next = b.id(s.id+"_of_rejection"), "rejected"
		s.subject = sprintf("%s: rejected", b.r.sketch.name)
		s.body = b.summary()
		b.refused = s.id
		list = append(list, s)
		break
	}
	return list
}
