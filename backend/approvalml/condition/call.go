package condition

import (
	"math"
	"math/big"
	"regexp"
	"strconv"
	"strings"

	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/words"
)

// function is one of those a condition may call.
type function struct {
	fewest, most int // values it takes; most is -1 for any number
	apply        func(*evaluator, *node, []any) any
}

var functions map[string]function

// The table is filled late because the functions reach the evaluator, which reads the table.
func init() {
	functions = map[string]function{
		"len":   {1, 1, (*evaluator).callLen},
		"str":   {0, 1, (*evaluator).callStr},
		"int":   {0, 1, (*evaluator).callInt},
		"float": {0, 1, (*evaluator).callFloat},
		"bool":  {0, 1, (*evaluator).callBool},
		"abs":   {1, 1, (*evaluator).callAbs},
		"min":   {1, -1, (*evaluator).callExtreme},
		"max":   {1, -1, (*evaluator).callExtreme},
		"sum":   {1, 2, (*evaluator).callSum},
		"round": {1, 2, (*evaluator).callRound},
	}
}

// functionNames are in the order in which they are offered.
var functionNames = []string{"abs", "bool", "float", "int", "len", "max", "min", "round", "str", "sum"}

func (f function) takes(values int) bool {
	return values >= f.fewest && (f.most < 0 || values <= f.most)
}

func (ev *evaluator) call(n *node) any {
	f, known := functions[n.text]
	if !known {
		return ev.fail(n.nameSpan, words.F("There is no function %s.", n.text))
	}
	if !f.takes(len(n.kids)) {
		return ev.fail(n.span, countWords(n.text, f))
	}
	values := ev.all(n.kids)
	if ev.bad != nil {
		return nil
	}
	return f.apply(ev, n, values)
}

func countWords(name string, f function) words.Text {
	switch {
	case f.most < 0:
		return words.F("The function %s takes at least one value.", name)
	case f.most == 2:
		return words.F("The function %s takes one or two values.", name)
	}
	return words.F("The function %s takes one value.", name)
}

func (ev *evaluator) callLen(n *node, values []any) any {
	switch v := values[0].(type) {
	case string:
		return runeCount(v)
	case []any:
		return int64(len(v))
	case tuple:
		return int64(len(v))
	case map[string]any:
		return int64(len(v))
	}
	return ev.fail(n.span, words.F("Only a text or a list has a length, but this is %s.", kindWords(values[0])))
}

func plainText(value any) string {
	if text, ok := value.(string); ok {
		return text
	}
	return quoted(value)
}

func (ev *evaluator) callStr(n *node, values []any) any {
	if len(values) == 0 {
		return ""
	}
	text := plainText(values[0])
	if !ev.spend(n.span, len(text)) {
		return nil
	}
	return text
}

var (
	intText   = regexp.MustCompile(`^[+-]?\d(_?\d)*$`)
	floatText = regexp.MustCompile(`^[+-]?(((\d(_?\d)*)?\.\d(_?\d)*|\d(_?\d)*\.?)([eE][+-]?\d(_?\d)*)?|(?i:inf|infinity|nan))$`)
)

func (ev *evaluator) callInt(n *node, values []any) any {
	if len(values) == 0 {
		return int64(0)
	}
	switch v := values[0].(type) {
	case bool, int64:
		whole, _ := number(v)
		return whole
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return ev.fail(n.span, "This number has no end, so it cannot be made whole.")
		}
		if whole := math.Trunc(v); math.Abs(whole) < 1<<63 {
			return int64(whole)
		}
		return math.Trunc(v)
	case string:
		digits := strings.TrimSpace(v)
		if !intText.MatchString(digits) {
			return ev.fail(n.span, words.F("The text %s is not a whole number.", quoted(quote.Short(v))))
		}
		digits = strings.ReplaceAll(digits, "_", "")
		if whole, err := strconv.ParseInt(digits, 10, 64); err == nil {
			return whole
		}
		large, _ := strconv.ParseFloat(digits, 64)
		return large
	}
	return ev.fail(n.span, words.F("This cannot be made a number: it is %s.", kindWords(values[0])))
}

func (ev *evaluator) callFloat(n *node, values []any) any {
	if len(values) == 0 {
		return 0.0
	}
	if v, ok := number(values[0]); ok {
		return toFloat(v)
	}
	text, ok := values[0].(string)
	if !ok {
		return ev.fail(n.span, words.F("This cannot be made a number: it is %s.", kindWords(values[0])))
	}
	digits := strings.TrimSpace(text)
	if !floatText.MatchString(digits) {
		return ev.fail(n.span, words.F("The text %s is not a number.", quoted(quote.Short(text))))
	}
	value, _ := strconv.ParseFloat(strings.ReplaceAll(digits, "_", ""), 64)
	return value
}

func (ev *evaluator) callBool(_ *node, values []any) any {
	return len(values) > 0 && truth(values[0])
}

func (ev *evaluator) callAbs(n *node, values []any) any {
	value, ok := number(values[0])
	if !ok {
		return ev.fail(n.span, words.F("abs takes a number, but this is %s.", kindWords(values[0])))
	}
	if whole, isWhole := value.(int64); isWhole && whole != math.MinInt64 {
		return max(whole, -whole)
	}
	return math.Abs(toFloat(value))
}

// elements are the parts of what can be gone through one by one.
func (ev *evaluator) elements(value any, span Span) ([]any, bool) {
	switch v := value.(type) {
	case []any:
		return v, true
	case tuple:
		return v, true
	case string:
		if !ev.spend(span, len(v)) {
			return nil, false
		}
		list := make([]any, 0, len(v))
		for _, r := range v {
			list = append(list, string(r))
		}
		return list, true
	case map[string]any:
		return listOf(sortedKeys(v)), true
	}
	return nil, false
}

func (ev *evaluator) callExtreme(n *node, values []any) any {
	if len(values) == 1 {
		list, ok := ev.elements(values[0], n.span)
		if !ok {
			return ev.fail(n.span, words.F("%s takes a list or several values, but this is %s.", n.text, kindWords(values[0])))
		}
		values = list
	}
	if len(values) == 0 {
		return ev.fail(n.span, words.F("An empty list has no %s.", n.text))
	}
	best := ev.accept(values[0], n.span)
	for _, value := range values[1:] {
		value = ev.accept(value, n.span)
		order, ordered, ok := ev.order(value, best, n.span, 0)
		if !ok {
			return ev.fail(n.span, words.F("Values of different kinds have no order: one is %s, the other is %s.", kindWords(value), kindWords(best)))
		}
		if ordered && (n.text == "min" && order < 0 || n.text == "max" && order > 0) {
			best = value
		}
	}
	return best
}

func (ev *evaluator) callSum(n *node, values []any) any {
	list, ok := ev.elements(values[0], n.span)
	if !ok {
		return ev.fail(n.span, words.F("sum takes a list, but this is %s.", kindWords(values[0])))
	}
	var total any = int64(0)
	if len(values) == 2 {
		total = values[1]
	}
	if _, isText := total.(string); isText {
		return ev.fail(n.span, "sum adds numbers, but this is a text.")
	}
	for _, value := range list {
		total = ev.operate("+", total, ev.accept(value, n.span), n.span)
		if ev.bad != nil {
			return nil
		}
	}
	return total
}

func (ev *evaluator) callRound(n *node, values []any) any {
	value, ok := number(values[0])
	if !ok {
		return ev.fail(n.span, words.F("round takes a number, but this is %s.", kindWords(values[0])))
	}
	digits := int64(0)
	toWhole := len(values) == 1 || values[1] == nil
	if !toWhole {
		places, _ := number(values[1])
		if digits, ok = places.(int64); !ok {
			return ev.fail(n.span, words.F("The number of digits must be whole, but this is %s.", kindWords(values[1])))
		}
	}
	if whole, isWhole := value.(int64); isWhole {
		return roundWhole(whole, digits)
	}
	f := value.(float64)
	if math.IsNaN(f) || math.IsInf(f, 0) {
		if toWhole {
			return ev.fail(n.span, "This number has no end, so it cannot be rounded.")
		}
		return f
	}
	if toWhole {
		if rounded := math.RoundToEven(f); math.Abs(rounded) < 1<<63 {
			return int64(rounded)
		}
		return f
	}
	return roundFloat(f, digits)
}

// roundWhole rounds half to even at tens, hundreds and so on, for negative digits.
func roundWhole(whole, digits int64) any {
	if digits >= 0 {
		return whole
	}
	if digits < -18 {
		return int64(0)
	}
	step := int64(1)
	for range -digits {
		step *= 10
	}
	rest := whole % step
	down := whole - rest
	if rest < 0 {
		rest += step
		if down < math.MinInt64+step {
			return float64(down)
		}
		down -= step
	}
	if rest > step-rest || rest == step-rest && down/step%2 != 0 {
		if down > math.MaxInt64-step {
			return float64(down) + float64(step)
		}
		down += step
	}
	return down
}

// roundFloat rounds the exact binary value half to even.
func roundFloat(f float64, digits int64) float64 {
	switch {
	case digits > 323:
		return f
	case digits < -308:
		return math.Copysign(0, f)
	case digits >= 0:
		rounded, _ := strconv.ParseFloat(strconv.FormatFloat(f, 'f', int(digits), 64), 64)
		return rounded
	}
	step := new(big.Int).Exp(big.NewInt(10), big.NewInt(-digits), nil)
	exact, _ := new(big.Float).SetFloat64(math.Abs(f)).Rat(nil)
	exact.Quo(exact, new(big.Rat).SetInt(step))
	down := new(big.Int).Quo(exact.Num(), exact.Denom())
	half := new(big.Rat).Sub(exact, new(big.Rat).SetInt(down)).Cmp(big.NewRat(1, 2))
	if half > 0 || half == 0 && down.Bit(0) == 1 {
		down.Add(down, big.NewInt(1))
	}
	rounded, _ := new(big.Float).SetInt(down.Mul(down, step)).Float64()
	return math.Copysign(rounded, f)
}
