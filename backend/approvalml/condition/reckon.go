package condition

import (
	"math"
	"slices"
	"strings"

	"workflow-designer/backend/words"
)

// reckon works out sums, products and the minus before a value.
func (ev *evaluator) reckon(n *node) any {
	result := ev.value(n.kids[0])
	if n.kind == minusNode {
		if ev.bad != nil {
			return nil
		}
		value, ok := number(result)
		if !ok {
			return ev.fail(n.span, words.F("A minus can stand before a number only, but this is %s.", kindWords(result)))
		}
		if whole, isWhole := value.(int64); isWhole && whole != math.MinInt64 {
			return -whole
		}
		return -toFloat(value)
	}
	for i, operator := range n.operators {
		if ev.bad != nil {
			return nil
		}
		right := ev.value(n.kids[i+1])
		if ev.bad != nil {
			return nil
		}
		result = ev.operate(operator, result, right, n.kids[0].span.to(n.kids[i+1].span))
	}
	return result
}

func (ev *evaluator) operate(operator string, left, right any, span Span) any {
	x, leftNumber := number(left)
	y, rightNumber := number(right)
	if leftNumber && rightNumber {
		return ev.operateNumbers(operator, x, y, span)
	}
	switch {
	case operator == "+":
		if joined, ok := ev.join(left, right, span); ok {
			return joined
		}
	case operator == "*" && rightNumber:
		if times, whole := y.(int64); whole {
			return ev.repeat(left, times, span)
		}
	case operator == "*" && leftNumber:
		if times, whole := x.(int64); whole {
			return ev.repeat(right, times, span)
		}
	}
	return ev.fail(span, words.F("The operator %s does not go with these values: one is %s, the other is %s.", operator, kindWords(left), kindWords(right)))
}

func (ev *evaluator) join(left, right any, span Span) (any, bool) {
	switch a := left.(type) {
	case string:
		if b, ok := right.(string); ok {
			if !ev.spend(span, len(a)+len(b)) {
				return nil, true
			}
			return a + b, true
		}
	case []any:
		if b, ok := right.([]any); ok {
			if !ev.spend(span, len(a)+len(b)) {
				return nil, true
			}
			return slices.Concat(a, b), true
		}
	case tuple:
		if b, ok := right.(tuple); ok {
			if !ev.spend(span, len(a)+len(b)) {
				return nil, true
			}
			return slices.Concat(a, b), true
		}
	}
	return nil, false
}

func (ev *evaluator) repeat(value any, times int64, span Span) any {
	times = max(times, 0)
	room := func(length int) bool {
		if length == 0 {
			times = 0
		}
		if times > maxRoom {
			return ev.spend(span, -1)
		}
		return ev.spend(span, length*int(times))
	}
	switch v := value.(type) {
	case string:
		if room(len(v)) {
			return strings.Repeat(v, int(times))
		}
		return nil
	case []any:
		if room(len(v)) {
			return slices.Repeat(v, int(times))
		}
		return nil
	case tuple:
		if room(len(v)) {
			return slices.Repeat(v, int(times))
		}
		return nil
	}
	return ev.fail(span, words.F("This cannot be multiplied: it is %s.", kindWords(value)))
}

func (ev *evaluator) operateNumbers(operator string, x, y any, span Span) any {
	a, leftWhole := x.(int64)
	b, rightWhole := y.(int64)
	if leftWhole && rightWhole && operator != "/" {
		if result, ok := operateWhole(operator, a, b); ok {
			return result
		}
	}
	f, g := toFloat(x), toFloat(y)
	switch operator {
	case "+":
		return f + g
	case "-":
		return f - g
	case "*":
		return f * g
	}
	if g == 0 {
		return ev.fail(span, "This divides by zero.")
	}
	if operator == "/" {
		return f / g
	}
	return floatModulo(f, g)
}

// operateWhole is exact; false when the result does not fit or is not defined.
func operateWhole(operator string, a, b int64) (int64, bool) {
	switch operator {
	case "+":
		sum := a + b
		return sum, (sum > a) == (b > 0)
	case "-":
		difference := a - b
		return difference, (difference < a) == (b > 0)
	case "*":
		if a == 0 || b == 0 {
			return 0, true
		}
		if a == math.MinInt64 || b == math.MinInt64 {
			return 0, false
		}
		product := a * b
		return product, product/b == a
	}
	if b == 0 {
		return 0, false
	}
	if b == -1 {
		return 0, true
	}
	remainder := a % b
	if remainder != 0 && (remainder < 0) != (b < 0) {
		remainder += b
	}
	return remainder, true
}

// floatModulo has the sign of the divisor, as in Python.
func floatModulo(a, b float64) float64 {
	remainder := math.Mod(a, b)
	switch {
	case remainder == 0:
		return math.Copysign(0, b)
	case (remainder < 0) != (b < 0):
		return remainder + b
	}
	return remainder
}
