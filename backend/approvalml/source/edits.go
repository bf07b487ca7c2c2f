package source

import (
	"fmt"
	"slices"
	"strings"
)

// Edit replaces a part of a text by another text; an empty span inserts.
type Edit struct {
	Span Span
	Text string
}

// Apply makes edits, which may stand in any order and must not overlap (two may touch; of two inserts at one place the
// first given comes first). All spans count in the text as it was. It panics when edits overlap or lie outside: that is a
// mistake in the program, not in a document.
func Apply(text string, edits ...Edit) string {
	if len(edits) == 0 {
		return text
	}
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, func(a, b Edit) int {
		if a.Span.Start != b.Span.Start {
			return a.Span.Start - b.Span.Start
		}
		return a.Span.End - b.Span.End
	})
	var b strings.Builder
	done := 0
	for _, e := range sorted {
		if e.Span.Start < done || e.Span.End < e.Span.Start || e.Span.End > len(text) {
			panic(fmt.Sprintf("edit of bytes %d to %d after %d in a text of %d", e.Span.Start, e.Span.End, done, len(text)))
		}
		b.WriteString(text[done:e.Span.Start])
		b.WriteString(e.Text)
		done = e.Span.End
	}
	b.WriteString(text[done:])
	return b.String()
}
