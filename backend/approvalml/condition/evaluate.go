package condition

import (
	"slices"
	"strings"

	"workflow-designer/backend/words"
)

// maxRoom bounds what one evaluation may build or look at, in bytes and elements, so that `'a' * 1000000000` or a deep
// tangle of lists is an error and not the end of the program.
const maxRoom = 4 << 20

// Evaluate gives the value of the condition. Names are looked up in values, `form.x` also there; `requestor.manager`
// goes through nested maps, and `items.amount` on a list of rows is the list of that column, with nil where a row has
// none. A name without a value, and whatever Python would refuse, is an *EvaluationError.
func (e *Expression) Evaluate(values map[string]Value) (Value, error) {
	value, bad := evaluate(e.root, values)
	if bad != nil {
		return nil, bad
	}
	return public(value, 0), nil
}

// Holds is Python's truth of Evaluate: nil, zero and what is empty do not hold. Workflows take a condition that
// fails for one that does not hold.
func (e *Expression) Holds(values map[string]Value) (bool, error) {
	value, bad := evaluate(e.root, values)
	if bad != nil {
		return false, bad
	}
	return truth(value), nil
}

func evaluate(n *node, values map[string]Value) (any, *EvaluationError) {
	ev := &evaluator{values: values, room: maxRoom}
	value := ev.value(n)
	return value, ev.bad
}

// evaluator walks over a condition once. After the first failure, bad is set and values mean nothing.
type evaluator struct {
	values map[string]Value
	room   int
	bad    *EvaluationError
}

func (ev *evaluator) fail(span Span, message words.Text) any {
	if ev.bad == nil {
		ev.bad = &EvaluationError{Span: span, Message: message}
	}
	return nil
}

// spend takes from the room; false when there is none left.
func (ev *evaluator) spend(span Span, amount int) bool {
	if amount > ev.room || amount < 0 {
		ev.fail(span, "This makes a value that is too large.")
		return false
	}
	ev.room -= amount
	return true
}

func (ev *evaluator) value(n *node) any {
	switch n.kind {
	case constantNode:
		return n.value
	case textNode:
		return ev.template(n)
	case nameNode:
		value, found := ev.lookUp(n.name)
		if ev.bad == nil && !found {
			return ev.fail(n.span, words.F("%s has no value.", n.name.String()))
		}
		return value
	case listNode:
		return ev.all(n.kids)
	case tupleNode:
		return tuple(ev.all(n.kids))
	case andNode, orNode:
		for _, kid := range n.kids {
			holds := truth(ev.value(kid))
			if ev.bad != nil {
				return nil
			}
			if holds == (n.kind == orNode) {
				return holds
			}
		}
		return n.kind == andNode
	case notNode:
		return !truth(ev.value(n.kids[0]))
	case compareNode:
		return ev.compareChain(n)
	case minusNode, sumNode, productNode:
		return ev.reckon(n)
	case callNode:
		return ev.call(n)
	}
	return ev.fail(n.span, "This is not understood.")
}

func (ev *evaluator) all(kids []*node) []any {
	list := make([]any, len(kids))
	for i, kid := range kids {
		list[i] = ev.value(kid)
		if ev.bad != nil {
			return nil
		}
	}
	return list
}

// template puts values into a text; a name without a value stays as it is written.
func (ev *evaluator) template(n *node) any {
	var b strings.Builder
	for _, p := range n.pieces {
		text := p.text
		if p.name != nil {
			if value, found := ev.lookUp(p.name); found {
				text = plainText(value)
			}
		}
		if !ev.spend(n.span, len(text)) {
			return nil
		}
		b.WriteString(text)
	}
	return b.String()
}

// lookUp follows the path of a name. Only for a form field, values may also keep the whole form below the key form.
func (ev *evaluator) lookUp(name *Name) (any, bool) {
	if value, found := ev.follow(ev.values, name); found || ev.bad != nil || !name.Form {
		return value, found
	}
	form, ok := ev.values["form"].(map[string]any)
	if !ok {
		return nil, false
	}
	return ev.follow(form, name)
}

func (ev *evaluator) follow(values map[string]any, name *Name) (any, bool) {
	current, found := values[name.Path[0]]
	if !found {
		return nil, false
	}
	current = ev.accept(current, name.Span)
	for _, key := range name.Path[1:] {
		switch holder := current.(type) {
		case map[string]any:
			next, found := holder[key]
			if !found {
				return nil, false
			}
			current = ev.accept(next, name.Span)
		case []any:
			column, ok := ev.column(holder, key, name.Span)
			if !ok {
				return nil, false
			}
			current = column
		default:
			return nil, false
		}
	}
	return current, true
}

func (ev *evaluator) accept(value any, span Span) any {
	accepted, ok := normal(value)
	if !ok {
		return ev.fail(span, "This value is of a kind that conditions do not know.")
	}
	return accepted
}

// column takes one value out of each row.
func (ev *evaluator) column(rows []any, key string, span Span) ([]any, bool) {
	if !ev.spend(span, len(rows)) {
		return nil, false
	}
	column := make([]any, len(rows))
	for i, row := range rows {
		cells, ok := row.(map[string]any)
		if !ok {
			return nil, false
		}
		column[i] = ev.accept(cells[key], span)
	}
	return column, true
}

func (ev *evaluator) compareChain(n *node) any {
	left := ev.value(n.kids[0])
	for i, operator := range n.operators {
		if ev.bad != nil {
			return nil
		}
		right := ev.value(n.kids[i+1])
		if ev.bad != nil {
			return nil
		}
		holds := ev.compare(operator, left, right, n.kids[i].span.to(n.kids[i+1].span))
		if ev.bad != nil {
			return nil
		}
		if !holds {
			return false
		}
		left = right
	}
	return true
}

func (ev *evaluator) compare(operator string, left, right any, span Span) bool {
	switch operator {
	case "==":
		return ev.equal(left, right, span, 0)
	case "!=":
		return !ev.equal(left, right, span, 0)
	case "in":
		return ev.contains(right, left, span)
	case "not in":
		return !ev.contains(right, left, span)
	}
	order, ordered, ok := ev.order(left, right, span, 0)
	if !ok {
		ev.fail(span, words.F("Values of different kinds have no order: one is %s, the other is %s.", kindWords(left), kindWords(right)))
	}
	if !ordered {
		return false
	}
	switch operator {
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	}
	return order >= 0
}

func (ev *evaluator) equal(a, b any, span Span, depth int) bool {
	if depth > maxNesting || !ev.spend(span, 1) {
		ev.fail(span, "These values are nested too deeply to compare.")
		return false
	}
	a, b = ev.accept(a, span), ev.accept(b, span)
	if x, ok := number(a); ok {
		y, ok := number(b)
		order, ordered := compareNumbers(x, y)
		return ok && ordered && order == 0
	}
	switch x := a.(type) {
	case nil:
		return b == nil
	case string:
		y, ok := b.(string)
		return ok && x == y
	case []any:
		y, ok := b.([]any)
		return ok && ev.equalLists(x, y, span, depth)
	case tuple:
		y, ok := b.(tuple)
		return ok && ev.equalLists(x, y, span, depth)
	case map[string]any:
		y, ok := b.(map[string]any)
		if !ok || len(x) != len(y) {
			return false
		}
		for key, value := range x {
			other, found := y[key]
			if !found || !ev.equal(value, other, span, depth+1) {
				return false
			}
		}
		return true
	}
	return false
}

func (ev *evaluator) equalLists(a, b []any, span Span, depth int) bool {
	return len(a) == len(b) && ev.firstDifference(a, b, span, depth) == len(a)
}

func (ev *evaluator) firstDifference(a, b []any, span Span, depth int) int {
	for i := range min(len(a), len(b)) {
		if !ev.equal(a[i], b[i], span, depth+1) {
			return i
		}
	}
	return min(len(a), len(b))
}

func (ev *evaluator) contains(holder, value any, span Span) bool {
	switch h := holder.(type) {
	case string:
		text, ok := value.(string)
		if !ok {
			ev.fail(span, words.F("Only a text can be in a text, but this is %s.", kindWords(value)))
		}
		return ok && strings.Contains(h, text)
	case []any:
		return slices.ContainsFunc(h, func(element any) bool { return ev.equal(element, value, span, 0) })
	case tuple:
		return slices.ContainsFunc(h, func(element any) bool { return ev.equal(element, value, span, 0) })
	case map[string]any:
		key, ok := value.(string)
		_, found := h[key]
		return ok && found
	}
	ev.fail(span, words.F("Behind in there must be a list or a text, but this is %s.", kindWords(holder)))
	return false
}

// order compares two values; ok is false when Python knows no order between them, ordered when it is NaN.
func (ev *evaluator) order(a, b any, span Span, depth int) (order int, ordered, ok bool) {
	if depth > maxNesting {
		return 0, false, false
	}
	a, b = ev.accept(a, span), ev.accept(b, span)
	if x, isNumber := number(a); isNumber {
		y, isNumber := number(b)
		if !isNumber {
			return 0, false, false
		}
		order, ordered = compareNumbers(x, y)
		return order, ordered, true
	}
	switch x := a.(type) {
	case string:
		y, isText := b.(string)
		return strings.Compare(x, y), isText, isText
	case []any:
		if y, isList := b.([]any); isList {
			return ev.orderLists(x, y, span, depth)
		}
	case tuple:
		if y, isTuple := b.(tuple); isTuple {
			return ev.orderLists(x, y, span, depth)
		}
	}
	return 0, false, false
}

func (ev *evaluator) orderLists(a, b []any, span Span, depth int) (order int, ordered, ok bool) {
	i := ev.firstDifference(a, b, span, depth)
	if i < min(len(a), len(b)) {
		return ev.order(a[i], b[i], span, depth+1)
	}
	return compareOrdered(len(a), len(b)), true, true
}
