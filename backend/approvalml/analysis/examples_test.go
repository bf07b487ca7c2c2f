package analysis_test

import (
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/analysis"
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

// ours are the codes of this package: the rules from its first one on.
func ours() []diagnostic.Rule {
	rules := diagnostic.Rules()
	first := slices.IndexFunc(rules, func(r diagnostic.Rule) bool { return r.Code == diagnostic.ConditionSyntax })
	return rules[first:]
}

func check(text string) []diagnostic.Diagnostic {
	found := analysis.Check(model.Read(text))
	diagnostic.Sort(found)
	return found
}

// lineOf is the line of a finding, from 1.
func lineOf(text string, d diagnostic.Diagnostic) int {
	return source.NewText(text).LineAt(d.Span.Start)
}

func markedLine(text string) int {
	for i, line := range strings.Split(text, "\n") {
		if strings.HasSuffix(line, "# here") {
			return i + 1
		}
		if strings.TrimSpace(line) == "# above" {
			return i
		}
	}
	return 0
}

func TestEachRuleFindsItsBadExampleAndNothingInTheGoodOne(t *testing.T) {
	for _, rule := range ours() {
		bad, good, err := diagnostic.Example(rule.Code)
		if err != nil {
			t.Error(err)
			continue
		}
		line := markedLine(bad)
		found := check(bad)
		if len(found) != 1 || found[0].Code != rule.Code || found[0].Severity != rule.Severity || lineOf(bad, found[0]) != line {
			t.Errorf("%s: found %+v, want it alone on line %d", rule.Code, found, line)
		}
		if found := check(good); len(found) > 0 {
			t.Errorf("%s: the good example has %+v", rule.Code, found)
		}
	}
}

func TestFindingsAreWrittenForPeople(t *testing.T) {
	for _, rule := range ours() {
		bad, _, _ := diagnostic.Example(rule.Code)
		for _, d := range check(bad) {
			if d.Span.End <= d.Span.Start || strings.Contains(bad[d.Span.Start:d.Span.End], "\n") {
				t.Errorf("%s: the span %v is empty or on two lines", rule.Code, d.Span)
			}
			if model.Read(bad).Tree.Find(d.Path) == nil {
				t.Errorf("%s: the path %s leads nowhere", rule.Code, d.Path)
			}
			for _, sentence := range []string{d.Message.String(), d.Hint.String()} {
				if !strings.HasSuffix(sentence, ".") && !strings.HasSuffix(sentence, "?") {
					t.Errorf("%s: %q is no sentence", rule.Code, sentence)
				}
			}
		}
	}
}

func TestFixesRemoveTheFindingAndBringNoNewOne(t *testing.T) {
	fixed := map[diagnostic.Code]bool{}
	for _, rule := range ours() {
		bad, _, _ := diagnostic.Example(rule.Code)
		for _, text := range []string{bad, strings.ReplaceAll(bad, "\n", "\r\n")} {
			for _, d := range check(text) {
				if d.Fix == nil {
					continue
				}
				fixed[d.Code] = true
				mended := source.Apply(text, d.Fix.Edits...)
				if found := check(mended); len(found) > 0 || !model.Read(mended).Tree.Readable() {
					t.Errorf("%s: %s\n%s\nleaves %+v", d.Code, d.Fix.Title, mended, found)
				}
			}
		}
	}
	for _, code := range []diagnostic.Code{
		diagnostic.ConditionSyntax, diagnostic.UnknownFieldInCondition, diagnostic.UnknownColumn, diagnostic.TypeMismatch,
		diagnostic.UnknownOption, diagnostic.MissingReject, diagnostic.WayToUnknownStep, diagnostic.TimeoutOfUnknownStep,
		diagnostic.UnknownApproverVariable, diagnostic.UnknownSignatureField, diagnostic.UnknownEditableField,
		diagnostic.UnknownFieldInText,
	} {
		if !fixed[code] {
			t.Errorf("%s has no fix", code)
		}
	}
}
