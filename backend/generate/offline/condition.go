package offline

import (
	"slices"
	"strings"
)

// optionAt reads the mention of an option, or of several with and or or, with the noun behind them.
func (r *reader) optionAt(i int) (c *cond, to int) {
	o, n := r.optionWordAt(i)
	if o.field == nil {
		return nil, 0
	}
	c = &cond{kind: isOption, field: o.field.name, values: []string{o.value}}
	to = i + n
	for {
		j := to
		for r.t(j).is("and", "or", ",", "/", "risk") && j-to < 3 {
			j++
		}
		if j == to {
			break
		}
		next, m := r.optionWordAt(j)
		if next.field != o.field {
			break
		}
		if !slices.Contains(c.values, next.value) {
			c.values = append(c.values, next.value)
		}
		to = j + m
	}
	for k := 0; k < 2; k++ { // the noun behind it: low risk changes
		t := r.t(to)
		if t.is("risk") && (!r.actsHere(to+1) || verbKinds[r.t(to+1).low] == routes) && !isHead(r.t(to+1)) && !r.t(to+1).is("must", "has", "team") {
			to++
			continue
		}
		if outsiders[singular(t.low)] && singular(t.low) != t.low && !r.actsHere(to+1) {
			to++
			continue
		}
		if t.kind != word || halting[t.low] || verbKinds[t.low] != noKind && !processNouns[singular(t.low)] || isHead(t) || r.isDepartment(to) || r.comparedNumberFollows(to) {
			break
		}
		to++
	}
	before := r.t(i - 1)
	if before.is("not", "non") || before.is("-") && r.t(i-2).is("non") {
		c.not = true
	}
	return c, to
}

func (r *reader) optionWordAt(i int) (o optionWord, n int) {
	t := r.t(i)
	if t.kind != word && t.kind != number {
		return optionWord{}, 0
	}
	for _, o := range r.options[singular(t.low)] {
		k := i
		ok := true
		for _, w := range o.words {
			if r.t(k).is("-") && r.t(k).glued {
				k++
			}
			if singular(r.t(k).low) != w {
				ok = false
				break
			}
			k++
		}
		if ok {
			return o, k - i
		}
	}
	return optionWord{}, 0
}

// ifAt reads a condition that is neither an amount nor an option: if the vendor is foreign, if minors are involved.
func (r *reader) ifAt(i int) (c *cond, from, to int) {
	t := r.t(i)
	start := i + 1
	if t.is("in") {
		if !r.t(i + 1).is("case") {
			return nil, 0, 0
		}
		start++
	}
	if t.is("provided") && r.t(start).is("that") {
		start++
	}
	if t.is("for") {
		return r.forAt(i)
	}
	end := start
	for end < r.until && end-start < 14 {
		w := r.t(end)
		if w.is(",") && r.comparesLater(end+1) {
			return nil, 0, 0
		}
		if w.is(",", ":", "then", "otherwise", "else", ")") && w.kind != number || end > start+1 && r.clauseBegins(end) && (!outsiders[singular(w.low)] || !r.t(end+1).is("is", "are")) && !r.t(end-1).is("the", "a", "an") && !r.t(end-1).is("is", "are") {
			break
		}
		if w.is("or", "and") && r.flagIn(start, end) != nil && r.comparesNext(end+1) {
			break // alcohol is served or more than 120 guests come
		}
		if r.comparedNumberFollows(end) || w.kind == number {
			return nil, 0, 0
		}
		if o, _ := r.optionWordAt(end); o.field != nil {
			return nil, 0, 0
		}
		if m, _ := r.markAt(end); m == "nobody" || m == "rejected" || m == "auto" || m == "else" && !w.is("other") {
			return nil, 0, 0
		}
		if verbKinds[w.low] == approves && !nounToo[singular(w.low)] && !w.is("do", "does", "processes") && r.flagIn(start, end+1) == nil || w.is("approve", "done", "ok") && r.flagIn(start, end+1) == nil {
			return nil, 0, 0
		}
		end++
	}
	if end == start || t.is("when", "once", "should") && end-start < 2 {
		return nil, 0, 0
	}
	c = r.statement(start, end, r.placeOf(i, end))
	if c == nil {
		return nil, 0, 0
	}
	return c, i, end
}

// comparesNext tells whether a comparison follows before the next comma.
func (r *reader) comparesNext(i int) bool {
	for k := i; k < i+8 && r.t(k).kind != lines && !r.t(k).is(",", ":", "or", "and"); k++ {
		if r.comparedNumberFollows(k) {
			return true
		}
	}
	return false
}

// comparesLater tells whether a comparison follows before anybody is named: if rate times days, the total, is below 10,000.
func (r *reader) comparesLater(i int) bool {
	for k := i; k < i+6; k++ {
		if r.comparedNumberFollows(k) {
			return r.t(k-1).is("is", "are")
		}
		if _, ok := r.actorAt(k); ok || r.actsHere(k) {
			return false
		}
	}
	return false
}

// statement makes a condition of "X is Y", "it contains Y" and the like.
func (r *reader) statement(from, to int, at place) *cond {
	not := false
	verb := -1
	for i := from; i < to; i++ {
		if r.t(i).is("is", "are", "was", "has", "have", "contains", "contain", "includes", "include", "involves", "involve", "requires", "concerns", "affects", "needs", "comes", "exists", "lies", "takes", "uses") {
			verb = i
			break
		}
	}
	begin := verb + 1
	if verb >= 0 {
		for r.t(begin).is("not", "a", "an", "the", "any", "been", "no", "already") && begin < to {
			not = not || r.t(begin).is("not", "no")
			begin++
		}
	}
	not = not || verb < 0 && r.t(from).is("not", "no")
	if f := r.flagIn(from, to); f != nil {
		return &cond{kind: isFlag, field: f.name, not: not}
	}
	if verb < 0 {
		if to-from > 6 || r.t(from).is("possible", "necessary", "needed", "any", "applicable", "all", "both") || r.t(from).is("it", "they", "he", "she") && to-from < 3 {
			return nil
		}
		for from < to && r.t(from).is("it", "they", "he", "she") {
			from++
		}
		value := r.original(from, to)
		return r.flag(value, r.itemWords(from, to), at)
	}
	subject := r.itemWords(from, verb)
	value := r.itemWords(begin, to)
	if len(value) == 0 || len(value) > 8 || slices.Contains(value, "satisfied") || slices.Contains(value, "fine") || slices.Contains(value, "possible") || slices.Contains(value, "complete") {
		return nil
	}
	linking := r.t(verb).is("is", "are", "was")
	if linking && len(subject) > 0 && !halting[value[0]] {
		if f := r.choiceField(subject); f != nil {
			written := r.original(begin, to)
			if value, ok := r.offer(f, written); ok {
				return &cond{kind: isOption, field: f.name, values: []string{value}, not: not}
			}
			return nil
		}
	}
	if f := r.namedField(subject); linking && f != nil && r.t(begin-1).is("a", "an") && r.oneOf(f, begin, to) != nil {
		c := r.oneOf(f, begin, to)
		c.not = not
		return c
	} else if linking && f != nil && isProper(r.t(begin), r.text) {
		if value, ok := r.offer(f, r.original(begin, to)); ok {
			return &cond{kind: isOption, field: f.name, values: []string{value}, not: not}
		}
	}
	var title string
	switch {
	case linking && len(value) == 1 && len(subject) > 0 && subject[0] != "it" && subject[0] != "there" && !strings.HasSuffix(value[0], "ed") && !processNouns[value[0]] && value[0] != "emergency":
		title = r.original(begin, to) + " " + subject[len(subject)-1]
	case linking && len(subject) > 0 && subject[0] != "it" && (strings.HasSuffix(value[0], "ed") || halting[value[0]]):
		title = strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(r.original(from, verb)), "the "), "an ") + " " + r.original(begin, to)
	case linking:
		title = r.original(begin, to)
	case r.t(verb).is("has", "have"):
		title = "has " + r.original(begin, to)
	default:
		title = r.t(verb).low + " " + r.original(begin, to)
	}
	if f := r.flagField(title); f != nil {
		return &cond{kind: isFlag, field: f.name, not: not}
	}
	c := r.flag(title, value, at)
	if c != nil {
		c.not = not
	}
	return c
}

// choiceField finds, or makes, the field of a subject that has kinds: the leave type, the priority.
func (r *reader) choiceField(subject []string) *field {
	head := singular(headOf(subject))
	for _, f := range r.sketch.fields {
		if len(f.options) > 0 && slices.Contains(r.nameWords(f), head) {
			return f
		}
	}
	for _, f := range r.sketch.fields {
		if f.kind == "text" && choiceNouns[head] && slices.Contains(r.nameWords(f), head) {
			return f
		}
	}
	if !choiceNouns[head] {
		return nil
	}
	title := strings.Join(subject, " ")
	return r.put(&field{name: slug(trimOf(title)), label: capital(title), kind: "select", required: true, derived: true})
}

// namedField is the text that the form asks for by just these words: the site, the country.
func (r *reader) namedField(subject []string) *field {
	if len(subject) == 0 {
		return nil
	}
	for _, f := range r.sketch.fields {
		if f.kind == "text" && slices.Contains(r.nameWords(f), singular(headOf(subject))) {
			return f
		}
	}
	return nil
}

// oneOf reads which things a field names: a laptop or a phone.
func (r *reader) oneOf(f *field, from, to int) *cond {
	c := &cond{kind: isOption, field: f.name}
	begin := from
	if !slices.Contains(r.lowAll(from, to), "or") {
		return nil // a kind of it: a competitor
	}
	for i := from; i <= to; i++ {
		if i < to && !r.t(i).is("or", ",", "/") {
			continue
		}
		for begin < i && r.t(begin).is("a", "an", "the") {
			begin++
		}
		if i-begin > 3 || i == begin || halting[r.t(begin).low] || strings.HasSuffix(r.t(i-1).low, "ed") {
			return nil
		}
		value, ok := r.offer(f, r.original(begin, i))
		if !ok {
			return nil
		}
		c.values = append(c.values, value)
		begin = i + 1
	}
	return c
}

// isProper tells whether a word is a name: Headquarters, France.
func isProper(t token, text string) bool {
	return t.kind == word && t.from < len(text) && text[t.from] >= 'A' && text[t.from] <= 'Z'
}
