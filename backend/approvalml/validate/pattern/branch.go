package pattern

import (
	"strconv"
	"strings"

	"workflow-designer/backend/words"
)

// kind is what a repeat sign must know of what stands before it.
type kind uint8

const (
	nothing kind = iota
	position
	repeated
	other
)

// whiteSpace is passed over where the flag x holds.
const whiteSpace = " \t\n\r\v\f"

// sequence is what one branch has so far.
type sequence struct {
	width width
	last  kind
	item  width // of the last item
}

func (s *sequence) add(k kind, w width) {
	s.width, s.last, s.item = s.width.plus(w), k, w
}

// alternatives reads branches up to a closing bracket or the end.
func (p *parser) alternatives(depth int) width { return p.verboseAlternatives(depth, p.flags.has('x')) }

func (p *parser) verboseAlternatives(depth int, verbose bool) width {
	if depth > maxNesting {
		p.refuse(p.here(), "The groups are nested too deeply.")
	}
	all := p.branch(depth, verbose, depth == 0)
	for p.match("|") {
		if depth == 0 {
			verbose = p.flags.has('x')
		}
		all = all.or(p.branch(depth, verbose, false))
	}
	return all
}

// branch reads up to a bar, a closing bracket or the end. first tells that it begins the expression.
func (p *parser) branch(depth int, verbose, first bool) width {
	var s sequence
	for {
		at, this := p.here(), p.next()
		if this == "" || this == "|" || this == ")" {
			return s.width
		}
		p.at++
		switch {
		case verbose && strings.IndexByte(whiteSpace, this[0]) >= 0:
		case verbose && this == "#":
			for text := p.take(); text != "" && text != "\n"; text = p.take() {
				continue
			}
		case this[0] == '\\':
			s.add(p.escape(this, at))
		case this == "[":
			p.class(at)
			s.add(other, width{1, 1})
		case this == "*" || this == "+" || this == "?" || this == "{":
			p.repeat(&s, this, at)
		case this == "(":
			verbose = p.bracket(&s, at, depth, verbose, first)
		case this == "^" || this == "$":
			s.add(position, width{})
		default:
			s.add(other, width{1, 1})
		}
	}
}

// repeat reads a repeat sign and makes the last item a repeated one.
func (p *parser) repeat(s *sequence, sign string, at int) {
	least, most := uint64(0), uint64(maxRepeat)
	switch sign {
	case "?":
		most = 1
	case "+":
		least = 1
	case "{":
		var braces bool
		if least, most, braces = p.braces(at); !braces {
			s.add(other, width{1, 1})
			return
		}
	}
	switch s.last {
	case nothing, position:
		p.refuse(at, words.F("There is nothing that %s could repeat.", sign))
	case repeated:
		p.refuse(at, "Two repeats follow each other.")
	case other:
	}
	if !p.match("?") {
		p.match("+")
	}
	p.repeats = true
	// What was added once counts as often as it is repeated: take it back first.
	w := s.item.times(least, most)
	s.width.least, s.width.most = s.width.least-min(s.item.least, s.width.least), s.width.most-min(s.item.most, s.width.most)
	s.add(repeated, w)
}

// braces reads {2,5} behind its first brace; ok is false when that is a mere character.
func (p *parser) braces(at int) (least, most uint64, ok bool) {
	const decimal = "0123456789"
	start := p.at
	if p.next() == "}" {
		return 0, 0, false
	}
	low := p.digits(len(p.tokens), decimal)
	high := low
	if p.match(",") {
		high = p.digits(len(p.tokens), decimal)
	}
	if !p.match("}") {
		p.at = start
		return 0, 0, false
	}
	least, most = 0, maxRepeat
	if low != "" {
		least = p.count(low, at)
	}
	if high != "" {
		if most = p.count(high, at); most < least {
			p.refuse(at, "The first number in braces is larger than the second.")
		}
	}
	return least, most, true
}

func (p *parser) count(digits string, at int) uint64 {
	const mostDigits = 4300 // more are no number for Python, leading zeros or not
	n, err := strconv.ParseUint(digits, 10, 64)
	if err != nil || n >= maxRepeat || len(digits) > mostDigits {
		p.refuse(at, "The number in braces is too large.")
	}
	return n
}
