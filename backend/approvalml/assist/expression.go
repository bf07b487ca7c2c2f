package assist

import (
	"strings"
	"unicode/utf8"

	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

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
			found.Items = append(found.Items, Item{Label: o.Value, Kind: wordItem, Detail: words.Literal(o.Label), Insert: text})
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
