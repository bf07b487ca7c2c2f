package diagram

import (
	"strings"
	"unicode"

	"workflow-designer/backend/approvalml/analysis"
	"workflow-designer/backend/approvalml/condition"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// Keys of what happens next.
const (
	continueTo  = "continue_to"
	endWorkflow = "end_workflow"
)

// connect lets a way, be it a new one, lead to a step or end the workflow.
func (p *pen) connect(e Edit) string {
	from := p.known(e.Step)
	if from == nil {
		return ""
	}
	w := wayOf(from, e.Way)
	if !p.mayLead(from, e.To, w != nil && w.Kind == model.Again) {
		return ""
	}
	if w != nil {
		p.lead(p.action(from, w), w.Kind, e.To)
		if w.Kind == model.ByChoice && e.Condition != nil {
			p.setCondition(Edit{Step: e.Step, Choice: w.Choice, Condition: e.Condition})
		}
		return from.ID
	}
	switch {
	case from.Type == "end":
		p.refuse(cannot("No way leads out of an end.", "Let the way begin at another step, or change the type of this one."))
	case e.Way == "choice":
		p.newChoice(from, e)
	case e.Way == "default":
		if p.mustSplit(from) {
			p.newAction(from, "default", e.To)
		}
	case isOutcome(e.Way) && from.Type == "conditional_split":
		p.refuse(cannot("A split has choices and a default, and no outcomes.", "Add a choice."))
	case isOutcome(e.Way):
		p.newAction(from, e.Way, e.To)
	default:
		p.refuse(noWay(from.ID))
	}
	return from.ID
}

// mayLead tells whether a way from a step may lead to another one. A loop may lead to its own step: it ends some time.
func (p *pen) mayLead(from *model.Step, to string, loops bool) bool {
	switch {
	case to == "":
	case p.doc.Step(to) == nil:
		p.refuse(noStep(to))
	case to == from.ID && !loops && !analysis.Waits(from):
		p.refuse(cannot(words.F("The step %s would lead back to itself for ever, because nobody is waited for.", quote.Marked(to)), "Lead to another step."))
	}
	return p.err == nil
}

// isOutcome tells whether a key can be that of an outcome: on_ and a name.
func isOutcome(key string) bool {
	name, ok := strings.CutPrefix(key, "on_")
	return ok && name != "" && !strings.ContainsFunc(name, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// wayOf is the way out of a step with an id, or with its key where that tells it: on_approve. Of several the last counts.
func wayOf(s *model.Step, id string) *model.Way {
	var found *model.Way
	for i := range s.Ways {
		if w := &s.Ways[i]; wayID(s.ID, w) == id || w.Key == id && w.Kind != model.ByChoice {
			found = w
		}
	}
	return found
}

// action is the path of what a way says.
func (p *pen) action(from *model.Step, w *model.Way) source.Path {
	path := p.step(from.ID).With(source.Key(w.Key))
	if w.Kind == model.ByChoice {
		path = path.With(source.Index(w.Choice))
	}
	return path
}

// lead lets a way that is there lead to a step, or end the workflow when to is empty.
func (p *pen) lead(at source.Path, kind model.WayKind, to string) {
	action := p.find(at)
	if p.err != nil || action == nil {
		return
	}
	goal, end := action.Entry(continueTo), action.Entry(endWorkflow)
	ends := end != nil && model.Truth(end.Value)
	goalPath, endPath := at.With(source.Key(continueTo)), at.With(source.Key(endWorkflow))
	switch {
	case to == "" && kind == model.ByChoice:
		p.refuse(cannot("A choice must lead to a step: it cannot end the workflow.", "Let it lead to a step of type end."))
	case to == "" && kind == model.Again:
		p.refuse(cannot("A loop must lead back to a step.", "Remove the way, or let it lead to another step."))
	case to == "" && goal == nil && ends:
	case to == "" && goal == nil:
		p.set(endPath, yes())
	case to == "" && end == nil:
		p.rename(goalPath, endWorkflow)
		p.set(endPath, yes())
	case to == "":
		if !ends {
			p.set(endPath, yes())
		}
		p.remove(goalPath)
	case goal != nil:
		p.set(goalPath, p.rewritten(continueTo, goal.Value, to))
		if ends {
			p.remove(endPath)
		}
	case ends:
		p.rename(endPath, continueTo)
		p.set(goalPath, p.habits.text(continueTo, to))
	default:
		p.set(goalPath, p.habits.text(continueTo, to))
	}
}

// goesOn is what happens next, written as a group.
func (p *pen) goesOn(to string) part {
	if to == "" {
		return p.habits.group("action", field{endWorkflow, yes()})
	}
	return p.habits.group("action", field{continueTo, p.habits.text(continueTo, to)})
}

// newAction adds an outcome or a default behind those that are there.
func (p *pen) newAction(from *model.Step, key, to string) {
	path := p.step(from.ID)
	at := path.With(source.Key(key))
	if p.find(path).Entry(key) != nil { // with nothing in it
		p.set(at, p.goesOn(to))
		return
	}
	before, _ := p.behind(path, func(other string) bool {
		return isOutcome(other) || key == "default" && other == "choices"
	})
	p.insert(path, before, key, p.goesOn(to))
}

func (p *pen) mustSplit(s *model.Step) bool {
	if s.Type != "conditional_split" {
		p.refuse(cannot(words.F("Only a conditional split has choices, and %s is none.", quote.Marked(s.ID)), "Add an outcome, or change the type of the step."))
	}
	return p.err == nil
}

// newChoice adds a choice behind those that are there.
func (p *pen) newChoice(from *model.Step, e Edit) {
	if !p.mustSplit(from) {
		return
	}
	if e.To == "" {
		p.refuse(cannot("A choice must lead to a step: it cannot end the workflow.", "Let it lead to a step of type end."))
		return
	}
	if !p.isCondition(e.Condition) {
		return
	}
	choice := p.habits.group("choices[]",
		field{"conditions", p.habits.text("conditions", strings.TrimSpace(*e.Condition))}, field{continueTo, p.habits.text(continueTo, e.To)})
	path := p.step(from.ID).With(source.Key("choices"))
	switch list := p.find(path); {
	case list != nil && list.Is(source.Sequence):
		p.add(path, choice)
	case list != nil:
		p.set(path, p.habits.list("choices", choice))
	default:
		before := p.before(p.step(from.ID), func(key string) bool { return key == "default" })
		p.insert(p.step(from.ID), before, "choices", p.habits.list("choices", choice))
	}
}

// isCondition refuses what is no condition.
func (p *pen) isCondition(text *string) bool {
	if text == nil || strings.TrimSpace(*text) == "" {
		p.refuse(cannot("A choice needs a condition.", "Write one, such as amount > 1000."))
		return false
	}
	if _, bad := condition.Parse(*text); bad != nil {
		hint := bad.Hint
		if hint == "" {
			hint = "Write a condition such as amount > 1000 and category == 'travel'."
		}
		p.refuse(cannot(bad.Message, hint))
		return false
	}
	return true
}

// removeWay takes a way out of its step.
func (p *pen) removeWay(e Edit) string {
	from := p.known(e.Step)
	if from == nil {
		return ""
	}
	w := wayOf(from, e.Way)
	switch {
	case w == nil:
		p.refuse(noWay(from.ID))
	case w.Kind == model.ByChoice && len(from.Choices) == 1:
		p.refuse(cannot("This is the only choice of the split.", "Add another choice first, or remove the step."))
	default:
		p.remove(p.action(from, w))
	}
	return from.ID
}

// setCondition changes when a choice is taken.
func (p *pen) setCondition(e Edit) string {
	s := p.choiceOf(e)
	if s == nil || !p.isCondition(e.Condition) {
		return ""
	}
	at := p.step(s.ID).With(source.Key("choices"), source.Index(e.Choice))
	text := strings.TrimSpace(*e.Condition)
	if old := p.find(at).Entry("conditions"); old == nil {
		p.insert(at, p.before(at, func(string) bool { return true }), "conditions", p.habits.text("conditions", text))
	} else if textOf(old.Value) != text || old.Value.Tag != source.String {
		p.set(at.With(source.Key("conditions")), p.rewritten("conditions", old.Value, text))
	}
	return s.ID
}

// rewritten is another text in the place of a value: in the quotes of the old one when that is a text.
func (p *pen) rewritten(key string, old *source.Node, text string) part {
	made := p.habits.text(key, text)
	if old = old.Resolve(); old != nil && old.Kind == source.Scalar && old.Tag == source.String {
		made.value = made.value.As(old.Style)
	}
	return made
}

// choiceOf is the step of a choice that is there.
func (p *pen) choiceOf(e Edit) *model.Step {
	s := p.known(e.Step)
	if s == nil {
		return nil
	}
	if e.Choice < 0 || e.Choice >= len(s.Choices) || !s.Choices[e.Choice].Node.Is(source.Mapping) {
		p.refuse(cannot(words.F("The step %s has no choice %d.", quote.Marked(s.ID), e.Choice+1), "Choose one of its choices."))
		return nil
	}
	return s
}

// moveChoice changes the order in which choices are asked.
func (p *pen) moveChoice(e Edit) string {
	s := p.choiceOf(e)
	if s == nil {
		return ""
	}
	if e.Place < 0 || e.Place >= len(s.Choices) {
		p.refuse(cannot(words.F("The step %s has no place %d for a choice.", quote.Marked(s.ID), e.Place+1), "Move the choice among the others."))
		return ""
	}
	if e.Place != e.Choice {
		p.move(p.step(s.ID).With(source.Key("choices"), source.Index(e.Choice)), e.Place)
	}
	return s.ID
}
