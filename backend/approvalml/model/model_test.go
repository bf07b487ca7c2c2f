package model_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

const leave = `name: "Leave   of absence"
form:
  fields:
    - {name: days, type: number, label: Days, required: true, validation: {min: 1, max: 30}}
    - {name: kind, type: select, label: Kind, options: [holiday, {value: sick, label: Sick leave}]}
    - {name: total, type: currency, label: Total, formula: days * 10}
    - {name: secret, type: hidden, label: Secret}
    - {label: nameless, type: text}
    - name: trips
      type: line_items
      label: Trips
      item_fields:
        - {name: to, type: text, label: To}
  layout:
    sections:
      - {id: main, title: Main, grid: [[days, kind], [total]]}
      - {id: more, title: More, columns: [[trips]]}
    completed_sections: [main]
workflow:
  split:
    name: How long
    type: conditional_split
    choices:
      - {conditions: days > 5, continue_to: boss}
      - {continue_to: finish}
    default: {continue_to: finish}
  boss:
    name: Boss
    type: decision
    approver: ann@example.com
    view_sections: [main]
    mixed_sections: {more: {editable: [trips]}}
    signature_field: secret
    loop: {continue_to: boss, while: days > 9}
    on_approve: {continue_to: finish}
    on_reject: {end_workflow: yes, continue_to: split}
  both:
    name: Both
    type: parallel_approval
    approvers:
      - {role: finance}
      - {approver: {email: joe@example.com, name: Joe}}
      - {dynamic_approver: "${requestor.manager}"}
  finish: {name: Finish, type: end}
`

func TestTheFormIsReadWithItsFieldsAndSections(t *testing.T) {
	doc := model.Read(leave)

	if doc.Name != "Leave of absence" || len(doc.Fields) != 5 || len(doc.Sections) != 2 {
		t.Fatalf("%q has %d fields and %d sections", doc.Name, len(doc.Fields), len(doc.Sections))
	}
	days := doc.Field("days")
	if !days.Required || days.Min == nil || *days.Min != 1 || days.Max == nil || *days.Max != 30 || days.Type != "number" {
		t.Errorf("days is %+v", days)
	}
	if kind := doc.Field("kind"); len(kind.Options) != 2 || kind.Options[1].Value != "sick" || kind.Options[1].Label != "Sick leave" || kind.Options[0].Label != "holiday" {
		t.Errorf("the options are %+v", kind.Options)
	}
	if !doc.Field("total").Computed || !doc.Field("secret").Hidden || doc.Field("nothing") != nil {
		t.Error("computed, hidden or missing fields are mistaken")
	}
	if column := doc.Field("trips").Column("to"); column == nil || column.Label != "To" || doc.Field("trips").Column("from") != nil {
		t.Errorf("the column is %+v", column)
	}
	if main := doc.Section("main"); main.Title != "Main" || names(main.Fields) != "days kind total" {
		t.Errorf("the section is %+v", main)
	}
	if names(doc.Section("more").Fields) != "trips" || names(doc.CompletedSections) != "main" {
		t.Error("columns or completed sections are mistaken")
	}
}

func TestTheStepsAreReadWithTheirWays(t *testing.T) {
	doc := model.Read(leave)

	if len(doc.Steps) != 4 || doc.Start().ID != "split" || doc.Step("nothing") != nil {
		t.Fatalf("%d steps, the first is %+v", len(doc.Steps), doc.Start())
	}
	split := doc.Step("split")
	if len(split.Choices) != 2 || split.Choices[0].Condition.Value != "days > 5" || split.Choices[1].Condition != nil || split.Default == nil {
		t.Errorf("the choices are %+v", split.Choices)
	}
	if got := ways(split); got != "choices>boss choices>finish default>finish" {
		t.Errorf("the ways of the split are %s", got)
	}
	boss := doc.Step("boss")
	if got := ways(boss); got != "loop>boss on_approve>finish on_reject." {
		t.Errorf("the ways of the boss are %s", got)
	}
	if boss.While == nil || boss.While.Value != "days > 9" || boss.SignatureField.Name != "secret" {
		t.Errorf("the boss is %+v", boss)
	}
	if names(boss.Sections["view_sections"]) != "main" || names(boss.Sections["mixed_sections"]) != "more" {
		t.Errorf("the sections are %+v", boss.Sections)
	}
	if len(boss.Approvers) != 1 || boss.Approvers[0].Who != "ann@example.com" || boss.Approvers[0].Key != "approver" {
		t.Errorf("the approver is %+v", boss.Approvers)
	}
	var who []string
	for _, a := range doc.Step("both").Approvers {
		who = append(who, a.Key+"="+a.Who)
	}
	if got := strings.Join(who, " "); got != "role=finance approver=joe@example.com dynamic_approver=${requestor.manager}" {
		t.Errorf("the approvers are %s", got)
	}
}

func names(references []model.Reference) string {
	var all []string
	for _, r := range references {
		all = append(all, r.Name)
	}
	return strings.Join(all, " ")
}

func ways(s *model.Step) string {
	var all []string
	for _, w := range s.Ways {
		if w.Ends {
			all = append(all, w.Key+".")
		} else {
			all = append(all, w.Key+">"+w.To.Name)
		}
	}
	return strings.Join(all, " ")
}

func TestAWorkflowMayStandBelowOneKey(t *testing.T) {
	nested := "approval_process:\n  " + strings.ReplaceAll(strings.TrimSpace(leave), "\n", "\n  ") + "\n"

	doc := model.Read(nested)

	if doc.Name != "Leave of absence" || len(doc.Steps) != 4 || doc.Process.Path().String() != "approval_process" {
		t.Errorf("%q has %d steps", doc.Name, len(doc.Steps))
	}
}

func TestFieldsMayBeKeysAndStandBehindAliases(t *testing.T) {
	doc := model.Read(`name: Small
defaults: &base {type: text, label: Base}
form:
  first: *base
  second: {<<: *base, label: Second, min_value: 2}
  layout: {sections: []}
workflow:
  &id end: {<<: {type: end}, name: End}
`)

	if len(doc.Fields) != 2 || doc.Field("first").Label != "Base" || doc.Field("second").Label != "Second" || doc.Field("second").Type != "text" {
		t.Errorf("the fields are %+v", doc.Fields)
	}
	if *doc.Field("second").Min != 2 || doc.Start().ID != "end" || doc.Start().Type != "end" {
		t.Errorf("the step is %+v", doc.Start())
	}
}

func TestWhatIsTrue(t *testing.T) {
	for written, want := range map[string]bool{
		"true": true, "True": true, "yes": true, "on": true, "'1'": true, "1": true, "1.0": true, "Y": true,
		"false": false, "no": false, "0": false, "2": false, "": false, "[true]": false, "maybe": false,
	} {
		doc := model.Read("form: {a: {required: " + written + "}}\n")
		if got := doc.Field("a").Required; got != want {
			t.Errorf("required: %s is %v", written, got)
		}
	}
}

func TestAnyTextIsTaken(t *testing.T) {
	for _, text := range []string{
		"", "a", "- a", "name: [a]", "form: []\nworkflow: []", "form: {fields: [a, [b], {name: [c]}, {name: }]}", "approval_process: 5", "workflow: {a: 5, b: [c], ? [d] : e}",
		"workflow: {a: {choices: [1, {continue_to: [x]}], approvers: [a, {role: [b]}], approver: {email: [x]}, on_x: {continue_to: {}}, loop: {while: []}}}",
		"form: {layout: {sections: [a, {id: [b], grid: [[[c]], d]}], completed_sections: a}, ? &k [x] : y, *k : z}", "x: &x {y: *x}\nworkflow: *x",
	} {
		model.Read(text)
	}
	files, _ := filepath.Glob("../../templates/yaml/*.yaml")
	if len(files) < 8 {
		t.Fatalf("only %d files", len(files))
	}
	r := rand.New(rand.NewPCG(1, 2))
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if doc := model.Read(string(text)); doc.Name == "" || len(doc.Fields) == 0 || len(doc.Steps) < 2 {
			t.Errorf("%s: %q has %d fields and %d steps", file, doc.Name, len(doc.Fields), len(doc.Steps))
		}
		for range 100 {
			at := r.IntN(len(text))
			part := []string{"[", "}", ": ", "- ", "\n", "*x", "&x ", "5", "'"}[r.IntN(9)]
			model.Read(source.Apply(string(text), source.Edit{Span: source.Span{Start: at, End: min(at+r.IntN(4), len(text))}, Text: part}))
		}
	}
}
