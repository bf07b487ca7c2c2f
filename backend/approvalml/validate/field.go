package validate

import (
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/schema"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/approvalml/validate/pattern"
	"workflow-designer/backend/words"
)

// field checks what ties the keys of a field together.
func (c *checker) field(p place) {
	n := p.node.Resolve()
	kind, _ := textOf(n.Get("type"))
	if !isWord(schema.Field().Property("type").Type, kind) {
		kind = ""
	}
	c.label(n, kind, p)
	if e := n.Entry("jsonata"); e != nil && filled(e.Value) && filled(n.Get("formula")) {
		c.reportKey(at(e), finding{
			code: diagnostic.FormulaAndJSONata, message: "A field is computed by formula or by jsonata, but not by both.",
			hint: "Remove one of the two.",
		})
	}
	c.limits(n)
	for _, key := range []string{"placement", "object_fit", "source"} {
		c.onlyFor(n, key, "image", kind)
	}
	c.onlyFor(n, "search", "autocomplete", kind)
	c.lineItems(n, kind, p)
	c.options(n, kind, p)
}

func (c *checker) label(n *source.Node, kind string, p place) {
	if kind == "" || kind == "label" || filled(n.Get("label")) || truth(n.Get("print_only")) {
		return
	}
	f := finding{
		code: diagnostic.MissingLabel, message: words.F("A field of type %s needs a label.", kind),
		hint: "Add a label: what people read beside the field.", absent: true,
	}
	if e := n.Entry("label"); e != nil {
		f.message = words.F("The label is empty, but a field of type %s needs one.", kind)
		f.absent = e.Value.IsNull()
		c.report(at(e), f)
		return
	}
	name, _ := textOf(n.Get("name"))
	if name == "" && p.key != nil {
		name = p.key.Value
	}
	if label := spoken(name); label != "" {
		f.fix = c.insert(n, "label", label)
	}
	c.report(headOf(n, p), f)
}

// headOf is the place to mark when something is said about a whole group: its key, else its name, else its first key.
func headOf(n *source.Node, p place) place {
	if p.key != nil || p.node.Kind == source.Alias || len(n.Entries) == 0 {
		return p
	}
	for _, key := range []string{"name", "id"} {
		if e := n.Entry(key); e != nil && e.Value.Is(source.Scalar) {
			return place{nil, e.Value}
		}
	}
	return place{n.Entries[0].Key, p.node}
}

// onlyFor reports a key that the reference parser refuses for all types of fields but one.
func (c *checker) onlyFor(n *source.Node, key, only, kind string) {
	e := n.Entry(key)
	if e == nil || e.Value.IsNull() || kind == only || kind == "" {
		return
	}
	c.reportKey(at(e), finding{
		code: diagnostic.WrongFieldType, message: words.F("%q is only for fields of type %s.", key, only),
		hint: words.F("Remove the key, or change the type to %s.", only),
	})
}

// limits checks the keys of validation, which count where the field itself has none of that name, and the pattern.
func (c *checker) limits(n *source.Node) {
	validation := n.Get("validation").Resolve()
	if isGroup(validation) {
		taken := map[string]bool{}
		for _, key := range [...][2]string{
			{"min", "min_value"},
			{"max", "max_value"},
			{"min_value", "min_value"},
			{"max_value", "max_value"},
			{"min_length", "min_length"},
			{"max_length", "max_length"},
			{"pattern", "pattern"},
		} {
			e := validation.Entry(key[0])
			if e == nil || taken[key[1]] || n.Entry(key[1]) != nil {
				continue
			}
			taken[key[1]] = true
			c.value(schema.Field().Property(key[1]).Type, at(e))
			if key[0] == "pattern" {
				c.pattern(at(e))
			}
		}
	}
	if e := n.Entry("pattern"); e != nil {
		c.pattern(at(e))
	}
}

func (c *checker) pattern(p place) {
	expression, ok := textOf(p.node)
	if !ok || expression == "" {
		return
	}
	if ok, _, message := pattern.Check(expression); !ok {
		c.report(p, finding{
			code: diagnostic.BadPattern, message: words.F("This pattern is no regular expression: %s", message),
			hint: "Mend it, or put a backslash before a character that stands for itself.",
		})
	}
}

// takesOptions are the types that the reference parser wants to have options.
func takesOptions(kind string) bool {
	switch kind {
	case "select", "multiselect", "radio", "autocomplete":
		return true
	}
	return false
}

func (c *checker) options(n *source.Node, kind string, p place) {
	if !takesOptions(kind) {
		return
	}
	e := n.Entry("options")
	if e == nil {
		c.report(headOf(n, p), finding{
			code: diagnostic.NoOptions, message: words.F("A field of type %s without options has nothing to choose from.", kind),
			hint: "Add options.", absent: true,
		})
		return
	}
	items, isList := itemsOf(e.Value)
	switch {
	case e.Value.IsNull() || isList && len(items) == 0:
		c.report(at(e), finding{
			code: diagnostic.EmptyOptions, message: words.F("The options are empty, but a field of type %s needs some.", kind),
			hint: "Write the options, or remove the key.", absent: e.Value.IsNull(),
		})
	case isList && kind == "autocomplete":
		c.reportKey(at(e), finding{
			code: diagnostic.StaticOptions, message: "An autocomplete field takes its options from a data_source, not from a list.",
			hint: "Name a data_source below options, or change the type to select.", fix: c.changeTo(n.Get("type"), "select"),
		})
	}
}
