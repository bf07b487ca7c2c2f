package simulate

import (
	"slices"
	"strings"
	"time"

	"workflow-designer/backend/words"
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
	Words   words.Text `json:"words"`
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
		c.Differs, c.Words = DiffersAct, words.F("Act %d, %s, cannot be any more: %s", taken+1, quoted(s.Acts[taken].Do), refused.Message)
	case len(want.Steps) > 0 && !slices.Equal(want.Steps, got.Steps):
		c.Differs, c.Words = DiffersSteps, otherSteps(want.Steps, got.Steps)
	case len(want.Approvers) > 0 && !slices.Equal(want.Approvers, got.Approvers):
		c.Differs, c.Words = DiffersApprovers, otherApprovers(want.Approvers, got.Approvers)
	case want.EndedWith != "" && want.EndedWith != got.EndedWith:
		c.Differs, c.Words = DiffersEnd, words.F("It comes to %s, and should come to %s.", outcomeQuoted(got.EndedWith), outcomeQuoted(want.EndedWith))
	case len(got.Steps) == 0:
		c.Passed, c.Words = true, words.F("It comes to %s.", outcomeQuoted(got.EndedWith))
	default:
		c.Passed, c.Words = true, words.F("It comes to %s by %s.", outcomeQuoted(got.EndedWith), strings.Join(got.Steps, ", "))
	}
	return c
}

// parting is where two lists part: at one that is another, one that is missing, or one too many; at is -1 where they do not.
func parting(want, got []string) (at int, is, should string) {
	for i := range max(len(want), len(got)) {
		switch {
		case i >= len(got):
			return i, "", quoted(want[i])
		case i >= len(want):
			return i, quoted(got[i]), ""
		case want[i] != got[i]:
			return i, quoted(got[i]), quoted(want[i])
		}
	}
	return -1, "", ""
}

func otherSteps(want, got []string) words.Text {
	switch at, is, should := parting(want, got); {
	case is == "":
		return words.F("It should go on to %s.", should)
	case should == "":
		return words.F("It should end before %s.", is)
	default:
		return words.F("Step %d is %s, and should be %s.", at+1, is, should)
	}
}

func otherApprovers(want, got []string) words.Text {
	switch at, is, should := parting(want, got); {
	case is == "":
		return words.F("%s should decide too.", should)
	case should == "":
		return words.F("%s should not be asked.", is)
	default:
		return words.F("Decision %d is made by %s, and should be made by %s.", at+1, is, should)
	}
}
