package assist

import (
	"strings"
)

// longest is how many lines are read around the caret. Reading takes most of the time of a completion, and what a place
// expects is told by the lines above it that are indented less.
const longest = 120

// excerpt is the part of a text that tells what is expected at the caret.
type excerpt struct {
	text  string
	caret int
	shift int  // from a place on the caret's line to the same place in the whole text
	whole bool // it is all of the text
}

// outlined is a line with what can be told without reading YAML.
type outlined struct {
	start, end int // with the line ending
	indent     int
	empty      bool // or a comment
	dash       bool // begins an item of a list
}

func outline(text string) []outlined {
	lines := make([]outlined, 0, 1+strings.Count(text, "\n"))
	for start := 0; ; {
		end := len(text)
		if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i + 1
		}
		content := strings.TrimRight(text[start:end], " \t\r\n")
		bare := strings.TrimLeft(content, " ")
		lines = append(lines, outlined{
			start: start, end: end, indent: len(content) - len(bare),
			empty: bare == "" || bare[0] == '#', dash: bare == "-" || strings.HasPrefix(bare, "- "),
		})
		if end == len(text) && (end == start || text[end-1] != '\n') {
			return lines
		}
		start = end
	}
}

// excerptAt is the text itself when it is short. Of a long one it is the largest block around the caret that is short
// enough, with the lines that lead to it; in a block that is too long for that, the keys beside the caret.
func excerptAt(text string, caret int) excerpt {
	lines := outline(text)
	if len(lines) <= longest {
		return excerpt{text: text, caret: caret, whole: true}
	}
	at := lineOf(lines, caret)
	if lines[at].empty {
		lines[at].indent, lines[at].dash = caret-lines[at].start, false
	}
	above := ancestors(lines, at)
	for i := len(above) - 1; i >= 0; i-- {
		if end := blockEnd(lines, above[i]); end > at && end-above[i] <= longest {
			return pick(text, caret, lines, at, above[i+1:], func(b *picked) {
				for line := above[i]; line < end; line++ {
					b.add(line)
				}
			})
		}
	}
	return pick(text, caret, lines, at, above, func(b *picked) {
		from, to := 0, len(lines)
		if len(above) > 0 {
			from, to = above[0]+1, blockEnd(lines, above[0])
		}
		for line := from; line < max(to, at+1); line++ {
			switch beside := !lines[line].empty && !lines[line].dash && lines[line].indent == lines[at].indent; {
			case line == at:
				b.add(line)
			case beside && !lines[at].dash:
				b.addKey(line)
			}
		}
	})
}

func lineOf(lines []outlined, offset int) int {
	at := 0
	for at+1 < len(lines) && lines[at+1].start <= offset {
		at++
	}
	return at
}

// ancestors are the lines that a line stands below, the nearest first.
func ancestors(lines []outlined, at int) []int {
	var above []int
	below := lines[at]
	for i := at - 1; i >= 0; i-- {
		l := lines[i]
		if l.empty || l.indent > below.indent || l.indent == below.indent && (!below.dash || l.dash) {
			continue
		}
		above = append(above, i)
		below = l
	}
	return above
}

// blockEnd is the line behind the last one that stands below a line.
func blockEnd(lines []outlined, head int) int {
	for i := head + 1; i < len(lines); i++ {
		l := lines[i]
		if !l.empty && l.indent <= lines[head].indent && (l.indent < lines[head].indent || !l.dash || lines[head].dash) {
			return i
		}
	}
	return len(lines)
}

// picked puts an excerpt together.
type picked struct {
	strings.Builder
	text  string
	lines []outlined
	at    int
	start int // of the caret's line in the excerpt
}

// pick takes the lines above, the outermost first, and then what inside adds.
func pick(text string, caret int, lines []outlined, at int, above []int, inside func(*picked)) excerpt {
	b := &picked{text: text, lines: lines, at: at}
	for i := len(above) - 1; i >= 0; i-- {
		b.add(above[i])
	}
	inside(b)
	shift := lines[at].start - b.start
	return excerpt{text: b.String(), caret: caret - shift, shift: shift}
}

func (b *picked) add(line int) {
	if line == b.at {
		b.start = b.Len()
	}
	b.WriteString(b.text[b.lines[line].start:b.lines[line].end])
}

// addKey keeps the key of a line, and a value that is a plain word.
func (b *picked) addKey(line int) {
	content := strings.TrimRight(b.text[b.lines[line].start:b.lines[line].end], " \t\r\n")
	key, value, found := strings.Cut(content, ":")
	if !found {
		return
	}
	b.WriteString(key + ":")
	if value = strings.TrimSpace(value); value != "" && isWord(value) {
		b.WriteString(" " + value)
	}
	b.WriteByte('\n')
}

func isWord(s string) bool {
	for _, r := range s {
		if !inName(r) {
			return false
		}
	}
	return s != ""
}
