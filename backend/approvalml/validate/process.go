package validate

import (
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/schema"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// nestedKey is the key below which a whole workflow may stand.
const nestedKey = "approval_process"

// document checks the whole text: what stands at its root, or below approval_process.
func (c *checker) document(root *source.Node) {
	whole := place{nil, root}
	if e := root.Entry(nestedKey); e != nil {
		whole = at(e)
	}
	if !isGroup(whole.node) {
		c.report(whole, finding{
			code: diagnostic.NotAMapping, message: words.F("The workflow is %s, but it must be keys with values.", described(whole.node)),
			hint: "Write name, form and workflow here.",
		})
		return
	}
	process := whole.node.Resolve()
	c.process(process)
	c.required(process, whole)
}

// required reports what a workflow cannot do without. Where nothing can be marked, it is the first key of the text.
func (c *checker) required(process *source.Node, whole place) {
	if whole.key == nil && len(process.Entries) > 0 {
		whole = place{process.Entries[0].Key, process}
	}
	for _, property := range schema.Process().Properties {
		if property.Required && process.Entry(property.Key) == nil {
			c.missing(schema.Process(), property, whole)
		}
	}
}

func (c *checker) process(process *source.Node) {
	entries := process.All()
	var workflow *source.Entry
	for i := range entries {
		e := &entries[i]
		if !c.textKey(*e) {
			continue
		}
		switch e.Key.Resolve().Value {
		case "form":
			c.form(at(e))
		case "workflow":
			workflow = e
		case "form_layout", "form_header", "form_footer":
			c.deprecatedKey(schema.Process(), schema.Process().Property(e.Key.Value), process, e)
			if form := process.Get("form"); !isGroup(form) || form.Get(e.Key.Value[len("form_"):]) == nil {
				c.part(e.Key.Value[len("form_"):], at(e))
			}
		default:
			c.entry(schema.Process(), "", process, e)
		}
	}
	if workflow != nil {
		c.workflow(at(workflow))
	}
	c.layoutReferences(layoutOf(process))
	if workflow != nil {
		c.stepReferences(workflow.Value.Resolve())
	}
}

// layoutOf is the layout that counts: the one of the form, else form_layout. Nil when there is none.
func layoutOf(process *source.Node) *source.Node {
	if form := process.Get("form"); isGroup(form) && form.Entry("layout") != nil {
		return form.Get("layout").Resolve()
	}
	return process.Get("form_layout").Resolve()
}

// part checks the layout, header or footer of a form.
func (c *checker) part(key string, p place) {
	if key == "footer" {
		c.footer(p)
		return
	}
	c.value(schema.Form().Property(key).Type, p)
}

// footer checks a footer, which is built of items or of rows of fields. The reference parser tries both and takes what
// fits; one of items has no key that must be there, so it takes nearly everything.
func (c *checker) footer(p place) {
	if !isGroup(p.node) {
		c.value(schema.Form().Property("footer").Type, p)
		return
	}
	items, zone := footerTypes[0], footerTypes[1]
	meant := schema.Fit(schema.Form().Property("footer").Type, p.node)
	if meant.Object == schema.Zone() {
		meant = zone
	} else {
		meant = items
	}
	other := items
	if meant == items {
		other = zone
	}
	if c.try(func(t *checker) { t.value(meant, p) }) > 0 && c.try(func(t *checker) { t.value(other, p) }) == 0 {
		c.loosely(func() { c.value(meant, p) })
		return
	}
	c.value(meant, p)
}

var footerTypes = [2]*schema.Type{{Kind: schema.Group, Object: schema.Footer()}, {Kind: schema.Group, Object: schema.Zone()}}
