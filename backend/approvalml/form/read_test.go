package form_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"workflow-designer/backend/approvalml/form"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/schema"
	"workflow-designer/backend/approvalml/validate"
)

func everyType(t *testing.T) *form.Form {
	t.Helper()
	return formOf(t, fileText(t, "testdata/every-type.yaml"))
}

func fileText(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// formOf reads a form that a runtime takes, but for what only a newer one does.
func formOf(t *testing.T, text string) *form.Form {
	t.Helper()
	f := form.Read(model.Read(text))
	if !f.Readable {
		t.Fatalf("not readable:\n%s", text)
	}
	return f
}

func field(t *testing.T, f *form.Form, name string) *form.Field {
	t.Helper()
	found := f.Field(name)
	if found == nil {
		t.Fatalf("no field %s", name)
	}
	return found
}

func TestTheFormOfEveryTypeCoversTheLanguage(t *testing.T) {
	f := everyType(t)
	seen := map[string]bool{}
	for _, field := range f.Fields {
		seen[field.Type] = true
	}
	for _, word := range schema.Field().Property("type").Type.Words {
		if !seen[word.Value] {
			t.Errorf("no field of type %s", word.Value)
		}
	}
}

func TestAFormIsReadAsAScreenDrawsIt(t *testing.T) {
	f := everyType(t)
	var names []string
	for _, field := range f.Fields {
		names = append(names, field.Name)
	}
	if slices.Contains(names, "printed") || names[0] != "title" || f.Name != "Every type" || f.Description == "" {
		t.Errorf("%s: %q", f.Name, names)
	}
	if want := []string{"person", "number", "extra"}; !reflect.DeepEqual(f.Rest, want) {
		t.Errorf("the rest is %q, want %q", f.Rest, want)
	}
	request, more := f.Sections[0], f.Sections[1]
	if request.ID != "request" || request.Title != "Your request" || request.Description != "What you need" || !request.Initial || request.ByColumns {
		t.Errorf("%+v", request)
	}
	price := request.Lines[0][2]
	if price.Field != "price" || price.Align != "right" || !price.BottomBorder || price.Span != "half" {
		t.Errorf("the look of its section goes over that of the layout: %+v", price)
	}
	if !more.ByColumns || len(more.Lines) != 2 || more.HiddenWhen != "total < 100" || !reflect.DeepEqual(more.Widths, []string{"2fr", "1fr"}) {
		t.Errorf("%+v", more)
	}
	if f.Tablet != 2 || f.Mobile != 1 || !reflect.DeepEqual(f.Completed, []string{"request"}) {
		t.Errorf("%d, %d, %q", f.Tablet, f.Mobile, f.Completed)
	}
	if f.Header == nil || len(f.Header.Fields) != 1 || len(f.Header.Blocks) != 1 || f.Header.Blocks[0].Widths[1] != "auto" {
		t.Errorf("the header is %+v", f.Header)
	}
	if f.Footer == nil || f.Footer.Desktop != 2 || f.Footer.Tablet != 2 || f.Footer.Mobile != 1 || len(f.Footer.Items) != 3 ||
		f.Footer.Items[1].Legend[0] != (form.Option{Value: "IT", Label: "Information technology"}) || f.Footer.Items[0].Text != "Form 7" {
		t.Errorf("the footer is %+v", f.Footer)
	}
	want := map[string]any{"title": "From the test", "price": 12.0, "lines": []any{map[string]any{"what": "Pen", "each": 2.0}}}
	if !reflect.DeepEqual(f.TestData, want) {
		t.Errorf("test data %v", f.TestData)
	}
}

func TestEachKeyOfAFieldIsRead(t *testing.T) {
	f := everyType(t)
	title := field(t, f, "title")
	if title.Label != "Title" || !title.Required || title.Placeholder != "Short" || *title.MinLength != 3 || *title.MaxLength != 20 || title.Pattern != "[A-Z].*" {
		t.Errorf("%+v", title)
	}
	price := field(t, f, "price")
	if price.Currency != "EUR" || *price.Min != 0.01 || *price.Max != 1000 {
		t.Errorf("%+v", price)
	}
	if got := field(t, f, "contact").Help; got != "We write to it" {
		t.Errorf("help %q", got)
	}
	options := field(t, f, "reason").Options
	if !reflect.DeepEqual(options, []form.Option{{Value: "new", Label: "new"}, {Value: "other", Label: "Another one"}}) {
		t.Errorf("options %+v", options)
	}
	if got := field(t, f, "other_reason").HiddenWhen; got != "reason != 'other'" {
		t.Errorf("hidden when %q", got)
	}
	lines := field(t, f, "lines")
	if len(lines.Columns) != 5 || *lines.MinItems != 1 || *lines.MaxItems != 3 || lines.AggregateLabel != "Sum" || lines.Columns[3].Aggregate != "sum" {
		t.Errorf("%+v", lines)
	}
	if want := []form.HeaderGroup{{Label: "Thing", Span: 2}, {Label: "Money", Span: 3}}; !reflect.DeepEqual(lines.HeaderGroups, want) {
		t.Errorf("the headings are %+v: those over printed columns count less", lines.HeaderGroups)
	}
	if size := field(t, f, "size"); size.DisplayAs != "buttons" {
		t.Errorf("%+v", size)
	}
	if papers := field(t, f, "papers"); papers.Accept != ".pdf,image/*" || !papers.Multiple {
		t.Errorf("%+v", papers)
	}
	if person := field(t, f, "person"); person.Source == nil || *person.Source != (form.DataSource{Name: "People", Display: "{name}", MinLength: 2}) {
		t.Errorf("%+v", person.Source)
	}
	if got := field(t, f, "number").Sample; got != "PO-00007" {
		t.Errorf("the number is like %s", got)
	}
	if logo := field(t, f, "company_logo"); logo.Image == nil || logo.Image.Source != "company_logo" || logo.Image.Height != "60px" {
		t.Errorf("%+v", logo.Image)
	}
	if company := field(t, f, "company_name"); company.ShowsLabel || company.Default != "Acme" || company.TextStyle[0] != "bold" {
		t.Errorf("%+v", company)
	}
	if score := field(t, f, "secret_score"); !score.Hidden || score.Default != 5.0 {
		t.Errorf("%+v", score)
	}
	if verdict := field(t, f, "verdict"); verdict.Options[0].Value != "yes" {
		t.Errorf("a plain yes is a text: %+v", verdict.Options)
	}
}

func TestAFieldsPlaceIsItsName(t *testing.T) {
	text := fileText(t, "testdata/every-type.yaml")
	f := form.Read(model.Read(text))
	for _, name := range []string{"title", "lines", "company_name"} {
		if found := field(t, f, name); text[found.Select.Start:found.Select.End] != name {
			t.Errorf("%s is at %q", name, text[found.Select.Start:found.Select.End])
		}
	}
	if c := field(t, f, "lines").Columns[1]; text[c.Select.Start:c.Select.End] != "what" {
		t.Errorf("the column is at %q", text[c.Select.Start:c.Select.End])
	}
	if s := f.Sections[2]; text[s.Select.Start:s.Select.End] != "review" {
		t.Errorf("the section is at %q", text[s.Select.Start:s.Select.End])
	}
}

func TestStepsSayWhatTheyShow(t *testing.T) {
	f := everyType(t)
	var ids []string
	for _, s := range f.Steps {
		ids = append(ids, s.ID)
	}
	if want := []string{"manager", "team", "look"}; !reflect.DeepEqual(ids, want) {
		t.Fatalf("steps %q, want %q", ids, want)
	}
	manager, team, look := f.Step("manager"), f.Step("team"), f.Step("look")
	if want := []form.StepSection{{"request", form.See, []string{}}, {"review", form.Edit, []string{}}}; !reflect.DeepEqual(manager.Sections, want) {
		t.Errorf("manager: %+v", manager.Sections)
	}
	if want := []form.StepSection{{"request", form.Mixed, []string{"price"}}}; !reflect.DeepEqual(team.Sections, want) {
		t.Errorf("team: %+v", team.Sections)
	}
	if want := []form.Editor{{Who: "legal", Fields: []string{"notes"}}}; !reflect.DeepEqual(team.Editors, want) || !reflect.DeepEqual(team.Signs, []string{"sign"}) {
		t.Errorf("team: %+v, %q", team.Editors, team.Signs)
	}
	if !look.ShowsAll || len(look.Sections) != 3 || look.Sections[0].Access != form.See {
		t.Errorf("look: %+v", look)
	}
	if f.Step("done") != nil {
		t.Error("an end shows the form to nobody")
	}
}

// Every real file and template is read whole: all its fields have a place, and what is answered can be written as JSON.
func TestRealFilesAreRead(t *testing.T) {
	var files []string
	for _, pattern := range []string{"../testdata/real/*.yaml", "../../templates/yaml/*.yaml", "../validate/testdata/corpus/*.yaml"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) < 5 {
			t.Fatalf("%s: %d files, %v", pattern, len(found), err)
		}
		files = append(files, found...)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			doc := model.Read(fileText(t, file))
			f := form.Read(doc)
			if valid := len(validate.Check(doc)) == 0; valid && !f.Readable {
				t.Error("valid, but not readable")
			}
			placed := 0
			for _, s := range f.Sections {
				for _, line := range s.Lines {
					placed += len(line)
				}
			}
			if placed+len(f.Rest) < len(f.Fields) && f.Header == nil && f.Footer == nil {
				t.Errorf("%d fields, but %d places and %d beside", len(f.Fields), placed, len(f.Rest))
			}
			evaluation := f.Evaluate(nil, form.View{})
			for _, answer := range []any{f, evaluation} {
				if _, err := json.Marshal(answer); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func TestTheOlderWayToWriteAFormIsRead(t *testing.T) {
	f := formOf(t, `
approval_process:
  name: Old
  form:
    amount: {type: number, label: Amount}
    reason: {type: text, label: Reason}
  form_layout:
    sections: [{id: a, title: A, grid: [[amount]]}]
  workflow:
    end: {name: End, type: end}
`)
	if len(f.Fields) != 2 || f.Fields[0].Name != "amount" || len(f.Sections) != 1 || !reflect.DeepEqual(f.Rest, []string{"reason"}) {
		t.Errorf("%+v", f)
	}
}

func TestOfTwoFieldsWithOneNameTheLastCounts(t *testing.T) {
	f := formOf(t, "name: N\nform:\n  fields:\n    - {name: a, type: text, label: One}\n    - {name: a, type: date, label: Two}\nworkflow: {}\n")
	if len(f.Fields) != 1 || f.Fields[0].Label != "Two" {
		t.Errorf("%+v", f.Fields)
	}
}

func TestAZoneHasItsBlocksInTheirOrder(t *testing.T) {
	f := formOf(t, `
name: N
form:
  fields: [{name: a, type: text, label: A}, {name: b, type: text, label: B}]
  header:
    grid1: [[a]]
    column1: [[b], [a]]
    column1_widths: [auto, 1fr]
    grid2: [[b]]
  footer:
    grid: [[a, b]]
workflow: {}
`)
	blocks := f.Header.Blocks
	if len(blocks) != 3 || blocks[0].ByColumns || !blocks[1].ByColumns || blocks[2].ByColumns || !reflect.DeepEqual(blocks[1].Widths, []string{"auto", "1fr"}) {
		t.Errorf("%+v", blocks)
	}
	if f.Footer.Zone == nil || len(f.Footer.Zone.Blocks) != 1 || len(f.Rest) != 0 {
		t.Errorf("%+v, %q", f.Footer, f.Rest)
	}
}

func TestATextWithoutAFormIsNotReadable(t *testing.T) {
	for _, text := range []string{"", "name: N\n", "name: N\nform: 5\n", "form:\n  fields: [\n", "- a\n", "form: &x {fields: *x}\n"} {
		if f := form.Read(model.Read(text)); f.Readable {
			t.Errorf("%q is readable: %+v", text, f)
		}
	}
}
