package diagram_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/approvalml/diagram"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

// long is a workflow of so many lines, of decisions and splits.
func long(lines int) string {
	var b strings.Builder
	b.WriteString("name: Long\nform:\n  fields:\n    - {name: amount, type: currency, label: Amount}\nworkflow:\n")
	for i := 0; strings.Count(b.String(), "\n") < lines-3; i++ {
		if i%3 == 2 {
			fmt.Fprintf(&b, "  s%d:\n    name: Step %d\n    type: conditional_split\n    choices:\n      - conditions: amount > %d\n        continue_to: s%d\n    default:\n      continue_to: s%d\n\n",
				i, i, i, i+1, i+1)
			continue
		}
		fmt.Fprintf(&b, "  s%d:\n    name: Step %d\n    type: decision\n    approver: person%d@example.com\n    on_approve:\n      continue_to: s%d\n    on_reject:\n      end_workflow: true\n\n", i, i, i, i+1)
	}
	i := strings.LastIndex(b.String(), "continue_to: s") + len("continue_to: ")
	fmt.Fprintf(&b, "  %s\n    name: End\n    type: end\n", strings.TrimSpace(strings.SplitN(b.String()[i:], "\n", 2)[0])+":")
	return b.String()
}

func TestADiagramIsDrawnInTimeLinearInTheText(t *testing.T) {
	took := func(lines int) (drawing, checking time.Duration) {
		text := long(lines)
		begun := time.Now()
		report := approvalml.Check(text)
		checking = time.Since(begun)
		begun = time.Now()
		if d := diagram.Of(report.Document, report.Diagnostics); len(d.Steps) < lines/10 {
			t.Fatalf("only %d steps", len(d.Steps))
		}
		return time.Since(begun), checking
	}
	var small, large, check time.Duration
	for range 5 { // a machine that is busy otherwise makes single tries slow
		small, _ = took(3_000)
		large, check = took(24_000)
		if large <= 30*small+20*time.Millisecond && large <= check {
			t.Logf("3,000 lines are drawn in %v, 24,000 in %v", small, large)
			return
		}
	}
	t.Errorf("3,000 lines are drawn in %v, 24,000 in %v; they are checked in %v", small, large, check)
}

func TestTextsMadeToBeSlowAreDrawnInAMoment(t *testing.T) {
	many := func(head, tail string, part func(i int) string) string {
		var b strings.Builder
		b.WriteString(head)
		for i := 0; b.Len() < source.MaxBytes-1000; i++ {
			b.WriteString(part(i))
		}
		return b.String() + tail
	}
	for name, text := range map[string]string{
		"outcomes of one step": many("workflow:\n  a:\n    type: decision\n", "", func(i int) string { return fmt.Sprintf("    on_%d: {continue_to: a}\n", i) }),
		"one outcome again":    many("workflow:\n  a:\n    type: decision\n", "", func(int) string { return "    on_x: {continue_to: a}\n" }),
		"choices":              many("workflow:\n  a:\n    type: conditional_split\n    choices:\n", "", func(i int) string { return fmt.Sprintf("      - {conditions: f%d > 1, continue_to: a}\n", i) }),
		"names in a choice":    many("workflow:\n  a:\n    type: conditional_split\n    choices:\n      - conditions: a in [", "]\n", func(i int) string { return fmt.Sprintf("f%d, ", i) }),
		"approvers":            many("workflow:\n  a:\n    type: parallel_approval\n    approvers:\n", "", func(i int) string { return fmt.Sprintf("      - role: r%d\n", i) }),
		"steps of one id":      many("workflow:\n", "", func(int) string { return "  a: {on_x: {continue_to: a}}\n" }),
		"aliases":              many("workflow:\n  a: &a {type: decision, on_x: {continue_to: a}, on_y: {continue_to: b}}\n", "", func(i int) string { return fmt.Sprintf("  s%d: *a\n", i) }),
	} {
		t.Run(name, func(t *testing.T) {
			var checking, drawing time.Duration
			for range 5 {
				begun := time.Now()
				report := approvalml.Check(text)
				checking = time.Since(begun)
				begun = time.Now()
				diagram.Of(report.Document, report.Diagnostics)
				diagram.DetailOf(report.Document, report.Diagnostics, "a")
				if drawing = time.Since(begun); drawing <= 4*checking {
					return
				}
			}
			t.Errorf("drawn in %v, and checked in %v", drawing, checking)
		})
	}
}

func BenchmarkDiagram(b *testing.B) {
	text := long(3_000)
	b.Run("checked and drawn", func(b *testing.B) {
		for b.Loop() {
			report := approvalml.Check(text)
			diagram.Of(report.Document, report.Diagnostics)
		}
	})
	report := approvalml.Check(text)
	b.Run("drawn", func(b *testing.B) {
		for b.Loop() {
			diagram.Of(report.Document, report.Diagnostics)
		}
	})
	b.Run("one step", func(b *testing.B) {
		for b.Loop() {
			diagram.DetailOf(report.Document, report.Diagnostics, "s8")
		}
	})
	for name, e := range map[string]diagram.Edit{
		"add a step":    {Do: diagram.AddStep, Type: "decision", Name: "New", After: "s100"},
		"connect":       {Do: diagram.Connect, Step: "s100", Way: "on_approve", To: "s50"},
		"remove a step": {Do: diagram.RemoveStep, Step: "s101"},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := diagram.Apply(report.Document, e); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// awkward are texts that are no workflows, or strange ones.
var awkward = []string{
	"", "a", "- a", "name: [a]", "workflow: []", "workflow: {a: 5, b: [c], ? [d] : e}", "approval_process: 5", "workflow:\n  a:\n  a:\n",
	"workflow: {a: {choices: [1, {continue_to: [x]}], approvers: [a, {role: [b]}], approver: {email: [x]}, on_x: {continue_to: {}}, loop: {while: []}}}",
	"x: &x {y: *x}\nworkflow: *x", "workflow: &w\n  a: &a {type: decision, on_approve: &b {continue_to: a}, on_reject: *b}\n  c: *a\n  d: {<<: *a, name: D}\n",
	"workflow:\n  a:\n    type: conditional_split\n    choices: &c\n      - {conditions: '', continue_to: a}\n      - {conditions: 'amount >', continue_to: b}\n    default: *c\n",
	"workflow:\n  a:\n    type: decision\n    on_approve: {continue_to: b}\n   bad\n  b: {type: end}\n", "workflow: {'a|b': {type: decision, on_approve: {continue_to: 'a|b'}}}\n",
	"approval_process:\n  name: x\n  workflow:\n    1: {type: decision, on_approve: {continue_to: 1}}\n    yes: {type: end}\n",
}

func TestAnyTextIsDrawn(t *testing.T) {
	texts := append([]string(nil), awkward...)
	r := rand.New(rand.NewPCG(1, 2))
	for _, text := range examples(t) {
		for range 60 {
			at := r.IntN(len(text))
			part := []string{"[", "}", ": ", "- ", "\n", "*x", "&x ", "5", "'", "  ", "continue_to: "}[r.IntN(11)]
			texts = append(texts, source.Apply(text, source.Edit{Span: source.Span{Start: at, End: min(at+r.IntN(40), len(text))}, Text: part}))
		}
	}
	for _, text := range texts {
		report := approvalml.Check(text)
		d := diagram.Of(report.Document, report.Diagnostics)
		seen := map[string]bool{}
		for _, s := range d.Steps {
			if seen[s.ID] || s.Span.Start > s.Span.End || s.Span.End > len(text) || s.Name == "" && s.ID != "" {
				t.Errorf("the step %+v of %q", s, text)
			}
			seen[s.ID] = true
			if detail, ok := diagram.DetailOf(report.Document, report.Diagnostics, s.ID); !ok || detail.Step != s {
				t.Errorf("the step %q of %q is %+v alone, and %+v among the others", s.ID, text, detail.Step, s)
			}
		}
		ways := map[string]bool{}
		for _, w := range d.Ways {
			if ways[w.ID] || !seen[w.From] || w.To != "" && !seen[w.To] || w.Ends && w.To != "" || w.Span.Start > w.Span.End || w.Span.End > len(text) {
				t.Errorf("the way %+v of %q", w, text)
			}
			ways[w.ID] = true
		}
		if d.Start != "" && !seen[d.Start] {
			t.Errorf("%q begins nowhere: %q", text, d.Start)
		}
	}
	if _, ok := diagram.DetailOf(model.Read("workflow: {a: {}}"), nil, "b"); ok {
		t.Error("a step that is not there has details")
	}
}
