package simulate

import (
	"slices"
	"time"

	"workflow-designer/backend/approvalml/diagram"
	"workflow-designer/backend/words"
)

// Limits bound how much is enumerated. A limit of zero is the usual one.
type Limits struct {
	Paths int // that are told
	Hops  int // of all paths together
}

// The usual limits.
const (
	MostPaths = 1000
	MostHops  = 24_000
)

// Paths are the ways that requests can take through a workflow. A path takes each way of the diagram once at most, so that loops are
// gone round once.
type Paths struct {
	Paths    []Path     `json:"paths"`
	Never    []Never    `json:"never"` // ways that no form takes from where they were looked at
	Coverage Coverage   `json:"coverage"`
	Longest  *Wait      `json:"longest"` // of all paths; nil when there are none
	Slowest  int        `json:"slowest"` // the number of the path with the longest wait; 0 for none
	Stopped  *StoppedAt `json:"stopped"` // nil: these are all
}

// Path is one way through, from the form to the end.
type Path struct {
	Number    int            `json:"number"` // from 1
	Hops      []Hop          `json:"hops"`
	Form      map[string]any `json:"form"`      // takes this path
	Requester map[string]any `json:"requester"` // what of the requester it depends on
	Acts      []Act          `json:"acts"`      // that take it
	EndedWith string         `json:"ended_with"`
	EndedAt   string         `json:"ended_at"` // the last step
	Proven    bool           `json:"is_proven"`
	Problem   words.Text     `json:"problem"`    // why it is not
	Approvers []words.Text   `json:"approvers"`  // who decides, step by step, in words
	Deciders  []string       `json:"deciders"`   // who decided in the proof, vote by vote
	AllAgree  bool           `json:"all_agree"`  // everybody says yes, in time
	Ranges    []FieldRange   `json:"ranges"`     // what the form may hold on this path
	Others    []string       `json:"conditions"` // that ranges cannot tell
	Wait      Wait           `json:"wait"`
}

// Hop is a step of a path, and how it was left.
type Hop struct {
	Step    string     `json:"step"`
	Name    string     `json:"name"`
	Way     string     `json:"way"`     // the id of a way of the diagram; empty: the workflow ends here without one
	Outcome string     `json:"outcome"` // of people and systems; empty for others
	Label   words.Text `json:"label"`   // the same, or the condition, in a few words
	Waits   bool       `json:"waits"`   // people or a system are waited for
}

// Never is a way that cannot be taken behind the steps before it.
type Never struct {
	Steps   []string   `json:"steps"` // that come before it, and its own
	Way     string     `json:"way"`
	Step    string     `json:"step"`
	Label   words.Text `json:"label"`
	Certain bool       `json:"is_certain"` // no form can; else none was found
	Against []string   `json:"against"`    // the conditions that contradict each other
	Covered bool       `json:"is_covered"` // another path takes it
	Words   words.Text `json:"words"`
}

// Coverage says what the paths reach.
type Coverage struct {
	Steps        int      `json:"steps"`
	StepsCovered int      `json:"steps_covered"`
	StepsMissing []string `json:"steps_missing"`
	Ways         int      `json:"ways"`
	WaysCovered  int      `json:"ways_covered"`
	WaysMissing  []string `json:"ways_missing"`
}

// StoppedAt says where the enumeration came to a limit.
type StoppedAt struct {
	Paths int        `json:"paths"`
	Step  string     `json:"step"`
	Words words.Text `json:"words"`
}

// AllPaths enumerates the paths of a workflow, each with a form that takes it, proven by a run. When there are too many it says
// where it stopped, and then looks for one path for each way that none has taken. Begin is what the clock of the proofs shows
// first; a Monday morning when zero.
func AllPaths(w *Workflow, begin time.Time, limits Limits) Paths {
	if limits.Paths <= 0 {
		limits.Paths = MostPaths
	}
	if limits.Hops <= 0 {
		limits.Hops = MostHops
	}
	e := &explorer{
		w: w, limits: limits, solver: newSolver(w, begin), prover: &prover{w: w, begin: begin},
		used: map[string]bool{}, covered: map[string]bool{}, refused: map[string]bool{},
	}
	start := w.start()
	if start != nil {
		e.witness, e.mostVisited = &filling{data: e.base}, 4*limits.Hops
		e.walk(start)
		if e.stopped != nil {
			e.coverRest(start)
		}
	}
	return e.result()
}

// explorer goes through all branches, depth first.
type explorer struct {
	w      *Workflow
	limits Limits
	*solver
	prover *prover

	hops    []hop
	demands []demand
	used    map[string]bool // ways of the path so far
	witness *filling        // satisfies the demands so far

	// toward leads to a way that is not covered yet; nil while everything is enumerated.
	toward *target

	paths       []Path
	nevers      []Never
	covered     map[string]bool // ways
	refused     map[string]bool // by what is said of it
	told        int             // hops of all paths
	stopped     *StoppedAt
	visited     int // steps that were looked at
	mostVisited int

	// What the last path's demands come to: many paths have the same.
	rangedFor     []demand
	rangedAs      []FieldRange
	rangedBesides []string
}

// hop is a step of a path that is looked at.
type hop struct {
	step    *step
	way     *diagram.Way // nil: none is written
	outcome string
}

func (h hop) key() string {
	if h.way == nil {
		return h.step.id + "||" + h.outcome
	}
	return h.step.id + "|" + h.way.ID + "|" + h.outcome
}

// branch is a way on from a step.
type branch struct {
	hop
	demands []demand
	own     *demand // beside those, which choices of one step share; nil for none
	to      *step   // nil: the path ends
	with    string
	why     words.Text // it is never taken, whatever the form holds
}

// full tells whether a limit is reached.
func (e *explorer) full() bool {
	return len(e.paths) >= e.limits.Paths || e.told >= e.limits.Hops || e.prover.work >= e.limits.Hops ||
		e.budget <= 0 || e.visited > e.mostVisited
}

// walk looks at all paths from a step on.
func (e *explorer) walk(s *step) {
	if e.stopped != nil {
		return
	}
	if e.visited++; e.full() {
		e.stopped = &StoppedAt{Paths: len(e.paths), Step: s.id}
		return
	}
	if s.kind == "end" {
		e.leaf(hop{step: s}, first(textOf(s.node.Get("metadata").Get("outcome")), Completed))
		return
	}
	branches := e.branches(s)
	if e.toward != nil {
		branches = e.toward.sorted(branches)
	}
	for _, b := range branches {
		e.try(b)
		if e.toward != nil && e.toward.done {
			return
		}
	}
}

// try goes on by one branch, when there is a form for it.
func (e *explorer) try(b branch) {
	if b.way != nil && e.used[b.way.ID] || e.stopped != nil {
		return
	}
	if e.full() {
		e.stopped = &StoppedAt{Paths: len(e.paths), Step: b.step.id}
		return
	}
	if b.why != "" {
		e.refuse(b, nil, true, b.why)
		return
	}
	before, hops, witness := len(e.demands), len(e.hops), e.witness
	e.demands = append(e.demands, b.demands...)
	if b.own != nil {
		e.demands = append(e.demands, *b.own)
	}
	defer func() { e.demands, e.hops, e.witness = e.demands[:before], e.hops[:hops], witness }()
	if fresh := e.demands[before:]; len(fresh) > 0 && !e.satisfies(witness, fresh) {
		if earlier, late, clash := e.clash(e.demands, before); clash {
			e.refuse(b, []int{earlier, late}, true, "")
			return
		}
		found, verdict, against := e.solve(e.demands, *witness)
		if verdict != solved {
			e.refuse(b, against, verdict == never, "")
			return
		}
		e.witness = &found
	}
	if b.to == nil {
		e.leaf(b.hop, b.with)
		return
	}
	e.hops = append(e.hops, b.hop)
	if b.way != nil {
		e.used[b.way.ID] = true
		defer delete(e.used, b.way.ID)
	}
	e.walk(b.to)
}

// refuse notes a branch that cannot be taken, once for each reason.
func (e *explorer) refuse(b branch, against []int, certain bool, why words.Text) {
	n := Never{Step: b.step.id, Label: label(b.hop), Certain: certain, Against: []string{}, Steps: []string{}}
	if b.way != nil {
		n.Way = b.way.ID
	}
	for _, h := range e.hops {
		n.Steps = append(n.Steps, h.step.id)
	}
	n.Steps = append(n.Steps, b.step.id)
	for _, i := range against {
		if demanded := e.demands[i].words(); !slices.Contains(n.Against, demanded) {
			n.Against = append(n.Against, demanded)
		}
	}
	switch {
	case why != "":
		n.Words = why
	case certain:
		n.Words = words.F("Never taken: no form satisfies %s.", allOf(n.Against))
	default:
		n.Words = "No form was found that takes it; its conditions are outside of what can be decided."
	}
	key := n.Way + "\x00" + n.Label.String() + "\x00" + n.Words.String()
	if !e.refused[key] {
		e.refused[key] = true
		e.nevers = append(e.nevers, n)
	}
}

// leaf proves a path that has come to its end.
func (e *explorer) leaf(last hop, with string) {
	hops := append(slices.Clip(e.hops), last)
	if e.toward != nil && !e.toward.reached(hops) {
		return
	}
	p := Path{
		Number: len(e.paths) + 1, Form: e.witness.data, Requester: e.witness.requester, EndedWith: with, EndedAt: last.step.id,
		Hops: []Hop{}, Approvers: []words.Text{}, Deciders: []string{}, Acts: []Act{}, AllAgree: true, Ranges: []FieldRange{}, Others: []string{},
	}
	if p.Requester == nil {
		p.Requester = map[string]any{}
	}
	for _, h := range hops {
		told := Hop{Step: h.step.id, Name: h.step.name, Outcome: h.outcome, Label: label(h), Waits: h.step.waitsForPeople() || h.step.waitsForSystem()}
		if h.way != nil {
			told.Way = h.way.ID
		}
		p.Hops = append(p.Hops, told)
		p.take(h)
	}
	p.Wait.Open = listOf(p.Wait.Open)
	p.Wait.Words = p.Wait.inWords()
	run, acts, problem := e.prover.prove(hops, e.witness)
	p.Acts, p.Problem, p.Proven = acts, problem, problem == ""
	if p.Proven {
		p.Deciders, p.EndedWith = run.Approvers(), run.Ended().With
		for _, h := range hops {
			if h.way != nil {
				e.covered[h.way.ID] = true
			}
		}
	}
	p.Ranges, p.Others = e.ranged()
	e.paths = append(e.paths, p)
	e.told += len(hops)
	if e.toward != nil {
		e.toward.done = true
	}
}

// label says in a few words how a step was left.
func label(h hop) words.Text {
	switch {
	case h.way == nil:
		return inWords(h.outcome)
	case h.way.Kind == diagram.ByChoice:
		return words.Literal(h.way.Condition)
	}
	return h.way.Label
}

// branches are the ways on from a step, as the text has them.
func (e *explorer) branches(s *step) []branch {
	switch s.kind {
	case "conditional_split":
		return e.splitting(s)
	case "decision", "parallel_approval":
		return e.deciding(s)
	case "automatic", "wait_webhook", "spawn", "loop":
		return e.calling(s)
	case "notification":
		return e.going(s, Complete)
	}
	return []branch{{hop: hop{step: s, outcome: "stopped"}, with: Stopped}}
}

func (e *explorer) splitting(s *step) []branch {
	var list []branch
	var before []demand
	not := func(c choice) demand { return demand{c.condition, false, s.id, c.way.ID} }
	for _, c := range s.choices {
		if c.way == nil {
			continue
		}
		b := branch{hop: hop{step: s, way: c.way}}
		if c.condition == nil {
			b.why = words.F("Never taken: the condition %s cannot be read.", quoted(c.text))
			list = append(list, b)
			continue
		}
		yes := demand{c.condition, true, s.id, c.way.ID}
		b.demands, b.own = before[:len(before):len(before)], &yes
		list = append(list, e.leading(b))
		before = append(before, not(c))
	}
	otherwise := branch{hop: hop{step: s, way: s.otherwise, outcome: ""}, demands: before, with: Completed}
	if s.otherwise == nil {
		otherwise.outcome = "no way"
	}
	return append(list, e.leading(otherwise))
}

// leading says where a branch leads to.
func (e *explorer) leading(b branch) branch {
	switch {
	case b.way == nil:
	case b.way.ToMissing != "":
		b.with = Stopped
	case b.way.To == "" || b.way.Ends:
		b.with = endOf(b.outcome)
	default:
		b.to = e.w.byID[b.way.To]
	}
	return b
}

// going leaves a step by an outcome; by a loop first, when it has one.
func (e *explorer) going(s *step, outcome string) []branch {
	var list []branch
	on := branch{hop: hop{step: s, way: s.way(outcome), outcome: outcome}, with: endOf(outcome)}
	if s.again != nil && s.while != nil && outcome != Reject && outcome != Failure && outcome != Timeout {
		if !e.used[s.again.ID] {
			on.demands = []demand{{s.while, false, s.id, s.again.ID}}
		}
		back := branch{hop: hop{step: s, way: s.again, outcome: outcome}, demands: []demand{{s.while, true, s.id, s.again.ID}}}
		list = append(list, e.leading(back))
	}
	return append([]branch{e.leading(on)}, list...)
}

func (e *explorer) deciding(s *step) []branch {
	asked := s.voters()
	if len(s.people) > 0 && len(asked) == 0 {
		return e.going(s, Approve) // only copies
	}
	var outcomes []string
	for _, a := range append(asked, approver{asks: s.asks})[:max(len(asked), 1)] {
		for _, outcome := range s.outcomes(a.asks) {
			if !slices.Contains(outcomes, outcome) {
				outcomes = append(outcomes, outcome)
			}
		}
	}
	var list []branch
	for _, outcome := range outcomes {
		list = append(list, e.going(s, outcome)...)
	}
	return append(list, e.timing(s)...)
}

// timing is the way that is taken when time is up.
func (e *explorer) timing(s *step) []branch {
	if s.way(Timeout) == nil {
		return nil
	}
	list := e.going(s, Timeout)
	if s.timeout.unit == "" {
		list[0].why = "Never taken: the step has no timeout."
	}
	return list
}

func (e *explorer) calling(s *step) []branch {
	list := e.going(s, Complete)
	if s.way(Failure) != nil {
		list = append(list, e.going(s, Failure)...)
	}
	if s.waitsForSystem() {
		list = append(list, e.timing(s)...)
	}
	return list
}

// result puts everything together.
func (e *explorer) result() Paths {
	r := Paths{Paths: listOf(e.paths), Never: []Never{}}
	told := map[string]bool{}
	for _, n := range e.nevers { // of a way that other paths take, once is enough
		if n.Covered = e.covered[n.Way]; !n.Covered || !told[n.Way] {
			told[n.Way] = true
			r.Never = append(r.Never, n)
		}
	}
	c := &r.Coverage
	c.StepsMissing, c.WaysMissing = []string{}, []string{}
	reached := map[string]bool{}
	for _, p := range e.paths {
		for _, h := range p.Hops {
			reached[h.Step] = reached[h.Step] || p.Proven
		}
	}
	for _, s := range e.w.steps {
		c.Steps++
		if reached[s.id] {
			c.StepsCovered++
		} else {
			c.StepsMissing = append(c.StepsMissing, s.id)
		}
		for _, way := range s.ways {
			c.Ways++
			if e.covered[way.ID] {
				c.WaysCovered++
			} else {
				c.WaysMissing = append(c.WaysMissing, way.ID)
			}
		}
	}
	for i := range e.paths {
		if r.Longest == nil || r.Longest.shorter(e.paths[i].Wait) {
			r.Longest, r.Slowest = &e.paths[i].Wait, e.paths[i].Number
		}
	}
	if r.Stopped = e.stopped; r.Stopped != nil {
		r.Stopped.Words = words.F("Stopped after %d paths at step %s: there are more.", r.Stopped.Paths, quoted(r.Stopped.Step))
	}
	return r
}
