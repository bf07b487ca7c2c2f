package validate

import (
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// followed are the outcomes whose next step the reference parser looks up; it lets all others pass.
var followed = [...]string{"on_approve", "on_reject", "on_complete", "on_timeout"}

// stepReferences checks the names of steps and sections in the steps, and that a request can begin somewhere.
func (c *checker) stepReferences(workflow *source.Node) {
	if c.steps == nil {
		return
	}
	reached := map[string]bool{}
	done := map[*source.Node]bool{}
	entries := workflow.All()
	for i := range entries {
		step := entries[i].Value.Resolve()
		if !isGroup(step) || done[step] {
			continue
		}
		done[step] = true
		for j := range followed {
			e := step.Get(followed[j]).Entry("continue_to")
			if e == nil {
				continue
			}
			if to, ok := textOf(e.Value); ok && to != "" {
				reached[to] = true
				c.reference(at(e), c.steps, diagnostic.UnknownStep, "step")
			}
		}
		choices, _ := itemsOf(step.Get("choices"))
		for _, choice := range choices {
			c.mustLead(choice.Entry("continue_to"))
		}
		c.mustLead(step.Get("default").Entry("continue_to"))
		c.stepSections(step)
	}
	c.entryPoint(entries, workflow, reached)
}

// mustLead checks a continue_to that must name a step, whatever it is.
func (c *checker) mustLead(e *source.Entry) {
	if e == nil {
		return
	}
	if _, ok := e.Value.Text(); ok {
		c.reference(at(e), c.steps, diagnostic.UnknownStep, "step")
		return
	}
	f := finding{
		code: diagnostic.UnknownStep, message: words.F("The next step is %s, but it must be the id of a step.", described(e.Value)),
		hint: "Write the id of an existing step.", absent: e.Value.IsNull(),
	}
	if n := e.Value.Resolve(); n.Kind == source.Scalar && c.steps.has[n.Value] {
		f.hint, f.fix = "Put it in quotes, so that it is a text.", c.quote(e.Value)
	}
	c.report(at(e), f)
}

func (c *checker) stepSections(step *source.Node) {
	if c.sections == nil {
		return
	}
	for _, key := range [...]string{"view_sections", "edit_sections"} {
		c.references(step.Get(key), c.sections, diagnostic.UnknownSection, "section")
	}
	for _, e := range step.Get("mixed_sections").All() {
		c.reference(place{e.Key, e.Key}, c.sections, diagnostic.UnknownSection, "section")
	}
}

// entryPoint reports a workflow in which every step comes behind another one by an outcome, or that has none.
func (c *checker) entryPoint(entries []source.Entry, workflow *source.Node, reached map[string]bool) {
	p := place{nil, workflow}
	if e := entryOf(workflow); e != nil {
		p = at(e)
	}
	if len(entries) == 0 {
		c.report(p, finding{
			code: diagnostic.NoSteps, message: "The workflow has no steps.", hint: "Add a step, with an id, a name and a type.", absent: true,
		})
		return
	}
	for _, step := range c.steps.list {
		if !reached[step] {
			return
		}
	}
	if len(c.steps.list) > 0 {
		c.report(p, finding{
			code: diagnostic.NoEntryPoint, message: "No step can be the first: each one is reached from another by on_approve, on_reject, on_complete or on_timeout.",
			hint: "Let the first step be named by no outcome: put a step in front of it, or lead back through a choice.", absent: true,
		})
	}
}

// entryOf is the entry whose value a node is.
func entryOf(n *source.Node) *source.Entry {
	if n.Parent == nil {
		return nil
	}
	for i := range n.Parent.Entries {
		if n.Parent.Entries[i].Value == n {
			return &n.Parent.Entries[i]
		}
	}
	return nil
}
