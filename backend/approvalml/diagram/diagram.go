package diagram

import (
	"strconv"
	"strings"

	"workflow-designer/backend/approvalml/analysis"
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// Diagram is the steps of a document and the ways between them. A text that is not YAML has what could be read of it.
type Diagram struct {
	Readable   bool   // every runtime can read the text, so it can be changed
	Name       string // of the workflow, on one line; empty when it has none
	FieldCount int    // of the form
	Start      string // the id of the step where a request begins; empty when there are no steps
	Steps      []Step // in the order of the text; of several with one id the last, which is the one that counts
	Ways       []Way  // by step, in the order of the text
}

// Step is a step as the diagram shows it.
type Step struct {
	ID       string
	Name     string     // its id when it has none
	Type     string     // as it is written
	TypeName words.Text // in words
	Who      words.Text // who or what it is about, in a few words; may be empty
	Span     source.Span
	Select   source.Span // its key
	Errors   int
	Warnings int
	// Problem is the message of its first error, or else of its first warning; empty when it has neither.
	Problem   words.Text
	Reachable bool // from the first step
	Ends      bool // its type is end
}

// WayKind says what makes a request take a way.
type WayKind string

// The kinds of ways.
const (
	Outcome   WayKind = "outcome"   // what comes of the step: on_approve and the like
	ByChoice  WayKind = "choice"    // a choice of a split
	Otherwise WayKind = "otherwise" // the default of a split
	Again     WayKind = "again"     // back, while a condition holds
)

// Way leads from a step to another one, or ends the workflow.
type Way struct {
	ID        string // the step, the key and the index of the choice: a|on_approve, b|choices|0; others have no meaning in it
	From      string
	To        string // empty when it leads to no step
	ToMissing string // the name of a step that there is not; else empty
	Kind      WayKind
	Key       string     // on_approve and so on, choices, default, loop
	Choice    int        // the index of the choice, -1 for others
	Label     words.Text // when it is taken, in a few words
	Condition string     // of a choice and of a loop, on one line
	Ends      bool       // the workflow ends here
	Span      source.Span
}

// Of is the diagram of a document with what was found in it. It takes any document, and time linear in it.
func Of(doc *model.Document, found []diagnostic.Diagnostic) Diagram {
	p := newPicture(doc)
	d := Diagram{
		Readable: doc.Tree.Readable() && doc.Tree.Root != nil, Name: doc.Name, FieldCount: len(doc.Fields),
		Steps: make([]Step, 0, len(p.graph.Nodes)), Ways: make([]Way, 0, len(p.graph.Edges)),
	}
	if start := doc.Start(); start != nil {
		d.Start = start.ID
	}
	problems := problemsOf(doc, found)
	for n := range p.graph.Nodes {
		if !p.counts(n) {
			continue
		}
		step := p.step(n)
		if of := problems[step.ID]; of != nil {
			step.Errors, step.Warnings, step.Problem = of.errors, of.warnings, of.message
		}
		d.Steps = append(d.Steps, step)
		d.Ways = append(d.Ways, p.waysFrom(n)...)
	}
	return d
}

// picture is a document on its way to be a diagram.
type picture struct {
	doc   *model.Document
	graph *analysis.Graph
}

func newPicture(doc *model.Document) picture { return picture{doc, analysis.GraphOf(doc)} }

// counts tells whether a step is the one that its id stands for.
func (p picture) counts(n int) bool {
	step := p.graph.Nodes[n].Step
	return p.doc.Step(step.ID) == step
}

func (p picture) step(n int) Step {
	node := &p.graph.Nodes[n]
	s := node.Step
	made := Step{
		ID: s.ID, Name: nameOf(s), Type: s.Type, TypeName: TypeName(s.Type), Who: who(s),
		Span: s.Key.Span, Select: s.Key.Span, Reachable: node.Reachable, Ends: s.Type == "end",
	}
	if s.Node != nil && s.Node.Span.End > made.Span.Start && s.Node.Span.Start >= made.Span.Start {
		made.Span.End = s.Node.Span.End
	}
	return made
}

// nameOf is what people read as the step's name, on one line.
func nameOf(s *model.Step) string {
	if name := strings.Join(strings.Fields(s.Name), " "); name != "" {
		return name
	}
	return s.ID
}

// waysFrom are the ways out of a step; of several with one key the last counts.
func (p picture) waysFrom(n int) []Way {
	out := p.graph.Nodes[n].Out
	ways := make([]Way, 0, len(out))
	index := make(map[string]int, len(out))
	written := entries{}
	for _, e := range out {
		way := p.way(&p.graph.Edges[e])
		way.Span = written.span(p.graph.Edges[e].Way.At)
		if at, there := index[way.ID]; there {
			ways[at] = way
			continue
		}
		index[way.ID] = len(ways)
		ways = append(ways, way)
	}
	return ways
}

func (p picture) way(e *analysis.Edge) Way {
	from := p.graph.Nodes[e.From].Step
	w := Way{
		ID: wayID(from.ID, e.Way), From: from.ID, Kind: kindOf(e.Way.Kind), Key: e.Way.Key, Choice: e.Way.Choice,
		Label: labelOf(e.Label), Condition: e.Condition,
		Ends: e.Way.Ends || e.Way.To.Node == nil && e.Way.Kind != model.Again,
	}
	switch {
	case e.To != analysis.Nowhere:
		w.To = p.graph.Nodes[e.To].Step.ID
	case !w.Ends:
		w.ToMissing = e.Way.To.Name
	}
	if e.Way.Kind == model.ByChoice {
		w.Label = words.Literal(short(e.Condition))
	}
	return w
}

// wayID names a way for as long as its step, key and place among the choices stay.
func wayID(from string, w *model.Way) string {
	id := from + "|" + w.Key
	if w.Choice >= 0 {
		id += "|" + strconv.Itoa(w.Choice)
	}
	return id
}

func kindOf(kind model.WayKind) WayKind {
	switch kind {
	case model.ByChoice:
		return ByChoice
	case model.Otherwise:
		return Otherwise
	case model.Again:
		return Again
	default:
		return Outcome
	}
}

// entries are where the entries of mappings are written, by their keys.
type entries map[*source.Node]source.Span

// span is where a way is written: its entry, or the mapping of its choice.
func (e entries) span(at *source.Node) source.Span {
	if !at.IsKey() || at.Parent == nil {
		return at.Span
	}
	if _, seen := e[at]; !seen {
		for _, entry := range at.Parent.Entries {
			e[entry.Key] = entry.Span()
		}
	}
	return e[at]
}

// short is a condition that fits on a label.
func short(condition string) string {
	const most = 48
	if runes := []rune(condition); len(runes) > most {
		return strings.TrimSpace(string(runes[:most-1])) + "…"
	}
	return condition
}

type problems struct {
	errors, warnings int
	message          words.Text
	worst            diagnostic.Severity
}

// problemsOf counts errors and warnings by the step that their path leads into.
func problemsOf(doc *model.Document, found []diagnostic.Diagnostic) map[string]*problems {
	if doc.Process == nil {
		return nil
	}
	within := len(doc.Process.Path()) + 1
	by := map[string]*problems{}
	for i := range found {
		f := &found[i]
		if len(f.Path) <= within || f.Path[within-1].Key != "workflow" || f.Severity == diagnostic.Hint {
			continue
		}
		of := by[f.Path[within].Key]
		if of == nil {
			of = &problems{}
			by[f.Path[within].Key] = of
		}
		if f.Severity == diagnostic.Error {
			of.errors++
		} else {
			of.warnings++
		}
		if of.message == "" || f.Severity == diagnostic.Error && of.worst != diagnostic.Error {
			of.message, of.worst = f.Message, f.Severity
		}
	}
	return by
}
