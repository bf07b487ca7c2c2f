package assist_test

import (
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/assist"
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

// fix is a finding whose fix writes to in place of from.
func fix(code, text, from, to string) diagnostic.Diagnostic {
	at := strings.Index(text, from)
	span := source.Span{Start: at, End: at + len(from)}
	return diagnostic.Diagnostic{
		Code: diagnostic.Code(code), Span: span, Fix: &diagnostic.Fix{Edits: []source.Edit{{Span: span, Text: to}}},
	}
}

func TestUpgradeMakesAllFixesOfDeprecatedWords(t *testing.T) {
	const text = "workflow:\n  a:\n    type: approval\n    approval_strategy: all\n    sla_hours: 4\n"
	found := []diagnostic.Diagnostic{
		fix("deprecated-key", text, "sla_hours: 4", "sla: 4h"),
		fix("deprecated-type", text, "approval\n", "decision\n"),
		fix("deprecated-key", text, "approval_strategy", "strategy"),
		fix("unknown-key", text, "workflow", "x"),
		{Code: "deprecated-key"},
		fix("deprecated-key", text, "hours", "minutes"), // overlaps the first
	}
	edits := assist.Upgrade(model.Read(text), found)
	for i := 1; i < len(edits); i++ {
		if edits[i].Span.Start < edits[i-1].Span.End {
			t.Errorf("out of order: %v", edits)
		}
	}
	want := "workflow:\n  a:\n    type: decision\n    strategy: all\n    sla: 4h\n"
	if got := source.Apply(text, edits...); got != want {
		t.Errorf("got %q", got)
	}
}

func TestUpgradeTakesAFixAsAWholeOrNotAtAll(t *testing.T) {
	const text = "abcdef"
	at := func(start, end int, to string) source.Edit {
		return source.Edit{Span: source.Span{Start: start, End: end}, Text: to}
	}
	found := []diagnostic.Diagnostic{
		{Code: "deprecated-a", Fix: &diagnostic.Fix{Edits: []source.Edit{at(4, 5, "E"), at(0, 1, "A")}}},
		{Code: "deprecated-b", Fix: &diagnostic.Fix{Edits: []source.Edit{at(2, 3, "C"), at(4, 6, "")}}},
		{Code: "deprecated-c", Fix: &diagnostic.Fix{Edits: []source.Edit{at(5, 9, "")}}},
	}
	if got := source.Apply(text, assist.Upgrade(model.Read(text), found)...); got != "AbcdEf" {
		t.Errorf("got %q", got)
	}
	if edits := assist.Upgrade(model.Read(text), nil); edits != nil {
		t.Errorf("got %v", edits)
	}
}
