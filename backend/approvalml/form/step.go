package form

import (
	"slices"

	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

// showsForm tells whether somebody looks at the form at a step.
func showsForm(step *model.Step) bool {
	switch step.Type {
	case "decision", "parallel_approval", "approval":
		return true
	}
	return len(step.Sections) > 0
}

func (f *Form) readSteps(doc *model.Document) {
	for _, step := range doc.Steps {
		if step.Node == nil || doc.Step(step.ID) != step || !showsForm(step) {
			continue
		}
		view := StepView{ID: step.ID, Name: step.Name, Type: step.Type, Sections: []StepSection{}, Editors: []Editor{}, Signs: []string{}}
		if view.Name == "" {
			view.Name = step.ID
		}
		mixed := step.Node.Get("mixed_sections")
		names := func(key, id string) bool {
			return slices.ContainsFunc(step.Sections[key], func(r model.Reference) bool { return r.Name == id })
		}
		for _, s := range f.Sections {
			section := StepSection{ID: s.ID, Editable: []string{}}
			switch {
			case names("edit_sections", s.ID):
				section.Access = Edit
			case names("mixed_sections", s.ID):
				section.Access = Mixed
				section.Editable = texts(mixed.Get(s.ID).Get("editable"))
			case names("view_sections", s.ID):
				section.Access = See
			default:
				continue
			}
			view.Sections = append(view.Sections, section)
		}
		if view.ShowsAll = len(step.Sections) == 0; view.ShowsAll {
			for _, s := range f.Sections {
				view.Sections = append(view.Sections, StepSection{ID: s.ID, Access: See, Editable: []string{}})
			}
		}
		f.readPeople(step, &view)
		f.Steps = append(f.Steps, view)
	}
}

// readPeople reads who may change single fields, and who signs where.
func (f *Form) readPeople(step *model.Step, view *StepView) {
	sign := func(n *source.Node) {
		if name := word(n.Get("signature_field")); name != "" && !slices.Contains(view.Signs, name) {
			view.Signs = append(view.Signs, name)
		}
	}
	sign(step.Node)
	for _, approver := range step.Node.Get("approvers").List() {
		sign(approver)
		fields := texts(approver.Get("can_edit_fields"))
		if len(fields) == 0 {
			continue
		}
		editor := Editor{Fields: fields}
		for _, key := range []string{"approver", "dynamic_approver", "role"} {
			who := approver.Get(key)
			if editor.Who = word(who); editor.Who == "" {
				editor.Who = word(who.Get("email"))
			}
			if editor.Who != "" {
				break
			}
		}
		view.Editors = append(view.Editors, editor)
	}
}
