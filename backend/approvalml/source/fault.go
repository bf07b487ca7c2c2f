package source

import (
	"strings"

	"workflow-designer/backend/words"
)

// fault is a mistake that the reading cannot go on behind. It is thrown with panic and caught in parse.
type fault struct{ problem Problem }

func (l *lexer) fail(span Span, message, hint words.Text) {
	l.failWith(Problem{Kind: Syntax, Span: span, Message: message, Hint: hint})
}

func (l *lexer) failWith(p Problem) {
	end := p.Span.Start
	for end < len(l.content) && end < p.Span.End && breakAt(l.content, end) == 0 {
		end++
	}
	p.Span.End = end // one line is enough to see
	panic(fault{p})
}

// restOfLine is what stands behind an offset on its line, without white space and comments at the end.
func (l *lexer) restOfLine(at int) Span {
	end := at
	for end < len(l.content) && breakAt(l.content, end) == 0 {
		end++
	}
	text := l.content[at:end]
	if i := strings.Index(text, " #"); i > 0 {
		text = text[:i]
	}
	return Span{at, at + len(strings.TrimRight(text, " \t"))}
}

// cannotBegin refuses a character that no value begins with.
func (l *lexer) cannotBegin(c byte) {
	if c != '\t' {
		l.fail(Span{l.at, l.at + 1}, "A value cannot begin with this character.", "Put the value in quotes.")
	}
	start := l.at
	for start > 0 && strings.IndexByte(" \t", l.content[start-1]) >= 0 {
		start--
	}
	end := l.at
	for end < len(l.content) && strings.IndexByte(" \t", l.content[end]) >= 0 {
		end++
	}
	p := Problem{Kind: Syntax, Span: Span{start, end}, Message: "YAML cannot be indented with tabs.", Hint: "Use spaces."}
	spaces := strings.ReplaceAll(l.content[start:end], "\t", "  ")
	if start > 0 && l.content[start-1] != '\n' && l.content[start-1] != '\r' {
		p.Message, spaces = "There is a tab where YAML allows spaces only.", " "
		if l.at == len(l.content) || breakAt(l.content, end) > 0 || end == len(l.content) {
			spaces = ""
		}
	}
	p.Fix = []Edit{{Span: p.Span, Text: spaces}}
	l.failWith(p)
}

// unclosed refuses a bracket whose collection goes on with something that cannot stand in it.
func (l *lexer) unclosed(at int) {
	if l.content[at] == '[' {
		l.fail(l.restOfLine(at), "The list that opens here with [ is not closed, or a comma is missing in it.", "Put a comma between the entries and ] behind the last one.")
	}
	l.fail(l.restOfLine(at), "The group that opens here with { is not closed, or a comma is missing in it.", "Put a comma between the keys and } behind the last one.")
}

// misplaced refuses a token that does not fit the block collection around it.
func (l *lexer) misplaced(t *token, list bool) {
	if t.kind == flowEntry {
		l.fail(t.Span, "A comma cannot stand here.", "Put the text in quotes.")
	}
	message, hint := words.Text("This line does not fit what stands above it."), words.Text("Check its indentation, and that quotes are closed.")
	if list {
		message, hint = "This line does not fit the list above it.", "Begin each entry of a list with a dash in the same column."
	}
	l.fail(l.restOfLine(t.Start), message, hint)
}

func tooDeep(at int) Problem {
	return Problem{
		Kind: TooDeep, Span: Span{at, at}, Message: words.F("The text is nested more than %d levels deep.", MaxDepth),
		Hint: "Take levels out: a workflow needs about ten.",
	}
}
