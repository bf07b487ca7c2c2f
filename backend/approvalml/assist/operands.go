package assist

import (
	"slices"
	"strings"
	"unicode/utf8"

	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

// sign is a token of a condition that may be half typed.
type sign struct {
	kind  signKind
	text  string
	start int
}

type signKind uint8

const (
	nameSign signKind = iota
	valueSign
	wordSign    // and, or, not, in
	compareSign // == != < > <= >=
	otherSign   // brackets, commas, + - * / %
)

// functions of conditions and formulas.
var functions = []struct{ name, doc string }{
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

var operators = []struct{ text, doc string }{
	{"==", "Is equal to."},
	{"!=", "Is not equal to."},
	{">", "Is more than."},
	{">=", "Is at least."},
	{"<", "Is less than."},
	{"<=", "Is at most."},
	{"in", "Is one of a list."},
	{"not in", "Is none of a list."},
}

var joining = []struct{ text, doc string }{
	{"and", "Both sides must hold."}, {"or", "One side is enough."},
}

// expression completes in a condition or formula.
func (c *completer) expression(formula bool) Completion {
	signs, quote := signsOf(c.before)
	if quote >= 0 {
		return c.insideQuotes(signs, quote)
	}
	from := len(c.before)
	for from > 0 {
		r, size := utf8.DecodeLastRuneInString(c.before[:from])
		if !inName(r) && r != '.' {
			break
		}
		from -= size
	}
	if from == len(c.before) {
		from = len(strings.TrimRight(c.before, "=<>!"))
	}
	signs, _ = signsOf(c.before[:from])
	if strings.HasPrefix(c.before[from:], "form.") {
		from += len("form.")
	}
	tail := 0
	for _, r := range c.after {
		if !inName(r) && r != '.' {
			break
		}
		tail += utf8.RuneLen(r)
	}
	span, ok := written(c.tree.Text, c.node, from, len(c.before)+len(c.reader.mark)+tail)
	if !ok {
		return Completion{}
	}
	var items []Item
	if expectsOperand(signs) {
		items = c.operands(signs, formula)
	} else if !formula {
		items = c.operatorsAfter(signs)
	}
	found := Completion{Span: c.reader.back(c.mend, span)}
	for _, item := range items {
		if text, fits := edit.Within(c.node, from == 0, item.Insert); fits {
			item.Insert = c.gap() + text
			found.Items = append(found.Items, item)
		}
	}
	return found
}

func expectsOperand(signs []sign) bool {
	if len(signs) == 0 {
		return true
	}
	switch last := signs[len(signs)-1]; last.kind {
	case nameSign, valueSign:
		return false
	case otherSign:
		return last.text != ")" && last.text != "]"
	default:
		return true
	}
}

// compared is the field that the last sign compares something with; nil when it is none.
func (c *completer) compared(signs []sign) (f *model.Field, list bool) {
	i := len(signs) - 1
	for ; i >= 0 && (signs[i].kind == valueSign || signs[i].text == ","); i-- { // earlier items of a list
		list = true
	}
	if i >= 0 && signs[i].text == "[" {
		i--
		if i < 0 || signs[i].text != "in" {
			return nil, false
		}
		list = true
	} else if list {
		return nil, false
	}
	if i < 0 || signs[i].kind != compareSign && signs[i].text != "in" {
		return nil, false
	}
	if i--; i >= 0 && signs[i].text == "not" {
		i--
	}
	if i < 0 || signs[i].kind != nameSign {
		return nil, false
	}
	return c.fieldOf(signs[i].text), list
}

// fieldOf is the field, or column, of a name as it stands in a condition.
func (c *completer) fieldOf(name string) *model.Field {
	name = strings.TrimSuffix(strings.TrimPrefix(name, "${"), "}")
	name = strings.TrimPrefix(name, "form.")
	if f := c.names.field(name); f != nil {
		return f
	}
	if owner, column, ok := strings.Cut(name, "."); ok {
		if f := c.names.field(owner); f != nil {
			return f.Column(column)
		}
	}
	return nil
}

// insideQuotes completes a text that is being typed, when it is compared with a field that has choices.
func (c *completer) insideQuotes(signs []sign, quote int) Completion {
	f, _ := c.compared(signs)
	if f == nil {
		return Completion{}
	}
	mark := c.before[quote : quote+1]
	tail := strings.IndexAny(c.after, mark+"\n")
	closing := ""
	if tail < 0 || c.after[tail] == '\n' {
		tail, closing = 0, mark
		for _, r := range c.after {
			if !inName(r) {
				break
			}
			tail += utf8.RuneLen(r)
		}
	}
	span, ok := written(c.tree.Text, c.node, quote+1, len(c.before)+len(c.reader.mark)+tail)
	if !ok {
		return Completion{}
	}
	found := Completion{Span: c.reader.back(c.mend, span)}
	for _, o := range f.Options {
		text := quoted(o.Value, mark)
		text = text[1:len(text)-1] + closing
		if text, fits := edit.Within(c.node, false, text); fits {
			found.Items = append(found.Items, Item{Label: o.Value, Kind: wordItem, Detail: o.Label, Insert: text})
		}
	}
	return found
}

// quoted writes a text for a condition.
func quoted(text, mark string) string {
	return mark + strings.ReplaceAll(strings.ReplaceAll(text, `\`, `\\`), mark, `\`+mark) + mark
}

// quoteHere is the quote that needs no escape in the scalar at the caret.
func (c *completer) quoteHere() string {
	if c.node.Style == source.SingleQuoted {
		return `"`
	}
	return "'"
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
			items = append(items, Item{Label: o.Value, Kind: wordItem, Detail: o.Label, Doc: "A choice of the field " + f.Name + ".", Insert: text})
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
			items = append(items, Item{Label: column.Name, Kind: fieldItem, Detail: column.Type, Doc: column.Label, Insert: column.Name})
		}
	}
	var others []Item
	for _, f := range c.names.fields() {
		if with != nil && with.Name == f.Name || f.Type == "label" || f.Type == "image" || !isIdentifier(f.Name) {
			continue
		}
		own := []Item{{Label: f.Name, Kind: fieldItem, Detail: f.Type, Doc: f.Label, Insert: f.Name}}
		for _, column := range f.Columns {
			if name := f.Name + "." + column.Name; c.names.knows(name) && isIdentifier(column.Name) {
				own = append(own, Item{Label: name, Kind: fieldItem, Detail: column.Type, Doc: column.Label, Insert: name})
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

// signsOf cuts the beginning of a condition into signs. quote is where a text begins that is not closed, -1 for none.
func signsOf(text string) (signs []sign, quote int) {
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		start := at
		switch {
		case isBlank(r):
			at += size
			continue
		case r == '\'' || r == '"':
			end := closingQuote(text, at)
			if end < 0 {
				return signs, at
			}
			at = end
			signs = append(signs, sign{valueSign, text[start:at], start})
		case strings.HasPrefix(text[at:], "${"):
			at = len(text)
			if end := strings.IndexByte(text[start:], '}'); end >= 0 {
				at = start + end + 1
			}
			signs = append(signs, sign{nameSign, text[start:at], start})
		case inName(r):
			for at < len(text) {
				r, size = utf8.DecodeRuneInString(text[at:])
				if !inName(r) && r != '.' {
					break
				}
				at += size
			}
			signs = append(signs, wordOf(text[start:at], start))
		case strings.ContainsRune("=<>!", r):
			for at < len(text) && strings.IndexByte("=<>!", text[at]) >= 0 {
				at++
			}
			signs = append(signs, sign{compareSign, text[start:at], start})
		default:
			at += size
			signs = append(signs, sign{otherSign, text[start:at], start})
		}
	}
	return signs, -1
}

func wordOf(text string, start int) sign {
	switch lower := strings.ToLower(text); {
	case slices.Contains([]string{"and", "or", "not", "in"}, lower):
		return sign{wordSign, lower, start}
	case slices.Contains([]string{"true", "false", "none", "null"}, lower), text[0] >= '0' && text[0] <= '9':
		return sign{valueSign, text, start}
	}
	return sign{nameSign, text, start}
}

// closingQuote is the place behind the quote that closes the one at a place, -1 when none does.
func closingQuote(text string, at int) int {
	mark := text[at]
	for i := at + 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case mark:
			return i + 1
		}
	}
	return -1
}
