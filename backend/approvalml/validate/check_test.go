package validate_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/approvalml/validate"
)

func TestOurTemplatesHaveNoFindings(t *testing.T) {
	files, err := filepath.Glob("../../templates/yaml/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no templates: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range check(string(text)) {
			t.Errorf("%s: %s %s", filepath.Base(file), d.Code, d.Message)
		}
	}
}

const small = `name: Purchase
form:
  fields:
    - name: amount
      type: currency
      label: Amount
workflow:
  review:
    name: Review
    type: decision
    approver: manager@example.com
    on_approve:
      continue_to: done
    on_reject:
      end_workflow: true
  done:
    name: Done
    type: end
`

func TestTheNearestNameIsOffered(t *testing.T) {
	for _, c := range []struct{ written, wrong, mended string }{
		{"continue_to: done", "continue_to: dnoe", "continue_to: done"},
		{"type: currency", "type: 'Currency'", "type: 'currency'"},
		{"label: Amount", "lable: Amount", "label: Amount"},
		{"approver: manager", "aprover: manager", "approver: manager"},
		{"type: end", "type: \"End\"", "type: \"end\""},
	} {
		text := strings.Replace(small, c.written, c.wrong, 1)
		mended := text
		for _, d := range check(text) {
			if d.Fix != nil && strings.HasPrefix(d.Fix.Title.String(), "Change to") {
				mended = source.Apply(text, d.Fix.Edits...)
			}
		}
		if !strings.Contains(mended, c.mended) {
			t.Errorf("%q is not mended:\n%s", c.wrong, mended)
		}
	}
}

func TestANumberThatShouldBeATextIsQuoted(t *testing.T) {
	text := strings.Replace(small, "name: Purchase", "name: Purchase\nversion: 1.0", 1)
	found := check(text)
	if len(found) != 1 || found[0].Fix == nil {
		t.Fatalf("found %+v", found)
	}
	if mended := source.Apply(text, found[0].Fix.Edits...); !strings.Contains(mended, `version: "1.0"`) || len(check(mended)) > 0 {
		t.Errorf("mended to\n%s", mended)
	}
	if got := text[found[0].Span.Start:found[0].Span.End]; got != "1.0" {
		t.Errorf("%q is marked", got)
	}
	if got := found[0].Path.String(); got != "version" {
		t.Errorf("path %s", got)
	}
}

func TestASingleTextBecomesAList(t *testing.T) {
	text := strings.Replace(small, "type: decision", "type: decision\n    view_sections: request", 1)
	found := check(text)
	if len(found) != 1 || found[0].Code != diagnostic.WrongType || found[0].Fix == nil {
		t.Fatalf("found %+v", found)
	}
	if mended := source.Apply(text, found[0].Fix.Edits...); len(check(mended)) > 0 {
		t.Errorf("mended to\n%s", mended)
	}
}

func TestAKeyOutOfUseSaysWhyWhenItHasNoEffect(t *testing.T) {
	for key, want := range map[string]string{
		"approval_strategy: any_one": `The key "approval_strategy" is out of use: the public parser reads strategy alone, and passes over this one.`,
		"sla_hours: 4":               `The key "sla_hours" is out of use.`,
	} {
		text := strings.Replace(small, "type: decision", "type: parallel_approval\n    "+key, 1)
		var got []string
		for _, d := range check(text) {
			got = append(got, d.Message.String())
			if d.Code == diagnostic.DeprecatedKey && d.Fix == nil {
				t.Errorf("%s has no fix", key)
			}
		}
		if !slices.Contains(got, want) {
			t.Errorf("%s: found %q", key, got)
		}
	}
}

func TestNothingIsMissedWhereLinesWereLeftOut(t *testing.T) {
	// Given a workflow whose label cannot be read, the field seems to have none, and the step's target may be gone.
	text := strings.Replace(small, "label: Amount", "label: Amount: in euros", 1)
	text = strings.Replace(text, "  done:\n", "  done: : :\n", 1)
	for _, d := range check(text) {
		if d.Code != diagnostic.YAMLSyntax {
			t.Errorf("%s %s", d.Code, d.Message)
		}
	}
}

func TestAnAliasIsReportedOnce(t *testing.T) {
	text := strings.Replace(small, "type: currency", "type: currency\n      validation: &limits\n        mim: 1", 1)
	text = strings.Replace(text, "workflow:", "    - {name: b, type: number, label: B, validation: *limits}\n    - {name: c, type: number, label: C, validation: *limits}\nworkflow:", 1)
	if found := check(text); len(found) > 2 {
		t.Errorf("%d findings: %+v", len(found), found)
	}
}

func TestKeysOfAnotherTypeAreHints(t *testing.T) {
	found := check(strings.Replace(small, "type: end", "type: end\n    choices: []", 1))
	if len(found) != 1 || found[0].Code != diagnostic.MisplacedKey || found[0].Severity != diagnostic.Hint {
		t.Errorf("found %+v", found)
	}
}

// Whatever somebody types, there is an answer, and every span lies in the text.
func TestBrokenTextsAreAnswered(t *testing.T) {
	for _, rule := range reportedHere(t) {
		if rule.Code == diagnostic.TooLarge {
			continue
		}
		bad, _ := example(t, rule.Code)
		for cut := 0; cut < len(bad); cut += 7 {
			for _, text := range []string{bad[:cut], bad[cut:], bad[:cut] + "\n" + bad[cut:], bad[:cut] + "[" + bad[cut:]} {
				for _, d := range check(text) {
					if d.Span.Start < 0 || d.Span.End < d.Span.Start || d.Span.End > len(text) {
						t.Fatalf("%s has the span %v in\n%s", d.Code, d.Span, text)
					}
					if d.Fix != nil {
						source.Apply(text, d.Fix.Edits...) // panics when the edits are none
					}
				}
			}
		}
	}
}

// large is a workflow with many steps, of which each has a mistake when there should be one.
func large(steps int, step string) string {
	var b strings.Builder
	b.WriteString("name: Large\nform:\n  fields: []\nworkflow:\n")
	for i := range steps {
		fmt.Fprintf(&b, step, i)
	}
	return b.String()
}

func TestManyMistakesTakeNoTime(t *testing.T) {
	for name, step := range map[string]string{
		"unknown steps": "  step_%d: {name: S, type: decision, on_approve: {continue_to: stpe_1}}\n",
		"lists":         "  step_%d: []\n",
		"unknown keys":  "  step_%d: {name: S, type: end, naem: x, tpye: y, descripion: z}\n",
	} {
		text := large(8000, step)
		doc := model.Read(text)
		begun := time.Now()
		found := validate.Check(doc)
		if took := time.Since(begun); took > 2*time.Second || len(found) == 0 {
			t.Errorf("%s: %d findings in %v", name, len(found), took)
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	doc := model.Read(large(500, "  step_%d:\n    name: Review\n    type: decision\n    approver: a@example.com\n    on_approve:\n      continue_to: step_1\n    on_reject:\n      end_workflow: true\n"))
	b.SetBytes(int64(doc.Tree.Text.Len()))
	for b.Loop() {
		validate.Check(doc)
	}
}

func BenchmarkRead(b *testing.B) {
	text := large(500, "  step_%d:\n    name: Review\n    type: decision\n    approver: a@example.com\n    on_approve:\n      continue_to: step_1\n    on_reject:\n      end_workflow: true\n")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		model.Read(text)
	}
}
