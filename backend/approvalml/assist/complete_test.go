package assist_test

import (
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/assist"
	"workflow-designer/backend/approvalml/source"
)

// sample is a workflow; the caret's part is written behind it or in place of %s.
const sample = `name: Sample
form:
  fields:
    - name: amount
      type: currency
      label: Amount
    - name: kind
      type: select
      label: Kind
      options:
        - { value: it, label: Computers }
        - { value: travel, label: Trips }
        - { value: "it's", label: Other }
    - name: boss
      type: email
      label: Boss
    - name: urgent
      type: checkbox
      label: Urgent
    - name: sign
      type: signature
      label: Sign
    - name: items
      type: line_items
      label: Items
      item_fields:
        - name: price
          type: currency
          label: Price
  layout:
    sections:
      - id: request
        title: Your request
        grid:
          - [amount, kind]
      - id: review
        title: Review
        grid:
          - [sign]
workflow:
  first:
    name: First look
    type: decision
    approver: cfo@example.com
    on_approve:
      continue_to: last
    on_send_back:
      end_workflow: true
  last:
    name: The end
    type: end
  here:
    name: Here
`

// caret takes the caret's mark, the last | of a text, out of it.
func caret(marked string) (text string, offset int) {
	offset = strings.LastIndexByte(marked, '|')
	return marked[:offset] + marked[offset+1:], offset
}

func labels(c assist.Completion) []string {
	var all []string
	for _, item := range c.Items {
		all = append(all, item.Label)
	}
	return all
}

// accept is the text after an item was chosen.
func accept(t *testing.T, text string, c assist.Completion, label string) string {
	t.Helper()
	i := slices.IndexFunc(c.Items, func(item assist.Item) bool { return item.Label == label })
	if i < 0 {
		t.Fatalf("%q is not offered, but %q", label, labels(c))
	}
	return source.Apply(text, source.Edit{Span: c.Span, Text: c.Items[i].Insert})
}

func TestAcceptingAnItemWritesIt(t *testing.T) {
	step := func(body string) string { return sample + "    " + body }
	for _, test := range []struct{ name, text, label, want string }{
		{"a key of an empty text", "|", "name", "name: "},
		{"a key half typed", "name: a\nfo|", "form", "name: a\nform:\n  fields:\n    - name: "},
		{"a key below comments", "# mine\n\n|", "workflow", "# mine\n\nworkflow:\n  "},
		{"a key with Windows line ends", "name: a\r\nfo|\r\n", "form", "name: a\r\nform:\r\n  fields:\r\n    - name: \r\n"},
		{"a key below approval_process", "approval_process:\n  na|\n", "name", "approval_process:\n  name: \n"},
		{"a key that has its colon", "name: a\nwork|: {}\n", "workflow", "name: a\nworkflow: {}\n"},
		{"a key above its value", "na|\nform:\n  fields: []\n", "name", "name: \nform:\n  fields: []\n"},
		{"a key of a step", step("ty|"), "type", step("type: ")},
		{"a key on an empty line", step("|"), "type", step("type: ")},
		{"a key of an outcome", step("on_approve:\n      con|"), "continue_to", step("on_approve:\n      continue_to: ")},
		{"a key in braces", step("on_approve: { con| }"), "continue_to", step("on_approve: { continue_to:  }")},
		{"a key in braces that are open", step("on_approve: { con|"), "continue_to", step("on_approve: { continue_to: ")},
		{"a key of an item", "form:\n  fields:\n    - name: a\n      ty|", "type", "form:\n  fields:\n    - name: a\n      type: "},
		{"a key before others", "form:\n  fields:\n    - |\n      label: A\n", "type", "form:\n  fields:\n    - type: \n      label: A\n"},
		{"a key whose lines are there", "name: a\nfo|\n  fields: []\n", "form", "name: a\nform:\n  fields: []\n"},
		{"a key behind a dash without a space", "form:\n  fields:\n    -|", "name", "form:\n  fields:\n    - name: "},
		{"a type", step("type: dec|"), "decision", step("type: decision")},
		{"a type without the space", step("type:|"), "decision", step("type: decision")},
		{"a type in quotes", step(`type: "dec|"`), "decision", step(`type: "decision"`)},
		{"a type in a quote that is open", step(`type: "dec|`), "decision", step(`type: "decision`)},
		{"a type before a comment", step("type: | # what"), "decision", step("type: decision # what")},
		{"a type in place of another", step("type: auto|matic"), "decision", step("type: decision")},
		{"a type above broken lines", step("type: |\n    on_approve: [\n"), "decision", step("type: decision\n    on_approve: [\n")},
		{
			"a type below broken lines", strings.Replace(step("type: |"), "First look", `"First look`, 1), "decision",
			strings.Replace(step("type: decision"), "First look", `"First look`, 1),
		},
		{"a strategy", step("type: parallel_approval\n    strategy: m|"), "majority", step("type: parallel_approval\n    strategy: majority")},
		{"a boolean", step("require_login: |"), "true", step("require_login: true")},
		{"a step", step("on_approve:\n      continue_to: |"), "last", step("on_approve:\n      continue_to: last")},
		{"a step in braces", step("on_approve: { continue_to: l|"), "last", step("on_approve: { continue_to: last")},
		{"a step on the next line", step("on_approve:\n      continue_to:\n        l|"), "last", step("on_approve:\n      continue_to:\n        last")},
		{
			"a step whose id needs quotes", step("on_approve:\n      continue_to: |\n  'true':\n    name: x\n"), "true",
			step("on_approve:\n      continue_to: \"true\"\n  'true':\n    name: x\n"),
		},
		{"a section", step("view_sections: [re|]"), "request", step("view_sections: [request]")},
		{"a section behind another", step("view_sections: [review, |]"), "request", step("view_sections: [review, request]")},
		{"a section in brackets that are open", step("view_sections: [review, |"), "request", step("view_sections: [review, request")},
		{"a section in a list by lines", step("view_sections:\n      - |"), "request", step("view_sections:\n      - request")},
		{"a list with one section", step("view_sections: |"), "request", step("view_sections: [request]")},
		{"a section as a key", step("mixed_sections:\n      re|"), "request", step("mixed_sections:\n      request:\n        ")},
		{"a field to edit", step("mixed_sections:\n      review: { editable: [|] }"), "sign", step("mixed_sections:\n      review: { editable: [sign] }")},
		{
			"a field in a row", "form:\n  fields:\n    - name: añb\n      type: text\n  layout:\n    sections:\n      - id: ü\n        grid:\n          - [a|]\n",
			"añb", "form:\n  fields:\n    - name: añb\n      type: text\n  layout:\n    sections:\n      - id: ü\n        grid:\n          - [añb]\n",
		},
		{"a signature field", step("signature_field: |"), "sign", step("signature_field: sign")},
		{"a manager", step("approver: |"), "${requestor.manager}", step("approver: ${requestor.manager}")},
		{"a manager inside braces", step("approver: ${requestor.m|}"), "requestor.manager", step("approver: ${requestor.manager}")},
		{"a manager in braces that are open", step("approver: ${|"), "requestor.manager", step("approver: ${requestor.manager}")},
		{
			"a manager in a flow group", step("approvers: [{ dynamic_approver: | }]"), "${requestor.manager}",
			step(`approvers: [{ dynamic_approver: "${requestor.manager}" }]`),
		},
		{
			"a manager in a flow group, half typed", step("approvers: [{ dynamic_approver: ${req| }]"), "${requestor.manager}",
			step(`approvers: [{ dynamic_approver: "${requestor.manager}" }]`),
		},
		{"whoever a field names", step("approver: |"), "${form.boss}", step("approver: ${form.boss}")},
		{"an address that occurs", step("approver: cf|"), "cfo@example.com", step("approver: cfo@example.com")},
		{"a time", step("timeout: 4|"), "48_hours", step("timeout: 48_hours")},
		{"a time in the settings", step("type: end\nsettings:\n  timeout:\n    first: |"), "48_hours", step("type: end\nsettings:\n  timeout:\n    first: 48_hours")},
		{"a step in the settings", step("type: end\nsettings:\n  timeout:\n    fi|"), "first", step("type: end\nsettings:\n  timeout:\n    first: ")},
		{
			"a variable of a message", step("type: end\n    notify_requestor: About ${form.a|"), "form.amount",
			step("type: end\n    notify_requestor: About ${form.amount}"),
		},
		{
			"a variable in a block of text", step("notification:\n      message:\n        body: |\n          Hello,\n          about ${fo|} and\n"), "form.amount",
			step("notification:\n      message:\n        body: |\n          Hello,\n          about ${form.amount} and\n"),
		},
		{"a variable in quotes with escapes", step(`name: "\"x\" ${|"`), "form.amount", step(`name: "\"x\" ${form.amount}"`)},
		{
			"a missing step", strings.Replace(sample, "continue_to: last", "continue_to: lost", 1) + "  lo|", "lost",
			strings.Replace(sample, "continue_to: last", "continue_to: lost", 1) + "  lost:\n    name: ",
		},
		{"a new field", "form:\n  fields:\n    - |", "new field", "form:\n  fields:\n    - name: new_field\n      type: text\n      label: "},
		{
			"a new field in a compact list", "form:\r\n  fields:\r\n  - |\r\n", "new field",
			"form:\r\n  fields:\r\n  - name: new_field\r\n    type: text\r\n    label: \r\n",
		},
		{
			"a new choice", step("type: conditional_split\n    choices:\n      - |"), "new choice",
			step("type: conditional_split\n    choices:\n      - conditions: amount > 1000\n        continue_to: "),
		},
		{
			"a new approver", step("type: parallel_approval\n    approvers:\n    - |"), "new approver",
			step("type: parallel_approval\n    approvers:\n    - approval_type: needs_to_approve\n      role: "),
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			text, offset := caret(test.text)
			if got := accept(t, text, assist.Complete(text, offset), test.label); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", strings.TrimPrefix(got, sample), strings.TrimPrefix(test.want, sample))
			}
		})
	}
}

func TestConditionsAreCompleted(t *testing.T) {
	for _, test := range []struct{ name, text, label, want string }{
		{"a field at the beginning", "|", "amount", "amount"},
		{"a field half typed", "am|", "amount", "amount"},
		{"a field behind form", "form.am|", "amount", "form.amount"},
		{"a field behind ${", "${form.am|} > 3", "form.amount", "${form.amount} > 3"},
		{"a column", "sum(items.|", "items.price", "sum(items.price"},
		{"a field behind and", "amount > 1 and ur|", "urgent", "amount > 1 and urgent"},
		{"an operator", "amount |", ">=", "amount >= "},
		{"an operator half typed", "amount >|", ">=", "amount >= "},
		{"an operator in words", "kind no|", "not in", "kind not in "},
		{"a joining word", "amount > 1 |", "and", "amount > 1 and "},
		{"a joining word behind a list", "kind in ['it'] |", "or", "kind in ['it'] or "},
		{"a function", "le|", "len", "len("},
		{"a choice", "kind == |", "it", "kind == 'it'"},
		{"a choice with a quote", "kind == |", "it's", `kind == 'it\'s'`},
		{"a choice in quotes", "kind == 'tr|'", "travel", "kind == 'travel'"},
		{"a choice in a quote that is open", "kind == 'tr|", "travel", "kind == 'travel'"},
		{"a choice behind in", "kind in |", "it", "kind in ['it']"},
		{"a choice in a list", "kind in ['it', |]", "travel", "kind in ['it', 'travel']"},
		{"a choice in a list that is open", "kind not in [|", "travel", "kind not in ['travel'"},
		{"a boolean", "urgent == |", "true", "urgent == true"},
		{"the other side of a text", "kind != 'x' or amount > |", "items.price", "kind != 'x' or amount > items.price"},
	} {
		head := sample + "    type: conditional_split\n    choices:\n      - conditions: "
		for _, way := range []struct{ name, open, closing string }{
			{"plain", "", ""},
			{"double", `"`, `"`},
			{"open", `"`, ""},
			{"block", ">\n          ", ""},
			{"next line", "\n          ", ""},
			{"alone", "", "\n        continue_to: last\n"},
		} {
			t.Run(test.name+" "+way.name, func(t *testing.T) {
				written, want := test.text, test.want
				if strings.HasPrefix(way.open, `"`) {
					want = strings.ReplaceAll(want, `\`, `\\`)
				}
				text, offset := caret(head + way.open + written + way.closing)
				if got := accept(t, text, assist.Complete(text, offset), test.label); got != head+way.open+want+way.closing {
					t.Errorf("got\n%s\nwant\n%s", strings.TrimPrefix(got, head), way.open+want+way.closing)
				}
			})
		}
	}
	text, offset := caret(sample + "    choices: [{ conditions: 'kind == |', continue_to: last }]")
	if got := accept(t, text, assist.Complete(text, offset), "it's"); !strings.Contains(got, `'kind == "it''s"',`) {
		t.Errorf("in single quotes: %s", strings.TrimPrefix(got, sample))
	}
}

func TestOnlyWhatFitsIsOffered(t *testing.T) {
	for _, test := range []struct {
		name, text string
		has, lacks string
	}{
		{"keys that are there are left out", "name: a\n|", "form workflow", "name"},
		{"deprecated keys are left out", sample + "    |", "type sla", "sla_hours approval_strategy"},
		{"keys of a decision", sample + "    type: decision\n    |", "approver on_reject on_send_back on_escalate", "choices strategy name recipients"},
		{"keys of an end", sample + "    type: end\n    |", "notify_requestor", "approver on_approve on_send_back"},
		{"keys of a text field", "form:\n  fields:\n    - name: a\n      type: text\n      |", "label", "item_fields type name"},
		{"deprecated types are left out", sample + "    type: |", "decision notification", "approval notification_only"},
		{"roles and people", strings.Replace(sample, "cfo@example.com", "head", 1) + "    approver: |", "head ${requestor.supervisor}", "cfo@example.com"},
		{"fields that are signed", sample + "    signature_field: |", "sign", "amount"},
		{"steps are not offered for what is being typed", sample + "    on_approve:\n      continue_to: |", "first last here", "caret0"},
		{"sections that are not listed yet", sample + "    view_sections: [request, |]", "review", "request"},
		{"nothing in comments", sample + "    # typ|", "", "type decision"},
		{"nothing for words of one's own", sample + "    description: typ|", "", "type decision"},
		{"nothing in free groups", sample + "    metadata:\n      na|", "", "name type"},
		{"keys of a second field", "form:\n  fields:\n    - name: a\n      type: text\n    - |", "name new\u00a0field type", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			offered := labels(assist.Complete(caret(test.text)))
			for _, label := range strings.Fields(strings.ReplaceAll(test.has, "\u00a0", "_")) {
				if !slices.Contains(offered, strings.ReplaceAll(label, "new_", "new ")) {
					t.Errorf("%s is not offered: %q", label, offered)
				}
			}
			for _, label := range strings.Fields(test.lacks) {
				if slices.Contains(offered, label) {
					t.Errorf("%s is offered", label)
				}
			}
		})
	}
}

func TestRequiredKeysGoFirst(t *testing.T) {
	if got := labels(assist.Complete(caret("description: x\n|"))); !slices.Equal(got[:3], []string{"name", "form", "workflow"}) {
		t.Errorf("got %q", got)
	}
	if got := labels(assist.Complete("", 0)); got[0] != "new workflow" {
		t.Errorf("an empty text gets %q", got)
	}
}

func TestStepsComeWithTheirNames(t *testing.T) {
	text, offset := caret(sample + "    on_approve: { continue_to: | }")
	for _, item := range assist.Complete(text, offset).Items {
		if item.Label == "first" && (item.Kind != "step" || item.Detail.String() != "First look" || item.Doc == "") {
			t.Errorf("got %+v", item)
		}
	}
}
