package condition

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"workflow-designer/backend/words"
)

const (
	maxLength  = 16 << 10 // bytes of a condition
	maxNesting = 100
)

type tokenKind uint8

const (
	tokenEnd tokenKind = iota
	tokenName
	tokenWord // and, or, not, in, True, False, None
	tokenNumber
	tokenText
	tokenMark
)

// token is one word, number, text or sign of a condition.
type token struct {
	kind   tokenKind
	span   Span
	text   string // of a word its canonical spelling, of a mark the mark
	value  any    // of a number an int64 or float64
	name   *Name
	pieces []piece // of a text
}

func (t token) is(kind tokenKind, text string) bool { return t.kind == kind && t.text == text }

// spellings are those that are words of the language, not names.
var spellings = map[string]string{
	"and": "and", "AND": "and", "or": "or", "OR": "or", "not": "not", "NOT": "not", "in": "in", "IN": "in",
	"True": "True", "true": "True", "TRUE": "True", "False": "False", "false": "False", "FALSE": "False",
	"None": "None", "null": "None", "NULL": "None",
}

// reserved are words that Python keeps for itself, so that a condition with a field of that name can never be run.
var reserved = map[string]bool{
	"as": true, "assert": true, "async": true, "await": true, "break": true, "class": true, "continue": true,
	"def": true, "del": true, "elif": true, "else": true, "except": true, "finally": true, "for": true, "from": true,
	"global": true, "if": true, "import": true, "is": true, "lambda": true, "nonlocal": true, "pass": true,
	"raise": true, "return": true, "try": true, "while": true, "with": true, "yield": true,
}

// marks are tried in this order, so longer ones stand first.
var marks = []string{"<=", ">=", "==", "!=", "<", ">", "(", ")", "[", "]", ",", "+", "-", "*", "/", "%"}

// lexer cuts a text into tokens.
type lexer struct {
	text   string
	at     int
	tokens []token
	open   []Span // of the brackets that are not closed yet
	broken bool   // a line ended outside all brackets since the last token
}

func lex(text string) ([]token, *SyntaxError) {
	l := &lexer{text: text}
	for {
		l.skipSpace()
		if l.at >= len(text) {
			break
		}
		if l.broken && len(l.tokens) > 0 {
			return nil, &SyntaxError{
				Span:    Span{l.at, l.at + l.runeLength()},
				Message: "The condition goes on in a new line.",
				Hint:    "Write it on one line, or put all of it in parentheses.",
			}
		}
		l.broken = false
		if bad := l.next(); bad != nil {
			return nil, bad
		}
	}
	if n := len(l.open); n > 0 {
		opened := l.open[n-1]
		bracket := text[opened.Start:opened.End]
		return nil, &SyntaxError{
			Span:    opened,
			Message: words.F("The bracket %s is never closed.", bracket),
			Hint:    words.F("Add %s where it ends.", closing[bracket]),
		}
	}
	return append(l.tokens, token{kind: tokenEnd, span: Span{len(text), len(text)}}), nil
}

// skipSpace also passes comments, which reach from # to the end of the line.
func (l *lexer) skipSpace() {
	for l.at < len(l.text) {
		switch l.text[l.at] {
		case ' ', '\t', '\f':
		case '\n', '\r':
			l.broken = l.broken || len(l.open) == 0
		case '#':
			for l.at+1 < len(l.text) && l.text[l.at+1] != '\n' {
				l.at++
			}
		default:
			return
		}
		l.at++
	}
}

func (l *lexer) runeLength() int {
	_, size := utf8.DecodeRuneInString(l.text[l.at:])
	return size
}

func (l *lexer) rest() string { return l.text[l.at:] }

// next reads one token at a place where there is no space.
func (l *lexer) next() *SyntaxError {
	start, rest := l.at, l.rest()
	first, size := utf8.DecodeRuneInString(rest)
	if first == utf8.RuneError && size == 1 {
		return &SyntaxError{
			Span: Span{start, start + 1}, Message: "This byte is not text in UTF-8.", Hint: "Delete it and write it again.",
		}
	}
	if quote, length := textPrefix(rest); quote != 0 {
		return l.readText(length)
	}
	switch {
	case first >= '0' && first <= '9', first == '.' && len(rest) > 1 && rest[1] >= '0' && rest[1] <= '9':
		return l.readNumber()
	case startsName(first):
		return l.readName()
	case strings.HasPrefix(rest, "${"):
		return l.readTemplate()
	}
	if bad := mistakenMark(l.text, start); bad != nil {
		return bad
	}
	for _, mark := range marks {
		if strings.HasPrefix(rest, mark) {
			return l.addMark(mark)
		}
	}
	return &SyntaxError{
		Span:    Span{start, start + size},
		Message: words.F("The sign %s has no meaning in a condition.", string(first)),
		Hint:    "A text is written in quotes: 'like this'.",
	}
}

func (l *lexer) add(t token) {
	l.tokens = append(l.tokens, t)
	l.at = t.span.End
}

var closing = map[string]string{"(": ")", "[": "]"}

func (l *lexer) addMark(mark string) *SyntaxError {
	span := Span{l.at, l.at + len(mark)}
	switch mark {
	case "(", "[":
		if len(l.open) >= maxNesting {
			return tooDeep(span)
		}
		l.open = append(l.open, span)
	case ")", "]":
		if len(l.open) == 0 {
			return &SyntaxError{
				Span: span, Message: words.F("The bracket %s closes nothing.", mark), Hint: "Delete it, or add the one that opens it.",
			}
		}
		opened := l.open[len(l.open)-1]
		if bracket := l.text[opened.Start:opened.End]; closing[bracket] != mark {
			return &SyntaxError{
				Span:    span,
				Message: words.F("The bracket %s is closed by %s.", bracket, mark),
				Hint:    words.F("Write %s here.", closing[bracket]),
			}
		}
		l.open = l.open[:len(l.open)-1]
	}
	l.add(token{kind: tokenMark, span: span, text: mark})
	return nil
}

func tooDeep(span Span) *SyntaxError {
	return &SyntaxError{
		Span:    span,
		Message: "The condition is nested too deeply.",
		Hint:    "Write it with fewer brackets, or spread it over several choices.",
	}
}

func startsName(r rune) bool { return r == '_' || unicode.IsLetter(r) }

func continuesName(r rune) bool {
	return startsName(r) || unicode.IsDigit(r) || unicode.In(r, unicode.Mn, unicode.Mc)
}

// nameLength is the number of bytes at the beginning of text that make one name without dots.
func nameLength(text string) int {
	for i, r := range text {
		if i == 0 && !startsName(r) || !continuesName(r) {
			return i
		}
	}
	return len(text)
}

// dotted splits names joined by dots, of which the first begins at the byte start of the whole text. It returns how
// many bytes they take.
func dotted(text string, start int) (path []string, parts []Span, length int) {
	for {
		n := nameLength(text[length:])
		if n == 0 {
			return path, parts, length
		}
		path = append(path, text[length:length+n])
		parts = append(parts, Span{start + length, start + length + n})
		length += n
		if length+1 >= len(text) || text[length] != '.' || nameLength(text[length+1:]) == 0 {
			return path, parts, length
		}
		length++
	}
}

func (l *lexer) readName() *SyntaxError {
	start := l.at
	path, parts, length := dotted(l.rest(), start)
	span := Span{start, start + length}
	if next := span.End; next < len(l.text) && l.text[next] == '.' {
		return &SyntaxError{
			Span:    Span{next, next + 1},
			Message: words.F("A name must follow the dot behind %s.", l.text[start:next]),
			Hint:    "A column of line items is written items.amount.",
		}
	}
	if len(path) == 1 {
		if word, ok := spellings[path[0]]; ok {
			l.add(token{kind: tokenWord, span: span, text: word})
			return nil
		}
		if reserved[path[0]] {
			return reservedWord(span, path[0])
		}
	}
	l.add(token{kind: tokenName, span: span, name: newName(path, parts)})
	return nil
}

// readTemplate reads `${form.x}`.
func (l *lexer) readTemplate() *SyntaxError {
	name, length := templateName(l.rest(), l.at)
	if name != nil {
		l.add(token{kind: tokenName, span: Span{l.at, l.at + length}, name: name})
		return nil
	}
	end := strings.IndexByte(l.rest(), '}')
	if end < 0 {
		return &SyntaxError{
			Span: Span{l.at, l.at + 2}, Message: "${ is never closed.", Hint: "Add } behind the name.",
		}
	}
	inner := strings.TrimSpace(l.rest()[2:end])
	bad := &SyntaxError{
		Span:    Span{l.at, l.at + end + 1},
		Message: "Between ${ and } there must be a name with its root, without spaces.",
		Hint:    "Write ${form.amount} for a field, or ${requestor.department}.",
	}
	if path, _, length := dotted(inner, 0); length == len(inner) && len(path) == 1 {
		bad.Hint = words.F("Write ${form.%s}, or %s alone.", inner, inner)
	} else if length == len(inner) && len(path) > 1 {
		bad.Hint = words.F("Write ${%s}.", inner)
	}
	return bad
}

// templateName reads `${root.name}` at the beginning of text, which stands at the byte start of the whole; nil when
// there is none.
func templateName(text string, start int) (*Name, int) {
	if !strings.HasPrefix(text, "${") {
		return nil, 0
	}
	path, parts, length := dotted(text[2:], start+2)
	if end := 2 + length; len(path) > 1 && end < len(text) && text[end] == '}' {
		return newName(path, parts), end + 1
	}
	return nil, 0
}
