package query

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Snippet is a piece of a text around what was asked for, on one line.
type Snippet struct {
	Text  string
	Marks []Mark // in Text
	At    int    // where in the whole text the first mark begins, in bytes
}

// How long a snippet is, in characters: at most, and before its first mark.
const (
	longSnippet   = 140
	beforeSnippet = 40
)

// Snippet shows the place where a text has the most of what was asked for, and of several the first.
func (f Found) Snippet(text string) Snippet {
	if len(f.Marks) == 0 {
		return Snippet{Text: oneLine(text[:forward(text, 0, longSnippet)])}
	}
	first := f.densest(text)
	from := back(text, f.Marks[first].Start, beforeSnippet)
	to := max(forward(text, from, longSnippet), f.Marks[first].End) // words in a row may stand on two lines
	s := Snippet{At: f.Marks[first].Start}
	var b strings.Builder
	if rest := strings.TrimSpace(text[lineStart(text, from):from]); rest != "" {
		b.WriteString("…")
	}
	at := from
	for i := first; i < len(f.Marks) && f.Marks[i].End <= to; i++ {
		m := f.Marks[i]
		b.WriteString(spaced(text[at:m.Start]))
		start := b.Len()
		b.WriteString(spaced(text[m.Start:m.End]))
		s.Marks = append(s.Marks, Mark{start, b.Len()})
		at = m.End
	}
	b.WriteString(strings.TrimRightFunc(spaced(text[at:to]), unicode.IsSpace))
	if rest := strings.TrimSpace(text[to:lineEnd(text, to)]); rest != "" {
		b.WriteString("…")
	}
	s.Text = b.String()
	return s
}

// densest is the first of the marks that stand close together on one line and hold the most terms.
func (f Found) densest(text string) int {
	best, most := 0, 0
	for i, mark := range f.Marks {
		end := min(lineEnd(text, mark.Start), mark.Start+longSnippet-beforeSnippet)
		var terms uint
		for j := i; j < len(f.Marks) && (j == i || f.Marks[j].End <= end); j++ {
			terms |= f.terms[j]
		}
		if n := bits.OnesCount(terms); n > most {
			best, most = i, n
		}
	}
	return best
}

// back goes back from a place, at most so many characters and not beyond the line, to where a word begins.
func back(text string, at, most int) int {
	begin := lineStart(text, at)
	for begin < at && (text[begin] == ' ' || text[begin] == '\t') {
		begin++
	}
	from := at
	for n := 0; n < most && from > begin; n++ {
		_, size := utf8.DecodeLastRuneInString(text[:from])
		from -= size
	}
	if from == begin {
		return from
	}
	if i := strings.IndexByte(text[from:at], ' '); i >= 0 {
		return from + i + 1
	}
	return at
}

// forward goes on from a place, at most so many characters and not beyond the line, to where a word ends.
func forward(text string, at, most int) int {
	end, to := lineEnd(text, at), at
	for n := 0; n < most && to < end; n++ {
		_, size := utf8.DecodeRuneInString(text[to:])
		to += size
	}
	if to == end {
		return to
	}
	if i := strings.LastIndexByte(text[at:to], ' '); i > 0 {
		return at + i
	}
	return to
}

func lineStart(text string, at int) int { return strings.LastIndexByte(text[:at], '\n') + 1 }

func lineEnd(text string, at int) int {
	if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(text)
}

// spaced is a text with a blank for everything that breaks a line.
func spaced(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
