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

	tier     []*cond // what was said with conditions since the last stage that is for all
	freeTier bool    // such a stage was just added
}

// sentence is a part of the description that says one thing, as tokens.
type sentence struct {
	from, until int
	bullet      bool
	heading     headingKind
}

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
			s := sentence{begin, end, bullet, heading}
			r.sentences = append(r.sentences, s)
		}
		begin, bullet = end, next
	}
	for i, t := range r.all {
		switch {
		case t.kind == lines:
			if i > begin && r.all[i-1].is(":") {
				heading = r.headingOf(begin, i)
			}
			flush(i, false)
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
		case t.is(".", "!", "?", ";") && t.kind == mark:
			if t.is(".") && i+1 < len(r.all) && r.all[i+1].glued && r.all[i+1].kind == word {
				continue // e.g.
			}
			flush(i, bullet && t.is(";"))
			begin = i + 1
		}
	}
	flush(len(r.all), false)
}

func (r *reader) headingOf(from, to int) headingKind {
	for i := from; i < to; i++ {
		switch singular(r.all[i].low) {
		case "approval", "approver", "routing", "route", "rule", "step", "flow", "signoff", "process", "decision", "reviewer", "review", "stage":
			return routeHeading
		case "form", "field", "data", "input", "information", "detail", "question", "attachment":
			return formHeading
		}
	}
	return otherHeading
}
