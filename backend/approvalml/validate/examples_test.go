package validate_test

import (
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/approvalml/validate"
)

// reportedHere are the rules that this package reports: the first ones of the table.
func reportedHere(t *testing.T) []diagnostic.Rule {
	t.Helper()
	rules := diagnostic.Rules()
	last := slices.IndexFunc(rules, func(r diagnostic.Rule) bool { return r.Code == diagnostic.MisplacedKey })
	return rules[:last+1]
}

func example(t *testing.T, code diagnostic.Code) (bad, good string) {
	t.Helper()
	bad, good, err := diagnostic.Example(code)
	if err != nil {
		t.Fatal(err)
	}
	if code == diagnostic.TooLarge { // nobody wants to read a million characters
		bad += strings.Repeat("# more\n", source.MaxBytes/7)
	}
	return bad, good
}

// marked is the line, from 1, that the example says the finding is on.
func marked(t *testing.T, text string) int {
	t.Helper()
	for i, line := range strings.Split(text, "\n") {
		switch {
		case strings.Contains(line, "# here"):
			return i + 1
		case strings.Contains(line, "# above"):
			return i
		}
	}
	t.Fatal("no line is marked")
	return 0
}

func check(text string) []diagnostic.Diagnostic { return validate.Check(model.Read(text)) }

func TestEachRuleIsReportedWhereItsExampleSays(t *testing.T) {
	for _, rule := range reportedHere(t) {
		t.Run(string(rule.Code), func(t *testing.T) {
			bad, good := example(t, rule.Code)
			text := source.NewText(bad)
			line := marked(t, bad)
			var others []diagnostic.Diagnostic
			found := false
			for _, d := range check(bad) {
				if d.Code == rule.Code && text.LineAt(d.Span.Start) == line {
					found = true
					if d.Severity != rule.Severity {
						t.Errorf("severity %s, the table says %s", d.Severity, rule.Severity)
					}
					continue
				}
				others = append(others, d)
			}
			if !found || len(others) > 0 {
				t.Errorf("line %d should have it, and nothing else; found: %v, others: %+v", line, found, others)
			}
			for _, d := range check(good) {
				t.Errorf("the good example has %s: %s", d.Code, d.Message)
			}
		})
	}
}

func TestFindingsAreFitToBeShown(t *testing.T) {
	for _, rule := range reportedHere(t) {
		bad, _ := example(t, rule.Code)
		text := source.NewText(bad)
		for _, d := range check(bad) {
			if d.Span.Start < 0 || d.Span.End > text.Len() || text.LineAt(d.Span.Start) != text.LineAt(max(d.Span.Start, d.Span.End-1)) {
				t.Errorf("%s: the span %v is not on one line", d.Code, d.Span)
			}
			if d.Span.Start == d.Span.End && text.Len() > 0 {
				t.Errorf("%s: the span is empty", d.Code)
			}
			if d.Message == "" || d.Hint == "" || strings.HasSuffix(d.Message.String(), "!") {
				t.Errorf("%s: message %q, hint %q", d.Code, d.Message, d.Hint)
			}
		}
	}
}

func TestFixesMendWhatTheyAreFor(t *testing.T) {
	fixed := 0
	for _, rule := range reportedHere(t) {
		bad, _ := example(t, rule.Code)
		for _, d := range check(bad) {
			if d.Fix == nil {
				continue
			}
			fixed++
			mended := source.Apply(bad, d.Fix.Edits...)
			for _, left := range check(mended) {
				t.Errorf("%s: after %q there is %s: %s\n%s", d.Code, d.Fix.Title, left.Code, left.Message, mended)
			}
		}
	}
	if fixed < 12 {
		t.Errorf("only %d findings of the examples have a fix", fixed)
	}
}
