package simulate

import (
	"maps"
	"math"
	"slices"

	"workflow-designer/backend/approvalml/form"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// automatic does a step without people, with an answer that was given before or the one that the text gives for tests.
func (m *machine) automatic(s *step) *step {
	if given, ok := m.given(s); ok {
		return m.answered(s, given)
	}
	if s.way(Failure) != nil {
		return m.waitFor(s, words.F("%s waits for what the other system answers.", s.name))
	}
	return m.answered(s, canned{Complete, m.mock(s)})
}

// given is an answer that was given before the step was reached; of several the first, and the last one stays.
func (m *machine) given(s *step) (canned, bool) {
	list := m.canned[s.id]
	if len(list) == 0 {
		return canned{}, false
	}
	if len(list) > 1 {
		m.canned[s.id] = list[1:]
	}
	return list[0], true
}

// mock is what the text gives for tests: values by field, or one for the field that keeps the answer.
func (m *machine) mock(s *step) map[string]any {
	n := s.node.Get("mock_data")
	if n.IsNull() {
		return nil
	}
	value := valueOf(n, new(int))
	keeps := first(textOf(s.node.Get("api").Get("save_to")), textOf(s.node.Get("data_processor").Get("save_to")))
	if keeps != "" {
		return map[string]any{keeps: value}
	}
	group, _ := value.(map[string]any)
	return group
}

func (m *machine) answered(s *step, given canned) *step {
	m.fill(given.form)
	if given.outcome == Failure {
		m.note("", EventSystem, s.id, words.F("%s: the other system failed.", s.name))
	} else {
		m.note("", EventSystem, s.id, words.F("%s is done; nothing was called in this test.", s.name))
	}
	return m.proceed(s, given.outcome, inWords(given.outcome))
}

// waitFor waits for another system.
func (m *machine) waitFor(s *step, said words.Text) *step {
	if given, ok := m.given(s); ok {
		return m.answered(s, given)
	}
	m.at = &token{step: s, since: m.now, system: true}
	m.startClock()
	m.note("", EventArrived, s.id, said)
	return nil
}

// children goes on as if all child workflows were done.
func (m *machine) children(s *step) *step {
	given, told := m.given(s)
	if !told {
		given = canned{Complete, m.mock(s)}
	}
	if s.kind == "loop" && given.outcome != Failure {
		rounds := 0
		for ; rounds < s.most && s.while != nil; rounds++ {
			if holds, err := s.while.Holds(m.context()); err != nil || !holds {
				break
			}
			m.fill(given.form)
		}
		m.note("", EventRepeated, s.id, words.F("%s went round %d times, of at most %d; the child workflow is not run in a test.", s.name, rounds, s.most))
		return m.proceed(s, given.outcome, inWords(given.outcome))
	}
	m.note("", EventLeftOut, s.id, words.F("%s: child workflows are not run in a test.", s.name))
	return m.answered(s, given)
}

// system takes what another system answers: now, or when the step is reached.
func (m *machine) system(a Act) *Refusal {
	at := m.at
	id := a.Step
	if id == "" && at != nil && at.system {
		id = at.step.id
	}
	s := m.workflow.byID[id]
	switch {
	case m.ended != nil:
		return refuse(HasEnded, "Step back, or start again.", "The workflow has ended.")
	case s == nil:
		return refuse(NoSuchStep, "Name a step without people.", words.F("There is no step %s.", quoted(id)))
	case s.kind != "automatic" && s.kind != "wait_webhook" && s.kind != "spawn" && s.kind != "loop":
		return refuse(NotHere, "Name a step without people.", words.F("At %s no other system answers.", quoted(id)))
	}
	given := canned{first(a.Outcome, Complete), a.Form}
	if !slices.Contains([]string{Complete, Failure}, given.outcome) && s.way(given.outcome) == nil {
		return refuse(NoOutcome, "Say complete or failure.", words.F("%s has no outcome %s.", quoted(id), quoted(given.outcome)))
	}
	if at != nil && at.system && at.step == s {
		m.enter(m.answered(s, given))
		return nil
	}
	m.canned[s.id] = append(slices.Clip(m.canned[s.id]), given)
	return nil
}

// fillIn takes what somebody fills in at a step, and refuses a yes while something is missing there.
func (m *machine) fillIn(s *step, filled map[string]any, outcome string) *Refusal {
	m.fill(filled)
	if len(filled) > 0 {
		m.note("", EventFilledIn, s.id, words.F("%s: filled in %s.", s.name, allOf(slices.Sorted(maps.Keys(filled)))))
	}
	if outcome == Reject || s.view == nil {
		return nil
	}
	if problems := m.problems(s.id); len(problems) > 0 {
		return refuse(FormIncomplete, "Fill in what the step asks for.", problems[0].Message)
	}
	return nil
}

// problems are those of the form as it is shown to the requester, or at a step.
func (m *machine) problems(step string) []form.Problem {
	return m.workflow.form.Evaluate(m.data, form.View{Step: step}).Problems
}

// mostValues bounds what is read of a value: an alias can make much out of little.
const mostValues = 5000

// valueOf is what a node says, as encoding/json decodes it.
func valueOf(n *source.Node, seen *int) any {
	if n = n.Resolve(); n == nil || *seen > mostValues {
		return nil
	}
	*seen++
	switch n.Kind {
	case source.Mapping:
		group := map[string]any{}
		for _, e := range n.All() {
			group[e.Key.Resolve().Value] = valueOf(e.Value, seen)
		}
		return group
	case source.Sequence:
		list := []any{}
		for _, item := range n.Items {
			list = append(list, valueOf(item, seen))
		}
		return list
	default:
	}
	switch n.Tag {
	case source.Null:
		return nil
	case source.Bool:
		return n.Value == "true" || n.Value == "True" || n.Value == "TRUE"
	case source.Int, source.Float:
		if v, ok := source.Number(n.Value); ok && !math.IsNaN(v) && !math.IsInf(v, 0) {
			return v
		}
	default:
	}
	return n.Value
}

// act lets one thing happen.
func (m *machine) act(a Act) *Refusal {
	switch a.Do {
	case Submit:
		return m.submit(a)
	case Decide:
		return m.decide(a)
	case Ask:
		return m.ask(a)
	case Answer:
		return m.answer(a)
	case Advance:
		return m.advance(a)
	case System:
		return m.system(a)
	}
	return refuse(UnknownAct, "Choose submit, decide, ask, answer, advance or system.", words.F("There is no act %s.", quoted(a.Do)))
}
