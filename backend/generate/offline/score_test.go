package offline_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"workflow-designer/backend/approvalml/condition"
)

// promptCase is a description with the facts that a competent designer would realize. Patterns are regular expressions without
// case.
type promptCase struct {
	ID      string `json:"id"`
	file    string
	HeldOut bool   `json:"held_out"` // written, and first scored, after the generator had learned from the others
	Prompt  string `json:"prompt"`
	Fields  []struct {
		Match      string   `json:"match"`
		Type       []string `json:"type"`
		Options    []string `json:"options"`
		ItemFields []string `json:"item_fields"`
		Required   bool     `json:"required"`
		Max        *float64 `json:"max"`
		Currency   string   `json:"currency"`
	} `json:"fields"`
	Approvers []string `json:"approvers"`
	Routes    []struct {
		When      map[string]any `json:"when"`
		Approvers []string       `json:"approvers"`
		Not       []string       `json:"not"`
		None      bool           `json:"none"`
	} `json:"routes"`
	Order    []string `json:"order"`
	Parallel *struct {
		Strategy     string   `json:"strategy"`
		MinApprovers int      `json:"min_approvers"`
		Approvers    []string `json:"approvers"`
	} `json:"parallel"`
	Steps         []string          `json:"steps"`
	Notified      []string          `json:"notified"`
	Signs         []string          `json:"signs"`
	ApprovalTypes map[string]string `json:"approval_types"`
	Timeout       bool              `json:"timeout"`
}

// readCases are all descriptions: prompts.json, and those that were written and first scored later, in files of thirty.
func readCases(t testing.TB) []promptCase {
	later, err := filepath.Glob("testdata/strangers_*.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []promptCase
	for _, file := range append([]string{"testdata/prompts.json"}, later...) {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var some []promptCase
		if err := json.Unmarshal(content, &some); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, c := range some {
			c.file = file
			cases = append(cases, c)
		}
	}
	return cases
}

// scored is a generated workflow as the facts ask for it.
type scored struct {
	Fields []scoredField
	Order  []string // of the steps
	Steps  map[string]map[string]any
}

type scoredField struct {
	Name, Label, Type, Currency string
	Required                    bool
	Validation                  struct{ Max *float64 }
	Options                     []struct{ Value, Label string }
	ItemFields                  []scoredField `yaml:"item_fields"`
}

func readScored(t *testing.T, text string) scored {
	var doc struct {
		Form struct {
			Fields []scoredField
		}
		Workflow yaml.Node
	}
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatalf("%v:\n%s", err, text)
	}
	s := scored{Fields: doc.Form.Fields, Steps: map[string]map[string]any{}}
	for i := 0; i+1 < len(doc.Workflow.Content); i += 2 {
		id := doc.Workflow.Content[i].Value
		var step map[string]any
		if err := doc.Workflow.Content[i+1].Decode(&step); err != nil {
			t.Fatal(err)
		}
		s.Order, s.Steps[id] = append(s.Order, id), step
	}
	return s
}

func matches(pattern string, texts ...string) bool {
	return slices.ContainsFunc(texts, regexp.MustCompile("(?i)"+pattern).MatchString)
}

// people are all texts that name who acts in a step.
func people(step map[string]any) []string {
	var all []string
	if who, ok := step["approver"]; ok {
		all = append(all, fmt.Sprint(who))
	}
	list, _ := step["approvers"].([]any)
	for _, each := range list {
		all = append(all, fmt.Sprint(each))
	}
	return all
}

func acts(step map[string]any) bool {
	return step["type"] == "decision" || step["type"] == "parallel_approval"
}

func at(step map[string]any, path ...string) any {
	var value any = step
	for _, key := range path {
		group, _ := value.(map[string]any)
		value = group[key]
	}
	return value
}

// values fills the form: each field neutrally, but for those that a route names.
func (s scored) values(when map[string]any) map[string]condition.Value {
	values, used := map[string]condition.Value{}, map[string]bool{}
	for _, f := range s.Fields {
		switch f.Type {
		case "number", "currency":
			values[f.Name] = 0.0
		case "checkbox":
			values[f.Name] = false
		case "multiselect", "line_items":
			values[f.Name] = []condition.Value{}
		default:
			values[f.Name] = ""
		}
	}
patterns:
	for _, pattern := range slices.Sorted(maps.Keys(when)) {
		amount, isNumber := when[pattern].(float64)
		for _, numeric := range []bool{isNumber, !isNumber} {
			for _, f := range s.Fields {
				if (f.Type == "number" || f.Type == "currency") != numeric || used[f.Name] || !matches(pattern, f.Name, f.Label) {
					continue
				}
				used[f.Name] = true
				if isNumber {
					values[f.Name] = amount
					continue
				}
				values[f.Name] = f.holding(when[pattern].(string))
				continue patterns
			}
		}
	}
	return values
}

func (f scoredField) holding(text string) condition.Value {
	for _, o := range f.Options {
		if matches(text, o.Value, o.Label) {
			return o.Value
		}
	}
	if f.Type == "checkbox" {
		return text == "yes" || text == "true"
	}
	return text
}

// walk lists those who act when everybody approves, each with the id of the step.
func (s scored) walk(t *testing.T, values map[string]condition.Value) []string {
	var all []string
	if len(s.Order) == 0 {
		return nil
	}
	seen := map[string]bool{}
	for id := s.Order[0]; id != "" && !seen[id]; {
		seen[id] = true
		step := s.Steps[id]
		if acts(step) {
			all = append(all, strings.Join(append([]string{id}, people(step)...), " "))
		}
		id = s.next(t, step, values)
	}
	return all
}

func (s scored) next(t *testing.T, step map[string]any, values map[string]condition.Value) string {
	to, _ := at(step, "default", "continue_to").(string)
	choices, _ := step["choices"].([]any)
	for _, each := range choices {
		c := each.(map[string]any)
		expression, problem := condition.Parse(c["conditions"].(string))
		if problem != nil {
			t.Fatalf("%v: %v", c, problem)
		}
		if holds, err := expression.Holds(values); err == nil && holds {
			return c["continue_to"].(string)
		}
	}
	for _, key := range []string{"on_approve", "on_complete"} {
		if next, ok := at(step, key, "continue_to").(string); ok {
			to = next
		}
	}
	return to
}

// misses lists the facts of a case that a workflow does not have, and counts all of them.
func (c promptCase) misses(t *testing.T, s scored) (missed []string, all int) {
	fact := func(holds bool, format string, args ...any) {
		all++
		if !holds {
			missed = append(missed, fmt.Sprintf(format, args...))
		}
	}
	anyStep := func(holds func(id string, step map[string]any) bool) bool {
		return slices.ContainsFunc(s.Order, func(id string) bool { return holds(id, s.Steps[id]) })
	}
	fact(len(s.Fields) > 0 && len(s.Order) > 0, "a form and steps")
	fact(s.ends(), "every way leads to a step, and one ends it")
	for _, want := range c.Fields {
		fact(slices.ContainsFunc(s.Fields, func(f scoredField) bool {
			return matches(want.Match, f.Name, f.Label) && slices.Contains(want.Type, f.Type) && (!want.Required || f.Required) &&
				(want.Currency == "" || f.Currency == want.Currency) && f.offers(want.Options) && f.lists(want.ItemFields) &&
				(want.Max == nil || f.Validation.Max != nil && *f.Validation.Max == *want.Max)
		}), "field %+v", want)
	}
	for _, who := range c.Approvers {
		fact(anyStep(func(id string, step map[string]any) bool {
			return acts(step) && matches(who, append(people(step), id)...)
		}), "approver %s", who)
	}
	for _, r := range c.Routes {
		got := s.walk(t, s.values(r.When))
		holds := !slices.ContainsFunc(r.Approvers, func(who string) bool { return !matches(who, got...) }) &&
			!slices.ContainsFunc(r.Not, func(who string) bool { return matches(who, got...) }) && (!r.None || len(got) == 0)
		fact(holds, "route %+v: %v", r, got)
	}
	if len(c.Order) > 0 {
		got := s.walk(t, s.values(nil))
		last, holds := 0, true
		for _, who := range c.Order {
			i := slices.IndexFunc(got, func(text string) bool { return matches(who, text) })
			holds = holds && i >= last
			last = i
		}
		fact(holds, "order %v: %v", c.Order, got)
	}
	if want := c.Parallel; want != nil {
		fact(anyStep(func(_ string, step map[string]any) bool {
			who := people(step)
			return step["type"] == "parallel_approval" && step["strategy"] == want.Strategy && len(who) >= max(want.MinApprovers, 2) &&
				!slices.ContainsFunc(want.Approvers, func(a string) bool { return !matches(a, who...) })
		}), "parallel %+v", *want)
	}
	for _, kind := range c.Steps {
		fact(anyStep(func(_ string, step map[string]any) bool {
			return step["type"] == kind || kind == "notification" && step["approval_type"] == "receives_a_copy"
		}), "a step %s", kind)
	}
	for _, who := range c.Notified {
		fact(anyStep(func(_ string, step map[string]any) bool {
			return (step["type"] == "notification" || step["approval_type"] == "receives_a_copy") && matches(who, fmt.Sprint(step))
		}), "%s is told", who)
	}
	for _, who := range c.Signs {
		fact(anyStep(func(id string, step map[string]any) bool {
			return step["approval_type"] == "needs_to_sign" && matches(who, append(people(step), id)...)
		}), "%s signs", who)
	}
	for who, kind := range c.ApprovalTypes {
		fact(anyStep(func(id string, step map[string]any) bool {
			return step["approval_type"] == kind && matches(who, append(people(step), id)...)
		}), "%s %s", who, kind)
	}
	if c.Timeout {
		fact(anyStep(func(_ string, step map[string]any) bool { return step["timeout"] != nil }), "a time")
	}
	return missed, all
}

func (f scoredField) offers(options []string) bool {
	for _, o := range options {
		if f.Type != "checkbox" && !slices.ContainsFunc(f.Options, func(has struct{ Value, Label string }) bool {
			return matches(`\b`+regexp.QuoteMeta(o), has.Value, has.Label)
		}) {
			return false
		}
	}
	return true
}

func (f scoredField) lists(columns []string) bool {
	return !slices.ContainsFunc(columns, func(c string) bool {
		return !slices.ContainsFunc(f.ItemFields, func(i scoredField) bool { return matches(c, i.Name, i.Label) })
	})
}

// ends tells whether every way leads to a step, and one of them ends the workflow.
func (s scored) ends() bool {
	end := false
	for _, step := range s.Steps {
		end = end || step["type"] == "end"
		targets := []any{at(step, "default", "continue_to"), at(step, "on_approve", "continue_to"), at(step, "on_reject", "continue_to"), at(step, "on_timeout", "continue_to"), at(step, "on_complete", "continue_to")}
		choices, _ := step["choices"].([]any)
		for _, c := range choices {
			targets = append(targets, at(c.(map[string]any), "continue_to"))
		}
		for _, to := range targets {
			if to != nil && s.Steps[to.(string)] == nil {
				return false
			}
		}
	}
	return end
}
