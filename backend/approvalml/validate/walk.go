package validate

import (
	"strings"

	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/approvalml/schema"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// value checks what stands in a place against the type that is expected there.
func (c *checker) value(t *schema.Type, p place) {
	n := p.node.Resolve()
	if n.IsNull() {
		if !t.Null && t.Kind != schema.Any {
			c.empty(t, p)
		}
		return
	}
	if n.Tag == source.Custom || n.Tag == source.Value {
		return // no loader makes a value of it, which is reported as a problem of the text
	}
	if p.node.Kind == source.Alias && n.Kind != source.Scalar {
		v := visit{n, t, c.loose > 0}
		if c.seen[v] {
			return
		}
		c.seen[v] = true
	}
	switch t.Kind {
	case schema.Any:
	case schema.List:
		c.items(t, p)
	case schema.Map:
		c.entries(t, p)
	case schema.Group:
		if !isGroup(n) {
			c.wrongType(t, p)
			return
		}
		c.group(t.Object, p)
	case schema.OneOf:
		c.oneOf(t, p)
	default:
		c.scalar(t, p)
	}
}

func (c *checker) empty(t *schema.Type, p place) {
	f := finding{
		code: diagnostic.EmptyValue, message: words.F("There is no value here, but there must be %s.", expected(t)),
		hint: "Write a value, or remove the key.",
	}
	if p.key != nil && p.key.Kind == source.Scalar {
		f.message = words.F("%s has no value, but it must be %s.", quote.Marked(p.key.Value), expected(t))
	}
	if c.tree.Repaired {
		return // the value may stand on a line that was left out
	}
	c.report(p, f)
}

func (c *checker) items(t *schema.Type, p place) {
	items, ok := itemsOf(p.node)
	if !ok || p.node.Resolve().Tag == source.Pairs && len(items) > 0 {
		c.wrongType(t, p)
		return
	}
	if t.NotEmpty && len(items) == 0 {
		c.report(p, finding{
			code: diagnostic.EmptyValue, message: "This list is empty, but there must be at least one item in it.",
			hint: "Add an item, or remove the key.", absent: true,
		})
	}
	for _, item := range items {
		c.value(t.Items, place{nil, item})
	}
}

func (c *checker) entries(t *schema.Type, p place) {
	if !isGroup(p.node) {
		c.wrongType(t, p)
		return
	}
	for _, e := range p.node.Resolve().All() {
		c.textKey(e)
		c.value(t.Items, at(&e))
	}
}

// textKey reports a key that is no text.
func (c *checker) textKey(e source.Entry) bool {
	if _, ok := textOf(e.Key); ok {
		return true
	}
	if e.Key.Resolve().Kind != source.Scalar {
		return false // reported as a problem of the text
	}
	c.reportKey(at(&e), finding{
		code: diagnostic.KeyNotText, message: words.F("This key is %s, but keys must be texts.", described(e.Key)),
		hint: "Put the key in quotes.", fix: c.quote(e.Key),
	})
	return false
}

// oneOf checks against the alternative that what stands there is meant to be.
func (c *checker) oneOf(t *schema.Type, p place) {
	n := p.node.Resolve()
	if n.Kind == source.Scalar {
		for _, option := range t.Options {
			if _, isText := textOf(n); isText && option.Kind == schema.Words {
				c.scalar(option, p) // a text is meant as a word, even one that could be a number
				return
			}
		}
		for _, option := range t.Options {
			if c.takes(option, n) {
				return
			}
		}
		c.wrongType(t, p)
		return
	}
	if fit := schema.Fit(t, n); fit != t {
		c.value(fit, p)
		return
	}
	if _, ok := itemsOf(n); ok { // a !!set, which counts as a list
		for _, option := range t.Options {
			if option.Kind == schema.List {
				c.value(option, p)
				return
			}
		}
	}
	c.wrongType(t, p)
}

// takes tells whether a type takes a scalar.
func (c *checker) takes(t *schema.Type, n *source.Node) bool {
	switch t.Kind {
	case schema.Any:
		return true
	case schema.Text:
		_, ok := textOf(n)
		return ok
	case schema.Boolean:
		return isBoolean(n)
	case schema.Integer:
		_, ok := integerOf(n)
		return ok
	case schema.Number:
		return isNumber(n)
	case schema.Words:
		text, ok := textOf(n)
		if !ok {
			return false
		}
		w := t.Word(text)
		return w != nil && w.Deprecated == "" || text == "" && t.Blank
	case schema.OneOf:
		for _, option := range t.Options {
			if c.takes(option, n) {
				return true
			}
		}
	default:
	}
	return false
}

func (c *checker) scalar(t *schema.Type, p place) {
	n := p.node.Resolve()
	if n.Kind != source.Scalar {
		c.wrongType(t, p)
		return
	}
	switch text, isText := textOf(n); {
	case t.Kind == schema.Words && isText:
		if !c.takes(t, n) {
			c.wrongWord(t, p, text)
		}
	case !c.takes(t, n):
		c.wrongType(t, p)
	case t.Kind == schema.Text && t.NotEmpty && blank(text):
		c.report(p, finding{
			code: diagnostic.EmptyValue, message: "This text is empty, but there must be something in it.",
			hint: "Write a text, or remove the key.",
		})
	case t.Kind == schema.Integer:
		c.bounds(t, p)
	}
}

func (c *checker) bounds(t *schema.Type, p place) {
	v, _ := integerOf(p.node.Resolve())
	var wanted words.Text
	switch {
	case (t.Least == nil || v >= *t.Least) && (t.Most == nil || v <= *t.Most):
		return
	case t.Most == nil:
		wanted = words.F("at least %d", *t.Least)
	default:
		wanted = words.F("between %d and %d", *t.Least, *t.Most)
	}
	c.report(p, finding{
		code: diagnostic.OutOfRange, message: words.F("This number is %s, but it must be %s.", quote.Short(p.node.Resolve().Value), wanted),
		hint: words.F("Write a number %s.", wanted),
	})
}

// group checks the keys of a group, then what ties them together.
func (c *checker) group(o *schema.Object, p place) {
	n := p.node.Resolve()
	kind := ""
	if o == schema.Step() || o == schema.Field() {
		kind, _ = textOf(n.Get("type"))
	}
	entries := n.All()
	for i := range entries {
		c.entry(o, kind, n, &entries[i])
	}
	for _, property := range o.Properties {
		if property.Required && !property.Unread && n.Entry(property.Key) == nil {
			c.missing(o, property, p)
		}
	}
	if c.loose == 0 {
		c.tied(o, p)
	}
}

func (c *checker) entry(o *schema.Object, kind string, n *source.Node, e *source.Entry) {
	key, _ := e.Key.Text()
	property := o.Property(key)
	if property == nil {
		if !o.Open {
			c.unknownKey(o, n, e)
		}
		return
	}
	if property.Deprecated != "" {
		c.deprecatedKey(o, property, n, e)
	}
	if kind != "" && !property.Fits(kind) {
		c.misplaced(o, property, kind, e)
	}
	if property.Unread {
		c.loosely(func() { c.value(property.Type, at(e)) })
	} else {
		c.value(property.Type, at(e))
	}
}

func (c *checker) misplaced(o *schema.Object, property *schema.Property, kind string, e *source.Entry) {
	if property.Type.Kind == schema.Boolean && !truth(e.Value) || e.Value.IsNull() {
		return // saying no where there is nothing to say changes nothing
	}
	switch property.Key {
	case "placement", "object_fit", "source", "search", "header_groups", "blank_rows":
		if o == schema.Field() {
			return // an error already
		}
	}
	if !isWord(o.Property("type").Type, kind) {
		return // the type is wrong already
	}
	c.reportKey(at(e), finding{
		code:    diagnostic.MisplacedKey,
		message: words.F("%q has no effect on a %s of type %s.", property.Key, o.Name, kind),
		hint:    words.F("It is for %s: change the type, or remove the key.", either(property.For, o.Property("type").Type)),
		absent:  true,
	})
}

func isWord(t *schema.Type, value string) bool { return t.Word(value) != nil }

// either lists types in words, without those that are out of use.
func either(list []string, t *schema.Type) words.Text {
	var current []string
	for _, word := range list {
		if w := t.Word(word); w == nil || w.Deprecated == "" {
			current = append(current, word)
		}
	}
	if len(current) < 2 {
		return words.Literal(strings.Join(current, ""))
	}
	return words.F("%s and %s", strings.Join(current[:len(current)-1], ", "), current[len(current)-1])
}
