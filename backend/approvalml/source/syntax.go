package source

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// unreadable finds what keeps a text from being given to the decoder at all.
func unreadable(content string) *Problem {
	if len(content) > MaxBytes {
		return &Problem{
			Kind: TooLarge, Message: fmt.Sprintf("The YAML has %d bytes; a workflow has at most %d.", len(content), MaxBytes),
			Hint: "Take out what is not part of the workflow, such as pictures or data written into it.",
		}
	}
	for i := 0; i < len(content); {
		r, size := rune(content[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(content[i:])
		}
		switch {
		case r == utf8.RuneError && size == 1:
			return &Problem{
				Kind: NotUTF8, Span: Span{i, i + 1}, Message: "This is not UTF-8 text.",
				Hint: "Save the file as UTF-8.",
			}
		case !printable(r):
			return &Problem{
				Kind: BadCharacter, Span: Span{i, i + size}, Message: fmt.Sprintf("There is an invisible control character (U+%04X) here.", r),
				Hint: "Remove it.", Fix: []Edit{{Span: Span{i, i + size}}},
			}
		}
		i += size
	}
	return nil
}

// printable tells whether YAML allows a character (YAML 1.1, section 5.1, as PyYAML has it).
func printable(r rune) bool {
	switch {
	case r == '\t' || r == '\n' || r == '\r' || r == '\u0085':
		return true
	case r < 0x20:
		return false
	case r <= 0x7e:
		return true
	case r < 0xa0:
		return false
	default:
		return r != 0xfffe && r != 0xffff
	}
}

// complaint is an error of the decoder, taken apart.
type complaint struct {
	line    int // as the decoder says it, 0 when it does not
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

// locate turns an error of the decoder into one that names the line to look at.
func locate(text *Text, reading string, err error) Problem {
	said := complaintOf(err)
	if strings.Contains(said.problem, "exceeded max depth") {
		return Problem{
			Kind: TooDeep, Message: fmt.Sprintf("The text is nested more than %d levels deep.", MaxDepth),
			Hint: "Take levels out: a workflow needs about ten.",
		}
	}
	line := max(said.line, 1)
	switch {
	case said.line == 0, strings.HasSuffix(said.problem, "expected key"), strings.HasSuffix(said.problem, "'-' indicator"):
		// The decoder names the beginning of the block, or nothing.
		line = stumbledOver(reading, said.problem, line)
	case strings.Contains(said.problem, "',' or"), strings.HasSuffix(said.problem, "expected node content"):
		line++ // these two come with a line that counts from 0
	}
	line = min(line, text.Lines())
	lineOf := func() string { return text.Slice(text.Line(line)) }
	for line > 1 && strings.TrimSpace(lineOf()) == "" {
		line-- // what is missing at the end of the text is missed on the last line that has any
	}
	span := text.Line(line)
	content := lineOf()
	span.Start += len(content) - len(strings.TrimLeft(content, " \t"))
	span.End = max(span.Start, span.End-(len(content)-len(strings.TrimRight(content, " \t\r"))))
	return explain(said.problem, content, span)
}

// stumbledOver is the line that the decoder stumbled over: the shortest beginning of the text that it complains about in
// the same words ends with it. Reading line by line shows how far the decoder came, which leaves a few lines to try.
func stumbledOver(reading, problem string, least int) int {
	lines := strings.SplitAfter(reading, "\n")
	feed := &lineFeed{lines: lines}
	_, _, _ = decodeFrom(feed) // the same error as before; what counts is how much was asked for
	const ahead = 4
	least = max(least, feed.given-ahead)
	most := min(feed.given, len(lines))
	read := 0
	for _, line := range lines[:max(least-1, 0)] {
		read += len(line)
	}
	for n := least; n < most; n++ {
		read += len(lines[n-1])
		if _, _, err := decode(reading[:read]); err != nil && complaintOf(err).problem == problem {
			return n
		}
	}
	return most
}
