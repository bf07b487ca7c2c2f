package simulate

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"time"

	"workflow-designer/backend/approvalml/condition"
)

// demand is a condition that a path needs to hold, or not to.
type demand struct {
	condition *condition.Expression
	holds     bool
	step      string
	way       string // the id of the way that it is for
}

// words are the demand in words.
func (d demand) words() string {
	if d.holds {
		return d.condition.Text()
	}
	return fmt.Sprintf("not (%s)", d.condition.Text())
}

// filling is a form that takes a path.
type filling struct {
	data      map[string]any
	requester map[string]any
	values    map[string]any // as conditions take them; nil until they are asked for
}

// verdicts of solving.
type answer uint8

const (
	solved answer = iota
	never         // no form can
	unsolved
)

// solver looks for forms. It spends no more than its budget, all in all.
type solver struct {
	w      *Workflow
	begin  time.Time
	base   map[string]any
	budget int
	cost   int // of trying one form
	// What was found out about conditions, each once.
	parts   map[demand][]condition.Wanted
	told    map[string]bool // clauses that ranges tell
	clashes map[[2]condition.Wanted]bool
	names   map[*condition.Expression]map[string]bool
}

// costs of what a solver does, in units of about ten microseconds.
const (
	costOfSolving = 2
	costOfMany    = 400 // conditions grow into each other
	costOfTrying  = 15
	pairsForOne   = 4 // two conditions are told from each other quickly
	// What is known of two conditions is found even quicker.
	pairsKnownForOne = 50
	solverBudget     = 20_000
)

func newSolver(w *Workflow, begin time.Time) *solver {
	if begin.IsZero() {
		begin = DefaultBegin
	}
	fields := len(w.form.Fields)
	for i := range w.form.Fields {
		fields += len(w.form.Fields[i].Columns)
	}
	return &solver{
		w: w, begin: begin, base: w.Sample(nil, begin), budget: solverBudget, cost: costOfTrying + fields/2, parts: map[demand][]condition.Wanted{}, told: map[string]bool{},
		clashes: map[[2]condition.Wanted]bool{}, names: map[*condition.Expression]map[string]bool{},
	}
}

// exactly asks which values satisfy the demands, where that can be decided.
func (s *solver) exactly(demands []demand) (condition.Solution, bool) {
	if s.budget <= 0 {
		return condition.Solution{}, false
	}
	s.spend(len(demands))
	return condition.Solve(wantedBy(demands), s.w.fields)
}

// ranges are what the fields may hold.
func (s *solver) ranges(demands []demand) []condition.Range {
	s.spend(2 * len(demands))
	return condition.Ranges(wantedBy(demands), s.w.fields)
}

func (s *solver) spend(conditions int) { s.budget -= costOfSolving + conditions*conditions/costOfMany }

func wantedBy(demands []demand) []condition.Wanted {
	wanted := make([]condition.Wanted, len(demands))
	for i, d := range demands {
		wanted[i] = condition.Wanted{Condition: d.condition, Holds: d.holds}
	}
	return wanted
}

// clash finds two demands that contradict each other, the second one of them among those from an index on. What was found out is
// kept: the same two meet on many paths.
func (s *solver) clash(demands []demand, from int) (earlier, late int, found bool) {
	for late := from; late < len(demands); late++ {
		s.budget -= late / pairsKnownForOne
		for earlier := range late {
			pair := [2]condition.Wanted{
				{Condition: demands[earlier].condition, Holds: demands[earlier].holds}, {Condition: demands[late].condition, Holds: demands[late].holds},
			}
			clash, known := s.clashes[pair]
			if !known {
				if s.budget <= 0 || !s.alike(pair) {
					continue
				}
				if len(s.clashes)%pairsForOne == 0 {
					s.budget--
				}
				solution, told := condition.Solve(pair[:], s.w.fields)
				clash = told && solution.Never && len(solution.Against) == len(pair)
				s.clashes[pair] = clash
			}
			if clash {
				return earlier, late, true
			}
		}
	}
	return 0, 0, false
}

// alike tells whether two conditions speak of the same name.
func (s *solver) alike(pair [2]condition.Wanted) bool {
	for name := range s.namesOf(pair[0].Condition) {
		if s.namesOf(pair[1].Condition)[name] {
			return true
		}
	}
	return false
}

func (s *solver) namesOf(c *condition.Expression) map[string]bool {
	names, known := s.names[c]
	if !known {
		names = map[string]bool{}
		for _, name := range c.Names() {
			names[name.String()] = true
		}
		s.names[c] = names
	}
	return names
}

// solve looks for a form, beginning with one that satisfied earlier demands. Against are the indexes of demands that
// contradict each other, when there is none.
func (s *solver) solve(demands []demand, from filling) (filling, answer, []int) {
	solution, known := s.exactly(demands)
	if known && solution.Never {
		return filling{}, never, solution.Against
	}
	found := s.put(filling{data: maps.Clone(from.data), requester: maps.Clone(from.requester)}, solution.Values)
	if s.wrong(found, demands) == 0 {
		return found, solved, nil
	}
	// What the other fields hold may be in the way: begin with plain values.
	fresh := s.put(filling{data: maps.Clone(s.base)}, solution.Values)
	if better := s.wrong(fresh, demands); better == 0 {
		return fresh, solved, nil
	}
	if found, ok := s.search(fresh, demands); ok {
		return found, solved, nil
	}
	return filling{}, unsolved, nil
}

// put fills fields in with the values that were found. What is computed, and line items, are left to search.
func (s *solver) put(f filling, values map[string]condition.Value) filling {
	if f.data == nil {
		f.data = map[string]any{}
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		value := values[name]
		field := s.w.form.Field(name)
		switch {
		case field == nil && (name == "requestor" || name == "requester"):
			group, _ := value.(map[string]any)
			f.requester = maps.Clone(f.requester)
			if f.requester == nil {
				f.requester = map[string]any{}
			}
			maps.Copy(f.requester, group)
		case field == nil || field.Computed || field.Type == "line_items":
		case value == nil:
			delete(f.data, name)
		default:
			f.data[name] = value
		}
	}
	f.data = s.w.sampleAt(f.data, "", s.begin) // a value may make others necessary
	s.budget -= s.cost
	return f
}

// wrong counts what a form does not satisfy; what the form itself does not allow weighs more.
func (s *solver) wrong(f filling, demands []demand) int {
	s.budget -= s.cost
	m := New(s.w, Setup{Form: f.data, Requester: f.requester, Begin: s.begin}).m
	wrong := 2 * len(m.problems(""))
	values := m.context()
	for _, d := range demands {
		for _, c := range s.clauses(d) {
			if holds, err := c.Condition.Holds(values); (holds && err == nil) != c.Holds {
				wrong++
			}
		}
	}
	return wrong
}

// clauses are the parts of a demand that must all come out.
func (s *solver) clauses(d demand) []condition.Wanted {
	key := demand{condition: d.condition, holds: d.holds}
	if _, known := s.parts[key]; !known {
		s.parts[key] = condition.Wanted{Condition: d.condition, Holds: d.holds}.Clauses()
	}
	return s.parts[key]
}

// satisfies tells whether a form that is whole satisfies demands.
func (s *solver) satisfies(f *filling, demands []demand) bool {
	if f.values == nil {
		s.budget -= s.cost
		f.values = New(s.w, Setup{Form: f.data, Requester: f.requester, Begin: s.begin}).m.context()
	}
	for i, d := range demands {
		if i%pairsKnownForOne == pairsKnownForOne-1 {
			s.budget--
		}
		if holds, err := d.condition.Holds(f.values); (holds && err == nil) != d.holds {
			return false
		}
	}
	return true
}

// roundsOfSearch is how often all candidates are tried.
const roundsOfSearch = 4

// search changes one value after the other for the better.
func (s *solver) search(f filling, demands []demand) (filling, bool) {
	best := s.wrong(f, demands)
	for range roundsOfSearch {
		improved := false
		for _, try := range s.candidates(f, demands) {
			if s.budget <= 0 {
				return f, false
			}
			changed := filling{data: maps.Clone(f.data), requester: f.requester}
			try(changed.data)
			changed.data = s.w.sampleAt(changed.data, "", s.begin)
			if wrong := s.wrong(changed, demands); wrong < best {
				f, best, improved = changed, wrong, true
				if best == 0 {
					return f, true
				}
			}
		}
		if !improved {
			break
		}
	}
	return f, false
}

var (
	numberForm = regexp.MustCompile(`[0-9]+(\.[0-9]+)?`)
	textForm   = regexp.MustCompile(`'([^']*)'|"([^"]*)"`)
)

// change puts another value into a form.
type change = func(map[string]any)

// mostCandidates bounds what is tried in one round.
const mostCandidates = 400

// tells whether ranges tell a clause: it is about one name, and can be decided.
func (s *solver) tells(c condition.Wanted) bool {
	key := wantedInWords(c)
	if told, known := s.told[key]; known {
		return told
	}
	names := map[string]bool{}
	for _, name := range c.Condition.Names() {
		names[name.String()] = true
		if field := s.w.fields[name.Path[0]]; field.Kind == condition.List {
			names["a list has no range"], names["never"] = true, true
		}
	}
	told := len(names) <= 1
	if told {
		solution, known := condition.Solve([]condition.Wanted{c}, s.w.fields)
		told = known && (solution.Exact || solution.Never)
	}
	s.told[key] = told
	return told
}

func wantedInWords(c condition.Wanted) string {
	return demand{condition: c.Condition, holds: c.Holds}.words()
}
