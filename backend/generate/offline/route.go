package offline

import "slices"

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

// groups are nouns for some people whose names may follow.
var groups = setOf("member director person people partner colleague expert trustee")

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
	if len(cur.who) == 1 && a.titled && !cur.who[0].titled && groups[cur.who[0].words[len(cur.who[0].words)-1]] && (len(p.seps) == 0 || slices.Equal(p.seps, []string{":"})) {
		cur.who, p.seps = []actor{a}, nil // two of the members: Dr. Silva, ...
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

func (p *pieces) verb(c chunk) {
	cur := &p.cur
	switch c.verb {
	case escalates:
		if cur.cond != nil && cur.timeout == "" && len(cur.who) == 0 && !p.r.sentenceMarks["nobody"] && !p.r.sentenceMarks["else"] && !cur.escalates {
			cur.own, cur.named = true, true // severe ones are escalated to: they go to
			p.seps = nil
			return
		}
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

// endsWith tells whether the sentence has nothing that counts but one more person from a chunk on.
func (p *pieces) endsWith(k int) bool {
	people := 0
	for ; k < len(p.list); k++ {
		switch p.list[k].kind {
		case anActor:
			people++
		case plainWord, separator:
		default:
			return false
		}
	}
	return people == 1
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
		if len(cur.who) > 0 && cur.timeout != "" && cur.cond == nil && p.actorFollows(p.ahead+1) && p.endsWith(p.ahead+1) {
			cur.escalates, p.r.sentenceMarks["nobody"] = true, true // within two days, else the director
			p.seps = nil
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
		cur.exclusive = cur.exclusive || cur.cond != nil && (len(cur.who) == 0 && p.onlyThem() || len(cur.who) > 0 && p.endsHere())
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
