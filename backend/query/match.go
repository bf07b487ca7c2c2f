package query

import (
	"strconv"
	"strings"
)

// Match is the question for the index, in the language of SQLite's FTS5, about the workflows of a company: all terms in one
// field, or with an empty field each in any. Whatever was asked, it is well formed: terms hold letters and digits alone.
func (q Query) Match(company int64, field Field) string {
	parts := []string{exact(ofCompany, strconv.FormatInt(company, 10))}
	if q.Problems {
		parts = append(parts, exact(ofProblem, ""))
	}
	for _, key := range q.Labels {
		parts = append(parts, exact(ofLabel, labelWord(key)))
	}
	for _, author := range q.Authors {
		for _, word := range author {
			parts = append(parts, exact(ofAuthor, word)+" *")
		}
	}
	for _, t := range q.Terms {
		if field != "" {
			parts = append(parts, t.match(letters[field]))
			continue
		}
		var anywhere []string
		for _, in := range Fields {
			anywhere = append(anywhere, t.match(letters[in]))
		}
		parts = append(parts, "("+strings.Join(anywhere, " OR ")+")")
	}
	return strings.Join(parts, " AND ")
}

func (t Term) match(letter byte) string {
	match := exact(letter, t.Words...)
	if t.Open {
		match += " *"
	}
	return match
}

// exact are words in a row that stand in one place.
func exact(letter byte, words ...string) string {
	var b strings.Builder
	for i, word := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteByte(letter)
		b.WriteString(word)
	}
	return `"` + b.String() + `"`
}
