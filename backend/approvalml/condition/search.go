package condition

const (
	searchBudget = 1_000_000 // looks at atoms for a whole list of conditions
	singleBudget = 250_000   // of them for one question
)

// search looks for values for which one condition holds and others do not. Its state is a set of cells for each
// variable; it is narrowed atom by atom until every condition is decided, so what it looks at are regions and not
// single values.
type search struct {
	model  *model
	state  []cells
	budget int // left for the whole list
	left   int // left for this question
	used   map[int]bool
	found  []cells // the state that answers the question
}

// atom gives the outcomes that an atom can have in the state.
func (s *search) atom(index int) outcomes {
	a := &s.model.atoms[index]
	state := s.state[a.variable]
	s.left -= 1 + len(state)/4
	var result outcomes
	for i, table := range a.tables {
		if table != nil && state.meets(table) {
			result |= 1 << i
		}
	}
	return result
}

type answer uint8

const (
	none  answer = iota // there are no such values
	some                // found has them
	given               // the budget ran out
)

// ask looks for values in the domain for which target holds (-1: whatever) and none of the others does. After the answer
// none, used has those of the others that were needed.
func (s *search) ask(target int, others []int, domain []cells) answer {
	s.state = append(s.state[:0:0], domain...)
	s.left = min(singleBudget, s.budget)
	before := s.left
	s.used, s.found = map[int]bool{}, nil
	result := given
	if s.left > 0 {
		result = s.step(target, others)
	}
	s.budget -= before - s.left
	return result
}

func (s *search) step(target int, others []int) answer {
	for s.left > 0 {
		s.left--
		current, wanted := target, true
		if target < 0 {
			if len(others) == 0 {
				s.found = append([]cells(nil), s.state...)
				return some
			}
			current, wanted = others[0], false
		}
		f := s.model.conditions[current]
		switch outcome := f.evaluate(s); {
		case wanted && outcome&holds == 0:
			return none
		case wanted && outcome == holds:
			target = -1
		case !wanted && outcome == holds:
			s.used[current] = true
			return none
		case !wanted && outcome&holds == 0:
			others = others[1:]
		default:
			return s.split(f.undecided(s), target, others)
		}
	}
	return given
}

// split decides one atom in every possible way.
func (s *search) split(index, target int, others []int) answer {
	a := &s.model.atoms[index]
	whole := s.state[a.variable]
	defer func() { s.state[a.variable] = whole }()
	for _, table := range a.tables {
		if table == nil || !whole.meets(table) {
			continue
		}
		part := whole.and(table)
		s.state[a.variable] = part
		if result := s.step(target, others); result != none {
			return result
		}
	}
	return none
}
