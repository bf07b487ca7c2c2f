package pattern

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"workflow-designer/backend/words"
)

const (
	octal = "01234567"
	hex   = "0123456789abcdefABCDEF"
)

// escape reads what begins with a backslash outside of a character set.
func (p *parser) escape(text string, at int) (kind, width) {
	one := width{1, 1}
	c := text[1]
	switch {
	case strings.IndexByte("AbBZ", c) >= 0:
		return position, width{}
	case strings.IndexByte("dDsSwWafnrtv\\", c) >= 0:
		return other, one
	case c == '0':
		p.digits(2, octal)
		return other, one
	case '1' <= c && c <= '9':
		return p.reference(text, at)
	}
	p.character(text, at)
	return other, one
}

// reference reads \1 and \12, and \123 in octal digits, which is a character.
func (p *parser) reference(text string, at int) (kind, width) {
	number := text[1:] + p.digits(1, "0123456789")
	if len(number) == 2 && number[0] < '8' && number[1] < '8' {
		if third := p.digits(1, octal); third != "" {
			if number[0] > '3' {
				p.refuse(at, words.F("The escape \\%s is above \\377.", number+third))
			}
			return other, width{1, 1}
		}
	}
	id, _ := strconv.Atoi(number) // one or two digits
	if id >= len(p.groups) {
		p.refuse(at, words.F("There is no group %d before this.", id))
	}
	p.mayRefer(id, at)
	return other, p.groups[id].width
}

// mayRefer refuses a reference to a group that has not ended, or began inside the look-behind that we are in.
func (p *parser) mayRefer(id, at int) {
	if !p.groups[id].closed {
		p.refuse(at, words.F("Group %d has not ended before it is referred to.", id))
	}
	p.mayReferBehind(id, at)
}

func (p *parser) mayReferBehind(id, at int) {
	if p.behind == 0 {
		return
	}
	if id >= len(p.groups) || !p.groups[id].closed {
		p.refuse(at, words.F("Group %d has not ended before it is referred to.", id))
	}
	if id >= p.behind {
		p.refuse(at, words.F("Group %d stands inside the same look-behind.", id))
	}
}

// unknown is the value of a character that is only known by its name.
const unknown rune = -1

// character reads an escape that stands for one character, inside and outside of a set.
func (p *parser) character(text string, at int) rune {
	r, _ := utf8.DecodeRuneInString(text[1:])
	switch r {
	case 'x':
		return p.code(text, at, 2)
	case 'u':
		return p.code(text, at, 4)
	case 'U':
		return p.code(text, at, 8)
	case 'N':
		if !p.match("{") {
			p.refuse(at, "A name in braces is missing behind \\N.")
		}
		name := p.until("}", "name of the character")
		if len(name) < 2 || strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -") != "" {
			p.refuse(at, words.F("No character has the name %s.", name))
		}
		return unknown
	}
	if r < utf8.RuneSelf && unicode.IsLetter(r) {
		p.refuse(at, words.F("The backslash does not fit before %c.", r))
	}
	return r
}

func (p *parser) code(text string, at, digits int) rune {
	found := p.digits(digits, hex)
	if len(found) < digits {
		p.refuse(at, words.F("%s needs %d hexadecimal digits.", text, digits))
	}
	v, err := strconv.ParseUint(found, 16, 32)
	if err != nil || v > unicode.MaxRune {
		p.refuse(at, words.F("There is no character %s%s.", text, found))
	}
	return rune(v)
}
