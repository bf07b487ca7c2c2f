package condition

import (
	"math"
	"slices"
	"strings"
)

// Wanted is a condition that shall hold, or shall not.
type Wanted struct {
	Condition *Expression
	Holds     bool
}

// Solution has values for which every condition comes out as it is wanted.
type Solution struct {
	// Never tells that there are none, whatever the fields hold: the conditions at the indexes in Against contradict each
	// other, and none of these can be spared.
	Never   bool
	Against []int
	// Exact tells that the values are certain. Else a part of the conditions is outside of what can be decided (fields that
	// are compared with each other, sums, functions), and the values satisfy the rest only.
	Exact bool
	// Values are nested as Evaluate takes them. A name that may hold anything is left out.
	Values map[string]Value
}

// Range is what a field may hold: stretches of numbers or dates, or single values.
type Range struct {
	Path      []string
	Stretches []Stretch
	Values    []Value
	Other     bool // also any text that is not among those that the conditions speak of
	Empty     bool // also nothing at all
	Without   []Value
}

// Stretch reaches from Low to High, numbers or dates; nil where it has no end. A closed end belongs to it.
type Stretch struct {
	Low, High             Value
	LowClosed, HighClosed bool
}

// Solve looks for values of the fields for which all conditions come out as wanted. It takes the same conditions as Cover,
// and like that spends a bounded effort: false when it was not enough to tell.
func Solve(wanted []Wanted, fields Fields) (Solution, bool) {
	q := newQuestion(wanted, fields)
	if q == nil {
		return Solution{}, false
	}
	switch found, domain := q.find(); found {
	case some:
		return Solution{Exact: q.model.exact, Values: q.model.values(q.found, domain)}, true
	case none:
		return Solution{Never: true, Against: q.against(domain)}, true
	default:
		return Solution{}, false
	}
}

// Ranges say for each name what it may hold, for some values of the others, so that all conditions come out as wanted. One that
// may hold anything is left out, and so is a list; there are none when nothing satisfies the conditions, or it cannot be told.
func Ranges(wanted []Wanted, fields Fields) []Range {
	q := newQuestion(wanted, fields)
	if q == nil {
		return nil
	}
	found, domain := q.find()
	if found != some {
		return nil
	}
	if reckoned := q.model.domain(func(v *variable) cells { return v.gap }); q.ask(reckoned) == some {
		domain = reckoned // what is empty is told too, where it counts
	}
	return q.ranges(domain)
}

// question asks for all wanted conditions at once.
type question struct {
	*search
	wanted []Wanted
}

// newQuestion is nil when the conditions are too many and too different to be reasoned about.
func newQuestion(wanted []Wanted, fields Fields) *question {
	conditions := make([]*Expression, len(wanted))
	for i, w := range wanted {
		conditions[i] = w.Condition
	}
	m := newModel(conditions, fields)
	if m == nil {
		return nil
	}
	return &question{search: &search{model: m, budget: searchBudget}, wanted: wanted}
}

// find looks among values that are filled in first, and among all at last.
func (q *question) find() (found answer, domain []cells) {
	for _, of := range []func(v *variable) cells{
		func(v *variable) cells { return v.filled }, func(v *variable) cells { return v.gap }, func(v *variable) cells { return v.wide },
	} {
		domain = q.model.domain(of)
		if found = q.ask(domain); found != none {
			break
		}
	}
	return found, domain
}

// ask joins those that shall hold into one condition, which stays behind the others.
func (q *question) ask(domain []cells) answer { return q.askFor(domain, nil) }

// askFor leaves some conditions out.
func (q *question) askFor(domain []cells, without map[int]bool) answer {
	all := &formula{kind: andNode}
	var not []int
	for i, w := range q.wanted {
		switch {
		case w.Condition == nil || without[i]:
		case w.Holds:
			all.kids = append(all.kids, q.model.conditions[i])
		default:
			not = append(not, i)
		}
	}
	count := len(q.wanted)
	q.model.conditions = append(q.model.conditions[:count], all)
	return q.search.ask(count, not, domain)
}

// against is a smallest set of conditions that contradict each other.
func (q *question) against(domain []cells) []int {
	without := map[int]bool{}
	var needed []int
	for i := range q.wanted {
		without[i] = true
		if q.wanted[i].Condition == nil || q.askFor(domain, without) == none {
			continue
		}
		delete(without, i)
		needed = append(needed, i)
	}
	return needed
}

// values are one value for each name that a region narrows.
func (m *model) values(region, domain []cells) map[string]Value {
	values := map[string]Value{}
	for i, v := range m.variables {
		if !v.free && !region[i].equal(domain[i]) {
			place(values, v.path, public(v.cells[v.pick(region[i])].value, 0))
		}
	}
	return values
}

// pick prefers what is filled in to what is empty, and a round number between the ends to the ends.
func (v *variable) pick(region cells) int {
	for i, c := range v.cells {
		if region.has(i) && c.line && !c.point {
			return i
		}
	}
	return v.choose(region)
}

// Clauses are the parts of what is wanted that must all come out: those that and joins in a condition that shall hold, those
// that or joins in one that shall not. What cannot be divided is itself.
func (w Wanted) Clauses() []Wanted {
	if w.Condition == nil {
		return nil
	}
	return clausesOf(w, w.Condition.root, w.Holds)
}

func clausesOf(w Wanted, n *node, holds bool) []Wanted {
	switch {
	case n.kind == andNode && holds, n.kind == orNode && !holds:
		var list []Wanted
		for _, kid := range n.kids {
			list = append(list, clausesOf(w, kid, holds)...)
		}
		return list
	}
	if n == w.Condition.root {
		return []Wanted{{w.Condition, holds}}
	}
	part, bad := Parse(w.Condition.text[n.span.Start:n.span.End])
	if bad != nil {
		return []Wanted{w}
	}
	return []Wanted{{part, holds}}
}

// mostRanged is of how many cells a name may have for its range to be told.
const mostRanged = 400

// ranges asks for each name which of its cells are possible.
func (q *question) ranges(domain []cells) []Range {
	var ranges []Range
	for i, v := range q.model.variables {
		if v.free || v.field.Kind == List || len(v.cells) > mostRanged {
			continue
		}
		possible, known := newCells(len(v.cells)), true
		for c := range v.cells {
			if !domain[i].has(c) {
				continue
			}
			only := newCells(len(v.cells))
			only.add(c)
			narrow := slices.Clone(domain)
			narrow[i] = only
			switch q.ask(narrow) {
			case some:
				possible.add(c)
			case given:
				known = false
			case none:
			}
		}
		if known && !possible.equal(domain[i]) {
			ranges = append(ranges, v.rangeOf(possible, domain[i]))
		}
	}
	slices.SortStableFunc(ranges, func(a, b Range) int { return strings.Compare(strings.Join(a.Path, "."), strings.Join(b.Path, ".")) })
	return ranges
}

// rangeOf says in values what cells are.
func (v *variable) rangeOf(possible, domain cells) Range {
	r := Range{Path: v.path}
	for i, c := range v.cells {
		if !possible.has(i) {
			if domain.has(i) && !c.empty && !c.other && !c.line {
				r.Without = append(r.Without, public(c.value, 0))
			}
			continue
		}
		low, high, isStretch := v.ends(i)
		last := len(r.Stretches) - 1
		switch {
		case c.empty:
			r.Empty = true
		case isStretch && last >= 0 && possible.has(i-1):
			r.Stretches[last].High, r.Stretches[last].HighClosed = high, c.point
		case isStretch:
			r.Stretches = append(r.Stretches, Stretch{Low: low, High: high, LowClosed: c.point, HighClosed: c.point})
		case c.other:
			r.Other = true
		default:
			r.Values = append(r.Values, public(c.value, 0))
		}
	}
	return r
}

// ends are those of a cell of a number or a date; false for any other.
func (v *variable) ends(i int) (low, high Value, ok bool) {
	c := v.cells[i]
	switch {
	case c.line:
		return finiteOrNil(c.low), finiteOrNil(c.high), true
	case v.field.Kind != Date || c.empty || c.other:
		return nil, nil, false
	case c.point:
		return c.value, c.value, true
	}
	if i > 0 && v.cells[i-1].point {
		low = v.cells[i-1].value
	}
	if i+1 < len(v.cells) && v.cells[i+1].point {
		high = v.cells[i+1].value
	}
	return low, high, true
}

func finiteOrNil(x float64) Value {
	if math.IsInf(x, 0) {
		return nil
	}
	return x
}
