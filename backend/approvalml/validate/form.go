package validate

import (
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/approvalml/schema"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

var fieldType = &schema.Type{Kind: schema.Group, Object: schema.Field()}

// form checks the form, in either of its two shapes: with a list of fields, or the older one in which each key is a field.
func (c *checker) form(p place) {
	n := p.node.Resolve()
	c.fields = &names{}
	if !isGroup(n) {
		c.report(p, finding{
			code: diagnostic.WrongType, message: words.F("The form is %s, but it must be a group of keys.", described(n)),
			hint: "Write the key fields below form, and the list of fields below that.", absent: n.IsNull(),
		})
		c.fields = nil
		return
	}
	list := n.Get("fields").Resolve().Is(source.Sequence)
	entries := n.All()
	for i := range entries {
		e := &entries[i]
		switch key := e.Key.Resolve().Value; {
		case key == "layout" || key == "header" || key == "footer":
			c.part(key, at(e))
			if !list {
				c.readAsField(e)
			}
		case list && key == "fields":
			c.fieldList(e.Value.Resolve())
		case list:
			c.entry(schema.Form(), "", n, e)
		case key == "fields":
			c.readAsField(e)
		default:
			if c.textKey(*e) {
				c.fields.add(key)
			}
			c.value(fieldType, at(e))
		}
	}
}

// readAsField reports a key that the reference parser takes for a field, since there is no list of fields.
func (c *checker) readAsField(e *source.Entry) {
	c.fields.add(e.Key.Resolve().Value)
	if c.tree.Repaired || c.try(func(t *checker) { t.value(fieldType, at(e)) }) == 0 {
		return
	}
	key := e.Key.Resolve().Value
	f := finding{
		code: diagnostic.NoFieldList, message: words.F("Without a list of fields, every key of the form is read as a field, %q as well.", key),
		hint: "Write the fields as a list below the key fields, each with its name.", absent: true,
	}
	if key == "fields" {
		f.message = words.F("%q is %s, but it must be a list.", key, described(e.Value))
		f.hint = "Write each field as an item that begins with a dash and its name."
		if e.Value.IsNull() {
			f.hint = "Write the fields below, or [] when the form has none."
		}
	}
	c.reportKey(at(e), f)
}

func (c *checker) fieldList(list *source.Node) {
	last := map[string]int{} // of several fields with one name the reference parser takes the last
	for i, item := range list.Items {
		if isGroup(item) {
			if name, ok := textOf(item.Get("name")); ok {
				last[name] = i
			}
		}
	}
	for i, item := range list.Items {
		if !isGroup(item) {
			c.leftOut(item, words.F("it is %s and no group of keys", described(item)))
			continue
		}
		e := item.Entry("name")
		if e == nil {
			c.leftOut(item, "it has no name")
			continue
		}
		name, ok := textOf(e.Value)
		if !ok {
			c.nameOfField(e)
			c.loosely(func() { c.fieldBody(item) })
			continue
		}
		if last[name] == i {
			c.fields.add(name)
			c.fieldBody(item)
			continue
		}
		c.loosely(func() { c.fieldBody(item) })
		c.report(at(e), finding{
			code: diagnostic.RepeatedField, message: words.F("Another field below is called %s too, and takes the place of this one.", quote.Marked(name)),
			hint: "Give one of the two another name, or remove it.",
		})
	}
}

// fieldBody checks a field of the list; its name is checked apart, with or without an alias.
func (c *checker) fieldBody(item *source.Node) { c.value(fieldType, place{nil, item}) }

func (c *checker) nameOfField(e *source.Entry) {
	n := e.Value.Resolve()
	f := finding{
		code: diagnostic.WrongType, message: words.F("The name of the field is %s, but it must be a text.", described(n)),
		hint: "Write a name, such as amount.", fix: c.quote(e.Value), absent: n.IsNull(),
	}
	if f.fix != nil {
		f.hint = "Put it in quotes, so that it is a text."
	}
	c.report(at(e), f)
}

func (c *checker) leftOut(item *source.Node, why words.Text) {
	p := place{nil, item}
	if n := item.Resolve(); n.Kind == source.Mapping && len(n.Entries) > 0 && item.Kind != source.Alias {
		p.key = n.Entries[0].Key
	}
	c.report(p, finding{
		code: diagnostic.UnnamedField, message: words.F("This field is left out of the form, since %s.", why),
		hint: "Write it as keys with values, and give it a name.", absent: true,
	})
}
