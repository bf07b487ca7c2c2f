package analysis

import (
	"regexp"
	"strings"

	"workflow-designer/backend/approvalml/condition"
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// meantMarks are signs of other languages that can only mean one thing in a condition.
var meantMarks = map[string]string{
	"=": "==", "===": "==", "!==": "!=", "<>": "!=", "=>": ">=", "=<": "<=", "&&": "and", "||": "or",
	"≤": "<=", "≥": ">=", "≠": "!=", "−": "-",
}

// maxMarks is how many signs of one condition are changed at once.
const maxMarks = 20

// change replaces a part of a condition's value.
type change struct {
	from, to int
	text     string
}

// mendSyntax writes our own signs in the place of foreign ones, when the condition can be read then.
func mendSyntax(where decoded) *diagnostic.Fix {
	value := where.node.Value
	var changes []change
	text, shift := value, 0
	for range maxMarks {
		_, bad := condition.Parse(text)
		if bad == nil {
			return where.mend(words.F("Write %s instead", meantMarks[value[changes[0].from:changes[0].to]]), changes)
		}
		from, to := bad.Span.Start, bad.Span.End
		if from < 0 || to > len(text) || from >= to {
			return nil
		}
		mark := text[from:to]
		meant := meantMarks[mark]
		done := len(changes) > 0 && from-shift < changes[len(changes)-1].to
		if meant == "" || done {
			return nil
		}
		changes = append(changes, change{from - shift, to - shift, meant})
		written := meant
		if strings.Trim(meant, "andor") == "" { // a word needs spaces around it
			if from > 0 && text[from-1] != ' ' {
				written = " " + written
			}
			if to < len(text) && text[to] != ' ' {
				written += " "
			}
		}
		changes[len(changes)-1].text = written
		text = text[:from] + written + text[to:]
		shift += len(written) - len(mark)
	}
	return nil
}

// mend turns changes of the value into edits of the document; none when they cannot be placed to the byte.
func (d decoded) mend(title words.Text, changes []change) *diagnostic.Fix {
	fix := &diagnostic.Fix{Title: title}
	for _, ch := range changes {
		span, exact := d.span(ch.from, ch.to)
		if !exact {
			return nil
		}
		e, ok := edit.Inside(d.tree, d.node, span, ch.text)
		if !ok {
			return nil
		}
		fix.Edits = append(fix.Edits, e)
	}
	return fix
}

var quotedNumber = regexp.MustCompile(`(['"])(-?[0-9]+(?:\.[0-9]+)?)['"]`)

// withoutQuotes takes the quotes off a number that a number field is compared with, when that leaves fewer problems.
func (c *checker) withoutQuotes(where decoded, p condition.Problem) *diagnostic.Fix {
	value := where.node.Value
	found := quotedNumber.FindAllStringSubmatchIndex(value[p.Span.Start:p.Span.End], 2)
	if len(found) != 1 {
		return nil
	}
	from, to := p.Span.Start+found[0][0], p.Span.Start+found[0][1]
	number := value[p.Span.Start+found[0][4] : p.Span.Start+found[0][5]]
	if from == 0 && where.node.Style == source.Plain {
		return nil
	}
	before, _ := condition.Parse(value)
	after, bad := condition.Parse(value[:from] + number + value[to:])
	if bad != nil || mismatches(after.Check(c.names.condition)) >= mismatches(before.Check(c.names.condition)) {
		return nil
	}
	return where.mend(words.F("Take the quotes off %s", number), []change{{from, to, number}})
}

func mismatches(problems []condition.Problem) int {
	n := 0
	for _, p := range problems {
		if p.Kind == condition.TypeMismatch {
			n++
		}
	}
	return n
}
