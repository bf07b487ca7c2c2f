package offline

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/generate"
)

// maxPrompt bounds how much of a description is read, in bytes; what is longer is said to be unclear.
const maxPrompt = 256 << 10

// Generate makes a workflow of a description, whatever it is: of an empty one, a small approval to begin with.
func Generate(request generate.Request) generate.Proposal {
	text := request.Description
	if request.Context != "" {
		text += "\n\n" + request.Context
	}
	r := read(text)
	d := r.build(request)
	written := d.yaml()
	for range maxStages {
		steps, sound := flaws(written)
		if sound {
			break
		}
		r.leaveOut(d, steps)
		d = r.build(request)
		written = d.yaml()
	}
	p := generate.Proposal{YAML: written, Changed: true}
	r.explain(d, &p)
	return p
}

// flaws are the steps with which the analysis of workflows finds something wrong.
func flaws(text string) (steps []string, sound bool) {
	sound = true
	for _, found := range approvalml.Check(text).Diagnostics {
		if found.Severity != diagnostic.Error && found.Severity != diagnostic.Warning {
			continue
		}
		sound = false
		if len(found.Path) > 1 && found.Path[0].Key == "workflow" {
			steps = append(steps, found.Path[1].Key)
		}
	}
	return steps, sound
}

// leaveOut takes out the stages behind steps that do not work out, or the last one, and asks about them.
func (r *reader) leaveOut(d *draft, steps []string) {
	var out []*stage
	for _, st := range r.sketch.stages {
		if slices.ContainsFunc(d.byStage[st], func(id string) bool { return slices.Contains(steps, id) }) {
			out = append(out, st)
		}
	}
	if len(out) == 0 {
		out = r.sketch.stages[len(r.sketch.stages)-1:]
	}
	out = slices.Clone(out)
	for _, st := range out {
		r.sketch.unclear = append(r.sketch.unclear, doubt{at: st.at, question: "This does not go together with the rest. Who decides here, and when?"})
	}
	r.sketch.seen = slices.DeleteFunc(r.sketch.seen, func(u understood) bool { return slices.Contains(out, u.stage) })
	r.sketch.stages = slices.DeleteFunc(r.sketch.stages, func(st *stage) bool { return slices.Contains(out, st) })
	if len(r.sketch.stages) == 0 {
		r.sketch.stages = []*stage{{kind: approves, who: []actor{{words: []string{"manager"}}}}}
	}
}

// newReader takes a description apart into sentences.
func newReader(text string) *reader {
	if len(text) > maxPrompt {
		text = text[:maxPrompt]
	}
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, " ")
	}
	r := &reader{
		text: text, all: plainly(tokenize(text)), options: map[string][]optionWord{}, flags: map[string][]optionWord{},
		candidates: map[string]set{}, said: map[string][]interval{},
	}
	r.used = make([]bool, len(r.all)+16) // asked about a little beyond the end too
	r.split()
	r.markNamed()
	for _, t := range r.all {
		if t.kind == number && t.amount.currency != "" && r.sketch.currency == "" {
			r.sketch.currency = t.amount.currency
		}
		if c := currencyWords[t.low]; c != "" && t.kind == word && r.sketch.currency == "" && t.low != "rp" {
			r.sketch.currency = c
		}
	}
	return r
}

// read makes a sketch of a description.
func read(text string) *reader {
	r := newReader(text)
	for _, s := range r.sentences {
		r.readFields(s)
	}
	r.survey()
	for i, s := range r.sentences {
		if len(r.sketch.stages) >= maxStages {
			break
		}
		for _, c := range r.readRoute(s) {
			r.freeTier = false
			r.from, r.until = s.from, s.until
			r.settle(c, i)
			if r.freeTier && c.cond == nil && !c.other {
				r.tier = nil
			}
		}
		r.from, r.until = s.from, s.until
		r.members()
	}
	r.finish()
	return r
}

// members takes in how many members a committee has when a sentence says only that.
func (r *reader) members() {
	for i := r.from; i < r.until; i++ {
		n := r.memberCount(i)
		if n < 2 {
			continue
		}
		for k := len(r.sketch.stages) - 1; k >= 0; k-- {
			st := r.sketch.stages[k]
			if !st.automatic && st.kind != isTold && len(st.who) == 1 && st.who[0].members == 0 && (st.strategy != "" || committees[st.who[0].words[len(st.who[0].words)-1]]) {
				st.who[0].members = n
				break
			}
		}
	}
}

// finish fills in what follows from all that was said.
func (r *reader) finish() {
	r.borders()
	k := r.kindOfProcess()
	r.sketch.process = k.noun.String()
	r.supply(k)
	r.sketch.name = r.title(k)
	hasDecision := false
	for _, st := range r.sketch.stages {
		if st.kind != isTold {
			hasDecision = true
		}
	}
	if !hasDecision {
		st := &stage{kind: approves, who: []actor{{words: []string{"manager"}}}}
		r.sketch.stages = append([]*stage{st}, r.sketch.stages...)
		r.sketch.unclear = append(r.sketch.unclear, doubt{question: "Who approves? The requestor's manager is assumed.", answers: []string{"The manager approves.", "The head of department approves."}})
	}
	for _, f := range r.sketch.fields {
		if f.kind == "currency" && f.currency == "" {
			f.currency = r.sketch.currency
		}
		for _, c := range f.columns {
			if c.kind == "currency" {
				c.currency = r.sketch.currency
			}
		}
	}
}

func sprintf(format string, args ...any) string { return fmt.Sprintf(format, args...) }
