package analysis

import (
	"strings"

	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// checkOutcomes looks at the ways of each step by themselves.
func (c *checker) checkOutcomes() {
	for _, step := range c.doc.Steps {
		if step.Node == nil {
			continue
		}
		for i := range step.Ways {
			c.checkWay(step, &step.Ways[i])
		}
		if c.whole {
			c.checkMissingOutcomes(step)
			c.checkTimeout(step)
		}
	}
}

// checkedByReference are the outcomes whose steps a runtime looks up before it takes the workflow.
var checkedByReference = map[string]bool{
	"on_approve": true, "on_reject": true, "on_complete": true, "on_timeout": true, "choices": true, "default": true,
}

func (c *checker) checkWay(step *model.Step, way *model.Way) {
	to := way.To
	if way.Ends && to.Node != nil {
		c.add(diagnostic.ConflictingAction, to.Node, to.Node.Span,
			words.F("The workflow ends here, so it never continues to %q.", to.Name),
			"Delete continue_to, or end_workflow.", nil)
	}
	if !c.whole || to.Node == nil || checkedByReference[way.Key] || c.doc.Step(to.Name) != nil {
		return
	}
	hint, fix := words.Text("Name one of the workflow's steps."), (*diagnostic.Fix)(nil)
	if near, ok := c.guess(to.Name, c.names.steps); ok {
		hint, fix = words.F("Did you mean %q?", near), c.replaceScalar(to.Node, near)
	}
	c.add(diagnostic.WayToUnknownStep, to.Node, to.Node.Span,
		words.F("The way %s of %q leads to %q, but there is no such step.", way.Key, step.ID, to.Name), hint, fix)
}

// checkMissingOutcomes looks at steps that say what comes after one answer and not after the other. Outcomes with names of
// their own are answers too: then nobody can say that one is missing.
func (c *checker) checkMissingOutcomes(step *model.Step) {
	if !Decides(step) || len(step.Ways) == 0 {
		return
	}
	has := map[string]bool{}
	for _, way := range step.Ways {
		switch way.Key {
		case "on_approve", "on_reject", "on_complete", "on_timeout", "on_failure":
			has[way.Key] = true
		default:
			if way.Kind == model.Outcome {
				return
			}
		}
	}
	accepts := "on_approve"
	if !has[accepts] && has["on_complete"] {
		accepts = "on_complete"
	}
	switch {
	case !has["on_reject"] && has[accepts] && canReject(step):
		c.add(diagnostic.MissingReject, step.Key, step.Key.Span,
			words.F("Nothing says what happens when %q is rejected.", step.ID),
			"Add on_reject, with continue_to or end_workflow: true.",
			c.addBehind(step.Node, accepts, "End the workflow on a rejection", "on_reject",
				edit.Map(edit.Pair{Key: "end_workflow", Value: edit.Boolean(true)})))
	case has["on_reject"] && !has[accepts]:
		c.add(diagnostic.MissingApprove, step.Key, step.Key.Span,
			words.F("Nothing says what happens when %q is approved.", step.ID),
			"Add on_approve, with continue_to or end_workflow: true.", nil)
	}
}

// canReject tells whether anybody who is asked can say no: not who only takes note.
func canReject(step *model.Step) bool {
	if len(step.Approvers) == 0 {
		return !onlyTakesNote[approvalType(step.Node)]
	}
	for _, a := range step.Approvers {
		if !onlyTakesNote[approvalTypeOf(step, a)] {
			return true
		}
	}
	return false
}

// onlyTakesNote has the types of approval that cannot be refused.
var onlyTakesNote = map[string]bool{"receives_a_copy": true, "needs_to_acknowledge": true, "needs_to_call_action": true}

// approvalTypeOf is what an approver is asked to do: their own type, or else that of the step.
func approvalTypeOf(step *model.Step, a model.Approver) string {
	if kind := approvalType(a.At); kind != "" {
		return kind
	}
	return approvalType(step.Node)
}

func approvalType(mapping *source.Node) string {
	text, _ := mapping.Get("approval_type").Text()
	return strings.TrimSpace(text)
}

// checkTimeout looks for ways that nothing ever takes. An SLA is a target, no timeout, but some runtimes act on it.
func (c *checker) checkTimeout(step *model.Step) {
	for _, key := range []string{"timeout", "sla", "sla_hours", "source"} {
		if !step.Node.Get(key).IsNull() {
			return
		}
	}
	settings := c.doc.Process.Get("settings")
	if !settings.Get("timeout").Get(step.ID).IsNull() || !settings.Get("timeout").Get("default").IsNull() ||
		!settings.Get("sla_defaults").IsNull() {
		return
	}
	for _, way := range step.Ways {
		if way.Key == "on_timeout" {
			c.add(diagnostic.OnTimeoutWithoutTimeout, way.At, way.At.Span,
				words.F("The step %q has no timeout, so this way is never taken.", step.ID),
				"Add a timeout to the step, such as timeout: 2_days, or delete on_timeout.", nil)
		}
	}
}

// checkSettings looks at settings that name steps.
func (c *checker) checkSettings() {
	if !c.whole || len(c.doc.Steps) == 0 {
		return
	}
	settings := c.doc.Process.Get("settings")
	for _, e := range settings.Get("timeout").All() {
		if e.Key.Value != "default" && e.Key.Value != "global" {
			c.checkStepName(e.Key, func(id string) words.Text {
				return words.F("A timeout is set for %q, but there is no such step.", id)
			})
		}
	}
	for _, rule := range settings.Get("escalation").List() {
		for _, key := range []string{"step", "continue_to"} {
			if name := rule.Get(key).Resolve(); name.Is(source.Scalar) && !name.IsNull() {
				c.checkStepName(name, func(id string) words.Text {
					return words.F("The escalation names %q, but there is no such step.", id)
				})
			}
		}
	}
}

func (c *checker) checkStepName(node *source.Node, unknown func(string) words.Text) {
	if node.Kind != source.Scalar || c.doc.Step(node.Value) != nil {
		return
	}
	hint, fix := words.Text("Name one of the workflow's steps, or delete the setting."), (*diagnostic.Fix)(nil)
	if near, ok := c.guess(node.Value, c.names.steps); ok {
		hint = words.F("Did you mean %q?", near)
		if node.Parent.Get(near) == nil {
			fix = c.replaceScalar(node, near)
		}
	}
	c.add(diagnostic.TimeoutOfUnknownStep, node, node.Span,
		unknown(node.Value), hint, fix)
}
