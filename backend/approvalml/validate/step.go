package validate

import (
	"strings"

	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/approvalml/schema"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/approvalml/validate/duration"
	"workflow-designer/backend/words"
)

var stepType = &schema.Type{Kind: schema.Group, Object: schema.Step()}

// workflow checks the steps, each by itself.
func (c *checker) workflow(p place) {
	n := p.node.Resolve()
	c.steps = &names{}
	if !isGroup(n) {
		f := finding{
			code: diagnostic.WrongType, message: words.F("The workflow is %s, but it must be a group of steps.", described(n)),
			hint: "Write each step below an id of its own, without dashes.", absent: n.IsNull(),
		}
		if n.IsNull() {
			f.message = "The workflow has no steps."
			f.hint = "Write the steps here, each below an id of its own."
		}
		c.report(p, f)
		c.steps = nil
		return
	}
	for _, e := range n.All() {
		if c.textKey(e) {
			id, _ := textOf(e.Key)
			c.steps.add(id)
		}
		c.value(stepType, at(&e))
	}
}

// step checks what ties the keys of a step together.
func (c *checker) step(p place) {
	n := p.node.Resolve()
	c.sla(n)
	if e := n.Entry("timeout"); e != nil {
		if text, ok := textOf(e.Value); ok && !duration.Timeout(text) {
			c.report(at(e), finding{
				code: diagnostic.BadTimeout, message: words.F("%s is no timeout.", quote.Marked(text)),
				hint: "Write a number, an underscore and a unit: 48_hours, 5_business_days, 2_days or 30_minutes.",
			})
		}
	}
	switch kind, _ := textOf(n.Get("type")); kind {
	case "automatic":
		c.automatic(n, p)
	case "notification":
		c.notification(n, p)
	case "loop":
		c.needs(n, p, "workflow", "the name of the child workflow")
		c.needs(n, p, "while", "the condition under which it runs again")
	}
	c.fieldMapping(p)
}

// needs reports a key that a step of this type cannot do without.
func (c *checker) needs(n *source.Node, p place, key string, what words.Text) {
	e := n.Entry(key)
	if e != nil && filled(e.Value) {
		if items, ok := itemsOf(e.Value); !ok || len(items) > 0 {
			return
		}
	}
	kind, _ := textOf(n.Get("type"))
	f := finding{
		code: diagnostic.IncompleteStep, message: words.F("A step of type %s needs %s: %s.", kind, key, what),
		hint: words.F("Add %s.", key), absent: e == nil || e.Value.IsNull(),
	}
	if e != nil {
		p = at(e)
	}
	c.report(headOf(n, p), f)
}

func (c *checker) automatic(n *source.Node, p place) {
	api, mapping := n.Get("api"), n.Get("field_mapping").Resolve()
	hasMapping := !mapping.IsNull() && (mapping.Kind != source.Mapping || len(mapping.All()) > 0)
	if api.IsNull() && n.Get("data_processor").IsNull() && !hasMapping {
		c.report(headOf(n, p), finding{
			code: diagnostic.IncompleteStep, message: "An automatic step needs something to do: api, data_processor or field_mapping.",
			hint: "Add one of them, or use a step of type notification to send a message.", absent: true,
		})
	}
	for _, key := range []string{"connector", "action"} {
		if e := api.Entry(key); e != nil {
			if text, ok := textOf(e.Value); ok && text == "" {
				c.report(at(e), finding{
					code: diagnostic.EmptyValue, message: words.F("The %s is empty, but the call needs one.", key), hint: "Write its name.",
				})
			}
		}
	}
}

func (c *checker) notification(n *source.Node, p place) {
	c.needs(n, p, "recipients", "who gets the message")
	if n.Get("notification").IsNull() {
		c.needs(n, p, "notification", "the message that is sent")
	}
}

// sla checks the time to decide. sla_hours only counts when there is no sla.
func (c *checker) sla(n *source.Node) {
	e := n.Entry("sla")
	if e == nil || e.Value.IsNull() {
		if hours := n.Entry("sla_hours"); hours != nil {
			c.value(schema.Step().Property("sla_hours").Type, at(hours))
		}
		return
	}
	if duration.SLA(e.Value.Resolve()) {
		return
	}
	c.report(at(e), finding{
		code: diagnostic.BadSLA, message: words.F("The time is %s, which cannot be read as a duration.", described(e.Value)),
		hint: "Write 30m, 4h, 2d or 1h30m; a number alone counts hours.",
	})
}

// approver checks one of several approvers.
func (c *checker) approver(p place) {
	n := p.node.Resolve()
	c.sla(n)
	given := valued(n, "approver", "dynamic_approver", "role")
	switch {
	case len(given) == 0:
		c.report(headOf(n, p), finding{
			code: diagnostic.OneApprover, message: "This approver is nobody: it needs exactly one of approver, dynamic_approver and role.",
			hint: "Add one of the three.", absent: true,
		})
	case len(given) > 1:
		c.reportKey(at(given[1]), finding{
			code: diagnostic.OneApprover, message: "An approver has exactly one of approver, dynamic_approver and role, but here are several.",
			hint: "Keep one, and write the others as approvers of their own.",
		})
	}
}

func (c *checker) approverDetails(p place) {
	e := p.node.Resolve().Entry("email")
	if e == nil {
		return
	}
	email, ok := textOf(e.Value)
	variable := strings.HasPrefix(email, "${") && strings.HasSuffix(email, "}")
	if ok && !blank(email) && !variable && !strings.Contains(email, "@") {
		c.report(at(e), finding{
			code: diagnostic.BadEmail, message: words.F("%s is no email address.", quote.Marked(email)),
			hint: "Write an address with @, or a variable such as ${form.email}.",
		})
	}
}

// choice checks a way out of a split.
func (c *checker) choice(p place) {
	n := p.node.Resolve()
	for _, key := range []string{"conditions", "continue_to"} {
		if n.Entry(key) == nil {
			c.report(headOf(n, p), finding{
				code: diagnostic.MissingKey, message: words.F("This choice has no %s.", key),
				hint: "A choice needs conditions, and continue_to with the step that is next.", absent: true,
			})
		}
	}
	e := n.Entry("conditions")
	if e == nil {
		return
	}
	text, ok := e.Value.Text()
	switch {
	case !ok:
		if e.Value.IsNull() && c.tree.Repaired {
			return
		}
		c.wrongType(&schema.Type{Kind: schema.Text}, at(e))
	case blank(text):
		c.report(at(e), finding{
			code: diagnostic.EmptyValue, message: "The conditions of this choice are empty.", hint: "Write a condition, such as amount > 1000.",
		})
	}
}
