package condition

import (
	"slices"

	"workflow-designer/backend/words"
)

// Coverage tells how an ordered list of conditions divides the values of the fields; the first that holds wins.
type Coverage struct {
	// Exact is false when a condition is outside of what can be decided, or the work would be too much. What is in Dead
	// is certain all the same; Gap is nil then.
	Exact bool
	// Dead are the choices that can never win, in order.
	Dead []DeadChoice
	// Gap has values for which none of the conditions holds; nil when there are none, or it is not exact.
	Gap *Example
}

// DeadChoice is a choice that never wins. By are the earlier choices that take everything it could have: none of them can be
// spared. With Contradiction no value satisfies the choice at all, and By is empty.
type DeadChoice struct {
	Index         int
	By            []int
	Contradiction bool
}

// Example is one value for each field that the conditions speak of, nested as Evaluate takes them, and the same in
// words, of what matters: "amount is 1000 and category is 'travel'".
type Example struct {
	Values map[string]Value
	Words  words.Text
}

// Cover reasons about conditions that compare fields with constants, joined by and, or, not and in. Numbers are the whole
// line within the field's bounds, options a closed set, open texts those that occur and any other. What compares fields
// with each other, reckons or calls functions is taken for something that may hold or not, the same wherever it is
// written the same. A nil condition is passed over. See the package's documentation for what counts as empty.
func Cover(conditions []*Expression, fields Fields) Coverage {
	m := newModel(conditions, fields)
	if m == nil {
		return Coverage{}
	}
	s := &search{model: m, budget: searchBudget}
	result := Coverage{Exact: m.exact}
	wide := m.domain(func(v *variable) cells { return v.wide })
	var earlier []int
	for i, condition := range m.conditions {
		if condition == nil {
			continue
		}
		nearestFirst := slices.Clone(earlier)
		slices.Reverse(nearestFirst)
		switch s.ask(i, nearestFirst, wide) {
		case given:
			result.Exact = false
		case none:
			result.Dead = append(result.Dead, s.blame(i, earlier, wide))
		case some:
		}
		earlier = append(earlier, i)
	}
	if !result.Exact {
		return result
	}
	found := given
	var limits []cells
	for _, domain := range []func(v *variable) cells{
		func(v *variable) cells { return v.filled },
		func(v *variable) cells { return v.gap },
	} {
		limits = m.domain(domain)
		if found = s.ask(-1, earlier, limits); found != none {
			break
		}
	}
	switch found {
	case given:
		result.Exact = false
	case some:
		if result.Gap = m.example(s.found, limits); result.Gap == nil {
			result.Exact = false
		}
	case none:
	}
	return result
}

func (m *model) domain(of func(*variable) cells) []cells {
	domain := make([]cells, len(m.variables))
	for i, v := range m.variables {
		domain[i] = of(v)
	}
	return domain
}

// blame finds for a dead choice which of the earlier ones take everything, after ask found that all together do.
func (s *search) blame(index int, earlier []int, wide []cells) DeadChoice {
	needed := make([]int, 0, len(s.used))
	for i := range s.used {
		needed = append(needed, i)
	}
	slices.Sort(needed)
	if len(needed) == 0 {
		return DeadChoice{Index: index, Contradiction: true}
	}
	if s.ask(index, nil, wide) == none {
		return DeadChoice{Index: index, Contradiction: true}
	}
	for _, i := range earlier {
		if s.ask(index, []int{i}, wide) == none {
			return DeadChoice{Index: index, By: []int{i}}
		}
	}
	for i := len(needed) - 1; i >= 0; i-- {
		without := slices.Delete(slices.Clone(needed), i, i+1)
		if s.ask(index, without, wide) == none {
			needed = without
		}
	}
	return DeadChoice{Index: index, By: needed}
}

// constant tells whether a condition comes to the same for all values.
func constant(e *Expression, fields Fields) (always, never bool) {
	m := newModel([]*Expression{e}, fields)
	if m == nil {
		return false, false
	}
	s := &search{model: m, budget: searchBudget}
	wide := m.domain(func(v *variable) cells { return v.wide })
	never = s.ask(0, nil, wide) == none
	return !never && s.ask(-1, []int{0}, wide) == none, never
}
