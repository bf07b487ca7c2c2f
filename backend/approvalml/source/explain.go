package source

import "strings"

// explanations say in our users' words what the decoder says in its own. The first that fits is taken.
var explanations = []struct{ problem, message, hint string }{
	{"did not find expected ',' or ']'", "The list that opens here with [ is not closed, or a comma is missing in it.", "Put a comma between the entries and ] behind the last one."},
	{"did not find expected ',' or '}'", "The group that opens here with { is not closed, or a comma is missing in it.", "Put a comma between the keys and } behind the last one."},
	{"did not find expected key", "This line does not fit what stands above it.", "Check its indentation, and that quotes are closed."},
	{"did not find expected '-' indicator", "This line does not fit the list above it.", "Begin each entry of a list with a dash in the same column."},
	{"mapping values are not allowed", "There is a colon too many here, or the indentation is wrong.", "Put a text that holds a colon in quotes."},
	{"could not find expected ':'", "A colon is missing behind the key on this line.", "Write the key, a colon, a space, and the value."},
	{"found unexpected end of stream", "The text that opens here with a quote is never closed.", "Put the closing quote."},
	{"block sequence entries are not allowed", "A list cannot begin here.", "Put its first dash on a line of its own."},
	{"found character that cannot start any token", "A value cannot begin with this character.", "Put the value in quotes."},
	{"found unknown escape character", "The backslash does not fit here.", "Double it, or put the text in single quotes."},
	{"expected node content", "A value is missing here, or the list or group that it belongs to is not closed.", "Write the value, or close the bracket."},
	{"expected alphabetic or numeric", "A value cannot begin with * or &.", "Put it in quotes."},
	{"unknown anchor", "The name behind * is not defined above.", "Write it with & at the place it stands for, or put the text in quotes."},
	{"found undefined tag handle", "A value cannot begin with an exclamation mark.", "Put it in quotes."},
}

// explain makes a problem of what the decoder says about a line.
func explain(problem, line string, span Span) Problem {
	p := Problem{Kind: Syntax, Span: span, Message: "This is not YAML: " + problem + ".", Hint: "Compare the line with those around it."}
	if strings.HasPrefix(strings.TrimLeft(line, " "), "\t") && strings.Contains(problem, "cannot start any token") {
		p.Message, p.Hint = "YAML cannot be indented with tabs.", "Use spaces."
		p.Span.Start = span.Start - len(leading(line))
		p.Span.End = span.Start
		p.Fix = []Edit{{Span: p.Span, Text: strings.ReplaceAll(leading(line), "\t", "  ")}}
		return p
	}
	for _, e := range explanations {
		if strings.Contains(problem, e.problem) {
			p.Message, p.Hint = e.message, e.hint
			break
		}
	}
	return p
}

// leading is the white space that a line begins with.
func leading(line string) string {
	return line[:len(line)-len(strings.TrimLeft(line, " \t"))]
}
