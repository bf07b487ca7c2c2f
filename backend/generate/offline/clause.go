package offline

import "slices"

// clause is one thing that a sentence says about who acts.
type clause struct {
	cond                         *cond
	who                          []actor
	verb                         kind
	strategy                     string
	sequence                     bool
	also, other, instead, unless bool
	automatic, first, always     bool
	rejected, enough, skip       bool
	after, before, insteadOf, to []actor // "to" are those in addition to whom it is
	timeout                      string
	escalate                     *actor
	escalates                    bool
	from, until                  int
	comma                        bool // a comma stands in front of it
	own                          bool // it has a verb of its own
	exclusive                    bool // nobody else: emergencies only require the security officer
	named                        bool // somebody is named with by or to, or behind a colon
	closing                      bool // then, finally: what was said under a condition does not go on
	condFirst                    bool
	joined                       string // how its people are joined: and, or
}

// flush ends a clause.
func (p *pieces) flush(at int) {
	c := p.cur
	c.until = at
	if len(c.who) > 0 || c.cond != nil || c.automatic || c.escalate != nil || c.timeout != "" || c.skip || c.rejected || c.enough || c.strategy != "" || len(c.insteadOf) > 0 {
		p.done = append(p.done, c)
	}
	comma := slices.Contains(p.seps, ",") || slices.Contains(p.seps, ";")
	p.cur = clause{from: at, comma: comma}
	p.ref, p.told = "", false
	if p.pending != "" {
		p.pending = ""
	}
}

// next ends the clause before an actor who begins another one.
func (p *pieces) next(c chunk) {
	old := p.cur
	comma := slices.Contains(p.seps, ",")
	marks := p.carriedMarks()
	p.lastVerb = old.verb
	p.flush(c.from)
	p.apply(marks)
	if old.cond != nil && old.condFirst && !p.cur.other && (!comma || !p.ownVerbAhead()) && !p.cur.always && !old.unless && (!p.cur.closing || !p.ownVerbAhead()) {
		p.cur.cond = old.cond
		p.cur.other = old.other
		p.cur.condFirst = true
		p.cur.comma = false
	} else if old.other && old.cond == nil && (!comma || !p.ownVerbAhead()) {
		p.cur.other = true
	}
}

// carriedMarks are the marks between the last phrase that counts and this actor: they belong to what comes.
func (p *pieces) carriedMarks() []string {
	var found []string
	for k := p.ahead - 1; k >= 0; k-- {
		c := p.list[k]
		if c.kind == anActor || c.kind == aVerb || c.kind == aCondition || c.kind == aTime {
			break
		}
		if c.kind == aMark && p.sepBefore(k) {
			found = append(found, c.word)
		}
	}
	return found
}

func (p *pieces) sepBefore(k int) bool {
	for j := k - 1; j >= 0; j-- {
		switch p.list[j].kind {
		case separator:
			return true
		case anActor, aVerb, aCondition, aTime:
			return p.list[k].word == "then" || p.list[k].word == "else"
		default:
		}
	}
	return true
}

func (p *pieces) apply(found []string) {
	for _, m := range found {
		switch m {
		case "also":
			p.cur.also = true
			p.undo(func(c *clause) { c.also = false })
		case "else":
			p.cur.other = true
			p.undo(func(c *clause) { c.other = false })
		case "then":
			p.cur.closing = true
		case "any", "all", "majority":
			p.cur.strategy = m
			p.undo(func(c *clause) { c.strategy = "" })
		case "first":
			p.cur.first = true
			p.undo(func(c *clause) { c.first = false })
		case "always":
			p.cur.always = true
		}
	}
}

// undo takes a mark from the clause before, to which it was given too soon.
func (p *pieces) undo(change func(*clause)) {
	if n := len(p.done); n > 0 {
		change(&p.done[n-1])
	}
}

// flushForThen ends a clause at a then; what was said under a condition goes on unless somebody new begins with a verb.
func (p *pieces) flushForThen(c chunk) {
	old := p.cur
	comma := slices.Contains(p.seps, ",")
	p.lastVerb = old.verb
	p.flush(c.from)
	if old.cond != nil && old.condFirst && !old.unless && !p.thenHasVerb() || old.cond != nil && old.condFirst && !comma && !p.finally(c) {
		p.cur.cond, p.cur.condFirst = old.cond, true
	}
	if old.other && old.cond == nil && !p.thenHasVerb() {
		p.cur.other = true
	}
	p.cur.verb = noKind
	if old.verb != isTold && old.verb != getsCopy {
		p.cur.named = old.own || old.named
	}
	p.seps = nil
}
