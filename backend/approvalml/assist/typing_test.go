package assist_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"workflow-designer/backend/approvalml/assist"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/templates"
)

// What is written already is offered where it stands, and choosing it changes nothing.
func TestWhatStandsThereIsOffered(t *testing.T) {
	for _, template := range templates.List() {
		doc := model.Read(template.YAML)
		check := func(node *source.Node, name string) {
			t.Helper()
			if node == nil || name == "" {
				return
			}
			for _, offset := range []int{node.Span.Start, (node.Span.Start + node.Span.End) / 2, node.Span.End} {
				got := accept(t, template.YAML, assist.Complete(template.YAML, offset), name)
				if got != template.YAML {
					t.Errorf("%s: choosing %s at %d changes the text", template.ID, name, offset)
				}
			}
		}
		for _, s := range doc.Steps {
			check(s.Node.Get("type"), s.Type)
			for _, w := range s.Ways {
				check(w.To.Node, w.To.Name)
			}
			for _, sections := range s.Sections {
				for _, section := range sections {
					check(section.Node, section.Name)
				}
			}
			check(s.SignatureField.Node, s.SignatureField.Name)
		}
		for _, f := range doc.Fields {
			check(f.Node.Get("type"), f.Type)
		}
		for _, s := range doc.Sections {
			for _, f := range s.Fields {
				check(f.Node, f.Name)
			}
		}
	}
}

// What a template says is offered while the line that says it is being typed, and the rest of the text stays below it.
func TestWhatIsHalfTypedIsOffered(t *testing.T) {
	all := templates.List()
	if testing.Short() {
		all = all[:2]
	}
	for _, template := range all {
		text := template.YAML
		doc := model.Read(text)
		check := func(what string, span source.Span, typed, label string) {
			t.Helper()
			broken := text[:span.Start] + typed + text[span.End:]
			c := assist.Complete(broken, span.Start+len(typed))
			if !slices.Contains(labels(c), label) {
				t.Errorf("%s: %s: %q instead of %q gets %q", template.ID, what, typed, label, labels(c))
			}
		}
		line := func(offset int) source.Span {
			return source.Span{Start: offset, End: doc.Tree.Text.Line(doc.Tree.Text.LineAt(offset)).End}
		}
		for _, s := range doc.Steps {
			for _, w := range s.Ways {
				if w.To.Node == nil {
					continue
				}
				for _, typed := range []string{"", w.To.Name[:2], `"`, `"` + w.To.Name[:2], "'" + w.To.Name[:2]} {
					check("a way", w.To.Node.Span, typed, w.To.Name)
				}
			}
			for _, sections := range s.Sections {
				for _, section := range sections {
					check("a section", line(section.Node.Span.Start), "", section.Name)
					check("a section", line(section.Node.Span.Start), section.Name[:2], section.Name)
				}
			}
			for _, choice := range s.Choices {
				name := doc.Fields[0].Name
				for _, typed := range []string{"", `"`, "'", name[:2], `"amount > 3 and `, "'(x in ['' '']) or "} {
					if choice.Condition != nil {
						check("a condition", choice.Condition.Span, typed, name)
					}
				}
			}
			for _, e := range s.Node.Entries {
				if e.Key.Value == "name" {
					continue // what fits depends on the type, which is known from the others
				}
				check("a key of a step", line(e.Key.Span.Start), "", e.Key.Value)
				check("a key of a step", line(e.Key.Span.Start), e.Key.Value[:1], e.Key.Value)
				check("a key of a step", line(e.Key.Span.Start), e.Key.Value, e.Key.Value)
			}
		}
		for _, f := range doc.Fields {
			check("a type", f.Node.Get("type").Span, `"`, f.Type)
			for _, e := range f.Node.Entries {
				check("a key of a field", line(e.Key.Span.Start), e.Key.Value[:1], e.Key.Value)
			}
		}
		for _, s := range doc.Sections {
			for _, f := range s.Fields {
				check("a row", line(f.Node.Span.Start), f.Name[:1], f.Name)
				check("a row", line(f.Node.Span.Start), "", f.Name)
			}
		}
	}
}

// sane says what is wrong with a completion, empty for nothing.
func sane(text string, offset int, c assist.Completion) string {
	if strings.HasPrefix(text[offset:], "\n") && strings.HasSuffix(text[:offset], "\r") {
		offset-- // no caret can stand between the two
	}
	switch {
	case c.Span.Start < 0 || c.Span.End > len(text) || c.Span.Start > c.Span.End:
		return fmt.Sprintf("the span %v is outside", c.Span)
	case len(c.Items) > 0 && !c.Span.Contains(offset):
		return fmt.Sprintf("the span %v is beside the caret", c.Span)
	case strings.Contains(text[c.Span.Start:c.Span.End], "\n"):
		return fmt.Sprintf("the span %v is on two lines", c.Span)
	case utf8.ValidString(text) && !utf8.ValidString(text[c.Span.Start:c.Span.End]):
		return fmt.Sprintf("the span %v cuts a character", c.Span)
	}
	for _, item := range c.Items {
		if item.Label == "" || item.Insert == "" || item.Kind == "" || strings.Contains(item.Insert, "caret0") && !strings.Contains(text, "caret0") {
			return fmt.Sprintf("the item %+v", item)
		}
	}
	return ""
}

func TestEveryPlaceOfEveryTemplateCanBeAsked(t *testing.T) {
	for _, template := range templates.List() {
		t.Run(template.ID, func(t *testing.T) {
			t.Parallel()
			text := template.YAML
			doc := model.Read(text)
			stride := 1
			if testing.Short() {
				stride = 31
			}
			for offset := 0; offset <= len(text); offset += stride {
				if bad := sane(text, offset, assist.Complete(text, offset)); bad != "" {
					t.Fatalf("at %d: %s", offset, bad)
				}
				if info := assist.Hover(doc, offset); info != nil && (!info.Span.Contains(offset) || info.Body == "" || info.Title == "") {
					t.Fatalf("at %d: %+v", offset, info)
				}
			}
			// The text ends at the caret, as while it is being written.
			for offset := 0; offset <= len(text); offset += 7 * stride {
				if bad := sane(text[:offset], offset, assist.Complete(text[:offset], offset)); bad != "" {
					t.Fatalf("up to %d: %s", offset, bad)
				}
			}
		})
	}
}

func FuzzComplete(f *testing.F) {
	f.Add(sample, 3)
	f.Add("", 0)
	f.Add("a: [\"${form.x", 12)
	f.Add("form:\r\n- &a {b: *a, <<: *a}\r\n", 9)
	f.Add("workflow: {s: {choices: [{conditions: 'a in [\"", 46)
	f.Fuzz(func(t *testing.T, text string, offset int) {
		c := assist.Complete(text, offset)
		if bad := sane(text, min(max(offset, 0), len(text)), c); bad != "" && !strings.Contains(text, "\r") {
			t.Errorf("%q at %d: %s", text, offset, bad)
		}
		assist.Hover(model.Read(text), offset)
	})
}
