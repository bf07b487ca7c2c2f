package analysis_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/analysis"
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/model"
)

// workflow writes steps as lines "id type way>step way>step"; a way to "." ends the workflow.
func workflow(lines ...string) string {
	var b strings.Builder
	b.WriteString("name: Purchase\nform: {fields: [{name: amount, type: number, label: Amount}]}\nworkflow:\n")
	for _, line := range lines {
		words := strings.Fields(line)
		fmt.Fprintf(&b, "  %s:\n    name: %s\n    type: %s\n", words[0], words[0], words[1])
		if words[1] == "decision" {
			fmt.Fprintf(&b, "    approver: %s_role\n", words[0])
		}
		for _, word := range words[2:] {
			way, to, _ := strings.Cut(word, ">")
			action := "{continue_to: " + to + "}"
			if to == "." {
				action = "{end_workflow: true}"
			}
			switch way {
			case "choice":
				action = "[{conditions: amount > 5, continue_to: " + to + "}]"
				way = "choices"
			case "loop":
				action = "{continue_to: " + to + ", while: amount > 5}"
			}
			fmt.Fprintf(&b, "    %s: %s\n", way, action)
		}
	}
	return b.String()
}

func TestGraphFindings(t *testing.T) {
	for _, c := range []struct {
		name  string
		steps []string
		want  []string // code and what is underlined
	}{
		{"a straight path", []string{"a decision on_approve>b on_reject>.", "b end"}, nil},
		{"only the first of the steps that are cut off", []string{
			"a decision on_approve>d on_reject>.", "b decision on_approve>c on_reject>.", "c decision on_approve>d on_reject>.", "d end",
		}, []string{"unreachable-step b"}},
		{"a circle that is cut off", []string{
			"a decision on_approve>d on_reject>.", "b decision on_approve>c on_reject>.", "c decision on_approve>b on_reject>.", "d end",
		}, []string{"unreachable-step b"}},
		{"a circle behind a step that is cut off is reported with it", []string{
			"a decision on_approve>d on_reject>.", "c decision on_approve>c on_reject>d", "b decision on_approve>c on_reject>.", "d end",
		}, []string{"unreachable-step b"}},
		{"a misspelt step is not cut off", []string{"a decision on_approve>bb on_reject>.", "b end"}, nil},
		{"back for changes", []string{"a decision on_approve>b on_reject>.", "b decision on_approve>c on_reject>a", "c end"}, nil},
		{"a circle that nothing leads out of", []string{
			"a decision on_approve>b on_reject>.", "b decision on_approve>c on_reject>c", "c decision on_approve>b on_reject>b",
		}, []string{"path-never-ends b"}},
		{"two circles", []string{
			"a decision on_approve>b on_reject>c", "b decision on_approve>b on_reject>b", "c decision on_approve>c on_reject>c",
		}, []string{"path-never-ends b", "path-never-ends c"}},
		{
			"messages in a circle",
			[]string{"a notification on_complete>b", "b notification on_complete>a"},
			[]string{"path-never-ends a", "cycle-without-human a"},
		},
		{"a step that leads to itself", []string{"a automatic on_complete>b on_failure>a", "b end"}, []string{"cycle-without-human a"}},
		{"a person in the circle", []string{
			"a automatic on_complete>b on_failure>c", "c decision on_approve>a on_reject>.", "b end",
		}, nil},
		{"a webhook in the circle", []string{
			"a automatic on_complete>b on_failure>c", "c wait_webhook on_complete>a", "b end",
		}, nil},
		{"a loop turns a limited number of times", []string{"a automatic on_complete>b loop>a", "b end"}, nil},
		{"a loop alone is no way on", []string{"a automatic loop>a"}, []string{"path-never-ends a"}},
		{"a dead end", []string{"a automatic on_complete>b on_failure>.", "b wait_webhook"}, []string{"dead-end b"}},
		{"an end first", []string{"a end", "b decision on_approve>a on_reject>."}, []string{"starts-with-end a"}},
		{"an end alone", []string{"a end"}, nil},
		{"outcomes with names of their own", []string{"a decision on_technical>b on_billing>b", "b end"}, nil},
		{"rejection alone", []string{"a decision on_reject>."}, []string{"missing-approve a"}},
		{"approval alone", []string{"a decision on_approve>."}, []string{"missing-reject a"}},
		{"a failure that goes nowhere", []string{"a automatic on_complete>b on_failure>stop", "b end"}, []string{"way-to-unknown-step stop"}},
		{"a loop that goes nowhere", []string{"a automatic on_complete>b loop>aa1", "b end"}, []string{"way-to-unknown-step aa1"}},
	} {
		text := workflow(c.steps...)
		var got []string
		for _, d := range check(text) {
			got = append(got, string(d.Code)+" "+text[d.Span.Start:d.Span.End])
		}
		slices.Sort(got)
		slices.Sort(c.want)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: found %q, want %q in\n%s", c.name, got, c.want, text)
		}
	}
}

func TestTheGraphSaysWhenEachWayIsTaken(t *testing.T) {
	// given a workflow with all kinds of ways
	text := workflow("a decision on_approve>b on_reject>. on_second_opinion>c", "b conditional_split choice>c default>d",
		"c automatic on_complete>d loop>a on_failure>nobody", "d end", "e end")
	// when its graph is built
	g := analysis.GraphOf(model.Read(text))
	// then it has the ways in order, with words
	var got []string
	for _, e := range g.Edges {
		to := "-"
		if e.To != analysis.Nowhere {
			to = g.Nodes[e.To].Step.ID
		}
		got = append(got, fmt.Sprintf("%s-%s%s>%s %v", g.Nodes[e.From].Step.ID, e.Label, e.Condition, to, e.Ends))
	}
	want := []string{
		"a-approve>b false", "a-reject>- true", "a-second opinion>c false", "b-amount > 5>c false", "b-otherwise>d false",
		"c-complete>d false", "c-againamount > 5>a false", "c-failure>- false",
	}
	if !slices.Equal(got, want) {
		t.Errorf("ways %q, want %q", got, want)
	}
	for i, reachable := range []bool{true, true, true, true, false} {
		if g.Nodes[i].Reachable != reachable || !g.Nodes[i].Ending {
			t.Errorf("step %s: reachable %v, ending %v", g.Nodes[i].Step.ID, g.Nodes[i].Reachable, g.Nodes[i].Ending)
		}
	}
}

func TestApproversInARow(t *testing.T) {
	const head = "name: P\nform: {fields: [{name: amount, type: number, label: Amount}]}\nworkflow:\n"
	step := func(id, who, yes, more string) string {
		return "  " + id + ": {name: N, type: decision, approver: " + who + ", on_approve: {continue_to: " + yes + "}, on_reject: {end_workflow: true}" + more + "}\n"
	}
	split := "  s: {name: N, type: conditional_split, choices: [{conditions: amount > 5, continue_to: b}], default: {continue_to: end}}\n"
	end := "  end: {name: N, type: end}\n"
	for name, c := range map[string]struct {
		text string
		want int
	}{
		"behind a split":              {step("a", "cfo", "s", "") + split + step("b", "cfo", "end", "") + end, 1},
		"written differently":         {step("a", `"${requestor.manager}"`, "b", "") + step("b", `{role: "${ requestor.manager }"}`, "end", "") + end, 1},
		"somebody else between":       {step("a", "cfo", "m", "") + step("m", "ceo", "b", "") + step("b", "cfo", "end", "") + end, 0},
		"approves, then signs":        {step("a", "cfo", "b", "") + step("b", "cfo", "end", ", approval_type: needs_to_sign") + end, 0},
		"only takes note":             {step("a", "cfo", "b", "") + step("b", "cfo", "end", ", approval_type: receives_a_copy") + end, 0},
		"only after a rejection":      {"  a: {name: N, type: decision, approver: cfo, on_approve: {continue_to: end}, on_reject: {continue_to: b}}\n" + step("b", "cfo", "end", "") + end, 0},
		"one of all before":           {"  a: {name: N, type: parallel_approval, approvers: [{role: cfo}, {role: ceo}], on_approve: {continue_to: b}, on_reject: {end_workflow: true}}\n" + step("b", "cfo", "end", "") + end, 1},
		"perhaps another one before":  {"  a: {name: N, type: parallel_approval, strategy: any_one, approvers: [{role: cfo}, {role: ceo}], on_approve: {continue_to: b}, on_reject: {end_workflow: true}}\n" + step("b", "cfo", "end", "") + end, 0},
		"back to the same step again": {step("a", "cfo", "a", "") + end, 0},
	} {
		n := 0
		for _, d := range check(head + c.text) {
			if d.Code == diagnostic.SameApproverTwice {
				n++
			}
		}
		if n != c.want {
			t.Errorf("%s: reported %d times, want %d", name, n, c.want)
		}
	}
}
