package assist_test

import (
	"errors"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/assist"
	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

// renamed is the text after the symbol at the caret got another name.
func renamed(marked, to string) (string, error) {
	text, offset := caret(marked)
	edits, err := assist.Rename(model.Read(text), offset, to)
	if err != nil {
		return "", err
	}
	return source.Apply(text, edits...), nil
}

func TestRenamingReachesEveryPlace(t *testing.T) {
	const body = "form:\n  fields:\n    - name: FIELD\n      type: number\n      label: A\n"
	for _, test := range []struct{ name, text, to, want string }{
		{"a condition in single quotes", body + "workflow:\n  s:\n    choices:\n      - conditions: 'a == ''x'' and a| > 1'\n", "total", "'total == ''x'' and total > 1'"},
		{"a condition with escapes", body + "workflow:\n  s:\n    choices:\n      - conditions: \"a == \\\"\\u0061\\\" and a|\"\n", "total", "\"total == \\\"\\u0061\\\" and total\""},
		{"a folded condition", body + "workflow:\n  s:\n    while: >\n      a > 1 and\n      a| < 3\n", "total", ">\n      total > 1 and\n      total < 3\n"},
		{"a block of text", body + "workflow:\n  s:\n    notify_requestor: |\n      Zwölf ${form.a}\n\n      and ${form.a|}\n", "total", "Zwölf ${form.total}\n\n      and ${form.total}\n"},
		{"a condition in brackets", body + "workflow: { s: { choices: [{ conditions: a| > 1 }] } }\n", "total", "{ conditions: total > 1 }"},
	} {
		for _, eol := range []string{"\n", "\r\n"} {
			t.Run(test.name, func(t *testing.T) {
				text := strings.ReplaceAll(strings.Replace(test.text, "FIELD", "a", 1), "\n", eol)
				got, err := renamed(text, test.to)
				if err != nil {
					t.Fatal(err)
				}
				if !strings.Contains(got, strings.ReplaceAll(test.want, "\n", eol)) || !strings.Contains(got, "name: total"+eol) {
					t.Errorf("got %q", got)
				}
			})
		}
	}
}

// everywhere names a field f, a column c of the line items i, a section p and a step s in every place there is.
const everywhere = `form:
  fields:
    - {name: <f>, type: number}
    - name: <i>
      item_fields:
        - {name: <c>, type: number}
        - {name: total, formula: "<c> * <f>"}
    - name: sum
      formula: sum(<i>.<c>) + <f>
      options: {data_source: {source_name: x, params: [{name: f, from_field: field.<f>}]}}
    - name: other
      jsonata: "$sum(<i>.<c>) & 'f'"
      hidden: {jsonata: <f> > 3}
  layout:
    fields: {<f>: {span: full}}
    sections:
      - id: <p>
        title: About f, c, i, p and s
        grid:
          - [<f>, <i>]
        fields:
          <f>: {align: left}
    completed_sections: [<p>]
  header:
    fields: [{name: logo, type: image}]
    grid: [[logo, <f>]]
workflow:
  <s>:
    type: decision
    approver: ${form.<f>}
    view_sections: [<p>]
    edit_sections:
      - <p>
    mixed_sections:
      <p>: {editable: [<f>, "<i>"]}
    signature_field: '<f>'
    on_approve: {continue_to: <s>, notify_requestor: "${form.<f>} and {{<f>}} of ${form.<i>.<c>} for f"}
    loop: {continue_to: <s>, while: "<f> > 1 and sum(<i>.<c>) < 2 and 'f' == 'f'"}
  next:
    type: conditional_split
    choices:
      - conditions: form.<f> > 1 or ${form.<f>} < 2
        continue_to: "<s>"
    default: {continue_to: <s>}
  child:
    type: spawn
    items: <i>
    map: {<c>: f}
    pass: [<f>]
settings:
  timeout: {<s>: 2_days}
test_data:
  <f>: 1
  <i>: [{<c>: 1}]
param_mapping: {f: <f>}
triggers:
  - {type: webhook, preset_form_data: {<f>: 1}, field_mapping: {<f>: $.f, <i>: {source: $.i, item_fields: {<c>: $.c}}}}
`

func TestRenamingMissesNoPlace(t *testing.T) {
	unmarked := strings.NewReplacer("<", "", ">", "")
	// The signs of comparison are marks as well: they stand with spaces around them.
	plain := func(marked string) string {
		marked = strings.NewReplacer(" > ", " \x00 ", " < ", " \x01 ").Replace(marked)
		return strings.NewReplacer("\x00", ">", "\x01", "<").Replace(unmarked.Replace(marked))
	}
	for _, name := range []string{"f", "c", "i", "p", "s"} {
		first := strings.Index(everywhere, "<"+name+">")
		offset := len(plain(everywhere[:first]))
		doc := model.Read(plain(everywhere))
		edits, err := assist.Rename(doc, offset, "renamed")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		want := plain(strings.ReplaceAll(everywhere, "<"+name+">", "renamed"))
		got := source.Apply(doc.Text(), edits...)
		gotLines, wantLines := strings.Split(got, "\n"), strings.Split(want, "\n")
		for i := range wantLines {
			if gotLines[i] != wantLines[i] {
				t.Errorf("%s: line %d is %q, not %q", name, i+1, gotLines[i], wantLines[i])
			}
		}
	}
}

func TestRenamingWritesQuotesWhereTheyAreNeeded(t *testing.T) {
	for _, test := range []struct{ name, text, to, want string }{
		{"a step in double quotes", "workflow:\n  \"a\":\n    on_x: { continue_to: 'a|' }\n", "it's", "workflow:\n  \"it's\":\n    on_x: { continue_to: 'it''s' }\n"},
		{"a step that becomes a number", "workflow:\n  a|:\n    on_x: { continue_to: a }\n", "12", "workflow:\n  \"12\":\n    on_x: { continue_to: \"12\" }\n"},
		{"spaces around the new name", "workflow:\n  a|:\n    on_x:\n      continue_to: a # back\n", " b ", "workflow:\n  b:\n    on_x:\n      continue_to: b # back\n"},
		{
			"a section with a key", "form:\n  layout:\n    sections:\n      - { id: a| }\nworkflow:\n  s:\n    mixed_sections: { a: { editable: [] } }\n", "b, c",
			"form:\n  layout:\n    sections:\n      - { id: \"b, c\" }\nworkflow:\n  s:\n    mixed_sections: { \"b, c\": { editable: [] } }\n",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got, err := renamed(test.text, test.to); err != nil || got != test.want {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}

func TestRenamingIsRefused(t *testing.T) {
	const fields = "form:\n  fields:\n    - name: a|\n    - name: b\nworkflow:\n  s:\n    while: a > 1\n"
	for _, test := range []struct{ name, text, to, code string }{
		{"YAML that cannot be read", "workflow:\n  a|:\n    x: [\n", "b", edit.Unreadable},
		{"no name at the caret", "na|me: x\n", "b", edit.NotThere},
		{"a name that leads nowhere", "workflow:\n  s:\n    on_x: { continue_to: no| }\n", "b", edit.NotThere},
		{"no new name", fields, "  ", assist.BadName},
		{"a new name on two lines", fields, "b\nc", assist.BadName},
		{"a name that is taken", fields, "b", edit.Exists},
		{"a name that no condition can hold", fields, "two words", assist.BadName},
		{"a word of the conditions", fields, "and", assist.BadName},
		{"a key of the form", "form:\n  a|: { type: text }\n", "layout", assist.BadName},
		{"a name that stands twice", "form:\n  fields:\n    - name: a|\n    - name: a\n", "c", edit.CannotEdit},
		{"a name with an anchor", "form:\n  fields:\n    - name: &n a|\n      label: *n\n", "c", edit.Shared},
		{
			"a column that would catch a field",
			"form:\n  fields:\n    - name: rate\n    - name: items\n      item_fields:\n        - name: price|\n        - name: total\n          formula: price * rate\n",
			"rate", assist.BadName,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := renamed(test.text, test.to)
			var refusal *edit.Refusal
			if !errors.As(err, &refusal) {
				t.Fatalf("got %q, %v", got, err)
			}
			if refusal.Code != test.code || refusal.Message == "" || refusal.Hint == "" {
				t.Errorf("got %+v", refusal)
			}
		})
	}
	if got, err := renamed(fields, "a"); err != nil || got != strings.Replace(fields, "|", "", 1) {
		t.Errorf("the same name: %q, %v", got, err)
	}
}

func TestEveryPlaceOfOddTextsCanBeAskedForItsSymbol(t *testing.T) {
	texts := []string{
		sample, strings.ReplaceAll(sample, "\n", "\r\n"), "", "\ufeffname: x\n", "form: &a\n  fields: *a\n", "workflow: [a, b]\n",
		"form: { fields: [{ name: \"a\\x41\\u00e9\\\n  b\" }] }\nworkflow: { 's''t': { while: 'a > ''1''' } }\n",
		"form:\n  fields:\n    - name: >-\n        a\n\n        b\nworkflow:\n  ? |\n    s\n  : { continue_to: s }\n",
		"form:\n  fields:\n    - name: a\nworkflow:\n  s:\n    while: \"a\\\n      \\ > ${form.a\"\n    x: '{{a}} {{ a.b | c }} ${form.} ${'\n",
		"approval_process:\n  form:\n    fields: [{name: a}]\n  workflow: &w {s: {<<: *w}}\n",
	}
	for _, text := range texts {
		doc := model.Read(text)
		for offset := -1; offset <= len(text)+1; offset++ {
			if s := assist.SymbolAt(doc, offset); s != nil && (s.Definition.End > len(text) || s.Name == "") {
				t.Errorf("%q at %d: %+v", text, offset, s)
			}
			if edits, err := assist.Rename(doc, offset, "other"); err == nil {
				if after := model.Read(source.Apply(text, edits...)); !after.Tree.Readable() {
					t.Errorf("%q at %d: %q", text, offset, after.Text())
				}
			}
			assist.Hover(doc, offset)
			if bad := sane(text, min(max(offset, 0), len(text)), assist.Complete(text, offset)); bad != "" {
				t.Errorf("%q at %d: %s", text, offset, bad)
			}
		}
	}
}
