package diagram_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/diagram"
	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/source"
)

// examples are the real workflows and the templates, by name.
func examples(t testing.TB) map[string]string {
	t.Helper()
	files := map[string]string{}
	for _, pattern := range []string{"../testdata/real/*.yaml", "../../templates/yaml/*.yaml"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) < 5 {
			t.Fatalf("%s: %d files, %v", pattern, len(found), err)
		}
		for _, file := range found {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			files[filepath.Base(file)] = string(text)
		}
	}
	return files
}

// dice picks edits.
type dice struct{ *rand.Rand }

func pick[T any](d dice, of ...T) T { return of[d.IntN(len(of))] }

func (d dice) edit(shown diagram.Diagram) diagram.Edit {
	var ids []string
	var choices []diagram.Way
	var splits, parallels []diagram.Step
	for _, s := range shown.Steps {
		ids = append(ids, s.ID)
		switch s.Type {
		case "conditional_split":
			splits = append(splits, s)
		case "parallel_approval", "decision":
			parallels = append(parallels, s)
		}
	}
	for _, w := range shown.Ways {
		if w.Kind == diagram.ByChoice {
			choices = append(choices, w)
		}
	}
	if len(parallels) == 0 || len(shown.Ways) == 0 {
		return diagram.Edit{Do: diagram.AddStep, Type: "decision", Name: "Again"}
	}
	step, of := pick(d, ids...), pick(d, shown.Ways...)
	from, way := of.From, of.ID
	condition := pick(d, "days_requested > 3", "total_amount <= 250.5", "amount > 10 and amount < 20", "department == 'hr'")
	somewhere := pick(d, append(slices.Clone(ids), "", step)...)
	e := diagram.Edit{Step: step, Condition: &condition}
	switch d.IntN(14) {
	case 0, 1:
		e = diagram.Edit{
			Do: diagram.AddStep, Type: pick(d, "decision", "parallel_approval", "conditional_split", "automatic", "notification", "end"),
			Name: pick(d, "Legal check", "Zweite Prüfung", "Check: twice", "审批", "#1 step"), After: pick(d, from, from, step, ""),
		}
		if e.After == from && d.IntN(3) > 0 {
			e.Way = way
		}
	case 2:
		e.Do = diagram.RemoveStep
	case 3, 4:
		e.Do, e.Step, e.Way, e.To, e.Condition = diagram.Connect, from, way, somewhere, nil
	case 5:
		e.Do, e.Way, e.To = diagram.Connect, pick(d, "on_ask_again", "on_timeout", "choice", "default", "on_complete"), somewhere
		if e.Way == "choice" && len(splits) > 0 {
			e.Step = pick(d, splits...).ID
		}
	case 6:
		e.Do, e.Step, e.Way = diagram.RemoveWay, from, way
	case 7:
		e.Do, e.To = diagram.RenameStep, pick(d, "renamed", "x2", "a step: odd", "批准", pick(d, ids...))
	case 8:
		e.Do, e.Before = diagram.MoveStep, pick(d, append(slices.Clone(ids), "")...)
	case 9, 10:
		e.Do, e.Key = diagram.Set, pick(d, "name", "description", "timeout", "type", "strategy", "description", "timeout")
		switch e.Key {
		case "timeout":
			e.Value = pick(d, "2_days", "48_hours", "")
		case "type":
			e.Value = pick(d, "decision", "automatic", "end", "parallel_approval")
		case "strategy":
			e.Step, e.Value = pick(d, parallels...).ID, pick(d, "all", "majority")
		default:
			e.Value = pick(d, "Short", "With: colon", "yes", "it's \"quoted\"", "")
		}
	case 11:
		if len(choices) == 0 {
			return d.edit(shown)
		}
		choice := pick(d, choices...)
		e.Step, e.Choice = choice.From, choice.Choice
		e.Do = diagram.SetCondition
		if d.IntN(2) == 0 {
			e.Do = diagram.MoveChoice
			count := 0
			for _, w := range shown.Ways {
				if w.From == e.Step && w.Kind == diagram.ByChoice {
					count++
				}
			}
			e.Place = d.IntN(count)
		}
	default:
		e.Do, e.Step, e.Index = pick(d, diagram.AddApprover, diagram.SetApprover, diagram.RemoveApprover), pick(d, parallels...).ID, d.IntN(2)
		e.How, e.Who = pick(d, "approver", "role", "dynamic_approver"), pick(d, "ann@example.com", "finance_manager", "${requestor.supervisor}")
	}
	return e
}

// errorsIn are the errors of a text that a person does not ask for by an edit.
func errorsIn(text string) map[string]int {
	found := map[string]int{}
	for _, d := range approvalml.Check(text).Diagnostics {
		if d.Severity == diagnostic.Error {
			found[string(d.Code)+" "+d.Message.String()]++
		}
	}
	return found
}

// asked tells whether an edit may well bring an error: another type needs other keys, and a way back to the first step may
// leave none to begin with.
func asked(e diagram.Edit, message string) bool {
	switch e.Do {
	case diagram.Set:
		return e.Key == "type"
	case diagram.Connect, diagram.RemoveStep, diagram.MoveStep, diagram.AddStep, diagram.RemoveWay:
		return strings.HasPrefix(message, "no-entry-point")
	default:
		return false
	}
}

var written = regexp.MustCompile("(?m)^.*[^ \n].*$")

// inverse are the edits that take back edits of a text.
func inverse(text string, edits []source.Edit) []source.Edit {
	var back []source.Edit
	longer := 0
	for _, e := range edits {
		start := e.Span.Start + longer
		back = append(back, source.Edit{Span: source.Span{Start: start, End: start + len(e.Text)}, Text: text[e.Span.Start:e.Span.End]})
		longer += len(e.Text) - (e.Span.End - e.Span.Start)
	}
	return back
}

func show(e diagram.Edit) string {
	condition := ""
	if e.Condition != nil {
		condition = *e.Condition
	}
	e.Condition = nil
	return fmt.Sprintf("%+v %s", e, condition)
}

func TestRandomEditsChangeOnlyTheLinesTheyMust(t *testing.T) {
	const rounds = 500
	files := examples(t)
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	made, refused := map[string]int{}, map[string]int{}
	done := 0
	for seed := uint64(0); done < rounds; seed++ {
		d := dice{rand.New(rand.NewPCG(seed, 7))}
		name := pick(d, names...)
		text := files[name]
		switch d.IntN(4) {
		case 0:
			text = strings.ReplaceAll(text, "\n", "\r\n")
		case 1:
			text = "approval_process:\n" + written.ReplaceAllString(text, "  $0")
		}
		for range 1 + d.IntN(5) { // what an edit leaves is changed again
			report := approvalml.Check(text)
			e := d.edit(diagram.Of(report.Document, report.Diagnostics))
			o := newOracle(t, text)
			result, err := diagram.Apply(report.Document, e)
			if err != nil {
				var refusal *edit.Refusal
				if !errors.As(err, &refusal) || refusal.Message == "" || refusal.Hint == "" || refusal.Code == "" {
					t.Fatalf("%s, %s: the refusal is %#v", name, show(e), err)
				}
				if o.expect(e, "") {
					t.Fatalf("%s, seed %d, %s: refused: %v\n%s", name, seed, show(e), err, text)
				}
				refused[e.Do]++
				continue
			}
			after := source.Apply(text, result.Edits...)
			if !o.expect(e, result.Select) {
				t.Fatalf("%s, seed %d, %s: was to be refused, and became\n%s", name, seed, show(e), after)
			}
			if err := o.check(after); err != nil {
				t.Fatalf("%s, seed %d, %s: %v\n--- before\n%s\n--- after\n%s", name, seed, show(e), err, text, after)
			}
			before := errorsIn(text)
			for message, n := range errorsIn(after) {
				if n > before[message] && !asked(e, message) {
					t.Fatalf("%s, seed %d, %s: a new error: %s\n%s", name, seed, show(e), message, after)
				}
			}
			if back := source.Apply(after, inverse(text, result.Edits)...); back != text {
				t.Fatalf("%s, seed %d, %s: the inverse edits do not give the text back", name, seed, show(e))
			}
			made[e.Do]++
			done++
			text = after
		}
	}
	for _, do := range []string{
		diagram.AddStep, diagram.Connect, diagram.RemoveWay, diagram.RemoveStep, diagram.RenameStep, diagram.Set, diagram.SetCondition,
		diagram.MoveChoice, diagram.MoveStep, diagram.AddApprover, diagram.SetApprover, diagram.RemoveApprover,
	} {
		if made[do] < 4 {
			t.Errorf("only %d edits %s", made[do], do)
		}
	}
	t.Logf("made %v, refused %v", made, refused)
}

func TestEveryNewStepIsValid(t *testing.T) {
	for name, text := range examples(t) {
		report := approvalml.Check(text)
		shown := diagram.Of(report.Document, report.Diagnostics)
		for _, kind := range []string{"decision", "parallel_approval", "conditional_split", "automatic", "notification", "spawn", "loop", "wait_webhook", "end"} {
			for _, w := range append([]diagram.Way{{}}, shown.Ways...) {
				e := diagram.Edit{Do: diagram.AddStep, Type: kind, Name: "Zwischen: Schritt", After: w.From, Way: w.ID}
				result, err := diagram.Apply(report.Document, e)
				if err != nil {
					t.Errorf("%s, %s: %v", name, show(e), err)
					continue
				}
				after := source.Apply(text, result.Edits...)
				for message, n := range errorsIn(after) {
					if n > errorsIn(text)[message] {
						t.Errorf("%s, %s: %s", name, show(e), message)
					}
				}
				d, ok := diagram.DetailOf(approvalml.Check(after).Document, nil, result.Select)
				if !ok || d.Type != kind || result.Select != "zwischen_schritt" || w.ID != "" && len(d.ComesFrom) == 0 || w.From == "" && shown.Start == diagram.Of(approvalml.Check(after).Document, nil).Start {
					t.Errorf("%s, %s: the step is %+v", name, show(e), d)
				}
			}
		}
	}
}
