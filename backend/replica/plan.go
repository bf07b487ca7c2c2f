package replica

import (
	"cmp"
	"slices"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// Step sends one version.
type Step struct {
	Version workflow.Version
	// Base is what the version goes on top of; the zero Base makes the workflow. It does not count when OnPrevious.
	Base storage.Base
	// OnPrevious: the version goes on top of the one that the step before it has sent. When that did not succeed, this
	// step is left out.
	OnPrevious bool
	// LookFirst: sending the version was begun before, so the bucket may have it already.
	LookFirst bool
}

// Plan says in which order the versions of a company that wait are sent: workflow by workflow, and the oldest version
// of each first. The bases are what the bucket is known to hold as the latest of a workflow; one without is new there.
func Plan(pending []workflow.Pending, bases map[workflow.ID]storage.Base) []Step {
	pending = slices.SortedFunc(slices.Values(pending), func(a, b workflow.Pending) int {
		return cmp.Or(cmp.Compare(a.Version.Ref.ID, b.Version.Ref.ID), cmp.Compare(a.Version.Number, b.Version.Number))
	})
	var steps []Step
	for i, p := range pending {
		step := Step{Version: p.Version, LookFirst: p.Attempts > 0}
		if i > 0 && pending[i-1].Version.Ref == p.Version.Ref {
			step.OnPrevious = true
		} else {
			step.Base = bases[p.Version.Ref.ID]
		}
		steps = append(steps, step)
	}
	return steps
}
