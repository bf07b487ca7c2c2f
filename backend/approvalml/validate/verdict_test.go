package validate_test

import (
	"testing"

	"workflow-designer/backend/approvalml/diagnostic"
)

// What the reference parser takes and refuses, where one would not guess it. Each was tried out with it.
func TestVerdictsThatOneWouldNotGuess(t *testing.T) {
	const field = "{name: a, type: text, label: A}"
	for _, c := range []struct {
		what, place, text string
		valid             bool
	}{
		{"a number is no text", "field", "{name: a, type: text, label: 5}", false},
		{"a date is no text", "field", "{name: a, type: text, label: 2024-01-31}", false},
		{"yes is a text", "field", "{name: a, type: text, label: yes}", true},
		{"the empty label is none", "field", "{name: a, type: text, label: ''}", false},
		{"a blank label is one", "field", "{name: a, type: text, label: ' '}", true},
		{"binary text is a text", "field", "{name: a, type: text, label: !!binary aGVsbG8=}", true},
		{"print_only goes without label", "field", "{name: a, type: text, print_only: true}", true},
		{"label fields go without label", "field", "{name: a, type: label}", true},
		{"the text on is true", "field", `{name: a, type: text, label: A, required: "ON"}`, true},
		{"2 is no truth value", "field", "{name: a, type: text, label: A, required: 2}", false},
		{"null is no truth value", "field", "{name: a, type: text, label: A, required: }", false},
		{"readonly may be null", "field", "{name: a, type: text, label: A, readonly: }", true},
		{`"3.0" is a whole number`, "field", `{name: a, type: text, label: A, max_length: "3.0"}`, true},
		{"3.5 is no whole number", "field", "{name: a, type: text, label: A, max_length: 3.5}", false},
		{"true is a whole number", "field", "{name: a, type: text, label: A, max_length: true}", true},
		{"min wins over min_value", "field", "{name: a, type: number, label: A, validation: {min: 1, min_value: x}}", true},
		{"validation of the field itself wins", "field", "{name: a, type: number, label: A, min_value: 1, validation: {min: x}}", true},
		{"validation counts", "field", "{name: a, type: number, label: A, validation: {min: x}}", false},
		{"validation that is no group is passed over", "field", "{name: a, type: number, label: A, validation: [1]}", true},
		{"a default may be a number", "field", "{name: a, type: text, label: A, default_value: 5}", true},
		{"a default may not be a date", "field", "{name: a, type: text, label: A, default_value: 2024-01-31}", false},
		{"select without options", "field", "{name: a, type: select, label: A}", true},
		{"select with null options", "field", "{name: a, type: select, label: A, options: }", false},
		{"dropdown with empty options", "field", "{name: a, type: dropdown, label: A, options: []}", true},
		{"options may not be numbers", "field", "{name: a, type: select, label: A, options: [1, 2]}", false},
		{"option values may not be numbers", "field", "{name: a, type: select, label: A, options: [{value: 1, label: One}]}", false},
		{"a set counts as a list", "field", "{name: a, type: text, label: A, allowed_extensions: !!set {pdf, png}}", true},
		{"line items without columns", "field", "{name: a, type: line_items, label: A}", true},
		{"max_items alone fails", "field", "{name: a, type: line_items, label: A, max_items: 5}", false},
		{"max_items alone elsewhere", "field", "{name: a, type: text, label: A, max_items: 5}", true},
		{"101 rows", "field", "{name: a, type: line_items, label: A, min_items: 0, max_items: 101}", false},
		{"header groups beside no columns", "field", "{name: a, type: line_items, label: A, header_groups: []}", true},
		{"null placement anywhere", "field", "{name: a, type: text, label: A, placement: }", true},
		{"empty placement of an image", "field", "{name: a, type: image, label: A, placement: ''}", false},
		{"a name that is a number", "field", "{name: 5, type: text, label: A}", false},
		{"an item without name is dropped, whatever it is", "field", "{type: nonsense}", true},
		{"of two with one name the first is not looked at", "field", "{name: b, type: nonsense}\n    - {name: b, type: text, label: B}", true},
		{"search on a text field", "field", "{name: a, type: text, label: A, search: {}}", false},
		{"autocomplete with a list", "field", "{name: a, type: autocomplete, label: A, options: [x]}", false},
		{"hidden by an expression", "field", "{name: a, type: text, label: A, hidden: {jsonata: x}}", true},
		{"hidden by a blank expression", "field", "{name: a, type: text, label: A, hidden: {jsonata: ' '}}", false},
		{"version 1.0", "top", "version: 1.0", false},
		{"version null", "top", "version:", false},
		{`version "1.0"`, "top", `version: "1.0"`, true},
		{"null description", "top", "description:", true},
		{"a top key that is a number", "top", "5: x", false},
		{"keys of test_data are texts", "top", "test_data: {5: x}", false},
		{"tags may be anything", "top", "tags: 5", true},
		{"settings may not", "top", "settings: 5", false},
		{"truth values in audit are generous", "top", `settings: {audit: {a: "yes"}}`, true},
		{"webhook with schedule", "top", "triggers: [{type: webhook, schedule: x}]", false},
		{"webhook with empty schedule", "top", "triggers: [{type: webhook, schedule: ''}]", true},
		{"cron without schedule", "top", "triggers: [{type: cron}]", false},
		{"margin with a digit of another script", "top", "print: {margin: ٣}", true},
		{"empty page size", "top", "print: {page_size: ''}", false},
		{"end with a number as notify_requestor", "step", "{name: S, type: end, notify_requestor: 5}", false},
		{"end with 0 as notify_requestor", "step", "{name: S, type: end, notify_requestor: 0}", true},
		{"approver of a step may be any group", "step", "{name: S, type: decision, approver: {5: x}}", true},
		{"approver of a step may not be a number", "step", "{name: S, type: decision, approver: 5}", false},
		{"an approver in a list needs an email", "step", "{name: S, type: decision, approvers: [{approver: {name: x}}]}", false},
		{"null does not count as an approver", "step", "{name: S, type: decision, approvers: [{approver: x, role: }]}", true},
		{"two ways to name an approver", "step", "{name: S, type: decision, approvers: [{approver: x, role: y}]}", false},
		{"sla as a number", "step", "{name: S, type: decision, sla: 4}", true},
		{"sla hides sla_hours", "step", "{name: S, type: decision, sla: 4h, sla_hours: x}", true},
		{"sla_hours alone", "step", "{name: S, type: decision, sla_hours: x}", false},
		{"sla in words", "step", "{name: S, type: decision, sla: two days}", false},
		{"empty timeout", "step", "{name: S, type: decision, timeout: ''}", true},
		{"timeout 48h", "step", "{name: S, type: decision, timeout: 48h}", false},
		{"on_failure to nowhere", "step", "{name: S, type: decision, on_failure: {continue_to: nowhere}}", true},
		{"on_approve to nowhere", "step", "{name: S, type: decision, on_approve: {continue_to: nowhere}}", false},
		{"on_approve to the empty text", "step", "{name: S, type: decision, on_approve: {continue_to: ''}}", true},
		{"an outcome of your own may be anything", "step", "{name: S, type: decision, on_other: 5}", true},
		{"default to null", "step", "{name: S, type: conditional_split, default: {continue_to: }}", false},
		{"default without continue_to", "step", "{name: S, type: conditional_split, default: {}}", true},
		{"choice to nowhere", "step", "{name: S, type: conditional_split, choices: [{conditions: x, continue_to: nowhere}]}", false},
		{"choice without conditions", "step", "{name: S, type: conditional_split, choices: [{continue_to: s}]}", false},
		{"choice with true as conditions", "step", "{name: S, type: conditional_split, choices: [{conditions: true, continue_to: s}]}", false},
		{"loop back to nowhere", "step", "{name: S, type: decision, loop: {continue_to: nowhere, while: x}}", true},
		{"automatic with nothing to do", "step", "{name: S, type: automatic, field_mapping: {}}", false},
		{"automatic with an empty connector", "step", "{name: S, type: automatic, api: {connector: '', action: x}}", false},
		{"the same elsewhere", "step", "{name: S, type: decision, api: {connector: '', action: x}}", true},
		{"sections without a layout", "step", "{name: S, type: decision, view_sections: [nowhere]}", true},
		{"a step that leads to itself only", "step", "{name: S, type: decision, on_approve: {continue_to: s}}", false},
		{"approval", "step", "{name: S, type: approval}", false},
		{"join with as_field", "step", "{name: S, type: automatic, data_processor: {source_name: x, join: [{field: f, source_name: s, as_field: n}]}}", true},
		{"join whose as is null beside as_field", "step", "{name: S, type: automatic, data_processor: {source_name: x, join: [{field: f, source_name: s, as: , as_field: n}]}}", false},
		{"output_schema takes any keys", "step", "{name: S, type: automatic, data_processor: {source_name: x, output_schema: {5: x}}}", true},
		{"parameter value null", "step", "{name: S, type: automatic, data_processor: {source_name: x, params: [{name: n, value: }]}}", false},
		{"an older form", "form", "{a: {type: text, label: A}}", true},
		{"an older form with layout", "form", "{a: {type: text, label: A}, layout: {sections: [{id: x, title: X, grid: [[a]]}]}}", false},
		{"a form without anything", "form", "{}", true},
		{"fields as a group", "form", "{fields: {a: {type: text, label: A}}}", false},
		{"fields empty", "form", "{fields: []}", true},
		{"a section with columns", "form", "{fields: [{name: a, type: text, label: A}], layout: {sections: [{id: x, title: X, columns: [[a]]}]}}", false},
		{"no sections", "form", "{fields: [], layout: {sections: []}}", false},
		{"completed_sections to nowhere", "form", "{fields: [{name: a, type: text, label: A}], layout: {sections: [{id: x, title: X, grid: [[a]]}], completed_sections: [y]}}", false},
		{"a footer may hold nearly anything", "form", "{fields: [], footer: {grid: 5}}", true},
		{"but its columns are either counts or names", "form", "{fields: [], footer: {columns: 5}}", false},
		{"footer columns of names", "form", "{fields: [], footer: {columns: [[a]]}}", true},
		{"an empty footer", "form", "{fields: [], footer: {}}", true},
		{"a footer with no items", "form", "{fields: [], footer: {items: []}}", false},
		{"an empty header", "form", "{fields: [], header: {}}", false},
		{"column width as the text 1", "form", `{fields: [], header: {grid: [[a]], column_widths: ["1"]}}`, false},
	} {
		top, form, workflow := "", "\n  fields:\n    - "+field, "\n  s: {name: S, type: end}"
		switch c.place {
		case "field":
			form = "\n  fields:\n    - " + c.text
		case "form":
			form = " " + c.text
		case "step":
			workflow = "\n  s: " + c.text
		case "top":
			top = c.text + "\n"
		}
		text := "name: N\n" + top + "form:" + form + "\nworkflow:" + workflow + "\n"
		if got := valid(check(text)); got != c.valid {
			t.Errorf("%s: valid %v, the reference says %v\n%s", c.what, got, c.valid, text)
		}
	}
}

func valid(found []diagnostic.Diagnostic) bool {
	for _, d := range found {
		if d.Severity == diagnostic.Error {
			return false
		}
	}
	return true
}
