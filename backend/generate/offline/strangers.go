package offline

// things act in no workflow, though a verb may follow them: the form checks, the system approves.
var things = setOf(`form system workflow process application software tool bot page website email request report document budget amount total
	price cost value date deadline policy rule company data name fields everything anything nothing something someone somebody anyone
	everyone nobody who which that this it they he she we you i there approval review decision confirmation signature copy invoice
	majority default end law hand post mail phone vote consensus lot friday monday tuesday wednesday thursday weekend week month day
	year hour hours days weeks tomorrow itself themselves law means way using case cases order time step level all others other rest`)

// strangerAt reads somebody whose noun is not known, by the place in the sentence: in front of a verb of acting where a clause
// begins, behind the by of one, or behind a condition and a colon.
func (r *reader) strangerAt(i int, before []chunk) (a actor, ok bool) {
	start := i
	for determiners[r.t(i).low] && i-start < 2 {
		i++
	}
	first := i
	for i-first < 5 && r.isNaming(i) {
		i++
	}
	for end := i; end > first; end-- {
		if a, ok := r.strangerIn(start, first, end, before); ok {
			return a, true
		}
	}
	return actor{}, false
}

// strangerIn takes the tokens from first to i for somebody's name, if the place allows it.
func (r *reader) strangerIn(start, first, i int, before []chunk) (a actor, ok bool) {
	if i == first || i-first > 4 || r.t(i-1).is("-") {
		return actor{}, false
	}
	last := singular(r.t(i - 1).low)
	if things[last] || things[r.t(i-1).low] || processNouns[last] || requestors[r.t(i-1).low] || moneyNoun[last] || choiceNouns[last] || fieldKinds[last] == "date" || fieldKinds[last] == "number" {
		return actor{}, false
	}
	prev := r.t(start - 1)
	begins := start == r.from || prev.is(",", ":", "-", "•", "→", ";", "and", "or", "then", "but", "&", "+", "otherwise", "else", "first", "finally", "next", "afterwards", "that", "too")
	switch {
	case prev.is("inform", "informs", "notify", "notifies", "alert", "alerts") && (i >= r.until || r.t(i).kind != word || halting[r.t(i).low]):
	case prev.is("by") && r.verbBefore(before) && (i >= r.until || r.t(i).kind != word || halting[r.t(i).low]):
	case begins && r.t(i).is("and", ",") && r.othersActNext(i+1):
	case begins && r.actsNext(i, singular(r.t(i-1).low) != r.t(i-1).low || prev.is("and", "or")):
	case prev.is(":", "→") && len(before) > 1 && before[len(before)-2].kind == aCondition && (i >= r.until || r.t(i).is(",", "and", "+", "&", "then", "→", ";")):
	case prev.is(":", ",", "→", "and") && r.listsPeople(start) && (i >= r.until || r.t(i).is(",", "and", "+", "&", "then", "→", ";")):
	default:
		return actor{}, false
	}
	a = actor{from: start, to: i, plural: last != r.t(i-1).low, possessed: r.t(i - 1).owner}
	for j := first; j < i; j++ {
		t := r.t(j)
		if t.kind == mark {
			continue
		}
		low := t.low
		if j == i-1 {
			low = last
		}
		a.words = append(a.words, low)
		if t.upper && len(low) <= 5 {
			a.capitals = append(a.capitals, low)
		}
	}
	return a, true
}

// othersActNext tells whether somebody else is named there, with a verb of acting for both: SEO and brand check it.
func (r *reader) othersActNext(i int) bool {
	for determiners[r.t(i).low] {
		i++
	}
	if a, ok := r.actorAt(i); ok {
		return r.actsNext(a.to, true)
	}
	for k := 0; k < 3 && r.isNaming(i); k++ {
		i++
		if r.actsNext(i, true) {
			return true
		}
	}
	return false
}

// listsPeople tells whether a colon in front of i says that those who approve follow.
func (r *reader) listsPeople(i int) bool {
	for k := i; k > r.from; k-- {
		if r.t(k).is(":") {
			return r.peopleAhead(k)
		}
	}
	return false
}

// isNaming tells whether a token may be a part of the name of somebody.
func (r *reader) isNaming(i int) bool {
	t := r.t(i)
	if t.kind == mark {
		return t.is("-") && t.glued && r.t(i+1).glued
	}
	if t.kind != word || i >= r.until || r.used[i] || halting[t.low] || determiners[t.low] || r.actsHere(i) && (verbKinds[t.low] != approves || !nounToo[t.low]) {
		return false
	}
	if m, n := r.markAt(i); n > 0 && m != "" {
		return false
	}
	_, compares := r.comparedAt(i)
	return !compares && verbKinds[t.low] != requires && verbKinds[t.low] != routes
}

// actsNext tells whether a verb in the active voice follows: must confirm, signs.
func (r *reader) actsNext(i int, many bool) bool {
	helped := many
	for k := 0; k < 4 && r.t(i).is("must", "should", "shall", "will", "can", "may", "has", "have", "to", "then", "also", "first", "finally", "both", "jointly", "each", "all", "always", "needs", "need", "only", "either"); k++ {
		helped = true
		i++
	}
	t := r.t(i)
	k := verbKinds[t.low]
	if p, n := r.verbPhraseAt(i); n > 0 {
		k = p
	}
	if k != approves && k != signs && k != acknowledges && k != recommends || t.kind != word {
		return false
	}
	if len(t.low) > 3 && t.low[len(t.low)-2:] == "ed" || nounToo[t.low] && !helped || t.is("approval", "approvals", "signature", "recommendation", "acknowledgement", "opinion", "notes", "signoff", "authorization", "authorisation", "comments", "permits", "grants", "orders", "issue", "issues", "release", "releases") {
		return false
	}
	return helped || t.low[len(t.low)-1] == 's' || t.is("ok", "okay")
}

// verbBefore tells whether a verb of acting was read before in the sentence.
func (r *reader) verbBefore(before []chunk) bool {
	for k := len(before) - 1; k >= 0; k-- {
		switch c := before[k]; c.kind {
		case aVerb:
			return c.verb == approves || c.verb == signs || c.verb == acknowledges || c.verb == recommends
		case separator:
			if c.word == ":" || c.word == "…" {
				return false
			}
		case anActor:
			return c.by
		default:
		}
	}
	return false
}
