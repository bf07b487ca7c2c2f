package condition

// outcomes is a set of what a condition can come to. A condition that fails does not hold, but unlike a false one it
// stays so under not and or.
type outcomes uint8

const (
	holds outcomes = 1 << iota
	holdsNot
	fails
)

func (o outcomes) single() bool { return o&(o-1) == 0 }

// formula is a condition reduced to what matters for coverage: atoms joined by and, or, not.
type formula struct {
	kind nodeKind // andNode, orNode, notNode, constantNode, or nameNode for an atom
	kids []*formula
	atom int
	is   outcomes // of a constant
}

// evaluate gives every outcome that is possible when the values lie in the state. It may give too many, never too few.
func (f *formula) evaluate(s *search) outcomes {
	switch f.kind {
	case constantNode:
		return f.is
	case nameNode:
		return s.atom(f.atom)
	case notNode:
		kid := f.kids[0].evaluate(s)
		result := kid & fails
		if kid&holds != 0 {
			result |= holdsNot
		}
		if kid&holdsNot != 0 {
			result |= holds
		}
		return result
	default:
	}
	goOn, stop := holds, holdsNot // of and; or is its mirror
	if f.kind == orNode {
		goOn, stop = holdsNot, holds
	}
	var result outcomes
	for _, kid := range f.kids {
		found := kid.evaluate(s)
		result |= found & (stop | fails)
		if found&goOn == 0 {
			return result
		}
	}
	return result | goOn
}

// undecided is the first atom that can still come to more than one outcome; -1 when all are decided.
func (f *formula) undecided(s *search) int {
	switch f.kind {
	case constantNode:
		return -1
	case nameNode:
		if s.atom(f.atom).single() {
			return -1
		}
		return f.atom
	default:
	}
	for _, kid := range f.kids {
		if !kid.evaluate(s).single() {
			return kid.undecided(s)
		}
	}
	return -1
}

// cells is a set of the cells of one variable, a bit for each.
type cells []uint64

func newCells(count int) cells { return make(cells, (count+63)/64) }

func (c cells) add(i int) { c[i/64] |= 1 << (i % 64) }

func (c cells) has(i int) bool { return c[i/64]&(1<<(i%64)) != 0 }

func (c cells) meets(other cells) bool {
	for i, word := range c {
		if word&other[i] != 0 {
			return true
		}
	}
	return false
}

func (c cells) empty() bool {
	for _, word := range c {
		if word != 0 {
			return false
		}
	}
	return true
}

func (c cells) and(other cells) cells {
	result := make(cells, len(c))
	for i, word := range c {
		result[i] = word & other[i]
	}
	return result
}

func (c cells) equal(other cells) bool {
	for i, word := range c {
		if word != other[i] {
			return false
		}
	}
	return true
}
