package model

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/templates"
)

const small = "name: Leave\nform:\n  fields: []\nworkflow:\n  done:\n    name: Done\n    type: end\n"

func TestTheWorkflowIsFoundInAnAnswer(t *testing.T) {
	indented := "    " + strings.ReplaceAll(strings.TrimSuffix(small, "\n"), "\n", "\n    ")
	for name, c := range map[string]struct{ answer, text, rest string }{
		"in a fence":             {"Sure.\n\n```yaml\n" + small + "```\nDone.", small, "Sure.\n\nDone."},
		"in tildes":              {"~~~~\n" + small + "~~~~", small, ""},
		"without a word":         {"```\n" + small + "```", small, ""},
		"never closed":           {"Here:\n```yaml\n" + small, small, "Here:"},
		"in a list":              {"1. This:\n   ```yaml\n   " + strings.ReplaceAll(strings.TrimSuffix(small, "\n"), "\n", "\n   ") + "\n   ```", small, "1. This:"},
		"the second of two":      {"```yaml\nname: only a part\n```\nand whole:\n```yaml\n" + small + "```", small, "```yaml\nname: only a part\n```\nand whole:"},
		"the corrected one":      {"```yaml\n" + strings.Replace(small, "Leave", "Wrong", 1) + "```\nNo:\n```yaml\n" + small + "```", small, "```yaml\n" + strings.Replace(small, "Leave", "Wrong", 1) + "```\nNo:"},
		"bare":                   {small, small, ""},
		"bare among prose":       {"Here you are:\n\n" + small + "\nNote: this is short.\n", small, "Here you are:\n\n\nNote: this is short."},
		"with comments above":    {"# ours\n" + small, "# ours\n" + small, ""},
		"indented as code":       {"So:\n\n" + indented + "\n", small, "So:"},
		"after thoughts":         {"<think>\n```yaml\nname: no\nworkflow: {}\n```\n</think>\n\n```yaml\n" + small + "```", small, ""},
		"with line ends of DOS":  {"```yaml\r\n" + strings.ReplaceAll(small, "\n", "\r\n") + "```\r\n", small, ""},
		"as JSON":                {"{\n  \"name\": \"Leave\",\n  \"workflow\": {}\n}\nThat is all.", "{\n  \"name\": \"Leave\",\n  \"workflow\": {}\n}\n", "That is all."},
		"with a fence in a text": {"````yaml\n" + small + "# ```\n````", small + "# ```\n", ""},
		"only thoughts":          {"<think>\nname: Leave\nworkflow: {}", "", ""},
		"refused":                {"I cannot help with that.", "", "I cannot help with that."},
		"another language":       {"```python\nprint('name: x')\n```", "", "```python\nprint('name: x')\n```"},
		"nothing":                {"", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			text, rest := extract(c.answer)
			if text != c.text || rest != c.rest {
				t.Errorf("got %q and %q", text, rest)
			}
		})
	}
}

// TestTemplatesAreTakenWhole wraps real workflows as models do: each comes out byte for byte.
func TestTemplatesAreTakenWhole(t *testing.T) {
	for _, summary := range templates.List() {
		one, err := templates.Find(summary.ID)
		if err != nil {
			t.Fatal(err)
		}
		for name, answer := range map[string]string{
			"fenced": "Sure:\n```yaml\n" + one.YAML + "```\n+ \"x\" -> y: z", "bare": one.YAML, "bare in prose": "Here it is:\n\n" + one.YAML + "\nLet me know.",
		} {
			if text, _ := extract(answer); text != one.YAML {
				t.Errorf("%s, %s: it came out as\n%s", one.ID, name, text)
			}
		}
	}
}

func FuzzExtract(f *testing.F) {
	for _, seed := range []string{
		small, "```yaml\n" + small + "```", "<think>", "```", "~~~\n```\n~~~", "{\n}", "name:", "\r\n\x00\x1b[31m", "   ```yaml\n  a: 1\n ```", "# a\n# b\nname: x\n\nNote: y", "\uFEFFname: x",
	} {
		f.Add(seed, "A manager approves 💶")
	}
	f.Fuzz(func(t *testing.T, answer, description string) {
		text, rest := extract(answer)
		if !utf8.ValidString(text) || !utf8.ValidString(rest) {
			t.Fatalf("%q gives what is no UTF-8: %q, %q", answer, text, rest)
		}
		if strings.ContainsFunc(text+rest, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }) {
			t.Fatalf("%q gives control characters: %q", answer, text)
		}
		cleaned := thoughtless(clean(answer))
		for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
			if !strings.Contains(cleaned, line) {
				t.Fatalf("%q gives the line %q, which it does not have", answer, line)
			}
		}
		if text != "" && !strings.HasSuffix(text, "\n") {
			t.Fatalf("%q gives %q without a line end", answer, text)
		}
		understood, _, _ := said(answer, description, approvalml.Check(text).Document)
		for _, u := range understood {
			if u.From < 0 || u.To < u.From || u.To > units(description) || u.To-u.From != units(u.Text) {
				t.Fatalf("%q gives the place %d to %d of %q", answer, u.From, u.To, u.Text)
			}
		}
	})
}

func TestTheReferenceNamesEveryTypeAndItsExampleIsRight(t *testing.T) {
	told := reference()
	for kind := range stepKeys {
		if !strings.Contains(told, "- "+kind+": ") {
			t.Errorf("%s is not explained", kind)
		}
	}
	text, _ := extract(told)
	if report := approvalml.Check(text); text == "" || len(report.Diagnostics) > 0 {
		t.Errorf("its example has %v", report.Diagnostics)
	}
}
