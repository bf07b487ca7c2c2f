package condition_test

import (
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/condition"
)

var seeds = []string{
	"amount > 1000", "1 < amount <= 5 and not flag", "category in ['a', 'b'] OR 'x' in tags", "${form.amount} >= 3",
	"sum(items.amount) > 10 and len(name) % 2 == -1", "'${form.name}' == \"\\u00e9\"", "name < 'm' or name == None",
	"amount = 5", "((", "a && b", "day >= '2026-01-31'", "x == 1e999", "'a' * 99999999 * 99999", "round(amount, -2) in (1, 2,)",
	"amount == 9007199254740993", "day < '0001-01-01'", "name < '\\x00' or name > '\\x00\\x00'", "requestor.a.b == 1 or requestor.a == 2",
}

func bound(x float64) *float64 { return &x }

var form = condition.Fields{
	"amount":   {Kind: condition.Number},
	"days":     {Kind: condition.Number, Min: bound(0), Max: bound(30), Whole: true, Required: true},
	"category": {Kind: condition.Text, Options: []string{"a", "b", "c"}},
	"level":    {Kind: condition.Text, Options: []string{"low", "high"}, Required: true},
	"name":     {Kind: condition.Text},
	"flag":     {Kind: condition.Boolean},
	"day":      {Kind: condition.Date},
	"tags":     {Kind: condition.List, Options: []string{"x", "y", "z"}},
	"items": {Kind: condition.List, Columns: map[string]condition.Field{
		"amount": {Kind: condition.Number}, "what": {Kind: condition.Text},
	}},
}

func values() map[string]condition.Value {
	return map[string]condition.Value{
		"amount": 12.5, "days": 3.0, "category": "a", "level": "low", "name": "Ann", "flag": true, "day": "2026-01-31",
		"tags": []any{"x"}, "items": []any{map[string]any{"amount": 5.0, "what": "pen"}, map[string]any{"amount": 7.0}},
		"requestor": map[string]any{"department": "it", "a": map[string]any{"b": nil}},
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		expression, bad := condition.Parse(text)
		if (expression == nil) == (bad == nil) {
			t.Fatal("exactly one of the results must be nil")
		}
		inside := func(s condition.Span) {
			if s.Start < 0 || s.End < s.Start || s.End > len(text) {
				t.Fatalf("span %v of %q", s, text)
			}
		}
		if bad != nil {
			inside(bad.Span)
			if bad.Message == "" {
				t.Fatal("no message")
			}
			return
		}
		last := 0
		for _, name := range expression.Names() {
			inside(name.Span)
			if name.Span.Start < last {
				t.Fatalf("names of %q are out of order", text)
			}
			last = name.Span.End
			if got := text[name.Span.Start:name.Span.End]; got != strings.Join(name.Path, ".") {
				t.Fatalf("span of %v is %q", name.Path, got)
			}
		}
		again, bad := condition.Parse(expression.Text())
		if bad != nil || len(again.Names()) != len(expression.Names()) {
			t.Fatalf("%q is not understood the second time", text)
		}
		for _, problem := range expression.Check(form) {
			inside(problem.Span)
		}
	})
}

func FuzzEvaluate(f *testing.F) {
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		expression, bad := condition.Parse(text)
		if bad != nil {
			return
		}
		if _, err := expression.Evaluate(values()); err != nil && err.Error() == "" {
			t.Fatal("no message")
		}
		_, _ = expression.Holds(nil)
	})
}

func FuzzCover(f *testing.F) {
	for i, seed := range seeds {
		f.Add(seed, seeds[(i+1)%len(seeds)], seeds[(i+5)%len(seeds)])
	}
	f.Fuzz(func(t *testing.T, first, second, third string) {
		var list []*condition.Expression
		for _, text := range []string{first, second, third} {
			expression, _ := condition.Parse(text)
			list = append(list, expression)
		}
		coverage := condition.Cover(list, form)
		condition.Regions(list, "amount", form)
		if coverage.Gap == nil {
			return
		}
		for _, expression := range list {
			if holds, err := expression.Holds(coverage.Gap.Values); holds && err == nil {
				t.Fatalf("%q holds in the gap %v", expression.Text(), coverage.Gap.Values)
			}
		}
	})
}
