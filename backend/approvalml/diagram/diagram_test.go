package diagram_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/approvalml/diagram"
)

const request = `name: Purchase request
form:
  fields:
    - {name: amount, type: currency, label: Amount, currency: EUR, validation: {min: 1, max: 5000}}
    - {name: kind, type: select, label: Kind, options: [it, travel]}
  layout:
    sections:
      - {id: what, title: What, grid: [[amount, kind]]}
workflow:
  manager:
    name: "  Line
      manager "
    type: decision
    description: Looks first
    approver: ${requestor.manager}
    view_sections: [what]
    mixed_sections: {what: {editable: [amount]}}
    on_approve: {continue_to: by_amount}
    on_reject: {end_workflow: true, continue_to: done}
    on_need_more: {continue_to: nowhere}
    loop: {continue_to: manager, while: "amount > 10"}
  by_amount:
    name: By amount
    type: conditional_split
    choices:
      - {conditions: "amount <=
          100", continue_to: done}
      - {conditions: amount > 1000, continue_to: board}
    default: {continue_to: tell}
  board:
    name: Board
    type: parallel_approval
    strategy: any_one
    timeout: 2_days
    approvers:
      - {role: chair}
      - {approver: {email: ann@example.com, name: Ann}}
      - {dynamic_approver: "${form.kind}"}
    on_approve: {continue_to: done}
  tell:
    type: notification
    recipients: [{role: finance}, {email: x@example.com}]
    notification: {message: {subject: S, body: B}}
    on_complete: {}
  unseen: {name: Unseen, type: automatic, api: {connector: erp, action: post}, on_complete: {continue_to: done}}
  done: {name: Done, type: end}
settings:
  timeout: {manager: 48_hours, tell: 1_days}
`

func drawn(text string) (diagram.Diagram, approvalml.Report) {
	report := approvalml.Check(text)
	return diagram.Of(report.Document, report.Diagnostics), report
}

func TestADiagramShowsTheStepsWithWhoTheyAreAbout(t *testing.T) {
	d, _ := drawn(request)

	if !d.Readable || d.Name != "Purchase request" || d.FieldCount != 2 || d.Start != "manager" {
		t.Errorf("the diagram is %+v", d)
	}
	var steps []string
	for _, s := range d.Steps {
		steps = append(steps, fmt.Sprintf("%s, %s, %s, %s, %v %v", s.ID, s.Name, s.TypeName, s.Who, s.Reachable, s.Ends))
		if got := request[s.Select.Start:s.Select.End]; got != s.ID || s.Span.Start != s.Select.Start {
			t.Errorf("the key of %s is %q", s.ID, got)
		}
	}
	if want := []string{
		"manager, Line manager, Decision, requestor.manager, true false",
		"by_amount, By amount, Conditional split, splits on amount, true false",
		"board, Board, Parallel approval, any one of 3, true false",
		"tell, tell, Notification, to finance and 1 more, true false",
		"unseen, Unseen, Automatic, erp, false false",
		"done, Done, End, , true true",
	}; !slices.Equal(steps, want) {
		t.Errorf("the steps are\n%s", strings.Join(steps, "\n"))
	}
}

func TestADiagramShowsEveryWay(t *testing.T) {
	d, _ := drawn(request)

	var ways []string
	for _, w := range d.Ways {
		ways = append(ways, fmt.Sprintf("%s: %s %q to %q %q %v", w.ID, w.Kind, w.Label, w.To, w.ToMissing, w.Ends))
		if written := request[w.Span.Start:w.Span.End]; !strings.HasPrefix(written, w.Key+":") && !strings.HasPrefix(written, "{conditions") {
			t.Errorf("the way %s is written in %q", w.ID, written)
		}
	}
	if want := []string{
		`manager|on_approve: outcome "approve" to "by_amount" "" false`,
		`manager|on_reject: outcome "reject" to "" "" true`,
		`manager|on_need_more: outcome "need more" to "" "nowhere" false`,
		`manager|loop: again "again" to "manager" "" false`,
		`by_amount|choices|0: choice "amount <= 100" to "done" "" false`,
		`by_amount|choices|1: choice "amount > 1000" to "board" "" false`,
		`by_amount|default: otherwise "otherwise" to "tell" "" false`,
		`board|on_approve: outcome "approve" to "done" "" false`,
		`tell|on_complete: outcome "complete" to "" "" true`,
		`unseen|on_complete: outcome "complete" to "done" "" false`,
	}; !slices.Equal(ways, want) {
		t.Errorf("the ways are\n%s", strings.Join(ways, "\n"))
	}
}

func TestProblemsAreCountedByStep(t *testing.T) {
	text := strings.NewReplacer("timeout: 2_days", "timeout: soon", "nowhere", "done").Replace(request)
	d, report := drawn(text)

	errors, warnings := 0, 0
	for _, s := range d.Steps {
		errors, warnings = errors+s.Errors, warnings+s.Warnings
		switch s.ID {
		case "board":
			if s.Errors != 1 || !strings.Contains(s.Problem.String(), "soon") {
				t.Errorf("the board is %+v", s)
			}
		case "unseen":
			if s.Errors != 0 || s.Warnings == 0 || !strings.Contains(s.Problem.String(), "unseen") {
				t.Errorf("the step that nobody gets to is %+v", s)
			}
		case "done":
			if s.Errors+s.Warnings > 0 || s.Problem != "" {
				t.Errorf("the end is %+v", s)
			}
		}
	}
	found := 0
	for _, diagnostic := range report.Diagnostics {
		if path := diagnostic.Path.String(); strings.HasPrefix(path, "workflow.") && diagnostic.Severity != "hint" {
			found++
		}
	}
	if errors+warnings != found || errors != 2 {
		t.Errorf("%d errors and %d warnings are shown, %d found: %+v", errors, warnings, found, report.Diagnostics)
	}
}

func TestAStepIsToldInDetail(t *testing.T) {
	report := approvalml.Check(request)
	of := func(id string) diagram.Detail {
		d, ok := diagram.DetailOf(report.Document, report.Diagnostics, id)
		if !ok {
			t.Fatalf("there is no step %s", id)
		}
		return d
	}

	manager := of("manager")
	if manager.Description != "Looks first" || manager.TypeWritten != "decision" || manager.Timeout != "48_hours" || manager.Strategy != "" ||
		fmt.Sprint(manager.View, manager.Edit) != "[what] [what]" || len(manager.Ways) != 4 || len(manager.Scales) != 0 {
		t.Errorf("the manager is %+v", manager)
	}
	if got := fmt.Sprint(manager.ComesFrom); got != "[{manager Line manager again}]" {
		t.Errorf("the manager comes from %s", got)
	}
	board := of("board")
	var approvers []string
	for _, a := range board.Approvers {
		approvers = append(approvers, a.How+" "+a.Who+" "+request[a.Span.Start:a.Span.End])
	}
	if want := []string{"role chair chair", "approver ann@example.com {email: ann@example.com, name: Ann}", `dynamic_approver ${form.kind} "${form.kind}"`}; !slices.Equal(approvers, want) {
		t.Errorf("at the board decide %q", approvers)
	}
	if board.Strategy != "any_one" || board.Timeout != "2_days" || fmt.Sprint(board.ComesFrom) != "[{by_amount By amount amount > 1000}]" {
		t.Errorf("the board is %+v", board)
	}
	if tell := of("tell"); tell.Timeout != "1_days" {
		t.Errorf("the notification is %+v", tell)
	}
}

func TestAScaleShowsWhoHasWhichAmounts(t *testing.T) {
	for _, c := range []struct{ choices, want string }{
		{"amount <= 100 | amount > 1000 | default", "EUR [1 100]=0 (100 1000]=default (1000 5000]=1"},
		{"amount <= 100 | amount > 1000", "EUR [1 100]=0 (100 1000]= (1000 5000]=1 gap"},
		{"amount < 100 | amount <= 1000 | default", "EUR [1 100)=0 [100 1000]=1 (1000 5000]=default overlap"},
		{"amount > 100 and amount < 200 | amount > 150 | default", "EUR [1 100]=default (100 200)=0 [200 5000]=1 overlap"},
		{"${form.amount} >= 100 | default", "EUR [1 100)=default [100 5000]=0"},
		{"amount <= 100 | kind == 'it' | default", ""},
		{"kind == 'it' | default", ""},
		{"amount <= | default", ""},
		{"other > 5 | default", ""},
	} {
		head, _, _ := strings.Cut(request, "  manager:")
		text := head + "  split:\n    name: Split\n    type: conditional_split\n    choices:\n"
		for _, choice := range strings.Split(c.choices, " | ") {
			if choice == "default" {
				text += "    default: {continue_to: done}\n"
			} else {
				text += "      - {conditions: \"" + choice + "\", continue_to: done}\n"
			}
		}
		text += "  done: {name: Done, type: end}\n"
		report := approvalml.Check(text)
		d, _ := diagram.DetailOf(report.Document, report.Diagnostics, "split")
		if got := scales(d.Scales); got != c.want {
			t.Errorf("%s: the scale is %q, want %q", c.choices, got, c.want)
		}
	}
}

func scales(all []diagram.Scale) string {
	var parts []string
	for _, s := range all {
		parts = append(parts, s.Unit)
		for _, p := range s.Parts {
			left, right := "[", "]"
			if p.FromOpen {
				left = "("
			}
			if p.ToOpen {
				right = ")"
			}
			way := strings.TrimPrefix(strings.TrimPrefix(p.Way, "split|"), "choices|")
			parts = append(parts, fmt.Sprintf("%s%v %v%s=%s", left, *p.From, *p.To, right, way))
		}
		if s.Gap {
			parts = append(parts, "gap")
		}
		if s.Overlap {
			parts = append(parts, "overlap")
		}
	}
	return strings.Join(parts, " ")
}

func TestATextWithAMistakeIsShownAsFarAsItCanBeRead(t *testing.T) {
	d, _ := drawn("name: Half\nworkflow:\n  a: {name: A, type: decision, on_approve: {continue_to: b}}\n bad: [\n  b: {name: B, type: end}\n")

	if d.Readable || len(d.Steps) == 0 || d.Steps[0].ID != "a" {
		t.Errorf("the diagram is %+v", d)
	}
	if d, _ := drawn("a: ["); d.Readable || d.Steps == nil || d.Ways == nil || d.Start != "" {
		t.Errorf("of what is no YAML it is %+v", d)
	}
}

func TestOfTwoStepsWithOneIdTheLastCounts(t *testing.T) {
	d, _ := drawn("name: Two\nform: {fields: []}\nworkflow:\n  a: {name: First, type: decision, on_approve: {continue_to: a}}\n  b: {name: B, type: decision, on_approve: {continue_to: a}, on_approve: {continue_to: b}}\n  a: {name: Last, type: end}\n")

	if len(d.Steps) != 2 || d.Steps[1].Name != "Last" || len(d.Ways) != 1 || d.Ways[0].To != "b" {
		t.Errorf("the diagram is %+v", d)
	}
}
