package analysis

import (
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/words"
)

// checkFlow finds what is wrong with where the ways lead.
func (c *checker) checkFlow() {
	if !c.whole || len(c.graph.Nodes) == 0 {
		return
	}
	if start := c.doc.Start(); start.Type == "end" && len(c.graph.Nodes) > 1 {
		c.add(diagnostic.StartsWithEnd, start.Key, start.Key.Span,
			words.F("A request begins at the first step, but %q is an end.", start.ID),
			"Move the step where a request begins to the top.", nil)
	} else if !c.leadsAstray() {
		c.checkReach()
	}
	c.checkDeadEnds()
	c.checkTraps()
	c.checkCycles()
}

// leadsAstray tells whether a way names a step that does not exist: the one that is meant is not cut off then, but misspelt.
func (c *checker) leadsAstray() bool {
	for _, e := range c.graph.Edges {
		if e.To == Nowhere && !e.Ends && e.Way.To.Node != nil {
			return true
		}
	}
	return false
}

// checkReach reports the first step of each part that is cut off, not all that stand behind it.
func (c *checker) checkReach() {
	nodes := c.graph.Nodes
	covered := make([]bool, len(nodes))
	cover := func(n int) bool {
		seen := covered[n] || nodes[n].Reachable
		covered[n] = true
		return !seen
	}
	report := func(n int) {
		c.graph.flood([]int{n}, cover)
		step := nodes[n].Step
		c.add(diagnostic.UnreachableStep, step.Key, step.Key.Span,
			words.F("No way leads from the first step to %q.", step.ID),
			"Let a way continue to it, or delete the step.", nil)
	}
	for n := range nodes {
		if !nodes[n].Reachable && !c.comesFromElsewhere(n) {
			report(n)
		}
	}
	for n := range nodes { // what is left goes round in a circle
		if !nodes[n].Reachable && !covered[n] {
			report(n)
		}
	}
}

// comesFromElsewhere tells whether another step leads here.
func (c *checker) comesFromElsewhere(n int) bool {
	for _, e := range c.graph.Nodes[n].In {
		if c.graph.Edges[e].From != n {
			return true
		}
	}
	return false
}

// checkDeadEnds reports steps that say nothing of what comes next.
func (c *checker) checkDeadEnds() {
	for i := range c.graph.Nodes {
		step := c.graph.Nodes[i].Step
		if len(step.Ways) > 0 || step.Node == nil || !leadsOn[step.Type] {
			continue
		}
		hint := words.Text("Add on_complete, with continue_to or end_workflow: true.")
		switch {
		case step.Type == "conditional_split":
			hint = "Add choices and default, with continue_to or end_workflow: true."
		case Decides(step):
			hint = "Add on_approve and on_reject, with continue_to or end_workflow: true."
		}
		c.add(diagnostic.DeadEnd, step.Key, step.Key.Span,
			words.F("Nothing says what comes after %q.", step.ID),
			hint, nil)
	}
}

// leadsOn has the types of steps that something has to come after.
var leadsOn = map[string]bool{
	"decision": true, "approval": true, "parallel_approval": true, "conditional_split": true, "automatic": true,
	"notification": true, "notification_only": true, "spawn": true, "loop": true, "wait_webhook": true,
}

// Decides tells whether people decide at a step.
func Decides(step *model.Step) bool {
	return step.Type == "decision" || step.Type == "approval" || step.Type == "parallel_approval"
}

// Waits tells whether a request surely or possibly rests at a step until something happens outside of it.
func Waits(step *model.Step) bool {
	switch step.Type {
	case "automatic", "notification", "notification_only", "conditional_split":
		return false
	default:
		return true
	}
}

// checkTraps reports the circles that nothing leads out of, each once. What leads into one is not at fault.
func (c *checker) checkTraps() {
	of, count := c.graph.components(func(*Edge) bool { return true })
	leaves := make([]bool, count)
	for _, e := range c.graph.Edges {
		if e.To != Nowhere && of[e.From] != of[e.To] {
			leaves[of[e.From]] = true
		}
	}
	reported := make([]bool, count)
	for n, node := range c.graph.Nodes {
		if node.Ending || !node.Reachable || leaves[of[n]] || reported[of[n]] {
			continue
		}
		reported[of[n]] = true
		c.add(diagnostic.PathNeverEnds, node.Step.Key, node.Step.Key.Span,
			words.F("A request that gets to %q never comes to an end.", node.Step.ID),
			"Let one of the ways lead to an end step, or end the workflow with end_workflow: true.", nil)
	}
}

// checkCycles reports circles in which no step waits, at the way that closes them. A loop turns a limited number of times.
func (c *checker) checkCycles() {
	edges := c.graph.Edges
	turns := func(e *Edge) bool {
		return e.To != Nowhere && e.Way.Kind != model.Again && !Waits(c.graph.Nodes[e.From].Step) && !Waits(c.graph.Nodes[e.To].Step)
	}
	of, count := c.graph.components(turns)
	reported := make([]bool, count)
	for i := range edges {
		e := &edges[i]
		if !turns(e) || of[e.From] != of[e.To] || reported[of[e.From]] || e.To > e.From {
			continue
		}
		reported[of[e.From]] = true
		message := words.F("From %q back to %q no step waits for a person.", c.graph.Nodes[e.From].Step.ID, c.graph.Nodes[e.To].Step.ID)
		if e.From == e.To {
			message = words.F("The step %q leads back to itself, and nobody is waited for.", c.graph.Nodes[e.From].Step.ID)
		}
		c.add(diagnostic.CycleWithoutHuman, e.Way.To.Node, e.Way.To.Node.Span, message,
			"Lead out of the circle, or put a decision or a wait_webhook step into it.", nil)
	}
}
