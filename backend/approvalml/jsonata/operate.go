package jsonata

import (
	"math"
	"reflect"

	"workflow-designer/backend/words"
)

func (ev *evaluator) operate(n *node, on any) any {
	left := ev.value(n.kids[0], on)
	switch n.text {
	case "and":
		return truth(left) && truth(ev.value(n.kids[1], on))
	case "or":
		return truth(left) || truth(ev.value(n.kids[1], on))
	case "?:":
		if truth(left) {
			return left
		}
		return ev.value(n.kids[1], on)
	case "??":
		if _, none := left.(missing); !none {
			return left
		}
		return ev.value(n.kids[1], on)
	}
	right := ev.value(n.kids[1], on)
	if ev.bad != nil {
		return missing{}
	}
	_, noLeft := left.(missing)
	_, noRight := right.(missing)
	none := noLeft || noRight
	switch n.text {
	case "&":
		return ev.join(n, left, right)
	case "=":
		return !none && ev.equal(n, left, right)
	case "!=":
		return !none && !ev.equal(n, left, right)
	case "in":
		return !none && ev.within(n, left, right)
	case "<", "<=", ">", ">=":
		return ev.compare(n, left, right, none)
	}
	return ev.reckon(n, left, right, none)
}

func (ev *evaluator) join(n *node, left, right any) any {
	a, b := ev.written(n, left), ev.written(n, right)
	if !ev.spend(n, len(a)+len(b)) {
		return missing{}
	}
	return a + b
}

func (ev *evaluator) equal(n *node, left, right any) bool {
	if !ev.spend(n, size(left)) {
		return false
	}
	return reflect.DeepEqual(left, right)
}

// size is about how many values there are in one.
func size(value any) int {
	total := 1
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			total += size(item)
		}
	case map[string]any:
		for _, item := range v {
			total += size(item)
		}
	}
	return total
}

func (ev *evaluator) within(n *node, left, right any) bool {
	for _, item := range flat(right) {
		if ev.equal(n, left, item) {
			return true
		}
	}
	return false
}

func (ev *evaluator) compare(n *node, left, right any, none bool) any {
	comparable := func(value any) bool {
		switch value.(type) {
		case missing, float64, string:
			return true
		}
		return false
	}
	if !comparable(left) || !comparable(right) {
		return ev.fail(n, words.F("Only numbers and texts can be compared by %s.", n.text))
	}
	if none {
		return missing{}
	}
	order := 0
	switch a := left.(type) {
	case float64:
		b, ok := right.(float64)
		if !ok {
			return ev.fail(n, words.F("A number and a text cannot be compared by %s.", n.text))
		}
		order = compared(a, b)
	case string:
		b, ok := right.(string)
		if !ok {
			return ev.fail(n, words.F("A text and a number cannot be compared by %s.", n.text))
		}
		order = compared(a, b)
	}
	switch n.text {
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	}
	return order >= 0
}

func compared[T float64 | string](a, b T) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (ev *evaluator) reckon(n *node, left, right any, none bool) any {
	a, leftNumber := left.(float64)
	b, rightNumber := right.(float64)
	for _, value := range []any{left, right} {
		switch value.(type) {
		case missing, float64:
		default:
			return ev.fail(n, words.F("Only numbers can be reckoned with by %s.", n.text))
		}
	}
	if none || !leftNumber || !rightNumber {
		return missing{}
	}
	var result float64
	switch n.text {
	case "+":
		result = a + b
	case "-":
		result = a - b
	case "*":
		result = a * b
	case "/":
		result = a / b
	case "%":
		result = math.Mod(a, b)
	}
	if math.IsInf(result, 0) || math.IsNaN(result) {
		return ev.fail(n, "This gives no number: it divides by zero, or is too large.")
	}
	return result
}
