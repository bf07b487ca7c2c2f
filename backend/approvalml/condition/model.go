package condition

import "strings"

// model is a list of conditions in the form in which it can be searched: variables, each with cells in which
// all conditions come to the same, and atoms that say for every cell what they come to there.
type model struct {
	fields     Fields
	conditions []*formula // nil for a condition that could not be parsed
	variables  []*variable
	atoms      []atom
	variableAt map[string]int
	atomAt     map[string]int
	exact      bool
}

// fillBudget bounds the number of atoms times cells.
const fillBudget = 4_000_000

// newModel is nil when the conditions are too many and too different to be reasoned about.
func newModel(conditions []*Expression, fields Fields) *model {
	m := &model{fields: fields, variableAt: map[string]int{}, atomAt: map[string]int{}, exact: true}
	m.conditions = make([]*formula, len(conditions))
	for i, condition := range conditions {
		if condition == nil {
			m.exact = false
			continue
		}
		m.conditions[i] = m.formula(condition.root)
	}
	for _, v := range m.variables {
		m.divide(v)
	}
	work := 0
	for _, a := range m.atoms {
		work += len(m.variables[a.variable].cells)
	}
	if work > fillBudget {
		return nil
	}
	for i := range m.atoms {
		m.fill(&m.atoms[i])
	}
	return m
}

func (m *model) formula(n *node) *formula {
	if value, constant := constantOf(n); constant {
		return value
	}
	switch n.kind {
	case andNode, orNode, notNode:
		f := &formula{kind: n.kind, kids: make([]*formula, len(n.kids))}
		for i, kid := range n.kids {
			f.kids[i] = m.formula(kid)
		}
		return f
	case compareNode:
		if len(n.operators) == 1 {
			return m.pair(n.operators[0], n.kids[0], n.kids[1])
		}
		f := &formula{kind: andNode}
		for i, operator := range n.operators {
			f.kids = append(f.kids, m.pair(operator, n.kids[i], n.kids[i+1]))
		}
		return f
	case nameNode:
		if index := m.variable(n.name); index >= 0 {
			m.variables[index].truth = true
			return m.atom(index, test{operator: "truth", node: n})
		}
	default:
	}
	return m.other(n)
}

// constantOf decides a part without names.
func constantOf(n *node) (*formula, bool) {
	if hasNames(n) {
		return nil, false
	}
	value, bad := evaluate(n, nil)
	f := &formula{kind: constantNode, is: holdsNot}
	switch {
	case bad != nil:
		f.is = fails
	case truth(value):
		f.is = holds
	}
	return f, true
}

func hasNames(n *node) bool {
	found := false
	n.visit(func(n *node) { found = found || n.kind == nameNode || n.kind == textNode })
	return found
}

// pair makes a formula of one comparison. Different is the opposite of equal, so that both share an atom.
func (m *model) pair(operator string, left, right *node) *formula {
	switch operator {
	case "!=":
		return &formula{kind: notNode, kids: []*formula{m.pair("==", left, right)}}
	case "not in":
		return &formula{kind: notNode, kids: []*formula{m.pair("in", left, right)}}
	}
	whole := &node{kind: compareNode, span: left.span.to(right.span), kids: []*node{left, right}, operators: []string{operator}}
	if value, constant := constantOf(whole); constant {
		return value
	}
	name, other, flipped := left, right, false
	if left.kind != nameNode {
		name, other, flipped = right, left, true
	}
	if name.kind != nameNode || hasNames(other) {
		return m.other(whole)
	}
	constant, bad := evaluate(other, nil)
	index := -1
	if bad == nil {
		index = m.variable(name.name)
	}
	if index < 0 || !m.variables[index].takes(operator, constant, flipped) {
		return m.other(whole)
	}
	return m.atom(index, test{operator: operator, constant: constant, flipped: flipped, node: whole})
}

// other makes an atom of what is no comparison of a field with a constant: it is evaluated for each value when
// it depends on a single field of few values, and else may come to anything.
func (m *model) other(n *node) *formula {
	index := -1
	single := true
	n.visit(func(n *node) {
		switch n.kind {
		case textNode:
			single = false
		case nameNode:
			v := m.variable(n.name)
			if v < 0 || index >= 0 && v != index || !m.variables[v].closed() {
				single = false
			}
			index = v
		default:
		}
	})
	if single && index >= 0 {
		m.variables[index].truth = true
		return m.atom(index, test{node: n})
	}
	m.exact = false
	var spelled strings.Builder
	n.spell(&spelled)
	key := "free:" + spelled.String()
	index, known := m.variableAt[key]
	if !known {
		index = len(m.variables)
		m.variables = append(m.variables, &variable{free: true})
		m.variableAt[key] = index
	}
	return m.atom(index, test{free: true, mayFail: m.mayFail(n), node: n})
}

func (m *model) atom(variable int, t test) *formula {
	var key strings.Builder
	t.node.spell(&key)
	index, known := m.atomAt[key.String()]
	if !known {
		index = len(m.atoms)
		m.atoms = append(m.atoms, atom{variable: variable, test: t})
		m.atomAt[key.String()] = index
	}
	if t.mayFail {
		m.variables[variable].mayFail = true
	}
	return &formula{kind: nameNode, atom: index}
}

// variable is the index of the variable that a name stands for; -1 for a column of line items.
func (m *model) variable(name *Name) int {
	key, outside := name.String(), name.outside(m.fields)
	field, known := m.fields[name.Path[0]]
	if len(name.Path) > 1 && known {
		return -1
	}
	if !outside {
		key = "form." + key
	}
	index, seen := m.variableAt[key]
	if !seen {
		index = len(m.variables)
		m.variables = append(m.variables, &variable{path: name.Path, field: field})
		m.variableAt[key] = index
	}
	return index
}

// mayFail is false only when evaluating the part cannot fail for fields that are filled in.
func (m *model) mayFail(n *node) bool {
	c := &checker{fields: m.fields}
	safe := true
	n.visit(func(n *node) {
		switch n.kind {
		case nameNode:
			field, known := m.fields[n.name.Path[0]]
			if known && (len(n.name.Path) > 1 || len(field.Options) > 0 && !field.Required) {
				known = false
			}
			safe = safe && known
		case productNode:
			for _, operator := range n.operators {
				safe = safe && operator == "*"
			}
			safe = safe && numericAll(c, n.kids)
		case sumNode, minusNode:
			safe = safe && numericAll(c, n.kids)
		case callNode:
			kind := Unknown
			if len(n.kids) == 1 {
				kind = c.shape(n.kids[0]).kind
			}
			safe = safe && len(n.kids) == 1 && (n.text == "bool" || n.text == "str" ||
				n.text == "len" && (kind == Text || kind == List) || n.text == "abs" && numeric(kind))
		case compareNode:
			for i, operator := range n.operators {
				safe = safe && safePair(operator, c.shape(n.kids[i]), c.shape(n.kids[i+1]))
			}
		default:
		}
	})
	return !safe
}

func numericAll(c *checker, kids []*node) bool {
	for _, kid := range kids {
		if !numeric(c.shape(kid).kind) {
			return false
		}
	}
	return true
}

func safePair(operator string, l, r shape) bool {
	switch operator {
	case "==", "!=":
		return true
	case "in", "not in":
		return r.kind == List || textual(l.kind) && textual(r.kind)
	}
	return l.kind != Unknown && r.kind != Unknown && l.kind != List && comparable(l.kind, r.kind)
}
