package approvalml

import (
	"strings"

	"workflow-designer/backend/approvalml/model"
)

// StepAt gives the step in which a place of a text stands, in bytes, by a look at the lines of that step alone, which takes far
// less time than reading the text. It is the one that model.Read finds unless the text is written in an unusual way; nil when
// there is none in sight. Of what the step holds only what stands in its own lines is known.
func StepAt(text string, offset int) *model.Step {
	const key = "workflow:"
	head := topLine(text, offset)
	if !strings.HasPrefix(text[head:], key) {
		return nil
	}
	from, to, depth := -1, len(text), -1
	for at := next(text, head); at < len(text); at = next(text, at) {
		indent, empty := indentation(text, at)
		if empty {
			continue
		}
		if depth < 0 {
			depth = indent
		}
		if indent > depth {
			continue
		}
		if at > offset || indent < depth {
			to = at
			break
		}
		from = at
	}
	if from < 0 || to <= offset {
		return nil
	}
	steps := model.Read(key + "\n" + text[from:to]).Steps
	if len(steps) != 1 {
		return nil
	}
	return steps[0]
}

// topLine is where the last line up to a place begins that stands at the margin, comments left out.
func topLine(text string, offset int) int {
	for at := strings.LastIndexByte(text[:offset], '\n') + 1; ; at = strings.LastIndexByte(text[:at-1], '\n') + 1 {
		if indent, empty := indentation(text, at); indent == 0 && !empty || at == 0 {
			return at
		}
	}
}

// indentation is how far the line is indented that begins at a place; empty when it has nothing, or a comment alone.
func indentation(text string, at int) (blanks int, empty bool) {
	for at+blanks < len(text) && text[at+blanks] == ' ' {
		blanks++
	}
	rest := text[at+blanks:]
	return blanks, rest == "" || strings.HasPrefix(rest, "#") || strings.HasPrefix(rest, "\n") || strings.HasPrefix(rest, "\r\n")
}

// next is where the line behind the one at a place begins.
func next(text string, at int) int {
	if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(text)
}
