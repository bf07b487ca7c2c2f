package diagram

import (
	"slices"
	"strings"

	"workflow-designer/backend/approvalml/condition"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/approvalml/validate/duration"
	"workflow-designer/backend/words"
)

// setKey changes a plain value of a step; an empty one takes the key out.
func (p *pen) setKey(e Edit) string {
	s := p.known(e.Step)
	if s == nil {
		return ""
	}
	value := strings.TrimSpace(e.Value)
	switch e.Key {
	case "name":
		if value == "" {
			p.refuse(cannot("A step needs a name.", "Write what people read as its name."))
			return ""
		}
		p.put(s, "name", value)
	case "description":
		p.put(s, "description", value, "name", "type")
	case "type":
		if typeNames[value] == "" || instead[value] != "" {
			p.refuse(cannot(words.F("There is no type of steps %s.", quote.Marked(value)), "Choose one of the types of steps."))
			return ""
		}
		p.put(s, "type", value, "name")
		if value == "parallel_approval" {
			p.listApprover(s)
		}
	case "timeout":
		p.setTimeout(s, value)
	case "strategy":
		p.setStrategy(s, value)
	default:
		p.refuse(cannot(words.F("The diagram does not change %s.", quote.Marked(e.Key)), "Change it in the text."))
	}
	return s.ID
}

// put sets a text of a step: an empty one takes the key out, a new one goes behind the last of the keys that are named, or in
// front of all when none of them is there.
func (p *pen) put(s *model.Step, key, value string, behind ...string) {
	path := p.step(s.ID)
	p.putAt(path, key, value, func() string {
		if before, found := p.behind(path, func(other string) bool { return slices.Contains(behind, other) }); found {
			return before
		}
		return p.before(path, func(string) bool { return true })
	})
}

// putAt is put for any mapping; before says which key a new one is put in front of.
func (p *pen) putAt(mapping source.Path, key, value string, before func() string) {
	at := mapping.With(source.Key(key))
	switch e := p.find(mapping).Entry(key); {
	case e == nil && value == "":
	case e == nil:
		p.insert(mapping, before(), key, p.habits.text(key, value))
	case value == "":
		p.remove(at)
	case textOf(e.Value) == value && e.Value.Resolve().Tag == source.String: // it says so
	default:
		p.set(at, p.rewritten(key, e.Value, value))
	}
}

// beforeWays is the key that something goes in front of which comes before the ways of a step.
func (p *pen) beforeWays(s *model.Step) string {
	return p.before(p.step(s.ID), func(key string) bool {
		return strings.HasPrefix(key, "on_") || key == "choices" || key == "default" || key == "loop"
	})
}

// setTimeout writes where the document keeps such times: in the step, or in the settings.
func (p *pen) setTimeout(s *model.Step, value string) {
	if !duration.Timeout(value) {
		p.refuse(cannot(words.F("%s is no timeout.", quote.Marked(value)),
			"Write a number, an underscore and a unit: 48_hours, 5_business_days, 2_days or 30_minutes."))
		return
	}
	settings := p.doc.Process.Path().With(source.Key("settings"), source.Key("timeout"))
	kept := p.find(settings)
	own, there := s.Node.Entry("timeout") != nil, kept.Entry(s.ID) != nil
	last := func() string { return "" }
	switch {
	case value == "":
		p.drop(settings.With(source.Key(s.ID)))
		p.put(s, "timeout", "")
	case own:
		p.put(s, "timeout", value)
	case there || len(kept.All()) > 0 && !slices.ContainsFunc(p.doc.Steps, func(s *model.Step) bool { return s.Node.Entry("timeout") != nil }):
		p.putAt(settings, s.ID, value, last)
	default:
		p.putAt(p.step(s.ID), "timeout", value, func() string { return p.beforeWays(s) })
	}
}

func (p *pen) setStrategy(s *model.Step, value string) {
	switch {
	case s.Type != "parallel_approval" && value != "":
		p.refuse(cannot("Only a parallel approval has a strategy.", "Change the type of the step first."))
		return
	case value != "" && !slices.Contains([]string{"all", "any_one", "majority"}, value):
		p.refuse(cannot(words.F("There is no strategy %s.", quote.Marked(value)), "Choose all, any_one or majority."))
		return
	}
	key := "strategy"
	if s.Node.Entry(key) == nil && s.Node.Entry("approval_strategy") != nil {
		key = "approval_strategy"
	}
	p.put(s, key, value, "approvers")
}

// isName tells whether a name can stand in a condition as it is.
func isName(name string) bool {
	expression, bad := condition.Parse(name)
	if bad != nil {
		return false
	}
	names := expression.Names()
	return len(names) == 1 && names[0].String() == name
}

// quoted is a text as a condition writes it.
func quoted(text string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(text) + "'"
}
