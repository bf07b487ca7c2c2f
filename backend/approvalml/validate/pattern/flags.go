package pattern

import (
	"strings"

	"workflow-designer/backend/words"
)

const (
	allFlags  = "iLmsxatu"
	typeFlags = "aLu" // exclude each other
)

// flags is a set of flag letters.
type flags string

func (f flags) has(c byte) bool { return strings.IndexByte(string(f), c) >= 0 }

func (f flags) with(letters flags) flags {
	for _, c := range []byte(letters) {
		if !f.has(c) {
			f += flags(rune(c))
		}
	}
	return f
}

func (f flags) overlaps(letters string) bool { return strings.ContainsAny(string(f), letters) }

// flagged reads (?i) and (?i-s:...) behind the first letter. It gives whether white space is ignored from here on.
func (p *parser) flagged(s *sequence, letter string, at, depth int, verbose, first bool) bool {
	if letter != "-" && !isFlag(letter) {
		p.refuse(at, words.F("(?%s has no meaning.", letter))
	}
	var on, off flags
	end := letter
	if letter != "-" {
		on, end = p.letters(letter, at, ")-:")
		types := 0
		for _, c := range []byte(typeFlags) {
			if on.has(c) {
				types++
			}
		}
		if on.has('L') || types > 1 {
			p.refuse(at, "The flags a, u and L cannot be used together, and L not with text.")
		}
	}
	if end == ")" {
		p.flags = p.flags.with(on)
		if !first || s.last != nothing {
			p.refuse(at, "Flags for the whole expression stand at its beginning.")
		}
		return p.flags.has('x')
	}
	if end == "-" {
		if letter = p.take(); !isFlag(letter) {
			p.refuse(at, "A flag is missing behind the dash.")
		}
		off, _ = p.letters(letter, at, ":")
	}
	switch {
	case on.has('t') || off.has('t'):
		p.refuse(at, "The flag t is only for the whole expression.")
	case off.overlaps(typeFlags):
		p.refuse(at, "The flags a, u and L cannot be turned off.")
	case on != "" && off.overlaps(string(on)):
		p.refuse(at, "A flag is turned on and off.")
	}
	s.add(other, p.inside(at, depth, (verbose || on.has('x')) && !off.has('x')))
	return verbose
}

// letters reads flags up to one of some ends.
func (p *parser) letters(letter string, at int, ends string) (found flags, end string) {
	for {
		found = found.with(flags(letter))
		letter = p.take()
		switch {
		case letter == "":
			p.refuse(at, "The ( is not closed with ).")
		case len(letter) == 1 && strings.Contains(ends, letter):
			return found, letter
		case !isFlag(letter):
			p.refuse(at, words.F("%s is no flag.", letter))
		}
	}
}

func isFlag(letter string) bool { return len(letter) == 1 && strings.Contains(allFlags, letter) }
