package condition

import "math"

// Region is a part of the number line and the choice that wins there. Low and High are nil where it has no end; a
// closed end belongs to it. Choice is the index of the condition, -1 where none holds. In a Shared one a later condition
// holds as well, somewhere.
type Region struct {
	Low, High             *float64
	LowClosed, HighClosed bool
	Choice                int
	Shared                bool
}

// Regions says how the conditions share the values of one number field, from low to high, within its bounds. It is false
// when a condition speaks of anything else or cannot be decided.
func Regions(conditions []*Expression, field string, fields Fields) ([]Region, bool) {
	if kind := fields[field].Kind; kind != Number && kind != Unknown {
		return nil, false
	}
	m := newModel(conditions, fields)
	if m == nil || !m.exact || len(m.variables) > 1 {
		return nil, false
	}
	if len(m.variables) == 0 { // conditions without names
		known := fields[field]
		v := &variable{path: []string{field}, field: known}
		v.divideNumbers(known.Whole)
		v.finish()
		m.variables = append(m.variables, v)
	}
	v := m.variables[0]
	if len(v.path) != 1 || v.path[0] != field {
		return nil, false
	}
	s := &search{model: m, state: make([]cells, 1), left: fillBudget}
	var regions []Region
	for i, c := range v.cells {
		if c.hidden || c.empty {
			continue
		}
		if !c.line {
			return nil, false
		}
		only := newCells(len(v.cells))
		only.add(i)
		s.state[0] = only
		choice := s.winner()
		shared := choice >= 0 && s.alsoHolds(choice+1)
		if s.left <= 0 {
			return nil, false
		}
		regions = extend(regions, c, choice)
		if last := len(regions) - 1; shared {
			regions[last].Shared = true
		}
	}
	return regions, len(regions) > 0
}

// winner is the first condition that holds in the state, in which all are decided; -1 when there is none.
func (s *search) winner() int { return s.holdsFrom(0) }

// alsoHolds tells whether one of the conditions from an index on holds.
func (s *search) alsoHolds(from int) bool { return s.holdsFrom(from) >= 0 }

func (s *search) holdsFrom(first int) int {
	for i := first; i < len(s.model.conditions); i++ {
		if s.left--; s.left <= 0 {
			return -1
		}
		if s.model.conditions[i].evaluate(s) == holds {
			return i
		}
	}
	return -1
}

// extend adds a cell, to the last region when the same choice wins.
func extend(regions []Region, c cell, choice int) []Region {
	end := func(x float64) *float64 {
		if math.IsInf(x, 0) {
			return nil
		}
		return &x
	}
	if last := len(regions) - 1; last >= 0 && regions[last].Choice == choice {
		regions[last].High, regions[last].HighClosed = end(c.high), c.point
		return regions
	}
	return append(regions, Region{
		Low: end(c.low), High: end(c.high), LowClosed: c.point, HighClosed: c.point, Choice: choice,
	})
}
