package pattern

import (
	"strconv"
	"strings"
	"unicode"

	"workflow-designer/backend/words"
)

// bracket reads what stands in round brackets, behind the first. It gives whether white space is ignored from here on.
func (p *parser) bracket(s *sequence, at, depth int, verbose, first bool) bool {
	if !p.match("?") {
		p.group(s, at, depth, verbose, "")
		return verbose
	}
	switch kind := p.take(); kind {
	case "":
		p.refuse(at, "The expression ends inside brackets.")
	case "P":
		p.named(s, at, depth, verbose)
	case ":", ">":
		s.add(other, p.inside(at, depth, verbose))
	case "#":
		for text := p.take(); text != ")"; text = p.take() {
			if text == "" {
				p.refuse(at, "The comment is not closed with ).")
			}
		}
	case "=", "!":
		p.inside(at, depth, verbose)
		s.add(other, width{})
	case "<":
		p.lookBehind(s, at, depth, verbose)
	case "(":
		p.conditional(s, at, depth, verbose)
	default:
		return p.flagged(s, kind, at, depth, verbose, first)
	}
	return verbose
}

// inside reads alternatives and the bracket that closes them.
func (p *parser) inside(at, depth int, verbose bool) width {
	w := p.verboseAlternatives(depth+1, verbose)
	p.close(at)
	return w
}

func (p *parser) close(at int) {
	if !p.match(")") {
		p.refuse(at, "The ( is not closed with ).")
	}
}

// group reads a group that captures what it matches.
func (p *parser) group(s *sequence, at, depth int, verbose bool, name string) {
	id := len(p.groups)
	p.groups = append(p.groups, group{})
	if name != "" {
		if _, taken := p.names[name]; taken {
			p.refuse(at, words.F("Two groups have the name %s.", name))
		}
		p.names[name] = id
	}
	w := p.inside(at, depth, verbose)
	p.groups[id] = group{closed: true, width: w}
	s.add(other, w)
}

func (p *parser) named(s *sequence, at, depth int, verbose bool) {
	switch {
	case p.match("<"):
		name := p.until(">", "name of the group")
		p.mustBeName(name, at)
		p.group(s, at, depth, verbose, name)
	case p.match("="):
		name := p.until(")", "name of the group")
		p.mustBeName(name, at)
		id := p.groupNamed(name, at)
		p.mayRefer(id, at)
		s.add(other, p.groups[id].width)
	default:
		p.refuse(at, "Behind (?P comes <name> or =name.")
	}
}

func (p *parser) groupNamed(name string, at int) int {
	id, known := p.names[name]
	if !known {
		p.refuse(at, words.F("No group before this has the name %s.", name))
	}
	return id
}

func (p *parser) mustBeName(name string, at int) {
	if !isName(name) {
		p.refuse(at, words.F("A group cannot have the name %s.", name))
	}
}

// isName tells whether Python takes a text as a name of its own.
func isName(name string) bool {
	for i, r := range name {
		starts := r == '_' || unicode.In(r, unicode.L, unicode.Nl, unicode.Other_ID_Start)
		goesOn := unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue)
		if !starts && (i == 0 || !goesOn) {
			return false
		}
	}
	return name != ""
}

func (p *parser) lookBehind(s *sequence, at, depth int, verbose bool) {
	if !p.match("=") && !p.match("!") {
		p.refuse(at, "Behind (?< comes = or !; a name is written (?P<name>.")
	}
	outermost := p.behind == 0
	if outermost {
		p.behind = len(p.groups)
	}
	w := p.verboseAlternatives(depth+1, verbose)
	if outermost {
		p.behind = 0
	}
	p.close(at)
	switch {
	case w.least > maxLookBack:
		p.refuse(at, "The look-behind reaches too far back.")
	case w.least != w.most:
		p.refuse(at, "A look-behind must match a fixed number of characters.")
	}
	s.add(other, width{})
}

// conditional reads (?(1)yes|no).
func (p *parser) conditional(s *sequence, at, depth int, verbose bool) {
	if depth >= maxNesting {
		p.refuse(at, "The groups are nested too deeply.")
	}
	name := p.until(")", "name of the group")
	id := groupNumber(name)
	switch {
	case isName(name):
		id = p.groupNamed(name, at)
	case id == 0:
		p.refuse(at, words.F("%s names no group.", name))
	default:
		p.wanted = append(p.wanted, reference{id, at})
	}
	p.mayReferBehind(id, at)
	w := p.branch(depth+1, verbose, false)
	if p.match("|") {
		w = w.or(p.branch(depth+1, verbose, false))
		if p.next() == "|" {
			p.refuse(p.here(), "A condition has at most two branches.")
		}
	} else {
		w.least = 0
	}
	p.close(at)
	s.add(other, w)
}

// groupNumber reads a number as Python's int does: white space around it, a sign, single underscores, any decimal digits.
// It is 0 for anything else, and for what no group can have.
func groupNumber(text string) int {
	text = strings.TrimFunc(text, unicode.IsSpace)
	text = strings.TrimPrefix(text, "+")
	var digits strings.Builder
	for i, r := range text {
		switch {
		case r == '_' && i > 0 && !strings.HasPrefix(text[i+1:], "_") && i+1 < len(text):
		case unicode.Is(unicode.Nd, r):
			digits.WriteByte(byte('0' + digitValue(r)))
		default:
			return 0
		}
	}
	n, err := strconv.ParseInt(digits.String(), 10, 32)
	if err != nil {
		return 0
	}
	return int(n)
}

// digitValue is what a decimal digit of any script counts. Each script has its ten in order, and the ranges of Unicode's
// table begin with a zero.
func digitValue(r rune) int {
	for _, table := range unicode.Nd.R16 {
		if rune(table.Lo) <= r && r <= rune(table.Hi) {
			return int(r-rune(table.Lo)) % 10
		}
	}
	for _, table := range unicode.Nd.R32 {
		if rune(table.Lo) <= r && r <= rune(table.Hi) {
			return int(r-rune(table.Lo)) % 10
		}
	}
	return 0
}
