package offline

import "strings"

// manyFields tells whether what stands in brackets is a list of things to ask for rather than of options: (purpose, needed by).
func (r *reader) manyFields(from, to int) bool {
	known, all := 0, 0
	if r.membersAt(from) {
		return false
	}
	for _, it := range r.items(from, to) {
		list := r.itemWords(it.from, it.to)
		if len(list) == 0 {
			continue
		}
		all++
		if _, ok := kindOf(list, false); ok || len(list) > 2 && choiceNouns[list[0]] {
			known++
		}
	}
	return known >= 2 && all >= 2 && known*2 >= all && !r.comparedNumberFollows(from)
}

func (r *reader) lowAll(from, to int) []string {
	var list []string
	for i := from; i < to; i++ {
		list = append(list, r.t(i).low)
	}
	return list
}

func (r *reader) closing(i int) int {
	for j := i + 1; j < r.until && j < i+200; j++ {
		if r.t(j).is(")") {
			return j
		}
	}
	return -1
}

// plainList tells whether the tokens are an enumeration in which nobody acts and nothing is compared.
func (r *reader) plainList(from, to int) bool {
	if r.onlyActors(from, to) {
		return false
	}
	commas, depth, people, known := 0, 0, 0, false
	for i := from; i < to; i++ {
		t := r.t(i)
		switch {
		case t.is("("):
			depth++
			continue
		case t.is(")"):
			depth--
			continue
		case depth > 0:
			continue
		case t.is(",", "and", ";") && i > from:
			commas++
			if a, ok := r.actorAt(i + 1); ok && (r.t(a.to).is(",", "and", "\n") || a.to >= to) && a.to <= to && fieldKinds[singular(r.t(a.to-1).low)] == "" {
				people++
			}
		case t.is("if", "unless", "then", "otherwise", "when", "must", "should", "needs", "goes", "go", "is", "are", "has", "have", ":", "once") && !r.inQuestion(from, i) && (!t.is("when") || !r.inQuestion(from, i+1) && !r.t(i-1).is("until", "since")) || r.collects(i) && i < from+2 || asks[t.low] && !r.inQuestion(from, i):
			return false
		case t.kind == word && r.actsHere(i) && !fieldNounVerb[t.low] && !r.inQuestion(from, i):
			if (fieldKinds[r.t(i+1).low] != "" || fieldKinds[singular(r.t(i+1).low)] != "") && r.t(i-1).is(",", "and", ":", "(") && !strings.HasSuffix(t.low, "s") { // publish date
				break
			}
			if t.is("required", "needed") && (r.t(i+1).is(",", ";", "and") || i == to-1) && i > from {
				break
			}
			if strings.HasSuffix(t.low, "ed") && r.t(i-1).is(",", "and", ":", "(") && r.t(i+1).kind == word && !halting[r.t(i+1).low] { // signed contract
				break
			}
			if r.t(i-1).is("to") && fieldKinds[r.t(i-2).low] != "" { // date to publish
				break
			}
			if r.t(i-1).is(",", "and", "(") && r.t(i+1).is(",", "and") || i == to-1 && fieldKinds[t.low] != "" {
				break
			}
			return false
		}
		if t.kind == word && (fieldKinds[t.low] != "" || fieldKinds[singular(t.low)] != "" || choiceNouns[singular(t.low)]) {
			known = true
		}
		if t.is("from") && r.t(i+1).is(",", "and", "/", "-") && r.t(i+2).is("to", "until") ||
			t.is("which", "what", "until", "why") && (i == from || r.t(i-1).is(",", "and")) && r.t(from).is("which", "what", "who", "when", "why", "until", "how") {
			known = true
		}
		if r.comparedNumberFollows(i) {
			return false
		}
	}
	return known && people*3 <= commas+1 && (commas > 0 || to-from <= 6 && depth == 0) && to > from
}

// onlyActors tells whether a list names nobody but people who can act, each perhaps with something in brackets.
func (r *reader) onlyActors(from, to int) bool {
	n := 0
	for i := from; i < to; {
		for r.t(i).is(",", "and", "+", "&", "/", "then", "•", "also", "plus", "additionally", "always", "only", "too", "first", "both") || r.t(i).kind == lines && i < to {
			i++
		}
		if i >= to {
			break
		}
		a, ok := r.actorAt(i)
		if !ok || a.isRequestor() || outsiders[a.words[len(a.words)-1]] {
			return false
		}
		i = a.to
		if r.t(i).is("(") {
			if end := r.closing(i); end > 0 {
				i = end + 1
			}
		}
		n++
		if i < to && !r.t(i).is(",", "and", "+", "&", "/", "→", "then") {
			return false
		}
	}
	return n > 0
}

// asks are verbs that no enumeration has.
var asks = setOf("submit submits give gives choose chooses select selects need needs require requires say says request requests explain explains propose proposes apply applies want wants ask asks")

var fieldNounVerb = setOf("approval order email signature issue access release comments process processes orders notes check grant permit issued requested approved received needed sponsor advance order")

// headed reads an item below a heading, or a sentence that is nothing but an enumeration.
func (r *reader) headed(s sentence) bool {
	if r.until-r.from == 0 || r.headingLine() {
		return true
	}
	wants := s.bullet && (s.heading == formHeading || s.heading == otherHeading || s.named)
	if s.bullet && s.heading == routeHeading {
		return true
	}
	commas := 0
	for i := r.from; i < r.until; i++ {
		if r.t(i).is(",", ";") {
			commas++
		}
		if r.t(i).is("you", "i", "we", "could", "would", "please") && !r.inQuestion(r.from, i) {
			wants = false
			commas = -maxSentence // spoken to somebody: no enumeration
		}
	}
	first := r.t(r.from)
	if first.is("who", "what", "which", "when", "where", "why", "how") && commas >= 2 && !r.anyActor(s) && !r.seqIn("give", "us") && !r.seqIn("tell", "us") && !r.seqIn("gives", "us") {
		asked := 0
		for i := r.from; i < r.until; i++ {
			if r.t(i).is("who", "what", "which", "when", "where", "why", "how") {
				asked++
			}
		}
		if asked > 2 {
			if to := r.listTo(r.from, r.until, true, false); to > r.from {
				for k := r.from; k < r.until; k++ {
					r.used[k] = true
				}
				return true
			}
		}
	}
	start := r.from
	for k := r.from; k < r.until && k < r.from+5; k++ {
		if r.collects(k) || weakCollect[r.t(k).low] && !r.inQuestion(r.from, k) || r.t(k).is(":") || r.t(k).is("-") && !r.t(k).glued && s.from == 0 {
			return false
		}
	}
	if (wants || commas >= 2 || commas == 1 && !first.is("a", "the")) && r.plainList(start, r.until) && !r.isTitle(s) && (wants || !r.anyActor(s) || commas > 2 && r.oneAmong(s)) {
		if to := r.fieldList(r.from, true, false); to > r.from {
			for k := r.from; k < r.until; k++ {
				r.used[k] = true
			}
			return true
		}
	}
	if wants && (s.heading == formHeading || s.named) {
		r.addField(r.from, r.until, false)
		for k := r.from; k < r.until; k++ {
			r.used[k] = true
		}
		return true
	}
	return false
}

// markNamed finds the lists without a heading whose items are but names, of which one at least is known to be asked for.
func (r *reader) markNamed() {
	for i := 0; i < len(r.sentences); {
		end, names, known := i, true, false
		for end < len(r.sentences) && r.sentences[end].bullet && r.sentences[end].heading != routeHeading {
			s := r.sentences[end]
			r.at(s)
			names = names && r.namesOnly(s)
			known = known || r.plainList(s.from, s.until)
			end++
		}
		for k := i; k < end && names && known && end > i+1; k++ {
			r.sentences[k].named = true
		}
		i = max(end, i+1)
	}
}

// namesOnly tells whether an item of a list is but a short name, perhaps as a question: allergen affected? yes/no.
func (r *reader) namesOnly(s sentence) bool {
	const longest = 9
	if r.until-r.from > longest || r.anyActor(s) {
		return false
	}
	for i := r.from; i < r.until; i++ {
		if t := r.t(i); r.actsHere(i) && !fieldNounVerb[t.low] || r.comparedNumberFollows(i) || t.is(":", "→", "if", "when", "must", "should", "needs") {
			return false
		}
	}
	return true
}

// oneAmong tells whether the one who could act is but an item behind what the form asks for: name, first day, last day, substitute.
func (r *reader) oneAmong(s sentence) bool {
	people, known := 0, 0
	for _, it := range r.items(s.from, s.until) {
		_, ok := kindOf(r.itemWords(it.from, it.to), false)
		switch a, acts := r.actorAt(it.from); {
		case acts && a.to >= it.to:
			people++
		case ok:
			known++
		default:
			return false
		}
	}
	return people == 1 && known > 2
}

func (r *reader) anyActor(s sentence) bool {
	for i := s.from; i < s.until; i++ {
		if next := singular(r.t(i + 1).low); fieldKinds[next] != "" && r.t(i+1).kind == word && !r.actsHere(i+1) && (r.t(i+2).is(",", "and") || i+2 >= s.until) {
			continue // a doctor's note
		}
		if r.t(i).kind == word && heads[singular(r.t(i).low)] && fieldKinds[singular(r.t(i).low)] == "" && !r.t(i+1).is("name", "email", "id", "number", "address", "phone", "contact") {
			return true
		}
	}
	return false
}

// seqIn tells whether two words follow each other somewhere in the sentence.
func (r *reader) seqIn(a, b string) bool {
	for i := r.from; i < r.until; i++ {
		if r.seq(i, a, b) {
			return true
		}
	}
	return false
}

func (r *reader) headingLine() bool { return r.t(r.until-1).is(":") && r.until-r.from < 4 }

// isTitle tells whether it is the first sentence and names the process.
func (r *reader) isTitle(s sentence) bool {
	return s.from == 0 && r.until-r.from <= 6 && !r.hasComma()
}

func (r *reader) hasComma() bool {
	for i := r.from; i < r.until; i++ {
		if r.t(i).is(",") {
			return true
		}
	}
	return false
}
