package assist

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// sign is a token of a condition that may be half typed.
type sign struct {
	kind  signKind
	text  string
	start int
}

type signKind uint8

const (
	nameSign signKind = iota
	valueSign
	wordSign    // and, or, not, in
	compareSign // == != < > <= >=
	otherSign   // brackets, commas, + - * / %
)

// signsOf cuts the beginning of a condition into signs. quote is where a text begins that is not closed, -1 for none.
func signsOf(text string) (signs []sign, quote int) {
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		start := at
		switch {
		case isBlank(r):
			at += size
			continue
		case r == '\'' || r == '"':
			end := closingQuote(text, at)
			if end < 0 {
				return signs, at
			}
			at = end
			signs = append(signs, sign{valueSign, text[start:at], start})
		case strings.HasPrefix(text[at:], "${"):
			at = len(text)
			if end := strings.IndexByte(text[start:], '}'); end >= 0 {
				at = start + end + 1
			}
			signs = append(signs, sign{nameSign, text[start:at], start})
		case inName(r):
			for at < len(text) {
				r, size = utf8.DecodeRuneInString(text[at:])
				if !inName(r) && r != '.' {
					break
				}
				at += size
			}
			signs = append(signs, wordOf(text[start:at], start))
		case strings.ContainsRune("=<>!", r):
			for at < len(text) && strings.IndexByte("=<>!", text[at]) >= 0 {
				at++
			}
			signs = append(signs, sign{compareSign, text[start:at], start})
		default:
			at += size
			signs = append(signs, sign{otherSign, text[start:at], start})
		}
	}
	return signs, -1
}

func wordOf(text string, start int) sign {
	switch lower := strings.ToLower(text); {
	case slices.Contains([]string{"and", "or", "not", "in"}, lower):
		return sign{wordSign, lower, start}
	case slices.Contains([]string{"true", "false", "none", "null"}, lower), text[0] >= '0' && text[0] <= '9':
		return sign{valueSign, text, start}
	}
	return sign{nameSign, text, start}
}

// closingQuote is the place behind the quote that closes the one at a place, -1 when none does.
func closingQuote(text string, at int) int {
	mark := text[at]
	for i := at + 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case mark:
			return i + 1
		}
	}
	return -1
}

// expectsOperand tells whether a name or a value may follow, and no operator.
func expectsOperand(signs []sign) bool {
	if len(signs) == 0 {
		return true
	}
	switch last := signs[len(signs)-1]; last.kind {
	case nameSign, valueSign:
		return false
	case otherSign:
		return last.text != ")" && last.text != "]"
	default:
		return true
	}
}
