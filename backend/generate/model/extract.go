package model

import (
	"regexp"
	"strings"
	"unicode"

	"workflow-designer/backend/approvalml/schema"
)

// extract takes the workflow out of an answer, and gives what else it says. It takes what models really write: a fenced block
// among prose, several of them, a block that is never closed, no block at all, thoughts before it, indentation, JSON. Where nothing looks like
// a workflow the text is empty.
func extract(answer string) (text, rest string) {
	answer = thoughtless(clean(answer))
	lines := strings.Split(answer, "\n")
	best, points := block{}, 0
	for _, b := range fenced(lines) {
		if n := b.points(); n > 0 && n >= points { // a later one corrects an earlier
			best, points = b, n
		}
	}
	if points == 0 {
		best = bare(lines)
		if best.points() == 0 {
			return "", strings.TrimSpace(answer)
		}
	}
	rest = strings.Join(lines[:best.from], "\n") + "\n" + strings.Join(lines[best.until:], "\n")
	return best.text, strings.TrimSpace(rest)
}

// block is a part of an answer that may be the workflow: the lines from and until, fences included.
type block struct {
	from, until int
	info        string
	text        string
}

var topKey = regexp.MustCompile(`^["']?([A-Za-z_][A-Za-z0-9_]*)["']?\s*:(\s|$)`)

// points say how much a block looks like a workflow: 0 when it does not.
func (b block) points() int {
	points := 0
	for line := range strings.SplitSeq(b.text, "\n") {
		line = strings.TrimPrefix(strings.TrimPrefix(line, "{"), "  ") // JSON, and what stands below approval_process
		m := topKey.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		switch m[1] {
		case "workflow", "approval_process":
			points += 8
		case "form":
			points += 4
		case "name":
			points++
		}
	}
	if points > 0 && (b.info == "yaml" || b.info == "yml" || b.info == "approvalml") {
		points++
	}
	return points
}

// clean writes a text of a stranger with our line ends, and without what is no text: it is printed on terminals.
func clean(text string) string {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\r\n", "\n")
	text = strings.ReplaceAll(strings.TrimPrefix(text, "\uFEFF"), "\r", "\n")
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, text)
}

// thoughtless is an answer without what a model thought before it, which some write into it.
func thoughtless(answer string) string {
	for _, tag := range []string{"think", "thinking", "reasoning"} {
		opened, closed := "<"+tag+">", "</"+tag+">"
		trimmed := strings.TrimLeftFunc(answer, unicode.IsSpace)
		if after, ok := strings.CutPrefix(trimmed, opened); ok {
			_, rest, found := strings.Cut(after, closed)
			if !found {
				return "" // it never came to an answer
			}
			answer = rest
		}
	}
	return answer
}

// fence is the mark of a fenced block on a line: its character, how often, how far it is indented and what stands behind it.
func fence(line string) (mark byte, count, indent int, info string, ok bool) {
	trimmed := strings.TrimLeft(line, " ")
	if trimmed == "" || trimmed[0] != '`' && trimmed[0] != '~' {
		return 0, 0, 0, "", false
	}
	mark = trimmed[0]
	count = len(trimmed) - len(strings.TrimLeft(trimmed, string(mark)))
	info = strings.TrimSpace(trimmed[count:])
	if count < 3 || mark == '`' && strings.Contains(info, "`") {
		return 0, 0, 0, "", false
	}
	return mark, count, len(line) - len(trimmed), info, true
}

// fenced are the blocks between fences; one that is not closed goes to the end.
func fenced(lines []string) []block {
	var all []block
	for i := 0; i < len(lines); i++ {
		mark, count, indent, info, ok := fence(lines[i])
		if !ok {
			continue
		}
		b := block{from: i, until: len(lines), info: strings.ToLower(info)}
		var content []string
		for k := i + 1; k < len(lines); k++ {
			if m, n, in, behind, ok := fence(lines[k]); ok && m == mark && n >= count && in <= indent && behind == "" {
				b.until = k + 1
				break
			}
			content = append(content, outdented(lines[k], indent))
		}
		b.text = joined(content)
		all = append(all, b)
		i = b.until - 1
	}
	return all
}

// outdented takes up to so many blanks from the start of a line.
func outdented(line string, most int) string {
	n := 0
	for n < most && n < len(line) && line[n] == ' ' {
		n++
	}
	return line[n:]
}

// joined makes a text of lines, without empty ones around it.
func joined(lines []string) string {
	for len(lines) > 0 && strings.TrimSpace(lines[0]) == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1]) == "" {
		lines = lines[:len(lines)-1]
	}
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(lines, "\n") + "\n"
}

// bare is the workflow in an answer without fences: from the first line with a key of a workflow, or an opening brace, as far as it
// goes on like that.
func bare(lines []string) block {
	from := -1
	for i, line := range lines {
		if strings.TrimSpace(line) == "{" || isKey(strings.TrimSpace(line)) {
			from = i
			break
		}
	}
	if from < 0 {
		return block{}
	}
	indent := len(lines[from]) - len(strings.TrimLeft(lines[from], " "))
	if strings.HasPrefix(strings.TrimSpace(lines[from]), "{") {
		return braces(lines, from)
	}
	until := from + 1
	for i := from + 1; i < len(lines); i++ {
		line := outdented(lines[i], indent)
		switch {
		case strings.TrimSpace(line) == "":
			continue // it belongs to it when something comes behind it
		case strings.HasPrefix(line, " "), strings.HasPrefix(line, "- "), strings.HasPrefix(line, "#") && !heading(line), isKey(line):
			until = i + 1
			continue
		}
		if m := topKey.FindString(line); m != "" && strings.TrimSpace(lines[i-1]) != "" {
			until = i + 1 // a key that nobody knows, in the middle of it
			continue
		}
		break
	}
	start := from
	for start > 0 && strings.HasPrefix(outdented(lines[start-1], indent), "# ") {
		start-- // comments above it
	}
	content := make([]string, 0, until-start)
	for _, line := range lines[start:until] {
		content = append(content, outdented(line, indent))
	}
	return block{from: start, until: until, text: joined(content)}
}

// braces is a workflow written as JSON: up to the last closing brace.
func braces(lines []string, from int) block {
	for until := len(lines); until > from; until-- {
		if strings.HasSuffix(strings.TrimSpace(lines[until-1]), "}") {
			return block{from: from, until: until, text: joined(lines[from:until])}
		}
	}
	return block{}
}

// isKey reports a line that begins with a key of a workflow.
func isKey(line string) bool {
	m := topKey.FindStringSubmatch(line)
	return m != nil && (m[1] == "approval_process" || schema.Process().Property(m[1]) != nil)
}

// heading reports a heading of prose, which looks like a comment.
func heading(line string) bool { return strings.HasPrefix(line, "##") }
