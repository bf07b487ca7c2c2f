package condition

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/words"
)

// piece is a part of a text: plain characters, or a name whose value is put in.
type piece struct {
	text string // for a name the way it is written, which stays when it has no value
	name *Name
}

// textPrefix tells whether a text begins here: its quote, and how many bytes of prefix stand before the quote.
func textPrefix(text string) (quote byte, prefix int) {
	for prefix < len(text) && prefix < 2 && strings.IndexByte("rRuUbBfF", text[prefix]) >= 0 {
		prefix++
	}
	if prefix < len(text) && (text[prefix] == '\'' || text[prefix] == '"') {
		return text[prefix], prefix
	}
	return 0, 0
}

// readText reads a quoted text as Python does: with escapes, with r before it without, and with three quotes over
// several lines.
func (l *lexer) readText(prefix int) *SyntaxError {
	start := l.at
	letters := strings.ToLower(l.text[start : start+prefix])
	if letters != "" && letters != "r" && letters != "u" {
		return &SyntaxError{
			Span:    Span{start, start + prefix},
			Message: words.F("The letters %s before the quote have no meaning in a condition.", l.text[start:start+prefix]),
			Hint:    "Write the text in quotes alone.",
		}
	}
	quote := l.text[start+prefix : start+prefix+1]
	if triple := strings.Repeat(quote, 3); strings.HasPrefix(l.text[start+prefix:], triple) {
		quote = triple
	}
	body := start + prefix + len(quote)
	t := &textReader{source: l.text, at: body, quote: quote, raw: letters == "r"}
	if bad := t.read(); bad != nil {
		if bad.Span.Start < 0 {
			bad.Span = Span{start, body}
		}
		return bad
	}
	l.add(token{kind: tokenText, span: Span{start, t.at}, pieces: t.pieces})
	return nil
}

type textReader struct {
	source string
	at     int
	quote  string
	raw    bool
	pieces []piece
	plain  strings.Builder
}

func (t *textReader) read() *SyntaxError {
	for t.at < len(t.source) {
		rest := t.source[t.at:]
		switch {
		case strings.HasPrefix(rest, t.quote):
			t.at += len(t.quote)
			t.flush()
			if len(t.pieces) == 0 {
				t.pieces = []piece{{}}
			}
			return nil
		case rest[0] == '\n' && len(t.quote) == 1:
			return t.unclosed()
		case rest[0] == '\\':
			if bad := t.escape(); bad != nil {
				return bad
			}
			continue
		}
		if name, length := templateName(rest, t.at); name != nil {
			t.flush()
			t.pieces = append(t.pieces, piece{text: rest[:length], name: name})
			t.at += length
			continue
		}
		r, size := utf8.DecodeRuneInString(rest)
		if r == utf8.RuneError && size == 1 {
			return &SyntaxError{
				Span: Span{t.at, t.at + 1}, Message: "This byte is not text in UTF-8.", Hint: "Delete it and write it again.",
			}
		}
		t.plain.WriteString(rest[:size])
		t.at += size
	}
	return t.unclosed()
}

func (t *textReader) unclosed() *SyntaxError {
	return &SyntaxError{
		Span:    Span{-1, -1},
		Message: words.F("The quote %s is never closed.", t.quote),
		Hint:    words.F("Add %s behind the text.", t.quote),
	}
}

func (t *textReader) flush() {
	if t.plain.Len() > 0 {
		t.pieces = append(t.pieces, piece{text: t.plain.String()})
		t.plain.Reset()
	}
}

var simpleEscapes = map[byte]string{
	'\\': "\\", '\'': "'", '"': "\"", 'a': "\a", 'b': "\b", 'f': "\f", 'n': "\n", 'r': "\r", 't': "\t", 'v': "\v",
	'\n': "",
}

// escape reads what a backslash begins. An escape that Python does not know stays as it is written.
func (t *textReader) escape() *SyntaxError {
	rest := t.source[t.at:]
	if len(rest) < 2 {
		return t.unclosed()
	}
	letter := rest[1]
	if t.raw {
		if letter == '\n' && len(t.quote) == 1 {
			return t.unclosed()
		}
		t.plain.WriteByte('\\')
		t.at++
		if letter == '\\' || letter == '\'' || letter == '"' {
			t.plain.WriteByte(letter)
			t.at++
		}
		return nil
	}
	if plain, ok := simpleEscapes[letter]; ok {
		t.plain.WriteString(plain)
		t.at += 2
		return nil
	}
	switch letter {
	case 'x':
		return t.code(2)
	case 'u':
		return t.code(4)
	case 'U':
		return t.code(8)
	case 'N':
		return t.badEscape(2, "A character cannot be written by its name here.", "Write the character itself.")
	}
	if letter >= '0' && letter <= '7' {
		n := 2
		for n < len(rest) && n < 4 && rest[n] >= '0' && rest[n] <= '7' {
			n++
		}
		code, _ := strconv.ParseUint(rest[1:n], 8, 16)
		t.plain.WriteRune(rune(code)) // at most 511
		t.at += n
		return nil
	}
	t.plain.WriteByte('\\')
	t.at++
	return nil
}

// code reads an escape of exactly that many hexadecimal digits.
func (t *textReader) code(digits int) *SyntaxError {
	rest := t.source[t.at:]
	end := min(2+digits, len(rest))
	code, err := strconv.ParseUint(rest[2:end], 16, 32)
	if err != nil || end != 2+digits || !utf8.ValidRune(rune(code)) {
		return t.badEscape(2, words.F("The escape %s must be followed by %d hexadecimal digits of a character.", rest[:2], digits), "Write the character itself, or two backslashes for one.")
	}
	t.plain.WriteRune(rune(code))
	t.at += end
	return nil
}

func (t *textReader) badEscape(length int, message, hint words.Text) *SyntaxError {
	return &SyntaxError{Span: Span{t.at, t.at + length}, Message: message, Hint: hint}
}

var (
	writtenDate = regexp.MustCompile(
		`^(\d{4}-\d{1,2}-\d{1,2}(T[\d:.]+Z?)?|\d{1,2}/\d{1,2}/\d{4}|\d{4}/\d{1,2}/\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4})`)
	writtenTime = regexp.MustCompile(`^\d{1,2}:\d{2}(:\d{2})?`)
	wholeNumber = regexp.MustCompile(`^(0(_?0)*|[1-9](_?\d)*)$`)
	basedNumber = regexp.MustCompile(`^(0[xX](_?[0-9a-fA-F])+|0[oO](_?[0-7])+|0[bB](_?[01])+)$`)
	realNumber  = regexp.MustCompile(`^((\d(_?\d)*)?\.\d(_?\d)*|\d(_?\d)*\.?)([eE][+-]?\d(_?\d)*)?$`)
)

func (l *lexer) readNumber() *SyntaxError {
	start, rest := l.at, l.rest()
	if date := writtenDate.FindString(rest); date != "" {
		return &SyntaxError{
			Span:    Span{start, start + len(date)},
			Message: words.F("The date %s is not in quotes, so it would be reckoned as numbers.", date),
			Hint:    words.F("Write '%s'.", date),
		}
	}
	if time := writtenTime.FindString(rest); time != "" {
		return &SyntaxError{
			Span: Span{start, start + len(time)}, Message: words.F("The time %s is not in quotes.", time), Hint: words.F("Write '%s'.", time),
		}
	}
	length := numberLength(rest)
	written := rest[:length]
	span := Span{start, start + length}
	value, bad := parseNumber(written)
	if bad != "" {
		return &SyntaxError{Span: span, Message: bad, Hint: numberHint(written)}
	}
	l.add(token{kind: tokenNumber, span: span, value: value})
	return nil
}

// numberLength takes in all that a reader would see as one word, so that 5k and 1st are one mistake and not two.
func numberLength(text string) int {
	based := len(text) > 1 && text[0] == '0' && strings.IndexByte("xXoObB", text[1]) >= 0
	before := rune(0)
	for i, r := range text {
		sign := (r == '+' || r == '-') && (before == 'e' || before == 'E') && !based &&
			i+1 < len(text) && text[i+1] >= '0' && text[i+1] <= '9'
		if !continuesName(r) && r != '.' && !sign {
			return i
		}
		before = r
	}
	return len(text)
}

// parseNumber is an int64 where the number is written whole and fits, else a float64; or it says why it is none.
func parseNumber(written string) (any, words.Text) {
	plain := strings.ReplaceAll(written, "_", "")
	switch {
	case basedNumber.MatchString(written):
		if n, err := strconv.ParseInt(plain, 0, 64); err == nil {
			return n, ""
		}
		return nil, words.F("The number %s is too large.", quote.Short(written))
	case wholeNumber.MatchString(written):
		if n, err := strconv.ParseInt(plain, 10, 64); err == nil {
			return n, ""
		}
	case !realNumber.MatchString(written):
		return nil, words.F("%s is neither a number nor a name.", quote.Short(written))
	case !strings.ContainsAny(written, ".eE"):
		return nil, words.F("The number %s begins with a zero.", quote.Short(written))
	}
	n, err := strconv.ParseFloat(plain, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return nil, words.F("%s is neither a number nor a name.", quote.Short(written))
	}
	return n, ""
}

func numberHint(written string) words.Text {
	digits := strings.TrimLeft(written, "0_")
	switch n := strings.IndexFunc(written, func(r rune) bool { return (r < '0' || r > '9') && r != '.' && r != '_' }); {
	case strings.Trim(written, "0123456789_") == "" && digits != "" && written[0] == '0':
		return words.F("Write %s, or '%s' in quotes if it is a text.", digits, written)
	case n > 0 && strings.Count(written[:n], ".") <= 1 && len(written) < 20:
		return words.F("Write the number alone, without a unit, or '%s' in quotes if it is a text.", written)
	}
	return "Write a number like 1000 or 12.50, or put a text in quotes."
}
