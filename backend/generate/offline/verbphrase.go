package offline

import "strings"

// verbPhrases are verbs of acting of several words, by their first one.
var verbPhrases = map[string][]verbPhrase{}

type verbPhrase struct {
	words []string
	kind  kind
}

func init() {
	for k, phrases := range map[kind]string{
		approves: `look at|looks at|look over|looks over|looks into|look into|looks through|look through|looked at|looked over|looked through|
			say yes|says yes|say ok|says ok|say okay|says okay|say so|says so|
			take a look|takes a look|have a look|has a look|take a decision|takes a decision|takes the decision|take the decision|
			takes the final decision|take the final decision|
			make the decision|makes the decision|make a decision|makes a decision|make the final decision|makes the final decision|
			make the call|makes the call|makes the final call|has the final say|have the final say|has the last word|have the last word|
			has the final word|has the say|have the say|give the ok|gives the ok|give the okay|gives the okay|give the go|gives the go|
			gives green light|give green light|gives the green light|give the green light|give consent|gives consent|give their ok|
			gives their ok|gives his ok|gives her ok|give permission|gives permission|gives final approval|give final approval|
			gives the final approval|give the final approval|gives approval|give approval|gives the final ok|gives the final okay|
			deal with|deals with|dealt with|take care of|takes care of|taken care of|take over|takes over|rule on|rules on|
			decide on|decides on|decided on|decide about|decides about|decided about|is in charge|are in charge|is responsible|are responsible|
			has to agree|needs to agree|likes it|like it|is happy with|are happy with|is fine with|are fine with`,
		signs: `put a signature|puts a signature|puts the signature|put their signature|puts his signature|puts her signature|
			gives a signature|gives the signature|give the signature`,
		isTold: `let know|is kept informed|are kept informed|kept in the loop|in the loop|keep in the loop|kept informed|kept up to date|
			made aware|is made aware|are made aware|to know|needs to know|need to know|has to know|have to know`,
		routes: `reported to|presented to|brought to|given to|passed on to|handed to|transferred to|allocated to|put before|put to|handed over to|
			goes through|go through|goes past|runs through|run through|is up to|are up to|land with|lands with|lies with|lie with|ends up with|
			is for|are for|run it by|runs it by|run by|run past|run this by|belongs to|belong to`,
		recommends: `give advice|gives advice|give an opinion|gives an opinion|gives their opinion|gives a recommendation|give a recommendation|
			makes a recommendation|make a recommendation|has a say`,
	} {
		for _, phrase := range strings.Split(phrases, "|") {
			f := strings.Fields(phrase)
			if len(f) > 0 {
				verbPhrases[f[0]] = append(verbPhrases[f[0]], verbPhrase{f, k})
			}
		}
	}
}

// verbPhraseAt reads a verb of several words; n is 0 when there is none, and else how many tokens the longest has.
func (r *reader) verbPhraseAt(i int) (k kind, n int) {
	for _, p := range verbPhrases[r.t(i).low] {
		if len(p.words) > n && r.seq(i, p.words...) {
			k, n = p.kind, len(p.words)
		}
	}
	return k, n
}
