package simulate

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Scenario is a case that a workflow is tried out with again and again: after each change it must still come to the same.
type Scenario struct {
	Name      string         `json:"name"`
	Requester map[string]any `json:"requester"`
	Form      map[string]any `json:"form"`
	Begin     time.Time      `json:"begin"`
	Acts      []Act          `json:"acts"`
	Expected  Expected       `json:"expected"`
}

// Expected is what a scenario comes to. What is nil or empty is not looked at.
type Expected struct {
	EndedWith string   `json:"ended_with"` // as Ended.With; waiting for a request that is not at its end
	Steps     []string `json:"steps"`      // the ids of the steps that it comes to, in order
	Approvers []string `json:"approvers"`  // who decides, in order, as the text names them
}

// Waiting stands in Expected for a request that has not ended.
const Waiting = "waiting"

// Difference says what of a scenario is not as expected.
type Difference string

// What may differ, in the order in which it is looked for.
const (
	DiffersNothing   Difference = ""
	DiffersAct       Difference = "act" // one of its acts cannot be any more
	DiffersSteps     Difference = "steps"
	DiffersApprovers Difference = "approvers"
	DiffersEnd       Difference = "ended_with"
)

// Checked is what became of a scenario.
type Checked struct {
	Name    string     `json:"name"`
	Passed  bool       `json:"passed"`
	Differs Difference `json:"differs"` // what differs first; empty: nothing
	Words   string     `json:"words"`
	Actual  Expected   `json:"actual"` // what it comes to now
}

// Expects is what a run has come to, for a scenario that is kept.
func (r Run) Expects() Expected {
	e := Expected{EndedWith: Waiting, Steps: r.Visited(), Approvers: r.Approvers()}
	if ended := r.Ended(); ended != nil {
		e.EndedWith = ended.With
	}
	return e
}

// Check runs a scenario, and says whether it passed or what differs first.
func Check(w *Workflow, s Scenario) Checked {
	run, taken, refused := Replay(w, Setup{Requester: s.Requester, Form: s.Form, Begin: s.Begin}, s.Acts)
	c := Checked{Name: s.Name, Actual: run.Expects()}
	want, got := s.Expected, c.Actual
	switch {
	case refused != nil:
		c.Differs, c.Words = DiffersAct, fmt.Sprintf("Act %d, %s, cannot be any more: %s", taken+1, quoted(s.Acts[taken].Do), refused.Message)
	case len(want.Steps) > 0 && !slices.Equal(want.Steps, got.Steps):
		c.Differs, c.Words = DiffersSteps, differing(want.Steps, got.Steps,
			"Step %d is %s, and should be %s.", "It should go on to %s.", "It should end before %s.")
	case len(want.Approvers) > 0 && !slices.Equal(want.Approvers, got.Approvers):
		c.Differs, c.Words = DiffersApprovers, differing(want.Approvers, got.Approvers,
			"Decision %d is made by %s, and should be made by %s.", "%s should decide too.", "%s should not be asked.")
	case want.EndedWith != "" && want.EndedWith != got.EndedWith:
		c.Differs, c.Words = DiffersEnd, fmt.Sprintf("It comes to %s, and should come to %s.", quoted(inWords(got.EndedWith)), quoted(inWords(want.EndedWith)))
	default:
		c.Passed, c.Words = true, fmt.Sprintf("It comes to %s by %s.", quoted(inWords(got.EndedWith)), strings.Join(got.Steps, ", "))
	}
	return c
}

// differing says where two lists part: at one that is another, one that is missing, or one too many.
func differing(want, got []string, another, missing, extra string) string {
	for i := range max(len(want), len(got)) {
		switch {
		case i >= len(got):
			return fmt.Sprintf(missing, quoted(want[i]))
		case i >= len(want):
			return fmt.Sprintf(extra, quoted(got[i]))
		case want[i] != got[i]:
			return fmt.Sprintf(another, i+1, quoted(got[i]), quoted(want[i]))
		}
	}
	return ""
}
