package pattern

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"workflow-designer/backend/words"
)

// class reads a set of characters behind its [.
func (p *parser) class(at int) {
	p.match("^")
	for empty := true; ; empty = false {
		from, this := p.here(), p.take()
		if this == "" {
			p.refuse(at, "The [ is not closed with ].")
		}
		if this == "]" && !empty {
			return
		}
		low, single := p.member(this, from)
		if !p.match("-") {
			continue
		}
		to, that := p.here(), p.take()
		if that == "" {
			p.refuse(at, "The [ is not closed with ].")
		}
		if that == "]" {
			return
		}
		high, alsoSingle := p.member(that, to)
		if !single || !alsoSingle {
			p.refuse(from, "A range needs a single character on both sides of its dash.")
		}
		if low != unknown && high != unknown && high < low {
			p.refuse(from, words.F("The range %s-%s runs backwards.", this, that))
		}
	}
}

// member reads one character of a set, or a class such as \d, which is not single.
func (p *parser) member(text string, at int) (r rune, single bool) {
	if text[0] != '\\' {
		r, _ = utf8.DecodeRuneInString(text)
		return r, true
	}
	switch c := text[1]; {
	case strings.IndexByte("dDsSwW", c) >= 0:
		return 0, false
	case strings.IndexByte("abfnrtv\\", c) >= 0:
		const controls = "\a\b\f\n\r\t\v\\"
		return rune(controls[strings.IndexByte("abfnrtv\\", c)]), true
	case strings.IndexByte(octal, c) >= 0:
		digits := text[1:] + p.digits(2, octal)
		v, _ := strconv.ParseUint(digits, 8, 16) // at most three digits
		if v > 0o377 {
			p.refuse(at, words.F("The escape \\%s is above \\377.", digits))
		}
		return rune(v), true
	case c == '8' || c == '9':
		p.refuse(at, words.F("The backslash does not fit before %c.", c))
	}
	return p.character(text, at), true
}
