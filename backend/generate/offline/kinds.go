package offline

import (
	"slices"
	"strings"
)

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
	if o, _ := r.optionWordAt(i + 1); o.field != nil {
		return nil, 0, 0 // for admin access: read behind the for
	}
	if value == "" || !r.acceptKind(value, noun) && !r.t(end).is(",", "the") {
		return nil, 0, 0
	}
	if r.t(i-1).kind == word && !r.t(i-1).is("and", "also", "only", "too", "required", "approves", "approve", "needed", "required") && i > r.from {
		return nil, 0, 0
	}
	return r.unnamedKind(value, noun, r.placeOf(i, end)), i, end
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
