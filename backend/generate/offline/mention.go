package offline

// approvesFirst tells whether somebody has to approve before anything may be: unless the counsel has approved it.
func (r *reader) approvesFirst(i int) bool {
	a, ok := r.actorAt(i)
	if !ok || a.isRequestor() {
		return false
	}
	for i = a.to; r.t(i).is("has", "have", "had", "first", "also", "also"); i++ {
	}
	return r.actsHere(i) && verbKinds[r.t(i).low] != isTold
}

// linkedIn tells whether a verb of being links the words: or a family member is involved.
func (r *reader) linkedIn(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if r.t(i).is("is", "are", "has", "have", "involves", "affects", "concerns", "includes", "contains") {
			return true
		}
	}
	return false
}

// measured tells whether a number that the form asks for is about a noun: crew size.
func (r *reader) measured(noun string) bool {
	for _, f := range r.sketch.fields {
		if f.kind == "number" || f.kind == "currency" {
			for _, w := range r.nameWords(f) {
				if w == noun {
					return true
				}
			}
		}
	}
	return false
}

// beginsHere tells whether a clause begins at i: should the site be abroad, but not: the office should get.
func (r *reader) beginsHere(i int) bool {
	return i == r.from || r.t(i-1).kind != word || r.t(i-1).is("and", "or", "but")
}

// ownedNoun tells whether an actor only says whose something is: the manager's approval counts, the manager's email does not.
func (r *reader) ownedNoun(a actor) bool {
	next := r.t(a.to)
	if next.is("email", "name", "phone", "id", "address", "details", "signature") && !r.actsHere(a.to) {
		return true
	}
	return a.possessed && next.kind == word && verbKinds[next.low] == noKind && !halting[next.low]
}

// onlyObject tells whether somebody is whom a request is about rather than who acts: checks every vendor, for customers with.
func (r *reader) onlyObject(a actor) bool {
	if !outsiders[a.words[len(a.words)-1]] || r.actsHere(a.to) || r.t(a.to).is("must", "should", "shall", "has", "have", "needs", "is", "are", "also", "then") && len(a.words) == 1 {
		return false
	}
	before := r.t(a.from - 1)
	switch {
	case before.is("for", "about", "regarding", "concerning", "with", "of", "give", "gives", "offer", "offers", "sell", "pay", "refund", "serve", "visit", "grant"):
		return true
	case before.kind == word && verbKinds[before.low] == approves:
		return true
	}
	return a.plural && len(a.words) < 3 && !before.is("by", "to", "from", "and", ",") && verbKinds[before.low] == noKind && r.t(a.to).is("with", "from", "in", "whose", "who", "that", "under", "over", "above", "below", "outside", "without")
}

// spokenOf tells whether what stands in front of i is asked about rather than acts: executives additionally require.
func (r *reader) spokenOf(i int) bool {
	for r.t(i).is("also", "additionally", "only", "always", "further") {
		i++
	}
	return r.t(i).is("require", "requires", "need", "needs", "go", "goes", ":") || r.t(i).is("are", "is") && verbKinds[r.t(i+1).low] != noKind && !r.t(i+1).is("notified", "informed", "told")
}

// coversHead tells whether the name of an actor goes on behind an option that begins it.
func (r *reader) coversHead(a actor, to int) bool {
	if outsiders[a.words[len(a.words)-1]] && a.plural {
		return false // honorary members are not handled by
	}
	return a.to > to || a.to == to && !r.t(to-1).is("risk")
}

func (r *reader) namesActor(i int) bool {
	for ; r.t(i).is("approval", "the", "by", "from", "that", "of", "review", "sign", "off", "a"); i++ {
		if _, ok := r.actorAt(i); ok {
			return true
		}
	}
	_, ok := r.actorAt(i)
	return ok
}
