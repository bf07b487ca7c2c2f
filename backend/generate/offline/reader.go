package offline

import "strings"

// reader reads a description, sentence by sentence.
type reader struct {
	text        string
	all         []token
	used        []bool // by token: it belongs to what the form asks for
	sentences   []sentence
	from, until int // the sentence being read
	sketch      sketch
	subject     string // the field that the last comparison was about
	options     map[string][]optionWord
	flags       map[string][]optionWord
	candidates  map[string]set // by noun the kinds that stand in front of it: international trips
	said        map[string][]interval

	sentenceExtra bool // the sentence asks for more, or for something else for some: also, only, requires
	sentenceMarks set
	listSize      int  // of the enumeration being read, in items; 0 outside of one
	refining      bool // a workflow is changed
	inList        bool // the sentence is an item below a heading

	otherIn   int   // the sentence whose last clause was an "otherwise", counted from 1
	otherwise *cond // what that was about

	tier     []*cond // what was said with conditions since the last stage that is for all
	freeTier bool    // such a stage was just added
}

// sentence is a part of the description that says one thing, as tokens.
type sentence struct {
	from, until int
	bullet      bool
	heading     headingKind
	named       bool // an item of a list of names without a heading
	header      bool // it is itself the heading of what follows
}

// shortened are words that end with a dot which ends no sentence.
var shortened = setOf("prof dr mr mrs ms st no nr approx max min incl excl etc dept mgr vs resp ca e.g i.e eg ie est qty amt ref tel")

// styled are words in front of a name, with a dot that ends no sentence.
var styled = setOf("prof dr mr mrs ms professor")

// maxSentence bounds a sentence, in tokens: nobody writes longer ones.
const maxSentence = 400

type headingKind uint8

const (
	noHeading headingKind = iota
	formHeading
	routeHeading
	otherHeading
)

type optionWord struct {
	words []string // in the singular
	field *field
	value string // as written
}

func (r *reader) end() int { return r.until }

// t is a token of the sentence; beyond it there are line ends.
func (r *reader) t(i int) token {
	if i < r.from || i >= r.until {
		return token{kind: lines, low: "\n"}
	}
	return r.all[i]
}

func (r *reader) placeOf(from, to int) place {
	from, to = max(from, 0), min(to, len(r.all))
	for from < to && (r.all[from].kind == lines || r.all[from].kind == mark && !r.all[from].is("<", ">", "<=", ">=")) {
		from++
	}
	for to > from && (r.all[to-1].kind == lines || r.all[to-1].kind == mark && !r.all[to-1].is(")", "+")) {
		to--
	}
	if from >= to {
		return place{}
	}
	return place{r.all[from].from, r.all[to-1].to}
}

func (r *reader) at(s sentence) { r.from, r.until = s.from, s.until }

// look notes once for a sentence what several phrases ask about it.
func (r *reader) look() {
	r.sentenceMarks = set{}
	r.sentenceExtra = false
	for i := r.from; i < r.until; i++ {
		if verbKinds[r.t(i).low] == escalates {
			r.sentenceMarks["escalate"] = true
		}
		if m, _ := r.markAt(i); m != "" {
			r.sentenceMarks[m] = true
		}
		if r.t(i).is("require", "requires", "need", "needs", "skip", "skips") {
			r.sentenceExtra = true
		}
	}
	m := r.sentenceMarks
	r.sentenceExtra = r.sentenceExtra || m["also"] || m["only"] || m["else"] || m["instead"] || m["add to"] || m["first"] || m["auto"]
}

// split takes the description apart into sentences.
func (r *reader) split() {
	begin, heading, bullet := 0, noHeading, false
	flush := func(end int, next bool) {
		if end > begin {
			s := sentence{from: begin, until: end, bullet: bullet, heading: heading}
			r.sentences = append(r.sentences, s)
		}
		begin, bullet = end, next
	}
	for i, t := range r.all {
		switch {
		case t.kind == lines:
			header := false
			switch {
			case i > begin && r.all[i-1].is(":"):
				heading = r.headingOf(begin, i)
			case r.bareHeading(begin, i, bullet):
				heading, header = r.headingOf(begin, i), true
			}
			flush(i, false)
			if header {
				r.sentences[len(r.sentences)-1].header = true
			}
			begin = i + 1
			if i+1 < len(r.all) && !r.all[i+1].bullet && strings.Count(r.text[t.from:r.all[i+1].from], "\n") > 1 {
				heading = noHeading
			}
		case i-begin >= maxSentence:
			flush(i, false)
			begin = i
		case t.bullet:
			if i > begin {
				flush(i, true)
			}
			begin, bullet = i+1, true
		case t.is(";") && t.kind == mark && r.listsOn(begin, i):
			continue
		case t.is(".", "!", "?", ";") && t.kind == mark:
			if t.is(".") && i+1 < len(r.all) && r.all[i+1].glued && r.all[i+1].kind == word {
				continue // e.g.
			}
			if i > begin && i+1 < len(r.all) && (t.is(".") && (styled[r.all[i-1].low] || shortened[r.all[i-1].low] && (i < 2 || !r.all[i-2].is("or", "/", ",")) && !isProper(r.all[i+1], r.text) && r.all[i+1].kind != lines) || t.is("?") && r.all[i+1].is("(", ",", "yes")) {
				continue // invoice no., standard? (yes/no)
			}
			flush(i, bullet && t.is(";"))
			begin = i + 1
		}
	}
	flush(len(r.all), false)
}

// listsOn tells whether a semicolon only stands between the things of a list, in which nobody acts: name; department; start date.
func (r *reader) listsOn(begin, i int) bool {
	const longest = 12
	last, marks := begin, 0
	for k := begin; k < len(r.all); k++ {
		t := r.all[k]
		end := t.kind == lines || t.is(".", "!", "?") && t.kind == mark
		if t.is(";") || end {
			if k-last > longest {
				return false
			}
			last = k
			marks++
		}
		if end {
			break
		}
		if t.kind == word && (verbKinds[t.low] != noKind && !fieldNounVerb[t.low] || halting[t.low] && !t.is("of", "the", "a", "an", "from", "to", "until", "in", "and", "or", "for")) || t.is(":", "→", "<", ">") {
			return false
		}
	}
	return marks > 2 && i > begin
}

// bareHeading tells whether a short line in front of a list is its heading, though no colon ends it: Form, Who approves.
func (r *reader) bareHeading(from, to int, bullet bool) bool {
	if bullet || to <= from || to-from > 4 || to+1 >= len(r.all) || !r.all[to+1].bullet {
		return false
	}
	kind := r.headingOf(from, to)
	return from > 0 || kind == formHeading
}

// titleEnd is where what the first sentence says begins, when it begins with a title and a colon; 0 when not.
func (r *reader) titleEnd(s sentence) int {
	if s.from != 0 || r.all[s.from].bullet {
		return 0
	}
	for i := s.from; i < s.until && i < s.from+10; i++ {
		switch t := r.t(i); {
		case t.is(":"), t.is("-") && !t.glued:
			if i == s.from {
				return 0
			}
			return i
		case t.kind == number, t.is("is", "are", "must", "by", "if", "when", "then", "over", "under", ","), r.actsHere(i) && !processNouns[singular(t.low)]:
			return 0
		}
		if _, ok := r.comparedAt(i); ok {
			return 0
		}
	}
	return 0
}

func (r *reader) headingOf(from, to int) headingKind {
	for i := from; i < to; i++ {
		switch singular(r.all[i].low) {
		case "approval", "approver", "routing", "route", "rule", "step", "flow", "signoff", "process", "decision", "reviewer", "review", "stage", "who", "matrix", "authority":
			return routeHeading
		case "form", "field", "data", "input", "enter", "enters", "fill", "collect", "provide", "capture", "asked", "information", "detail", "question", "attachment", "content":
			return formHeading
		}
	}
	return otherHeading
}
