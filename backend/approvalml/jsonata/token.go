package jsonata

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"workflow-designer/backend/words"
)

type tokenKind uint8

const (
	tokenEnd    tokenKind = iota
	tokenName             // text
	tokenQuoted           // text: a name in backticks
	tokenDollar           // text: what stands behind the dollar sign
	tokenNumber           // value
	tokenText             // text
	tokenMark             // text
)

type token struct {
	kind  tokenKind
	at    int
	text  string
	value float64
}

func (t token) is(mark string) bool { return t.kind == tokenMark && t.text == mark }

// marks are tried in this order, so longer ones stand first.
var marks = []string{
	"..", ":=", "!=", "<=", ">=", "**", "~>", "?:", "??",
	".", "[", "]", "{", "}", "(", ")", ",", "@", "#", ";", ":", "?", "+", "-", "*", "/", "%", "|", "=", "<", ">", "^", "&", "!", "~",
}

// lex cuts a text into tokens, of which the last is the end.
func lex(text string) ([]token, *Error) {
	var tokens []token
	for at := 0; ; {
		at = skip(text, at)
		if at >= len(text) {
			return append(tokens, token{kind: tokenEnd, at: len(text)}), nil
		}
		t, end, bad := next(text, at)
		if bad != nil {
			return nil, bad
		}
		tokens = append(tokens, t)
		at = end
	}
}

// skip passes white space and comments.
func skip(text string, at int) int {
	for at < len(text) {
		switch {
		case strings.IndexByte(" \t\n\r\v", text[at]) >= 0:
			at++
		case strings.HasPrefix(text[at:], "/*"):
			end := strings.Index(text[at+2:], "*/")
			if end < 0 {
				return len(text)
			}
			at += 2 + end + 2
		default:
			return at
		}
	}
	return at
}

func next(text string, at int) (token, int, *Error) {
	first, _ := utf8.DecodeRuneInString(text[at:])
	switch {
	case first == '"' || first == '\'':
		return quoted(text, at)
	case first == '`':
		end := strings.IndexByte(text[at+1:], '`')
		if end < 0 {
			return token{}, 0, &Error{At: at, Message: "The name in backticks is never closed."}
		}
		return token{kind: tokenQuoted, at: at, text: text[at+1 : at+1+end]}, at + end + 2, nil
	case first >= '0' && first <= '9':
		end := numberEnd(text, at)
		value, err := strconv.ParseFloat(text[at:end], 64)
		if err != nil {
			return token{}, 0, &Error{At: at, Message: words.F("The number %s is too large.", text[at:end])}
		}
		return token{kind: tokenNumber, at: at, text: text[at:end], value: value}, end, nil
	case first == '$':
		end := nameEnd(text, at+1)
		if strings.HasPrefix(text[at+1:], "$") {
			end = at + 2
		}
		return token{kind: tokenDollar, at: at, text: text[at+1 : end]}, end, nil
	}
	if end := nameEnd(text, at); end > at {
		return token{kind: tokenName, at: at, text: text[at:end]}, end, nil
	}
	for _, mark := range marks {
		if strings.HasPrefix(text[at:], mark) {
			return token{kind: tokenMark, at: at, text: mark}, at + len(mark), nil
		}
	}
	return token{}, 0, &Error{At: at, Message: words.F("The sign %s has no meaning here.", strconv.QuoteRune(first))}
}

func nameEnd(text string, at int) int {
	for i, r := range text[at:] {
		if r != '_' && !unicode.IsLetter(r) && !unicode.IsMark(r) && (i == 0 || !unicode.IsDigit(r)) {
			return at + i
		}
	}
	return len(text)
}

func numberEnd(text string, at int) int {
	digits := func(at int) int {
		for at < len(text) && text[at] >= '0' && text[at] <= '9' {
			at++
		}
		return at
	}
	end := digits(at)
	if end < len(text) && text[end] == '.' {
		if fraction := digits(end + 1); fraction > end+1 {
			end = fraction
		}
	}
	if end < len(text) && (text[end] == 'e' || text[end] == 'E') {
		sign := end + 1
		if sign < len(text) && (text[sign] == '+' || text[sign] == '-') {
			sign++
		}
		if exponent := digits(sign); exponent > sign {
			end = exponent
		}
	}
	return end
}

var escapes = map[byte]string{
	'"': `"`, '\'': "'", '\\': `\`, '/': "/", 'b': "\b", 'f': "\f", 'n': "\n", 'r': "\r", 't': "\t",
}

func quoted(text string, at int) (token, int, *Error) {
	quote := text[at]
	var b strings.Builder
	for i := at + 1; i < len(text); i++ {
		switch c := text[i]; {
		case c == quote:
			return token{kind: tokenText, at: at, text: b.String()}, i + 1, nil
		case c != '\\':
			b.WriteByte(c)
		case i+5 < len(text) && text[i+1] == 'u':
			code, err := strconv.ParseUint(text[i+2:i+6], 16, 16)
			if err != nil {
				return token{}, 0, &Error{At: i, Message: "Behind \\u come four hexadecimal digits."}
			}
			b.WriteRune(rune(code))
			i += 5
		default:
			i++
			if i >= len(text) || escapes[text[i]] == "" {
				return token{}, 0, &Error{At: i - 1, Message: "A backslash stands before a sign that it does not change."}
			}
			b.WriteString(escapes[text[i]])
		}
	}
	return token{}, 0, &Error{At: at, Message: words.F("The text is never closed by %s.", string(quote))}
}
