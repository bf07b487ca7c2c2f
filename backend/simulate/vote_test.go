package simulate_test

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

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

// judge decides with all votes known, from what the strategies mean.
func judge(strategy string, list []bool) simulate.Verdict {
	yes := 0
	for _, v := range list {
		if v {
			yes++
		}
	}
	agreed := map[string]bool{"all": yes == len(list), "any_one": yes > 0, "majority": 2*yes > len(list)}[strategy]
	if agreed {
		return simulate.Approved
	}
	return simulate.Rejected
}

func tally(strategy string, total int, list []bool) simulate.Verdict {
	yes, no := 0, 0
	for _, v := range list {
		if v {
			yes++
		} else {
			no++
		}
	}
	return simulate.Tally(simulate.Needed(strategy, 0, total), total, yes, no)
}

func TestVotesAreDecidedAsEarlyAsArithmeticAllows(t *testing.T) {
	for _, strategy := range []string{"all", "any_one", "majority"} {
		for total := 1; total <= 7; total++ {
			for cast := 0; cast <= total; cast++ {
				for _, list := range votes(cast) {
					// given the votes so far, what can still come of them
					can := map[simulate.Verdict]bool{}
					for _, rest := range votes(total - cast) {
						can[judge(strategy, slices.Concat(list, rest))] = true
					}
					// then it is decided exactly when there is one thing only
					got := tally(strategy, total, list)
					switch {
					case len(can) == 2 && got != simulate.Open:
						t.Fatalf("%s of %d: %v is decided too early", strategy, total, list)
					case len(can) == 1 && !can[got]:
						t.Fatalf("%s of %d: %v comes to %v, and only %v can come of it", strategy, total, list, got, can)
					}
				}
			}
		}
	}
}

func parallel(strategy string, people int) string {
	var approvers []string
	for i := range people {
		approvers = append(approvers, fmt.Sprintf("{role: r%d}", i))
	}
	return fmt.Sprintf("name: P\nform: {fields: []}\nworkflow:\n  p: {name: P, type: parallel_approval, strategy: %s, approvers: [%s], on_approve: {end_workflow: true}, on_reject: {end_workflow: true}}\n",
		strategy, strings.Join(approvers, ", "))
}

func TestTheOrderOfVotesDoesNotMatter(t *testing.T) {
	random := rand.New(rand.NewSource(7))
	for _, strategy := range []string{"all", "any_one", "majority"} {
		for people := 1; people <= 5; people++ {
			w := workflowOf(parallel(strategy, people))
			for _, list := range votes(people) {
				want := map[simulate.Verdict]string{simulate.Approved: simulate.Completed, simulate.Rejected: simulate.Denied}[judge(strategy, list)]
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
						t.Fatalf("%s: %v ends with %v after %d votes, and not with %s", strategy, list, run.Ended(), cast, want)
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
