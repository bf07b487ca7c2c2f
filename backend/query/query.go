package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Field is a part of a workflow in which something is found.
type Field string

// The fields, the one that counts most first.
const (
	Name    Field = "name"
	Prompt  Field = "prompt"  // of the latest version
	Comment Field = "comment" // of any version
	YAML    Field = "yaml"    // of the latest version
)

// Fields are all of them, the one that counts most first.
var Fields = []Field{Name, Prompt, Comment, YAML}

// Term is a word or several words in a row.
type Term struct {
	Words []string // as Word.Text
	Open  bool     // the last one is the beginning of a word
}

// Query is a question. Whatever it holds must be true of what it finds; the zero Query asks for nothing.
type Query struct {
	Terms    []Term
	In       Field      // where all terms must be; empty for anywhere
	Labels   []string   // as LabelKey
	Authors  [][]string // of each the beginnings of words of one who saved a version
	Problems bool       // the latest version has errors or warnings
}

// Bounds of a question; what is beyond is left out.
const (
	maxLength = 1024 // bytes
	maxTerms  = 24
)

// Parse reads a question. Words are the beginnings of words, quotes hold words in a row, and label:, author:, has:problems and
// in:name, in:prompt, in:comment, in:yaml narrow it. Any text is a question: what is none of these is taken for words, and a
// filter without a value, as while it is typed, for nothing.
func Parse(text string) Query {
	var q Query
	for rest := shortened(text); ; {
		rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
		if rest == "" {
			return q
		}
		var chunk piece
		chunk, rest = next(rest)
		q.take(chunk)
	}
}

// Empty tells whether nothing is asked for.
func (q Query) Empty() bool {
	return len(q.Terms) == 0 && len(q.Labels) == 0 && len(q.Authors) == 0 && !q.Problems
}

// LabelKey is a label as it is compared: two that differ in case alone are the same.
func LabelKey(label string) string { return folded(label) }

// shortened is a text without what is beyond the bounds.
func shortened(text string) string {
	if len(text) <= maxLength {
		return text
	}
	end := maxLength
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

// piece is a part of a question between blanks.
type piece struct {
	filter string // the word before the colon; empty when there is none that filters
	text   string
	quoted bool
	closed bool // the quote at its end is there
}

const hasProblems = "problems"

// filters are the words before a colon that narrow a question.
var filters = map[string]bool{"label": true, "author": true, "has": true, "in": true}

// next takes the next piece off a question that does not begin with a blank.
func next(text string) (p piece, rest string) {
	if before, after, found := strings.Cut(text, ":"); found && filters[strings.ToLower(before)] {
		p.filter, text = strings.ToLower(before), after
	}
	if strings.HasPrefix(text, `"`) {
		p.quoted = true
		p.text, rest, p.closed = strings.Cut(text[1:], `"`)
		return p, rest
	}
	end := strings.IndexFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == '"' })
	if end < 0 {
		end = len(text)
	}
	p.text = text[:end]
	return p, text[end:]
}

func (q *Query) take(p piece) {
	words := texts(p.text)
	switch p.filter {
	case "label":
		if len(words) > 0 {
			q.Labels = append(q.Labels, strings.Join(words, " "))
		}
		return
	case "author":
		if len(words) > 0 {
			q.Authors = append(q.Authors, words)
		}
		return
	case "has":
		if len(words) == 0 {
			return
		}
		if strings.HasPrefix(hasProblems, words[0]) {
			q.Problems = true
			return
		}
		words = append([]string{p.filter}, words...)
	case "in":
		if len(words) == 0 {
			return
		}
		for _, field := range Fields {
			if strings.HasPrefix(string(field), words[0]) {
				q.In = field
				return
			}
		}
		words = append([]string{p.filter}, words...)
	}
	if len(words) > 0 && len(q.Terms) < maxTerms {
		q.Terms = append(q.Terms, Term{Words: words, Open: !p.closed})
	}
}

func texts(text string) []string {
	var all []string
	for _, w := range Words(text) {
		all = append(all, w.Text)
	}
	return all
}
