package approvalml

import (
	"bytes"
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// SyntaxError says why a text is not the YAML of one workflow.
type SyntaxError struct {
	Line, Column int    // from 1; Column counts letters, not bytes
	Message      string // whole sentences for the person who wrote the text
}

// Error gives the place and the sentence.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.Message)
}

// complaint is an error of the YAML parser, taken apart.
type complaint struct {
	line    int // as the parser says it, 0 when it does not
	problem string
}

var saidLine = regexp.MustCompile(`^line (\d+): `)

func complaintOf(err error) complaint {
	problem := strings.TrimPrefix(err.Error(), "yaml: ")
	match := saidLine.FindStringSubmatch(problem)
	if match == nil {
		return complaint{problem: problem}
	}
	line, _ := strconv.Atoi(match[1]) // digits; one too long for an int counts as not said
	return complaint{line, problem[len(match[0]):]}
}

// locate turns an error of the YAML parser into one that names the line to look at.
func locate(text []byte, err error) *SyntaxError {
	said := complaintOf(err)
	line := max(said.line, 1)
	switch {
	case said.line == 0, strings.HasSuffix(said.problem, "expected key"), strings.HasSuffix(said.problem, "'-' indicator"):
		// The parser names the beginning of the block, or nothing.
		line = firstLineWith(text, said.problem, line)
	case strings.Contains(said.problem, "',' or"), strings.HasSuffix(said.problem, "expected node content"):
		line++ // these two come with a line that counts from 0
	}
	lines := bytes.Split(text, []byte("\n"))
	line = min(line, len(lines))
	for line > 1 && len(bytes.TrimSpace(lines[line-1])) == 0 {
		line-- // what is missing at the end of the text is missed on the last line that has any
	}
	content := lines[line-1]
	return &SyntaxError{Line: line, Column: columnOf(content), Message: sentence(said.problem, content)}
}

// maxSearched is the longest text, in bytes, that is parsed again and again to find the line of an error.
const maxSearched = 256 << 10

// firstLineWith is the last line of the shortest beginning of the text that the parser complains about in the same
// words: the line that it stumbled over. A text that is too long to search has its error at least.
func firstLineWith(text []byte, problem string, least int) int {
	if len(text) > maxSearched {
		return least
	}
	var ends []int // offset behind each line
	for i, b := range text {
		if b == '\n' {
			ends = append(ends, i+1)
		}
	}
	ends = append(ends, len(text))
	searched := ends[min(least-1, len(ends)-1):]
	return least + sort.Search(len(searched)-1, func(i int) bool {
		_, _, err := decode(text[:searched[i]])
		return err != nil && complaintOf(err).problem == problem
	})
}

// notUTF8 is the place of the first byte that is no UTF-8, nil when there is none.
func notUTF8(text []byte) *SyntaxError {
	line, column := 1, 1
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			return &SyntaxError{line, column, "This is not UTF-8 text: save the file as UTF-8."}
		case r == '\n':
			line, column = line+1, 1
		default:
			column++
		}
		i += size
	}
	return nil
}

// columnOf is the column of the first letter that is not white space.
func columnOf(line []byte) int {
	indent := len(line) - len(bytes.TrimLeftFunc(line, unicode.IsSpace))
	return 1 + utf8.RuneCount(line[:indent])
}

// sentences say in our users' words what the parser says in its own. The first that fits is taken.
var sentences = []struct{ problem, sentence string }{
	{"did not find expected ',' or ']'", "The list that opens here with [ is not closed, or a comma is missing in it."},
	{"did not find expected ',' or '}'", "The group that opens here with { is not closed, or a comma is missing in it."},
	{"did not find expected key", "This line does not fit what stands above it: check its indentation, and that quotes are closed."},
	{"did not find expected '-' indicator", "This line does not fit the list above it: each entry begins with a dash in the same column."},
	{"mapping values are not allowed", "There is a colon too many, or the indentation is wrong: put a text that holds a colon in quotes."},
	{"could not find expected ':'", "A colon is missing behind the key on this line."},
	{"found unexpected end of stream", "The text that opens here with a quote is never closed."},
	{"block sequence entries are not allowed", "A list cannot begin here: put its first dash on a line of its own."},
	{"found character that cannot start any token", "A value cannot begin with this character: put the value in quotes."},
	{"found unknown escape character", "The backslash does not fit here: double it, or put the text in single quotes."},
	{"expected node content", "A value is missing here, or the list or group that it belongs to is not closed."},
	{"expected alphabetic or numeric", "A value cannot begin with * or &: put it in quotes."},
	{"unknown anchor", "The name behind * is not defined above: write it with & at the place it stands for, or put the text in quotes."},
	{"control characters are not allowed", "There is an invisible control character on this line: remove it."},
	{"exceeded max depth", "The text is nested too deeply to be a workflow."},
}

func sentence(problem string, line []byte) string {
	if bytes.HasPrefix(bytes.TrimLeft(line, " "), []byte("\t")) && strings.Contains(problem, "cannot start any token") {
		return "YAML cannot be indented with tabs: use spaces."
	}
	for _, s := range sentences {
		if strings.Contains(problem, s.problem) {
			return s.sentence
		}
	}
	return "This is not YAML: " + problem + "."
}

// shorten keeps a message readable when the text it quotes is long.
func shorten(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
