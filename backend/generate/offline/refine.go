package offline

import (
	"errors"
	"slices"
	"strings"

	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/diagram"
	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/generate"
	"workflow-designer/backend/words"
)

// Refine changes a workflow as a description asks for, with the smallest edits of its text: steps and fields that are added,
// steps that are removed, amounts in conditions, times. What it cannot do it says, and the text stays as it was.
func Refine(request generate.Request) generate.Proposal {
	text := request.Description
	if request.Context != "" {
		text += "\n\n" + request.Context
	}
	f := &refiner{text: request.CurrentYAML}
	before := approvalml.Check(f.text)
	f.doc = before.Document
	d := &draft{byStage: map[*stage][]string{}}
	r := newReader(text)
	if !f.doc.Tree.Readable() || f.doc.Process == nil || f.doc.Start() == nil {
		r.doubts(place{}, "The workflow cannot be read as it is. Mend its errors first.")
		return f.proposal(r, d, request)
	}
	f.seed(r)
	for i, s := range r.sentences {
		r.at(s)
		if f.removes(r) || f.movesAmount(r) {
			continue
		}
		r.readFields(s)
		for _, c := range r.readRoute(s) {
			r.from, r.until = s.from, s.until
			r.settle(c, i)
		}
	}
	f.addFields(r)
	d.fields = r.sketch.fields[f.fields:]
	f.addSteps(r, d)
	if f.changes > 0 && f.err == nil {
		if problem := newProblem(before, approvalml.Check(f.text)); problem != "" {
			f.err = &edit.Refusal{Message: words.F("The workflow would have a new problem: %s", problem)}
		}
	}
	if f.err != nil {
		r.sketch.seen = nil
		r.doubts(place{}, words.F("%s Nothing was changed.", sentenceOf(f.err)))
	} else if f.changes == 0 && len(r.sketch.unclear) == 0 {
		r.doubts(place{}, "This is no change that can be made without a model. Say which step, field or amount to add, change or remove.")
	}
	return f.proposal(r, d, request)
}

func sentenceOf(err error) words.Text {
	if refusal, ok := errors.AsType[*edit.Refusal](err); ok {
		return refusal.Message
	}
	return words.Literal(err.Error())
}

// newProblem is the first error or warning of which there are more than before; empty when there is none.
func newProblem(before, after approvalml.Report) words.Text {
	count := map[diagnostic.Code]int{}
	for _, found := range before.Diagnostics {
		count[found.Code]++
	}
	for _, found := range after.Diagnostics {
		if found.Severity != diagnostic.Error && found.Severity != diagnostic.Warning {
			continue
		}
		if count[found.Code]--; count[found.Code] < 0 {
			return found.Message
		}
	}
	return ""
}

// refiner changes a text, edit by edit.
type refiner struct {
	text    string
	doc     *model.Document
	changes int
	err     error // the first refusal: nothing is changed then
	had     map[*stage]string
	fields  int // of the workflow as it was
}

func (f *refiner) proposal(r *reader, d *draft, request generate.Request) generate.Proposal {
	p := generate.Proposal{YAML: f.text, Changed: f.changes > 0 && f.err == nil}
	if !p.Changed {
		p.YAML = request.CurrentYAML
	}
	r.sketch.seen = slices.DeleteFunc(r.sketch.seen, func(u understood) bool { return u.stage != nil && f.had[u.stage] != "" })
	r.explain(d, &p)
	return p
}

func (r *reader) doubts(at place, question words.Text) {
	r.sketch.unclear = append(r.sketch.unclear, doubt{at: at, question: question})
}

// make changes the text by edits, and reads it again.
func (f *refiner) make(edits []source.Edit, err error) bool {
	if f.err != nil {
		return false
	}
	if err != nil {
		f.err = err
		return false
	}
	f.text = source.Apply(f.text, edits...)
	f.doc = model.Read(f.text)
	f.changes++
	return true
}

func (f *refiner) draw(e diagram.Edit) bool {
	result, err := diagram.Apply(f.doc, e)
	return f.make(result.Edits, err)
}

func (f *refiner) path(keys ...any) source.Path {
	return f.doc.Process.Path().With(source.At(keys...)...)
}

// seed lets the reader know the fields and the people of the workflow.
func (f *refiner) seed(r *reader) {
	f.had = map[*stage]string{}
	r.refining = true
	r.sketch.name, r.sketch.process = f.doc.Name, "request"
	for _, known := range f.doc.Fields {
		if known.Name == "" || r.sketch.field(known.Name) != nil {
			continue
		}
		x := &field{name: known.Name, label: known.Label, kind: known.Type}
		for _, o := range known.Options {
			x.options = append(x.options, o.Label)
			r.learnValue(x, o.Value, o.Label)
		}
		if known.Type == "checkbox" {
			r.learnFlag(x, r.nameWords(x))
		}
		r.sketch.fields = append(r.sketch.fields, x)
	}
	f.fields = len(r.sketch.fields)
	for _, s := range f.doc.Steps {
		for _, a := range s.Approvers {
			name := strings.NewReplacer("${requestor.", "", "${form.", "", "}", "", "_", " ", "department head", "head of department").Replace(a.Who)
			st := &stage{kind: approves, who: []actor{{words: strings.Fields(strings.ToLower(name))}}, sentence: -1}
			if len(st.who[0].words) > 0 {
				r.sketch.stages = append(r.sketch.stages, st)
				f.had[st] = s.ID
			}
		}
	}
}

// removes reads "remove the finance approval".
func (f *refiner) removes(r *reader) bool {
	if !r.t(r.from).is("remove", "delete", "drop") && !r.seq(r.from, "please", "remove") {
		return false
	}
	at := r.placeOf(r.from, r.until)
	for i := r.from + 1; i < r.until; i++ {
		a, ok := r.actorAt(i)
		if !ok {
			continue
		}
		if st := r.stageOf(a); st != nil && f.had[st] != "" {
			if f.doc.Step(f.had[st]) != nil && f.draw(diagram.Edit{Do: "remove_step", Step: f.had[st]}) {
				r.tellOf(at, words.F("The step %s is removed.", f.had[st]), f.had[st])
			}
			return true
		}
	}
	r.doubts(at, "Which step is meant? None of the workflow fits.")
	return true
}

// movesAmount reads "raise the limit from 500 to 1,000".
func (f *refiner) movesAmount(r *reader) bool {
	first := r.from
	if r.t(first).is("please") {
		first++
	}
	if !r.t(first).is("raise", "increase", "lower", "reduce", "change", "set", "move", "decrease") {
		return false
	}
	var amounts []float64
	for i := first; i < r.until; i++ {
		if r.t(i).kind == number {
			amounts = append(amounts, r.t(i).amount.value)
		}
	}
	at := r.placeOf(r.from, r.until)
	written := f.thresholds()
	switch {
	case len(amounts) == 1 && len(written) == 1:
		amounts = []float64{written[0], amounts[0]}
	case len(amounts) != 2 || !slices.Contains(written, amounts[0]):
		if len(amounts) > 0 {
			r.doubts(at, "Which amount of which condition is meant? Say from which amount to which.")
			return true
		}
		return false
	}
	for _, s := range f.doc.Steps {
		for k := range s.Choices {
			c := f.doc.Step(s.ID).Choices[k]
			if c.Condition == nil {
				continue
			}
			if changed := replaceAmount(c.Condition.Value, amounts[0], amounts[1]); changed != c.Condition.Value {
				if f.draw(diagram.Edit{Do: "set_condition", Step: s.ID, Choice: k, Condition: &changed}) {
					r.tellOf(at, words.F("%s becomes %s.", group(amounts[0]), group(amounts[1])), s.ID)
				}
			}
		}
	}
	return true
}

// thresholds are the amounts in the conditions, each once.
func (f *refiner) thresholds() []float64 {
	var all []float64
	for _, s := range f.doc.Steps {
		for _, c := range s.Choices {
			if c.Condition == nil {
				continue
			}
			for _, t := range tokenize(c.Condition.Value) {
				if t.kind == number && !slices.Contains(all, t.amount.value) {
					all = append(all, t.amount.value)
				}
			}
		}
	}
	return all
}

func replaceAmount(condition string, from, to float64) string {
	var b strings.Builder
	end := 0
	for _, t := range tokenize(condition) {
		if t.kind == number && t.amount.value == from {
			b.WriteString(condition[end:t.from] + plain(to))
			end = t.to
		}
	}
	return b.String() + condition[end:]
}

// addFields writes the fields that are new behind those that are there.
func (f *refiner) addFields(r *reader) {
	b := newBuilder(r)
	for _, x := range r.sketch.fields[f.fields:] {
		if x.kind == "select" && (x.derived || len(x.options) < 2) {
			b.addOther(x)
		}
		if x.kind == "line_items" {
			completeColumns(x)
		}
		var p pen
		p.field(x, 0)
		tree, node, err := edit.ReadValue(strings.ReplaceAll(strings.TrimPrefix(p.String(), "- "), "\n  ", "\n"))
		if err != nil {
			f.err = err
			return
		}
		count := len(f.doc.Tree.Find(f.path("form", "fields")).List())
		f.make(edit.InsertItem(f.doc.Tree, f.path("form", "fields"), count, edit.Copy(tree, node)))
	}
}

// addSteps writes the stages that are new, where they belong.
func (f *refiner) addSteps(r *reader, d *draft) {
	b := newBuilder(r)
	for _, s := range f.doc.Steps {
		b.ids[s.ID] = true
	}
	for i, st := range r.sketch.stages {
		switch {
		case f.err != nil:
			return
		case f.had[st] != "":
			if st.timeout != "" && f.doc.Step(f.had[st]) != nil {
				if f.draw(diagram.Edit{Do: "set", Step: f.had[st], Key: "timeout", Value: st.timeout}) {
					r.tellOf(st.at, words.F("The step %s has to be decided within %s.", f.had[st], timeInWords(st.timeout)), f.had[st])
				}
			}
			if st.guard != nil {
				r.doubts(st.at, words.F("Requests that skip the step %s are not split off without a model. Add a condition in its diagram.", f.had[st]))
			}
		case st.automatic:
			r.doubts(st.at, "What needs no approval is not split off without a model. Add a condition in the diagram.")
		default:
			before := ""
			if i+1 < len(r.sketch.stages) && st.behind == nil {
				before = f.had[r.sketch.stages[i+1]]
			}
			f.addStep(b, d, st, before)
		}
	}
}

// addStep puts a stage in front of a step; in front of the end when that is empty.
func (f *refiner) addStep(b *builder, d *draft, st *stage, before string) {
	target := before
	if target == "" {
		target = f.lastStep()
	}
	if target == "" {
		f.err = &edit.Refusal{Message: "The workflow has no end in front of which the step could stand."}
		return
	}
	ways := f.waysTo(target)
	if id := f.had[st.behind]; st.behind != nil && before == "" && f.doc.Step(id) != nil {
		ways = slices.DeleteFunc(diagram.Of(f.doc, nil).Ways, func(w diagram.Way) bool { return w.From != id || w.Key != "on_approve" || w.To == "" })
		if len(ways) > 0 {
			target = ways[0].To
		}
	}
	s := b.stepOf(st)
	s.next = target
	b.refused = f.refusal()
	b.finishStep(s, st)
	entry := s.id
	if st.guard != nil {
		check := &step{id: b.id(st.guard.fields()[0] + "_check"), name: "Check: " + strings.ReplaceAll(st.guard.fields()[0], "_", " "), kind: "conditional_split", choices: []choice{{st.guard.text(), s.id}}, otherwise: target}
		entry = check.id
		if !f.write(check, target) {
			return
		}
		d.byStage[st] = append(d.byStage[st], check.id)
	}
	if !f.write(s, target) {
		return
	}
	d.byStage[st] = append([]string{s.id}, d.byStage[st]...)
	for _, late := range b.extra[st] {
		if !f.write(late, target) {
			return
		}
		d.byStage[st] = append(d.byStage[st], late.id)
	}
	for _, w := range ways {
		if !f.draw(diagram.Edit{Do: "connect", Step: w.From, Way: w.ID, To: entry}) {
			return
		}
	}
}

// write inserts a step in front of another one.
func (f *refiner) write(s *step, before string) bool {
	var p pen
	p.step(s)
	_, body, _ := strings.Cut(p.String(), "\n")
	tree, node, err := edit.ReadValue(strings.ReplaceAll(strings.TrimPrefix(body, "    "), "\n    ", "\n"))
	if err != nil {
		f.err = err
		return false
	}
	return f.make(edit.InsertKey(f.doc.Tree, f.path("workflow"), before, s.id, edit.Copy(tree, node)))
}
