package diagram_test

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	yaml "go.yaml.in/yaml/v3"

	"workflow-designer/backend/approvalml/diagram"
)

// expect changes the oracle as an edit should change the text. It is written from what edits promise, and apart from how they
// are made. ok is false for what has to be refused.
func (o *oracle) expect(e diagram.Edit, selected string) (ok bool) {
	steps := get(o.process, "workflow")
	step := get(steps, e.Step)
	switch e.Do {
	case diagram.AddStep:
		return o.expectStep(steps, e, selected)
	case diagram.RemoveStep:
		return o.expectNoStep(steps, e.Step)
	case diagram.RenameStep:
		return o.expectName(steps, e.Step, e.To)
	case diagram.MoveStep:
		return o.expectPlace(steps, e.Step, e.Before)
	case diagram.Connect:
		return step != nil && o.expectWay(steps, step, e)
	case diagram.RemoveWay:
		parts := strings.Split(e.Way, "|")
		if len(parts) == 2 {
			o.remove(step, parts[1])
			return true
		}
		list := get(step, "choices")
		o.removeItem(list, int(parts[2][0]-'0'))
		return len(list.Content) > 0
	case diagram.Set:
		return o.expectValue(steps, step, e)
	case diagram.SetCondition:
		o.set(get(step, "choices").Content[e.Choice], "conditions", word(*e.Condition), 0)
		return true
	case diagram.MoveChoice:
		o.moveItem(get(step, "choices"), e.Choice, e.Place)
		return true
	default:
		return o.expectApprover(step, e)
	}
}

// target is where a way leads: a step, or the end.
func target(action *yaml.Node) string {
	if end := get(action, "end_workflow"); end != nil && end.Value == "true" {
		return ""
	}
	if to := get(action, "continue_to"); to != nil {
		return to.Value
	}
	return ""
}

func goingOn(to string) *yaml.Node {
	if to == "" {
		return mapping("end_workflow", affirmed())
	}
	return mapping("continue_to", word(to))
}

// lead lets what stands below a way lead elsewhere.
func (o *oracle) lead(action *yaml.Node, to string) {
	goal, end := get(action, "continue_to"), get(action, "end_workflow")
	switch {
	case to == target(action) && (to != "" || end != nil):
	case to != "" && goal == nil && end != nil:
		o.renameTo(action, "end_workflow", "continue_to", word(to))
	case to != "":
		o.set(action, "continue_to", word(to), len(action.Content)/2)
		o.remove(action, "end_workflow")
	case end == nil && goal != nil:
		o.renameTo(action, "continue_to", "end_workflow", affirmed())
	default:
		o.set(action, "end_workflow", affirmed(), len(action.Content)/2)
		o.remove(action, "continue_to")
	}
}

func isAnswer(key string) bool { return strings.HasPrefix(key, "on_") }

func (o *oracle) expectWay(steps, step *yaml.Node, e diagram.Edit) bool {
	if e.To != "" && get(steps, e.To) == nil {
		return false
	}
	kind, parts := get(step, "type").Value, strings.Split(e.Way, "|")
	if e.To == e.Step && (kind == "conditional_split" || kind == "notification" || kind == "automatic") {
		return false
	}
	switch {
	case len(parts) == 3:
		choice := get(step, "choices").Content[int(parts[2][0]-'0')]
		if e.To == "" {
			return false
		}
		o.lead(choice, e.To)
	case len(parts) == 2:
		o.lead(get(step, parts[1]), e.To)
	case e.Way == "choice":
		if kind != "conditional_split" || e.To == "" {
			return false
		}
		o.insertItem(get(step, "choices"), mapping("conditions", word(*e.Condition), "continue_to", word(e.To)))
	case get(step, e.Way) != nil:
		o.lead(get(step, e.Way), e.To)
	case kind == "end" || (kind == "conditional_split") != (e.Way == "default"):
		return false
	default:
		index := behind(step, func(key string) bool { return isAnswer(key) || e.Way == "default" && key == "choices" })
		o.insert(step, e.Way, goingOn(e.To), index)
	}
	return true
}

// mainAction is where a request goes from a step when all goes well; nil when nothing says it.
func mainAction(step *yaml.Node) *yaml.Node {
	for _, key := range []string{"on_approve", "on_complete", "default"} {
		if action := get(step, key); action != nil {
			return action
		}
	}
	for i := 0; step != nil && i < len(step.Content); i += 2 {
		switch key := step.Content[i].Value; {
		case key == "choices":
			return step.Content[i+1].Content[0]
		case isAnswer(key) && key != "on_reject" && key != "on_timeout" && key != "on_failure":
			return step.Content[i+1]
		}
	}
	return nil
}

func (o *oracle) expectStep(steps *yaml.Node, e diagram.Edit, id string) bool {
	after := get(steps, e.After)
	next := ""
	var action *yaml.Node
	if after == nil {
		next = steps.Content[0].Value
	} else {
		if parts := strings.Split(e.Way, "|"); len(parts) == 3 {
			action = get(after, "choices").Content[int(parts[2][0]-'0')]
		} else if len(parts) == 2 {
			action = get(after, parts[1])
		} else {
			action = mainAction(after)
		}
		if action != nil {
			next = target(action)
		} else if get(after, "type").Value == "end" {
			return false
		}
	}
	made := o.newStep(steps, e, next)
	if made == nil {
		return false
	}
	index := 0
	if after != nil {
		index = at(steps, e.After)/2 + 1
	}
	o.insert(steps, id, made, index)
	switch {
	case after == nil:
	case action != nil:
		o.lead(action, id)
	default:
		key := map[string]string{"decision": "on_approve", "parallel_approval": "on_approve", "conditional_split": "default"}[get(after, "type").Value]
		if key == "" {
			key = "on_complete"
		}
		o.insert(after, key, goingOn(id), behind(after, isAnswer))
	}
	return true
}

func (o *oracle) newStep(steps *yaml.Node, e diagram.Edit, next string) *yaml.Node {
	made := mapping("name", word(e.Name), "type", word(e.Type))
	add := func(key string, value *yaml.Node) { made.Content = append(made.Content, word(key), value) }
	switch e.Type {
	case "decision":
		add("approver", word("${requestor.manager}"))
	case "parallel_approval":
		add("approvers", sequence(mapping("role", word("first_approver")), mapping("role", word("second_approver"))))
	case "conditional_split":
		to := next
		for i := 1; to == "" && i < len(steps.Content); i += 2 {
			if get(steps.Content[i], "type").Value == "end" {
				to = steps.Content[i-1].Value
			}
		}
		if to == "" {
			return nil
		}
		add("choices", sequence(mapping("conditions", word(o.condition()), "continue_to", word(to))))
		add("default", goingOn(next))
	case "automatic":
		add("data_processor", mapping("source_name", word("data_source")))
	case "notification":
		add("recipients", sequence(mapping("email", word("${requestor.email}"))))
		add("notification", mapping("message", mapping("subject", word(e.Name), "body", word("This is about your request."))))
	}
	switch e.Type {
	case "decision", "parallel_approval":
		add("on_approve", goingOn(next))
		add("on_reject", goingOn(""))
	case "automatic", "notification":
		add("on_complete", goingOn(next))
	}
	return made
}

// condition is what a new split asks: the first amount of the form, else the first choice.
func (o *oracle) condition() string {
	fields := get(o.process, "form", "fields").Content
	for _, kind := range []string{"currency", "number"} {
		for _, f := range fields {
			if get(f, "type").Value != kind {
				continue
			}
			low, high := bound(f, "min", "min_value"), bound(f, "max", "max_value")
			limit := "1000"
			if high <= 1000 {
				limit = fmt.Sprint(math.Floor((low + high) / 2))
			}
			return get(f, "name").Value + " > " + limit
		}
	}
	for _, f := range fields {
		if options := get(f, "options"); options != nil && len(options.Content) > 1 {
			first := options.Content[0]
			if value := get(first, "value"); value != nil {
				first = value
			}
			return get(f, "name").Value + " == '" + first.Value + "'"
		}
	}
	return "true"
}

func bound(f *yaml.Node, keys ...string) float64 {
	for _, key := range keys {
		if n := get(f, "validation", key); n != nil {
			v, _ := strconv.ParseFloat(n.Value, 64)
			return v
		}
	}
	return math.Inf(1)
}

func (o *oracle) expectNoStep(steps *yaml.Node, id string) bool {
	if get(steps, id) == nil || len(steps.Content) == 2 {
		return false
	}
	next := ""
	if action := mainAction(get(steps, id)); action != nil {
		next = target(action)
	}
	if next == id || get(steps, next) == nil {
		next = ""
	}
	first := steps.Content[0].Value == id
	o.remove(steps, id)
	for i := 1; i < len(steps.Content); i += 2 {
		step := steps.Content[i]
		if choices := get(step, "choices"); choices != nil {
			for _, choice := range choices.Content {
				if target(choice) == id && next == "" {
					return false
				}
				if target(choice) == id {
					o.lead(choice, next)
				}
			}
		}
		for j := 0; j < len(step.Content); j += 2 {
			if key := step.Content[j].Value; (isAnswer(key) || key == "default") && target(step.Content[j+1]) == id {
				o.lead(step.Content[j+1], next)
			}
		}
	}
	if first && next != "" {
		o.moveEntry(steps, next, 0)
	}
	o.removeSetting(id)
	return true
}

// removeSetting takes a timeout out of the settings, with what would be left empty.
func (o *oracle) removeSetting(id string) {
	settings := get(o.process, "settings")
	timeout := get(settings, "timeout")
	switch {
	case get(timeout, id) == nil:
	case len(timeout.Content) > 2:
		o.remove(timeout, id)
	case len(settings.Content) > 2:
		o.remove(settings, "timeout")
	default:
		o.remove(o.process, "settings")
	}
}

func (o *oracle) expectName(steps *yaml.Node, id, to string) bool {
	if get(steps, id) == nil || get(steps, to) != nil || to == "" {
		return to == id
	}
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		for i := 0; n.Kind == yaml.MappingNode && i < len(n.Content); i += 2 {
			if n.Content[i].Value == "continue_to" && n.Content[i+1].Value == id {
				o.set(n, "continue_to", word(to), 0)
			}
		}
		for _, c := range n.Content {
			walk(c)
		}
	}
	walk(steps)
	for _, m := range []*yaml.Node{steps, get(o.process, "settings", "timeout")} {
		if i := at(m, id); i >= 0 {
			o.renameTo(m, id, to, m.Content[i+1])
		}
	}
	return true
}

func (o *oracle) expectPlace(steps *yaml.Node, id, before string) bool {
	if get(steps, id) == nil || before != "" && get(steps, before) == nil {
		return false
	}
	to := len(steps.Content) / 2
	if before != "" {
		to = at(steps, before) / 2
	}
	if to > at(steps, id)/2 {
		to--
	}
	o.moveEntry(steps, id, to)
	return true
}

// moveEntry brings an entry to another place: its lines go, and come again there.
func (o *oracle) moveEntry(m *yaml.Node, key string, to int) {
	i := at(m, key)
	if i == 2*to {
		return
	}
	name, value := m.Content[i], m.Content[i+1]
	from, last := o.region(name, false)
	from = o.leadOf(from)
	o.remove(m, key)
	m.Content = slices.Insert(m.Content, 2*to, name, value)
	o.moved(from, last)
}

func (o *oracle) moveItem(list *yaml.Node, i, to int) {
	if i == to {
		return
	}
	item := list.Content[i]
	from, last := o.region(item, true)
	from = o.leadOf(from)
	o.removeItem(list, i)
	list.Content = slices.Insert(list.Content, to, item)
	o.moved(from, last)
}

// moved says that so many lines are written again elsewhere.
func (o *oracle) moved(from, last int) {
	for line := from; line <= last; line++ {
		o.parcel = append(o.parcel, o.lines[line-1])
	}
	o.again += last - from + 1
	o.stay = 0
}
