package offline

import "strings"

type chunkKind uint8

const (
	plainWord chunkKind = iota
	separator           // , and or : then
	aCondition
	anActor
	aVerb
	aMark
	aTime
)

// chunk is a phrase of a sentence about who acts.
type chunk struct {
	kind     chunkKind
	from, to int
	word     string // of a separator or a mark: also, else, unless, after ...
	cond     *cond
	actor    actor
	verb     kind
	passive  bool // it happens to whom it stands behind: HR is notified
	by       bool // by, to or from stands in front
	not      bool
	time     string
}

// chunks reads a sentence about who acts into its phrases.
func (r *reader) chunks(s sentence) []chunk {
	r.at(s)
	r.look()
	var all []chunk
	for i := max(r.from, r.titleEnd(s)); i < r.until; {
		if r.used[i] {
			all = append(all, chunk{kind: separator, word: "…", from: i, to: i + 1})
			i++
			continue
		}
		c := r.chunkAt(i, all)
		if c.to <= i {
			c.to = i + 1
		}
		all = append(all, c)
		i = c.to
	}
	return all
}

func (r *reader) chunkAt(i int, before []chunk) chunk {
	t := r.t(i)
	c := chunk{from: i, to: i + 1}
	if t.kind == lines || t.kind == mark {
		switch {
		case t.is(",", ":", "&", "/", "+"):
			c.kind, c.word = separator, t.low
			return c
		case t.is("→"):
			for k := len(before) - 1; k >= 0 && before[k].kind != aCondition; k-- {
				if before[k].kind == anActor {
					return chunk{kind: aMark, word: "then", from: i, to: i + 1}
				}
			}
			c.kind, c.word = separator, ":"
			return c
		case t.is("-") && !t.glued, t.is("…"):
			c.kind, c.word = separator, ":"
			return c
		case !t.is("<", ">", "<=", ">="):
			return c
		}
	}
	if n, word, ok := r.ofMany(i); ok {
		return chunk{kind: aMark, word: word, from: i, to: i + n}
	}
	if time, n := r.timeAt(i); n > 0 {
		return chunk{kind: aTime, time: time, from: i, to: i + n, word: t.low}
	}
	if t.is("no", "not", "without") {
		if m, n := r.markAt(i); n > 1 {
			return chunk{kind: aMark, word: m, from: i, to: i + n}
		}
	}
	if cmp, ok := r.comparedAt(i); ok && !r.membersAt(i) {
		if cond := r.resolve(cmp); cond != nil {
			return chunk{kind: aCondition, cond: cond, from: i, to: cmp.to, by: cmp.from < i}
		}
	}
	if r.membersAt(i) && !r.t(i-1).is("of", "by", "the") {
		return chunk{from: i, to: i + 2}
	}
	if cond, to := r.fromDepartment(i); cond != nil {
		return chunk{kind: aCondition, cond: cond, from: i, to: to}
	}
	if n := len(before); n > 1 && before[n-1].kind == separator && before[n-1].word == "or" && before[n-2].kind == aCondition && before[n-2].by {
		if cond, _, to := r.ifAt(i - 1); cond != nil && r.linkedIn(i, to) {
			return chunk{kind: aCondition, cond: cond, from: i, to: to, by: true}
		}
	}
	a, acts := r.actorAt(i)
	if acts && (r.ownedNoun(a) || (r.t(i-1).is("if", "when", "unless") || determiners[r.t(i-1).low] && r.t(i-2).is("if", "when", "unless")) && r.t(a.to).is("is", "are", "was", "has", "have")) {
		acts = false // only the subject of a condition: if the customer is new
	}
	if f, n := r.flagPhraseAt(a.from); acts && n > 0 && i+n >= a.to && f != nil {
		acts = false
	}
	if t.is("i") && r.actsHere(i+1) && verbKinds[r.t(i+1).low] != isTold || t.is("me") && r.t(i-1).is("by", "from") {
		return chunk{kind: anActor, actor: actor{words: []string{"manager"}, from: i, to: i + 1}, from: i, to: i + 1}
	}
	if acts && r.t(a.to).is("(") { // my boss (the operations director)
		if b, ok := r.actorAt(a.to + 1); ok && r.t(b.to).is(")") && !r.membersAt(a.to+1) && b.count == 0 {
			b.from, b.to = a.from, b.to+1
			a = b
		}
	}
	if acts && a.to > i && r.t(a.to).is(":") && len(a.words) == 1 && (a.words[0] == "approver" || a.words[0] == "reviewer" || a.words[0] == "signatory") {
		acts = false
	}
	if n := len(before); acts && n > 1 && before[n-1].kind == aVerb && before[n-1].verb == approves && !before[n-1].passive && before[n-2].kind == anActor &&
		!r.t(i-1).is("approval", "approvals", "signoff") && strings.HasSuffix(r.t(before[n-1].to-1).low, "s") {
		acts = false // approves groups up to 20
	}
	if acts && (len(a.words) == 1 && a.words[0] == "approver" && a.plural || r.comparedNumberFollows(a.to) && len(a.words) == 1 && r.measured(a.words[0])) {
		acts = false // approvers in sequence; crew larger than 50
	}
	if acts && r.t(a.to).is("who") && r.t(a.to+1).is("wants", "want", "wishes", "wish", "needs", "need", "would") {
		acts = false // whoever asks
	}
	if acts && r.onlyObject(a) {
		acts = false
	}
	at := i
	for determiners[r.t(at-1).low] {
		at--
	}
	if acts && r.t(at-1).is("in", "at") && determiners[r.t(at).low] && !r.actsHere(a.to) && !r.verbBefore(before) && !r.t(a.to).is("must", "has", "have", "needs", ":", "→") {
		acts = false // only the place: the mood in the office
	}
	if cond, to := r.optionAt(i); cond != nil && (!acts || !r.coversHead(a, to) || a.to == to && r.spokenOf(to)) {
		return chunk{kind: aCondition, cond: cond, from: i, to: to}
	}
	if t.is("unless", "until") && r.approvesFirst(i+1) {
		return chunk{kind: separator, word: "so", from: i, to: i + 1}
	}
	if t.is("if", "when", "whenever", "for", "provided", "once", "in") || t.is("where", "wherever") && !r.t(i-1).is("workflow", "process", "form", "system", "something", "one", "flow", "procedure", "and") || t.is("unless") || t.is("should") && r.beginsHere(i) {
		if cond, from, to := r.ifAt(i); cond != nil {
			if t.is("unless") {
				return chunk{kind: aCondition, cond: cond, from: from, to: to, not: true}
			}
			return chunk{kind: aCondition, cond: cond, from: from, to: to}
		}
	}
	if t.is("unless", "until") && r.approvesFirst(i+1) {
		return chunk{kind: separator, word: "so", from: i, to: i + 1}
	}
	if cond, to := r.properAt(i); cond != nil && !acts {
		return chunk{kind: aCondition, cond: cond, from: i, to: to}
	}
	if m, n := r.markAt(i); n > 0 {
		if m == "else" && t.is("other", "others", "rest", "remaining") && !r.elseHere(i) {
			return c
		}
		if m == "rejected" && r.t(i-1).is("or", "and", "/") && (verbKinds[r.t(i-2).low] == approves) {
			return c // approves or rejects: decides
		}
		if m == "also" && t.is("plus", "besides", "extra") && !r.t(i-1).is(",") {
			return c
		}
		if m == "after" || m == "before" {
			if !r.namesActor(i + n) {
				return c
			}
		}
		return chunk{kind: aMark, word: m, from: i, to: i + n}
	}
	if i == r.from && r.t(i+1).is(":", "→") && len(r.flags[singular(t.low)]) > 0 && !r.flags[singular(t.low)][0].field.derived {
		return chunk{kind: aCondition, cond: &cond{kind: isFlag, field: r.flags[singular(t.low)][0].field.name}, from: i, to: i + 1}
	}
	if t.is("with", "without") {
		if f, n := r.flagNamedAt(i + 1); n > 0 {
			return chunk{kind: aCondition, cond: &cond{kind: isFlag, field: f.name, not: t.is("without")}, from: i, to: i + 1 + n}
		}
	}
	if f, n := r.flagPhraseAt(i); n > 0 {
		return chunk{kind: aCondition, cond: &cond{kind: isFlag, field: f.name}, from: i, to: i + n}
	}
	if cond, to := r.unnamedKindAt(i, before); cond != nil {
		return chunk{kind: aCondition, cond: cond, from: i, to: to}
	}
	if acts {
		prev := r.t(i - 1)
		return chunk{kind: anActor, actor: a, from: i, to: a.to, by: prev.is("by", "to", "from", "of", "with", "via"), not: false}
	}
	if a, ok := r.strangerAt(i, before); ok {
		return chunk{kind: anActor, actor: a, from: i, to: a.to, by: r.t(i-1).is("by", "to", "from", "of", "with", "via")}
	}
	if t.is("and", "or", "but", "while", "whereas", "who", "so", "therefore", "hence") {
		c.kind, c.word = separator, t.low
		return c
	}
	if k, n := r.verbPhraseAt(i); n > 0 {
		c := r.verbAt(i, k)
		if c.kind == plainWord {
			c = chunk{kind: aVerb, verb: k}
		}
		c.verb, c.from, c.to = k, i, i+n
		c.passive = c.passive || k == isTold && r.t(i+n-1).is("know")
		return c
	}
	if k := verbKinds[t.low]; t.kind == word && k != noKind {
		return r.verbAt(i, k)
	}
	return c
}

// verbAt reads a verb of acting.
func (r *reader) verbAt(i int, k kind) chunk {
	t := r.t(i)
	c := chunk{kind: aVerb, verb: k, from: i, to: i + 1}
	prev := r.t(i - 1)
	if nounToo[t.low] && !r.actsHere(i) && !prev.is("is", "are", "be") {
		return chunk{from: i, to: i + 1}
	}
	c.passive = prev.is("is", "are", "be", "been", "gets", "get", "being", "was", "were", "kept") || prev.is("also", "then", "finally", "only", "additionally", "always", "automatically", "first") && r.t(i-2).is("is", "are", "be", "gets", "must")
	for back := i - 1; back >= i-4; back-- {
		if r.t(back).is("not", "no", "never", "dont", "doesnt", "without", "neither") {
			c.not = !r.t(back).is("without") || !t.is("approval", "approvals", "signature", "consent", "signoff") || !r.t(i+1).is("of", "by", "from") && !r.t(i-1).owner
		}
		if r.t(back).is(",", "and") {
			break
		}
	}
	c.passive = c.passive || t.is("notified", "informed", "alerted") && (r.t(i+1).kind != word || halting[r.t(i+1).low] && !determiners[r.t(i+1).low]) // payroll notified
	switch {
	case k == requires && r.t(i+1).is("to"):
		return chunk{from: i, to: i + 2}
	case k == requires && t.is("required", "needed") && c.passive && !r.t(i+1).is("from", "by", "of", "for"):
		c.verb = approves
	case t.is("signed", "sign", "signs") && r.t(i+1).is("off") || t.is("signing") && r.t(i+1).is("off"):
		c.verb, c.to = approves, i+2
	case t.is("act", "acts", "respond", "responds", "answer", "answers", "answered") && c.not:
		return chunk{from: i, to: i + 1}
	case t.is("comments", "comment") && !prev.is("to"):
		return chunk{from: i, to: i + 1}
	case k == routes && t.is("forward", "passed") && !c.passive && !prev.is("to"):
	case k == isTold && t.is("email", "emails") && !prev.is("to", "then") && !r.t(i-2).is("gets", "get", "receives", "receive"):
		return chunk{from: i, to: i + 1}
	}
	return c
}
