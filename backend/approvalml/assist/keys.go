package assist

import (
	"slices"
	"strings"

	"workflow-designer/backend/approvalml/schema"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// usualOutcomes are offered for decisions beside those that the document has.
var usualOutcomes = []string{"on_request_changes", "on_escalate"}

// beginnings are what a new item of a list may begin with, by the name of its group. The last line is left to be filled in.
var beginnings = map[string]string{
	"field":       "name: new_field\ntype: text\nlabel: ",
	"option":      "value: new_option\nlabel: ",
	"section":     "id: new_section\ntitle: ",
	"choice":      "conditions: amount > 1000\ncontinue_to: ",
	"approver":    "approval_type: needs_to_approve\nrole: ",
	"recipient":   "channel: email\nemail: ",
	"trigger":     "type: cron\nschedule: \"0 8 * * 1\"",
	"footer item": "type: message\ncontent: ",
}

// newSteps are what a new step may begin with.
var newSteps = []struct {
	name words.Text
	doc  words.Text
	text string
}{
	{"new decision", "A step in which one person decides.", "new_step:\n  name: New step\n  type: decision\n  approver: ${requestor.manager}\n" +
		"  on_approve:\n    end_workflow: true\n  on_reject:\n    end_workflow: true"},
	{"new split", "A step that goes on by conditions.", "new_split:\n  name: New split\n  type: conditional_split\n  choices:\n" +
		"    - conditions: amount > 1000\n      continue_to: \n  default:\n    end_workflow: true"},
	{"new notification", "A step that sends a message.", "new_message:\n  name: New message\n  type: notification\n  recipients:\n" +
		"    - role: \n  notification:\n    message:\n      subject: New message\n      body: \"\"\n  on_complete:\n    end_workflow: true"},
	{"new end", "A step that ends the workflow.", "new_end:\n  name: The end\n  type: end\n  notify_requestor: "},
}

const newWorkflowName words.Text = "new workflow"

const newWorkflow = "name: New workflow\n\nform:\n  fields:\n    - name: amount\n      type: currency\n      label: Amount\n      required: true\n\n" +
	"workflow:\n  approval:\n    name: Approval\n    type: decision\n    approver: ${requestor.manager}\n" +
	"    on_approve:\n      end_workflow: true\n    on_reject:\n      end_workflow: true\n"

func (c *completer) keys() Completion {
	span, ok := c.whole()
	if !ok {
		return Completion{}
	}
	if c.node.Style != source.Plain {
		span = c.reader.back(c.mend, source.Span{Start: c.node.Content, End: c.node.Span.End})
	}
	around := c.path[:len(c.path)-1]
	place, at := schema.Locate(c.process, around), c.keyPlace(span)
	var items []Item
	switch {
	case place.Object != nil:
		if len(c.node.Parent.Entries) == 1 && c.node.Parent.Style == source.Block {
			items = c.beginning(place.Object, at)
		}
		items = append(items, c.properties(place.Object, at)...)
	case place.Type != nil && place.Type.Kind == schema.Map:
		items = c.chosenKeys(place, at)
	}
	return Completion{Span: span, Items: items}
}

// properties are the keys of a group that are not there yet, those that are required first.
func (c *completer) properties(o *schema.Object, at keyPlace) []Item {
	mapping := c.node.Parent
	kind := ""
	there := map[string]bool{}
	for _, e := range mapping.Entries {
		if e.Key != c.node {
			there[e.Key.Value] = true
		}
		if e.Key.Value == "type" {
			kind, _ = e.Value.Text()
		}
	}
	var required, others []Item
	for _, p := range o.Properties {
		if there[p.Key] || p.Deprecated != "" || !p.Fits(kind) {
			continue
		}
		item := Item{Label: p.Key, Kind: keyItem, Detail: describe(p.Type), Doc: p.Doc, Insert: c.keyText(p.Key, p, at)}
		if p.Required {
			item.Detail = words.F("required, %s", item.Detail)
			required = append(required, item)
		} else {
			others = append(others, item)
		}
	}
	items := slices.Concat(required, others)
	if o.Prefix == nil || kind != "decision" && kind != "parallel_approval" && kind != "approval" {
		return items
	}
	for _, key := range slices.Concat(c.names.outcomes(), usualOutcomes) {
		if o.Property(key) == o.Prefix && !there[key] {
			there[key] = true
			items = append(items, Item{
				Label: key, Kind: keyItem, Detail: "an outcome of your own", Doc: o.Prefix.Doc, Insert: c.keyText(key, o.Prefix, at),
			})
		}
	}
	return items
}

// keyPlace is where a key is to be written, looked at once for all keys that may stand there.
type keyPlace struct {
	span   source.Span
	column int
	colon  bool // is there already
	value  bool // and the colon is not
}

func (c *completer) keyPlace(span source.Span) keyPlace {
	at := keyPlace{span: span, column: c.column(span.Start)}
	at.colon = strings.HasPrefix(strings.TrimLeft(c.reader.text[span.End:], " "), ":")
	if e := c.node.Parent.Entry(c.node.Value); e != nil {
		at.value = !e.Value.IsNull()
	}
	return at
}

// keyText is a key with what goes behind it: nothing but the key when its colon is there already.
func (c *completer) keyText(key string, p *schema.Property, at keyPlace) string {
	key = strings.TrimPrefix(key, c.gap())
	switch {
	case at.colon:
		return c.gap() + key
	case at.value:
		return c.gap() + key + ":"
	case c.inFlow():
		return c.gap() + key + ": "
	}
	behind := p.Snippet
	if behind == "" {
		behind = defaultSnippet(p.Type)
	}
	return c.gap() + c.indented(key+":"+behind, at.column+len(c.gap()))
}

// defaultSnippet is what follows the colon of a key that has no snippet of its own.
func defaultSnippet(t *schema.Type) string {
	for _, option := range scalars(t) {
		switch option.Kind {
		case schema.List, schema.Group, schema.Map:
		default:
			return " "
		}
	}
	switch first := scalars(t)[0]; {
	case first.Kind != schema.List:
		return "\n  "
	case first.Items != nil && (first.Items.Kind == schema.Group || first.Items.Kind == schema.Map):
		return "\n  - "
	default:
		return " "
	}
}

// chosenKeys are keys that the writer chooses, where they name something.
func (c *completer) chosenKeys(place schema.Place, at keyPlace) []Item {
	p := &schema.Property{Type: place.Type.Items}
	if place.Property != nil && place.Property.Key == "workflow" && len(c.path) == 2 {
		return c.newSteps(at)
	}
	there := map[string]bool{}
	for _, e := range c.node.Parent.Entries {
		there[e.Key.Value] = e.Key != c.node
	}
	var items []Item
	for _, item := range c.named(place.Type.Keys) {
		if !there[item.Label] {
			item.Insert = c.keyText(c.written(item.Label), p, at)
			items = append(items, item)
		}
	}
	return items
}

// newSteps are the steps that are named but not there, and new ones.
func (c *completer) newSteps(at keyPlace) []Item {
	doc := c.names.part("workflow", true)
	p := &schema.Property{Type: &schema.Type{Kind: schema.Group, Object: schema.Step()}, Snippet: "\n  name: "}
	var items []Item
	offered := map[string]bool{}
	for _, s := range doc.Steps {
		for _, w := range s.Ways {
			if to := w.To.Name; w.To.Node != nil && doc.Step(to) == nil && c.names.knows(to) && !offered[to] {
				offered[to] = true
				items = append(items, Item{
					Label: to, Kind: stepItem, Detail: "named, but not there yet", Doc: words.F("The step %s leads to it.", s.ID),
					Insert: c.keyText(c.written(to), p, at),
				})
			}
		}
	}
	if c.inFlow() || at.span.Start < at.span.End && strings.HasPrefix(c.reader.text[at.span.End:], ":") {
		return items
	}
	for _, s := range newSteps {
		items = append(items, Item{Label: s.name.String(), Title: s.name, Kind: snippetItem, Doc: s.doc, Insert: c.indented(s.text, at.column)})
	}
	return items
}

// beginning is the snippet for a new item of a list, or for a whole workflow in an empty text.
func (c *completer) beginning(o *schema.Object, at keyPlace) []Item {
	if len(c.path) == 1 {
		if strings.TrimSpace(c.reader.text[:at.span.Start]+c.reader.text[at.span.End:]) != "" {
			return nil
		}
		return []Item{{
			Label: newWorkflowName.String(), Title: newWorkflowName, Kind: snippetItem, Detail: "a small workflow that works", Doc: "A form with one field, and a manager who decides.",
			Insert: c.indented(newWorkflow, 0),
		}}
	}
	text := beginnings[o.Name.String()]
	e := c.node.Parent.Entry(c.node.Value)
	if !c.node.Parent.Parent.Is(source.Sequence) || text == "" || e == nil || !e.Value.IsNull() {
		return nil
	}
	if o.Name == "choice" {
		for _, f := range c.names.fields() {
			if kindOf(f) == "number" && isIdentifier(f.Name) {
				text = strings.Replace(text, "amount", f.Name, 1)
				break
			}
		}
	}
	name := words.F("new %s", o.Name)
	return []Item{{
		Label: name.String(), Title: name, Kind: snippetItem, Detail: words.Literal(strings.Join(keysOf(text), ", ")), Doc: o.Doc,
		Insert: c.gap() + c.indented(text, at.column+len(c.gap())),
	}}
}

func keysOf(snippet string) []string {
	var keys []string
	for line := range strings.SplitSeq(snippet, "\n") {
		key, _, _ := strings.Cut(line, ":")
		keys = append(keys, key)
	}
	return keys
}

// describe says in a few words what is expected.
func describe(t *schema.Type) words.Text {
	if t == nil {
		return "anything"
	}
	switch t.Kind {
	case schema.Text:
		return "text"
	case schema.Boolean:
		return "true or false"
	case schema.Integer:
		return "whole number"
	case schema.Number:
		return "number"
	case schema.Words:
		return "one word of a set"
	case schema.List:
		return "list of values"
	case schema.Map, schema.Group:
		return "group of keys"
	case schema.OneOf:
		var kinds []words.Text
		for _, option := range t.Options {
			if kind := describe(option); !slices.Contains(kinds, kind) {
				kinds = append(kinds, kind)
			}
		}
		return words.Join(kinds, "%s, or %s")
	default:
		return "anything"
	}
}
