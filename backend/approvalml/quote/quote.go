// Package quote is how sentences for people quote what stands in a document: on one line, and never at length.
package quote

import (
	"strconv"
	"strings"
)

// most is how many characters a message quotes.
const most = 40

// Short is a text as a message quotes it.
func Short(text string) string { return UpTo(most, text) }

// Marked is the same in quotation marks.
func Marked(text string) string { return strconv.Quote(Short(text)) }

// UpTo is a text on one line, of a longer one so many characters and a sign that there is more. It takes no longer for a
// megabyte than for a line.
func UpTo(characters int, text string) string {
	const bytesOfEach = 10 // white space counts until it is joined
	more := len(text) > bytesOfEach*characters
	if more {
		text = text[:bytesOfEach*characters]
	}
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "")), " ")
	seen := 0
	for i := range text {
		if seen == characters {
			return text[:i] + "…"
		}
		seen++
	}
	if more {
		text += "…"
	}
	return text
}
