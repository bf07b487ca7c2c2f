package source

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"workflow-designer/backend/words"
)

// plain reads a text without quotes.
func (l *lexer) plain() token {
	flow, indent := len(l.open) > 0, l.indent+1
	t := token{kind: scalarToken, style: Plain, Span: Span{l.at, l.at}}
	var chunks []string // only once a line ends inside of the text
	folds, from, gap := false, l.at, ""
	for l.peek(0) != '#' {
		n := l.plainChunk(flow)
		if n == 0 {
			break
		}
		l.mayKey = false
		if folds {
			chunks = append(chunks, gap, l.content[l.at:l.at+n])
		}
		l.forward(n)
		t.End = l.at
		line := l.line
		var ends bool
		gap, ends = l.plainGap()
		if ends || gap == "" || l.peek(0) == '#' || !flow && l.column < indent {
			break
		}
		if l.line != line && !folds {
			folds, chunks = true, append(chunks, l.content[from:t.End])
		}
	}
	if folds {
		t.value = strings.Join(chunks, "")
	} else {
		t.value = l.content[t.Start:t.End]
	}
	return t
}

// plainChunk is the number of bytes up to white space or what ends a plain text.
func (l *lexer) plainChunk(flow bool) int {
	s := l.content
	i := l.at
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case c == ' ' || c == '\t':
			return i - l.at
		case c == ':':
			after := i + 1 - l.at
			if l.blank(after) || flow && strings.IndexByte(",[]{}", l.peek(after)) >= 0 {
				return i - l.at
			}
		case flow && (c == ',' || c == '?' || c == '[' || c == ']' || c == '{' || c == '}'):
			return i - l.at
		case (c == '\n' || c == '\r' || c == 0xc2 || c == 0xe2) && breakAt(s, i) > 0:
			return i - l.at
		}
	}
	return i - l.at
}

// plainGap steps over white space inside of a plain text, and gives what it counts as. ends tells that a mark between
// documents follows.
func (l *lexer) plainGap() (gap string, ends bool) {
	from := l.at
	l.spaces()
	if breakAt(l.content, l.at) == 0 {
		return l.content[from:l.at], false
	}
	first := l.newline()
	l.mayKey = true
	if l.prefixed("---") || l.prefixed("...") {
		return "", true
	}
	var more strings.Builder
	for {
		if l.peek(0) == ' ' {
			l.spaces()
			continue
		}
		made := l.newline()
		if made == "" {
			return fold(first, more.String()), false
		}
		more.WriteString(made)
		if l.prefixed("---") || l.prefixed("...") {
			return "", true
		}
	}
}

// fold is what a line ending and the empty lines behind it count as.
func fold(first, more string) string {
	switch {
	case first != "\n":
		return first + more
	case more == "":
		return " "
	default:
		return more
	}
}

// quoted reads a text in quotes.
func (l *lexer) quoted() token {
	t := token{kind: scalarToken, style: SingleQuoted, Span: Span{Start: l.at}}
	quote := l.content[l.at]
	if quote == '"' {
		t.style = DoubleQuoted
	}
	l.forward(1)
	if n := strings.IndexByte(l.content[l.at:], quote); n >= 0 && isSimple(l.content[l.at:min(l.at+n+2, len(l.content))], n, quote) {
		t.value = l.content[l.at : l.at+n]
		l.forward(n + 1)
		t.End = l.at
		return t
	}
	var b strings.Builder
	for {
		l.quotedChunk(&b, quote, t.Start)
		if l.peek(0) == quote {
			break
		}
		l.quotedGap(&b, t.Start)
	}
	l.forward(1)
	t.value, t.End = b.String(), l.at
	return t
}

// isSimple tells whether n bytes that a quote follows are a text just as they stand.
func isSimple(s string, n int, quote byte) bool {
	for i := range n {
		if c := s[i]; c == '\n' || c == '\r' || c >= utf8.RuneSelf || c == '\\' && quote == '"' {
			return false
		}
	}
	return quote == '"' || n+1 >= len(s) || s[n+1] != '\''
}

// quotedChunk reads up to white space or the closing quote.
func (l *lexer) quotedChunk(b *strings.Builder, quote byte, start int) {
	for {
		n := 0
		for !l.endsLine(n) && strings.IndexByte("'\"\\ \t", l.peek(n)) < 0 {
			n++
		}
		b.WriteString(l.content[l.at : l.at+n])
		l.forward(n)
		switch c := l.peek(0); {
		case quote == '\'' && c == '\'' && l.peek(1) == '\'':
			b.WriteByte('\'')
			l.forward(2)
		case c != 0 && c != quote && strings.IndexByte("'\"\\", c) >= 0 && (quote == '\'' || c != '\\'):
			b.WriteByte(c)
			l.forward(1)
		case quote == '"' && c == '\\':
			l.escape(b, start)
		default:
			return
		}
	}
}

// escaped are the characters that stand behind a backslash for another one, each before what it stands for.
var escaped = map[byte]string{
	'0': "\x00", 'a': "\a", 'b': "\b", 't': "\t", '\t': "\t", 'n': "\n", 'v': "\v", 'f': "\f", 'r': "\r", 'e': "\x1b", ' ': " ",
	'"': "\"", '\\': "\\", '/': "/", 'N': "\u0085", '_': "\u00a0", 'L': "\u2028", 'P': "\u2029",
}

// escape reads a backslash in double quotes and what belongs to it.
func (l *lexer) escape(b *strings.Builder, start int) {
	at := l.at
	l.forward(1)
	c := l.peek(0)
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[c]
	switch made, known := escaped[c]; {
	case known:
		b.WriteString(made)
		l.forward(1)
	case digits > 0:
		l.forward(1)
		text := l.content[l.at:min(l.at+digits, len(l.content))]
		code, err := strconv.ParseUint(text, 16, 32)
		if err != nil || len(text) < digits || code > utf8.MaxRune {
			l.badEscape(Span{at, l.at}, c)
		}
		b.WriteRune(rune(code)) // half of a surrogate pair becomes the replacement character
		l.forward(digits)
	case breakAt(l.content, l.at) > 0:
		l.newline()
		b.WriteString(l.emptyLines(start))
	default:
		l.badEscape(Span{at, min(l.at+1, len(l.content))}, c)
	}
}

func (l *lexer) badEscape(span Span, c byte) {
	message := words.Text("The backslash does not fit here.")
	if c == 'x' || c == 'u' || c == 'U' {
		message = "Behind this backslash comes the code of a character, in hexadecimal digits."
	}
	l.fail(span, message, "Double it, or put the text in single quotes.")
}

// quotedGap steps over white space in quotes.
func (l *lexer) quotedGap(b *strings.Builder, start int) {
	n := 0
	for c := l.peek(n); c == ' ' || c == '\t'; c = l.peek(n) {
		n++
	}
	white := l.content[l.at : l.at+n]
	l.forward(n)
	switch first := l.newline(); {
	case first != "":
		b.WriteString(fold(first, l.emptyLines(start)))
	case l.at == len(l.content):
		l.fail(l.restOfLine(start), "The text that opens here with a quote is never closed.", "Put the closing quote.")
	default:
		b.WriteString(white)
	}
}

// emptyLines steps to the first line in quotes that has a text.
func (l *lexer) emptyLines(start int) string {
	var b strings.Builder
	for {
		if l.prefixed("---") || l.prefixed("...") {
			l.fail(l.restOfLine(start), "The text that opens here with a quote is never closed.", "Put the closing quote before the line of dashes or dots.")
		}
		n := 0
		for c := l.peek(n); c == ' ' || c == '\t'; c = l.peek(n) {
			n++
		}
		l.forward(n)
		made := l.newline()
		if made == "" {
			return b.String()
		}
		b.WriteString(made)
	}
}
