package source

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

func isNameByte(c byte) bool {
	return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || c == '-' || c == '_'
}

func (l *lexer) nameLength(offset int) int {
	n := offset
	for isNameByte(l.peek(n)) {
		n++
	}
	return n - offset
}

// name reads an anchor or an alias.
func (l *lexer) name() token {
	t := token{kind: aliasToken, Span: Span{Start: l.at}}
	if l.content[l.at] == '&' {
		t.kind = anchorToken
	}
	n := l.nameLength(1)
	after := l.peek(1 + n)
	if n == 0 || !l.blank(1+n) && strings.IndexByte("?:,]}%@`", after) < 0 {
		l.fail(l.restOfLine(l.at), "A value cannot begin with * or &.", "Put it in quotes.")
	}
	t.value = l.content[l.at+1 : l.at+1+n]
	l.forward(1 + n)
	t.End = l.at
	return t
}

// tag reads a tag: ! alone, !<whole>, !local, !!standard or !handle!suffix.
func (l *lexer) tag() token {
	t := token{kind: tagToken, Span: Span{Start: l.at}}
	switch {
	case l.peek(1) == '<':
		l.forward(2)
		t.value = l.uri(t.Start)
		if l.peek(0) != '>' {
			l.badTag(t.Start)
		}
		l.forward(1)
	case l.blank(1):
		t.value = "!"
		l.forward(1)
	default:
		t.handle = "!"
		n := 1
		for !l.endsLine(n) && l.peek(n) != ' ' && l.peek(n) != '!' {
			n++
		}
		if l.peek(n) == '!' {
			t.handle = l.tagHandle(t.Start)
		} else {
			l.forward(1)
		}
		t.value = l.uri(t.Start)
	}
	if l.peek(0) != ' ' && !l.endsLine(0) {
		l.badTag(t.Start)
	}
	t.End = l.at
	return t
}

func (l *lexer) badTag(start int) {
	l.fail(l.restOfLine(start), "A value cannot begin with an exclamation mark.", "Put it in quotes.")
}

// tagHandle reads !, !! or !word!.
func (l *lexer) tagHandle(start int) string {
	if l.peek(0) != '!' {
		l.badTag(start)
	}
	n := 1
	if l.peek(1) != ' ' {
		n += l.nameLength(1)
		if l.peek(n) != '!' {
			l.badTag(start)
		}
		n++
	}
	handle := l.content[l.at : l.at+n]
	l.forward(n)
	return handle
}

// uri reads the rest of a tag, in which %20 stands for a byte of UTF-8.
func (l *lexer) uri(start int) string {
	var b strings.Builder
	from := l.at
	for {
		c := l.peek(0)
		if !isNameByte(c) && (c == 0 || strings.IndexByte(";/?:@&=+$,.!~*'()[]%", c) < 0) {
			break
		}
		if c != '%' {
			b.WriteByte(c)
			l.forward(1)
			continue
		}
		var bytes []byte
		for l.peek(0) == '%' {
			code, err := strconv.ParseUint(l.content[l.at+1:min(l.at+3, len(l.content))], 16, 8)
			if err != nil || l.at+3 > len(l.content) {
				l.badTag(start)
			}
			bytes = append(bytes, byte(code))
			l.forward(3)
		}
		if !utf8.Valid(bytes) {
			l.badTag(start)
		}
		b.Write(bytes)
	}
	if l.at == from {
		l.badTag(start)
	}
	return b.String()
}

// directive reads a line that begins with a percent sign.
func (l *lexer) directive() token {
	t := token{kind: directive, Span: Span{Start: l.at}}
	bad := func() {
		l.fail(l.restOfLine(t.Start), "A line cannot begin with a percent sign, unless it is a directive of YAML.", "Put the value in quotes.")
	}
	n := l.nameLength(1)
	name := l.content[l.at+1 : l.at+1+n]
	l.forward(1 + n)
	if n == 0 || l.peek(0) != ' ' && !l.endsLine(0) {
		bad()
	}
	switch name {
	case "YAML":
		t.handle = "YAML"
		l.spaces()
		major := l.digits()
		if major == "" || l.peek(0) != '.' {
			bad()
		}
		l.forward(1)
		if minor := l.digits(); minor == "" || l.peek(0) != ' ' && !l.endsLine(0) {
			bad()
		}
		t.value = strings.TrimLeft(major, "0")
	case "TAG":
		l.spaces()
		t.handle = l.tagHandle(t.Start)
		if l.peek(0) != ' ' {
			bad()
		}
		l.spaces()
		t.value = l.uri(t.Start)
		if l.peek(0) != ' ' && !l.endsLine(0) {
			bad()
		}
	default:
		l.rest()
	}
	t.End = l.at
	l.spaces()
	if l.peek(0) == '#' {
		l.rest()
	}
	if !l.endsLine(0) {
		bad()
	}
	l.newline()
	return t
}

func (l *lexer) digits() string {
	n := 0
	for c := l.peek(n); '0' <= c && c <= '9'; c = l.peek(n) {
		n++
	}
	text := l.content[l.at : l.at+n]
	l.forward(n)
	return text
}
