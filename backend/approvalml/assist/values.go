package assist

import (
	"slices"
	"strings"

	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/schema"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// approverVariables name a person by who made the request.
var approverVariables = []struct {
	name string
	doc  words.Text
}{
	{"requestor.manager", "The manager of the person who made the request."},
	{"requestor.supervisor", "The supervisor of the person who made the request."},
	{"requestor.head_of_department", "The head of the department of the person who made the request."},
	{"requestor.department_head", "Another word for requestor.head_of_department."},
}

// messageVariables are what a message may tell about the request.
var messageVariables = []struct {
	name string
	doc  words.Text
}{
	{"instance.requester_email", "The email address of the person who made the request."},
	{"instance.id", "The number of the request."},
}

var (
	usualTimeouts = []string{"24_hours", "48_hours", "72_hours", "2_days", "5_business_days", "10_business_days", "30_minutes"}
	usualSLAs     = []string{"4h", "8h", "24h", "2d", "5d", "1h30m"}
)

func (c *completer) values() Completion {
	t := c.expected(c.path)
	if found, ok := c.variable(); ok {
		return found
	}
	key := c.key(0)
	for _, option := range scalars(t) {
		if option.Kind == schema.Text && (option.Names == schema.NamesCondition || key == "formula") {
			return c.expression(key == "formula")
		}
	}
	span, ok := c.whole()
	if !ok {
		return Completion{}
	}
	var items []Item
	for _, option := range scalars(t) {
		items = append(items, c.ofType(option)...)
	}
	if strings.HasPrefix(c.reader.text[span.Start:span.End], "${") {
		items = append(items, c.variables(items)...)
	}
	return Completion{Span: span, Items: c.withoutSiblings(items)}
}

// withoutSiblings leaves out what the list around the caret holds already.
func (c *completer) withoutSiblings(items []Item) []Item {
	if !c.node.Parent.Is(source.Sequence) {
		return items
	}
	there := map[string]bool{}
	for _, item := range c.node.Parent.Items {
		if item != c.node && item.Kind == source.Scalar {
			there[item.Value] = true
		}
	}
	return slices.DeleteFunc(items, func(item Item) bool { return there[item.Label] })
}

// ofType are the values of one type.
func (c *completer) ofType(t *schema.Type) []Item {
	switch t.Kind {
	case schema.Boolean:
		return []Item{
			{Label: "true", Kind: wordItem, Insert: c.gap() + "true"},
			{Label: "false", Kind: wordItem, Insert: c.gap() + "false"},
		}
	case schema.Words:
		var items []Item
		for _, w := range t.Words {
			if w.Deprecated == "" {
				items = append(items, Item{Label: w.Value, Kind: wordItem, Doc: w.Doc, Insert: c.written(w.Value)})
			}
		}
		return items
	case schema.Text:
		return c.texts(t)
	case schema.List:
		return c.listOfOne(t)
	default:
		return nil
	}
}

// listOfOne offers the items of a list in brackets, where a whole list is expected.
func (c *completer) listOfOne(t *schema.Type) []Item {
	if t.Items == nil || c.node.Style != source.Plain || t.Items.Kind != schema.Text && t.Items.Kind != schema.Words {
		return nil
	}
	items := c.ofType(t.Items)
	for i := range items {
		items[i].Insert = c.gap() + edit.Render(edit.List(edit.Text(items[i].Label)), 0, "\n", true)
	}
	return items
}

func (c *completer) texts(t *schema.Type) []Item {
	var items []Item
	switch key := c.key(0); {
	case key == "role", key == "company_roles", key == "view_all_roles":
		roles, _ := c.names.people()
		return c.people(roles, "role")
	case t.Names == schema.NamesApprover:
		items = c.approvers(key)
	case t.Names == schema.NamesStep, t.Names == schema.NamesSection, t.Names == schema.NamesField:
		items = c.named(t.Names)
	case key == "email":
		const requester = "${instance.requester_email}"
		items = append(c.emailVariables(), Item{
			Label: requester, Kind: variableItem, Doc: "The person who made the request.", Insert: c.written(requester),
		})
		_, emails := c.names.people()
		return append(items, c.people(emails, "email address")...)
	case key == "from_field":
		for _, f := range c.names.fields() {
			label := "field." + f.Name
			items = append(items, Item{Label: label, Kind: fieldItem, Detail: words.Literal(f.Type), Doc: words.Literal(f.Label), Insert: c.written(label)})
		}
		return items
	case strings.HasPrefix(t.Pattern, "^[0-9]+_(hours"), c.key(1) == "timeout" && c.key(2) == "settings":
		return c.times(usualTimeouts)
	case key == "sla":
		return c.times(usualSLAs)
	}
	for i := range items {
		if items[i].Insert == "" {
			items[i].Insert = c.written(items[i].Label)
		}
	}
	return items
}

func (c *completer) times(usual []string) []Item {
	var items []Item
	for _, time := range usual {
		items = append(items, Item{Label: time, Kind: wordItem, Insert: c.written(time)})
	}
	return items
}

func (c *completer) people(who []string, detail words.Text) []Item {
	var items []Item
	for _, name := range who {
		items = append(items, Item{Label: name, Kind: roleItem, Detail: detail, Insert: c.written(name)})
	}
	return items
}

// approvers are who may stand behind approver and dynamic_approver.
func (c *completer) approvers(key string) []Item {
	var items []Item
	for _, v := range approverVariables {
		label := "${" + v.name + "}"
		items = append(items, Item{Label: label, Kind: variableItem, Doc: v.doc, Insert: c.written(label)})
	}
	items = append(items, c.emailVariables()...)
	if key == "dynamic_approver" {
		return items
	}
	roles, emails := c.names.people()
	return slices.Concat(items, c.people(roles, "role"), c.people(emails, "email address"))
}

// emailVariables are the fields that hold an email address.
func (c *completer) emailVariables() []Item {
	var items []Item
	for _, f := range c.names.fields() {
		if f.Type == "email" {
			label := "${form." + f.Name + "}"
			items = append(items, Item{
				Label: label, Kind: variableItem, Detail: words.Literal(f.Label), Doc: "Whoever is named in this field.", Insert: c.written(label),
			})
		}
	}
	return items
}

// named are the names of one sort, without what is to be inserted.
func (c *completer) named(what schema.Names) []Item {
	var items []Item
	switch what {
	case schema.NamesStep:
		for _, s := range c.names.steps() {
			items = append(items, Item{Label: s.ID, Kind: stepItem, Detail: words.Literal(s.Name), Doc: stepDoc(s)})
		}
	case schema.NamesSection:
		for _, s := range c.names.sections() {
			items = append(items, Item{Label: s.ID, Kind: sectionItem, Detail: words.Literal(s.Title)})
		}
	case schema.NamesField:
		for _, f := range c.fittingFields() {
			items = append(items, Item{Label: f.Name, Kind: fieldItem, Detail: words.Literal(f.Type), Doc: words.Literal(f.Label)})
		}
	default:
	}
	return items
}

func stepDoc(s *model.Step) words.Text {
	if w := schema.Step().Property("type").Type.Word(s.Type); w != nil {
		return w.Doc
	}
	return ""
}

// fittingFields are the fields that make sense at the caret.
func (c *completer) fittingFields() []*model.Field {
	all := c.names.fields()
	only := func(fits func(*model.Field) bool) []*model.Field {
		if some := slices.DeleteFunc(slices.Clone(all), func(f *model.Field) bool { return !fits(f) }); len(some) > 0 {
			return some
		}
		return all
	}
	switch c.key(0) {
	case "signature_field":
		return only(func(f *model.Field) bool { return f.Type == "signature" })
	case "items":
		return only(func(f *model.Field) bool { return f.Type == "line_items" })
	case "editable":
		shown := c.shown(c.key(1))
		return only(func(f *model.Field) bool { return shown[f.Name] })
	case "grid", "columns":
		zone := c.key(1)
		if zone == "header" || zone == "footer" {
			return append(c.zoneFields(zone), all...)
		}
		// Those that stand nowhere yet go first.
		shown := c.shown("")
		return slices.Concat(
			slices.DeleteFunc(slices.Clone(all), func(f *model.Field) bool { return shown[f.Name] }),
			slices.DeleteFunc(slices.Clone(all), func(f *model.Field) bool { return !shown[f.Name] }))
	}
	return all
}

// shown are the fields of a section; an empty id means all sections.
func (c *completer) shown(section string) map[string]bool {
	shown := map[string]bool{}
	for _, s := range c.names.sections() {
		for _, f := range s.Fields {
			shown[f.Name] = shown[f.Name] || section == "" || section == s.ID
		}
	}
	return shown
}

func (c *completer) zoneFields(zone string) []*model.Field {
	var fields []*model.Field
	for _, item := range c.names.part("form", true).Process.Get("form").Get(zone).Get("fields").List() {
		if name, ok := item.Get("name").Text(); ok && c.names.knows(name) {
			kind, _ := item.Get("type").Text()
			fields = append(fields, &model.Field{Name: name, Type: kind})
		}
	}
	return fields
}

// variables are all variables with their marks, for a place where the whole word is replaced, without those already offered.
func (c *completer) variables(offered []Item) []Item {
	there := make(map[string]bool, len(offered))
	for _, o := range offered {
		there[o.Label] = true
	}
	var items []Item
	for _, item := range c.variableNames() {
		item.Label = "${" + item.Label + "}"
		if !there[item.Label] {
			item.Insert = c.written(item.Label)
			items = append(items, item)
		}
	}
	return items
}

func (c *completer) variableNames() []Item {
	var items []Item
	for _, f := range c.names.fields() {
		items = append(items, Item{Label: "form." + f.Name, Kind: variableItem, Detail: words.Literal(f.Type), Doc: words.Literal(f.Label)})
	}
	for _, v := range slices.Concat(messageVariables, approverVariables) {
		items = append(items, Item{Label: v.name, Kind: variableItem, Doc: v.doc})
	}
	return items
}

// variable completes inside ${ } and {{ }}; ok is false when the caret is in neither.
func (c *completer) variable() (found Completion, ok bool) {
	dollar, braces := strings.LastIndex(c.before, "${"), strings.LastIndex(c.before, "{{")
	begin, closing := dollar, "}"
	if braces > dollar {
		begin, closing = braces, "}}"
	}
	if begin < 0 || strings.ContainsAny(c.before[begin+2:], "}\n") {
		return found, false
	}
	from := begin + 2 + len(c.before[begin+2:]) - len(strings.TrimLeft(c.before[begin+2:], " "))
	tail := 0
	for _, r := range c.after {
		if !inName(r) && r != '.' {
			break
		}
		tail += len(string(r))
	}
	if strings.HasPrefix(strings.TrimLeft(c.after[tail:], " "), closing) {
		closing = ""
	}
	span, ok := written(c.tree.Text, c.node, from, len(c.before)+len(c.reader.mark)+tail)
	if !ok {
		return found, false
	}
	found.Span = c.reader.back(c.mend, span)
	items := c.variableNames()
	if closing == "}}" || strings.HasPrefix(c.before[begin:], "{{") {
		items = nil
		for _, f := range c.names.fields() {
			items = append(items, Item{Label: f.Name, Kind: variableItem, Detail: words.Literal(f.Type), Doc: words.Literal(f.Label)})
		}
	} else if t := c.expected(c.path); slices.ContainsFunc(scalars(t), func(t *schema.Type) bool { return t.Names == schema.NamesApprover }) {
		items = nil
		for _, item := range c.approvers("dynamic_approver") {
			item.Label = strings.TrimSuffix(strings.TrimPrefix(item.Label, "${"), "}")
			items = append(items, item)
		}
	}
	for _, item := range items {
		if text, fits := edit.Within(c.node, false, item.Label+closing); fits {
			item.Insert = text
			found.Items = append(found.Items, item)
		}
	}
	return found, true
}
