package diagram_test

import (
	"slices"

	yaml "go.yaml.in/yaml/v3"

	"workflow-designer/backend/approvalml/diagram"
)

func (o *oracle) expectValue(steps, step *yaml.Node, e diagram.Edit) bool {
	named := func(keys ...string) int {
		return behind(step, func(key string) bool { return slices.Contains(keys, key) })
	}
	switch e.Key {
	case "name":
		o.set(step, e.Key, word(e.Value), 0)
		return e.Value != ""
	case "type":
		o.set(step, e.Key, word(e.Value), 0)
		if one := get(step, "approver"); e.Value == "parallel_approval" && one != nil && get(step, "approvers") == nil {
			o.renameTo(step, "approver", "approvers", sequence(mapping("approver", one)))
			o.fresh = append(o.fresh, &yaml.Node{Content: []*yaml.Node{word("-"), get(step, "approvers").Content[0]}})
		}
	case "description":
		if e.Value == "" {
			o.remove(step, e.Key)
		} else {
			o.set(step, e.Key, word(e.Value), named("name", "type"))
		}
	case "strategy":
		if get(step, "type").Value != "parallel_approval" {
			return false
		}
		key := "strategy"
		if get(step, key) == nil && get(step, "approval_strategy") != nil {
			key = "approval_strategy"
		}
		o.set(step, key, word(e.Value), named("approvers"))
	case "timeout":
		o.expectTimeout(steps, step, e)
	}
	return true
}

func (o *oracle) expectTimeout(steps, step *yaml.Node, e diagram.Edit) {
	kept := get(o.process, "settings", "timeout")
	own := false
	for i := 1; i < len(steps.Content); i += 2 {
		own = own || get(steps.Content[i], "timeout") != nil
	}
	switch {
	case e.Value == "":
		o.remove(step, "timeout")
		o.removeSetting(e.Step)
	case get(step, "timeout") != nil:
		o.set(step, "timeout", word(e.Value), 0)
	case get(kept, e.Step) != nil, kept != nil && !own:
		o.set(kept, e.Step, word(e.Value), len(kept.Content)/2)
	default:
		index := len(step.Content) / 2
		for i := len(step.Content) - 2; i >= 0; i -= 2 {
			if key := step.Content[i].Value; isAnswer(key) || key == "choices" || key == "default" {
				index = i / 2
			}
		}
		o.insert(step, "timeout", word(e.Value), index)
	}
}

func (o *oracle) expectApprover(step *yaml.Node, e diagram.Edit) bool {
	list := get(step, "approvers")
	switch kind := get(step, "type").Value; {
	case kind != "decision" && kind != "parallel_approval":
		return false
	case list == nil && e.Do == diagram.SetApprover && e.Index == 0:
		o.set(step, "approver", word(e.Who), 0)
	case list == nil && e.Do == diagram.AddApprover && get(step, "approver") == nil:
		o.insert(step, "approver", word(e.Who), behind(step, func(key string) bool { return key == "name" || key == "type" || key == "description" }))
	case list == nil:
		return false
	case e.Do == diagram.AddApprover:
		o.insertItem(list, mapping(e.How, word(e.Who)))
	case e.Index >= len(list.Content), e.Do == diagram.RemoveApprover && len(list.Content) == 1:
		return false
	case e.Do == diagram.RemoveApprover:
		o.removeItem(list, e.Index)
	default:
		item := list.Content[e.Index]
		for _, how := range []string{"approver", "dynamic_approver", "role"} {
			if i := at(item, how); i >= 0 && (how != e.How || item.Content[i+1].Value != e.Who) {
				o.renameTo(item, how, e.How, word(e.Who))
			}
		}
	}
	return true
}
