package source

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// tokenKind says what a token is. Those of block collections have no characters of their own: they stand for indentation.
type tokenKind uint8

const (
	streamEnd tokenKind = iota
	directive
	documentStart
	documentEnd
	blockSequenceStart
	blockMappingStart
	blockEnd
	flowSequenceStart
	flowSequenceEnd
	flowMappingStart
	flowMappingEnd
	flowEntry
	blockEntry
	keyToken
	valueToken
	aliasToken
	anchorToken
	tagToken
	scalarToken
)

type token struct {
	kind  tokenKind
	style Style
	Span
	value  string // of a scalar, anchor or alias; the suffix of a tag; what a directive defines
	handle string // of a tag or a tag directive; the name of another directive
}

// lexer cuts a text into tokens by the rules of YAML 1.1, as PyYAML applies them. It stops at a mistake with a panic of
// type fault.
type lexer struct {
	content string
	at      int // the next byte
	index   int // characters before it
	line    int
	column  int // in characters, from 0; byte order marks do not count
	marked  bool

	queue   []token
	head    int // index in queue of the next token
	taken   int // tokens given away
	done    bool
	open    []int // where the brackets around the next byte stand
	indent  int   // column of the block collection around it, -1 for none
	indents []int
	mayKey  bool
	keys    []simpleKey // by place, the innermost last
	oldest  int         // index in keys of the first that counts
}

func newLexer(content string) *lexer {
	return &lexer{content: content, indent: -1, mayKey: true, marked: strings.Contains(content, "\ufeff")}
}

// next is the next token, which stays.
func (l *lexer) next() *token {
	for l.wanting() {
		l.fetch()
	}
	return &l.queue[l.head]
}

func (l *lexer) take() token {
	t := *l.next()
	l.head++
	l.taken++
	if l.head == len(l.queue) {
		l.queue, l.head = l.queue[:0], 0
	}
	return t
}

// wanting tells whether the next token is not known for sure: it may turn out to be a key.
func (l *lexer) wanting() bool {
	if l.done {
		return false
	}
	if l.head == len(l.queue) {
		return true
	}
	l.forget()
	return l.oldest < len(l.keys) && l.keys[l.oldest].number == l.taken
}

// peek is the byte at an offset from the next one, 0 behind the end: the text has none of its own.
func (l *lexer) peek(offset int) byte {
	if i := l.at + offset; i < len(l.content) {
		return l.content[i]
	}
	return 0
}

// forward steps over bytes of one line.
func (l *lexer) forward(bytes int) {
	text := l.content[l.at : l.at+bytes]
	runes := utf8.RuneCountInString(text)
	l.at += bytes
	l.index += runes
	l.column += runes
	if l.marked {
		l.column -= strings.Count(text, "\ufeff")
	}
}

// breakAt is the number of bytes of the line ending at an offset into the text, 0 when there is none.
func breakAt(s string, i int) int {
	if i >= len(s) {
		return 0
	}
	switch s[i] {
	case '\n':
		return 1
	case '\r':
		if i+1 < len(s) && s[i+1] == '\n' {
			return 2
		}
		return 1
	case 0xc2:
		if strings.HasPrefix(s[i:], "\u0085") {
			return 2
		}
	case 0xe2:
		if strings.HasPrefix(s[i:], "\u2028") || strings.HasPrefix(s[i:], "\u2029") {
			return 3
		}
	}
	return 0
}

// endsLine tells whether the line, or the text, ends at an offset from the next byte.
func (l *lexer) endsLine(offset int) bool {
	return l.at+offset >= len(l.content) || breakAt(l.content, l.at+offset) > 0
}

// blank tells whether a space, a tab, the end of the line or of the text stands at an offset from the next byte.
func (l *lexer) blank(offset int) bool {
	c := l.peek(offset)
	return c == ' ' || c == '\t' || l.endsLine(offset)
}

// newline steps over a line ending, and gives what a folded text makes of it; empty when there is none.
func (l *lexer) newline() string {
	n := breakAt(l.content, l.at)
	if n == 0 {
		return ""
	}
	made := "\n"
	if n == 3 {
		made = l.content[l.at : l.at+3]
	}
	l.index++
	if l.content[l.at] == '\r' && n == 2 {
		l.index++
	}
	l.at += n
	l.line++
	l.column = 0
	return made
}

func (l *lexer) spaces() {
	n := 0
	for l.peek(n) == ' ' {
		n++
	}
	l.at, l.index, l.column = l.at+n, l.index+n, l.column+n
}

// rest steps to the end of the line.
func (l *lexer) rest() {
	n := 0
	for !l.endsLine(n) {
		n++
	}
	l.forward(n)
}

// fetch adds the next token, and those that indentation makes before it.
func (l *lexer) fetch() {
	l.gap()
	l.forget()
	l.unwind(l.column)
	if l.at >= len(l.content) {
		l.finish()
		return
	}
	flow := len(l.open) > 0
	switch c := l.content[l.at]; {
	case c == '%' && l.column == 0:
		l.unwind(-1)
		l.dropKey()
		l.mayKey = false
		l.push(l.directive())
	case c == '-' && l.separates("---"):
		l.documentMark(documentStart)
	case c == '.' && l.separates("..."):
		l.documentMark(documentEnd)
	case c == '[':
		l.opening(flowSequenceStart)
	case c == '{':
		l.opening(flowMappingStart)
	case c == ']':
		l.closing(flowSequenceEnd)
	case c == '}':
		l.closing(flowMappingEnd)
	case c == ',':
		l.mayKey = true
		l.dropKey()
		l.sign(flowEntry, 1)
	case c == '-' && l.blank(1):
		l.dash()
	case c == '?' && (flow || l.blank(1)):
		l.question()
	case c == ':' && (flow || l.blank(1)):
		l.colon()
	case (c == '|' || c == '>') && !flow:
		l.mayKey = true
		l.dropKey()
		l.push(l.blockScalar(c == '>'))
	default:
		l.beginning(c, flow)
	}
}

// beginning adds a token that a key may begin with.
func (l *lexer) beginning(c byte, flow bool) {
	scan := l.plain
	switch {
	case c == '*' || c == '&':
		scan = l.name
	case c == '!':
		scan = l.tag
	case c == '\'' || c == '"':
		scan = l.quoted
	case strings.IndexByte("-?:,[]{}#&*!|>'\"%@`\t", c) >= 0 &&
		(l.blank(1) || c != '-' && (flow || c != '?' && c != ':')):
		l.cannotBegin(c)
	}
	l.saveKey()
	l.mayKey = false
	l.push(scan())
}

// gap steps over what stands between two tokens.
func (l *lexer) gap() {
	if l.at == 0 && strings.HasPrefix(l.content, "\ufeff") {
		l.forward(len("\ufeff"))
	}
	for {
		l.spaces()
		if l.peek(0) == '#' {
			l.rest()
		}
		if l.newline() == "" {
			return
		}
		if len(l.open) == 0 {
			l.mayKey = true
		}
	}
}

// separates tells whether a mark between documents stands here.
func (l *lexer) separates(mark string) bool { return l.column == 0 && l.prefixed(mark) }

func (l *lexer) prefixed(mark string) bool {
	return strings.HasPrefix(l.content[l.at:], mark) && l.blank(len(mark))
}

func (l *lexer) push(t token) { l.queue = append(l.queue, t) }

// sign adds a token of a few characters.
func (l *lexer) sign(kind tokenKind, bytes int) {
	l.push(token{kind: kind, Span: Span{l.at, l.at + bytes}})
	l.forward(bytes)
}

func (l *lexer) here(kind tokenKind) token { return token{kind: kind, Span: Span{l.at, l.at}} }

func (l *lexer) finish() {
	l.unwind(-1)
	l.dropKey()
	l.mayKey = false
	l.keys, l.oldest = nil, 0
	l.push(l.here(streamEnd))
	l.done = true
}

func (l *lexer) documentMark(kind tokenKind) {
	l.unwind(-1)
	l.dropKey()
	l.mayKey = false
	l.sign(kind, 3)
}

func (l *lexer) opening(kind tokenKind) {
	l.saveKey()
	l.open = append(l.open, l.at)
	l.mayKey = true
	l.sign(kind, 1)
}

func (l *lexer) closing(kind tokenKind) {
	if len(l.open) == 0 {
		l.fail(Span{l.at, l.at + 1}, "This bracket closes nothing.", "Remove it, or put the text in quotes.")
	}
	l.dropKey()
	l.open = l.open[:len(l.open)-1]
	l.mayKey = false
	l.sign(kind, 1)
}

func (l *lexer) dash() {
	if len(l.open) == 0 {
		if !l.mayKey {
			l.fail(Span{l.at, l.at + 1}, "A list cannot begin here.", "Put its first dash on a line of its own.")
		}
		if l.indentTo(l.column) {
			l.push(l.here(blockSequenceStart))
		}
	}
	l.mayKey = true
	l.dropKey()
	l.sign(blockEntry, 1)
}

func (l *lexer) question() {
	flow := len(l.open) > 0
	if !flow {
		if !l.mayKey {
			l.fail(Span{l.at, l.at + 1}, "A key cannot begin here.", "Put it on a line of its own, or put the text in quotes.")
		}
		if l.indentTo(l.column) {
			l.push(l.here(blockMappingStart))
		}
	}
	l.mayKey = !flow
	l.dropKey()
	l.sign(keyToken, 1)
}

func (l *lexer) colon() {
	flow := len(l.open) > 0
	if key, ok := l.currentKey(); ok {
		l.keys = l.keys[:len(l.keys)-1]
		at := token{kind: keyToken, Span: Span{key.at, key.at}}
		place := l.head + key.number - l.taken
		l.queue = slices.Insert(l.queue, place, at)
		if !flow && l.indentTo(key.column) {
			at.kind = blockMappingStart
			l.queue = slices.Insert(l.queue, place, at)
		}
		l.mayKey = false
	} else {
		if !flow {
			if !l.mayKey {
				l.fail(Span{l.at, l.at + 1}, "There is a colon too many here, or the indentation is wrong.", "Put a text that holds a colon in quotes.")
			}
			if l.indentTo(l.column) {
				l.push(l.here(blockMappingStart))
			}
		}
		l.mayKey = !flow
	}
	l.sign(valueToken, 1)
}
