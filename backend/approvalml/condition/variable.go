package condition

import (
	"math"
	"slices"
	"time"
)

// variable is a field, or another name, or an atom about which nothing is known. What the conditions compare it with
// is collected first; then its values are divided into cells.
type variable struct {
	path    []string
	field   Field
	free    bool // its cells are the outcomes of one atom
	mayFail bool

	numbers  []float64
	texts    []string
	booleans bool // compared with True or False
	emptied  bool // compared with None or ''
	truth    bool // its bare name is used
	ordered  bool // texts are compared by < and the like
	members  []string

	cells  []cell
	wide   cells // all values it can have
	gap    cells // those that are reckoned with when looking for gaps
	filled cells // of these the ones that are not empty
}

// cell is a set of values for which all atoms come to the same, with one of them.
type cell struct {
	value       any
	outcome     int     // of a free atom
	other       bool    // a text that occurs nowhere
	empty       bool    // not filled in
	hidden      bool    // not reckoned with when looking for gaps
	line, point bool    // of a number: on the line; a single one
	low, high   float64 // the ends of an interval
}

const mostMembers = 8 // of a list that are told apart: 256 cells

// closed tells whether the field has few values, all of them known.
func (v *variable) closed() bool {
	return v.field.Kind == Boolean || v.field.Kind == Text && len(v.field.Options) > 0
}

// takes remembers a constant; false when the comparison is none that the cells can decide.
func (v *variable) takes(operator string, constant any, flipped bool) bool {
	switch {
	case operator == "in" && flipped:
		return v.takesMember(constant)
	case operator == "in":
		list, ok := elementsOf(constant)
		if !ok || v.field.Kind == List {
			return false
		}
		for _, element := range list {
			if !v.fits(element) {
				return false
			}
		}
		for _, element := range list {
			v.takeScalar(element)
		}
		return true
	case !v.fits(constant):
		return false
	case operator != "==" && v.field.Kind == List:
		return false
	}
	v.takeScalar(constant)
	if _, isText := constant.(string); isText && operator != "==" {
		v.ordered = true
	}
	return true
}

func (v *variable) fits(constant any) bool {
	switch c := constant.(type) {
	case nil, string, bool:
		return true
	default:
		_, exact := exactNumber(c)
		return exact
	}
}

func (v *variable) takeScalar(constant any) {
	switch c := constant.(type) {
	case nil:
		v.emptied = true
	case string:
		v.texts = append(v.texts, c)
		v.emptied = v.emptied || c == ""
	case bool:
		v.booleans = true
		n, _ := exactNumber(c)
		v.numbers = append(v.numbers, n)
	default:
		n, _ := exactNumber(c)
		v.numbers = append(v.numbers, n)
	}
}

// takesMember is for `'urgent' in tags`.
func (v *variable) takesMember(constant any) bool {
	switch v.field.Kind {
	case Number, Boolean:
		return true // fails, which evaluating a cell shows
	case Text:
		return len(v.field.Options) > 0
	case List:
	default:
		return false
	}
	text, ok := constant.(string)
	if !ok {
		return false
	}
	if slices.Contains(v.members, text) || len(v.field.Options) > 0 && !slices.Contains(v.field.Options, text) {
		return true
	}
	if len(v.members) == mostMembers {
		return false
	}
	v.members = append(v.members, text)
	return true
}

// divide makes the cells.
func (m *model) divide(v *variable) {
	switch {
	case v.free:
		v.cells = []cell{{outcome: tableHolds}, {outcome: tableHoldsNot}}
		if v.mayFail {
			v.cells = append(v.cells, cell{outcome: tableFails})
		}
	case v.field.Kind == Number:
		v.divideNumbers(v.field.Whole)
		v.addEmpty(v.emptied || v.truth, true)
	case v.field.Kind == Boolean:
		v.cells = []cell{{value: true}, {value: false}}
		v.addEmpty(v.emptied, true)
	case v.field.Kind == List:
		v.divideList()
	case v.field.Kind == Text && len(v.field.Options) > 0:
		for _, option := range v.field.Options {
			v.cells = append(v.cells, cell{value: option, empty: option == ""})
		}
		v.addEmpty(true, false)
	case v.field.Kind == Date && v.divideDates():
		v.addEmpty(v.emptied || v.truth, true)
	case v.field.Kind == Date, v.field.Kind == Text:
		m.exact = m.exact && v.field.Kind == Text
		v.divideTexts()
		v.addEmpty(v.emptied || v.truth, true)
	default:
		v.divideUnknown()
		v.addEmpty(v.emptied || v.truth, true)
	}
	v.finish()
}

// addEmpty adds what stands for a field that nobody filled in: None, and the empty text that forms hand over.
func (v *variable) addEmpty(asked, hidden bool) {
	if !asked || v.field.Required {
		return
	}
	v.cells = append(v.cells, cell{empty: true, hidden: hidden})
	named := slices.Contains(v.texts, "") && v.field.Kind == Text
	if !slices.ContainsFunc(v.cells, func(c cell) bool { return c.value == "" }) {
		v.cells = append(v.cells, cell{value: "", empty: true, hidden: hidden && !named})
	}
	if !hidden { // an empty option field is one case; None and '' are two ways to hand it over
		mentionsNone := v.emptied && !slices.Contains(v.texts, "")
		for i := range v.cells {
			c := &v.cells[i]
			if c.empty && v.emptied && (c.value == nil) != mentionsNone {
				c.hidden = true
			}
		}
	}
}

func (v *variable) finish() {
	if len(v.cells) == 0 {
		v.cells = []cell{{value: anotherText(v.texts), other: true}}
	}
	v.wide, v.gap, v.filled = newCells(len(v.cells)), newCells(len(v.cells)), newCells(len(v.cells))
	for i, c := range v.cells {
		v.wide.add(i)
		if !c.hidden {
			v.gap.add(i)
		}
		if !c.hidden && !c.empty {
			v.filled.add(i)
		}
	}
	if v.gap.empty() {
		v.gap = v.wide
	}
	if v.filled.empty() {
		v.filled = v.gap
	}
}

func (v *variable) divideNumbers(whole bool) {
	cuts := slices.Clone(v.numbers)
	if v.truth {
		cuts = append(cuts, 0)
	}
	low, high := math.Inf(-1), math.Inf(1)
	if v.field.Min != nil && !math.IsNaN(*v.field.Min) {
		low = *v.field.Min
	}
	if v.field.Max != nil && !math.IsNaN(*v.field.Max) {
		high = *v.field.Max
	}
	if low > high || math.IsInf(low, 1) || math.IsInf(high, -1) {
		low, high = math.Inf(-1), math.Inf(1)
	}
	for _, bound := range []float64{low, high} {
		if !math.IsInf(bound, 0) {
			cuts = append(cuts, bound)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	before := math.Inf(-1)
	for _, cut := range append(cuts, math.Inf(1)) {
		if before >= low && cut <= high {
			if inside, ok := roundInside(before, cut, whole); ok {
				v.cells = append(v.cells, cell{value: inside, line: true, low: before, high: cut})
			}
		}
		if cut >= low && cut <= high && !math.IsInf(cut, 0) && (!whole || cut == math.Trunc(cut)) {
			v.cells = append(v.cells, cell{value: cut, line: true, point: true, low: cut, high: cut})
		}
		before = cut
	}
}

// divideDates takes days as whole numbers; false when a constant is no day.
func (v *variable) divideDates() bool {
	const day = 24 * time.Hour
	first, last := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)
	days := &variable{field: Field{}}
	for _, text := range v.texts {
		if text == "" {
			continue
		}
		date, err := time.Parse(time.DateOnly, text)
		if err != nil || date.Before(first) {
			return false
		}
		days.numbers = append(days.numbers, float64(date.Unix()/int64(day/time.Second)))
	}
	lowest, highest := float64(first.Unix()/int64(day/time.Second)), float64(last.Unix()/int64(day/time.Second))
	days.field.Min, days.field.Max = &lowest, &highest
	days.divideNumbers(true)
	for _, c := range days.cells {
		date := time.Unix(int64(c.value.(float64))*int64(day/time.Second), 0).UTC()
		v.cells = append(v.cells, cell{value: date.Format(time.DateOnly), point: c.point})
	}
	return true
}

// divideTexts takes the texts that occur, and what lies between them when they are put in order.
func (v *variable) divideTexts() {
	texts := slices.Clone(v.texts)
	slices.Sort(texts)
	texts = slices.Compact(texts)
	texts = slices.DeleteFunc(texts, func(text string) bool { return text == "" })
	if !v.ordered {
		for _, text := range texts {
			v.cells = append(v.cells, cell{value: text, point: true})
		}
		v.cells = append(v.cells, cell{value: anotherText(texts), other: true})
		return
	}
	before := ""
	for _, text := range texts {
		for _, more := range []string{"a", "A", "0", " ", "\x01", "\x00"} {
			if between := before + more; between < text {
				v.cells = append(v.cells, cell{value: between})
				break
			}
		}
		v.cells = append(v.cells, cell{value: text, point: true})
		before = text
	}
	v.cells = append(v.cells, cell{value: before + "a"})
}

// divideUnknown takes a name of which no kind is known to hold the kinds of values it is compared with.
func (v *variable) divideUnknown() {
	texts := slices.ContainsFunc(v.texts, func(text string) bool { return text != "" })
	numbers := len(v.numbers) > 0
	if v.booleans && !texts && !slices.ContainsFunc(v.numbers, func(n float64) bool { return n != 0 && n != 1 }) {
		numbers = false
	}
	if numbers {
		v.divideNumbers(false)
	}
	if v.booleans || !numbers && !texts && v.truth {
		v.cells = append(v.cells, cell{value: true, hidden: numbers}, cell{value: false, hidden: numbers})
	}
	if texts || len(v.cells) == 0 {
		v.divideTexts()
	}
}

func (v *variable) divideList() {
	otherPossible := len(v.field.Options) == 0 || slices.ContainsFunc(v.field.Options, func(option string) bool {
		return !slices.Contains(v.members, option)
	})
	other := anotherText(v.members)
	for _, option := range v.field.Options {
		if !slices.Contains(v.members, option) {
			other = option
			break
		}
	}
	for subset := range 1 << len(v.members) {
		list := []any{}
		for i, member := range v.members {
			if subset&(1<<i) != 0 {
				list = append(list, member)
			}
		}
		if subset > 0 {
			v.cells = append(v.cells, cell{value: list})
			continue
		}
		if otherPossible {
			v.cells = append(v.cells, cell{value: []any{other}, other: len(v.field.Options) == 0})
		}
		if !v.field.Required {
			v.cells = append(v.cells, cell{value: list, empty: true})
		}
	}
	v.addEmpty(v.emptied || v.truth, true)
}
