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

// pieces are the clauses of a sentence.
type pieces struct {
	r        *reader
	s        sentence
	list     []chunk
	cur      clause
	done     []clause
	seps     []string // separators since the last phrase that counts
	ref      string   // after, before, instead of, add to: whom the next actor belongs to
	lastVerb kind
	colon    bool
	or       bool
	neither  bool // what is named next must not be so: neither over 1,000 nor abroad
	told     bool // the verb before asks to tell whoever is named next
	pending  string
	ahead    int // the index of the chunk being read
}

// readRoute reads who acts in a sentence.
func (r *reader) readRoute(s sentence) []clause {
	if s.header || s.from == 0 && s.until-s.from <= 5 && processNouns[singular(r.all[s.until-1].low)] {
		return nil // it only names the process
	}
	list := r.chunks(s)
	p := &pieces{r: r, s: s, list: list}
	p.cur.from = s.from
	for k, c := range list {
		p.ahead = k
		switch c.kind {
		case separator:
			p.separator(c)
		case aCondition:
			p.condition(c)
		case anActor:
			p.actor(c)
		case aVerb:
			p.verb(c)
		case aMark:
			p.mark(c)
		case aTime:
			p.cur.timeout = c.time
			if c.word == "after" {
				p.cur.escalates = true
			}
		case plainWord:
		}
	}
	p.flush(s.until)
	return p.done
}

func (p *pieces) separator(c chunk) {
	switch c.word {
	case ":":
		p.colon = true
		if len(p.cur.who) == 0 && p.cur.cond == nil && p.cur.strategy == "" && !p.cur.other {
			p.cur.own, p.cur.verb = false, noKind
			p.lastVerb = noKind
		}
	case "or":
		p.or = true
	case "so", "therefore", "hence":
		if len(p.cur.who) == 0 { // what is so for a reason: the reason is not a condition
			p.cur = clause{from: c.to}
		}
	}
	p.seps = append(p.seps, c.word)
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

func (p *pieces) condition(c chunk) {
	cur := &p.cur
	separated := len(p.seps) > 0
	if len(cur.who) > 0 || cur.automatic && cur.cond != nil {
		forward := separated && p.actorFollows(p.ahead+1) && !cur.unless || cur.cond != nil && separated && !p.joinsCondition(c)
		if cur.unless && len(cur.who) > 0 {
			forward = false
		}
		if forward {
			p.flush(c.from)
			cur = &p.cur
		}
	}
	if len(cur.who) == 0 {
		cur.condFirst = true
	}
	if c.not {
		cur.unless = true
	}
	if p.neither {
		c.cond = opposite(c.cond)
		p.seps, separated = nil, false
	}
	switch {
	case cur.cond == nil:
		cur.cond = c.cond
	case slices.Contains(p.seps, "or"), sameField(cur.cond, c.cond) && (separated || cur.cond.kind == isOption):
		cur.cond = either(cur.cond, c.cond)
	default:
		cur.cond = both(cur.cond, c.cond)
		if cur.cond.isNever() {
			cur.cond = c.cond
		}
	}
	p.seps, p.or = nil, false
}

func (p *pieces) actor(c chunk) {
	cur := &p.cur
	a := c.actor
	if a.isRequestor() && !p.told && !p.subjectTold() && !p.subjectSigns() {
		p.seps = nil
		return
	}
	p.neither = false
	if p.fills(c) && p.ref == "" || p.comesFrom(c) {
		p.seps = nil
		return
	}
	if p.ref != "" {
		switch p.ref {
		case "after":
			cur.after = append(cur.after, a)
		case "before":
			cur.before = append(cur.before, a)
		case "instead of":
			cur.insteadOf = append(cur.insteadOf, a)
		case "add to":
			cur.to = append(cur.to, a)
		}
		if !p.moreOfList() {
			p.ref = ""
		}
		p.seps = nil
		return
	}
	if p.pendingEscalation() {
		if cur.escalate == nil {
			cur.escalate = &a
		}
		p.seps = nil
		return
	}
	if len(cur.who) > 0 {
		joined := len(p.seps) > 0 && p.onlyListSince() && !p.newSubject(c)
		if !joined {
			p.next(c)
			cur = &p.cur
		} else {
			cur.joined = "and"
			if slices.Contains(p.seps, "or") || p.or {
				cur.joined = "or"
			}
		}
	}
	if p.told {
		cur.verb, cur.own = isTold, true
	}
	cur.who = append(cur.who, a)
	cur.named = cur.named || c.by || p.colon || p.s.heading == routeHeading && p.s.bullet
	if a.possessed {
		cur.named = true
	}
	if cur.verb == noKind && p.lastVerb != noKind && len(p.done) > 0 && !cur.own {
		cur.verb = p.lastVerb
	}
	p.seps, p.or = nil, p.or && len(cur.who) > 1
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

func (p *pieces) verb(c chunk) {
	cur := &p.cur
	switch c.verb {
	case escalates:
		cur.escalates, cur.own = true, true
		p.seps = nil
		return
	case skips:
		cur.skip, cur.own = true, true
		return
	case requires:
		if c.not {
			cur.skip = true
			if len(cur.who) > 0 && !p.actorFollows(p.ahead+1) { // the CEO is not needed
				return
			}
		}
		if len(cur.who) > 0 && p.actorFollows(p.ahead+1) && len(p.seps) == 0 {
			cur.who = nil
		}
		cur.own = true
		return
	case routes:
		if p.r.sentenceMarks["nobody"] {
			cur.escalates = true
			p.seps = nil
			return
		}
		if len(cur.who) > 0 && len(p.seps) == 0 && p.actorFollows(p.ahead+1) {
			cur.who = nil
		} else if len(cur.who) > 0 && p.actorFollows(p.ahead+1) {
			p.flush(c.from)
			cur = &p.cur
			cur.cond = p.done[len(p.done)-1].cond
		}
		cur.own, cur.named = true, true
		p.seps = nil
		return
	case isTold:
		if c.passive || p.receives(c) {
			if len(cur.who) > 0 {
				if cur.own && cur.verb != isTold && cur.verb != noKind {
					break
				}
				cur.verb, cur.own = isTold, true
			} else {
				p.told = true
			}
			p.seps = nil
			return
		}
		if len(cur.who) > 0 && (cur.own || cur.named) {
			p.flush(c.from)
			cur = &p.cur
		} else if len(cur.who) > 0 {
			cur.who = nil
		}
		cur.verb, cur.own = isTold, true
		p.told = true
		p.seps = nil
		return
	default:
	}
	if c.not && c.verb == approves {
		if p.r.t(c.to).is("by") && cur.cond != nil {
			cur.skip, cur.own = true, true
		}
		p.seps = nil
		return
	}
	if len(cur.who) > 0 && len(p.seps) > 0 && p.byFollows() && !p.escalating() {
		p.flush(c.from)
		cur = &p.cur
		if old := p.done[len(p.done)-1]; old.cond != nil && old.condFirst {
			cur.cond, cur.condFirst = old.cond, true
		}
	}
	if cur.automatic && c.verb == approves {
		cur.own = true
		p.seps = nil
		return
	}
	if cur.verb == noKind || !cur.own || cur.verb == approves || cur.verb == routes {
		if !cur.own || c.verb != approves || cur.verb == noKind {
			cur.verb = c.verb
		}
	}
	cur.own = true
	p.lastVerb = cur.verb
	p.seps = nil
}

func (p *pieces) mark(c chunk) {
	cur := &p.cur
	switch c.word {
	case "also":
		cur.also = true
	case "else":
		if cur.escalates || p.escalateAhead() {
			cur.escalates = true
			return
		}
		if len(cur.who) > 0 && cur.own && cur.cond == nil && len(p.seps) == 0 && !p.actorFollows(p.ahead+1) {
			cur.other = true // may approve the rest
			return
		}
		if len(cur.who) > 0 || cur.cond != nil || cur.automatic {
			p.flush(c.from)
			cur = &p.cur
		}
		cur.other, cur.condFirst = true, true
		p.seps = nil
	case "unless":
		cur.unless = true
		p.seps = nil
	case "case":
		cond := cur.cond
		p.flush(c.from)
		p.cur.cond, p.cur.condFirst = cond, true
		p.seps = nil
	case "instead":
		cur.instead = true
	case "instead of", "add to", "after", "before":
		if c.word == "before" && p.verbLater() {
			p.flush(c.from)
			p.cur.comma, p.cur.closing = true, true
			p.cur.always = true
			return
		}
		p.ref = c.word
		if c.word == "add to" {
			cur.also = true
		}
	case "then":
		arrow := p.r.t(c.from).is("→")
		cur.named = cur.named || arrow
		if len(cur.who) > 0 && (len(p.seps) > 0 || cur.own || arrow) && p.actorFollows(p.ahead+1) {
			p.flushForThen(c)
		}
		p.cur.closing = true
	case "only":
		cur.exclusive = cur.exclusive || cur.cond != nil && (len(cur.who) == 0 && p.onlyThem(c) || len(cur.who) > 0 && p.endsHere())
	case "first":
		cur.first = true
	case "all", "any", "majority":
		if cur.strategy == "" || c.word != "all" {
			cur.strategy = c.word
		}
	case "sequence":
		cur.sequence = true
	case "auto":
		if len(cur.who) > 0 && len(p.seps) > 0 {
			p.flush(c.from)
		}
		if len(p.cur.who) > 0 && !p.cur.own {
			p.cur.who = nil
		}
		p.cur.automatic = true
	case "rejected":
		cur.rejected = true
	case "copy":
		cur.verb, cur.own = getsCopy, true
		if len(cur.who) == 0 {
			p.told = false
			cur.named = true
		}
	case "nobody":
		cur.escalates = true
		if len(cur.who) > 0 && !cur.own { // the manager does not respond
			cur.to, cur.who = append(cur.to, cur.who...), nil
		}
	case "always":
		cur.always = true
	case "enough":
		cur.enough = true
	case "neither":
		p.neither = true
		p.seps = nil
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
