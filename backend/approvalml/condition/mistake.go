package condition

import (
	"strings"

	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/words"
)

// foreignMarks are signs of other languages, of mathematics and of word processors, with what to write instead.
// Longer ones stand first.
var foreignMarks = []struct {
	mark          string
	message, hint words.Text
}{
	{"===", "Three equals signs do not compare.", "Use == to compare."},
	{"!==", "!== is not a comparison.", "Use != for different."},
	{"=>", "=> is not a comparison.", "Use >= for greater or equal."},
	{"=<", "=< is not a comparison.", "Use <= for less or equal."},
	{"<>", "<> is not a comparison.", "Use != for different."},
	{"==", "", ""},
	{"=", "A single = does not compare.", "Use == to compare."},
	{"&&", "&& does not join conditions.", "Use and."},
	{"&", "& does not join conditions.", "Use and."},
	{"||", "|| does not join conditions.", "Use or."},
	{"|", "| does not join conditions.", "Use or."},
	{"!=", "", ""},
	{"!", "! does not negate.", "Use not."},
	{"**", "Powers are not part of conditions.", "Write the number itself."},
	{"//", "Division without remainder is not part of conditions.", "Use / and round."},
	{"<<", "<< is not part of conditions.", "Use < to compare."},
	{">>", ">> is not part of conditions.", "Use > to compare."},
	{"≤", "≤ is not understood.", "Use <= for less or equal."},
	{"≥", "≥ is not understood.", "Use >= for greater or equal."},
	{"≠", "≠ is not understood.", "Use != for different."},
	{"×", "× is not understood.", "Use * to multiply."},
	{"÷", "÷ is not understood.", "Use / to divide."},
	{"−", "This is not the minus of the keyboard.", "Use -."},
	{"–", "This is a dash, not a minus.", "Use -."},
	{"‘", "This is a typographic quote.", "Use ' around a text."},
	{"’", "This is a typographic quote.", "Use ' around a text."},
	{"‚", "This is a typographic quote.", "Use ' around a text."},
	{"“", "This is a typographic quote.", "Use ' around a text."},
	{"”", "This is a typographic quote.", "Use ' around a text."},
	{"„", "This is a typographic quote.", "Use ' around a text."},
	{"`", "A backquote has no meaning in a condition.", "Use ' around a text; a field's name stands alone."},
	{"{{", "Double braces are not understood here.", "Write the field's name alone, or ${form.name}."},
	{"{", "Braces are not part of conditions.", "Write a list in square brackets: ['it', 'travel']."},
	{"}", "This brace closes nothing.", "Delete it."},
	{"€", "A currency sign is not part of a number.", "Write the number alone."},
	{"£", "A currency sign is not part of a number.", "Write the number alone."},
	{"$", "A currency sign is not part of a number.", "Write the number alone; a variable is written ${form.amount}."},
	{";", "A semicolon does not join conditions.", "Use and or or; values of a list are separated by commas."},
	{"?", "A question mark has no meaning in a condition.", "Use several choices for several outcomes."},
	{":", "A colon has no meaning in a condition.", "Use == to compare."},
	{"\\", "A backslash has no meaning outside of quotes.", "Delete it."},
	{".", "A dot has no meaning here.", "Write a column of line items without spaces: items.amount."},
	{"@", "The sign @ has no meaning in a condition.", "An e-mail address is a text: write it in quotes."},
}

// mistakenMark tells of a sign that people bring from elsewhere; nil when the sign is one of ours or unheard of.
func mistakenMark(text string, at int) *SyntaxError {
	for _, foreign := range foreignMarks {
		if strings.HasPrefix(text[at:], foreign.mark) {
			if foreign.message == "" {
				return nil
			}
			return &SyntaxError{
				Span: Span{at, at + len(foreign.mark)}, Message: foreign.message, Hint: foreign.hint,
			}
		}
	}
	return nil
}

func reservedWord(span Span, word string) *SyntaxError {
	bad := &SyntaxError{
		Span:    span,
		Message: words.F("The word %s has a meaning of its own in the language of conditions, so it cannot be a name.", word),
		Hint:    words.F("Write ${form.%s} if it is a field, or put it in quotes if it is a text.", word),
	}
	switch word {
	case "is":
		bad.Message, bad.Hint = "The word is does not compare.", "Use == to compare."
	case "if", "else", "elif":
		bad.Message = words.F("A condition has no %s: it holds or it does not.", word)
		bad.Hint = "Use several choices, and default for the rest."
	}
	return bad
}

// spokenOperators are words that people write where an operator belongs.
var spokenOperators = map[string]string{
	"and": "and", "or": "or", "not": "not", "in": "in", "equals": "==", "equal": "==", "eq": "==", "ne": "!=", "gt": ">",
	"ge": ">=", "gte": ">=", "lt": "<", "le": "<=", "lte": "<=", "xor": "!=", "contains": "in",
}

// surplus explains a token where an operator or the end should be.
func (p *parser) surplus() *SyntaxError {
	found, before := p.peek(), p.before()
	written := quote.Short(p.text[found.span.Start:found.span.End])
	bad := &SyntaxError{
		Span:    found.span,
		Message: words.F("There is no operator before %s.", written),
		Hint:    "Compare with == or >, join with and or or.",
	}
	switch {
	case found.is(tokenMark, ","):
		return p.comma(found, before)
	case found.is(tokenWord, "not"):
		bad.Message, bad.Hint = "Before not there is no operator.", "Write not in, or join with and not."
	case found.is(tokenMark, "["):
		bad.Message, bad.Hint = "A part of a list cannot be taken out.", "Use in, min, max, sum or len."
	case found.is(tokenMark, "("):
		bad.Message, bad.Hint = "Before the bracket there is no operator.", "Join with and or or, or multiply with *."
	case found.kind == tokenName && found.name != nil && spokenOperators[strings.ToLower(written)] != "":
		operator := spokenOperators[strings.ToLower(written)]
		bad.Message, bad.Hint = words.F("The word %s is not an operator.", written), words.F("Use %s.", operator)
		if operator == "in" {
			bad.Hint = "Use in, the other way round: 'text' in field."
		}
	case found.kind == tokenNumber && before.kind == tokenNumber:
		both := p.text[before.span.Start:before.span.End] + written
		bad.Span = before.span.to(found.span)
		bad.Message, bad.Hint = "A number must not have spaces.", words.F("Write %s.", quote.Short(both))
	case found.kind == tokenName && (before.kind == tokenName || before.kind == tokenNumber):
		first, last := p.phrase()
		span := p.tokens[first].span.to(p.tokens[last].span)
		bad.Span = span
		phrase := quote.Short(strings.ReplaceAll(p.text[span.Start:span.End], "'", ""))
		bad.Message = words.F("%s is several words without quotes.", phrase)
		bad.Hint = words.F("Write a text in quotes: '%s'.", phrase)
	}
	return bad
}

// phrase is the run of names and numbers around the current token: most likely one text without quotes.
func (p *parser) phrase() (first, last int) {
	plain := func(i int) bool {
		return i >= 0 && (p.tokens[i].kind == tokenName || p.tokens[i].kind == tokenNumber)
	}
	first, last = p.at, p.at
	for plain(first - 1) {
		first--
	}
	for plain(last + 1) {
		last++
	}
	return first, last
}

func (p *parser) comma(found, before token) *SyntaxError {
	bad := &SyntaxError{
		Span:    found.span,
		Message: "A comma does not join conditions.",
		Hint:    "Use and or or, and write a list in square brackets: ['it', 'travel'].",
	}
	next := p.tokens[min(p.at+1, len(p.tokens)-1)]
	touching := before.span.End == found.span.Start && found.span.End == next.span.Start
	if touching && before.kind == tokenNumber && next.kind == tokenNumber {
		whole, rest := p.text[before.span.Start:before.span.End], p.text[next.span.Start:next.span.End]
		bad.Span = before.span.to(next.span)
		if len(rest) == 3 {
			bad.Message, bad.Hint = "A number must not have a comma.", words.F("Write %s.", quote.Short(whole+rest))
		} else {
			bad.Message, bad.Hint = "A number must not have a comma.", words.F("Write %s.", quote.Short(whole+"."+rest))
		}
	}
	return bad
}

// missing explains a token, or the end, where a value should be.
func (p *parser) missing() *SyntaxError {
	found, before := p.peek(), p.before()
	after := quote.Short(p.text[before.span.Start:before.span.End])
	bad := &SyntaxError{Span: found.span, Hint: "Write a field's name, a number, or a text in quotes."}
	if found.kind == tokenEnd {
		bad.Span = before.span
		bad.Message = words.F("The condition ends behind %s, where a value should follow.", after)
		if after == "%" {
			bad.Hint = "Write a percentage as a plain number."
		}
		return bad
	}
	written := p.text[found.span.Start:found.span.End]
	bad.Message = words.F("There is no value before %s.", written)
	if found.is(tokenMark, "+") {
		bad.Message, bad.Hint = "A plus before a value has no meaning.", "Leave it out."
	}
	if p.at > 0 && !found.is(tokenMark, "+") {
		bad.Message = words.F("Between %s and %s there is no value.", after, written)
	}
	return bad
}
