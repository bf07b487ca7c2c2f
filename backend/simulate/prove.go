package simulate

import (
	"maps"
	"slices"
	"time"

	"workflow-designer/backend/approvalml/form"
	"workflow-designer/backend/words"
)

// prover takes paths by runs. Paths that follow each other begin alike, so the run up to where they part is kept.
type prover struct {
	w     *Workflow
	begin time.Time
	work  int // acts so far

	with   *filling
	frames []frame
	later  map[string]any // what only steps can fill in
	opens  map[string][]string
}

// frame is the run before a hop.
type frame struct {
	hop  string
	run  Run
	acts []Act
}

// prove takes a path. Problem says why the run went another way; empty when it did not.
func (p *prover) prove(hops []hop, with *filling) (run Run, acts []Act, problem words.Text) {
	if p.with != with || len(p.frames) == 0 {
		if problem = p.beginWith(with); problem != "" {
			return Run{}, []Act{}, problem
		}
	}
	same := 0
	for same+1 < len(p.frames) && same < len(hops) && p.frames[same+1].hop == hops[same].key() {
		same++
	}
	p.frames = p.frames[:same+1]
	for _, h := range hops[same:] {
		last := p.frames[len(p.frames)-1]
		next, done, refused := p.follow(last.run, h)
		if refused != "" {
			return last.run, listOf(last.acts), refused
		}
		p.frames = append(p.frames, frame{h.key(), next, append(slices.Clip(last.acts), done...)})
	}
	last := p.frames[len(p.frames)-1]
	run, acts = last.run, listOf(last.acts)
	run, more, problem := p.goOn(run, "")
	if acts = append(acts, more...); problem != "" {
		return run, acts, problem
	}
	return run, acts, p.differs(run, hops)
}

// beginWith sends the form.
func (p *prover) beginWith(with *filling) words.Text {
	p.with, p.frames, p.later = with, nil, map[string]any{}
	if p.opens == nil {
		p.opens = map[string][]string{}
		for _, view := range p.w.form.Steps {
			p.opens[view.ID] = open(p.w.form, form.View{Step: view.ID})
		}
	}
	now, sent := open(p.w.form, form.View{}), maps.Clone(with.data)
	for name, value := range with.data {
		atStep := false
		for _, names := range p.opens {
			atStep = atStep || slices.Contains(names, name)
		}
		if atStep && !slices.Contains(now, name) {
			p.later[name] = value
			delete(sent, name)
		}
	}
	send := Act{Do: Submit}
	p.work++
	run, refused := New(p.w, Setup{Form: sent, Requester: with.requester, Begin: p.begin}).Act(send)
	if refused != nil {
		return words.F("The form cannot be filled in with samples: %s", refused.Message)
	}
	p.frames = []frame{{"", run, []Act{send}}}
	return ""
}

// open are the fields that can be filled in.
func open(f *form.Form, view form.View) []string {
	var names []string
	for name, state := range f.Evaluate(nil, view).Fields {
		if !state.ReadOnly && state.Visible {
			names = append(names, name)
		}
	}
	return names
}

// follow lets a step come to its outcome; one that waits for nobody was passed already.
func (p *prover) follow(run Run, h hop) (Run, []Act, words.Text) {
	if !h.step.waitsForPeople() && !h.step.waitsForSystem() {
		return run, nil, ""
	}
	run, acts, problem := p.goOn(run, h.step.id)
	if problem != "" {
		return run, acts, problem
	}
	if run.Waits() != h.step.id {
		return run, acts, words.F("The run does not come to %s.", quoted(h.step.id))
	}
	next, done, refused := run.Toward(h.outcome, p.filledAt(run, h.step.id))
	p.work += 1 + len(done)
	if refused != nil {
		return run, acts, refused.Message
	}
	return next, append(acts, done...), ""
}

// filledAt is what only this step can fill in.
func (p *prover) filledAt(run Run, step string) map[string]any {
	filled := map[string]any{}
	for _, name := range p.opens[step] {
		if value, has := p.later[name]; has && !same(run.m.data[name], value) {
			filled[name] = value
		}
	}
	if len(filled) == 0 {
		return nil
	}
	return filled
}

// mostRoundsProven is how often a proof goes round a loop.
const mostRoundsProven = 1100

// goOn goes round a loop as before, until the run comes to a step or to its end.
func (p *prover) goOn(run Run, until string) (Run, []Act, words.Text) {
	var acts []Act
	for range mostRoundsProven {
		at := run.Waits()
		if at == until || at == "" {
			return run, acts, ""
		}
		outcome := ""
		for _, d := range run.m.visits.list() {
			if d.Step == at && d.Outcome != "" {
				outcome = d.Outcome
			}
		}
		if outcome == "" {
			return run, acts, words.F("The run waits at %s, where the path does not come.", quoted(at))
		}
		next, done, refused := run.Toward(outcome, nil)
		p.work += 1 + len(done)
		if refused != nil {
			return run, acts, refused.Message
		}
		run, acts = next, append(acts, done...)
	}
	return run, acts, "The run goes round and round."
}

// differs compares a run with the path, each way once.
func (p *prover) differs(run Run, hops []hop) words.Text {
	if run.Ended() == nil {
		return words.F("The run waits at %s, and has not ended.", quoted(run.Waits()))
	}
	var want, got []string
	for _, h := range hops {
		if h.way != nil {
			want = append(want, h.way.ID)
		}
	}
	seen := map[string]bool{}
	for _, w := range run.m.walked.list() {
		if !seen[w.Way] {
			seen[w.Way] = true
			got = append(got, w.Way)
		}
	}
	for i := range max(len(want), len(got)) {
		switch {
		case i >= len(got):
			return words.F("The run ends before %s.", quoted(want[i]))
		case i >= len(want):
			return words.F("The run goes on by %s.", quoted(got[i]))
		case want[i] != got[i]:
			return words.F("The run takes %s, and not %s.", quoted(got[i]), quoted(want[i]))
		}
	}
	return ""
}
