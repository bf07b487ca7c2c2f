package jsonata

import (
	"bytes"
	"encoding/json"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"workflow-designer/backend/words"
)

// function is one of JSONata's.
type function struct {
	fewest, most int
	onContext    bool // without its first value it takes what it stands on
	takesNothing bool // it is called also when its first value is not there
	apply        func(*evaluator, *node, []any) any
}

var functions map[string]function

// The table is filled late because the functions reach the evaluator, which reads the table.
func init() {
	functions = map[string]function{
		"sum":             {1, 1, false, false, overNumbers(sum)},
		"max":             {1, 1, false, false, overNumbers(extreme(func(a, b float64) bool { return a > b }))},
		"min":             {1, 1, false, false, overNumbers(extreme(func(a, b float64) bool { return a < b }))},
		"average":         {1, 1, false, false, overNumbers(average)},
		"count":           {1, 1, false, true, func(_ *evaluator, _ *node, v []any) any { return float64(len(flat(v[0]))) }},
		"exists":          {1, 1, false, true, func(_ *evaluator, _ *node, v []any) any { return v[0] != any(missing{}) }},
		"not":             {1, 1, true, false, func(_ *evaluator, _ *node, v []any) any { return !truth(v[0]) }},
		"boolean":         {1, 1, true, false, func(_ *evaluator, _ *node, v []any) any { return truth(v[0]) }},
		"number":          {1, 1, true, false, (*evaluator).callNumber},
		"string":          {1, 1, true, false, func(ev *evaluator, n *node, v []any) any { return ev.written(n, v[0]) }},
		"length":          {1, 1, true, false, onText(func(s string) any { return float64(utf8.RuneCountInString(s)) })},
		"uppercase":       {1, 1, true, false, onText(func(s string) any { return strings.ToUpper(s) })},
		"lowercase":       {1, 1, true, false, onText(func(s string) any { return strings.ToLower(s) })},
		"trim":            {1, 1, true, false, onText(func(s string) any { return strings.Join(strings.FieldsFunc(s, isSpace), " ") })},
		"contains":        {2, 2, true, false, onTexts(func(s, part string) any { return strings.Contains(s, part) })},
		"substringBefore": {2, 2, true, false, onTexts(before)},
		"substringAfter":  {2, 2, true, false, onTexts(after)},
		"substring":       {2, 3, true, false, (*evaluator).callSubstring},
		"join":            {1, 2, false, false, (*evaluator).callJoin},
		"abs":             {1, 1, true, false, onNumber(math.Abs)},
		"floor":           {1, 1, true, false, onNumber(math.Floor)},
		"ceil":            {1, 1, true, false, onNumber(math.Ceil)},
		"round":           {1, 2, true, false, (*evaluator).callRound},
		"append":          {2, 2, false, true, (*evaluator).callAppend},
		"distinct":        {1, 1, false, false, (*evaluator).callDistinct},
	}
}

func isSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }

func (ev *evaluator) call(n *node, on any) any {
	f := functions[n.text]
	var values []any
	if len(n.kids) < f.fewest {
		values = append(values, on)
	}
	for _, kid := range n.kids {
		values = append(values, ev.value(kid, on))
	}
	if ev.bad != nil {
		return missing{}
	}
	if _, none := values[0].(missing); none && !f.takesNothing {
		return missing{}
	}
	return f.apply(ev, n, values)
}

func (ev *evaluator) wants(n *node, what words.Text) any {
	return ev.fail(n, words.F("The function $%s takes %s.", n.text, what))
}

func overNumbers(apply func([]float64) any) func(*evaluator, *node, []any) any {
	return func(ev *evaluator, n *node, values []any) any {
		var numbers []float64
		for _, item := range flat(values[0]) {
			number, ok := item.(float64)
			if !ok {
				return ev.wants(n, "a list of numbers")
			}
			numbers = append(numbers, number)
		}
		return apply(numbers)
	}
}

func sum(numbers []float64) any {
	total := 0.0
	for _, number := range numbers {
		total += number
	}
	return total
}

func average(numbers []float64) any {
	if len(numbers) == 0 {
		return missing{}
	}
	return sum(numbers).(float64) / float64(len(numbers))
}

func extreme(better func(a, b float64) bool) func([]float64) any {
	return func(numbers []float64) any {
		if len(numbers) == 0 {
			return missing{}
		}
		best := numbers[0]
		for _, number := range numbers[1:] {
			if better(number, best) {
				best = number
			}
		}
		return best
	}
}

func onNumber(apply func(float64) float64) func(*evaluator, *node, []any) any {
	return func(ev *evaluator, n *node, values []any) any {
		number, ok := values[0].(float64)
		if !ok {
			return ev.wants(n, "a number")
		}
		return apply(number)
	}
}

func onText(apply func(string) any) func(*evaluator, *node, []any) any {
	return func(ev *evaluator, n *node, values []any) any {
		text, ok := values[0].(string)
		if !ok {
			return ev.wants(n, "a text")
		}
		return apply(text)
	}
}

func onTexts(apply func(text, part string) any) func(*evaluator, *node, []any) any {
	return func(ev *evaluator, n *node, values []any) any {
		text, ok := values[0].(string)
		part, isText := values[1].(string)
		if !ok || !isText {
			return ev.wants(n, "two texts")
		}
		return apply(text, part)
	}
}

func before(text, part string) any {
	first, _, _ := strings.Cut(text, part)
	return first
}

func after(text, part string) any {
	if _, rest, found := strings.Cut(text, part); found {
		return rest
	}
	return text
}

var numberText = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([Ee][-+]?[0-9]+)?$`)

var otherBase = regexp.MustCompile(`^0([xX][0-9A-Fa-f]+|[oO][0-7]+|[bB][01]+)$`)

func (ev *evaluator) callNumber(n *node, values []any) any {
	switch v := values[0].(type) {
	case float64:
		return v
	case bool:
		if v {
			return 1.0
		}
		return 0.0
	case string:
		if number, err := strconv.ParseFloat(v, 64); err == nil && numberText.MatchString(v) {
			return number
		}
		if number, err := strconv.ParseUint(v, 0, 53); err == nil && otherBase.MatchString(v) {
			return float64(number)
		}
	}
	return ev.wants(n, "a number, or a text that is one")
}

func (ev *evaluator) callSubstring(n *node, values []any) any {
	text, ok := values[0].(string)
	start, isNumber := values[1].(float64)
	if !ok || !isNumber {
		return ev.wants(n, "a text and where to begin")
	}
	if !ev.spend(n, len(text)) {
		return missing{}
	}
	letters := []rune(text)
	length := float64(len(letters))
	from := math.Trunc(start)
	if from < 0 {
		from = max(0, length+from)
	}
	to := length
	if len(values) == 3 {
		most, isNumber := values[2].(float64)
		if !isNumber {
			return ev.wants(n, "a text, where to begin, and how many letters")
		}
		if most <= 0 {
			return ""
		}
		to = min(length, from+math.Trunc(most))
	}
	if from >= to {
		return ""
	}
	return string(letters[int(from):int(to)])
}

func (ev *evaluator) callJoin(n *node, values []any) any {
	between := ""
	if len(values) == 2 {
		text, ok := values[1].(string)
		if !ok {
			return ev.wants(n, "a list of texts, and a text to put between")
		}
		between = text
	}
	var parts []string
	for _, item := range flat(values[0]) {
		text, ok := item.(string)
		if !ok {
			return ev.wants(n, "a list of texts")
		}
		if !ev.spend(n, len(text)+len(between)) {
			return missing{}
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, between)
}

// callRound rounds half to even, as JSONata does.
func (ev *evaluator) callRound(n *node, values []any) any {
	number, ok := values[0].(float64)
	digits := 0.0
	if len(values) == 2 {
		places, isNumber := values[1].(float64)
		ok, digits = ok && isNumber && places == math.Trunc(places), places
	}
	if !ok {
		return ev.wants(n, "a number, and how many digits to keep")
	}
	if math.Abs(digits) > 300 {
		return number
	}
	// Shifted in decimal writing, so that 2.675 is no binary fraction below it.
	shifted := shift(number, int(digits))
	return shift(math.RoundToEven(shifted), -int(digits))
}

func shift(number float64, digits int) float64 {
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(number, 'e', -1, 64), "e")
	power, err := strconv.Atoi(exponent)
	if err != nil {
		return number
	}
	shifted, _ := strconv.ParseFloat(mantissa+"e"+strconv.Itoa(power+digits), 64)
	return shifted
}

func (ev *evaluator) callAppend(n *node, values []any) any {
	for i, value := range values {
		if _, none := value.(missing); none {
			return values[1-i]
		}
	}
	first, second := flat(values[0]), flat(values[1])
	if !ev.spend(n, len(first)+len(second)) {
		return missing{}
	}
	return append(append([]any{}, first...), second...)
}

func (ev *evaluator) callDistinct(n *node, values []any) any {
	list, ok := values[0].([]any)
	if !ok {
		return values[0]
	}
	var kept many
	for _, item := range list {
		if !ev.within(n, item, []any(kept)) {
			kept = append(kept, item)
		}
		if ev.bad != nil {
			return missing{}
		}
	}
	return one(kept, len(list) != 1)
}

// written is a value as a text; of nothing it is empty.
func (ev *evaluator) written(n *node, value any) string {
	switch v := value.(type) {
	case missing:
		return ""
	case string:
		return v
	}
	if grouped(value) {
		// The order of its keys is not known here.
		ev.bad = &Error{At: n.at, Message: "This writes a group of keys as a text.", Beyond: true}
		return ""
	}
	if !ev.spend(n, size(value)) {
		return ""
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(tidied(value)); err != nil {
		ev.fail(n, "This value cannot be written as a text.")
		return ""
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// grouped tells whether there is a group of more than one key in a value.
func grouped(value any) bool {
	switch v := value.(type) {
	case []any:
		return slices.ContainsFunc(v, grouped)
	case map[string]any:
		for _, item := range v {
			if grouped(item) {
				return true
			}
		}
		return len(v) > 1
	}
	return false
}

// tidied has its numbers cut to the 15 digits that a computer's fraction is good for: 0.3, not 0.30000000000000004.
func tidied(value any) any {
	switch v := value.(type) {
	case float64:
		short, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
		if err != nil {
			return v
		}
		return short
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = tidied(item)
		}
		return list
	case map[string]any:
		group := make(map[string]any, len(v))
		for key, item := range v {
			group[key] = tidied(item)
		}
		return group
	}
	return value
}
