package offline

import (
	"strconv"
	"strings"
)

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

// marks are words that say how a phrase belongs to what was said before, the longest first.
var marks = map[string][]comparatorMark{}

type comparatorMark struct {
	words []string
	word  string
}

func init() {
	for word, phrases := range map[string]string{
		"also": `also|too|as well|additionally|in addition|on top|on top of that|besides|furthermore|moreover|plus|as an extra step|extra`,
		"else": `otherwise|else|everything else|all else|anything else|all other|all others|any other|other|the rest|rest|the remaining|remaining|in all other
			cases|in any other case|if not|all the others|every other|everyone else|others|for others|for all others|for everything else|
			in other cases|or else|any other department|all other departments|other departments|any other`,
		"unless":     `unless|except|except if|except when|except for|with the exception of|apart from`,
		"case":       `in which case|in that case|in this case`,
		"instead":    `instead|alone|by itself`,
		"instead of": `instead of|rather than|in place of`,
		"add to":     `in addition to|on top of|besides the|as well as|together with|along with|alongside`,
		"after":      `after|following|subsequent to`,
		"before":     `before|prior to|ahead of`,
		"then":       `then|next|afterwards|after that|finally|lastly|subsequently|at the end|in the end|thereafter|later|once that is done|last|eventually|after this|once approved|second|third|fourth`,
		"first":      `first|firstly|initially|to begin with|at first`,
		"only":       `only|just`,
		"all":        `all of|all|each|jointly|in parallel|simultaneously|at the same time|together|unanimously|unanimous|concurrently|every one of|parallel|at once|collectively|all must`,
		"any":        `any one of|any one|one of|any of|whoever is first|whoever comes first|whoever answers first|either one of|either of|either|first to respond|whichever is first|at least one of|a single one of|whoever responds first`,
		"majority":   `majority|by majority|more than half|most of|a majority of|majority of|majority vote|simple majority`,
		"sequence":   `in sequence|in that order|one after the other|sequentially|in turn|in order|successively|in this order|one by one|one after another|consecutively`,
		"auto":       `nobody needs to|nobody has to|nobody must|no one needs to|no one has to|nobody approves|no one must|needs nobody|needs no one|none|none needed|none required|without anybody approval|without anyone approval|without anybodys approval|without asking|automatically|auto|without approval|without any approval|no approval|no approvals|no approver|not need approval|not need any approval|not require approval|no sign off|pre approved|immediately approved|without review|no review|not require any approval|dont need approval|doesnt need approval|dont require approval|doesnt require approval|dont need any approval|need not be approved|no further approval|without further approval|waived`,
		"rejected":   `refuse|refuses|declines|disagrees|says no|turns it down|vetoes|does not agree|do not agree|does not approve|turned down|if rejected|on rejection|reject|rejects|rejection|rejections|when rejected|rejected|is declined|declined|if declined|denied|if denied|refused`,
		"copy":       `copy to|copies to|copy for|copy goes to|a copy goes to|a copy to|fyi|for info|gets a copy|get a copy|receives a copy|receive a copy|a copy|in copy|for information|for their information|copied in|copies`,
		"nobody":     `nobody|no one|no response|not respond|not react|not act|not answer|no reaction|no decision|unanswered|overdue|not approved in time|no action|missed|not acted|not responded|does nothing|misses the deadline|not been approved|no answer|failing which|failing that|no reply|not reply|stays silent|not get to it`,
		"always":     `always|in every case|in all cases|in any case|every time`,
		"enough":     `is enough|is sufficient|suffices`,
		"even":       `even`,
		"neither":    `neither`,
	} {
		for _, phrase := range strings.Split(phrases, "|") {
			f := strings.Fields(phrase)
			marks[f[0]] = append(marks[f[0]], comparatorMark{f, word})
		}
	}
	for k, list := range marks {
		best := list
		for i := range best {
			for j := i + 1; j < len(best); j++ {
				if len(best[j].words) > len(best[i].words) || len(best[j].words) == len(best[i].words) && best[j].word < best[i].word {
					best[i], best[j] = best[j], best[i]
				}
			}
		}
		marks[k] = best
	}
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
	if acts && r.onlyObject(i, a) {
		acts = false
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
		return c
	}
	if k := verbKinds[t.low]; t.kind == word && k != noKind {
		return r.verbAt(i, k)
	}
	return c
}

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
	case k == isTold && t.is("email", "emails") && !prev.is("to", "then"):
		return chunk{from: i, to: i + 1}
	}
	return c
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
func (r *reader) onlyObject(i int, a actor) bool {
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

// elseHere tells whether "other" stands for all that was not said: other requests go to, all other classes by.
func (r *reader) elseHere(i int) bool {
	if r.t(i-1).is("the", "each") && r.t(i).is("other") {
		return false
	}
	next := r.t(i + 1)
	return next.kind == word && (singular(next.low) != next.low || next.is("people")) || next.is("goes", "go", "is", "are", ",", ":")
}

func (r *reader) markAt(i int) (word string, n int) {
	for _, m := range marks[r.t(i).low] {
		if r.seq(i, m.words...) {
			return m.word, len(m.words)
		}
	}
	return "", 0
}

// ofMany reads two of three, 2 out of 3, at least two of the directors.
func (r *reader) ofMany(i int) (n int, word string, ok bool) {
	at := i
	if r.seq(at, "at", "least") {
		at += 2
	} else if r.t(at).is("any") {
		at++
	}
	some := countOf(r.t(at))
	if some == 0 || r.t(at).is("a", "an") || r.t(at).kind == number && r.t(at).amount.currency != "" {
		return 0, "", false
	}
	at++
	if r.t(at).is("out") {
		at++
	}
	if !r.t(at).is("of") {
		return 0, "", false
	}
	at++
	for r.t(at).is("the", "our", "these", "those", "its", "their", "all") {
		at++
	}
	all := countOf(r.t(at))
	if r.t(at).is("a", "an") {
		all = 0
	}
	switch {
	case all == 0 && some == 1:
		word = "any"
	case all == 0:
		word = "majority"
	case some == 1:
		word = "any"
	case some >= all:
		word = "all"
	default:
		word = "majority"
	}
	if all > 0 {
		if r.membersAt(at) {
			at += 2
		} else if _, named := r.actorAt(at); !named { // two of three: the manager, ...
			at++
		}
	}
	return at - i, word, true
}

// membersAt reads that a committee has so many members.
func (r *reader) membersAt(i int) bool { return r.memberCount(i) > 0 }

func (r *reader) memberCount(i int) int {
	n := countOf(r.t(i))
	if n > 1 && (r.t(i+1).is("members", "people", "persons", "strong") || r.t(i+1).is("person", "member") && r.t(i+1).glued) {
		return n
	}
	return 0
}

// timeAt reads how long somebody may take: within 3 business days, in 24 hours, no later than two days.
func (r *reader) timeAt(i int) (time string, n int) {
	at := i
	if time, n := r.dayAt(i); n > 0 {
		return time, n
	}
	switch {
	case r.t(at).is("within", "in"):
		at++
	case r.t(at).is("after") || r.seq(at, "for"):
		if !r.sentenceMarks["nobody"] && !r.sentenceMarks["escalate"] {
			return "", 0
		}
		at++
	case r.seq(at, "no", "later", "than"), r.seq(at, "not", "later", "than"):
		at += 3
	case r.t(at).is("deadline", "sla", "timeout") && r.t(at+1).is(":", "of", "is"):
		at += 2
	case r.t(at).is("deadline", "sla", "timeout", "each", "maximum", "max") && r.t(at+1).kind == number:
		at++
	case r.t(at).is("has", "have", "had", "get", "gets") && units[r.t(at+2).low] != "" || r.t(at).is("has", "have", "get", "gets") && r.t(at+2).is("business", "working"):
		at++
	default:
		return "", 0
	}
	for r.t(at).is("the", "a", "an", "at", "most", "up", "to", "next", "of", "more", "than") {
		at++
	}
	value, m := r.numberAt(at)
	if m == 0 && r.t(at).kind == word && counts[r.t(at).low] > 0 && (r.t(at+1).is("business", "working") || units[r.t(at+1).low] != "") {
		value, m = amount{value: float64(counts[r.t(at).low])}, 1
	}
	if m == 0 && units[r.t(at).low] != "" && singular(r.t(at).low) == r.t(at).low && at > i { // within a day
		value, m, at = amount{value: 1}, 1, at-1
	}
	if m == 0 || value.currency != "" || value.percent {
		return "", 0
	}
	at += m
	business := false
	if r.t(at).is("business", "working", "calendar", "work") || r.t(at).is("-") {
		business = r.t(at).is("business", "working", "work")
		at++
	}
	unit := units[r.t(at).low]
	count := int(value.value)
	if unit == "" || count < 1 || count > 10000 {
		return "", 0
	}
	at++
	switch unit {
	case "weeks":
		count, unit = count*7, "days"
		if business {
			count, unit = count/7*5, "business_days"
		}
	case "months":
		count, unit = count*30, "days"
	case "years":
		count, unit = count*365, "days"
	case "days":
		if business {
			unit = "business_days"
		}
	}
	return strconv.Itoa(count) + "_" + unit, at - i
}
