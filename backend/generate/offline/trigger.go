package offline

import "strings"

// trigger tells whether a list of fields may begin behind the token i: from is where, 0 when not.
func (r *reader) trigger(i int) (from int, strong, attach bool) {
	t := r.t(i)
	switch {
	case t.is(":") && i == r.from+1 && r.from == 0 && r.t(r.from).is("process", "workflow", "flow", "name", "title", "subject", "topic", "procedure") && !r.hasComma():
		return 0, false, false
	case t.is("→"):
		next := i + 1
		for next < r.until && !r.t(next).is("→") {
			next++
		}
		if next > i+4 && r.t(i+1).kind == word && r.plainList(i+1, next) && strings.Contains(strings.Join(r.lowAll(i, next), " "), ",") && r.listTo(i+1, next, true, false) > i+1 {
			for k := i + 1; k < next; k++ {
				r.used[k] = true
			}
		}
		return 0, false, false
	case t.is(":") && t.kind == mark && r.peopleAhead(i):
		return 0, false, false
	case t.is(":") && t.kind == mark && r.halved(i):
		return 0, false, false
	case t.is(":") && t.kind == mark && r.routeBefore(i):
		return 0, false, false
	case t.is(":") && t.kind == mark:
		if r.offered(i) {
			return 0, false, false
		}
		if r.kindsOf(i) {
			return 0, false, false
		}
		if r.plainList(i+1, r.until) {
			return i + 1, true, false
		}
		head := r.headingOf(r.from, i)
		return pick(head == formHeading, i+1), head == formHeading, false
	case t.is("plus", "also") && i > r.from && r.used[max(i-2, 0)] && r.plainList(i+1, r.until):
		return i + 1, true, false
	case t.is("-") && !t.glued:
		return pick(r.t(i+1).kind != number && r.plainList(i+1, r.until), i+1), true, false
	case t.is("(") && i > r.from && r.t(i-1).kind == word && !isHead(r.t(i-1)) && r.closing(i) > i+3 && r.manyFields(i+1, r.closing(i)):
		return i + 1, true, false
	case t.is("(") && i > r.from && (isHead(r.t(i-1)) || choiceNouns[singular(r.t(i-1).low)] || r.t(i-1).kind == word && processNouns[singular(r.t(i-1).low)]):
		end := r.closing(i)
		if before := singular(r.t(i - 1).low); choiceNouns[before] {
			f := r.addNamed(i-1, i, "", false)
			if f != nil {
				f.label, f.name = capital(before), slug(before)
				r.brackets(f, i+1, end)
			}
			for k := i; k <= end; k++ {
				r.used[k] = true
			}
			return 0, false, false
		}
		if end > i+3 && !r.membersAt(i+1) && strings.Contains(strings.Join(r.lowAll(i, end), " "), ",") && r.knownIn(i+1, end) {
			return i + 1, true, false
		}
		return 0, false, false
	case r.t(i).is("ask", "asks") && r.t(i+1).is("for") && r.othersAsk(i):
		return 0, false, false
	case r.seq(i, "send", "in"), r.seq(i, "sends", "in"), r.seq(i, "hand", "in"), r.seq(i, "hands", "in"), r.seq(i, "put", "in"), r.seq(i, "puts", "in"), r.seq(i, "put", "down"), r.seq(i, "set", "out"), r.seq(i, "sets", "out"), r.seq(i, "sets", "forth"),
		r.seq(i, "set", "forth"), r.seq(i, "write", "down"), r.seq(i, "writes", "down"), r.seq(i, "key", "in"), r.seq(i, "keys", "in"), r.seq(i, "type", "in"), r.seq(i, "types", "in"):
		return i + 2, true, false
	case t.is("names", "name") && i > r.from && (r.t(i).is("names") && r.t(i-1).is(",", "and") && r.used[i-2] || r.precededByPerson(i) && determiners[r.t(i+1).low]):
		return i + 1, true, false
	case r.seq(i, "ask", "for") || r.seq(i, "asks", "for") || r.seq(i, "asked", "for") || r.seq(i, "asking", "for"):
		return i + 2, true, false
	case t.is("fields", "field") && r.t(i+1).is("are", "is", "includes", "include", "needed", "required"), t.is("form", "data", "information") && r.t(i+1).is("includes", "include", "contains", "needed", "required"):
		next := i + 2
		for r.t(next).is(":", "are", "is") {
			next++
		}
		return next, true, false
	case t.is("list", "lists", "choose", "pick") && i > r.from && r.precededByPerson(i):
		return i + 1, true, false
	case t.is("has", "have", "gets", "get") && r.t(i+1).kind == number:
		return 0, false, false
	case r.seq(i, "together", "with"), r.seq(i, "along", "with"), r.seq(i, "such", "as"):
		return i + 2, false, false
	case t.is("tell", "tells", "give", "gives", "send", "sends", "provide", "provides") && r.t(i+1).is("us", "me"), r.seq(i, "know", "about") && r.t(i-1).is("to", "us"), t.is("know") && r.t(i-1).is("us", "to", "me") && !r.t(i+1).is("if", "when", "about", "how", ".", "that"):
		return i + 1 + pick1(r.t(i+1).is("us", "me", "about")), true, false
	case t.is("has", "have", "gets", "get") && r.spanFollows(i+1):
		return 0, false, false
	case r.seq(i, "needed", "are"), r.seq(i, "required", "are"), r.seq(i, "needed", "is"), r.seq(i, "required", "is"):
		return i + 2, true, false
	case r.seq(i, "fill", "in"), r.seq(i, "fills", "in"), r.seq(i, "fill", "out"), r.seq(i, "fills", "out"), r.seq(i, "consists", "of"), r.seq(i, "registered", "with"), r.seq(i, "consist", "of"):
		return i + 2, true, false
	case t.is("include", "included") && r.t(i-1).is("to", "not"):
		return i + 1, true, false
	case r.collects(i) && t.kind == word:
		if r.t(i-1).kind == word && determiners[r.t(i-1).low] || t.is("documents", "document", "record", "records", "states", "describes") && !r.precededByPerson(i) && i > r.from && !r.t(i-1).is("and", ",", "to", "must", "they", "please") {
			return 0, false, false
		}
		return i + 1, true, attaching[t.low]
	case weakCollect[t.low] && t.kind == word:
		if t.is("need", "needs", "require", "requires", "has", "have", "gives", "give") {
			if r.approvalNear(i + 1) {
				return 0, false, false
			}
			if r.t(i+1).is("to", "been", "approval", "approvals", "sign", "signoff") || r.t(i+2).is("approval", "approvals", "sign", "signature", "yes", "ok", "okay", "consent", "blessing", "nod", "agreement", "go", "green", "word", "confirmation", "authorisation", "authorization") || i > r.from && r.actorRequired(i) {
				return 0, false, false
			}
		}
		return i + 1, r.t(i-1).is("must", "should", "they", "users", "to") && !t.is("need", "have"), false
	}
	return 0, false, false
}

// collects tells whether the word at i asks for what follows it; in "CV upload" it does not.
func (r *reader) collects(i int) bool {
	t := r.t(i)
	if !strongCollect[t.low] {
		return false
	}
	if t.is("upload", "uploads", "document", "documents", "record", "records", "states") && i > r.from {
		p := r.t(i - 1)
		return p.kind != word || halting[p.low] || isHead(p) || requestors[p.low] || t.is("uploads", "records", "states") && r.t(i+1).is("the", "a", "an", "his", "her", "their", "its")
	}
	return true
}

// routeBefore tells whether what stands in front of a colon says for whom it is that somebody acts.
func (r *reader) routeBefore(i int) bool {
	if r.collects(i-1) || r.t(i-1).is("in", "out") && r.t(i-2).is("fill", "fills", "put", "puts", "filled") || r.t(i-1).is("completes", "complete", "submits", "needed", "required") {
		return false
	}
	for k := r.from; k < i; k++ {
		if _, ok := r.comparedAt(k); ok || r.comparedNumberFollows(k) || r.t(k).is("automatically", "otherwise") {
			return true
		}
		if o, _ := r.optionWordAt(k); o.field != nil {
			return true
		}
		if _, _, ok := r.ofMany(k); ok {
			return true
		}
		if r.t(k).kind == number {
			if _, n := r.suffixAt(k + 1); n > 0 {
				return true
			}
		}
	}
	return false
}

// approvalNear tells whether what is given or needed is a decision: gives the final sign-off.
func (r *reader) approvalNear(i int) bool {
	for k := i; k < i+4; k++ {
		t := r.t(k)
		if t.is("approval", "approvals", "sign", "signature", "signoff", "ok", "okay", "consent", "decision", "blessing", "yes", "agreement", "clearance", "permission", "go", "vote", "opinion", "recommendation") {
			return true
		}
		if !determiners[t.low] && !t.is("final", "first", "formal", "written", "prior", "last", "explicit", "additional", "official", "second") {
			return false
		}
	}
	return false
}

// peopleAhead tells whether a colon stands in front of those who approve: Approvers in sequence: ...
func (r *reader) peopleAhead(i int) bool {
	for k := r.from; k < i; k++ {
		if r.t(k).is("approver", "approvers", "signatories", "reviewers", "approval") && i-r.from < 8 {
			return !r.t(k).is("approval") || r.t(k+1).is("chain", "order", "sequence", "path", "route", "steps")
		}
	}
	return false
}

// othersAsk tells whether it is people who ask for something, rather than the form: my guys ask for days off.
func (r *reader) othersAsk(i int) bool {
	p := r.t(i - 1)
	return p.kind == word && i > r.from && (requestors[p.low] || heads[singular(p.low)] || p.is("can", "may", "often", "guys", "folks", "everybody", "colleagues")) && !p.is("and", "to")
}

func pick1(ok bool) int {
	if ok {
		return 1
	}
	return 0
}

// spanFollows tells whether a stretch of time follows: has three working days.
func (r *reader) spanFollows(i int) bool {
	if counts[r.t(i).low] == 0 && r.t(i).kind != number {
		return false
	}
	return units[r.t(i+1).low] != "" || r.t(i+1).is("business", "working", "work", "calendar") && units[r.t(i+2).low] != ""
}

func pick(ok bool, i int) int {
	if ok {
		return i
	}
	return 0
}

func (r *reader) precededByPerson(i int) bool {
	if r.t(i-1).is("inventor", "inventors", "guys", "folks", "they", "who", "teachers", "must", "shall") {
		return true
	}
	p := singular(r.t(i - 1).low)
	return requestors[p] || heads[p] || requestors[r.t(i-1).low]
}

// actorRequired tells whether somebody who acts follows a verb of need.
func (r *reader) actorRequired(i int) bool {
	a, ok := r.actorAt(i + 1)
	return ok && (!a.possessed || fieldKinds[singular(r.t(a.to).low)] != "file_upload")
}

func (r *reader) knownIn(from, to int) bool {
	for i := from; i < to; i++ {
		if fieldKinds[r.t(i).low] != "" || fieldKinds[singular(r.t(i).low)] != "" || r.t(i).low == "whether" {
			return true
		}
	}
	return false
}
