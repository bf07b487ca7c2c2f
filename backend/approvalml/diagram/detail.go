package diagram

import (
	"strings"

	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// Detail is all that is known of one step.
type Detail struct {
	Step
	Description string
	TypeWritten string // its type as it stands in the text
	ComesFrom   []Origin
	Ways        []Way
	Approvers   []Approver
	Strategy    string // how many must agree: all, any_one, majority; empty when nothing says it
	Timeout     string // as 48_hours, of the step itself or from the settings; empty when there is none
	Scales      []Scale
	View, Edit  []string // ids of the sections that are shown, and that can be filled in
}

// Origin is a step that leads to another one.
type Origin struct {
	Step, Name string
	Label      words.Text
}

// Approver is somebody who decides.
type Approver struct {
	How  string // approver, dynamic_approver, role
	Who  string
	Span source.Span
}

// DetailOf is all about one step; ok is false when there is none with this id.
func DetailOf(doc *model.Document, found []diagnostic.Diagnostic, id string) (d Detail, ok bool) {
	p := newPicture(doc)
	for n := range p.graph.Nodes {
		if s := p.graph.Nodes[n].Step; s.ID == id && p.counts(n) {
			d.Step = p.step(n)
			if of := problemsOf(doc, found)[id]; of != nil {
				d.Errors, d.Warnings, d.Problem = of.errors, of.warnings, of.message
			}
			d.fill(p, n, s)
			return d, true
		}
	}
	return d, false
}

func (d *Detail) fill(p picture, n int, s *model.Step) {
	d.Description, d.TypeWritten = textOf(s.Node.Get("description")), s.Type
	d.Ways = p.waysFrom(n)
	d.ComesFrom = []Origin{}
	for _, e := range p.graph.Nodes[n].In {
		if from := p.graph.Edges[e].From; p.counts(from) {
			way := p.way(&p.graph.Edges[e])
			d.ComesFrom = append(d.ComesFrom, Origin{way.From, nameOf(p.graph.Nodes[from].Step), way.Label})
		}
	}
	d.Approvers = []Approver{}
	for _, a := range s.Approvers {
		d.Approvers = append(d.Approvers, Approver{a.Key, a.Who, a.Node.Span})
	}
	d.Strategy = s.Strategy()
	d.Timeout = timeoutOf(p.doc, s)
	d.Scales = scalesOf(p.doc, s)
	d.View, d.Edit = sections(s, "view_sections"), append(sections(s, "edit_sections"), sections(s, "mixed_sections")...)
}

func timeoutOf(doc *model.Document, s *model.Step) string {
	return strings.TrimSpace(firstText(s.Node.Get("timeout"), doc.Process.Get("settings").Get("timeout").Get(s.ID)))
}

func sections(s *model.Step, key string) []string {
	ids := make([]string, 0, len(s.Sections[key]))
	for _, r := range s.Sections[key] {
		ids = append(ids, r.Name)
	}
	return ids
}
