package form_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/form"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/schema"
)

// dice makes forms and values of all kinds.
type dice struct{ *rand.Rand }

func (d dice) of(list ...string) string { return list[d.IntN(len(list))] }

func (d dice) value(depth int) any {
	switch d.IntN(12) {
	case 0:
		return nil
	case 1:
		return d.IntN(2) == 0
	case 2:
		return float64(d.IntN(2000)-1000) / 8
	case 3:
		return []float64{math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64, 0}[d.IntN(4)]
	case 4, 5:
		return d.of("", " ", "a", "12", "1e308", "2026-01-31", "<p></p>", "a@b.example", "\x00", "é", "true", "{")
	case 6, 7, 8:
		if depth > 0 {
			list := []any{}
			for range d.IntN(4) {
				list = append(list, d.value(depth-1))
			}
			return list
		}
	case 9, 10:
		if depth > 0 {
			group := map[string]any{}
			for range d.IntN(4) {
				group[d.name()] = d.value(depth - 1)
			}
			return group
		}
	}
	return d.of("x", "y", "z")
}

func (d dice) name() string {
	return d.of("a", "b", "c", "d", "items", "sum", "form", "row_index", "é")
}

func (d dice) expression() string {
	var b strings.Builder
	for range 1 + d.IntN(4) {
		b.WriteString(d.of(
			"a", "b", "items.a", "sum(items.b)", "len(items)", "form.c", "${form.d}", "{{a}}", "row_index", "$sum(items.b)", "items[].a", "$$.a", "'x'",
			"1e308", "0", "max(items.a)", "requestor.x", "[", ")", "$string(items)", "round(a, 2)", "'a' * 999999999"))
		b.WriteString(d.of(" + ", " * ", " / ", " = ", " != ", " > ", " & ", " and ", "", " ? 1 : ", "."))
	}
	b.WriteString(d.of("a", "1", "items", "''"))
	return b.String()
}

func (d dice) field(b *strings.Builder, indent string, columns bool) {
	types := schema.Field().Property("type").Type.Words
	kind := types[d.IntN(len(types))].Value
	b.WriteString(indent + "- name: " + d.name() + "\n")
	line := func(text string) { b.WriteString(indent + "  " + text + "\n") }
	line("type: " + kind)
	quoted := func(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }
	for _, key := range []string{
		"label: L", "required: true", "readonly: true", "calculated: true", "formula: " + quoted(d.expression()), "jsonata: " + quoted(d.expression()),
		"hidden: {jsonata: " + quoted(d.expression()) + "}", "hidden: true", "options: [x, {value: y, label: Y}, 5]", "multiple: true", "min_items: 1",
		"max_items: 2", "validation: {min: 1, max: 5, min_length: 1, max_length: 3, pattern: " + quoted(d.of("[a-z]+", "(?=a)", "\\w", "(a+)+$", "[")) + "}",
		"required_unless: {field: " + d.name() + ", equals: x}", "empty_when: {field: " + d.name() + "}", "default_value: 3", "aggregate: " + d.of("sum", "min", "count", "odd"),
		"accept: .pdf", "pad_length: 900000", "header_groups: [{span: 99}, {span: -1}, 5]",
	} {
		if d.IntN(5) == 0 {
			line(key)
		}
	}
	if columns && (kind == "line_items" || d.IntN(10) == 0) {
		line("item_fields:")
		for range d.IntN(4) {
			d.field(b, indent+"    ", false)
		}
	}
}

func (d dice) document() string {
	var b strings.Builder
	b.WriteString("name: N\nform:\n")
	if d.IntN(3) > 0 {
		b.WriteString("  layout:\n    sections:\n")
		for range 1 + d.IntN(3) {
			b.WriteString("      - {id: " + d.name() + ", title: T, " + d.of("grid", "columns") + ": [[" + d.name() + ", " + d.name() + "], [" + d.name() + "]]")
			b.WriteString(d.of("", ", initial: true", ", hidden: true", ", hidden: {jsonata: 'a = b'}") + "}\n")
		}
	}
	if d.IntN(4) == 0 {
		b.WriteString("  header: {grid: [[" + d.name() + "]], fields: [{name: z, type: text, label: Z}]}\n")
	}
	b.WriteString("  fields:\n")
	for range 1 + d.IntN(7) {
		d.field(&b, "    ", true)
	}
	b.WriteString("workflow:\n  one: {name: One, type: decision, view_sections: [" + d.name() + "], edit_sections: [" + d.name() + "], mixed_sections: {" +
		d.name() + ": {editable: [" + d.name() + "]}}}\n  two: {name: Two, type: parallel_approval, approvers: [{role: r, can_edit_fields: [" + d.name() + "]}]}\n")
	return b.String()
}

// Whatever the form and the values are, the answer can be written, and says of every problem and note which field it is about.
func TestAnyFormWithAnyValuesIsEvaluated(t *testing.T) {
	rounds := 20_000
	if testing.Short() {
		rounds = 3_000
	}
	d := dice{rand.New(rand.NewPCG(11, 13))}
	computed := 0
	for range rounds {
		text := d.document()
		if d.IntN(20) == 0 {
			text = text[:d.IntN(len(text))]
		}
		f := form.Read(model.Read(text))
		data := map[string]any{}
		for range d.IntN(8) {
			data[d.name()] = d.value(3)
		}
		view := form.View{Step: d.of("", "one", "two", "three"), Ended: d.IntN(5) == 0}
		e := f.Evaluate(data, view)
		for _, answer := range []any{f, e} {
			if _, err := json.Marshal(answer); err != nil {
				t.Fatalf("%v of\n%s\n%v", err, text, data)
			}
		}
		for _, p := range e.Problems {
			state, known := e.Fields[p.Field]
			if !known || p.Message == "" || p.Code != form.MissingUnseen && (!state.Visible || state.ReadOnly) {
				t.Fatalf("%+v with %+v of\n%s", p, state, text)
			}
		}
		for _, n := range e.Notes {
			if n.Message == "" || n.Field == "" && f.Sections == nil {
				t.Fatalf("%+v of\n%s", n, text)
			}
		}
		for name, state := range e.Fields {
			if state.Value != nil {
				computed++
			}
			if state.Visible && f.Field(name).Hidden {
				t.Fatalf("%s is shown in\n%s", name, text)
			}
		}
		if e.Complete != (len(e.Problems) == 0) {
			t.Fatal("complete with problems")
		}
	}
	if computed < rounds/20 {
		t.Errorf("only %d values were computed", computed)
	}
}

// Twenty thousand cells, each from a sum over its column: a quadratic detour would be felt in every run of this test.
func TestALargeFormIsEvaluated(t *testing.T) {
	const columns, rows = 200, 100
	var b strings.Builder
	b.WriteString("name: N\nform:\n  fields:\n")
	b.WriteString("    - name: items\n      type: line_items\n      label: Items\n      item_fields:\n        - {name: a, type: number, label: A}\n")
	for i := range columns {
		fmt.Fprintf(&b, "        - {name: s%d, type: number, label: S, formula: a / sum(items.a)}\n", i)
	}
	b.WriteString("workflow: {}\n")
	list := make([]any, rows)
	for i := range list {
		list[i] = map[string]any{"a": 2.0}
	}
	e := form.Read(model.Read(b.String())).Evaluate(map[string]any{"items": list}, form.View{})
	if got := e.Fields["items"].Rows[rows-1]["s199"]; got != 1.0/rows {
		t.Errorf("the last cell is %v", got)
	}
}

func FuzzEvaluate(f *testing.F) {
	f.Add("name: N\nform:\n  fields:\n    - {name: a, type: number, label: A, formula: b + 1}\n", `{"b": 1}`, "")
	f.Add("form: {fields: [{name: a, type: line_items, item_fields: [{name: b, formula: row_index}]}], header: {grid: [[a]]}}", `{"a": [{}]}`, "x")
	f.Fuzz(func(t *testing.T, text, data, step string) {
		var values map[string]any
		if json.Unmarshal([]byte(data), &values) != nil {
			values = nil
		}
		e := form.Read(model.Read(text)).Evaluate(values, form.View{Step: step})
		if _, err := json.Marshal(e); err != nil {
			t.Fatal(err)
		}
	})
}
