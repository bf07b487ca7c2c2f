package offline

import (
	"strings"
)

const maxFields = 80

// readFields reads what the form asks for out of a sentence, and marks its tokens as used.
func (r *reader) readFields(s sentence) {
	r.at(s)
	r.inList = s.bullet && s.heading != routeHeading
	if s.header || r.headed(s) {
		return
	}
	r.choiceSentence()
	r.passiveFields()
	r.requested()
	for i := r.from; i < r.until; i++ {
		t := r.t(i)
		if r.used[i] || t.kind != word && !t.is(":", "-", "(") {
			continue
		}
		from, strong, attach := r.trigger(i)
		if from == 0 {
			continue
		}
		if to := r.fieldList(from, strong, attach); to > from {
			for k := i; k < to; k++ {
				r.used[k] = true
			}
			i = to - 1
		}
	}
}

// requested reads which kinds of a thing somebody can ask for: employees request vacation or sick leave.
func (r *reader) requested() {
	for i := r.from; i < r.until && i < r.from+12; i++ {
		if !r.t(i).is("request", "requests", "take", "for", "book", "submit", "order") || r.t(i).is("for") && !r.t(i-1).is("apply", "ask", "applies", "asks") {
			continue
		}
		values, to := r.choices(i + 1)
		if len(values) < 2 || len(values) > 6 {
			continue
		}
		last := strings.Fields(values[len(values)-1])
		noun := singular(strings.ToLower(last[len(last)-1]))
		if len(last) < 2 || !processNouns[noun] {
			continue
		}
		values[len(values)-1] = strings.Join(last[:len(last)-1], " ")
		f := r.put(&field{name: slug(noun + " type"), label: capital(noun + " type"), kind: "select", required: true, at: r.placeOf(i+1, to)})
		r.setOptions(f, values)
		return
	}
}

// trigger tells whether a list of fields may begin behind the token i: from is where, 0 when not.
func (r *reader) trigger(i int) (from int, strong, attach bool) {
	t := r.t(i)
	switch {
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
		if end > i+3 && strings.Contains(strings.Join(r.lowAll(i, end), " "), ",") && r.knownIn(i+1, end) {
			return i + 1, true, false
		}
		return 0, false, false
	case r.t(i).is("ask", "asks") && r.t(i+1).is("for") && r.othersAsk(i):
		return 0, false, false
	case r.seq(i, "put", "in"), r.seq(i, "puts", "in"), r.seq(i, "put", "down"), r.seq(i, "set", "out"), r.seq(i, "sets", "out"), r.seq(i, "sets", "forth"),
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
		return p.kind != word || halting[p.low] || isHead(p) || requestors[p.low]
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

// offered reads "priority: low, medium, high".
func (r *reader) offered(i int) bool {
	last := i - 1
	if r.t(last).is("needed", "required", "requested", "wanted") && last > r.from {
		last--
	}
	head := singular(r.t(last).low)
	if i == r.from || i-r.from > 4 || !choiceNouns[head] && !r.inList && !(fieldKinds[head] == "text" && r.t(r.until-2).is("or")) {
		return false
	}
	var values []string
	for _, it := range r.items(i+1, r.until) {
		if it.to-it.from > 3 {
			return false
		}
		if k := fieldKinds[singular(r.t(it.to-1).low)]; k != "" && !choiceNouns[head] {
			return false
		}
		values = append(values, r.original(it.from, it.to))
	}
	if len(values) < 2 {
		return false
	}
	f := r.addNamed(r.from, i, "", false)
	if f == nil {
		return false
	}
	r.setOptions(f, values)
	for k := r.from; k < r.until; k++ {
		r.used[k] = true
	}
	return true
}

// halved reads "Dates: start, end": halves of one noun.
func (r *reader) halved(i int) bool {
	noun := singular(r.t(i - 1).low)
	if i-1 != r.from || noun == r.t(i-1).low || fieldKinds[noun] == "" {
		return false
	}
	items := r.items(i+1, r.until)
	for _, it := range items {
		if it.to-it.from != 1 || !halves[r.t(it.from).low] {
			return false
		}
	}
	for _, it := range items {
		title := r.original(it.from, it.to) + " " + noun
		r.put(&field{name: slug(title), label: capital(title), kind: fieldKinds[noun], required: true, at: r.placeOf(it.from, it.to)})
	}
	for k := r.from; k < r.until; k++ {
		r.used[k] = true
	}
	return len(items) > 1
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
			return !r.t(k).is("approval") || r.t(k+1).is("chain", "order", "sequence", "path", "route", ":") && k > r.from
		}
	}
	return false
}

// othersAsk tells whether it is people who ask for something, rather than the form: my guys ask for days off.
func (r *reader) othersAsk(i int) bool {
	p := r.t(i - 1)
	return p.kind == word && i > r.from && (requestors[p.low] || heads[singular(p.low)] || p.is("can", "may", "often", "guys", "folks", "everybody", "colleagues")) && !p.is("and", "to")
}

// manyFields tells whether what stands in brackets is a list of things to ask for rather than of options: (purpose, needed by).
func (r *reader) manyFields(from, to int) bool {
	known, all := 0, 0
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
	return ok && !(a.possessed && fieldKinds[singular(r.t(a.to).low)] == "file_upload")
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

func (r *reader) knownIn(from, to int) bool {
	for i := from; i < to; i++ {
		if fieldKinds[r.t(i).low] != "" || fieldKinds[singular(r.t(i).low)] != "" || r.t(i).low == "whether" {
			return true
		}
	}
	return false
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
		case t.is(",", "and") && i > from:
			commas++
			if a, ok := r.actorAt(i + 1); ok && (r.t(a.to).is(",", "and", "\n") || a.to >= to) && a.to <= to && fieldKinds[singular(r.t(a.to-1).low)] == "" {
				people++
			}
		case t.is("if", "unless", "then", "otherwise", "when", "must", "should", "needs", "goes", "go", "is", "are", "has", "have", ":", "once") && !r.inQuestion(from, i) && (!t.is("when") || !r.inQuestion(from, i+1)) || r.collects(i) && i < from+2 || asks[t.low] && !r.inQuestion(from, i):
			return false
		case t.kind == word && r.actsHere(i) && !fieldNounVerb[t.low] && !r.inQuestion(from, i):
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
	wants := s.bullet && (s.heading == formHeading || s.heading == otherHeading)
	if s.bullet && s.heading == routeHeading {
		return true
	}
	commas := 0
	for i := r.from; i < r.until; i++ {
		if r.t(i).is(",") {
			commas++
		}
		if r.t(i).is("you", "i", "we", "could", "would", "please") && !r.inQuestion(r.from, i) {
			wants = false
			commas = -maxSentence // spoken to somebody: no enumeration
		}
	}
	first := r.t(r.from)
	if first.is("who", "what", "which", "when", "where", "why", "how") && commas >= 2 && !r.anyActor(s) {
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
	if (wants || commas >= 2 || commas == 1 && !first.is("a", "the")) && r.plainList(start, r.until) && !r.isTitle(s) && (wants || !r.anyActor(s)) {
		if to := r.fieldList(r.from, true, false); to > r.from {
			for k := r.from; k < r.until; k++ {
				r.used[k] = true
			}
			return true
		}
	}
	if wants && s.heading == formHeading {
		r.addField(r.from, r.until, false)
		for k := r.from; k < r.until; k++ {
			r.used[k] = true
		}
		return true
	}
	return false
}

func (r *reader) anyActor(s sentence) bool {
	for i := s.from; i < s.until; i++ {
		if r.t(i).kind == word && heads[singular(r.t(i).low)] && fieldKinds[singular(r.t(i).low)] == "" && !r.t(i+1).is("name", "email", "id", "number", "address", "phone", "contact") {
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

// choiceSentence reads "severity is low, medium or high".
func (r *reader) choiceSentence() {
	for i := r.from + 1; i < r.until && i < r.from+40; i++ {
		if !r.t(i).is("is", "are") {
			continue
		}
		name := i
		for name > r.from && r.t(name-1).kind == word && (!halting[r.t(name-1).low] || r.t(name-1).is("of", "the") && name-1 > r.from) && i-name < 5 {
			name--
		}
		from := i + 1
		if r.t(from).is("either") || r.t(from).is("one") && r.t(from+1).is("of") {
			from++
			if r.t(from).is("of") {
				from++
			}
		}
		values, to := r.choices(from)
		if len(values) < 2 || to < r.until && !r.t(to).is(",", "and", "-", "(") || r.t(r.from).is("if", "when", "for") {
			continue
		}
		if name == i {
			return
		}
		if f := r.addField(name, i, false); f != nil {
			r.setOptions(f, values)
			for k := name; k < to; k++ {
				r.used[k] = true
			}
		}
		return
	}
}

// choices reads words with commas and an or in front of the last: low, medium or high.
func (r *reader) choices(i int) (values []string, to int) {
	begin := i
	or := false
	for j := i; j <= r.until; j++ {
		t := r.t(j)
		if t.kind == word && !t.is("or", "and") && j < r.until {
			if or && j > begin && halting[t.low] {
				return append(values, r.original(begin, j)), j
			}
			if halting[t.low] && !t.is("other") || r.actsHere(j) || j-begin > 3 {
				return nil, i
			}
			continue
		}
		if j > begin {
			values = append(values, r.original(begin, j))
		}
		begin = j + 1
		switch {
		case t.is("or"):
			or = true
		case t.is(",") || t.is("/"):
			if or {
				return values, j
			}
		case t.is("and") && !or:
		default:
			if !or {
				return nil, i
			}
			return values, j
		}
	}
	return nil, i
}

// original is the text of tokens as it is written.
func (r *reader) original(from, to int) string {
	for to > from && r.t(to-1).kind == mark {
		to--
	}
	for from < to && r.t(from).kind == mark {
		from++
	}
	if from >= to {
		return ""
	}
	return strings.Join(strings.Fields(r.text[r.t(from).from:r.t(to-1).to]), " ")
}

// passiveFields reads "the receipt must be attached" and "name and email are required".
func (r *reader) passiveFields() {
	begin, found := r.from, false
	for i := r.from; i < r.until; i++ {
		t := r.t(i)
		if !participles[t.low] {
			if t.is("if", "when", "then", "otherwise") {
				begin = i + 1
			}
			continue
		}
		aux := i
		for aux > begin && r.t(aux-1).is("be", "is", "are", "must", "has", "have", "to", "should", "needs", "need", "also", "all", "always", "will", "being", "not", "fully", "shall") {
			aux--
		}
		if aux == i && !found || aux == begin || t.is("required", "needed") && r.t(i+1).is("for", "from", "by") || aux == i && !r.t(i+1).is("and", "\n", ",") {
			continue
		}
		if t.is("submitted", "registered", "required", "needed", "asked") && r.t(i+1).is("by", "to", "for", "with") {
			continue
		}
		from := begin
		for k := aux - 1; k >= begin; k-- {
			if r.t(k).is("has", "have", "is", "are", "must", "who", "that", "takes") {
				for from = k; from < aux && !r.t(from).is(","); from++ {
				}
				break
			}
			if r.t(k).is(":", "then") || r.collects(k) && !participles[r.t(k).low] || r.comparedNumberFollows(k) || heads[r.t(k).low] && fieldKinds[r.t(k).low] == "" && !r.t(k+1).is("name", "email") || r.t(k).is("approval", "approvals", "approves", "signature") && k >= aux-2 {
				if r.t(k).is(":") && r.plainList(k+1, aux) {
					from = k + 1
					break
				}
				from = -1
				break
			}
		}
		if from < 0 || r.t(from).is("who", "what") || aux-from > 40 {
			continue
		}
		for from < aux && (r.t(from).is("and", ",", "also", "please", "(", "attach", "upload") || determiners[r.t(from).low]) {
			from++
		}
		if to := r.listTo(from, aux, true, attaching[t.low]); to > from {
			found = true
			for k := from; k <= i; k++ {
				r.used[k] = true
			}
		}
		begin = i + 1
	}
}
