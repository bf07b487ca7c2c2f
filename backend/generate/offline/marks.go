package offline

import "strings"

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
		"auto":       `automatic|nobody needs to|nobody has to|nobody must|no one needs to|no one has to|nobody approves|no one must|needs nobody|needs no one|none|none needed|none required|without anybody approval|without anyone approval|without anybodys approval|without asking anybody|without asking anyone|without asking somebody|automatically|auto|without approval|without any approval|no approval|no approvals|no approver|not need approval|not need any approval|not require approval|no sign off|pre approved|immediately approved|without review|no review|not require any approval|dont need approval|doesnt need approval|dont require approval|doesnt require approval|dont need any approval|need not be approved|no further approval|without further approval|waived`,
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

// elseHere tells whether "other" stands for all that was not said: other requests go to, all other classes by.
func (r *reader) elseHere(i int) bool {
	if r.t(i-1).is("the", "each") && r.t(i).is("other") {
		return false
	}
	next := r.t(i + 1)
	return next.kind == word && (singular(next.low) != next.low || next.is("people")) || next.is("goes", "go", "is", "are", ",", ":")
}

// reacts are verbs of what somebody may fail to do in time.
var reacts = setOf("does is has was reacts replies picks looks gets objects complains speaks")

func (r *reader) markAt(i int) (word string, n int) {
	for _, m := range marks[r.t(i).low] {
		if !r.seq(i, m.words...) {
			continue
		}
		if n := len(m.words); m.word == "nobody" && r.t(i).is("nobody", "no") && n < 3 && r.t(i+n-1).is("nobody", "one") && (r.t(i+n).kind == mark || r.t(i+n).kind == lines) && !r.t(i-1).is("if", "when", "because") {
			return "auto", n // under 50 nobody
		}
		if next := r.t(i + len(m.words)); m.word == "nobody" && r.t(i).is("nobody", "no") && next.kind != mark && strings.HasSuffix(next.low, "s") && verbKinds[next.low] == noKind && !reacts[next.low] {
			continue // nobody likes it
		}
		return m.word, len(m.words)
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
