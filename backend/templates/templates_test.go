package templates_test

import (
	"errors"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/templates"
	"workflow-designer/backend/workflow"
)

func TestEveryPromisedTemplateIsThere(t *testing.T) {
	var ids []string
	for _, template := range templates.List() {
		ids = append(ids, template.ID)
	}

	for _, id := range []string{
		"purchase_request", "expense_approval", "leave_request", "it_equipment", "contract_review", "invoice_approval",
		"travel_request", "employee_onboarding",
	} {
		if !slices.Contains(ids, id) {
			t.Errorf("%s is missing", id)
		}
	}
	if unique := slices.Compact(slices.Sorted(slices.Values(ids))); len(unique) != len(ids) {
		t.Errorf("an id stands twice in %v", ids)
	}
}

func TestFindGivesWhatListNames(t *testing.T) {
	for _, listed := range templates.List() {
		if found, err := templates.Find(listed.ID); err != nil || found != listed {
			t.Errorf("Find(%s) = %+v, %v", listed.ID, found, err)
		}
	}
}

func TestAnUnknownTemplateIsNotFound(t *testing.T) {
	for _, id := range []string{"", "Purchase_request", "../templates", "purchase_request.yaml", strings.Repeat("x", 1<<20)} {
		_, err := templates.Find(id)
		e, ok := errors.AsType[*workflow.Error](err)
		if !ok || e.Code != workflow.CodeTemplateNotFound || len(e.Message) > 100 || !strings.Contains(e.Hint.String(), "purchase_request, ") {
			t.Errorf("Find(%.20q) gave %v", id, err)
		}
	}
}

func TestNobodyCanChangeTheTemplatesOfAnother(t *testing.T) {
	templates.List()[0].YAML = "changed"
	if templates.List()[0].YAML == "changed" {
		t.Error("a change of one list is in the next")
	}
}

func TestEveryTemplateHasItsTexts(t *testing.T) {
	for _, template := range templates.List() {
		t.Run(template.ID, func(t *testing.T) {
			if doc := model.Read(template.YAML); doc.Name != template.Name.String() {
				t.Errorf("the YAML calls itself %q; the template is %q", doc.Name, template.Name)
			}
			if err := workflow.CheckContent([]byte(template.YAML)); err != nil {
				t.Error(err)
			}
			if strings.ContainsAny(template.YAML, "\t\r") || !strings.HasSuffix(template.YAML, "\n") {
				t.Error("the YAML has tabs, carriage returns or no last line end")
			}
			if words := len(strings.Fields(template.Prompt)); words < 60 || strings.Contains(template.Prompt, "\n") {
				t.Errorf("the prompt is not a paragraph: %d words", words)
			}
			if strings.Count(template.Description.String(), ".") != 1 || !strings.HasSuffix(template.Description.String(), ".") || template.Category == "" {
				t.Errorf("description %q, category %q", template.Description, template.Category)
			}
		})
	}
}

// document is what these tests need to know of the language.
type document struct {
	Form struct {
		Fields []field `yaml:"fields"`
		Layout *struct {
			Sections []struct {
				ID   string     `yaml:"id"`
				Grid [][]string `yaml:"grid"`
			} `yaml:"sections"`
		} `yaml:"layout"`
	} `yaml:"form"`
	Workflow yaml.Node `yaml:"workflow"`
}

type field struct {
	Name       string  `yaml:"name"`
	Type       string  `yaml:"type"`
	Label      string  `yaml:"label"`
	Formula    string  `yaml:"formula"`
	ItemFields []field `yaml:"item_fields"`
	Options    []struct {
		Value string `yaml:"value"`
	} `yaml:"options"`
}

type step struct {
	Name    string `yaml:"name"`
	Type    string `yaml:"type"`
	Choices []struct {
		Conditions string `yaml:"conditions"`
		ContinueTo string `yaml:"continue_to"`
	} `yaml:"choices"`
	Default        *action        `yaml:"default"`
	Outcomes       map[string]any `yaml:",inline"`
	ViewSections   []string       `yaml:"view_sections"`
	EditSections   []string       `yaml:"edit_sections"`
	SignatureField string         `yaml:"signature_field"`
	Timeout        string         `yaml:"timeout"`
}

type action struct {
	ContinueTo string `yaml:"continue_to"`
}

// next are the steps that a step leads to.
func (s step) next() []string {
	var ids []string
	for _, c := range s.Choices {
		ids = append(ids, c.ContinueTo)
	}
	if s.Default != nil {
		ids = append(ids, s.Default.ContinueTo)
	}
	for outcome, value := range s.Outcomes {
		if to, ok := value.(map[string]any); ok && strings.HasPrefix(outcome, "on_") {
			id, _ := to["continue_to"].(string)
			ids = append(ids, id)
		}
	}
	return ids
}

func parse(t *testing.T, template templates.Template) (d document, order []string, steps map[string]step) {
	t.Helper()
	if err := yaml.Unmarshal([]byte(template.YAML), &d); err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(d.Workflow.Content); i += 2 {
		order = append(order, d.Workflow.Content[i].Value)
	}
	if err := d.Workflow.Decode(&steps); err != nil {
		t.Fatal(err)
	}
	if len(d.Form.Fields) == 0 || len(order) == 0 {
		t.Fatal("there is no form or no workflow")
	}
	return d, order, steps
}

var stepTypes = []string{"decision", "parallel_approval", "conditional_split", "notification", "end"}

func TestEveryPathOfATemplateEnds(t *testing.T) {
	for _, template := range templates.List() {
		t.Run(template.ID, func(t *testing.T) {
			_, order, steps := parse(t, template)
			reached := map[string]bool{order[0]: true}
			for id, s := range steps {
				if s.Name == "" || !slices.Contains(stepTypes, s.Type) {
					t.Errorf("%s has name %q and type %q", id, s.Name, s.Type)
				}
				if next := s.next(); (len(next) == 0) != (s.Type == "end") {
					t.Errorf("%s, of type %s, leads to %v", id, s.Type, next)
				}
				for _, to := range s.next() {
					if _, ok := steps[to]; !ok {
						t.Errorf("%s leads to %q, which does not exist", id, to)
					}
					if to == order[0] {
						t.Errorf("%s leads back to the first step", id)
					}
					reached[to] = true
				}
				switch s.Type {
				case "conditional_split":
					if s.Default == nil || len(s.Choices) == 0 {
						t.Errorf("%s has a gap", id)
					}
				case "decision", "parallel_approval":
					for _, outcome := range []string{"on_approve", "on_reject"} {
						if s.Outcomes[outcome] == nil {
							t.Errorf("%s has no %s", id, outcome)
						}
					}
					if _, late := s.Outcomes["on_timeout"]; late && s.Timeout == "" {
						t.Errorf("%s can be late but has no timeout", id)
					}
				}
			}
			for _, id := range order {
				if !reached[id] {
					t.Errorf("nothing leads to %s", id)
				}
				if id := circle(id, steps, nil); id != "" {
					t.Errorf("%s leads back to itself", id)
				}
			}
		})
	}
}

// circle is a step on a way from id that meets itself; empty when there is none.
func circle(id string, steps map[string]step, way []string) string {
	if slices.Contains(way, id) {
		return id
	}
	for _, to := range steps[id].next() {
		if found := circle(to, steps, append(slices.Clone(way), id)); found != "" {
			return found
		}
	}
	return ""
}

var (
	quoted    = regexp.MustCompile(`'[^']*'`)
	words     = regexp.MustCompile(`[A-Za-z_][A-Za-z0-9_.]*`)
	formField = regexp.MustCompile(`\$\{form\.([A-Za-z0-9_]+)\}`)
	keywords  = []string{"and", "or", "not", "in", "true", "false", "sum"}
	fieldType = []string{
		"text", "textarea", "email", "currency", "number", "date", "select", "multiselect", "checkbox", "radio",
		"file_upload", "signature", "richtext", "line_items", "autonumber",
	}
)

func TestTemplatesNameOnlyFieldsThatExist(t *testing.T) {
	for _, template := range templates.List() {
		t.Run(template.ID, func(t *testing.T) {
			d, _, steps := parse(t, template)
			values := map[string][]string{} // the options of each field
			columns := map[string]bool{}
			for _, f := range d.Form.Fields {
				checkField(t, f)
				if _, twice := values[f.Name]; twice {
					t.Errorf("the field %s stands twice", f.Name)
				}
				values[f.Name] = nil
				for _, o := range f.Options {
					values[f.Name] = append(values[f.Name], o.Value)
				}
				for _, column := range f.ItemFields {
					checkField(t, column)
					columns[f.Name+"."+column.Name] = true
				}
			}
			exists := func(where, name string) {
				if _, ok := values[name]; !ok && !columns[name] {
					t.Errorf("%s names the field %s, which does not exist", where, name)
				}
			}
			for _, f := range d.Form.Fields {
				for _, name := range namesIn(f.Formula) {
					exists("the formula of "+f.Name, name)
				}
				for _, column := range f.ItemFields {
					for _, name := range namesIn(column.Formula) {
						exists("the formula of "+column.Name, f.Name+"."+name)
					}
				}
			}
			allValues := slices.Concat(slices.Collect(maps.Values(values))...)
			for id, s := range steps {
				for _, c := range s.Choices {
					for _, name := range namesIn(c.Conditions) {
						exists("a condition of "+id, name)
					}
					for _, value := range quoted.FindAllString(c.Conditions, -1) {
						if value = strings.Trim(value, "'"); value != "" && !slices.Contains(allValues, value) {
							t.Errorf("a condition of %s compares with %q, which no option has", id, value)
						}
					}
				}
				if s.SignatureField != "" {
					exists(id, s.SignatureField)
				}
			}
			for _, found := range formField.FindAllStringSubmatch(template.YAML, -1) {
				exists("a text", found[1])
			}
		})
	}
}

func checkField(t *testing.T, f field) {
	t.Helper()
	if f.Name == "" || f.Label == "" || !slices.Contains(fieldType, f.Type) {
		t.Errorf("a field has name %q, label %q and type %q", f.Name, f.Label, f.Type)
	}
	if choice := slices.Contains([]string{"select", "multiselect", "radio"}, f.Type); choice != (len(f.Options) > 0) {
		t.Errorf("%s is a %s with %d options", f.Name, f.Type, len(f.Options))
	}
	if (f.Type == "line_items") != (len(f.ItemFields) > 0) {
		t.Errorf("%s is a %s with %d columns", f.Name, f.Type, len(f.ItemFields))
	}
}

func namesIn(expression string) []string {
	names := words.FindAllString(quoted.ReplaceAllString(expression, ""), -1)
	return slices.DeleteFunc(names, func(w string) bool { return slices.Contains(keywords, w) })
}

func TestSectionsShowEveryFieldOnce(t *testing.T) {
	for _, template := range templates.List() {
		t.Run(template.ID, func(t *testing.T) {
			d, _, steps := parse(t, template)
			var sections, shown, fields []string
			for _, f := range d.Form.Fields {
				fields = append(fields, f.Name)
			}
			if d.Form.Layout != nil {
				for _, s := range d.Form.Layout.Sections {
					sections = append(sections, s.ID)
					shown = append(shown, slices.Concat(s.Grid...)...)
				}
				slices.Sort(shown)
				slices.Sort(fields)
				if !slices.Equal(shown, fields) {
					t.Errorf("the sections show %v, the form has %v", shown, fields)
				}
			}
			for id, s := range steps {
				for _, section := range slices.Concat(s.ViewSections, s.EditSections) {
					if !slices.Contains(sections, section) {
						t.Errorf("%s names the section %s, which does not exist", id, section)
					}
				}
			}
		})
	}
}

func TestTheTemplatesShowWhatTheLanguageCanDo(t *testing.T) {
	var all strings.Builder
	for _, template := range templates.List() {
		all.WriteString(template.YAML)
	}
	for _, feature := range []string{
		"strategy: any_one", "strategy: all", "strategy: majority", "type: notification", "type: line_items", "formula: sum(",
		"needs_to_sign", "needs_to_acknowledge", "needs_to_recommend", "needs_to_call_action", "on_timeout", "edit_sections",
	} {
		if !strings.Contains(all.String(), feature) {
			t.Errorf("no template has %s", feature)
		}
	}
}
