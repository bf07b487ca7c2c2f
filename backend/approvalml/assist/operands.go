package assist

import (
	"strings"

	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// functions of conditions and formulas.
var functions = []struct {
	name string
	doc  words.Text
}{
	{"len", "How long a text or list is."},
	{"sum", "The sum of a list, such as a column of line items."},
	{"min", "The least of several values."},
	{"max", "The largest of several values."},
	{"abs", "A number without its minus."},
	{"round", "A number with as many places as the second value says."},
	{"int", "A value as a whole number."},
	{"float", "A value as a number."},
	{"str", "A value as a text."},
	{"bool", "Whether a value is true."},
}

var operators = []struct {
	text string
	doc  words.Text
}{
	{"==", "Is equal to."},
	{"!=", "Is not equal to."},
	{">", "Is more than."},
	{">=", "Is at least."},
	{"<", "Is less than."},
	{"<=", "Is at most."},
	{"in", "Is one of a list."},
	{"not in", "Is none of a list."},
}

var joining = []struct {
	text string
	doc  words.Text
}{
	{"and", "Both sides must hold."}, {"or", "One side is enough."},
}

func (c *completer) operands(signs []sign, formula bool) []Item {
	var items []Item
	f, list := c.compared(signs)
	last := ""
	if len(signs) > 0 {
		last = signs[len(signs)-1].text
	}
	if f != nil {
		for _, o := range f.Options {
			text := quoted(o.Value, c.quoteHere())
			if last == "in" && !list {
				text = "[" + text + "]"
			}
			items = append(items, Item{Label: o.Value, Kind: wordItem, Detail: words.Literal(o.Label), Doc: words.F("A choice of the field %s.", f.Name), Insert: text})
		}
		if kindOf(f) == "boolean" {
			items = append(items, Item{Label: "true", Kind: wordItem, Insert: "true"}, Item{Label: "false", Kind: wordItem, Insert: "false"})
		}
	}
	if list || f != nil && last == "in" {
		return items
	}
	items = append(items, c.fieldOperands(f, formula)...)
	for _, fn := range functions {
		items = append(items, Item{Label: fn.name, Kind: functionItem, Doc: fn.doc, Insert: fn.name + "("})
	}
	if f == nil && !formula {
		items = append(items, Item{Label: "not", Kind: wordItem, Doc: "What follows must not hold.", Insert: "not "})
	}
	return items
}

// fieldOperands are fields and columns. Compared with a field, those of its kind go first.
func (c *completer) fieldOperands(with *model.Field, formula bool) []Item {
	var items []Item
	if formula {
		for _, column := range c.columnsHere() {
			items = append(items, Item{Label: column.Name, Kind: fieldItem, Detail: words.Literal(column.Type), Doc: words.Literal(column.Label), Insert: column.Name})
		}
	}
	var others []Item
	for _, f := range c.names.fields() {
		if with != nil && with.Name == f.Name || f.Type == "label" || f.Type == "image" || !isIdentifier(f.Name) {
			continue
		}
		own := []Item{{Label: f.Name, Kind: fieldItem, Detail: words.Literal(f.Type), Doc: words.Literal(f.Label), Insert: f.Name}}
		for _, column := range f.Columns {
			if name := f.Name + "." + column.Name; c.names.knows(name) && isIdentifier(column.Name) {
				own = append(own, Item{Label: name, Kind: fieldItem, Detail: words.Literal(column.Type), Doc: words.Literal(column.Label), Insert: name})
			}
		}
		if with != nil && kindOf(with) != kindOf(f) {
			others = append(others, own...)
		} else {
			items = append(items, own...)
		}
	}
	return append(items, others...)
}

// columnsHere are the columns beside the one that the caret is in.
func (c *completer) columnsHere() []*model.Field {
	var columns []*model.Field
	for n := c.node; n != nil; n = n.Parent {
		if n.Kind != source.Sequence || n.Parent == nil || n.Segment().Key != "item_fields" {
			continue
		}
		for _, item := range n.Items {
			if name, ok := item.Get("name").Text(); ok && isIdentifier(name) && c.names.knows(name) {
				kind, _ := item.Get("type").Text()
				label, _ := item.Get("label").Text()
				columns = append(columns, &model.Field{Name: name, Type: kind, Label: label})
			}
		}
	}
	return columns
}

// operatorsAfter are what may follow a complete operand.
func (c *completer) operatorsAfter(signs []sign) []Item {
	var items []Item
	join := func() {
		for _, o := range joining {
			items = append(items, Item{Label: o.text, Kind: wordItem, Doc: o.doc, Insert: o.text + " "})
		}
	}
	depth := 0
	for i := len(signs) - 1; i >= 0; i-- {
		switch signs[i].text {
		case ")", "]":
			depth++
		case "(", "[":
			depth--
		}
		if depth < 0 || depth == 0 && (signs[i].text == "and" || signs[i].text == "or") {
			break
		}
		if depth == 0 && (signs[i].kind == compareSign || signs[i].text == "in") {
			join()
			return items
		}
	}
	var f *model.Field
	if last := signs[len(signs)-1]; last.kind == nameSign {
		f = c.fieldOf(last.text)
	}
	kind := ""
	if f != nil {
		kind = kindOf(f)
	}
	if kind == "boolean" {
		join()
	}
	for _, o := range operators {
		ordered := strings.ContainsAny(o.text, "<>")
		if ordered && (kind == "boolean" || kind == "text" && len(f.Options) > 0) {
			continue
		}
		items = append(items, Item{Label: o.text, Kind: wordItem, Doc: o.doc, Insert: o.text + " "})
	}
	if kind != "boolean" {
		join()
	}
	return items
}
