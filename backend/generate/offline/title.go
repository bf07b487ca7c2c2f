package offline

import (
	"slices"
	"strings"
)

// named says which words are followed by what a process is about, and what it is called with them.
var named = []struct {
	words  []string
	suffix string // put behind what is no process by its own name
}{
	{[]string{"ask", "for"}, "request"},
	{[]string{"asks", "for"}, "request"},
	{[]string{"apply", "for"}, "application"},
	{[]string{"applies", "for"}, "application"},
	{[]string{"request"}, "request"},
	{[]string{"requests"}, "request"},
	{[]string{"to", "order"}, "request"},
	{[]string{"to", "buy"}, "request"},
	{[]string{"to", "book"}, "booking"},
	{[]string{"order"}, "order"},
	{[]string{"orders"}, "order"},
	{[]string{"want"}, "request"},
	{[]string{"wants"}, "request"},
	{[]string{"can", "take"}, "request"},
	{[]string{"report"}, "report"},
	{[]string{"reports"}, "report"},
	{[]string{"propose"}, "proposal"},
	{[]string{"proposes"}, "proposal"},
	{[]string{"suggest"}, "proposal"},
	{[]string{"submit"}, ""},
	{[]string{"submits"}, ""},
	{[]string{"hand", "in"}, ""},
	{[]string{"raise"}, ""},
	{[]string{"raises"}, ""},
	{[]string{"open"}, ""},
	{[]string{"opens"}, ""},
	{[]string{"workflow", "for"}, "approval"},
	{[]string{"process", "for"}, "approval"},
	{[]string{"form", "for"}, "request"},
	{[]string{"flow", "for"}, "approval"},
	{[]string{"for", "every"}, "approval"},
	{[]string{"for", "each"}, "approval"},
	{[]string{"approval", "for"}, "approval"},
	{[]string{"approvals", "for"}, "approval"},
	{[]string{"approval", "of"}, "approval"},
	{[]string{"something", "for"}, "request"},
	{[]string{"automate"}, "approval"},
	{[]string{"approves"}, "approval"},
	{[]string{"approve"}, "approval"},
	{[]string{"handle"}, "handling"},
	{[]string{"for", "our"}, "request"},
}

// titleSaid finds what a process is called in the sentences that say what it is for.
func (r *reader) titleSaid() string {
	const most = 3
	for n, s := range r.sentences {
		if n >= most {
			break
		}
		r.at(s)
		if t := r.titleOfSubject(s.from); t != "" && n == 0 {
			return t
		}
		for i := s.from; i < min(s.until, s.from+40); i++ {
			for _, by := range named {
				if !r.seq(i, by.words...) || r.t(i-1).is("no", "without") {
					continue
				}
				at := i + len(by.words)
				if r.t(at).is("for") && by.suffix == "request" {
					at++
				}
				if t := r.titleOfPhrase(at, by.suffix); t != "" {
					return t
				}
			}
		}
	}
	return ""
}

// saysMore tells whether words are a sentence or an address rather than a title: I need, the manager approves, Subject.
func (r *reader) saysMore(from, to int) bool {
	if r.t(from).is("subject", "please", "hi", "hello", "dear", "hey", "test", "fields", "form", "topic", "re", "i", "we", "who", "what", "our", "my", "scope", "purpose", "article", "section", "overview", "background", "fellow", "policy") || r.seq(from, "standard", "operating", "procedure") {
		return true
	}
	for i := from; i < to; i++ {
		t := r.t(i)
		if t.is("need", "needs", "i", "we", "wants", "want", "must", "should", "are", "is", "they", "you", "can") || r.titledBy(i) || r.actsHere(i) && !processNouns[singular(t.low)] && verbKinds[t.low] != isTold && !t.is("approval", "approvals", "review", "audit", "check", "signature", "sign", "release", "permit", "process", "clearance") && !strings.HasSuffix(t.low, "ed") {
			return true
		}
	}
	return false
}

// titledBy tells whether a verb stands at i that is followed by what a process is about, said of somebody.
func (r *reader) titledBy(i int) bool {
	t := r.t(i)
	return i > r.from && t.is("request", "requests", "report", "reports", "order", "orders", "ask", "asks", "submit", "submits", "apply") && (requestors[r.t(i-1).low] || isHead(r.t(i-1))) && r.t(i+1).kind == word && !halting[r.t(i+1).low]
}

// titleOfSubject reads what a first sentence is about: all travel requests need the approval of.
func (r *reader) titleOfSubject(i int) string {
	for determiners[r.t(i).low] {
		i++
	}
	end := i
	for end < i+5 && r.t(end).kind == word && !halting[r.t(end).low] {
		end++
	}
	last := r.t(end - 1)
	if end == i || things[last.low] || isHead(last) || requestors[last.low] || !r.t(end).is("need", "needs", "must", "are", "is", "have", "has", "require", "requires", "go", "goes", "shall", "should", "(") && !r.comparedNumberFollows(end) {
		return ""
	}
	if processNouns[singular(last.low)] && (singular(last.low) != last.low || r.t(i-1).is("every", "each", "any", "a", "an")) {
		return r.titleOfPhrase(i, "")
	}
	if singular(last.low) != last.low || r.t(end).is("needs", "requires") {
		return r.titleOfPhrase(i, "approval")
	}
	return ""
}

// titleOfPhrase makes a title of the noun that stands at i: "new laptops" is "Laptop request".
func (r *reader) titleOfPhrase(i int, suffix string) string {
	for determiners[r.t(i).low] || r.t(i).is("new", "more", "some", "additional", "special", "another", "other", "their", "extra", "for", "about") || r.t(i).kind == number {
		i++
	}
	var list []string
	for end := i; end < i+5; end++ {
		t := r.t(end)
		if t.kind == mark && t.is("-") && t.glued && len(list) > 0 {
			end++
			list[len(list)-1] += "-" + r.t(end).low
			continue
		}
		if t.kind != word || halting[t.low] || t.is("via", "using", "online", "when", "from", "approval", "approvals") || len(list) > 0 && r.actsHere(end) && !processNouns[singular(t.low)] || len(list) > 0 && (r.collects(end) || weakCollect[t.low]) {
			break
		}
		low := r.original(end, end+1)
		if !t.upper && !isProper(t, r.text) {
			low = t.low
		}
		list = append(list, low)
		if t.owner {
			return ""
		}
	}
	if len(list) == 0 || len(list) > 4 || requestors[list[0]] || isHead(token{low: list[0]}) || slices.Contains([]string{"it", "them", "us", "approval", "permission", "something", "anything", "form", "workflow", "rest", "same"}, list[len(list)-1]) {
		return ""
	}
	if suffix == "" && r.t(i+len(list)).is(",", "and") && !processNouns[singular(strings.ToLower(list[len(list)-1]))] {
		return "" // the first answer of a form
	}
	last := list[len(list)-1]
	noun := singular(strings.ToLower(last))
	if strings.EqualFold(last, noun) || !strings.HasPrefix(strings.ToLower(last), noun[:len(noun)-1]) {
		noun = last
	}
	list[len(list)-1] = noun
	if len(list) == 1 && noun == "request" {
		return ""
	}
	if own := processNouns[strings.ToLower(noun)] || strings.HasSuffix(noun, "ing") && len(list) > 1; suffix != "" && strings.ToLower(noun) != suffix && (!own || len(list) == 1 || suffix == "approval") && noun != "request" && noun != "application" && noun != "handling" {
		list = append(list, suffix)
	} else if suffix == "" && !own {
		list = append(list, "approval")
	} else if suffix == "" && len(list) == 1 && noun != "application" {
		list = append(list, "approval")
	}
	return capital(strings.Join(list, " "))
}

// describe is what a process is about, in whole sentences: the first ones of a description, up to a few lines.
func (r *reader) describe() string {
	const enough, most = 60, 400
	var said []string
	length := 0
	for _, s := range r.sentences {
		if s.header || s.bullet || length >= enough {
			break
		}
		r.at(s)
		if r.t(s.from).is("hi", "hello", "dear", "hey", "thanks", "subject", "best", "regards") && s.until-s.from < 8 {
			continue
		}
		text := strings.Join(strings.Fields(r.text[r.all[s.from].from:r.all[s.until-1].to]), " ")
		text = strings.TrimRight(text, " .,:;-–—")
		if text == "" {
			continue
		}
		if len(text) > most {
			text = shorten(text, most)
		}
		if length > 0 && length+len(text) > most {
			break
		}
		end := "."
		if s.until < len(r.all) && r.all[s.until].is("?") {
			end = "?"
		}
		said = append(said, capital(text)+end)
		length += len(text)
	}
	return strings.Join(said, " ")
}

// shorten cuts a long sentence where a part of it ends.
func shorten(text string, most int) string {
	cut := strings.ToValidUTF8(text[:most], "")
	for _, at := range []string{"; ", ", ", " "} {
		if i := strings.LastIndex(cut, at); i > most/3 {
			return strings.TrimRight(cut[:i], " ,;:")
		}
	}
	return cut
}
