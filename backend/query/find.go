package query

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Mark is a part of a text that was asked for, in bytes.
type Mark struct{ Start, End int }

// Found is where a text answers a question.
type Found struct {
	Marks []Mark // of all terms, in the order of the text; they do not overlap
	Terms int    // how many of the terms are in the text
	terms []uint // of each mark, one bit a term
	all   uint
}

// Beside is how many terms are here or in another text of the same workflow.
func (f Found) Beside(other Found) int { return bits.OnesCount(f.all | other.all) }

// Find looks for the terms of a question in a text.
func (q Query) Find(text string) Found {
	var found Found
	words := Words(text)
	for i := range words {
		mark, terms := Mark{Start: words[i].Start}, uint(0)
		for n, term := range q.Terms {
			if term.at(words[i:]) {
				terms |= 1 << n
				mark.End = max(mark.End, term.end(text, words[i:]))
			}
		}
		if terms == 0 {
			continue
		}
		found.all |= terms
		if last := len(found.Marks) - 1; last >= 0 && mark.Start < found.Marks[last].End {
			found.Marks[last].End = max(found.Marks[last].End, mark.End)
			found.terms[last] |= terms
			continue
		}
		found.Marks, found.terms = append(found.Marks, mark), append(found.terms, terms)
	}
	found.Terms = bits.OnesCount(found.all)
	return found
}

// end is where a term ends that words begin with: of a word that goes on only what was asked for.
func (t Term) end(text string, words []Word) int {
	last := words[len(t.Words)-1]
	asked := t.Words[len(t.Words)-1]
	if !t.Open || asked == last.Text {
		return last.End
	}
	letters := utf8.RuneCountInString(asked)
	for i, r := range text[last.Start:last.End] {
		if letters <= 0 && !unicode.IsMark(r) {
			return last.Start + i
		}
		letters -= utf8.RuneCountInString(fold(string(r))) // a letter may be compared as two
	}
	return last.End
}

// at tells whether words begin with a term.
func (t Term) at(words []Word) bool {
	if len(words) < len(t.Words) {
		return false
	}
	for i, want := range t.Words {
		if i == len(t.Words)-1 && t.Open {
			return strings.HasPrefix(words[i].Text, want)
		}
		if words[i].Text != want {
			return false
		}
	}
	return true
}
