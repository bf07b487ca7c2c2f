package condition

import "math"

// atom is a part of a condition that is not divided further.
type atom struct {
	variable int
	test     test
	tables   [3]cells // where it holds, where it does not, where it fails; nil for nowhere
}

// test is how an atom's outcome in a cell is found: by comparing the cell's value with a constant, or by
// evaluating the node with it. A free atom has neither: its variable's cells are its outcomes.
type test struct {
	operator string // == < <= > >= in; "truth" for a bare name
	constant any
	flipped  bool // the constant stands on the left
	node     *node
	free     bool
	mayFail  bool
}

// fill finds the outcome of an atom in every cell of its variable.
func (m *model) fill(a *atom) {
	v := m.variables[a.variable]
	for i := range a.tables {
		a.tables[i] = newCells(len(v.cells))
	}
	members := membership(a.test)
	if f, ok := exactNumber(a.test.constant); ok && members == nil {
		a.test.constant = f // like the cells, which makes comparing fast
	}
	for i := range v.cells {
		outcome := v.cells[i].outcome
		if !a.test.free {
			outcome = a.test.outcome(v, v.cells[i].value, members)
		}
		a.tables[outcome].add(i)
	}
	for i := range a.tables {
		if a.tables[i].empty() {
			a.tables[i] = nil
		}
	}
}

const (
	tableHolds = iota
	tableHoldsNot
	tableFails
)

func (t test) outcome(v *variable, value any, members map[any]bool) int {
	switch {
	case t.operator == "":
		result, bad := evaluate(t.node, nested(v.path, value))
		if bad != nil {
			return tableFails
		}
		return table(truth(result))
	case t.operator == "truth":
		return table(truth(value))
	case members != nil:
		return table(members[memberKey(value)])
	}
	left, right := value, t.constant
	if t.flipped {
		left, right = right, left
	}
	if x, ok := left.(float64); ok { // by far the most frequent
		if y, ok := right.(float64); ok {
			return table(compareFloats(t.operator, x, y))
		}
	}
	ev := &evaluator{room: maxRoom}
	result := ev.compare(t.operator, left, right, Span{})
	if ev.bad != nil {
		return tableFails
	}
	return table(result)
}

func table(truth bool) int {
	if truth {
		return tableHolds
	}
	return tableHoldsNot
}

func compareFloats(operator string, x, y float64) bool {
	switch operator {
	case "==":
		return x == y
	case "<":
		return x < y
	case "<=":
		return x <= y
	case ">":
		return x > y
	}
	return x >= y
}

// membership is the set behind in, so that a long list is not gone through for every cell; nil for other tests.
func membership(t test) map[any]bool {
	if t.operator != "in" || t.flipped {
		return nil
	}
	list, ok := elementsOf(t.constant)
	if !ok {
		return nil
	}
	set := make(map[any]bool, len(list))
	for _, element := range list {
		set[memberKey(element)] = true
	}
	return set
}

// memberKey is the same for values that are equal.
func memberKey(value any) any {
	if n, ok := number(value); ok {
		return toFloat(n)
	}
	if _, isList := elementsOf(value); isList {
		return "a list" + quoted(value) // never equal to a scalar; texts get a prefix of their own
	}
	if text, ok := value.(string); ok {
		return "text:" + text
	}
	return value
}

func elementsOf(value any) ([]any, bool) {
	switch v := value.(type) {
	case []any:
		return v, true
	case tuple:
		return v, true
	}
	return nil, false
}

// exactNumber is a constant as a float64, when that is exactly the same number and finite.
func exactNumber(value any) (float64, bool) {
	n, ok := number(value)
	if !ok {
		return 0, false
	}
	f := toFloat(n)
	order, _ := compareNumbers(n, f)
	return f, order == 0 && !math.IsInf(f, 0) && !math.IsNaN(f)
}
