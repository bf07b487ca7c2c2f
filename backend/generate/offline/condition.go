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
		if t.is("risk") && !r.actsHere(to+1) && !isHead(r.t(to+1)) && !r.t(to+1).is("must", "has", "team") {
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
		if w.is(",", ":", "then", "otherwise", "else", ")") && w.kind != number || end > start+1 && r.clauseBegins(end) && !(outsiders[singular(w.low)] && r.t(end+1).is("is", "are")) && !r.t(end-1).is("the", "a", "an") && !r.t(end-1).is("is", "are") {
			break
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

// fromDepartment reads whose requests are meant: requests from sales.
func (r *reader) fromDepartment(i int) (c *cond, to int) {
	if !r.t(i-1).is("from") || !processNouns[singular(r.t(i-2).low)] || singular(r.t(i-2).low) == r.t(i-2).low {
		return nil, 0
	}
	end := i
	for r.t(end).is("the", "our") {
		end++
	}
	begin := end
	if n := r.compoundAt(end); n > 0 {
		end += n
	} else if r.isDepartment(end) {
		end++
	}
	if end == begin || isHead(r.t(end)) && !r.t(end).is("department", "team") {
		return nil, 0
	}
	f := r.put(&field{name: "department", label: "Department", kind: "select", required: true, at: r.placeOf(i-2, end), derived: true})
	value, ok := r.offer(f, capital(r.original(begin, end)))
	if !ok {
		return nil, 0
	}
	if r.t(end).is("department", "team") {
		end++
	}
	return &cond{kind: isOption, field: f.name, values: []string{value}}, end
}

// forAt reads "for international trips".
func (r *reader) forAt(i int) (c *cond, from, to int) {
	value, noun, end := r.modified(i + 1)
	if value == "" || !r.acceptKind(value, noun) && !r.t(end).is(",", "the") {
		return nil, 0, 0
	}
	if r.t(i-1).kind == word && !r.t(i-1).is("and", "also", "only", "too", "required", "approves", "approve", "needed", "required") && i > r.from {
		return nil, 0, 0
	}
	return r.unnamedKind(value, noun, r.placeOf(i, end)), i, end
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

func (r *reader) flagField(title string) *field {
	f := r.sketch.field(slug(trimOf(title)))
	if f != nil && f.kind == "checkbox" {
		return f
	}
	return nil
}

func (r *reader) flagIn(from, to int) *field {
	for i := from; i < to; i++ {
		for _, o := range r.flags[singular(r.t(i).low)] {
			return o.field
		}
	}
	return nil
}

func (r *reader) flag(title string, about []string, at place) *cond {
	name := slug(trimOf(title))
	f := r.put(&field{name: name, label: capital(title), kind: "checkbox", at: at, derived: true})
	if f.kind != "checkbox" {
		f = r.put(&field{name: slug("is " + name), label: capital(title), kind: "checkbox", at: at, derived: true})
	}
	var list []string
	for _, w := range about {
		if !halting[w] {
			list = append(list, singular(w))
		}
	}
	r.learnFlag(f, list)
	return &cond{kind: isFlag, field: f.name}
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

// modified reads a noun with what stands in front of it: international trips. end is the token behind it.
func (r *reader) modified(i int) (value, noun string, end int) {
	j := i
	for r.t(j).is("only", "the", "any") {
		j++
	}
	begin := j
	for j < r.until && j-begin < 4 {
		t := r.t(j)
		if t.kind == mark && t.is("-") && t.glued {
			j++
			continue
		}
		if t.kind != word || halting[t.low] || determiners[t.low] && (j == begin || !t.is("relevant", "concerned")) || t.is("approved", "rejected", "new", "larger", "shorter", "longer", "lower", "bigger", "smaller", "other", "higher", "larger", "remaining", "such", "existing", "reviewed", "submitted", "signed", "completed") {
			return "", "", 0
		}
		if j > begin && verbKinds[t.low] != noKind && !nounToo[t.low] && !processNouns[singular(t.low)] && strings.HasSuffix(t.low, "s") && r.actsHere(j) {
			return "", "", 0 // finance approves loans
		}
		if j > begin && (singular(t.low) != t.low || processNouns[t.low]) {
			next := r.t(j + 1)
			if next.kind == word && (processNouns[singular(next.low)] && singular(next.low) != next.low) {
				j++
				continue
			}
			if isHead(next) || isHead(t) && !processNouns[singular(t.low)] || t.owner {
				return "", "", 0
			}
			if r.comparisonAt(j+1) && r.measures(singular(t.low)) || t.is("approval", "approvals", "review", "signature") {
				return "", "", 0
			}
			return r.original(begin, j), singular(t.low), j + 1
		}
		if verbKinds[t.low] == approves && j == begin && !processNouns[t.low] && !t.is("capital", "credit") {
			return "", "", 0
		}
		j++
	}
	return "", "", 0
}

// unnamedKindAt reads a subject with a kind that no field has yet: Engineering requests go to ...
func (r *reader) unnamedKindAt(i int, before []chunk) (c *cond, to int) {
	if n := len(before); n > 0 && before[n-1].kind != separator && before[n-1].kind != aMark || r.t(i).kind != word {
		return nil, 0
	}
	value, noun, end := r.modified(i)
	if value == "" {
		return r.nounWithPlace(i)
	}
	next := r.t(end)
	if !r.comparisonAt(end) && !next.is("is", "are", "must", "need", "needs", "require", "requires", "also", "go", "goes", "to", ":", "have", "has", "should", "by", "additionally", "skip", "skips", "can", "get", "land", ",", "only", "just", "do", "dont", "always", "may", "will", "shall", "follow", "follows") && verbKinds[next.low] != routes {
		return nil, 0
	}
	if next.is(",") {
		return nil, 0
	}
	if f, not := r.flagMeant(value); f != nil {
		return &cond{kind: isFlag, field: f.name, not: not}, end
	}
	if !r.acceptKind(value, noun) || len(r.candidates[noun]) < 2 && (i == 0 || next.is(":") || r.wholeProcess(i, end)) {
		return nil, 0
	}
	return r.unnamedKind(value, noun, r.placeOf(i, end)), end
}

// wholeProcess tells whether a noun with what stands in front of it is just what the process is about: all travel requests.
func (r *reader) wholeProcess(i, end int) bool {
	if !r.t(i-1).is("all", "every", "each", "any") {
		return false
	}
	_, known := kindIn(r.all[i : end-1])
	return known || r.from == 0
}

// measures tells whether a noun is itself what is compared: annual spend, estimated costs.
func (r *reader) measures(noun string) bool {
	return moneyNoun[noun] && !processNouns[noun] || slices.ContainsFunc(r.sketch.fields, func(f *field) bool {
		return (f.kind == "currency" || f.kind == "number") && slices.Contains(r.nameWords(f), noun)
	})
}

// comparisonAt tells whether a noun is followed by how much of it: trips under 5000, trips of 5000 or above.
func (r *reader) comparisonAt(i int) bool {
	return r.comparedNumberFollows(i) || r.t(i).is("of") && (r.t(i+1).kind == number || r.comparedNumberFollows(i+1))
}

// acceptKind tells whether a kind splits the requests: another kind of the noun is named too, or the rest, or more is asked of it.
func (r *reader) acceptKind(_, noun string) bool {
	return len(r.candidates[noun]) >= 2 || r.sentenceExtra
}

// unnamedKind makes a condition of a kind in front of a noun.
func (r *reader) unnamedKind(value, noun string, at place) *cond {
	if f, not := r.flagMeant(value); f != nil {
		return &cond{kind: isFlag, field: f.name, not: not}
	}
	if len(r.candidates[noun]) < 2 {
		return r.flag(value+" "+noun, strings.Fields(strings.ToLower(value)), at)
	}
	name, label := noun+" type", capital(noun)+" type"
	all := true
	for v := range r.candidates[noun] {
		if !departments[v] && v != "sales" {
			all = false
		}
	}
	low := strings.ToLower(value)
	switch {
	case all, departments[low] && r.sketch.field("department") != nil:
		name, label = "department", "Department"
	case strings.HasSuffix(low, " risk"), strings.HasSuffix(low, "-risk"):
		name, label, value = "risk level", "Risk level", value[:len(value)-5]
	case strings.HasSuffix(low, " priority"), strings.HasSuffix(low, "-priority"):
		name, label, value = "priority", "Priority", value[:len(value)-9]
	}
	for _, f := range r.sketch.fields {
		if (f.kind == "text" || f.kind == "select") && slices.Contains(r.nameWords(f), noun) && slices.ContainsFunc(r.nameWords(f), func(w string) bool { return choiceNouns[w] }) {
			name = f.name
		}
	}
	f := r.put(&field{name: slug(name), label: label, kind: "select", required: true, at: at, derived: true})
	written, ok := r.offer(f, capital(value))
	if !ok {
		return nil
	}
	return &cond{kind: isOption, field: f.name, values: []string{written}}
}

// flagPhraseAt reads the name of a switch of the form: from a new supplier.
func (r *reader) flagPhraseAt(i int) (f *field, n int) {
	start := i
	for r.t(i).is("a", "an", "the", "any") {
		i++
	}
	for _, f := range r.sketch.fields {
		if f.kind != "checkbox" || f.derived {
			continue
		}
		words, k := r.nameWords(f), i
		if len(words) < 2 {
			continue
		}
		for _, w := range words {
			if singular(r.t(k).low) != w {
				k = -1
				break
			}
			k++
		}
		if k > 0 {
			return f, k - start
		}
	}
	return nil, 0
}

// flagNamedAt reads the whole name of a switch of the form, however short: with catering, without a visa.
func (r *reader) flagNamedAt(i int) (f *field, n int) {
	start := i
	for r.t(i).is("a", "an", "the", "any") {
		i++
	}
	for _, f := range r.sketch.fields {
		if f.kind != "checkbox" || f.derived {
			continue
		}
		words := r.nameWords(f)
		for len(words) > 1 && (words[0] == "with" || words[0] == "need" || words[0] == "has") || len(words) > 1 && (words[len(words)-1] == "needed" || words[len(words)-1] == "required") {
			if words[0] == "with" || words[0] == "need" || words[0] == "has" {
				words = words[1:]
			} else {
				words = words[:len(words)-1]
			}
		}
		k := i
		for _, w := range words {
			if singular(r.t(k).low) != w {
				k = -1
				break
			}
			k++
		}
		if k > 0 {
			return f, k - start
		}
	}
	return nil, 0
}

// flagMeant is the switch that a word is for, or the opposite of: standard, non-standard; budgeted, unbudgeted.
func (r *reader) flagMeant(value string) (f *field, not bool) {
	value = strings.ToLower(value)
	if f := r.flagFor(value); f != nil {
		return f, false
	}
	for _, prefix := range []string{"non-", "un"} {
		if rest, ok := strings.CutPrefix(value, prefix); ok {
			if f := r.flagFor(rest); f != nil {
				return f, true
			}
		}
	}
	return nil, false
}

// flagFor is the switch of the form that a word is for: emergency changes, where the form asks whether it is an emergency.
func (r *reader) flagFor(value string) *field {
	for _, w := range strings.Fields(strings.ToLower(value)) {
		for _, o := range r.flags[singular(w)] {
			return o.field
		}
	}
	return nil
}

// nounWithPlace reads "visits to the data center require": a noun with what says which of them.
func (r *reader) nounWithPlace(i int) (c *cond, to int) {
	if !r.sentenceExtra || i == 0 || i != r.from && !r.t(i-1).is(",", "and", "only") {
		return nil, 0
	}
	t := r.t(i)
	if t.kind != word || singular(t.low) == t.low || halting[t.low] || isHead(t) || !r.t(i+1).is("to", "from", "outside", "in", "with", "involving", "of", "for", "by", "on", "containing") {
		return nil, 0
	}
	if r.t(i+1).is("from") && r.isDepartment(i+2) {
		return nil, 0
	}
	if r.t(i+1).is("of", "for") && processNouns[singular(t.low)] && r.t(i+1).is("of") {
		return nil, 0
	}
	j := i + 2
	for j < r.until && j-i < 8 && r.t(j).kind == word && !r.t(j).is("is", "are", "must", "also", "need", "needs", "require", "requires", "go", "goes", "have", "has", "additionally") {
		if r.comparedNumberFollows(j) || r.actsHere(j) {
			return nil, 0
		}
		j++
	}
	if j == i+2 || r.t(j).kind != word {
		return nil, 0
	}
	if o, _ := r.optionWordAt(j - 1); o.field != nil {
		return nil, 0
	}
	title := singular(t.low) + " " + r.original(i+1, j)
	return r.flag(title, r.itemWords(i+2, j), r.placeOf(i, j)), j
}

// survey counts the kinds that stand in front of nouns, over the whole description.
func (r *reader) survey() {
	for _, s := range r.sentences {
		r.at(s)
		for i := max(r.from, r.titleEnd(s)); i < r.until; i++ {
			if i > r.from && !r.t(i-1).is(",", "and", "for", "only", "while", ":", "whereas", "but", "or") || r.used[i] || r.t(i).kind != word {
				continue
			}
			value, noun, end := r.modified(i)
			if value == "" || r.t(end).is("\n") && i == r.from || r.t(end).is(",") && !r.t(i-1).is("for") {
				continue
			}
			next := r.t(end)
			if r.comparisonAt(end) || next.is("is", "are", "must", "need", "needs", "require", "requires", "also", "go", "goes", "to", ":", "have", "has", "should", "by", "additionally", "skip", "the", ",", "get", "land", "only", "just", "do", "dont", "may", "will", "shall") || verbKinds[next.low] == routes {
				if f, _ := r.flagMeant(value); f != nil {
					continue
				}
				if r.candidates[noun] == nil {
					r.candidates[noun] = set{}
				}
				r.candidates[noun][strings.ToLower(value)] = true
			}
		}
	}
}
