package model

import (
	"strings"
	"sync"

	"workflow-designer/backend/approvalml/schema"
	"workflow-designer/backend/templates"
)

// exampleID is the template that a model is shown as an example: short, with every common kind of step.
const exampleID = "leave_request"

// reference is the language as a model is told it: the table that editor and validator go by, in short, so that it cannot say
// anything else than they do. It is kept small, since models on a laptop read little.
var reference = sync.OnceValue(func() string {
	var b strings.Builder
	line := func(parts ...string) { b.WriteString(strings.Join(parts, "") + "\n") }
	line("ApprovalML is YAML 1.2. Top level:")
	writeKeys(&b, schema.Process(), "", "name", "description", "type", "form", "workflow", "settings")
	line("form:")
	writeKeys(&b, schema.Form(), "", "fields", "layout")
	line("layout.sections[], only when sections are asked for:")
	writeKeys(&b, schema.Form().Property("layout").Type.Object.Property("sections").Type.Items.Object, "", "id", "title", "columns")
	line("Types of fields:")
	writeWords(&b, schema.Field().Property("type").Type)
	line("Keys of a field in form.fields[]:")
	writeKeys(&b, schema.Field(), "", "name", "type", "label", "required", "options", "item_fields", "formula", "default_value", "placeholder", "help_text", "hidden", "readonly", "validation")
	line("options[]: { value, label }. validation:")
	writeKeys(&b, schema.Field().Property("validation").Type.Object, "", "min", "max", "min_length", "max_length", "pattern")
	line("workflow maps the id of a step to the step; a request begins at the first one. Every step has name and type:")
	writeWords(&b, schema.Step().Property("type").Type)
	for _, kind := range stepKinds(schema.Step().Property("type").Type) {
		line("Keys of a step of type ", kind, ":")
		writeKeys(&b, schema.Step(), kind, stepKeys[kind]...)
	}
	line("on_<outcome> is what happens then:")
	writeKeys(&b, schema.Step().Property("on_approve").Type.Object, "", "continue_to", "end_workflow", "notify_requestor", "text")
	line(rules)
	if t, err := templates.Find(exampleID); err == nil {
		line("An example, for: ", t.Prompt)
		line("```yaml\n", strings.TrimRight(t.YAML, "\n"), "\n```")
	}
	return b.String()
})

// stepKeys are the keys that a model is told of, by the type of the step.
var stepKeys = map[string][]string{
	"decision":          {"approver", "approval_type", "timeout", "sla", "view_sections", "edit_sections", "notification", "signature_field", "on_approve", "on_reject", "on_timeout"},
	"parallel_approval": {"approvers", "strategy", "timeout", "on_approve", "on_reject", "on_timeout"},
	"conditional_split": {"choices", "default"},
	"notification":      {"recipients", "notification", "on_complete"},
	"automatic":         {"api", "data_processor", "field_mapping", "on_complete", "on_failure"},
	"loop":              {"workflow", "items", "while", "max_iterations", "on_complete"},
	"spawn":             {"workflow", "items", "pass", "on_complete"},
	"wait_webhook":      {"source", "match", "on_complete", "on_timeout"},
	"end":               {"notify_requestor", "metadata"},
}

const rules = `Who approves: an email address, a role (lower_case words), ${requestor.manager}, ${requestor.supervisor},
${requestor.head_of_department} or ${form.<email field>}. approvers[] have exactly one of approver, dynamic_approver (a ${...}) and role.
Any on_<outcome> of a decision is a button; give each decision on_approve and on_reject.
conditional_split: choices[] of { conditions, continue_to }, the first that holds wins; default: { continue_to }. Always give a default.
Conditions: > < >= <= == != and or not in, not in, parentheses, numbers, 'text', ['a', 'b'], names of fields; columns as items.price.
Amounts are plain numbers: amount > 1000. Every field that a condition names must be in the form.
Times: timeout like 48_hours, 5_business_days, 2_days, 30_minutes; sla like 4h, 2d.
Every continue_to names a step that exists, every step can be reached, and every way leads to a step of type end.
A step that asks nobody (split, notification, automatic) must not lead back to itself.`

func stepKinds(t *schema.Type) []string {
	var kinds []string
	for _, w := range t.Words {
		if w.Deprecated == "" {
			kinds = append(kinds, w.Value)
		}
	}
	return kinds
}

func writeWords(b *strings.Builder, t *schema.Type) {
	for _, w := range t.Words {
		if w.Deprecated == "" {
			b.WriteString("- " + w.Value + ": " + w.Doc.String() + "\n")
		}
	}
}

// writeKeys writes what the table says of some keys of a group.
func writeKeys(b *strings.Builder, o *schema.Object, kind string, keys ...string) {
	for _, key := range keys {
		p := o.Property(key)
		if p == nil || p.Deprecated != "" || !p.Fits(kind) {
			continue
		}
		b.WriteString("- " + key)
		if p.Required {
			b.WriteString(" (required)")
		}
		b.WriteString(": " + p.Doc.String())
		if p.Type != nil && p.Type.Kind == schema.Words && key != "type" {
			var values []string
			for _, w := range p.Type.Words {
				if w.Deprecated == "" {
					values = append(values, w.Value)
				}
			}
			b.WriteString(" One of " + strings.Join(values, ", ") + ".")
		}
		if p.Example != "" {
			b.WriteString(" Example: " + p.Example)
		}
		b.WriteString("\n")
	}
}
