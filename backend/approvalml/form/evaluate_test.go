package form_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/form"
	"workflow-designer/backend/approvalml/model"
)

type values = map[string]any

// filled are values with which the form of every type is complete.
func filled(changes values) values {
	all := values{
		"title": "Pens", "contact": "a@b.example", "price": 12.5, "day": "2026-01-31", "reason": "new",
		"lines": []any{values{"what": "Pen", "count": 4.0, "each": 2.5}, values{"what": "Desk", "count": 1.0, "each": 400.0}},
		"tags":  []any{"a", "c"}, "size": "M", "agreed": true, "papers": []any{"quote.pdf", "photo.JPG"}, "sign": "data:image/png;base64,AA==",
		"notes": "<p>n</p>", "extra": `{"a": 1}`,
	}
	for name, value := range changes {
		if value == nil {
			delete(all, name)
			continue
		}
		all[name] = value
	}
	return all
}

// problems are "field code", "field[row].column code".
func problems(e form.Evaluation) []string {
	list := []string{}
	for _, p := range e.Problems {
		place := p.Field
		if p.Column != "" {
			place = fmt.Sprintf("%s[%d].%s", p.Field, p.Row, p.Column)
		}
		list = append(list, place+" "+string(p.Code))
	}
	return list
}

func notes(e form.Evaluation) []string {
	list := []string{}
	for _, n := range e.Notes {
		list = append(list, strings.TrimSuffix(n.Field+"."+n.Column, ".")+" "+string(n.Code)+" "+n.About.String())
	}
	return list
}

func TestAFilledFormIsComplete(t *testing.T) {
	e := everyType(t).Evaluate(filled(nil), form.View{})
	if !e.Complete || len(e.Problems) != 0 || len(e.Notes) != 0 {
		t.Errorf("problems %q, notes %q", problems(e), notes(e))
	}
	if got := e.Fields["total"].Value; got != 410.0 {
		t.Errorf("the total is %v", got)
	}
	if got := e.Fields["average"].Value; got != 205.0 {
		t.Errorf("the average is %v", got)
	}
	lines := e.Fields["lines"]
	if want := []values{{"no": 1.0, "sum": 10.0}, {"no": 2.0, "sum": 400.0}}; !reflect.DeepEqual(lines.Rows, want) {
		t.Errorf("the rows are %v", lines.Rows)
	}
	if each := lines.Totals["each"]; each.Kind != "sum" || *each.Value != 402.5 || !each.Written {
		t.Errorf("the column that the form sums: %+v", each)
	}
	if sum := lines.Totals["sum"]; *sum.Value != 410 || sum.Written {
		t.Errorf("the column that it does not: %+v", sum)
	}
	if _, added := lines.Totals["no"]; added {
		t.Error("numbers of rows are no amounts")
	}
}

func TestEachValueIsChecked(t *testing.T) {
	f := everyType(t)
	for name, c := range map[string]struct {
		change values
		want   []string
	}{
		"missing":          {values{"title": nil, "price": "", "day": " ", "size": nil, "lines": nil}, []string{"title required", "price required", "day required", "lines required"}},
		"short":            {values{"title": "Ab"}, []string{"title too_short"}},
		"long":             {values{"title": "A" + strings.Repeat("é", 20)}, []string{"title too_long"}},
		"pattern":          {values{"title": "pens"}, []string{"title no_match"}},
		"no text":          {values{"title": []any{"a"}}, []string{"title not_a_text"}},
		"email":            {values{"contact": "a@b"}, []string{"contact not_an_email"}},
		"email with space": {values{"contact": "a b@c.example"}, []string{"contact not_an_email"}},
		"small":            {values{"price": 0.0}, []string{"price too_small"}},
		"large":            {values{"price": "1000.01"}, []string{"price too_large"}},
		"number as text":   {values{"price": "1e2"}, []string{}},
		"no number":        {values{"price": "12,5"}, []string{"price not_a_number"}},
		"true is none":     {values{"price": true}, []string{"price not_a_number"}},
		"date":             {values{"day": "2026-02-30"}, []string{"day not_a_date"}},
		"date with a time": {values{"day": "2026-02-28T12:00:00Z"}, []string{}},
		"option":           {values{"reason": "Another one"}, []string{"reason not_an_option"}},
		"options":          {values{"tags": []any{"a", "x", "y"}}, []string{"tags not_an_option"}},
		"no list":          {values{"tags": "a"}, []string{"tags not_a_list"}},
		"radio":            {values{"size": "L"}, []string{"size not_an_option"}},
		"box":              {values{"agreed": "maybe"}, []string{"agreed not_yes_or_no"}},
		"file":             {values{"papers": []any{"a.exe"}}, []string{"papers wrong_file"}},
		"file as a group":  {values{"papers": []any{values{"name": "a.exe", "size": 5.0}}}, []string{"papers wrong_file"}},
		"too many rows":    {values{"lines": []any{values{"what": "a"}, values{"what": "b"}, values{"what": "c"}, values{"what": "d", "each": 500.0}}}, []string{"lines too_many_rows"}},
		"cells":            {values{"lines": []any{values{"what": "a", "each": 900.0}, values{"count": 0.0, "each": "x"}}}, []string{"lines[1].what required", "lines[1].count too_small", "lines[1].each not_a_number"}},
		"rows of any kind": {values{"lines": []any{5.0, nil, "x"}, "size": nil, "agreed": nil}, []string{"lines[0].what required", "lines[1].what required", "lines[2].what required"}},
	} {
		if got := problems(f.Evaluate(filled(c.change), form.View{})); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestAProblemIsASentence(t *testing.T) {
	e := everyType(t).Evaluate(filled(values{"price": 0.0, "lines": []any{values{"each": 900.0}}}), form.View{})
	want := []string{"Price must be at least 0.01.", "Lines, row 1: What is required."}
	for i, p := range e.Problems {
		if p.Message.String() != want[i] {
			t.Errorf("%q, want %q", p.Message, want[i])
		}
	}
	if e.Problems[0].Limit != 0.01 || e.Problems[0].Row != -1 || e.Problems[1].Row != 0 || e.Problems[1].Column != "what" {
		t.Errorf("%+v", e.Problems)
	}
}

func TestExpressionsHideFieldsAndSections(t *testing.T) {
	f := everyType(t)
	seen := func(change values) (field, section bool) {
		e := f.Evaluate(filled(change), form.View{})
		if e.Fields["tags"].Visible != (e.Sections["more"].Access != form.Unseen) {
			t.Error("a field is seen on a section that is not")
		}
		return e.Fields["other_reason"].Visible, e.Sections["more"].Access != form.Unseen
	}
	if field, section := seen(nil); field || !section {
		t.Errorf("%v, %v", field, section)
	}
	if field, _ := seen(values{"reason": "other"}); !field {
		t.Error("it stays hidden")
	}
	if field, section := seen(values{"reason": nil, "lines": []any{values{"what": "a", "each": 1.0}}}); field || section {
		t.Errorf("a choice that was not made is an empty text: %v, and 1 is below 100: %v", field, section)
	}
	// What is hidden need not be filled in.
	cheap := filled(values{"size": nil, "lines": []any{values{"what": "a", "each": 1.0}}})
	if e := f.Evaluate(cheap, form.View{}); !e.Complete {
		t.Errorf("%q", problems(e))
	}
	if e := f.Evaluate(filled(values{"reason": "other"}), form.View{}); !slices.Contains(problems(e), "other_reason required") {
		t.Errorf("%q", problems(e))
	}
}

func TestWhoSeesAndFillsInWhat(t *testing.T) {
	f := everyType(t)
	kinds := func(view form.View) map[string]string {
		e := f.Evaluate(filled(nil), view)
		found := map[string]string{}
		for _, name := range []string{"title", "price", "total", "tags", "notes", "sign", "verdict", "secret_score", "person", "company_name"} {
			state := e.Fields[name]
			switch {
			case !state.Visible:
				found[name] = "hidden"
			case state.ReadOnly:
				found[name] = "read"
			default:
				found[name] = "fill"
			}
		}
		return found
	}
	for _, c := range []struct {
		view form.View
		want string
	}{
		{form.View{}, "fill fill read fill fill fill hidden hidden hidden fill"},
		{form.View{Step: "manager"}, "read read read hidden hidden hidden fill hidden hidden read"},
		{form.View{Step: "team"}, "read fill read hidden hidden hidden hidden hidden hidden read"},
		{form.View{Step: "look"}, "read read read read read read read hidden hidden read"},
		{form.View{Ended: true}, "read read read hidden hidden hidden hidden hidden hidden read"},
		{form.View{Step: "done"}, "hidden hidden hidden hidden hidden hidden hidden hidden hidden hidden"},
	} {
		got := kinds(c.view)
		var line []string
		for _, name := range []string{"title", "price", "total", "tags", "notes", "sign", "verdict", "secret_score", "person", "company_name"} {
			line = append(line, got[name])
		}
		if strings.Join(line, " ") != c.want {
			t.Errorf("%+v:\n%s, want\n%s", c.view, strings.Join(line, " "), c.want)
		}
	}
	// At a step only what is filled in there is checked.
	e := f.Evaluate(filled(values{"title": nil}), form.View{Step: "manager"})
	if got := problems(e); !reflect.DeepEqual(got, []string{"verdict required"}) {
		t.Errorf("%q", got)
	}
	if e.Sections["request"].Access != form.See || e.Sections["review"].Access != form.Edit || e.Sections["more"].Access != form.Unseen {
		t.Errorf("%+v", e.Sections)
	}
}

func TestPeopleWhoMayChangeSingleFields(t *testing.T) {
	f := formOf(t, `
name: N
form:
  fields: [{name: a, type: text, label: A, required: true}, {name: b, type: signature, label: B}, {name: c, type: text, label: C}]
workflow:
  s:
    name: S
    type: parallel_approval
    approvers: [{role: r, can_edit_fields: [a]}, {role: q, signature_field: b}]
    on_approve: {end_workflow: true}
`)
	e := f.Evaluate(nil, form.View{Step: "s"})
	if e.Fields["a"].ReadOnly || e.Fields["b"].ReadOnly || !e.Fields["c"].ReadOnly {
		t.Errorf("%+v", e.Fields)
	}
	if got := problems(e); !reflect.DeepEqual(got, []string{"a required"}) {
		t.Errorf("%q", got)
	}
}

// lone is a form with one field beside n, a number.
func lone(t *testing.T, fieldYAML string) *form.Form {
	t.Helper()
	return formOf(t, "name: N\nform:\n  fields:\n    - {name: n, type: number, label: Number}\n    - {name: x, label: X, "+fieldYAML+"}\nworkflow: {}\n")
}

func TestComputedFieldsSayWhyTheyHaveNoValue(t *testing.T) {
	for fieldYAML, want := range map[string]string{
		"type: number, formula: n * 2":                      "x waits_for Number",
		"type: number, formula: n +":                        "x cannot_compute The formula ends behind +, where a value should follow.",
		"type: number, formula: x + 1":                      "x computed_in_ring ",
		"type: number, formula: requestor.level + n":        "x running_only requestor.level",
		"type: number, formula: gone + 1":                   "x running_only gone",
		"type: number, calculated: true":                    "x not_said_how ",
		"type: text, jsonata: $now()":                       "x not_computed The function $now is not evaluated here.",
		"type: text, jsonata: $map(n)":                      "x not_computed The function $map is not evaluated here.",
		"type: text, jsonata: 'n >'":                        "x cannot_compute The expression ends too early.",
		"type: text, required: true, hidden: {jsonata: $y}": "x visibility_unsure This expression uses the variable $y.",
		"type: text, default_value: abc, pattern: '(?=a)'":  "x not_checked (?=a)",
		"type: checkbox, required: true":                    "x box_counts ",
	} {
		f := lone(t, fieldYAML)
		e := f.Evaluate(nil, form.View{})
		got := notes(e)
		if len(got) != 1 || got[0] != want || e.Notes[0].Message == "" {
			t.Errorf("%s: %q, want %q", fieldYAML, got, want)
		}
		if e.Fields["x"].Value != nil {
			t.Errorf("%s: has the value %v", fieldYAML, e.Fields["x"].Value)
		}
	}
	// It is shown, since it cannot be told, and then it is required.
	e := lone(t, "type: text, required: true, hidden: {jsonata: $y}").Evaluate(nil, form.View{})
	if got := problems(e); !reflect.DeepEqual(got, []string{"x required"}) {
		t.Errorf("%q", got)
	}
}

func TestFormulasAreComputedInTheirOrder(t *testing.T) {
	f := formOf(t, `
name: N
form:
  fields:
    - {name: gross, type: currency, label: Gross, formula: net + tax}
    - {name: tax, type: currency, label: Tax, formula: net * rate / 100}
    - {name: net, type: currency, label: Net, formula: sum(items.price)}
    - {name: rate, type: number, label: Rate, default_value: 20}
    - {name: most, type: number, label: Most, formula: max(items.price) + len(items)}
    - {name: words, type: text, label: Words, formula: "'${form.rate}' + ' %'"}
    - name: items
      type: line_items
      label: Items
      item_fields:
        - {name: price, type: currency, label: Price}
        - {name: share, type: number, label: Share, formula: price / net}
        - {name: size, type: text, label: Size, jsonata: "price > $$.rate ? 'large' : 'small'"}
workflow: {}
`)
	e := f.Evaluate(values{"gross": 5.0, "items": []any{values{"price": 30.0}, values{}, values{"price": "10"}}}, form.View{})
	for name, want := range (values{"net": 40.0, "tax": 8.0, "gross": 48.0, "words": "20 %"}) {
		if got := e.Fields[name].Value; got != want {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
	if want := []values{{"share": 0.75, "size": "large"}, {"share": nil, "size": "small"}, {"share": 0.25, "size": "small"}}; !reflect.DeepEqual(e.Fields["items"].Rows, want) {
		t.Errorf("%v", e.Fields["items"].Rows)
	}
	// max beside len looks at the rows themselves, of which one has no price.
	if got := notes(e); len(got) != 1 || !strings.HasPrefix(got[0], "most cannot_compute") {
		t.Errorf("%q", got)
	}
}

func TestAFormulaInARing(t *testing.T) {
	f := formOf(t, `
name: N
form:
  fields:
    - {name: a, type: number, label: A, formula: b + 1}
    - {name: b, type: number, label: B, formula: sum(items.c)}
    - {name: items, type: line_items, label: Items, item_fields: [{name: c, type: number, label: C, formula: a + 1}]}
workflow: {}
`)
	e := f.Evaluate(values{"a": 1.0, "b": 2.0, "items": []any{values{}}}, form.View{})
	if got := notes(e); !slices.ContainsFunc(got, func(n string) bool { return strings.HasSuffix(n, " computed_in_ring ") }) {
		t.Errorf("%q", got)
	}
	if e.Fields["a"].Value != nil || e.Fields["b"].Value != nil || e.Fields["items"].Rows[0]["c"] != nil {
		t.Errorf("a value came of it: %+v", e.Fields)
	}
}

func TestAggregates(t *testing.T) {
	for kind, want := range map[string]any{"sum": 6.0, "count": 4.0, "average": 3.0, "min": 2.0, "max": 4.0, "median": nil} {
		f := formOf(t, "name: N\nform:\n  fields:\n    - {name: l, type: line_items, label: L, item_fields: [{name: c, type: number, label: C, aggregate: "+kind+"}]}\nworkflow: {}\n")
		e := f.Evaluate(values{"l": []any{values{"c": 2.0}, values{"c": "4"}, values{}, values{"c": "x"}, values{"c": "y"}}}, form.View{})
		got := e.Fields["l"].Totals["c"].Value
		if (got == nil) != (want == nil) || got != nil && *got != want {
			t.Errorf("%s: %v, want %v", kind, got, want)
		}
	}
}

func TestRulesThatLookAtAnotherField(t *testing.T) {
	f := formOf(t, `
name: N
form:
  fields:
    - {name: none, type: checkbox, label: No allergens}
    - name: allergens
      type: line_items
      label: Allergens
      required_unless: {field: none, equals: true}
      empty_when: {field: none, equals: true}
      item_fields: [{name: what, type: text, label: What}]
workflow: {}
`)
	for _, c := range []struct {
		data values
		want []string
	}{
		{values{}, []string{"allergens required"}},
		{values{"none": true}, []string{}},
		{values{"none": true, "allergens": []any{values{}}}, []string{}},
		{values{"none": true, "allergens": []any{values{"what": "Milk"}}}, []string{"allergens must_be_empty"}},
		{values{"none": false, "allergens": []any{values{"what": "Milk"}}}, []string{}},
	} {
		e := f.Evaluate(c.data, form.View{})
		if got := problems(e); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%v: %q, want %q", c.data, got, c.want)
		}
	}
}

func TestARequiredFieldThatNoSectionShows(t *testing.T) {
	f := formOf(t, `
name: N
form:
  layout: {sections: [{id: s, title: S, grid: [[a]]}]}
  fields: [{name: a, type: text, label: A}, {name: b, type: text, label: B, required: true}, {name: c, type: text, label: C, required: true, default_value: x}]
workflow: {}
`)
	e := f.Evaluate(nil, form.View{})
	if got := problems(e); !reflect.DeepEqual(got, []string{"b required_unseen"}) || e.Fields["b"].Visible {
		t.Errorf("%q", got)
	}
	if e.Sections["s"].Access != form.Edit {
		t.Error("where no section is marked for the request, all are shown")
	}
}

func TestAPatternIsPythons(t *testing.T) {
	for _, c := range []struct {
		pattern, value string
		matches        bool
	}{
		{`^[0-9]{4}$`, "1234", true},
		{`^[0-9]{4}$`, "12345", false},
		{`[0-9]+`, "12 and more", true},
		{`[0-9]+`, "a 12", false},
		{`\w+$`, "Größe", true},
		{`[\w.]+$`, "ä.b", true},
		{`[\w.]+$`, "ä b", false},
		{`\d{2}\Z`, "12", true},
		{`\d{2}\Z`, "123", false},
		{`(?P<year>\d{4})-\d+`, "2026-1", true},
		{`[]a]+$`, "a]", true},
		{`[^]]+$`, "a]", false},
		{`[[a]+$`, "[a", true},
		{`(?i)abc$`, "ABC", true},
	} {
		f := lone(t, "type: text, pattern: '"+c.pattern+"'")
		e := f.Evaluate(values{"x": c.value}, form.View{})
		if len(e.Notes) != 0 || (len(e.Problems) == 0) != c.matches {
			t.Errorf("%s on %q: %q %q", c.pattern, c.value, problems(e), notes(e))
		}
	}
}

// The example of the documentation: what a person types into the template gives totals and problems.
func TestARealFormIsFilledIn(t *testing.T) {
	f := form.Read(model.Read(fileText(t, "../testdata/real/po-approval.yaml")))
	e := f.Evaluate(values{"po_items": []any{
		values{"item_name": "Pen", "stock_quantity": 0.0, "order_quantity": 10.0, "unit_price": 2500.0},
		values{"item_name": "Ink", "stock_quantity": -1.0, "order_quantity": 2.0, "unit_price": 10000.0},
	}}, form.View{})
	if got := e.Fields["total_purchase_amount"].Value; got != 45000.0 {
		t.Errorf("the total is %v", got)
	}
	if got := e.Fields["po_items"].Rows[1]; !reflect.DeepEqual(got, values{"item_no": 2.0, "total_price": 20000.0}) {
		t.Errorf("%v", got)
	}
	want := []string{
		"form_submission_date required", "po_number required", "supplier_name required", "warehouse_name required", "main_po_attachment required",
		"po_items[1].stock_quantity too_small",
	}
	if got := problems(e); !reflect.DeepEqual(got, want) {
		t.Errorf("%q", got)
	}
	if _, err := json.Marshal(e); err != nil {
		t.Error(err)
	}
}

func TestValuesAreAsConditionsTakeThem(t *testing.T) {
	f := everyType(t)
	got := f.Values(values{"price": " 12.50 ", "lines": []any{values{"what": "Pen", "count": "4", "each": 2.5}}, "nobody_knows": "x"})
	row, _ := got["lines"].([]any)[0].(map[string]any)
	if got["price"] != 12.5 || row["count"] != 4.0 || got["nobody_knows"] != "x" {
		t.Errorf("what was filled in is %v", got)
	}
	// what nobody filled in is what a screen hands over
	untouched := values{"title": "", "tags": []any{}, "agreed": false, "day": nil}
	for name, want := range untouched {
		if value, there := got[name]; !there || !reflect.DeepEqual(value, want) {
			t.Errorf("%s is %v, and not %v", name, value, want)
		}
	}
	for name, state := range f.Evaluate(filled(nil), form.View{}).Fields {
		if state.Value != nil && !reflect.DeepEqual(f.Values(filled(nil))[name], state.Value) {
			t.Errorf("%s is computed to %v and has the value %v", name, state.Value, f.Values(filled(nil))[name])
		}
	}
}
