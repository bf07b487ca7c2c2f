package source

import "strings"

// blockScalar reads a text behind | or >. Its span ends before the line ending of its last line.
func (l *lexer) blockScalar(folds bool) token {
	t := token{kind: scalarToken, style: Literal, Span: Span{l.at, l.at}}
	if folds {
		t.style = Folded
	}
	l.forward(1)
	keep, strip, more := l.blockHeader(t.Start)
	t.End = l.at
	l.lineEnd(t.Start)
	indent := max(l.indent+1, 1)
	var breaks string
	var end int
	if more > 0 {
		indent += more - 1
		breaks, end = l.blockBreaks(indent)
	} else {
		var widest int
		breaks, widest, end = l.blockIndent()
		indent = max(indent, widest)
	}
	var b strings.Builder
	last := ""
	for l.column == indent && l.at < len(l.content) {
		b.WriteString(breaks)
		first := l.peek(0)
		from := l.at
		l.rest()
		b.WriteString(l.content[from:l.at])
		t.End = l.at
		last = l.newline()
		breaks, end = l.blockBreaks(indent)
		if l.column != indent || l.at >= len(l.content) {
			break
		}
		indented := first == ' ' || first == '\t' || l.peek(0) == ' ' || l.peek(0) == '\t'
		switch {
		case !folds || last != "\n" || indented:
			b.WriteString(last)
		case breaks == "":
			b.WriteByte(' ')
		}
	}
	if !strip {
		b.WriteString(last)
	}
	if keep {
		b.WriteString(breaks)
		t.End = max(t.End, end)
	}
	t.value = b.String()
	return t
}

// blockHeader reads what says how the text is indented and what happens to the lines at its end.
func (l *lexer) blockHeader(start int) (keep, strip bool, more int) {
	for range 2 {
		switch c := l.peek(0); {
		case (c == '+' || c == '-') && !keep && !strip:
			keep, strip = c == '+', c == '-'
		case c >= '1' && c <= '9' && more == 0:
			more = int(c - '0')
		default:
			l.mustSeparate(start)
			return keep, strip, more
		}
		l.forward(1)
	}
	l.mustSeparate(start)
	return keep, strip, more
}

func (l *lexer) mustSeparate(start int) {
	if l.peek(0) != ' ' && !l.endsLine(0) {
		l.badHeader(start)
	}
}

func (l *lexer) badHeader(start int) {
	l.fail(l.restOfLine(start), "Nothing but a plus, a minus or a digit can stand behind | or >.", "Put the text on the next line, or in quotes.")
}

// lineEnd steps over a comment and the end of the line.
func (l *lexer) lineEnd(start int) {
	l.spaces()
	if l.peek(0) == '#' {
		l.rest()
	}
	if !l.endsLine(0) {
		l.badHeader(start)
	}
	l.newline()
}

// blockIndent steps over the empty lines that a text begins with. It gives their line endings, the widest indentation, and
// where the last of them ends.
func (l *lexer) blockIndent() (breaks string, widest, end int) {
	var b strings.Builder
	end = -1
	for {
		if l.peek(0) == ' ' {
			l.spaces()
			widest = max(widest, l.column)
			continue
		}
		at := l.at
		made := l.newline()
		if made == "" {
			return b.String(), widest, end
		}
		b.WriteString(made)
		end = at
	}
}

// blockBreaks steps over empty lines.
func (l *lexer) blockBreaks(indent int) (breaks string, end int) {
	end = -1
	if l.at >= len(l.content) {
		return "", end
	}
	var b strings.Builder
	for {
		n := 0
		for l.column+n < indent && l.peek(n) == ' ' {
			n++
		}
		l.forward(n)
		at := l.at
		made := l.newline()
		if made == "" {
			return b.String(), end
		}
		b.WriteString(made)
		end = at
	}
}
