package analysis_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/analysis"
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/templates"
)

// corpus is all examples and templates.
func corpus(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("../diagnostic/examples/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	var texts []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	for _, template := range templates.List() {
		texts = append(texts, template.YAML)
	}
	return texts
}

// holds fails when a finding could not be shown, or a fix not be applied.
func holds(t *testing.T, text string) {
	t.Helper()
	lines := source.NewText(text)
	for _, d := range check(text) {
		if d.Span.Start < 0 || d.Span.End > len(text) || d.Span.End < d.Span.Start ||
			lines.LineAt(d.Span.Start) != lines.LineAt(max(d.Span.End-1, d.Span.Start)) {
			t.Fatalf("%s at %v of %d bytes in\n%s", d.Code, d.Span, len(text), text)
		}
		if d.Fix != nil {
			source.Apply(text, d.Fix.Edits...)
		}
	}
}

func TestNoEditOfAWorkflowBreaksTheAnalysis(t *testing.T) {
	texts := corpus(t)
	random := rand.New(rand.NewPCG(3, 14)) // repeatable on purpose
	pieces := []string{
		"", " ", "\n", "  ", ":", "- ", "'", "\"", "\\", "${form.", "}", "&a ", "*a", "<<: *a", "[", "{", "|\n", ">-\n", "null", "1.5", "ü",
		"continue_to: ", "on_reject:\n", "\t", "\r\n", "# ", "choices", "==", " and ", "approver: ",
	}
	for range 4000 {
		text := texts[random.IntN(len(texts))]
		for range 1 + random.IntN(3) {
			from := random.IntN(len(text) + 1)
			to := min(len(text), from+random.IntN(12))
			text = text[:from] + pieces[random.IntN(len(pieces))] + text[to:]
		}
		holds(t, text)
	}
}

func TestOddDocuments(t *testing.T) {
	for _, text := range []string{
		"", "a", "workflow:", "workflow: []", "workflow: {a: }", "workflow: {a: b}", "workflow: {a: {type: decision, approver: {}}}",
		"workflow: {1: {type: decision, approver: [x], approvers: {a: b}}}", "form: {fields: [a, {name: x}]}\nworkflow: {a: {choices: [a, {conditions: x > }]}}",
		"workflow: &w {a: {type: decision, on_approve: *w}}", "settings: {timeout: [a], escalation: {a: b}}\nworkflow: {a: {type: end}}",
		"form: {fields: [{name: a}]}\nworkflow: {a: {type: decision, approver: '${}', on_approve: {continue_to: [x]}}}",
		"form: {fields: [{name: a}]}\nworkflow: {a: {type: decision, approver: '${requestor.}', on_approve: {continue_to: }}}",
		"form: {fields: [{name: a}]}\nworkflow: {a: {type: parallel_approval, approvers: [{role: !!str }], signature_field: {a: b}, on_x: &a {continue_to: b, c: *a}}}",
	} {
		holds(t, text)
	}
}

func TestALineThatCannotBeReadHidesWhatIsMissing(t *testing.T) {
	// given a workflow whose end and whose field are on lines that are no YAML
	text := workflow("a decision on_approve>b on_reject>.", "b end")
	for _, broken := range []string{
		strings.Replace(text, "  b:\n", "  b: {[\n", 1),
		strings.Replace(text, "on_reject: {end_workflow: true}", "on_reject: {end_workflow: true", 1),
	} {
		// then nothing is said about what may just not have been read
		if !model.Read(broken).Tree.Repaired {
			t.Fatalf("not repaired:\n%s", broken)
		}
		if found := check(broken); len(found) > 0 {
			t.Errorf("found %+v", found)
		}
	}
}

func TestASharedPartIsReportedOnce(t *testing.T) {
	text := `name: P
form: {fields: [{name: amount, type: number, label: A}]}
workflow:
  a: {name: A, type: decision, approver: cfo, on_approve: &next {continue_to: b, notify_requestor: "${form.amuont}"}, on_reject: *next}
  b: &b {name: B, type: decision, approver: ceo, on_approve: {continue_to: c}}
  c: *b
`
	var got []diagnostic.Code
	for _, d := range check(text) {
		got = append(got, d.Code)
		if d.Code == diagnostic.MissingReject && d.Fix != nil {
			t.Error("a shared step is offered a fix")
		}
	}
	if len(got) == 0 || strings.Count(fmt.Sprint(got), string(diagnostic.UnknownFieldInText)) != 1 {
		t.Errorf("found %q", got)
	}
}

// large is a workflow of about 10,000 lines, with a split before every third step, which is twice as many as in real ones.
// In each part of the wrong one, names of fields are misspelt.
func large(field string) string {
	var b strings.Builder
	b.WriteString("name: Large\nform:\n  fields:\n")
	for i := range 700 {
		fmt.Fprintf(&b, "    - name: field_%d\n      type: number\n      label: Field\n", i)
	}
	b.WriteString("workflow:\n")
	for i := range 700 {
		if i%3 == 0 {
			fmt.Fprintf(&b, `  split_%[1]d:
    name: Split
    type: conditional_split
    choices:
      - conditions: %[2]s_%[1]d > 1000 and field_%[1]d <= 2000
        continue_to: step_%[1]d
      - conditions: %[2]s_%[1]d > 500
        continue_to: other_%[1]d
    default:
      continue_to: step_%[1]d
  other_%[1]d:
    name: Other
    type: decision
    approver: other_role_%[1]d
    on_approve:
      continue_to: step_%[1]d
    on_reject:
      end_workflow: true
`, i, field)
		}
		next := fmt.Sprintf("step_%d", i+1)
		if (i+1)%3 == 0 {
			next = fmt.Sprintf("split_%d", i+1)
		}
		fmt.Fprintf(&b, `  step_%[1]d:
    name: Step
    type: decision
    approver: role_%[1]d
    on_approve:
      continue_to: %[2]s
      notify_requestor: "It is ${form.%[3]s_%[1]d}"
    on_reject:
      end_workflow: true
`, i, next, field)
	}
	b.WriteString("  step_700:\n    name: Done\n    type: end\n")
	return b.String()
}

func TestALargeWorkflowIsAnalysedToItsEnd(t *testing.T) {
	if found := check(large("field")); len(found) > 0 {
		t.Errorf("the sound workflow has %d findings, first %+v", len(found), found[0])
	}
	if found := check(large("feild")); len(found) < 500 {
		t.Errorf("only %d findings", len(found))
	}
}

func BenchmarkCheck(b *testing.B) {
	for name, text := range map[string]string{"sound": large("field"), "mistakes": large("feild")} {
		doc := model.Read(text)
		b.Run(fmt.Sprintf("%s, %d lines", name, doc.Tree.Text.Lines()), func(b *testing.B) {
			for b.Loop() {
				analysis.Check(doc)
			}
		})
	}
}
