package change

import (
	"strconv"
	"strings"

	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// called is what a part of a document is called: what of whose, "approver" of "Manager review".
type called struct {
	subject              Subject
	what                 words.Text // empty when the owner itself is meant
	choice               bool       // what is a choice, which has a number for a name
	owner                words.Text // "Manager review", "field Amount"; empty for the workflow's own settings
	step, field, section string
}

// whole is the name with its article.
func (c called) whole() words.Text {
	switch {
	case c.what == "":
		return c.owner
	case c.owner == "":
		return c.what
	case c.choice:
		return words.F("%s of %s", c.what, c.owner)
	default:
		return words.F("the %s of %s", c.what, c.owner)
	}
}

// of is the name without an article, to begin a sentence with.
func (c called) of() words.Text {
	switch {
	case c.what == "":
		return words.Capital(c.owner.Put(bare))
	case c.owner == "":
		return words.Capital(c.what)
	default:
		return words.Capital(words.F("%s of %s", c.what, c.owner))
	}
}

// bare are owners without their article.
var bare = map[words.Text]words.Text{"the workflow": "workflow", "the steps": "steps", "the form": "form"}

// keyWords are keys as people say them.
var keyWords = map[string]words.Text{
	"continue_to": "next step", "end_workflow": "end of the workflow", "approval_strategy": "strategy", "sla": "time allowed",
	"sla_hours": "time allowed in hours", "notify_requestor": "message to the requestor", "max_items": "most items",
	"min_items": "fewest items", "min_value": "smallest value", "max_value": "largest value", "min": "smallest value",
	"max": "largest value", "min_length": "smallest length", "max_length": "largest length", "default_value": "default value",
	"conditions": "condition", "item_fields": "columns", "dynamic_approver": "approver",
	"view_sections": "sections to see", "edit_sections": "sections to edit", "mixed_sections": "partly editable sections",
	"can_edit_fields": "fields to edit", "grid": "arrangement", "columns": "arrangement",
	// Outcomes, and keys that are words of their own.
	"approve": "approve", "reject": "reject", "complete": "complete", "timeout": "timeout", "failure": "failure", "error": "error",
	"success": "success", "cancel": "cancel", "approver": "approver", "approvers": "approvers", "role": "role", "name": "name",
	"description": "description", "version": "version", "type": "type", "label": "label", "title": "title", "required": "required",
	"options": "options", "value": "value", "subject": "subject", "body": "body", "message": "message", "notification": "notification",
	"recipients": "recipients", "choices": "choices", "default": "default", "loop": "loop", "steps": "steps", "hint": "hint",
	"placeholder": "placeholder", "formula": "formula", "currency": "currency", "escalation": "escalation", "strategy": "strategy",
	"view_all_roles": "view all roles", "submission_criteria": "submission criteria", "tags": "tags", "triggers": "triggers",
	"readonly": "readonly", "hidden": "hidden", "required_count": "required count", "items": "items", "workflow": "workflow",
}

func keyWord(key string) words.Text {
	if word, ok := keyWords[key]; ok {
		return word
	}
	return words.Literal(strings.ReplaceAll(key, "_", " "))
}

// nameOf says what the part is called that a path leads to.
func nameOf(doc *model.Document, path source.Path) called {
	node, rest := doc.Tree.Root, path
	if len(rest) > 0 && rest[0].Key == "approval_process" {
		node, rest = node.Get("approval_process"), rest[1:]
	}
	c := called{subject: "setting"}
	if len(rest) == 0 {
		c.subject, c.owner = "workflow", "the workflow"
		return c
	}
	get := func(s source.Segment) {
		if s.IsIndex {
			items := node.List()
			node = nil
			if s.Index < len(items) {
				node = items[s.Index]
			}
			return
		}
		node = node.Get(s.Key)
	}
	key := func(i int) string {
		if i < len(rest) && !rest[i].IsIndex {
			return rest[i].Key
		}
		return ""
	}
	walk := func(n int) {
		for ; n > 0; n-- {
			get(rest[0])
			rest = rest[1:]
		}
	}
	switch {
	case key(0) == "workflow" && len(rest) > 1 && !rest[1].IsIndex:
		c.step, c.subject = key(1), "step"
		walk(2)
		c.owner = words.F("step %s", stepName(node, c.step))
		if len(rest) > 0 {
			c.owner = words.Literal(stepName(node, c.step))
			if names(rest, "name") {
				c.owner = words.F("step %s", shorten(c.step))
			}
			c.inStep(node, rest)
		}
		return c
	case key(0) == "form" && key(1) == "fields" && len(rest) > 2, key(0) == "form" && len(rest) > 1 && key(1) != "layout" && key(1) != "header" && key(1) != "footer" && key(1) != "fields":
		c.field = key(1)
		if key(1) == "fields" {
			walk(3)
			c.field = scalar(node.Get("name"))
		} else {
			walk(2)
		}
		c.subject, c.owner = "field", words.F("field %s", fieldName(node, c.field))
		if names(rest, "label") && c.field != "" {
			c.owner = words.F("field %s", shorten(c.field))
		}
		c.inField(node, rest)
		return c
	case key(0) == "form" && key(1) == "layout" && key(2) == "sections" && len(rest) > 3:
		walk(4)
		c.section, c.subject = scalar(node.Get("id")), "section"
		c.owner = words.F("section %s", shorten(first(scalar(node.Get("title")), c.section)))
		if names(rest, "title") && c.section != "" {
			c.owner = words.F("section %s", shorten(c.section))
		}
		c.what = wordsOfPath(rest)
		return c
	case key(0) == "form" && key(1) == "layout":
		c.subject = "layout"
	case len(rest) == 1 && (key(0) == "name" || key(0) == "description" || key(0) == "version" || key(0) == "type"):
		c.subject, c.what, c.owner = "workflow", keyWord(key(0)), "the workflow"
		return c
	case len(rest) == 1 && key(0) == "workflow":
		c.subject, c.owner = "workflow", "the steps"
		return c
	case len(rest) == 1 && key(0) == "form":
		c.subject, c.owner = "workflow", "the form"
		return c
	}
	c.what = words.Literal(rest.String())
	return c
}

// names tells whether a path leads to what people call a part by: it is called by its id then, which stays.
func names(path source.Path, key string) bool { return len(path) == 1 && path[0].Key == key }

func (c *called) inStep(node *source.Node, rest source.Path) {
	first := rest[0].Key
	c.subject = "setting"
	switch {
	case first == "choices" && len(rest) > 1:
		c.subject, c.what = "condition", words.F("choice %d", rest[1].Index+1)
		if !rest[1].IsIndex {
			c.what = words.F("choice %s", shorten(rest[1].Key))
		}
		if c.choice = len(rest) == 2; !c.choice {
			c.what = words.F("%s of %s", wordsOfPath(rest[2:]), c.what)
		}
		return
	case first == "approvers" && len(rest) > 1:
		c.subject = "approver"
		who := rest[1].Key
		if items := node.Get(first).List(); rest[1].IsIndex && rest[1].Index < len(items) {
			who, _ = keyOf("approvers", items[rest[1].Index])
		}
		c.what = words.F("approver %s", shorten(who))
		if len(rest) > 2 {
			c.what = words.F("%s of %s", wordsOfPath(rest[2:]), c.what)
		}
		return
	case first == "approver" || first == "dynamic_approver" || first == "role" || first == "approvers":
		c.subject = "approver"
	case strings.HasPrefix(first, "on_") || first == "default" || first == "loop":
		c.subject = "way"
	}
	c.what = wordsOfPath(rest)
}

func (c *called) inField(node *source.Node, rest source.Path) {
	switch {
	case len(rest) > 1 && rest[0].Key == "item_fields":
		items := node.Get("item_fields").List()
		if !rest[1].IsIndex || rest[1].Index >= len(items) {
			c.owner = words.F("column %s of %s", source.Path{rest[1]}.String(), c.owner)
			return
		}
		column := items[rest[1].Index]
		name := scalar(column.Get("name"))
		called := fieldName(column, name)
		if rest = rest[2:]; names(rest, "label") && name != "" {
			called = shorten(name)
		}
		c.owner = words.F("column %s of %s", called, c.owner)
		if len(rest) > 0 {
			c.optionOr(column, rest)
		}
	case len(rest) > 0:
		c.optionOr(node, rest)
	}
}

func (c *called) optionOr(node *source.Node, rest source.Path) {
	if rest[0].Key == "options" && len(rest) > 1 {
		c.subject = "option"
		name := rest[1].Key
		if items := node.Get("options").List(); rest[1].IsIndex && rest[1].Index < len(items) {
			name = optionName(items[rest[1].Index])
			if value := scalar(items[rest[1].Index].Get("value")); names(rest[2:], "label") && value != "" {
				name = shorten(value)
			}
		} else if rest[1].IsIndex {
			name = strconv.Itoa(rest[1].Index + 1)
		}
		c.what = words.F("option %s", name)
		if len(rest) > 2 {
			c.what = words.F("%s of %s", wordsOfPath(rest[2:]), c.what)
		}
		return
	}
	c.what = wordsOfPath(rest)
}

func optionName(n *source.Node) string {
	return shorten(first(scalar(n), scalar(n.Get("label")), scalar(n.Get("value"))))
}

func stepName(n *source.Node, id string) string { return shorten(first(scalar(n.Get("name")), id)) }

func fieldName(n *source.Node, name string) string {
	return shorten(first(scalar(n.Get("label")), name))
}

func first(texts ...string) string {
	for _, t := range texts {
		if strings.TrimSpace(t) != "" {
			return t
		}
	}
	return ""
}

// wordsOfPath says a path inside a step or field: "timeout", "subject of notification".
func wordsOfPath(path source.Path) words.Text {
	var said []words.Text
	for i := len(path) - 1; i >= 0; i-- {
		switch s := path[i]; {
		case s.IsIndex:
			said = append(said, words.F("entry %d", s.Index+1))
		case s.Key == "validation" || s.Key == "message":
		case i == 0 && strings.HasPrefix(s.Key, "on_"):
			said = append(said, keyWord(s.Key[3:]))
		default:
			said = append(said, keyWord(s.Key))
		}
	}
	if len(said) == 0 {
		return words.Literal(path.String())
	}
	return words.Join(said, "%s of %s")
}

// sayValue says a value: a text as it is, a step by its name, anything larger as it is written.
func sayValue(doc *model.Document, n *source.Node) words.Text {
	n = n.Resolve()
	switch {
	case n == nil:
		return "nothing"
	case n.Kind == source.Scalar:
		if n.Segment().Key == "continue_to" {
			return words.Literal(sayStep(doc, n.Value))
		}
		if n.IsNull() || n.Value == "" {
			return "nothing"
		}
		return words.Literal(shorten(n.Value))
	default:
		return words.Literal(shorten(doc.Tree.Text.Slice(n.Span)))
	}
}

func sayStep(doc *model.Document, id string) string {
	if s := doc.Step(id); s != nil && strings.TrimSpace(s.Name) != "" {
		return shorten(s.Name)
	}
	return shorten(id)
}

// mostShown is how many characters of a value are shown.
const mostShown = 60

func shorten(text string) string { return quote.UpTo(mostShown, text) }
