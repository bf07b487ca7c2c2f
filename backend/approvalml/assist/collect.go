package assist

import (
	"strings"

	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

// zones are the parts of a form that may have fields of their own.
var zones = []string{"header", "footer"}

func (m *mentions) defineAll() {
	for _, f := range m.doc.Fields {
		m.define(identity{kind: fieldSymbol, name: f.Name}, f.NameNode)
		for _, c := range f.Columns {
			m.define(identity{columnSymbol, f.Name, c.Name}, c.NameNode)
		}
	}
	for _, zone := range zones {
		for _, item := range m.doc.Process.Get("form").Get(zone).Get("fields").List() {
			if name := item.Get("name").Resolve(); name.Is(source.Scalar) && !name.IsNull() {
				m.define(identity{fieldSymbol, zone, name.Value}, name)
			}
		}
	}
	for _, s := range m.doc.Sections {
		m.define(identity{kind: sectionSymbol, name: s.ID}, s.IDNode)
	}
	for _, s := range m.doc.Steps {
		m.define(identity{kind: stepSymbol, name: s.ID}, s.Key)
	}
}

func (m *mentions) form(form *source.Node) {
	for _, f := range m.doc.Fields {
		m.computation(f.Node, "")
		for _, c := range f.Columns {
			m.computation(c.Node, f.Name)
		}
	}
	layout := form.Get("layout")
	m.keys(fieldSymbol, layout.Get("fields"))
	for _, s := range layout.Get("sections").List() {
		m.keys(fieldSymbol, s.Get("fields"))
		for _, key := range []string{"grid", "columns"} {
			for _, row := range s.Get(key).List() {
				m.wholes(fieldSymbol, row)
			}
		}
		m.jsonata(s, "")
	}
	m.wholes(sectionSymbol, layout.Get("completed_sections"))
	for _, zone := range zones {
		m.zone(form.Get(zone), zone)
	}
}

// zone notes what a header or footer shows: its own fields go before those of the form.
func (m *mentions) zone(zone *source.Node, name string) {
	for _, key := range []string{"grid", "columns"} {
		for _, row := range zone.Get(key).List() {
			for _, item := range row.List() {
				text, ok := item.Text()
				own := identity{fieldSymbol, name, text}
				if ok && m.defined[own] > 0 {
					m.named(own, item.Resolve())
				} else {
					m.whole(fieldSymbol, item)
				}
			}
		}
	}
}

// computation notes what a field or column is computed from. owner is the line items of a column, empty for a field.
func (m *mentions) computation(field *source.Node, owner string) {
	if formula := field.Get("formula").Resolve(); formula.Is(source.Scalar) {
		m.words(formula, owner)
	}
	m.jsonata(field, owner)
	m.parameters(field.Get("options").Get("data_source"))
}

func (m *mentions) jsonata(n *source.Node, owner string) {
	for _, expression := range []*source.Node{n.Get("jsonata"), n.Get("hidden").Get("jsonata")} {
		if expression.Is(source.Scalar) {
			m.words(expression.Resolve(), owner)
		}
	}
}

// parameters notes the fields that the parameters of a data source come from: field.department.
func (m *mentions) parameters(from *source.Node) {
	const prefix = "field."
	for _, p := range from.Get("params").List() {
		value := p.Get("from_field").Resolve()
		if text, ok := value.Text(); ok && strings.HasPrefix(text, prefix) {
			m.part(identity{kind: fieldSymbol, name: text[len(prefix):]}, value, len(prefix), len(text))
		}
	}
}

func (m *mentions) step(s *model.Step) {
	if s.Node == nil {
		return
	}
	for _, w := range s.Ways {
		m.whole(stepSymbol, w.To.Node)
	}
	for _, c := range s.Choices {
		m.condition(c.Condition)
	}
	m.condition(s.While)
	for _, key := range []string{"view_sections", "edit_sections"} {
		m.wholes(sectionSymbol, s.Node.Get(key))
	}
	for _, e := range s.Node.Get("mixed_sections").All() {
		m.whole(sectionSymbol, e.Key)
		m.wholes(fieldSymbol, e.Value.Get("editable"))
	}
	for _, approver := range append([]*source.Node{s.Node}, s.Node.Get("approvers").List()...) {
		m.whole(fieldSymbol, approver.Get("signature_field"))
		m.wholes(fieldSymbol, approver.Get("can_edit_fields"))
	}
	m.mapped(s.Node.Get("field_mapping"))
	m.parameters(s.Node.Get("data_processor"))
	m.child(s)
}

// mapped notes the fields that get a part of what comes in; those of line items have columns.
func (m *mentions) mapped(mapping *source.Node) {
	for _, e := range mapping.All() {
		m.whole(fieldSymbol, e.Key)
		m.columnKeys(e.Key.Resolve().Value, e.Value.Get("item_fields"))
	}
}

func (m *mentions) columnKeys(field string, columns *source.Node) {
	for _, c := range columns.All() {
		if key := c.Key.Resolve(); key.Is(source.Scalar) {
			m.named(identity{columnSymbol, field, key.Value}, key)
		}
	}
}

// child notes what a step gives to the workflow it starts, and takes from it: spawn works row by row, loop on the form.
func (m *mentions) child(s *model.Step) {
	m.wholes(fieldSymbol, s.Node.Get("pass"))
	items := s.Node.Get("items").Resolve()
	m.whole(fieldSymbol, items)
	taken := s.Node.Get("return").All()
	if s.Type == "spawn" && items.Is(source.Scalar) {
		m.columnKeys(items.Value, s.Node.Get("map"))
		for _, e := range taken {
			if value := e.Value.Resolve(); value.Is(source.Scalar) {
				m.named(identity{columnSymbol, items.Value, value.Value}, value)
			}
		}
		return
	}
	for _, e := range append(s.Node.Get("map").All(), taken...) {
		m.whole(fieldSymbol, e.Value)
	}
}

func (m *mentions) settings(process *source.Node) {
	m.keys(stepSymbol, process.Get("settings").Get("timeout"))
	m.keys(stepSymbol, process.Get("settings").Get("sla_defaults"))
	for _, rule := range process.Get("settings").Get("escalation").List() {
		m.whole(stepSymbol, rule.Get("step"))
		m.whole(stepSymbol, rule.Get("continue_to"))
	}
	m.values(process.Get("test_data"))
	for _, e := range process.Get("param_mapping").All() {
		m.whole(fieldSymbol, e.Value)
	}
	for _, trigger := range process.Get("triggers").List() {
		m.values(trigger.Get("preset_form_data"))
		m.mapped(trigger.Get("field_mapping"))
	}
}

// values notes the fields and columns of data by field name.
func (m *mentions) values(data *source.Node) {
	for _, e := range data.All() {
		m.whole(fieldSymbol, e.Key)
		for _, row := range e.Value.List() {
			m.columnKeys(e.Key.Resolve().Value, row)
		}
	}
}
