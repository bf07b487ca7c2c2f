package form

import (
	"regexp"
	"strings"
)

// matcher turns a regular expression in Python's words into one of Go's, which matches from the beginning of a text as
// Python's match does. False where Go has no such expression: it looks around, or refers back.
func matcher(pattern string) (*regexp.Regexp, bool) {
	const longest = 1000
	if len(pattern) > longest {
		return nil, false
	}
	translated, ok := translated(pattern)
	if !ok {
		return nil, false
	}
	expression, err := regexp.Compile(`\A(?:` + translated + `)`)
	return expression, err == nil
}

// letters of Python's \w, which knows all scripts.
const letters = `\p{L}\p{N}_`

func translated(pattern string) (string, bool) {
	var b strings.Builder
	class := false
	for i := 0; i < len(pattern); i++ {
		c := pattern[i]
		switch {
		case c == '\\' && i+1 < len(pattern):
			i++
			escaped, ok := escape(pattern[i], class)
			if !ok {
				return "", false
			}
			b.WriteString(escaped)
		case c == '[' && class:
			b.WriteString(`\[`) // in Python it stands for itself
		case c == '[':
			class = true
			b.WriteByte(c)
			if strings.HasPrefix(pattern[i+1:], "^") {
				b.WriteByte('^')
				i++
			}
			if strings.HasPrefix(pattern[i+1:], "]") {
				b.WriteString(`\]`) // the first one stands for itself
				i++
			}
		default:
			class = class && c != ']'
			b.WriteByte(c)
		}
	}
	return b.String(), true
}

func escape(c byte, class bool) (string, bool) {
	switch c {
	case 'd':
		return `\p{Nd}`, true
	case 'D':
		return `\P{Nd}`, true
	case 'w':
		if class {
			return letters, true
		}
		return "[" + letters + "]", true
	case 'W':
		return "[^" + letters + "]", !class
	case 'Z':
		return `\z`, !class
	}
	return `\` + string(rune(c)), c < 0x80
}
