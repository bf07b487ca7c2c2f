package simulate

import (
	"strconv"
	"strings"

	"workflow-designer/backend/approvalml/analysis"
	"workflow-designer/backend/approvalml/condition"
	"workflow-designer/backend/approvalml/diagram"
	"workflow-designer/backend/approvalml/form"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

// Workflow is a document that is ready to be run. It never changes and may be used by many at once.
type Workflow struct {
	doc       *model.Document
	form      *form.Form
	fields    condition.Fields
	steps     []*step
	byID      map[string]*step
	escalates []escalation
	reminds   []span
}

// step is what running a step needs to know of it.
type step struct {
	id, name, kind string
	node           *source.Node
	ways           []*diagram.Way // in the order of the text
	choices        []choice
	otherwise      *diagram.Way // the default of a split
	again          *diagram.Way
	while          *condition.Expression // of a loop
	most           int                   // how often it goes round
	people         []approver
	strategy       string
	count          int // of approvals that are asked for; 0: the strategy says it
	asks           string
	timeout        span
	view           *form.StepView
}

// choice is a way of a split with its condition; nil where it cannot be read.
type choice struct {
	way       *diagram.Way
	condition *condition.Expression
	text      string
}

// approver is somebody who is asked, as the text names them.
type approver struct {
	written string // an email, a role, a ${variable}
	as      string // the same without the signs around a variable
	name    string // of one who is given with details; may have variables
	asks    string // the type of approval
}

// escalation is a rule of what happens when time is up.
type escalation struct{ key, to string }

// Of makes a document ready to be run. It takes any document.
func Of(doc *model.Document) *Workflow {
	w := &Workflow{doc: doc, form: form.Read(doc), byID: map[string]*step{}}
	w.fields, _ = analysis.FieldsOf(doc)
	picture := diagram.Of(doc, nil)
	for i := range picture.Steps {
		s := w.newStep(doc.Step(picture.Steps[i].ID), picture.Steps[i].Name)
		w.steps = append(w.steps, s)
		w.byID[s.id] = s
	}
	for i := range picture.Ways {
		way := &picture.Ways[i]
		w.byID[way.From].take(way)
	}
	settings := doc.Process.Get("settings")
	for _, rule := range settings.Get("escalation").List() {
		for _, e := range rule.All() {
			if to := textOf(e.Value); to != "" {
				w.escalates = append(w.escalates, escalation{e.Key.Resolve().Value, to})
			}
		}
	}
	if told := settings.Get("notifications"); model.Truth(told.Get("send_reminders")) {
		for _, item := range told.Get("reminder_intervals").List() {
			if s, ok := parseSpan(textOf(item)); ok {
				w.reminds = append(w.reminds, s)
			}
		}
	}
	return w
}

// mostRounds is how often a loop goes round when the text does not say it.
const mostRounds = 20

// mostPeople is how many are asked at one step.
const mostPeople = 200

// former are the former words for types of steps.
var former = map[string]string{"approval": "decision", "notification_only": "notification"}

func (w *Workflow) newStep(s *model.Step, name string) *step {
	made := &step{id: s.ID, name: name, kind: s.Type, node: s.Node, view: w.form.Step(s.ID), most: mostRounds}
	if now := former[s.Type]; now != "" {
		made.kind = now
	}
	if s.While != nil {
		made.while, _ = condition.Parse(s.While.Value)
	}
	for _, n := range []*source.Node{s.Node.Get("max_iterations"), s.Loop.Get("max_iterations")} {
		if most, err := strconv.Atoi(textOf(n)); err == nil && most > 0 {
			made.most = min(most, 1000)
		}
	}
	made.strategy, made.count = s.Strategy(), s.RequiredCount()
	made.asks = textOf(s.Node.Get("approval_type"))
	for _, a := range s.Approvers[:min(len(s.Approvers), mostPeople)] {
		made.people = append(made.people, newApprover(a, made.asks))
	}
	timeouts := w.doc.Process.Get("settings").Get("timeout")
	made.timeout, _ = parseSpan(first(textOf(s.Node.Get("timeout")), textOf(timeouts.Get(s.ID)), textOf(timeouts.Get("default"))))
	for i, c := range s.Choices {
		made.choices = append(made.choices, choice{text: textOf(c.Condition)})
		if c.Condition != nil {
			made.choices[i].condition, _ = condition.Parse(c.Condition.Value)
		}
	}
	return made
}

func newApprover(a model.Approver, asks string) approver {
	made := approver{written: strings.TrimSpace(a.Who), asks: asks}
	if a.Node.Is(source.Mapping) {
		made.name = textOf(a.Node.Get("name"))
		made.written = first(made.written, made.name, textOf(a.Node.Get("position")))
	}
	if own := textOf(a.At.Get("approval_type")); own != "" {
		made.asks = own
	}
	made.as = made.written
	if inner, ok := strings.CutPrefix(made.written, "${"); ok && strings.HasSuffix(inner, "}") {
		made.as = strings.TrimSpace(strings.TrimSuffix(inner, "}"))
	}
	return made
}

func (s *step) take(way *diagram.Way) {
	s.ways = append(s.ways, way)
	switch way.Kind {
	case diagram.ByChoice:
		if way.Choice < len(s.choices) {
			s.choices[way.Choice].way = way
		}
	case diagram.Otherwise:
		s.otherwise = way
	case diagram.Again:
		s.again = way
	case diagram.Outcome:
	}
}

// way is what follows an outcome; nil when nothing is said of it. A yes may also be written as on_complete, and the other
// way round.
func (s *step) way(outcome string) *diagram.Way {
	keys := []string{"on_" + outcome}
	switch outcome {
	case Approve:
		keys = append(keys, "on_complete")
	case Complete:
		keys = append(keys, "on_approve")
	}
	for _, key := range keys {
		for _, way := range s.ways {
			if way.Kind == diagram.Outcome && way.Key == key {
				return way
			}
		}
	}
	return nil
}

// decides tells whether people decide at a step.
func (s *step) decides() bool { return s.kind == "decision" || s.kind == "parallel_approval" }

// waitsForPeople tells whether a request rests here until somebody decides.
func (s *step) waitsForPeople() bool {
	return s.decides() && (len(s.people) == 0 || len(s.voters()) > 0)
}

// waitsForSystem tells whether a request rests here until another system answers.
func (s *step) waitsForSystem() bool {
	return s.kind == "wait_webhook" || s.kind == "automatic" && s.way(Failure) != nil
}

// takesNote has the types of approval that nobody can refuse.
func takesNote(asks string) bool {
	return asks == "receives_a_copy" || asks == "needs_to_acknowledge" || asks == "needs_to_call_action"
}

// outcomes are those that somebody can choose who is asked for something, a yes first.
func (s *step) outcomes(asks string) []string {
	var found []string
	own := false
	for _, way := range s.ways {
		outcome, ok := strings.CutPrefix(way.Key, "on_")
		if way.Kind != diagram.Outcome || !ok || outcome == Timeout || outcome == Failure || outcome == Complete {
			continue
		}
		own = own || outcome != Approve && outcome != Reject
		found = append(found, outcome)
	}
	add := func(outcome string, place int) {
		for _, f := range found {
			if f == outcome {
				return
			}
		}
		found = append(found[:place:place], append([]string{outcome}, found[place:]...)...)
	}
	if !own || s.way(Approve) != nil {
		add(Approve, 0)
	}
	if !own && !takesNote(asks) {
		add(Reject, len(found))
	}
	return found
}

// voters are those whose votes count: without copies, and without advice where others approve.
func (s *step) voters() []approver {
	var asked, count []approver
	for _, p := range s.people {
		if p.asks == "receives_a_copy" {
			continue
		}
		asked = append(asked, p)
		if p.asks != "needs_to_recommend" {
			count = append(count, p)
		}
	}
	if len(count) > 0 {
		return count
	}
	return asked
}

func first(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

// textOf is what a scalar says, on one line; empty for anything else.
func textOf(n *source.Node) string { return strings.Join(strings.Fields(wholeText(n)), " ") }

// wholeText is the same with its lines.
func wholeText(n *source.Node) string {
	if n = n.Resolve(); n == nil || n.Kind != source.Scalar || n.Tag == source.Null {
		return ""
	}
	return n.Value
}
