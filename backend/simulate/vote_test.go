package simulate_test

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/approvalml/diagram"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/simulate"
)

// votes are all that n people can vote, as a list of yes and no.
func votes(n int) [][]bool {
	var all [][]bool
	for bits := range 1 << n {
		list := make([]bool, n)
		for i := range list {
			list[i] = bits&(1<<i) != 0
		}
		all = append(all, list)
	}
	return all
}

// rule is how many of those who vote must approve: by a strategy, or by a number.
type rule struct {
	strategy string
	count    int
}

// rules are all ways to ask for approvals of so many people.
func rules(people int) []rule {
	all := []rule{{"all", 0}, {"any_one", 0}, {"majority", 0}, {"", 0}}
	for count := 1; count <= people+1; count++ {
		all = append(all, rule{"", count}, rule{"majority", count})
	}
	return all
}

// judge decides with all votes known, from what the rules mean.
func (r rule) judge(list []bool) simulate.Verdict {
	yes := 0
	for _, v := range list {
		if v {
			yes++
		}
	}
	agreed := yes == len(list)
	switch {
	case r.count > 0:
		agreed = yes >= r.count || yes == len(list)
	case r.strategy == "any_one":
		agreed = yes > 0
	case r.strategy == "majority":
		agreed = 2*yes > len(list)
	}
	if agreed {
		return simulate.Approved
	}
	return simulate.Rejected
}

func (r rule) tally(total int, list []bool) simulate.Verdict {
	yes, no := 0, 0
	for _, v := range list {
		if v {
			yes++
		} else {
			no++
		}
	}
	return simulate.Tally(simulate.Needed(r.strategy, r.count, total), total, yes, no)
}

func TestVotesAreDecidedAsEarlyAsArithmeticAllows(t *testing.T) {
	for total := 1; total <= 6; total++ {
		for _, rule := range rules(total) {
			for cast := 0; cast <= total; cast++ {
				for _, list := range votes(cast) {
					// given the votes so far, what can still come of them
					can := map[simulate.Verdict]bool{}
					for _, rest := range votes(total - cast) {
						can[rule.judge(slices.Concat(list, rest))] = true
					}
					// then it is decided exactly when there is one thing only
					got := rule.tally(total, list)
					switch {
					case len(can) == 2 && got != simulate.Open:
						t.Fatalf("%v of %d: %v is decided too early", rule, total, list)
					case len(can) == 1 && !can[got]:
						t.Fatalf("%v of %d: %v comes to %v, and only %v can come of it", rule, total, list, got, can)
					}
				}
			}
		}
	}
}

func parallel(r rule, people int) string {
	asks := ""
	if r.strategy != "" {
		asks += "approval_strategy: " + r.strategy + ", "
	}
	if r.count > 0 {
		asks += fmt.Sprintf("required_count: %d, ", r.count)
	}
	var approvers []string
	for i := range people {
		approvers = append(approvers, fmt.Sprintf("{role: r%d}", i))
	}
	return fmt.Sprintf("name: P\nform: {fields: []}\nworkflow:\n  p: {name: P, type: parallel_approval, %sapprovers: [%s], on_approve: {end_workflow: true}, on_reject: {end_workflow: true}}\n",
		asks, strings.Join(approvers, ", "))
}

func TestTheOrderOfVotesDoesNotMatter(t *testing.T) {
	random := rand.New(rand.NewSource(7))
	for people := 1; people <= 4; people++ {
		for _, rule := range rules(people) {
			w := workflowOf(parallel(rule, people))
			for _, list := range votes(people) {
				want := map[simulate.Verdict]string{simulate.Approved: simulate.Completed, simulate.Rejected: simulate.Denied}[rule.judge(list)]
				for range 6 {
					run, _ := simulate.New(w, simulate.Setup{}).Act(simulate.Act{Do: simulate.Submit})
					cast := 0
					for _, i := range random.Perm(people) {
						outcome := simulate.Reject
						if list[i] {
							outcome = simulate.Approve
						}
						next, refused := run.Act(simulate.Act{Do: simulate.Decide, Approver: fmt.Sprintf("r%d", i), Outcome: outcome})
						if refused != nil {
							t.Fatal(refused)
						}
						run = next
						if cast++; run.Ended() != nil {
							break
						}
					}
					if run.Ended() == nil || run.Ended().With != want {
						t.Fatalf("%v: %v ends with %v after %d votes, and not with %s", rule, list, run.Ended(), cast, want)
					}
				}
			}
		}
	}
}

func TestACountOfApprovalsAndAdvice(t *testing.T) {
	// given two of three must approve, with somebody who only gives advice and somebody who gets a copy
	w := workflowOf(`name: P
form: {fields: []}
workflow:
  p:
    name: P
    type: parallel_approval
    required_count: 2
    approvers: [{role: a}, {role: b}, {role: c}, {role: adviser, approval_type: needs_to_recommend}, {role: archive, approval_type: receives_a_copy}]
    on_approve: {end_workflow: true}
    on_reject: {end_workflow: true}
`)
	run, _, refused := simulate.Replay(w, simulate.Setup{}, []simulate.Act{
		{Do: "submit"}, {Do: "decide", Approver: "adviser", Outcome: "reject"}, {Do: "decide", Approver: "a", Outcome: "reject"}, {Do: "decide", Approver: "b"},
	})
	if refused != nil {
		t.Fatal(refused)
	}
	token := run.State().Tokens[0]
	if token.Needed != 2 || token.Voters != 3 || token.Approving != 1 || token.Against != 1 || len(token.People) != 4 {
		t.Errorf("it stands at %+v", token)
	}
	if _, refused := run.Act(simulate.Act{Do: "decide", Approver: "archive"}); refused == nil || refused.Code != simulate.NotAsked {
		t.Errorf("who gets a copy may vote: %v", refused)
	}
	if _, refused := run.Act(simulate.Act{Do: "decide", Approver: "a"}); refused == nil || refused.Code != simulate.VotedAlready {
		t.Errorf("somebody may vote twice: %v", refused)
	}
	if run, _ = run.Act(simulate.Act{Do: "decide", Approver: "c"}); run.Ended() == nil || run.Ended().With != simulate.Completed {
		t.Errorf("two of three end it with %v", run.Ended())
	}
}

func TestANumberOfApprovalsIsToldEverywhereTheSame(t *testing.T) {
	for _, c := range []struct {
		rule             rule
		needed           int
		strategy, who, w string
	}{
		{rule{"majority", 2}, 2, "count", "2 of r0, r1, r2, r3 and r4", "2 of 5"},
		{rule{"", 4}, 4, "count", "4 of r0, r1, r2, r3 and r4", "4 of 5"},
		{rule{"majority", 0}, 3, "majority", "a majority of r0, r1, r2, r3 and r4", "majority of 5"},
		// what is said in words outweighs a number that says something else
		{rule{"all", 2}, 5, "all", "all of r0, r1, r2, r3 and r4", "all 5"},
		{rule{"any_one", 2}, 1, "any_one", "any one of r0, r1, r2, r3 and r4", "any one of 5"},
	} {
		text := parallel(c.rule, 5)
		run, refused := simulate.New(workflowOf(text), simulate.Setup{}).Act(simulate.Act{Do: simulate.Submit})
		if refused != nil {
			t.Fatal(refused)
		}
		if token := run.State().Tokens[0]; token.Needed != c.needed || token.Strategy != c.strategy {
			t.Errorf("%v: %d are needed, by %s", c.rule, token.Needed, token.Strategy)
		}
		paths := simulate.AllPaths(workflowOf(text), time.Time{}, simulate.Limits{})
		if who := paths.Paths[0].Approvers[0].String(); who != c.who {
			t.Errorf("%v: %q approve", c.rule, who)
		}
		if who := diagram.Of(model.Read(text), nil).Steps[0].Who.String(); who != c.w {
			t.Errorf("%v: the diagram says %q", c.rule, who)
		}
	}
}

func TestWhoIsRefusedMayAppeal(t *testing.T) {
	// given a step that a refusal leads to, a second one that an outcome of the text's own leads to, and the way back
	w := workflowOf(`name: P
form: {fields: [{name: reason, type: text, label: Reason}]}
workflow:
  review:
    name: Review
    type: decision
    approver: manager
    on_approve: {end_workflow: true}
    on_reject: {continue_to: appeal}
  appeal:
    name: Appeal
    type: parallel_approval
    approval_strategy: majority
    required_count: 2
    approvers: [{role: a}, {role: b}, {role: c}]
    on_approve: {continue_to: review_again}
    on_reject: {end_workflow: true}
  review_again:
    name: Review again
    type: decision
    approver: director
    on_approve: {end_workflow: true}
    on_appeal: {text: Hear the board again, continue_to: appeal}
    on_reject: {end_workflow: true}
`)
	acts := []simulate.Act{
		{Do: "submit"},
		{Do: "decide", Outcome: "reject"},
		{Do: "decide", Approver: "a", Outcome: "reject"},
		{Do: "decide", Approver: "b"},
		{Do: "decide", Approver: "c"},
		{Do: "decide", Outcome: "appeal"},
		{Do: "decide", Approver: "a"},
		{Do: "decide", Approver: "c"},
		{Do: "decide"},
	}
	run, taken, refused := simulate.Replay(w, simulate.Setup{}, acts)
	if refused != nil {
		t.Fatalf("act %d is refused: %s", taken, refused.Message)
	}
	want := []string{"review", "appeal", "review_again", "appeal", "review_again"}
	if got := run.Visited(); !slices.Equal(got, want) || run.Ended() == nil || run.Ended().With != simulate.Completed {
		t.Errorf("it came to %v, and ended with %v", got, run.Ended())
	}
	// each hearing is voted on anew, and both can refuse for good
	run, _, _ = simulate.Replay(w, simulate.Setup{}, acts[:6])
	if token := run.State().Tokens[0]; token.Step != "appeal" || token.Approving != 0 || token.Against != 0 {
		t.Errorf("the second hearing stands at %+v", token)
	}
	run, _, refused = simulate.Replay(w, simulate.Setup{}, append(slices.Clone(acts[:3]), simulate.Act{Do: "decide", Approver: "b", Outcome: "reject"}))
	if refused != nil || run.Ended() == nil || run.Ended().With != simulate.Denied {
		t.Errorf("two of three against end it with %v, %v", run.Ended(), refused)
	}
}
