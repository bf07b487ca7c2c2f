package offline

import (
	"slices"
	"strconv"

	"workflow-designer/backend/generate"
)

// step is a step of the workflow that is built.
type step struct {
	id, name, kind string
	approver       string
	approvers      []string // roles, and ${...} for others
	strategy       string
	approval       string // approval_type
	timeout        string
	choices        []choice
	otherwise      string
	next, no, late string
	recipients     []string
	subject, body  string
	notify         string
	outcome        string
	key            string // of a split: the stages that may come of it
	stage          *stage
}

type choice struct{ condition, to string }

// draft is a workflow that is built, before it is written.
type draft struct {
	name, kind, description, company string
	fields                           []*field
	steps                            []*step
	byStage                          map[*stage][]string
}

// builder turns stages into steps with ways between them.
type builder struct {
	r       *reader
	stages  []*stage
	ids     map[string]bool
	step    map[*stage]*step
	splits  map[int][]*step // in front of a stage: one for each set of stages that may come of it
	groups  map[int]int     // by the first stage of a split, the one behind its last
	late    map[string]*step
	extra   map[*stage][]*step
	refused string
}

// newBuilder makes steps that are named by none of these ids.
func newBuilder(r *reader, ids ...string) *builder {
	b := &builder{
		r: r, ids: map[string]bool{}, step: map[*stage]*step{}, splits: map[int][]*step{}, groups: map[int]int{},
		late: map[string]*step{}, extra: map[*stage][]*step{},
	}
	for _, id := range ids {
		b.ids[id] = true
	}
	return b
}

func (r *reader) build(request generate.Request) *draft {
	b := newBuilder(r, "approved", "rejected")
	b.stages, b.refused = r.sketch.stages, "rejected"
	d := &draft{name: r.sketch.name, kind: r.kindOfProcess().slug, company: request.Company, byStage: map[*stage][]string{}}
	if request.Type != "" {
		d.kind = slug(request.Type)
	}
	b.stages = slices.DeleteFunc(slices.Clone(b.stages), func(st *stage) bool {
		return st.rejected && st.kind == isTold || st.guard != nil && st.guard.isNever()
	})
	b.settleTwice()
	for _, st := range b.stages {
		if !st.automatic {
			b.step[st] = b.stepOf(st)
		}
	}
	refusedSteps := b.tellRefused()
	b.entry(0, nil)
	for done := false; !done; {
		done = true
		for i, st := range b.stages {
			if s := b.step[st]; s != nil && s.next == "" {
				s.next = b.entry(i+1, st.guard)
				done = false
			}
		}
	}
	seen := b.reachable()
	for i, st := range b.stages {
		for _, s := range b.splits[i] {
			if !seen[s.id] {
				continue
			}
			d.steps = append(d.steps, s)
			for _, x := range b.stages[i:b.groups[i]] {
				d.byStage[x] = append(d.byStage[x], s.id)
			}
		}
		s := b.step[st]
		if s == nil || !seen[s.id] {
			continue
		}
		b.finishStep(s, st)
		d.steps = append(d.steps, s)
		d.byStage[st] = append([]string{s.id}, d.byStage[st]...)
		if s.late != "" {
			d.byStage[st] = append(d.byStage[st], s.late)
		}
		d.steps = append(d.steps, b.extra[st]...)
	}
	refusals := slices.ContainsFunc(d.steps, func(s *step) bool { return s.no == b.refused })
	if refusals {
		d.steps = append(d.steps, refusedSteps...)
	}
	d.steps = append(d.steps, &step{id: "approved", name: "Approved", kind: "end", notify: sprintf("Your %s is approved.", r.sketch.process), outcome: "approved"})
	if refusals {
		d.steps = append(d.steps, &step{id: "rejected", name: "Rejected", kind: "end", notify: sprintf("Your %s is rejected. The comments say why.", r.sketch.process), outcome: "rejected"})
	}
	tellApart(d.steps)
	d.fields = r.sketch.fields
	b.completeFields(d)
	return d
}

// tellApart numbers the steps that have the same name.
func tellApart(steps []*step) {
	count := map[string]int{}
	for _, s := range steps {
		count[s.name]++
		if n := count[s.name]; n > 1 {
			s.name = sprintf("%s (%d)", s.name, n)
		}
	}
}

// settleTwice takes out whoever has just been asked, and would be asked again.
func (b *builder) settleTwice() {
	for i := 0; i < len(b.stages); i++ {
		two := b.stages[i]
		for j := i - 1; j >= 0 && asked(two); j-- {
			one := b.stages[j]
			if !asked(one) || disjoint(one.guard, two.guard) {
				continue
			}
			if b.share(one, two) {
				b.stages = slices.Delete(b.stages, i, i+1)
				b.r.tell(two.at, "", one)
				i--
				break
			}
			if one.guard == nil {
				break
			}
		}
	}
}

// asked tells whether a stage asks somebody for a decision.
func asked(st *stage) bool { return !st.automatic && st.kind != isTold }

// share takes those out of the stage two who are asked at the stage one already; it tells whether nobody is left.
func (b *builder) share(one, two *stage) bool {
	var rest []actor
	for _, a := range two.who {
		if !slices.ContainsFunc(one.who, func(x actor) bool { return approverOf(b.r, x) == approverOf(b.r, a) }) {
			rest = append(rest, a)
		}
	}
	if len(rest) == len(two.who) {
		return false
	}
	if len(rest) > 0 {
		two.who = rest
		one.guard = either(one.guard, two.guard)
		return false
	}
	if len(one.who) == 1 && len(two.who) == 1 {
		if two.kind == signs || one.kind == approves {
			one.kind = two.kind
		}
		if two.strategy != "" && one.strategy == "" {
			one.strategy, one.who = two.strategy, two.who
		}
	}
	one.guard = either(one.guard, two.guard)
	if one.timeout == "" {
		one.timeout, one.escalate = two.timeout, two.escalate
	}
	return true
}

// entry is the step where a request goes that has passed the stages before i, when it is known what holds for it.
func (b *builder) entry(i int, known *cond) string {
	for ; i < len(b.stages); i++ {
		st := b.stages[i]
		if st.automatic && st.guard != nil && known != nil && disjoint(known, st.guard) {
			continue
		}
		if st.guard == nil || known != nil && implies(known, st.guard) {
			if st.automatic {
				return b.tail(i+1, known)
			}
			return b.step[st].id
		}
		if known != nil && disjoint(known, st.guard) {
			continue
		}
		return b.split(i, known)
	}
	return "approved"
}

// tail is where a request goes that nobody has to decide on: to who is told of all.
func (b *builder) tail(i int, known *cond) string {
	for k := i; k < len(b.stages); k++ {
		st := b.stages[k]
		if st.kind == isTold && (st.guard == nil || implies(known, st.guard)) && !slices.ContainsFunc(b.stages[k:], func(x *stage) bool { return x.kind != isTold }) {
			return b.step[st].id
		}
	}
	return "approved"
}

// split makes the split in front of the stage i. Stages behind it that share its field and exclude each other are its choices.
func (b *builder) split(i int, known *cond) string {
	first := b.stages[i]
	end := i + 1
	for end < len(b.stages) {
		st := b.stages[end]
		if st.guard == nil || !shareField(st.guard, first.guard) || slices.ContainsFunc(b.stages[i:end], func(x *stage) bool { return !disjoint(x.guard, st.guard) }) {
			break
		}
		end++
	}
	ways := slices.DeleteFunc(slices.Clone(b.stages[i:end]), func(st *stage) bool { return known != nil && disjoint(known, st.guard) })
	key := ""
	for _, st := range ways {
		key += sprintf("%d,", slices.Index(b.stages, st))
	}
	for _, s := range b.splits[i] {
		if s.key == key {
			return s.id
		}
	}
	about := first.guard.fields()
	label := about[0]
	if f := b.r.sketch.field(about[0]); f != nil {
		label = f.label
	}
	s := &step{id: b.id(about[0] + "_check"), name: "Check: " + label, kind: "conditional_split", stage: first, key: key}
	b.splits[i], b.groups[i] = append(b.splits[i], s), end
	rest := never()
	for _, st := range ways {
		rest = either(rest, st.guard)
	}
	covers := opposite(rest)
	for k, st := range ways {
		var to string
		if st.automatic {
			to = b.tail(end, st.guard)
		} else {
			to = b.step[st].id
		}
		if covers.isNever() && k == len(ways)-1 && k > 0 {
			s.otherwise = to
			break
		}
		s.choices = append(s.choices, choice{st.guard.text(), to})
	}
	if s.otherwise == "" {
		s.otherwise = b.entry(end, covers)
	}
	return s.id
}

func (b *builder) id(name string) string {
	name = slug(name)
	free := name
	for n := 2; b.ids[free]; n++ {
		free = name + "_" + strconv.Itoa(n)
	}
	b.ids[free] = true
	return free
}

var verbNouns = map[kind][2]string{
	approves: {"approval", "%s approval"}, signs: {"signature", "%s signs"}, acknowledges: {"acknowledgement", "%s acknowledges"},
	recommends: {"recommendation", "%s recommends"}, getsCopy: {"copy", "Copy for %s"}, isTold: {"", "Tell %s"},
}

// finishStep writes what becomes of a step when nobody says yes.
func (b *builder) finishStep(s *step, st *stage) {
	if st.kind == isTold {
		s.subject = sprintf("%s: %s", b.r.sketch.name, "${requestor.name}")
		s.body = b.summary()
		return
	}
	s.no = b.refused
	switch st.kind {
	case signs:
		s.approval = "needs_to_sign"
	case acknowledges:
		s.approval = "needs_to_acknowledge"
	case recommends:
		s.approval, s.no = "needs_to_recommend", s.next
	case getsCopy:
		s.approval, s.no = "receives_a_copy", s.next
	default:
	}
	if st.escalate != nil && st.timeout != "" {
		who := approverOf(b.r, *st.escalate)
		if who == s.approver || slices.Contains(s.approvers, who) {
			return
		}
		key := who + "|" + s.next + "|" + s.no
		next, ok := b.afterLate(st, who, s.next)
		if !ok {
			return
		}
		late := b.late[key]
		if late == nil {
			late = &step{id: b.id("escalation_to_" + st.escalate.slug()), name: b.lateName(st, s), kind: "decision", approver: who, next: next, no: b.refused, stage: st}
			b.late[key] = late
			b.extra[st] = append(b.extra[st], late)
		}
		s.late = late.id
	}
}

func (b *builder) reachable() map[string]bool {
	by := map[string]*step{}
	for _, s := range b.step {
		by[s.id] = s
	}
	for _, list := range b.splits {
		for _, s := range list {
			by[s.id] = s
		}
	}
	seen := map[string]bool{}
	todo := []string{b.entry(0, nil)}
	for len(todo) > 0 {
		id := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if seen[id] || by[id] == nil {
			continue
		}
		seen[id] = true
		s := by[id]
		todo = append(todo, s.next, s.otherwise)
		for _, c := range s.choices {
			todo = append(todo, c.to)
		}
	}
	return seen
}
