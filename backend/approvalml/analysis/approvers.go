package analysis

import (
	"slices"
	"strings"

	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// checkApprovers looks at who decides.
func (c *checker) checkApprovers() {
	for i := range c.graph.Nodes {
		step := c.graph.Nodes[i].Step
		if step.Node == nil || !Decides(step) {
			continue
		}
		c.checkPresence(step)
		c.checkDuplicates(step)
		for _, a := range step.Approvers {
			c.checkVariable(a)
			c.checkSelf(step, a)
		}
		c.checkNextApprovers(i)
	}
}

// whoIs is the person or role that an approver names, in one spelling; empty when it cannot be told.
func whoIs(a model.Approver) string {
	who := strings.ToLower(strings.TrimSpace(a.Who))
	if inner, ok := variable(who); ok {
		return "${" + inner + "}"
	}
	return who
}

// nameNode is what is underlined of an approver.
func nameNode(a model.Approver) *source.Node {
	for _, key := range []string{"email", "role"} {
		if n := a.Node.Get(key).Resolve(); n.Is(source.Scalar) && !n.IsNull() {
			return n
		}
	}
	return a.Node
}

// variable is what stands between ${ and } when a text is nothing else.
func variable(text string) (string, bool) {
	inner, ok := strings.CutPrefix(strings.TrimSpace(text), "${")
	if !ok || strings.Count(inner, "}") != 1 || !strings.HasSuffix(inner, "}") {
		return "", false
	}
	return strings.TrimSpace(strings.TrimSuffix(inner, "}")), true
}

func (c *checker) checkPresence(step *model.Step) {
	if !c.whole {
		return
	}
	named := 0
	for _, a := range step.Approvers {
		if whoIs(a) != "" {
			named++
		}
	}
	switch {
	case named == 0 && len(step.Approvers) > 0:
		c.add(diagnostic.NoApprover, step.Approvers[0].Node, step.Approvers[0].Node.Span,
			"This approver names nobody.", "Give an email, a role, or a variable such as ${requestor.manager}.", nil)
	case named == 0:
		hint := words.Text("Add approver, with an email, a role, or a variable such as ${requestor.manager}.")
		if step.Node.Get("condition") != nil {
			hint = "Where a condition decides and no person, use the type conditional_split with choices."
		}
		c.add(diagnostic.NoApprover, step.Key, step.Key.Span, words.F("Nobody is asked at %q.", step.ID), hint, nil)
	case step.Type == "parallel_approval" && len(step.Approvers) == 1:
		c.add(diagnostic.ParallelOfOne, step.Key, step.Key.Span,
			words.F("The parallel step %q has one approver only.", step.ID), "Add another approver, or use the type decision.", nil)
	}
}

func (c *checker) checkDuplicates(step *model.Step) {
	seen := map[string]bool{}
	for _, a := range step.Approvers {
		who := whoIs(a)
		if who != "" && seen[who] {
			node := nameNode(a)
			c.add(diagnostic.DuplicateApprover, node, node.Span,
				words.F("%s is asked already in this step.", strings.TrimSpace(node.Value)), "Name somebody else, or delete the entry.", nil)
		}
		seen[who] = true
	}
}

// requestorWords are what a runtime knows of the person who makes a request.
var requestorWords = []string{
	"manager", "supervisor", "head_of_department", "department_head", "email", "name", "id", "department", "position", "role",
	"first_name", "last_name", "full_name", "phone", "employee_id", "user_id", "company", "job_title", "title",
}

// approverRoots are what variables in an approver may begin with, beside form and requestor.
var approverRoots = map[string]bool{
	"instance": true, "workflow": true, "system": true, "env": true, "vars": true, "request": true, "requester": true, "step": true,
}

// checkVariable looks at approvers that are a variable and nothing else; the form's fields in it are those of all texts.
func (c *checker) checkVariable(a model.Approver) {
	node := nameNode(a)
	inner, ok := variable(node.Value)
	if node.Kind != source.Scalar || !ok {
		return
	}
	root, rest, dotted := strings.Cut(inner, ".")
	first := leadingName(rest)
	switch {
	case root == "form" || approverRoots[root] || c.names.saved[root]:
	case root == "requestor" && (!dotted || slices.Contains(requestorWords, first)):
	case root == "requestor":
		c.addVariable(node, first, requestorWords, words.F("Nothing is known of the requestor as %q.", first),
			"Use manager, supervisor, head_of_department or department_head.")
	case !c.names.sure:
	case c.doc.Field(root) != nil:
		at := strings.Index(node.Value, root)
		span, exact := decode(c.doc.Tree, node).span(at, at+len(root))
		var fix *diagnostic.Fix
		if exact {
			fix = c.replace(node, span, "form."+root)
		}
		c.add(diagnostic.UnknownApproverVariable, node, span,
			words.F("The field %q is not found without form. before it.", root), words.F("Write ${form.%s}.", root), fix)
	default:
		candidates := []string{"requestor", "form", "instance"}
		c.addVariable(node, root, candidates, words.F("There is no variable %q.", root),
			"Use ${requestor.manager}, or ${form.…} with a field that holds an email.")
	}
}

// addVariable reports a wrong word in a variable, with the nearest of those that would be right.
func (c *checker) addVariable(node *source.Node, word string, among []string, message, hint words.Text) {
	at := strings.LastIndex(node.Value, word)
	span, exact := decode(c.doc.Tree, node).span(at, at+len(word))
	var fix *diagnostic.Fix
	if near, ok := c.guess(word, among); ok {
		hint = words.F("Did you mean %s?", near)
		if exact {
			fix = c.replace(node, span, near)
		}
	}
	c.add(diagnostic.UnknownApproverVariable, node, span, message, hint, fix)
}

// checkSelf looks for people who decide on what they ask for. Who confirms, signs or takes note does not decide.
func (c *checker) checkSelf(step *model.Step, a model.Approver) {
	confirms := step.Node.Get("self_confirmation").Resolve()
	if confirms != nil && strings.EqualFold(confirms.Value, "true") || !judges(step, a) || !c.isRequestor(nameNode(a).Value) {
		return
	}
	node := nameNode(a)
	c.add(diagnostic.SelfApproval, node, node.Span, "Whoever makes the request decides on it here.",
		"Name somebody else, such as ${requestor.manager}; or set self_confirmation: true when the request is only confirmed.", nil)
}

// judges tells whether an approver says yes or no.
func judges(step *model.Step, a model.Approver) bool {
	kind := approvalTypeOf(step, a)
	return kind == "" || kind == "needs_to_approve" || kind == "needs_to_recommend"
}

// isRequestor is certain only: a variable of the requestor, or a field that is filled with one.
func (c *checker) isRequestor(who string) bool {
	inner, ok := variable(who)
	if !ok {
		return false
	}
	switch inner {
	case "requestor", "requestor.email", "requestor.id", "requestor.user_id", "requestor.employee_id", "requestor.name",
		"requester", "requester.email", "instance.requester_email", "instance.requestor_email", "instance.submitter_email":
		return true
	}
	name, ok := strings.CutPrefix(inner, "form.")
	if !ok {
		return false
	}
	f := c.doc.Field(name)
	if f == nil {
		return false
	}
	text, _ := f.Node.Get("default_value").Text()
	inner, ok = variable(text)
	return ok && strings.HasPrefix(inner, "requestor") && c.isRequestor(text)
}

// maxBetween is how many steps without a person are looked through for the next approver.
const maxBetween = 32

// checkNextApprovers compares who approves at a step with who is asked next, when it was approved, whatever splits and
// messages stand between.
func (c *checker) checkNextApprovers(n int) {
	step := c.graph.Nodes[n].Step
	for _, key := range []string{"strategy", "approval_strategy"} { // some runtimes read the one, some the other
		strategy, _ := step.Node.Get(key).Text()
		if step.Type == "parallel_approval" && strategy != "" && strategy != "all" {
			return // another one may have approved
		}
	}
	if step.Type == "parallel_approval" && step.RequiredCount() > 0 {
		return
	}
	before := map[string]bool{}
	for _, a := range step.Approvers {
		if who := whoIs(a); who != "" && approves(step, a) {
			before[who] = true
		}
	}
	if len(before) == 0 {
		return
	}
	seen := map[int]bool{n: true}
	todo := c.after(nil, n, seen, true)
	for len(todo) > 0 && len(seen) <= maxBetween {
		next := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		following := c.graph.Nodes[next].Step
		switch {
		case Decides(following) && following.Node != nil:
			c.compareApprovers(step, following, before)
		case !Waits(following):
			todo = c.after(todo, next, seen, false)
		}
	}
}

// after adds the steps behind a step that were not seen; behind a decision only those behind a yes.
func (c *checker) after(todo []int, n int, seen map[int]bool, approved bool) []int {
	for _, e := range c.graph.Nodes[n].Out {
		edge := &c.graph.Edges[e]
		yes := edge.Way.Key == "on_approve" || edge.Way.Key == "on_complete"
		if edge.To == Nowhere || seen[edge.To] || edge.Way.Kind == model.Again || approved && !yes {
			continue
		}
		if len(seen) > maxBetween {
			break
		}
		seen[edge.To] = true
		todo = append(todo, edge.To)
	}
	return todo
}

func (c *checker) compareApprovers(step, next *model.Step, before map[string]bool) {
	for _, a := range next.Approvers {
		if who := whoIs(a); before[who] && approves(next, a) && approvesAlike(step, next, a) {
			node := nameNode(a)
			c.add(diagnostic.SameApproverTwice, node, node.Span,
				words.F("%s has just approved at %q and is asked again.", strings.TrimSpace(node.Value), step.ID),
				"Name somebody else, or leave one of the two steps out.", nil)
		}
	}
}

// approves tells whether an approver's yes counts as an approval.
func approves(step *model.Step, a model.Approver) bool {
	kind := approvalTypeOf(step, a)
	return kind == "" || kind == "needs_to_approve" || kind == "needs_to_sign" || kind == "needs_to_recommend"
}

// approvesAlike tells whether two steps ask for the same: to sign what one has approved is another matter.
func approvesAlike(step, next *model.Step, a model.Approver) bool {
	first, second := approvalType(step.Node), approvalTypeOf(next, a)
	plain := func(kind string) string {
		if kind == "" {
			return "needs_to_approve"
		}
		return kind
	}
	return plain(first) == plain(second)
}
