package diagram

import (
	"math"
	"strconv"

	"workflow-designer/backend/approvalml/model"
)

// newStep is a step of a type as small as it can be, and valid wherever it can be. It leads to the next one, or ends the workflow
// when that is empty.
func (p *pen) newStep(kind, name, next string) part {
	h := p.habits
	fields := []field{{"name", h.text("name", name)}, {"type", h.text("type", kind)}}
	add := func(key string, value part) { fields = append(fields, field{key, value}) }
	switch kind {
	case "decision":
		add("approver", h.text("approver", "${requestor.manager}"))
	case "parallel_approval":
		role := func(name string) part { return h.group("approvers[]", field{"role", h.text("role", name)}) }
		add("approvers", h.list("approvers", role("first_approver"), role("second_approver")))
	case "conditional_split":
		add("choices", h.list("choices", h.group("choices[]",
			field{"conditions", h.text("conditions", p.anyCondition())}, field{continueTo, h.text(continueTo, p.somewhere(next))})))
		add("default", p.goesOn(next))
	case "automatic":
		add("data_processor", h.group("data_processor", field{"source_name", h.text("source_name", p.anySource())}))
	case "notification":
		add("recipients", h.list("recipients", h.group("recipients[]", field{"email", h.text("email", "${requestor.email}")})))
		message := h.group("message", field{"subject", h.text("subject", name)}, field{"body", h.text("body", "This is about your request.")})
		add("notification", h.group("notification", field{"message", message}))
	case "spawn", "loop":
		add("workflow", h.text("workflow", "child_workflow"))
		if items := p.fieldOfType("line_items"); kind == "spawn" && items != nil {
			add("items", h.text("items", items.Name))
		}
		if kind == "loop" {
			add("while", h.text("while", p.anyCondition()))
			add("max_iterations", whole(10, "10"))
		}
	}
	switch kind {
	case "end", "conditional_split":
	case "decision", "parallel_approval":
		add("on_approve", p.goesOn(next))
		add("on_reject", p.goesOn(""))
	default:
		add("on_complete", p.goesOn(next))
	}
	return h.group("step", fields...)
}

// somewhere is where a choice leads that has no next step: to an end.
func (p *pen) somewhere(next string) string {
	if next != "" {
		return next
	}
	for _, s := range p.doc.Steps {
		if s.Type == "end" {
			return s.ID
		}
	}
	p.refuse(cannot("A split needs a step to lead to, and the workflow ends here.", "Add a step of type end first."))
	return ""
}

// anyCondition is a condition over the form that may hold or not, to be changed by the person.
func (p *pen) anyCondition() string {
	for _, kind := range []string{"currency", "number"} {
		if f := p.fieldOfType(kind); f != nil {
			return f.Name + " > " + strconv.FormatFloat(threshold(f), 'f', -1, 64)
		}
	}
	for _, f := range p.doc.Fields {
		if len(f.Options) > 1 && f.Type != "multiselect" && isName(f.Name) {
			return f.Name + " == " + quoted(f.Options[0].Value)
		}
	}
	if f := p.fieldOfType("checkbox"); f != nil {
		return f.Name + " == true"
	}
	if f := p.fieldOfType("text"); f != nil {
		return f.Name + " == ''"
	}
	return "true"
}

// fieldOfType is the first field of a type that conditions can speak of; nil when there is none.
func (p *pen) fieldOfType(kind string) *model.Field {
	for _, f := range p.doc.Fields {
		if f.Type == kind && isName(f.Name) {
			return f
		}
	}
	return nil
}

// threshold is an amount within the bounds of a field: 1000 where that is one.
func threshold(f *model.Field) float64 {
	const usual = 1000
	low, high := math.Inf(-1), math.Inf(1)
	if f.Min != nil {
		low = *f.Min
	}
	if f.Max != nil {
		high = *f.Max
	}
	switch {
	case low < usual && usual < high:
		return usual
	case high <= usual && low > math.Inf(-1):
		return math.Floor(low/2 + high/2)
	case high <= usual:
		return high - 1
	default:
		return low + 1
	}
}

// anySource is the name of a data source that the document has, or else one that the person has to change.
func (p *pen) anySource() string {
	for _, e := range p.doc.Process.Get("sources").All() {
		if name := textOf(e.Key); name != "" {
			return name
		}
	}
	return "data_source"
}
