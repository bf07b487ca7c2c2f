package pattern

import (
	"strings"
	"unicode/utf8"

	"workflow-designer/backend/words"
)

// The limits of Python's compiler.
const (
	maxRepeat   = 1<<32 - 1 // of the number in braces
	maxLookBack = 1<<32 - 1 // characters of a look-behind
	maxWidth    = 1 << 62   // as good as without an end
	// maxNesting is how deep groups may be nested before Python runs out of stack, as it stands inside a runtime.
	maxNesting = 490
)

// Check tells whether Python can compile an expression. When it cannot, offset is the byte it stumbles over, at most
// len(expr), and message says in a sentence what is wrong. The names behind \N are not looked up: any that could be one
// is taken.
func Check(expr string) (ok bool, offset int, message words.Text) {
	p := &parser{end: len(expr), names: map[string]int{}, groups: []group{{}}}
	defer func() {
		if stop := recover(); stop != nil {
			refused, mine := stop.(refusal)
			if !mine {
				panic(stop)
			}
			ok, offset, message = false, refused.at, refused.message
		}
	}()
	p.cut(expr)
	p.alternatives(0)
	if p.next() != "" {
		p.refuse(p.here(), "A ) has no ( that it closes.")
	}
	p.finish()
	return true, 0, ""
}

// refusal carries the first mistake out of the recursion.
type refusal struct {
	at      int
	message words.Text
}

type parser struct {
	tokens []token
	at     int // index of the next token
	end    int // length of the expression
	groups []group
	names  map[string]int
	flags  flags // that hold for the whole expression
	// behind is the number of groups when the outermost look-behind began; 0 outside of one.
	behind  int
	wanted  []reference // groups that conditions name by number
	repeats bool
}

type group struct {
	closed bool
	width  width
}

type reference struct{ group, at int }

// token is a character, or a backslash with what follows it.
type token struct {
	text string
	at   int
}

func (p *parser) cut(expr string) {
	p.tokens = make([]token, 0, len(expr))
	for i := 0; i < len(expr); {
		from := i
		if expr[i] == '\\' {
			if i++; i == len(expr) {
				p.refuse(from, "The backslash at the end has nothing behind it.")
			}
		}
		_, size := utf8.DecodeRuneInString(expr[i:])
		i += size
		p.tokens = append(p.tokens, token{expr[from:i], from})
	}
}

func (p *parser) refuse(at int, message words.Text) {
	panic(refusal{min(max(at, 0), p.end), message})
}

// next is the next token, empty at the end.
func (p *parser) next() string {
	if p.at < len(p.tokens) {
		return p.tokens[p.at].text
	}
	return ""
}

// here is where the next token stands.
func (p *parser) here() int {
	if p.at < len(p.tokens) {
		return p.tokens[p.at].at
	}
	return p.end
}

func (p *parser) take() string {
	text := p.next()
	if text != "" {
		p.at++
	}
	return text
}

func (p *parser) match(text string) bool {
	if p.next() != text || text == "" {
		return false
	}
	p.at++
	return true
}

// until takes what stands before an end, which is taken too.
func (p *parser) until(end string, what words.Text) string {
	from := p.here()
	var b strings.Builder
	for {
		switch text := p.take(); text {
		case "":
			p.refuse(from, words.F("The %s is not closed with %s.", what, end))
		case end:
			if b.Len() == 0 {
				p.refuse(from, words.F("The %s is missing.", what))
			}
			return b.String()
		default:
			b.WriteString(text)
		}
	}
}

// digits takes up to most ones of a set.
func (p *parser) digits(most int, set string) string {
	var b strings.Builder
	for ; most > 0 && p.next() != "" && len(p.next()) == 1 && strings.Contains(set, p.next()); most-- {
		b.WriteString(p.take())
	}
	return b.String()
}

// finish checks what can only be told at the end.
func (p *parser) finish() {
	for _, r := range p.wanted {
		if r.group >= len(p.groups) {
			p.refuse(r.at, words.F("There is no group %d.", r.group))
		}
	}
	if p.flags.has('a') && p.flags.has('u') {
		p.refuse(0, "The flags a and u exclude each other.")
	}
	if p.flags.has('t') && p.repeats {
		p.refuse(0, "The flag t allows no repeats.")
	}
}
