package approvalml_test

import (
	"strings"
	"testing"

	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/templates"
)

func TestTheNameIsFoundWithoutReadingTheRest(t *testing.T) {
	for text, name := range map[string]string{
		"":                              "",
		"name: Leave\nform: {}":         "Leave",
		"# of HR\nname: \"A: b\" # c\n": "A: b",
		"form:\n  name: no\nname: Long\n  name\nworkflow: {}\n": "Long name",
		"name: >\n  Folded\n  text\nversion: 1":                 "Folded text",
		"form:\n  name: only inside\n":                          "",
		"name: [a]":                                             "",
		"name":                                                  "",
	} {
		if got := approvalml.Name(text); got != name {
			t.Errorf("%q: %q, not %q", text, got, name)
		}
	}
	for _, template := range templates.List() {
		want := approvalml.Check(template.YAML).Document.Name
		if got := approvalml.Name(template.YAML); got != want || got == "" {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

func FuzzTheNameIsHowTheOneThatCheckFindsBegins(f *testing.F) {
	for _, text := range []string{
		"name: a\r\nform: {}\r\n", "\ufeffname: a\n", "---\nname: a\n", "name: 'it''s' # c\n", "name:\n  a\n", "name: |\n  a\n  b\n",
		"name: &x a\n", "name: a: b\n", "name: \"a\\n b\"\nform: {}", "name: a # c\n  b\n", "x: 1\nname:\tb\n", "name: *x",
		"name: a\n\n\n  b\n", "description: |\n  x\nname: b\nname: c\n", "name: a\n# c\n  b\n", "name:a: b\nname: c\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, report := approvalml.Name(text), approvalml.Check(text)
		if report.YAMLError() == "" && !strings.HasPrefix(report.Document.Name, got) {
			t.Errorf("%q: %q, but Check finds %q", text, got, report.Document.Name)
		}
	})
}
