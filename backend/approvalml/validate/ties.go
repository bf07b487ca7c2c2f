package validate

import (
	"slices"
	"strings"
	"unicode"

	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/approvalml/schema"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// tied checks what ties the keys of a group together.
func (c *checker) tied(o *schema.Object, p place) {
	switch o.Name {
	case "field":
		c.field(p)
	case "section":
		c.section(p)
	case "layout":
		c.layout(p)
	case "page zone":
		c.zone(p)
	case "step":
		c.step(p)
	case "approver":
		c.approver(p)
	case "approver's details":
		c.approverDetails(p)
	case "choice":
		c.choice(p)
	case "data source":
		c.needsSource(p, noSource)
	case "data processor":
		c.dataProcessor(p)
	case "data parameter":
		c.dataParameter(p)
	case "join":
		c.join(p)
	case "trigger":
		c.trigger(p)
	case "print settings":
		c.print(p)
	}
}

const noSource words.Text = "No source of data is named here: source_id or source_name is needed."

// needsSource reports a group that names no source of data.
func (c *checker) needsSource(p place, message words.Text) {
	n := p.node.Resolve()
	if filled(n.Get("source_id")) || filled(n.Get("source_name")) {
		return
	}
	c.report(headOf(n, p), finding{
		code: diagnostic.NoSource, message: message,
		hint: "Add source_name with the name of the source.", absent: true,
	})
}

func (c *checker) dataProcessor(p place) {
	n := p.node.Resolve()
	if filled(n.Get("connector")) && filled(n.Get("source")) {
		return
	}
	c.needsSource(p, "No source of data is named here: source_id or source_name is needed, or connector together with source.")
}

// valued are the entries of those keys that have a value, in the order of the text.
func valued(n *source.Node, keys ...string) []*source.Entry {
	var given []*source.Entry
	for _, key := range keys {
		if e := n.Entry(key); e != nil && !e.Value.IsNull() {
			given = append(given, e)
		}
	}
	slices.SortFunc(given, func(a, b *source.Entry) int { return a.Key.Span.Start - b.Key.Span.Start })
	return given
}

func (c *checker) dataParameter(p place) {
	n := p.node.Resolve()
	given := valued(n, "from_field", "from_asset", "value")
	switch {
	case len(given) == 0:
		c.report(headOf(n, p), finding{
			code: diagnostic.OneParameterSource, message: "This parameter has no value: it needs exactly one of from_field, from_asset and value.",
			hint: "Add one of the three.", absent: true,
		})
	case len(given) > 1:
		c.reportKey(at(given[1]), finding{
			code: diagnostic.OneParameterSource, message: "A parameter has exactly one of from_field, from_asset and value, but here are several.",
			hint: "Keep one of them.",
		})
	}
}

func (c *checker) join(p place) {
	c.needsSource(p, noSource)
	n := p.node.Resolve()
	name := n.Entry("as")
	if name == nil {
		if name = n.Entry("as_field"); name != nil {
			c.value(&schema.Type{Kind: schema.Text, Null: true}, at(name))
		}
	}
	_, single := textOf(n.Get("pick"))
	if (single || n.Entry("pick") == nil) && (name == nil || !filled(name.Value)) {
		c.report(headOf(n, p), finding{
			code: diagnostic.MissingKey, message: "A join that picks one name needs as: what to call it.",
			hint: "Add the key as, or let pick be a group of names.", absent: true,
		})
	}
}

func (c *checker) trigger(p place) {
	n := p.node.Resolve()
	kind, _ := textOf(n.Get("type"))
	schedule := n.Entry("schedule")
	has := schedule != nil && filled(schedule.Value)
	switch {
	case (kind == "cron" || kind == "one_time") && !has:
		c.report(headOf(n, p), finding{
			code: diagnostic.TriggerSchedule, message: words.F("A trigger of type %s needs a schedule.", kind),
			hint: `Add schedule, such as "0 2 * * *" for every night at two.`, absent: true,
		})
	case kind == "webhook" && has:
		c.reportKey(at(schedule), finding{
			code: diagnostic.TriggerSchedule, message: "A webhook starts on a call from outside, so it has no schedule.",
			hint: "Remove schedule, or change the type to cron.",
		})
	}
	c.fieldMapping(p)
}

func (c *checker) print(p place) {
	e := p.node.Resolve().Entry("margin")
	if e == nil {
		return
	}
	if text, ok := textOf(e.Value); ok && !strings.ContainsFunc(text, unicode.IsDigit) {
		c.report(at(e), finding{
			code: diagnostic.BadMargin, message: words.F("%s is no margin: there is no number in it.", quote.Marked(text)),
			hint: "Write a length, such as 8mm or 10mm 6mm.",
		})
	}
}

// fieldMapping checks where fields are filled from.
func (c *checker) fieldMapping(p place) {
	mapping := p.node.Resolve().Get("field_mapping")
	if !isGroup(mapping) {
		return
	}
	for _, e := range mapping.All() {
		value := e.Value.Resolve()
		if text, ok := textOf(value); ok {
			c.jsonPath(at(&e), text)
			continue
		}
		if !isGroup(value) {
			continue // reported already
		}
		from, expression, columns := value.Entry("source"), value.Entry("jsonata"), value.Entry("item_fields")
		switch {
		case expression == nil && columns == nil:
			c.report(at(&e), finding{
				code: diagnostic.BadMapping, message: "A mapping by a group needs jsonata, or item_fields for line items.",
				hint: "Add one of the two, or write the JSONPath alone.", absent: true,
			})
			continue
		case expression == nil && from == nil:
			c.report(at(&e), finding{
				code: diagnostic.BadMapping, message: "A mapping of line items needs source: where the list stands.",
				hint: "Add source, such as $.data.", absent: true,
			})
		}
		if from != nil {
			if text, ok := from.Value.Text(); ok {
				c.jsonPath(at(from), text)
			} else {
				c.wrongType(&schema.Type{Kind: schema.Text}, at(from))
			}
		}
		if expression != nil {
			if _, ok := expression.Value.Text(); !ok {
				c.wrongType(&schema.Type{Kind: schema.Text}, at(expression))
			}
		} else if !isGroup(columns.Value) {
			c.wrongType(&schema.Type{Kind: schema.Map}, at(columns))
		}
	}
}

func (c *checker) jsonPath(p place, text string) {
	if strings.HasPrefix(text, "$.") {
		return
	}
	c.report(p, finding{
		code: diagnostic.BadMapping, message: words.F("%s is no JSONPath: it must begin with $.", quote.Marked(text)),
		hint: "Begin with $ and a dot, as in $.invoice.number.",
	})
}
