package diagram

import (
	"slices"
	"strings"

	"workflow-designer/backend/approvalml/analysis"
	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// hows are the keys that name somebody.
var hows = []string{"approver", "dynamic_approver", "role"}

// isPerson refuses what names nobody.
func (p *pen) isPerson(how, who string) bool {
	switch {
	case !slices.Contains(hows, how):
		p.refuse(cannot(words.F("Nobody is named by %s.", quote.Marked(how)), "Choose approver, dynamic_approver or role."))
	case who == "":
		p.refuse(cannot("It is not said who decides.", "Write an email address, a role, or a variable such as ${requestor.manager}."))
	}
	return p.err == nil
}

// decides refuses a step at which nobody decides.
func (p *pen) decides(s *model.Step) bool {
	if !analysis.Decides(s) {
		p.refuse(cannot(words.F("Nobody decides at %s.", quote.Marked(s.ID)), "Change the type of the step to decision or parallel approval first."))
	}
	return p.err == nil
}

// addApprover lets one more person decide.
func (p *pen) addApprover(e Edit) string {
	s, who := p.known(e.Step), strings.TrimSpace(e.Who)
	if s == nil || !p.isPerson(e.How, who) || !p.decides(s) {
		return ""
	}
	path := p.step(s.ID)
	list := path.With(source.Key("approvers"))
	item := p.habits.group("approvers[]", field{e.How, p.habits.text(e.How, who)})
	switch there := p.find(list); {
	case there.Is(source.Sequence):
		p.add(list, item)
	case s.Type == "parallel_approval" && s.Node.Entry("approvers") != nil:
		p.set(list, p.habits.list("approvers", item))
	case s.Type == "parallel_approval":
		p.insert(path, p.afterNames(s), "approvers", p.habits.list("approvers", item))
	case len(s.Approvers) > 0:
		p.refuse(cannot("One person decides here.", "Change the type of the step to parallel approval, then add more."))
	default:
		p.put(s, "approver", who, "name", "type", "description")
	}
	return s.ID
}

// afterNames is the key that something goes in front of which comes right behind what a step is called.
func (p *pen) afterNames(s *model.Step) string {
	before, _ := p.behind(p.step(s.ID), func(key string) bool { return key == "name" || key == "type" || key == "description" })
	return before
}

// approver is the one with an index, and the path of the mapping that names them.
func (p *pen) approver(e Edit) (s *model.Step, a *model.Approver, at source.Path) {
	s = p.known(e.Step)
	if s == nil {
		return nil, nil, nil
	}
	if e.Index < 0 || e.Index >= len(s.Approvers) {
		p.refuse(cannot(words.F("The step %s has no approver %d.", quote.Marked(s.ID), e.Index+1), "Choose one of its approvers."))
		return nil, nil, nil
	}
	a, at = &s.Approvers[e.Index], p.step(s.ID)
	if a.At == s.Node {
		return s, a, at
	}
	list := at.With(source.Key("approvers"))
	for i, item := range p.find(list).List() {
		if item.Resolve() == a.At {
			return s, a, list.With(source.Index(i))
		}
	}
	return s, a, at
}

// listApprover makes the one who decides the first of several.
func (p *pen) listApprover(s *model.Step) {
	one := s.Node.Entry("approver")
	if one == nil || one.Value.IsNull() || s.Node.Entry("approvers") != nil {
		return
	}
	path := p.step(s.ID)
	same := part{edit.Copy(p.doc.Tree, one.Value), sayingOf(one.Value)}
	p.rename(path.With(source.Key("approver")), "approvers")
	p.set(path.With(source.Key("approvers")), p.habits.list("approvers", p.habits.group("approvers[]", field{"approver", same})))
}

// setApprover lets somebody else decide, or names them in another way.
func (p *pen) setApprover(e Edit) string {
	who := strings.TrimSpace(e.Who)
	s, a, at := p.approver(e)
	if s == nil || !p.isPerson(e.How, who) {
		return ""
	}
	key := e.How
	if a.At == s.Node && s.Type == "decision" {
		key = "approver" // it takes a person, a role or a variable
	}
	if key != a.Key {
		p.rename(at.With(source.Key(a.Key)), key)
	}
	if a.Who != who || a.Node.Kind != source.Scalar && key != a.Key {
		p.set(at.With(source.Key(key)), p.rewritten(key, a.Node, who))
	}
	return s.ID
}

// removeApprover lets one person less decide.
func (p *pen) removeApprover(e Edit) string {
	s, a, at := p.approver(e)
	switch {
	case s == nil:
		return ""
	case len(s.Approvers) == 1:
		p.refuse(cannot("Somebody must decide here.", "Add another approver first, or name somebody else."))
	case a.At == s.Node:
		p.remove(at.With(source.Key(a.Key)))
	default:
		p.remove(at)
	}
	return s.ID
}
