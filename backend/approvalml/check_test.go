package approvalml_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/templates"
	"workflow-designer/bench/rounds"
)

func TestOurTemplatesAreWithoutAnyFinding(t *testing.T) {
	for _, template := range templates.List() {
		report := approvalml.Check(template.YAML)
		if !report.Valid() || len(report.Diagnostics) > 0 {
			t.Errorf("%s: %+v", template.ID, report.Diagnostics)
		}
	}
}

// The files are examples of the public reference implementation, under its licence, which lies beside them.
func TestRealFilesAreValid(t *testing.T) {
	files, err := filepath.Glob("testdata/real/*.yaml")
	if err != nil || len(files) != 5 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if report := approvalml.Check(string(text)); !report.Valid() {
			t.Errorf("%s: %+v", file, report.Diagnostics)
		}
	}
}

func TestTheReportSaysWhatTheWorkflowIs(t *testing.T) {
	report := approvalml.Check(`name: Leave
form:
  fields:
    - {name: days, type: number, label: Days}
workflow:
  review:
    name: Review
    type: decision
    approver: ${requestor.manager}
    on_approve: {continue_to: told}
    on_reject: {end_workflow: true}
  told:
    name: Told
    type: notification
    recipients: [{email: "${form.mail}"}]
    notification: {message: {subject: "${form.days} days, ${form.unclosed", body: "${requestor.manager} said yes to ${form.mail}"}}
    on_complete: {end_workflow: true}
`)
	if got := report.Document.Name; got != "Leave" {
		t.Errorf("name %q", got)
	}
	if got := report.TemplateVariables(); !slices.Equal(got, []string{"form.days", "form.mail", "requestor.manager"}) {
		t.Errorf("variables %q", got)
	}
	if !report.Valid() || report.YAMLError() != "" {
		t.Errorf("found %+v", report.Diagnostics)
	}
	if report.Count(diagnostic.Warning) == 0 {
		t.Error("the unknown field mail is no warning")
	}
}

func TestATextThatIsNoYAMLSaysWhere(t *testing.T) {
	report := approvalml.Check("name: x\nform: [\nworkflow: {}\n")
	if report.Valid() || !strings.HasPrefix(report.YAMLError(), "line 2, ") {
		t.Errorf("got %q", report.YAMLError())
	}
}

// large is the largest of our templates, with its steps again and again until it has about as many lines.
func large(lines int) string {
	longest := ""
	for _, template := range templates.List() {
		if len(template.YAML) > len(longest) {
			longest = template.YAML
		}
	}
	if strings.Count(longest, "\n") >= lines {
		return longest
	}
	head, steps, _ := strings.Cut(longest, "\nworkflow:\n")
	var b strings.Builder
	b.WriteString(head + "\nworkflow:\n")
	var ids []string
	for _, line := range strings.Split(steps, "\n") {
		if id, isStep := strings.CutSuffix(strings.TrimPrefix(line, "  "), ":"); isStep && strings.HasPrefix(line, "  ") && !strings.HasPrefix(line, "   ") {
			ids = append(ids, id)
		}
	}
	for copied := 0; strings.Count(b.String(), "\n") < lines; copied++ {
		text := steps
		for _, id := range ids {
			text = strings.ReplaceAll(text, id, fmt.Sprintf("%s_%d", id, copied))
		}
		b.WriteString(strings.TrimRight(text, "\n") + "\n")
	}
	return b.String()
}

// BenchmarkCheck compares a check of a workflow with a bare decode of its YAML: of the largest template, and of longer ones.
func BenchmarkCheck(b *testing.B) {
	for _, lines := range []int{0, 3_000, 10_000} {
		text := large(lines)
		b.Run(fmt.Sprintf("lines=%d", lines), func(b *testing.B) {
			var r rounds.Rounds
			for b.Loop() {
				r.Time(b, "check", func() error {
					if !approvalml.Check(text).Valid() {
						return errors.New("it is not valid")
					}
					return nil
				})
				r.Time(b, "decode", func() error { return yaml.Unmarshal([]byte(text), new(yaml.Node)) })
			}
			r.Report(b)
			r.Compare(b, "check", "decode")
			b.ReportMetric(float64(strings.Count(text, "\n")), "lines")
		})
	}
}

func FuzzCheck(f *testing.F) {
	for _, template := range templates.List() {
		f.Add(template.YAML)
	}
	files, err := filepath.Glob("diagnostic/examples/*.yaml")
	if err != nil || len(files) == 0 {
		f.Fatalf("%d examples, %v", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		report := approvalml.Check(text)
		for _, d := range report.Diagnostics {
			diagnostic.Find(d.Code)
			if d.Span.Start < 0 || d.Span.End < d.Span.Start || d.Span.End > len(text) {
				t.Errorf("%s lies at %v in a text of %d bytes", d.Code, d.Span, len(text))
			}
			if strings.Contains(text[d.Span.Start:d.Span.End], "\n") {
				t.Errorf("%s reaches over a line", d.Code)
			}
			if d.Message == "" {
				t.Errorf("%s says nothing", d.Code)
			}
		}
	})
}
