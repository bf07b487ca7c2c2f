package approvalml_test

import (
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
