package offline

import "slices"

// joinsCondition tells whether a condition goes on with the one before: for the auditorium or for more than 50 people.
func (p *pieces) joinsCondition(c chunk) bool {
	return slices.Contains(p.seps, "or") && !slices.Contains(p.seps, ",") || sameField(p.cur.cond, c.cond) && c.cond.kind == isOption && !p.actorFollows(p.ahead+1)
}

// actorFollows tells whether somebody is named before the next separator but a comma.
func (p *pieces) actorFollows(k int) bool {
	commas := 0
	for ; k < len(p.list); k++ {
		c := p.list[k]
		switch c.kind {
		case anActor:
			return !c.actor.isRequestor()
		case aMark:
			if c.word == "auto" {
				return true
			}
			if c.word == "case" || c.word == "unless" {
				return c.word == "case"
			}
		case separator:
			if c.word != "," && c.word != ":" || commas > 0 {
				return false
			}
			commas++
		case aCondition:
			if commas > 0 {
				return false
			}
		default:
		}
	}
	return false
}

// onlyListSince tells whether nothing but commas and ands stands between this actor and the one before.
func (p *pieces) onlyListSince() bool {
	for k := p.ahead - 1; k >= 0; k-- {
		c := p.list[k]
		switch c.kind {
		case anActor:
			return true
		case separator:
			if c.word == "…" || c.word == ":" || c.word == "but" || c.word == "while" || c.word == "whereas" {
				return false
			}
		case plainWord:
			if !p.r.t(c.from).is("the", "a", "an", "then", "(", ")", "by", "to", "from", "of", "their", "both") {
				return false
			}
		case aMark:
			if c.word == "all" || c.word == "any" || c.word == "first" {
				continue
			}
			if c.word == "then" || c.word == "also" || c.word == "sequence" {
				return false
			}
			return false
		default:
			return false
		}
	}
	return false
}

// newSubject tells whether an actor begins a clause of its own, with a verb of its own, where the one before has had its verb.
func (p *pieces) newSubject(c chunk) bool {
	if !p.cur.own || c.by {
		return false
	}
	k := p.ahead + 1
	for k < len(p.list) && (p.list[k].kind == plainWord || p.list[k].kind == aMark) {
		k++
	}
	return k < len(p.list) && p.list[k].kind == aVerb
}

// ownVerbAhead tells whether a verb of acting follows this actor before the next one.
func (p *pieces) ownVerbAhead() bool {
	for k := p.ahead + 1; k < len(p.list); k++ {
		switch c := p.list[k]; c.kind {
		case aVerb:
			return true
		case anActor:
			if p.list[k-1].kind != separator {
				return false
			}
		case aCondition:
			return false
		default:
		}
	}
	return false
}

// moreOfList tells whether another name follows in the same breath.
func (p *pieces) moreOfList() bool {
	k := p.ahead + 1
	return k+1 < len(p.list) && p.list[k].kind == separator && p.list[k].word == "and" && p.list[k+1].kind == anActor && !p.verbAfter(k+2)
}

func (p *pieces) verbAfter(k int) bool {
	for ; k < len(p.list); k++ {
		if p.list[k].kind == aVerb {
			return true
		}
		if p.list[k].kind != plainWord {
			return false
		}
	}
	return false
}

// fills tells whether somebody only fills in the form: the vendor manager enters ...
func (p *pieces) fills(c chunk) bool {
	next := p.r.t(c.to)
	if c.by {
		k := c.from - 1
		return p.r.t(k).is("by", "from") && p.r.t(k-1).is("requested", "submitted", "filed", "raised", "initiated", "created", "started", "made", "reported", "opened", "entered", "proposed", "completed", "filled", "ordered", "issued") && !p.r.t(k-1).is("issued", "completed")
	}
	for k := 0; k < 2 && next.is("also", "then", "must", "should", "can", "may"); k++ {
		next = p.r.t(c.to + 1 + k)
	}
	return strongCollect[next.low] && verbKinds[next.low] == noKind || next.is("request", "requests", "ask", "asks", "want", "wants", "fills", "chooses", "choose", "apply", "applies", "propose", "submits", "creates", "initiates", "raises", "starts", "describes") || next.is("need", "needs") && p.r.used[c.to+1] || p.s.from == 0 && next.is("books", "orders", "reserves", "registers", "reports", "logs", "files", "notes")
}

// onlyThem tells whether an only says that nobody else is asked: only require the officer, are only approved by the nurse.
func (p *pieces) onlyThem() bool {
	for k := p.ahead + 1; k < len(p.list) && k < p.ahead+5; k++ {
		switch n := p.list[k]; n.kind {
		case aVerb:
			return n.verb == requires || n.verb == routes || n.passive || n.verb == approves && p.byFollowsAt(k)
		case anActor:
			return !p.ownVerbFrom(k + 1)
		case aCondition, separator:
			return false
		default:
		}
	}
	return false
}

// endsHere tells whether nothing but punctuation follows before the next separator.
func (p *pieces) endsHere() bool {
	for k := p.ahead + 1; k < len(p.list); k++ {
		switch p.list[k].kind {
		case separator:
			return true
		case plainWord:
			if p.r.t(p.list[k].from).kind == word {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// comesFrom tells whether somebody is where a request comes from: from the editor to the fact checker.
func (p *pieces) comesFrom(c chunk) bool {
	return p.r.t(c.from-1).is("from") && p.r.t(c.to).is("to") && !p.r.t(c.from-2).is("approval", "approvals", "signature", "consent", "required", "needed")
}

func (p *pieces) byFollowsAt(k int) bool { return p.r.t(p.list[k].to).is("by", "from") }

func (p *pieces) ownVerbFrom(k int) bool {
	for ; k < len(p.list); k++ {
		if p.list[k].kind == aVerb {
			return true
		}
		if p.list[k].kind != plainWord {
			return false
		}
	}
	return false
}

func (p *pieces) subjectTold() bool {
	for k := p.ahead + 1; k < len(p.list); k++ {
		switch c := p.list[k]; c.kind {
		case aVerb:
			return c.verb == isTold && c.passive || c.verb == getsCopy
		case aMark:
			if c.word == "copy" {
				return true
			}
		case plainWord:
		default:
			return false
		}
	}
	return false
}

func (p *pieces) subjectSigns() bool {
	k := p.ahead + 1
	for k < len(p.list) && p.list[k].kind == plainWord {
		k++
	}
	return k < len(p.list) && p.list[k].kind == aVerb && (p.list[k].verb == signs || p.list[k].verb == acknowledges)
}

func (p *pieces) pendingEscalation() bool { return p.cur.escalates && p.escalationVerbBefore() }

// escalationVerbBefore tells whether the last verb hands the request on because nobody acted.
func (p *pieces) escalationVerbBefore() bool {
	for k := p.ahead - 1; k >= 0; k-- {
		if c := p.list[k]; c.kind == aVerb {
			return c.verb == escalates || c.verb == routes || p.r.sentenceMarks["nobody"]
		}
	}
	return p.r.sentenceMarks["nobody"]
}

func (p *pieces) escalating() bool { return p.cur.escalates }

// receives tells whether the verb is a noun that somebody gets: gets a notification.
func (p *pieces) receives(c chunk) bool {
	t := p.r.t(c.from)
	return t.is("notification", "notifications", "alert", "message", "email", "emails")
}

// byFollows tells whether the verb is said of what somebody else does: and approved by the director.
func (p *pieces) byFollows() bool {
	i := p.list[p.ahead].to
	for p.r.t(i).is("also", "then", "finally", "first", "only") {
		i++
	}
	return p.r.t(i).is("by") || p.r.t(i).is("from")
}

func (p *pieces) escalateAhead() bool {
	for k := p.ahead + 1; k < len(p.list) && k < p.ahead+4; k++ {
		if c := p.list[k]; c.kind == aVerb {
			return c.verb == escalates
		}
	}
	return false
}

// verbLater tells whether a clause with a verb of acting follows a before: before HR closes the case.
func (p *pieces) verbLater() bool {
	seen := false
	for k := p.ahead + 1; k < len(p.list) && k < p.ahead+6; k++ {
		c := p.list[k]
		if c.kind == anActor {
			seen = true
		}
		if c.kind == aVerb {
			return seen && !c.passive
		}
		if c.kind == separator {
			return false
		}
	}
	return false
}

func (p *pieces) finally(c chunk) bool { return p.r.t(c.from).is("finally", "lastly", "at", "in") }

func (p *pieces) thenHasVerb() bool {
	seen := false
	for k := p.ahead + 1; k < len(p.list); k++ {
		switch c := p.list[k]; c.kind {
		case anActor:
			seen = true
		case aVerb:
			return seen
		case separator:
			if seen {
				return false
			}
		default:
		}
	}
	return false
}
