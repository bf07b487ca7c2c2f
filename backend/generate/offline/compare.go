package offline

import (
	"math"
	"slices"
	"strings"
)

// compared is a phrase that says from where to where a number reaches: "over 20,000 up to 100,000", "10 days or more".
type compared struct {
	reach    interval
	from, to int // tokens, with the words that say what is compared
	start    int // the token where the comparison itself begins
	hints    []string
	unit     string // days, people; empty when none is named
	currency string
	percent  bool
	more     []interval // other numbers that it may be: level 1 or 2
	relative bool       // larger, above that: measured by what was said before
}

type direction uint8

const (
	less direction = iota
	atMost
	moreThan
	atLeast
)

type comparator struct {
	words []string
	is    direction
}

var comparators = func() map[string][]comparator {
	by := map[string][]comparator{}
	for is, phrases := range map[direction]string{
		less: `minor to|inferior to|lesser than|less as|smaller as|lower as|less than|fewer than|lower than|smaller than|under|below|<|cheaper than|beneath|shorter than|younger than|
			does not reach|is less than|strictly less than`,
		atMost: `at or below|at or under|equal or below|equal or less than|up to and including|up to a maximum of|up to max|up to|at most|no more than|not more than|not exceeding|does not exceed|do not exceed|not exceed|
			not over|not above|maximum of|a maximum of|max|maximum|<=|until|not greater than|no greater than|no higher than|not higher than|
			less than or equal to|equal to or less than|not longer than|no longer than|not larger than|does not go over|
			is not over|fewer than or equal to|lower than or equal to|no bigger than|up until|as much as|doesnt exceed|upto`,
		moreThan: `major to|superior to|more as|bigger as|higher as|longer as|larger as|more then|greater then|higher then|in excess|upward of|more than|greater than|higher than|larger than|bigger than|over|above|exceeding|exceeds|exceed|exceeded|in excess of|
			beyond|>|longer than|older than|surpasses|surpass|surpassing|past|goes over|go over|is over|goes above|go above|north of|
			topping|tops|going over`,
		atLeast: `at or above|at or over|at or beyond|equal or above|equal or more than|equal or greater than|from and including|not smaller than|at least|from|starting at|starting from|starting with|no less than|not less than|no fewer than|not below|not under|>=|
			minimum of|a minimum of|minimum|min|upwards of|equal to or greater than|equal to or more than|equals or exceeds|
			greater than or equal to|more than or equal to|higher than or equal to|reaches|reach|reaching|as of|
			amounting to at least|equal to or above|meets or exceeds`,
	} {
		for _, phrase := range strings.Split(phrases, "|") {
			f := strings.Fields(phrase)
			by[f[0]] = append(by[f[0]], comparator{f, is})
		}
	}
	for _, list := range by {
		slices.SortFunc(list, func(a, b comparator) int { return len(b.words) - len(a.words) })
	}
	return by
}()

// comparatorAt reads a comparator; n is 0 when there is none.
func (r *reader) comparatorAt(i int) (is direction, n int) {
	for _, c := range comparators[r.t(i).low] {
		if r.seq(i, c.words...) {
			return c.is, len(c.words)
		}
	}
	return 0, 0
}

func (r *reader) seq(i int, low ...string) bool {
	for k, w := range low {
		if r.t(i+k).low != w {
			return false
		}
	}
	return true
}

// numberAt reads an amount in figures, or in words in front of a unit.
func (r *reader) numberAt(i int) (a amount, n int) {
	t := r.t(i)
	if t.kind == number {
		return t.amount, 1
	}
	if c := counts[t.low]; c > 0 && t.kind == word && !t.is("a", "an", "both", "single") && (units[r.t(i+1).low] != "" || units[r.t(i+2).low] != "" || factors[r.t(i+1).low] > 0) {
		a.value = float64(c)
		if f := factors[r.t(i+1).low]; f > 0 {
			a.value *= f
			a.currency = currencyWords[r.t(i+2).low]
			if a.currency != "" {
				return a, 3
			}
			return a, 2
		}
		return a, 1
	}
	return amount{}, 0
}

// units of time, by every way they are written.
var units = map[string]string{
	"minute": "minutes", "minutes": "minutes", "min": "minutes", "mins": "minutes", "hour": "hours", "hours": "hours", "hrs": "hours",
	"hr": "hours", "h": "hours", "day": "days", "days": "days", "week": "weeks", "weeks": "weeks", "month": "months", "months": "months",
	"year": "years", "years": "years",
}

// comparedAt reads a comparison that begins with the token i.
func (r *reader) comparedAt(i int) (c compared, ok bool) {
	c.start, c.from = i, i
	inf := math.Inf(1)
	c.reach = interval{lo: -inf, hi: inf}
	at := i
	if r.t(at).is("between") {
		if low, n := r.numberAt(at + 1); n > 0 && r.t(at+1+n).is("and", "to", "-") {
			if high, m := r.numberAt(at + 2 + n); m > 0 {
				return r.rangeOf(c, low, high, at+2+n+m), true
			}
		}
		return c, false
	}
	is, n := r.comparatorAt(at)
	value, m := r.numberAt(at + n)
	if n > 0 && m == 0 && r.t(at+n).is("a", "the", "an", "total", "of", "is", ":") {
		if value, m = r.numberAt(at + n + 1); m > 0 {
			n++
		}
	}
	if m == 0 {
		return r.relativeAt(c, i)
	}
	next := at + n + m
	if n == 0 || is == atLeast {
		joint := next
		if r.t(joint).is("to", "-", "until", "through") {
			joint++
		} else if r.t(joint).is("up") && r.t(joint+1).is("to") {
			joint += 2
		}
		if joint > next && r.t(joint).is("and") && r.t(joint+1).is("including") {
			joint += 2
		}
		if high, k := r.numberAt(joint); joint > next && k > 0 && high.value >= value.value {
			return r.rangeOf(c, value, high, joint+k), true
		}
	}
	c.currency, c.percent = value.currency, value.percent
	next = r.unitAt(&c, next)
	if after, k := r.suffixAt(next); k > 0 {
		if n > 0 && after != is {
			k = 0
		} else {
			is, n = after, max(n, 1)
		}
		next += k
	}
	if c.unit == "" {
		next = r.unitAt(&c, next)
	}
	if n == 0 {
		return r.equalAt(c, i, value)
	}
	c.reach = reaching(is, value.value)
	c.to = next
	r.narrow(&c)
	return r.withHints(c), true
}

func reaching(is direction, value float64) interval {
	v := interval{lo: math.Inf(-1), hi: math.Inf(1)}
	switch is {
	case less:
		v.hi = value
	case atMost:
		v.hi, v.hiIn = value, true
	case moreThan:
		v.lo = value
	case atLeast:
		v.lo, v.loIn = value, true
	}
	return v
}

func (r *reader) rangeOf(c compared, low, high amount, to int) compared {
	if high.value >= 1000 && low.value < 1000 && low.value > 0 && low.currency == "" && strings.HasSuffix(r.t(to-1).low, "k") && !strings.HasSuffix(r.t(to-3).low, "k") && low.value*1000 <= high.value {
		low.value *= 1000
	}
	c.reach = interval{lo: low.value, hi: high.value, loIn: true, hiIn: true, loose: true}
	c.currency, c.percent = low.currency+high.currency, low.percent || high.percent
	if len(c.currency) > 3 {
		c.currency = c.currency[:3]
	}
	c.to = r.unitAt(&c, to)
	return r.withHints(c)
}

// suffixAt reads what may stand behind a number: or more, and above, or fewer, +.
func (r *reader) suffixAt(i int) (is direction, n int) {
	if r.t(i).is("+") {
		return atLeast, 1
	}
	if !r.t(i).is("or", "and") {
		if r.t(i).is("upwards", "upward") {
			return atLeast, 1
		}
		if r.t(i).is("maximum", "max") {
			return atMost, 1
		}
		return 0, 0
	}
	next := r.t(i + 1)
	if r.comparedNumberFollows(i + 1) {
		return 0, 0
	}
	switch {
	case next.is("more", "above", "over", "higher", "greater", "up", "longer", "larger", "upwards", "beyond", "bigger", "older"):
		return atLeast, 2
	case next.is("less", "fewer", "below", "under", "lower", "smaller", "shorter", "younger"):
		return atMost, 2
	}
	return 0, 0
}

func (r *reader) comparedNumberFollows(i int) bool {
	_, n := r.comparatorAt(i)
	if n == 0 {
		return false
	}
	_, m := r.numberAt(i + n)
	return m > 0
}

// unitAt reads what is counted: days, people, units.
func (r *reader) unitAt(c *compared, i int) int {
	if c.percent {
		if r.t(i).is("of") {
			j := i + 1
			for r.t(j).kind == word && determiners[r.t(j).low] {
				j++
			}
			if r.t(j).kind == word && !halting[r.t(j).low] {
				return j + 1
			}
		}
		return i
	}
	if c.currency != "" {
		return i
	}
	j := i
	if r.t(j).is("business", "working", "calendar", "consecutive", "additional", "full") && units[r.t(j+1).low] != "" {
		j++
	}
	t := r.t(j)
	if t.is("cm", "mm", "m", "t", "l", "ha", "kw", "mw", "kwh") {
		return j + 1 // what is compared has it in its name
	}
	if u := units[t.low]; u != "" {
		c.unit = u
		return j + 1
	}
	if t.kind == word && !halting[t.low] && (!isHead(t) || t.is("members")) && !r.isDepartment(j) && verbKinds[t.low] == noKind && singular(t.low) != t.low || t.is("people", "staff", "square", "kg", "km", "sqm", "tons", "g") {
		c.unit = t.low
		return j + 1
	}
	return i
}

// narrow takes in a second bound: over 20,000 up to 100,000; exceeds 1,000 but not 10,000.
func (r *reader) narrow(c *compared) {
	i := c.to
	for r.t(i).is("and", "but", ",", "it", "is", "are", "also") && i-c.to < 4 {
		i++
	}
	is, n := r.comparatorAt(i)
	if n == 0 && i > c.to && r.t(i).is("not") {
		is, n = atMost, 1
	}
	value, m := r.numberAt(i + n)
	if n == 0 || m == 0 {
		return
	}
	second := reaching(is, value.value)
	both := c.reach.meet(second)
	if both.empty() || math.IsInf(both.lo, 0) || math.IsInf(both.hi, 0) || both == second {
		return
	}
	c.reach = both
	if c.currency == "" {
		c.currency = value.currency
	}
	c.to = i + n + m
	if c.unit == "" {
		c.to = r.unitAt(c, c.to)
	}
}

// relativeAt reads larger, longer, above that: what lies above, or below, all that was said before.
func (r *reader) relativeAt(c compared, i int) (compared, bool) {
	up := r.t(i).is("larger", "higher", "bigger", "greater", "longer", "costlier")
	down := r.t(i).is("smaller", "lower", "shorter", "cheaper")
	to := i + 1
	is, n := r.comparatorAt(i)
	switch {
	case n > 0 && r.t(i+n).is("that", "this", "these", "which", "limit") && !r.t(i).is("from", "until"):
		up, down, to = is == moreThan || is == atLeast, is == less || is == atMost, i+n+1
		if next := r.t(to); next.kind == word && !halting[next.low] && !isHead(next) && !r.isDepartment(to) && verbKinds[next.low] == noKind {
			if _, acts := r.actorAt(to); !acts { // above that area managers
				to++
			}
		}
	case r.t(i).is("more") && r.t(i+1).is(":") && r.subject != "" && (i == r.from || r.t(i-1).kind != word):
		up = true
	case n > 0 && r.t(i).is("above", "over", "beyond", "below", "under") && r.t(i+1).is(",", ":", "it") && (i == r.from || r.t(i-1).kind != word || r.t(i-1).is("everything", "anything", "and", "all")) && r.subject != "":
		up, down = is == moreThan, is == less
	case up || down:
		noun := r.t(i + 1)
		switch {
		case noun.is("than"):
			return c, false
		case noun.kind == word && !halting[noun.low] && (!isHead(noun) || noun.is("groups")) && !r.isDepartment(i+1):
			c.hints = append(c.hints, singular(noun.low))
			to = i + 2
		case r.t(i-1).is("anything", "everything"):
			c.from = i - 1
		default:
			return c, false
		}
	}
	if !up && !down {
		return c, false
	}
	c.relative, c.to = true, to
	if up {
		c.reach = interval{lo: math.Inf(1), hi: math.Inf(1)}
	} else {
		c.reach = interval{lo: math.Inf(-1), hi: math.Inf(-1)}
	}
	return c, true
}

var hintless = setOf(`is are was be being been of with worth costing that which have has having a an the if when for where whose
	its it any all every each on at anything everything those only should in case amounting valued priced totalling totaling lasting
	involving does do not they than goes go exceeding from requiring not , only an these requests request whenever as long and`)

// withHints looks left for what is compared.
func (r *reader) withHints(c compared) compared {
	i := c.start - 1
	for n := 0; i >= r.from && n < 8; i-- {
		t := r.t(i)
		if t.kind == mark && (t.is("-") && t.glued || t.is(",") && r.t(i-1).is("total", "sum")) {
			continue
		}
		if t.kind != word || r.used[i] || t.is("then", "otherwise", "else", "unless", "or", "by", "to", "also") {
			break
		}
		if t.is("and") {
			break
		}
		if t.is("per") && len(c.hints) > 0 && r.t(i-1).kind == word && !halting[r.t(i-1).low] { // price per tonne
			continue
		}
		if hintless[t.low] {
			c.from = i
			n++
			if t.is("request", "requests") {
				c.hints = append(c.hints, "request")
			}
			if t.is("it", "they") {
				c.hints = append(c.hints, "it")
			}
			continue
		}
		if r.actsHere(i) || isHead(t) && !moneyNoun[singular(t.low)] && !r.measured(singular(t.low)) || halting[t.low] || r.isDepartment(i) && !r.isNounAhead(i) {
			break
		}
		c.hints = append(c.hints, singular(t.low))
		c.from = i
		n++
	}
	for c.from < c.start && r.t(c.from).is("and", ",", "at", "on", "not", "as", "long", "only") {
		c.from++
	}
	return c
}

func (r *reader) isNounAhead(i int) bool {
	n := r.t(i + 1)
	return n.kind == word && !halting[n.low]
}
