package offline

import (
	"workflow-designer/backend/approvalml/diagram"
	"workflow-designer/backend/approvalml/model"
)

// lastStep is where a request ends that everybody approves: the end, or the first of the messages in front of it.
func (f *refiner) lastStep() string {
	id, last, seen := f.doc.Start().ID, "", map[string]bool{}
	for id != "" && !seen[id] {
		seen[id] = true
		s := f.doc.Step(id)
		if s == nil {
			return ""
		}
		if s.Type == "end" {
			if last == "" {
				last = s.ID
			}
			return last
		}
		if s.Type != "notification" {
			last = ""
		} else if last == "" {
			last = s.ID
		}
		id = ""
		for _, w := range s.Ways {
			if w.Key == "on_approve" || w.Key == "on_complete" || w.Kind == model.Otherwise {
				id = w.To.Name
			}
		}
	}
	return ""
}

// waysTo are the ways on which an approved request comes to a step.
func (f *refiner) waysTo(target string) []diagram.Way {
	var ways []diagram.Way
	for _, w := range diagram.Of(f.doc, nil).Ways {
		if w.To == target && (w.Key == "on_approve" || w.Key == "on_complete" || w.Kind == diagram.ByChoice || w.Kind == diagram.Otherwise) {
			ways = append(ways, w)
		}
	}
	return ways
}

// refusal is the step to which rejected requests go; empty when they end where they are rejected.
func (f *refiner) refusal() string {
	for _, s := range f.doc.Steps {
		for _, w := range s.Ways {
			if w.Key == "on_reject" && w.To.Name != "" && f.doc.Step(w.To.Name) != nil && f.doc.Step(w.To.Name).Type == "end" {
				return w.To.Name
			}
		}
	}
	return ""
}
