package offline

import (
	"strings"
	"unicode/utf8"
)

// spelled are the words that are written wrong most often of those that matter. A word that is not known, and is one letter, or two
// letters that change places, away from one of them, is that.
var spelled = func() map[int][]string {
	by := map[int][]string{}
	for _, w := range strings.Fields(`approve approves approved approval approvals manager managers supervisor supervisors director directors
		department departments finance employee employees employer committee accounting accountant accounts purchasing purchase
		request requests requester requestor reason reasons amount amounts receipt receipts required category categories description
		quantity address travel expense expenses reimbursement equipment supplier suppliers vendor vendors customer customers invoice
		invoices delivery department justification certificate attachment contract signature signs notified informed escalated
		otherwise automatically immediately additional additionally between before after above should needs business working
		secretary coordinator president treasurer lawyer security compliance procurement purpose duration destination comments
		priority project medical office review reviews reviewed decides confirm confirms confirmed checks start people
		responsible recommend recommends license licence schedule maintenance warehouse vacation holiday overtime salary`) {
		by[utf8.RuneCountInString(w)] = append(by[utf8.RuneCountInString(w)], w)
	}
	return by
}()

// apart are words that are right, however near they are to one of those above.
var apart = setOf(`manage manages managed directory employer expanse protect propose quantify summit strive prize state stare staff stark
	stars stair chokes cheeks decided people needs reads revises renew revenue adores offices officer abode shoulder starts restart
	account mount counts discounts remount treason season seasons salaried vocation invoke invoiced deliver delivers
	purchased purchaser contrast contact contacts confined conform conforms medial median medic metal license licensed price prices
	customs costumer costumers costume costumes project projects`)

// respelled is the word that is meant by one that is not known; empty when none is near.
func respelled(low string) string {
	length := utf8.RuneCountInString(low)
	if length < 4 || length > 16 || knownWord(low) || apart[low] || strings.ContainsAny(low, "0123456789_") {
		return ""
	}
	switch low {
	case "employe", "emploee", "emplyee":
		return "employee"
	}
	if length == len("that") {
		for _, w := range []string{"that", "with", "this", "when", "which"} {
			if len(w) == length && near(low, w) || len(w) > length && low == w[:1]+w[2:] {
				return w
			}
		}
		return ""
	}
	for n := length - 1; n <= length+1; n++ {
		for _, w := range spelled[n] {
			if n > 4 && near(low, w) {
				return w
			}
		}
	}
	return ""
}

// knownWord tells whether a word, or what is left without its ending, means something to the reader.
func knownWord(low string) bool {
	for _, w := range []string{low, singular(low), strings.TrimSuffix(low, "ed"), strings.TrimSuffix(low, "d"), strings.TrimSuffix(low, "ing"), strings.TrimSuffix(low, "r"), strings.TrimSuffix(low, "er")} {
		if verbKinds[w] != noKind || heads[w] || departments[w] || requestors[w] || fieldKinds[w] != "" || halting[w] || processNouns[w] || determiners[w] ||
			strongCollect[w] || weakCollect[w] || choiceNouns[w] || participles[w] || units[w] != "" || counts[w] > 0 || tens[w] > 0 {
			return true
		}
	}
	return false
}

// near tells whether two words that begin with the same letter differ by one letter before their end, or by two that change places.
// What differs at the end is another form of the word.
func near(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if x[0] != y[0] || a == b {
		return false
	}
	i := 0
	for i < len(x) && i < len(y) && x[i] == y[i] {
		i++
	}
	rest := func(s []rune, from int) string {
		if from > len(s) {
			return "-"
		}
		return string(s[from:])
	}
	switch {
	case i >= len(x) || i >= len(y): // one is the beginning of the other
		return false
	case rest(x, i+1) == rest(y, i+1): // another letter
		return i < len(x)-1
	case rest(x, i) == rest(y, i+1), rest(x, i+1) == rest(y, i): // one is missing, or too many
		return true
	}
	return i+1 < len(x) && i+1 < len(y) && x[i] == y[i+1] && x[i+1] == y[i] && rest(x, i+2) == rest(y, i+2)
}

// glued units of time: 10d, 48h.
var shortUnits = map[string]string{"d": "days", "h": "hours", "hrs": "hours", "w": "weeks", "wk": "weeks", "wks": "weeks", "mo": "months", "yrs": "years"}

// plainly says some of the ways in which people speak as the others do: it corrects words, takes "is checking" for "checks", "must to
// approve" for "must approve", and "more expensive than" for "more than".
func plainly(all []token) []token {
	out := all[:0:0]
	at := func(i int) token {
		if i < 0 || i >= len(all) {
			return token{kind: lines, low: "\n"}
		}
		return all[i]
	}
	for i := 0; i < len(all); i++ {
		t := all[i]
		if t.kind == word {
			if w := respelled(t.low); w != "" && !t.upper {
				t.low, t.fixed = w, true
			}
			if u := shortUnits[t.low]; u != "" && t.glued && at(i-1).kind == number {
				t.low = u
			}
		}
		before := token{kind: lines}
		if len(out) > 0 {
			before = out[len(out)-1]
		}
		switch next := at(i + 1); {
		case t.is("is", "are") && before.kind == word && !before.is("which", "that", "who", "what", "it", "there") && progressive(next.low) != "":
			all[i+1].low = progressive(next.low)
			continue
		case t.is("to") && before.is("must", "should", "can", "may", "shall") && verbKinds[next.low] != noKind:
			continue
		case before.is("more", "less") && at(i+1).is("than", "then") && t.kind == word && comparable[t.low]:
			continue
		case t.is(".") && t.kind == mark && styled[before.low] && before.kind == word:
			continue
		case t.is("aswell"):
			t.low = "too"
		}
		out = append(out, t)
	}
	return out
}

var comparable = setOf(`expensive costly valuable important urgent`)

// progressive is the verb of acting that a form with ing is of: checking is checks; empty when it is none.
func progressive(low string) string {
	stem, ok := strings.CutSuffix(low, "ing")
	if !ok || len(stem) < 3 {
		return ""
	}
	for _, s := range []string{stem + "s", stem + "es", stem[:len(stem)-1] + "s"} {
		if k := verbKinds[s]; k != noKind && k != requires && k != routes && !nounToo[s] {
			return s
		}
	}
	return ""
}
