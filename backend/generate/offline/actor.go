package offline

import "strings"

// actor is somebody who can act, as a description names them.
type actor struct {
	words     []string // in small letters, the head in the singular
	count     int      // how many of them are named: "three purchasing officers"; 0 when no number is
	from, to  int      // tokens
	plural    bool
	capitals  []string // the words that are written in capitals
	members   int      // of a committee, when that is said; 0 when not
	titled    bool     // by name: Dr. Silva
	possessed bool     // an 's follows: the manager's approval
}

func (a actor) slug() string { return slug(strings.Join(a.words, " ")) }

func (a actor) title() string {
	text := strings.Join(a.words, " ")
	for _, short := range []string{"hr", "it", "vp", "ceo", "cfo", "cto", "cmo", "coo", "cio", "ciso", "cpo", "hse", "ip", "dpo", "pr", "qa", "evp", "svp", "chro", "cro", "r&d", "irb", "cab", "pmo", "md", "eu", "ehs"} {
		text = replaceWord(text, short, strings.ToUpper(short))
	}
	for _, short := range a.capitals {
		text = replaceWord(text, short, strings.ToUpper(short))
	}
	return capital(text)
}

func replaceWord(text, from, to string) string {
	parts := strings.Split(text, " ")
	for i := range parts {
		if parts[i] == from {
			parts[i] = to
		}
	}
	return strings.Join(parts, " ")
}

// isRequestor tells whether it is the person who makes the request.
func (a actor) isRequestor() bool {
	return len(a.words) == 1 && requestors[a.words[0]] && !heads[a.words[0]] || len(a.words) == 1 && (a.words[0] == "applicant")
}

const maxModifiers = 4

// actorAt reads the name of somebody who can act, from the token i on, its determiners and number included.
func (r *reader) actorAt(i int) (a actor, ok bool) {
	start := i
	if r.t(i).is("hi", "hello", "dear", "hey") {
		return actor{}, false
	}
	if styled[r.t(i).low] && isProper(r.t(i+1), r.text) && !halting[r.t(i+1).low] {
		a = actor{from: i, to: i + 2, words: []string{r.t(i).low, r.t(i + 1).low}, titled: true, possessed: r.t(i + 1).owner}
		if isProper(r.t(a.to), r.text) && !halting[r.t(a.to).low] && !r.t(i+1).owner && verbKinds[r.t(a.to).low] == noKind {
			a.words, a.to = append(a.words, r.t(a.to).low), a.to+1
		}
		return a, true
	}
	for i < r.end() && r.t(i).kind != mark && (determiners[r.t(i).low] || r.t(i).is("one", "of")) && i-start < 4 && !r.t(i).is("of") {
		i++
	}
	if n := countOf(r.t(i)); n > 0 && i < r.end() && !r.t(i).is("a", "an") && r.t(i).kind != lines {
		a.count = n
		i++
		if r.t(i).is("of") { // two of the directors: the number is for whoever reads "n of m"
			return actor{}, false
		}
	}
	first := i
	last := -1
	for j := i; j < r.end() && j-i <= maxModifiers; j++ {
		t := r.t(j)
		if j > i && t.kind == mark && t.is("-") && t.glued && r.t(j+1).glued {
			continue // on-call, e-procurement
		}
		if t.kind != word || halts(t) && (!t.is("on", "in") || !r.t(j+1).is("-")) && !t.is("call", "first") {
			break
		}
		if j > i && r.t(j-1).owner && !heads[singular(t.low)] && !departments[t.low] {
			// the employee's manager: what owns it is left out below
			if n := r.t(j + 1); n.kind != word {
				break
			}
		}
		if r.actsHere(j) && j > i {
			break
		}
		if n := r.compoundAt(j); n > 0 {
			last = j + n - 1
			j = last
			continue
		}
		if isHead(t) || r.acronymActs(j) || t.is("person", "persons") && j > first && !r.t(j-1).is("per", "new") {
			last = j
			continue
		}
		if last >= 0 && j > first && r.isDepartment(j) && r.actsHere(j+1) && r.t(start-1).is("after", "before") {
			break // after the manager legal approves
		}
		if r.isDepartment(j) {
			if r.bareDepartment(j) {
				last = j
			}
			continue
		}
	}
	if last < 0 || last > first && strings.HasSuffix(r.t(first).low, "s") && verbKinds[r.t(first).low] == approves && !nounToo[r.t(first).low] && !departments[r.t(first).low] && singular(r.t(first).low) != r.t(first).low && !processNouns[singular(r.t(first).low)] {
		return actor{}, false // approves groups
	}
	if next := r.t(last + 1); next.is("name", "names", "number", "email", "id", "address", "code", "phone", "size", "type", "title", "signature") && !r.t(last).owner && !r.actsHere(last+1) {
		return actor{}, false // what is asked about them: group name
	}
	a.from, a.to = start, last+1
	a.to = r.ofPhrase(a.to)
	for j := first; j < a.to; j++ {
		t := r.t(j)
		if t.kind == mark || determiners[t.low] && j > first {
			continue
		}
		low := t.low
		if t.owner && j+1 < a.to {
			if !outsiders[low] || requestors[low] && low != "customer" {
				a.words = a.words[:0] // employee's manager
				continue
			}
		}
		if j == last {
			a.plural = singular(low) != low && !departments[low]
			a.possessed = t.owner
			if !departments[low] {
				low = singular(low)
			}
		}
		a.words = append(a.words, low)
		if t.upper && len(low) <= 5 {
			a.capitals = append(a.capitals, low)
		}
	}
	if n := countOf(r.t(a.to + 1)); len(a.words) > 0 && committees[a.words[len(a.words)-1]] && r.t(a.to).is("of") && n > 1 {
		a.members, a.to = n, a.to+2
		if r.t(a.to).is("members", "people", "persons", "directors", "experts") {
			a.to++
		}
	}
	if a.plural && a.count == 0 && first > start && r.t(first-1).is("both") && !r.t(a.to).is("and") {
		a.count = 2
	}
	if len(a.words) > 1 && (a.words[0] == "full" || a.words[0] == "whole" || a.words[0] == "entire" || a.words[0] == "first" || a.words[0] == "same" || a.words[0] == "final") {
		a.words = a.words[1:]
	}
	if next := r.t(a.to); len(a.words) == 1 && outsiders[a.words[0]] && !a.plural && !a.possessed && a.to-a.from == 1 && next.kind == word && !halting[next.low] &&
		verbKinds[next.low] == noKind && !strongCollect[next.low] && !weakCollect[next.low] && fieldKinds[next.low] == "" && !isHead(next) && !departments[next.low] && r.t(a.from-1).is("to", "of", "for", "in", "the") {
		return actor{}, false // the customer database
	}
	return a, len(a.words) > 0
}

// acronymActs tells whether capitals stand for somebody: the MLRO approves.
func (r *reader) acronymActs(i int) bool {
	t := r.t(i)
	if !t.upper || len(t.low) < 3 || len(t.low) > 5 || fieldKinds[t.low] != "" || currencyWords[t.low] != "" || processNouns[t.low] {
		return false
	}
	next := i + 1
	for r.t(next).is("both", "all", "also", "then", "each", "jointly") {
		next++
	}
	return verbKinds[r.t(next).low] != noKind && r.actsHere(next) && !r.t(next).is("access", "approval", "request") || r.t(next).is("must", "should", "shall") || r.seq(next, "has", "to") || r.seq(next, "have", "to")
}

// halts tells whether a word ends the name of somebody; IT in capitals does not.
func halts(t token) bool { return halting[t.low] && (t.low != "it" || !t.upper) }

func isHead(t token) bool {
	return heads[t.low] || heads[singular(t.low)]
}

// ofPhrase takes in what follows a head: head of the lab, director of events, VP engineering, head of HR.
func (r *reader) ofPhrase(at int) int {
	head := singular(r.t(at - 1).low)
	if head == "vp" || head == "president" && r.t(at).kind == word {
		if r.isDepartment(at) && !r.actsHere(at) {
			return at + 1
		}
	}
	if r.t(at).is("in", "on", "at") && r.t(at+1).is("chief", "charge", "duty", "call", "large") {
		return at + 2
	}
	if !r.t(at).is("of", "for") || !ofHeads[head] {
		return at
	}
	if r.t(at).is("for") && (!r.isDepartment(at+1) || r.t(at+1).is("legal")) {
		return at
	}
	end := at + 1
	for n := 0; end < r.end() && n < 4; n++ {
		t := r.t(end)
		if t.kind != word || verbKinds[t.low] != noKind && n > 0 || halting[t.low] && (n > 0 || !determiners[t.low]) {
			break
		}
		end++
	}
	if end == at+1 {
		return at
	}
	return end
}

var ofHeads = setOf("head director vp president chief dean chair manager owner board office lead leader officer secretary council department chairman chairwoman chairperson evp svp")

func (r *reader) compoundAt(i int) int {
	for _, parts := range compoundsBy[r.t(i).low] {
		ok := true
		for k, w := range parts {
			if !r.t(i+k).is(w) || w == "it" && !r.t(i+k).upper {
				ok = false
				break
			}
		}
		if ok {
			return len(parts)
		}
	}
	return 0
}

func (r *reader) isDepartment(i int) bool {
	t := r.t(i)
	if t.kind != word || t.low == "it" && !t.upper || t.low == "pr" && !t.upper {
		return false
	}
	return departments[t.low] || t.upper && t.is("ip", "hse", "ehs", "qa", "qhse", "r")
}

// bareDepartment tells whether a department acts here by its name alone: "marketing approves", not "marketing campaign".
func (r *reader) bareDepartment(i int) bool {
	next := r.t(i + 1)
	if next.kind != word || r.t(i).owner {
		return true
	}
	return halting[next.low] || r.actsHere(i+1)
}

// actsHere tells whether the word at i is a verb of acting there.
func (r *reader) actsHere(i int) bool {
	t := r.t(i)
	if _, n := r.verbPhraseAt(i); n > 0 {
		return true
	}
	k := verbKinds[t.low]
	if t.kind != word || k == noKind {
		return false
	}
	if !nounToo[t.low] && !r.t(i).is("review", "check", "approval", "audit", "sign", "approvals", "signature", "judge", "grant", "grants", "permits", "audits", "orders", "permit", "screen", "notification", "recommendation", "escalation", "clear", "issue", "read", "complete", "release", "answer", "message", "alert", "change") {
		return true
	}
	if i == 0 {
		return false
	}
	if t.is("approval", "approvals", "recommendation", "signature", "notification") {
		return true
	}
	prev := r.t(i - 1)
	if t.is("email", "emails") {
		return prev.is("to", "will", "must", "then", "should")
	}
	return prev.kind == word && (prev.is("to", "must", "should", "shall", "will", "can", "may", "then", "also", "both", "all", "first", "finally", "each", "jointly", "either", "only", "always", "they", "it") || isHead(prev) || departments[prev.low] && prev.low != "it" || prev.low == "it" && prev.upper)
}

func slug(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == '\'' || r == '’':
		case folded[r] != "":
			b.WriteString(folded[r])
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
	}
	s := strings.Trim(b.String(), "_")
	if len(s) > 48 {
		s = strings.Trim(s[:48], "_")
	}
	if s == "" || isDigit(s[0]) {
		s = strings.Trim("n_"+s, "_")
	}
	if reserved[s] {
		s += "_value"
	}
	return s
}

// reserved are words that mean something else to YAML, or in a condition.
var reserved = setOf("true false null yes no on off y n and or not in")

var folded = map[rune]string{
	'ä': "ae", 'ö': "oe", 'ü': "ue", 'ß': "ss", 'é': "e", 'è': "e", 'ê': "e", 'á': "a", 'à': "a", 'â': "a", 'ç': "c", 'ñ': "n",
	'í': "i", 'ó': "o", 'ô': "o", 'ú': "u", 'ø': "o", 'å': "a",
}

func capital(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
