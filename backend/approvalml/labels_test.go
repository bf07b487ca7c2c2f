package approvalml_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/templates"
)

func TestLabelsAreTheWordsOfTags(t *testing.T) {
	for text, want := range map[string][]string{
		"name: A\n":                 nil,
		"tags: [finance, travel]\n": {"finance", "travel"},
		"tags:\n  - finance # ours\n  - \"Head  office\"\n": {"finance", "Head office"},
		"tags: finance, travel\n":                           {"finance", "travel"},
		"tags: [Finance, finance, '', 2026, ~, [x]]\n":      {"Finance", "2026"},
		"tags:\n":                        nil,
		"tags: {finance: yes}\n":         nil,
		"approval_process:\n  tags: [a]": {"a"},
		"no: [yaml":                      nil,
		"- a\n":                          nil,
	} {
		if got := approvalml.Labels(model.Read(text)); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestLabelsAreChangedInTheText(t *testing.T) {
	for _, test := range []struct {
		name, text  string
		add, remove []string
		want        string
	}{
		{"the first", "name: A\nform: {}\n", []string{"hr"}, nil, "name: A\ntags:\n  - hr\nform: {}\n"},
		{"one more", "tags: [finance]\nname: A\n", []string{"hr"}, nil, "tags: [finance, hr]\nname: A\n"},
		{"one more, by lines", "tags:\n  - finance # ours\nname: A\n", []string{"hr"}, nil, "tags:\n  - finance # ours\n  - hr\nname: A\n"},
		{"one that is there", "tags: [Finance]\n", []string{"finance"}, nil, "tags: [Finance]\n"},
		{"one less", "tags: [finance, hr]\nname: A\n", nil, []string{"FINANCE"}, "tags: [hr]\nname: A\n"},
		{"the last one", "name: A\ntags: [finance]\nform: {}\n", nil, []string{"finance"}, "name: A\nform: {}\n"},
		{"one for another", "tags: [finance]\n", []string{"hr"}, []string{"finance"}, "tags: [hr]\n"},
		{"of a text", "tags: finance, travel\n", []string{"hr"}, nil, "tags:\n  - finance\n  - travel\n  - hr\n"},
		{"of an empty key", "name: A\ntags:\nform: {}\n", []string{"hr"}, nil, "name: A\ntags:\n  - hr\nform: {}\n"},
		{"below approval_process", "approval_process:\n  name: A\n", []string{"hr"}, nil, "approval_process:\n  name: A\n  tags:\n    - hr\n"},
		{"that needs quotes", "tags: [a]\n", []string{"yes", "b: c"}, nil, "tags: [a, \"yes\", \"b: c\"]\n"},
		{"nothing", "name: A\n", nil, []string{"hr"}, "name: A\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := approvalml.Relabel(test.text, test.add, test.remove)
			if err != nil || got != test.want {
				t.Errorf("got %q, %v, want %q", got, err, test.want)
			}
		})
	}
	for _, text := range []string{"no: [yaml", "- a\n", "", "just text"} {
		got, err := approvalml.Relabel(text, []string{"hr"}, nil)
		if _, refused := errors.AsType[*edit.Refusal](err); !refused || got != text {
			t.Errorf("%q becomes %q, %v", text, got, err)
		}
	}
}

func TestLabelsCanBeGivenToEveryTemplate(t *testing.T) {
	for _, template := range templates.List() {
		text := template.YAML
		for _, label := range []string{"finance", "head office", "Ünïcode"} {
			before := approvalml.Labels(model.Read(text))
			labelled, err := approvalml.Relabel(text, []string{label}, nil)
			if err != nil {
				t.Fatalf("%s: %v", template.ID, err)
			}
			if got := approvalml.Labels(model.Read(labelled)); !slices.Equal(got, append(slices.Clone(before), label)) {
				t.Errorf("%s: got %q", template.ID, got)
			}
			back, err := approvalml.Relabel(labelled, nil, []string{strings.ToUpper(label)})
			if err != nil || back != text {
				t.Errorf("%s: %v, not as before", template.ID, err)
			}
			text = labelled
		}
		if before, after := approvalml.Check(template.YAML), approvalml.Check(text); len(after.Diagnostics) != len(before.Diagnostics) {
			t.Errorf("%s: labels have findings: %v", template.ID, after.Diagnostics)
		}
	}
}
