package validate

import (
	"strings"

	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/approvalml/schema"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// expected says in words what a type is: a text, a list of texts.
func expected(t *schema.Type) words.Text {
	switch t.Kind {
	case schema.Text:
		return "a text"
	case schema.Boolean:
		return "true or false"
	case schema.Integer:
		return "a whole number"
	case schema.Number:
		return "a number"
	case schema.Words:
		return words.F("one of %s", wordList(t))
	case schema.List:
		switch t.Items.Kind {
		case schema.Text:
			return "a list of texts"
		case schema.List:
			return "a list of lists"
		default:
			return "a list"
		}
	case schema.Map:
		return "a group of keys"
	case schema.Group:
		return words.F("a group of keys (%s)", t.Object.Name)
	case schema.OneOf:
		var options []words.Text
		for _, option := range t.Options {
			options = append(options, expected(option))
		}
		return words.Join(options, "%s or %s")
	default:
		return "a value"
	}
}

// wordList lists the words that may be written.
func wordList(t *schema.Type) string {
	var current []string
	for _, w := range t.Words {
		if w.Deprecated == "" {
			current = append(current, w.Value)
		}
	}
	return strings.Join(current, ", ")
}

func (c *checker) wrongType(t *schema.Type, p place) {
	if c.unseen(diagnostic.WrongType) {
		return
	}
	n := p.node.Resolve()
	named := p.key != nil && p.key.Kind == source.Scalar
	f := finding{
		code:    diagnostic.WrongType,
		message: words.F("This is %s, but it must be %s.", described(n), expected(t)),
		hint:    words.F("Write %s here.", expected(t)),
	}
	if named {
		f.message = words.F("%s is %s, but it must be %s.", quote.Marked(p.key.Value), described(n), expected(t))
	}
	switch {
	case n.Kind == source.Scalar && c.textFits(t):
		f.message = words.F("This is read as %s, but it must be %s.", described(n), expected(t))
		if named {
			f.message = words.F("%s is read as %s, but it must be %s.", quote.Marked(p.key.Value), described(n), expected(t))
		}
		f.hint = "Put it in quotes, so that it is a text."
		f.fix = c.quote(p.node)
	case n.Kind == source.Scalar && t.Kind == schema.List && c.takes(t.Items, n):
		f.hint = "Put it in brackets, so that it is a list with one item."
		f.fix = c.bracket(p.node)
	}
	c.report(p, f)
}

// textFits tells whether a text would do.
func (c *checker) textFits(t *schema.Type) bool {
	if t.Kind == schema.Text {
		return true
	}
	for _, option := range t.Options {
		if option.Kind == schema.Text {
			return true
		}
	}
	return false
}

func (c *checker) wrongWord(t *schema.Type, p place, text string) {
	if c.unseen(diagnostic.UnknownWord) {
		return
	}
	if w := t.Word(text); w != nil {
		c.report(p, finding{
			code: diagnostic.DeprecatedStepType, message: words.F("The word %q is out of use.", text),
			hint: words.F("Write %s instead.", w.Deprecated), fix: c.changeTo(p.node, w.Deprecated),
		})
		return
	}
	f := finding{
		code: diagnostic.UnknownWord, message: words.F("%s is not one of the words that may stand here.", quote.Marked(text)),
		hint: words.F("Write one of %s.", wordList(t)),
	}
	var current []string
	for _, w := range t.Words {
		if w.Deprecated == "" {
			current = append(current, w.Value)
		}
	}
	if meant, ok := c.meant(text, current); ok {
		f.message = words.F("%s is not known here; did you mean %q?", quote.Marked(text), meant)
		f.fix = c.changeTo(p.node, meant)
	}
	c.report(p, f)
}

func (c *checker) unknownKey(o *schema.Object, n *source.Node, e *source.Entry) {
	if e.Key.Resolve().Kind != source.Scalar {
		return // reported as a problem of the text
	}
	if c.unseen(diagnostic.UnknownKey) {
		return
	}
	key := e.Key.Resolve().Value
	f := finding{
		code:    diagnostic.UnknownKey,
		message: words.F("A %s has no key %s, so it has no effect.", o.Name, quote.Marked(key)),
		hint:    "Check its spelling and its indentation, or remove it.",
		absent:  true, // the line above it may be the one that was left out
	}
	var known []string
	for _, p := range o.Properties {
		if p.Deprecated == "" {
			known = append(known, p.Key)
		}
	}
	if meant, ok := c.meant(key, known); ok {
		f.message = words.F("A %s has no key %s, so it has no effect; did you mean %q?", o.Name, quote.Marked(key), meant)
		if n.Entry(meant) == nil {
			f.fix = c.changeTo(e.Key, meant)
		}
	}
	c.reportKey(at(e), f)
}

func (c *checker) deprecatedKey(o *schema.Object, property *schema.Property, n *source.Node, e *source.Entry) {
	f := finding{
		code: diagnostic.DeprecatedKey, message: words.F("The key %q is out of use.", property.Key),
		hint: words.F("Write %s instead.", property.Deprecated),
	}
	if property.PassedOver {
		f.message = words.F("The key %q is out of use: the public parser reads %s alone, and passes over this one.", property.Key, property.Deprecated)
	}
	current := o.Property(property.Deprecated)
	switch {
	case current == nil, n.Entry(property.Deprecated) != nil:
	case property.Key == "sla_hours":
		f.fix = c.hours(e, property.Deprecated)
	case property.Key == "allowed_extensions": // a list there, a text here
	case c.takesAsItIs(current.Type, e.Value):
		f.fix = c.changeTo(e.Key, property.Deprecated)
	}
	c.reportKey(at(e), f)
}

func (c *checker) takesAsItIs(t *schema.Type, value *source.Node) bool {
	return !c.tree.Repaired && c.try(func(t2 *checker) { t2.value(t, place{nil, value}) }) == 0
}

// missing reports a key that must be there.
func (c *checker) missing(o *schema.Object, property *schema.Property, p place) {
	n := p.node.Resolve()
	f := finding{
		code: diagnostic.MissingKey, message: words.F("This %s has no %s.", o.Name, property.Key),
		hint: words.F("Add the key %q. %s", property.Key, property.Doc), absent: true,
	}
	if value := suggested(o, property.Key, p); value != "" {
		f.fix = c.insert(n, property.Key, value)
	}
	if p.key == nil && len(n.Entries) > 0 && p.node.Kind != source.Alias {
		// Of an item of a list, its first key is marked.
		if c.wanted(f) {
			c.add(c.line(n.Entries[0].Key.Span), p.node, f)
		}
		return
	}
	c.report(p, f)
}

// suggested is a value that is likely right for a missing key; empty when there is none.
func suggested(o *schema.Object, key string, p place) string {
	n := p.node.Resolve()
	switch {
	case o == schema.Step() && key == "name" && p.key != nil:
		return spoken(p.key.Value)
	case o == schema.Step() && key == "type":
		for _, sign := range [][2]string{
			{"choices", "conditional_split"},
			{"approvers", "parallel_approval"},
			{"approver", "decision"},
			{"recipients", "notification"},
			{"notification", "notification"},
			{"api", "automatic"},
			{"data_processor", "automatic"},
			{"on_approve", "decision"},
		} {
			if n.Get(sign[0]) != nil {
				return sign[1]
			}
		}
	case o == schema.Field() && key == "type":
		switch {
		case n.Get("item_fields") != nil:
			return "line_items"
		case n.Get("options") != nil:
			return "select"
		}
		return "text"
	case o.Name == "section" && key == "title":
		if id, ok := textOf(n.Get("id")); ok {
			return spoken(id)
		}
	}
	return ""
}

// spoken turns an id into words: Manager review.
func spoken(id string) string {
	text := strings.Join(strings.FieldsFunc(id, func(r rune) bool { return r == '_' || r == '-' || r == ' ' }), " ")
	if text == "" {
		return ""
	}
	first := firstCharacter(text)
	return strings.ToUpper(first) + text[len(first):]
}
