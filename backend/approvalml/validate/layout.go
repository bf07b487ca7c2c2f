package validate

import (
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// section checks what ties the keys of a section together.
func (c *checker) section(p place) {
	n := p.node.Resolve()
	grid, columns := n.Get("grid"), n.Entry("columns")
	switch {
	case columns != nil && !columns.Value.IsNull() && !grid.IsNull():
		c.reportKey(at(columns), finding{
			code: diagnostic.GridAndColumns, message: "A section is laid out by grid or by columns, but not by both.",
			hint: "Remove columns.",
		})
	case columns != nil && !columns.Value.IsNull():
		c.reportKey(at(columns), finding{
			code:    diagnostic.SectionColumns,
			message: "The public parser knows columns, but fails on a section that uses them, so the workflow cannot be loaded.",
			hint:    "Use grid, where each inner list is a row of fields.", absent: true,
		})
	case grid.IsNull():
		c.report(headOf(n, p), finding{
			code: diagnostic.NoGrid, message: "This section shows no fields: it has no grid.",
			hint: "Add grid, a list of rows, each a list of field names.", absent: true,
		})
	}
}

// layout checks that each section has an id of its own.
func (c *checker) layout(p place) {
	sections, _ := itemsOf(p.node.Resolve().Get("sections"))
	seen := map[string]bool{}
	for _, section := range sections {
		e := section.Entry("id")
		if e == nil {
			continue
		}
		id, ok := textOf(e.Value)
		if ok && seen[id] {
			c.report(at(e), finding{
				code: diagnostic.RepeatedSection, message: words.F("Another section above has the id %s too.", quote.Marked(id)),
				hint: "Give one of the two another id.",
			})
		}
		seen[id] = true
	}
}

// zone checks that a header or footer has rows or columns.
func (c *checker) zone(p place) {
	n := p.node.Resolve()
	rows := func(key string) (full, there bool) {
		items, _ := itemsOf(n.Get(key))
		return len(items) > 0, !n.Get(key).IsNull()
	}
	grid, _ := rows("grid")
	columns, hasColumns := rows("columns")
	if !grid && !columns || hasColumns && !columns {
		c.report(headOf(n, p), finding{
			code: diagnostic.NoGrid, message: "This zone shows no fields: it has neither rows in grid nor columns.",
			hint: "Add grid, a list of rows, each a list of field names.", absent: true,
		})
	}
}

// layoutReferences checks the names of fields in the sections, and notes the ids of the sections.
func (c *checker) layoutReferences(layout *source.Node) {
	if !isGroup(layout) {
		return
	}
	sections, _ := itemsOf(layout.Get("sections"))
	c.sections = &names{}
	for _, section := range sections {
		if id, ok := textOf(section.Get("id")); ok {
			c.sections.add(id)
		}
		rows, _ := itemsOf(section.Get("grid"))
		for _, row := range rows {
			c.references(row, c.fields, diagnostic.UnknownField, "field of the form")
		}
	}
	c.references(layout.Get("completed_sections"), c.sections, diagnostic.UnknownSection, "section")
}

// references checks the texts of a list, each of which names something.
func (c *checker) references(list *source.Node, known *names, code diagnostic.Code, what words.Text) {
	items, _ := itemsOf(list)
	for _, item := range items {
		c.reference(place{nil, item}, known, code, what)
	}
}

// reference checks a text that names something. A value that is no text is reported elsewhere.
func (c *checker) reference(p place, known *names, code diagnostic.Code, what words.Text) {
	name, ok := textOf(p.node)
	if !ok || known == nil || known.has[name] {
		return
	}
	f := finding{
		code: code, message: words.F("There is no %s called %s.", what, quote.Marked(name)),
		hint: words.F("Name an existing %s.", what), absent: true,
	}
	if meant, ok := c.meant(name, known.list); ok {
		f.message = words.F("There is no %s called %s; did you mean %s?", what, quote.Marked(name), quote.Marked(meant))
		f.fix = c.changeTo(p.node, meant)
	}
	if p.key != nil && p.node.IsKey() {
		c.reportKey(p, f)
		return
	}
	c.report(p, f)
}
