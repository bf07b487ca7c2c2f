package offline

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

type tokenKind uint8

const (
	word tokenKind = iota
	number
	mark  // punctuation
	lines // the end of a line that ends a thought
)

// token is a word, an amount or a mark of the description.
type token struct {
	kind     tokenKind
	low      string // in small letters
	upper    bool   // written in capitals: IT, not it
	from, to int    // bytes
	glued    bool   // nothing stands between it and the token before
	owner    bool   // an apostrophe and s follow: manager's
	fixed    bool   // written wrong: low is what is meant
	bullet   bool   // it begins an item of a list
	amount   amount
}

func (t token) is(low ...string) bool {
	for _, l := range low {
		if t.low == l {
			return true
		}
	}
	return false
}

// tokenize splits a text into tokens. Words with hyphens are several glued tokens, amounts with their currency are one.
func tokenize(text string) []token {
	var all []token
	lineStart, begun := true, 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '\n':
			if lineBreaks(text, begun, i) {
				all = append(all, token{kind: lines, low: "\n", from: i, to: i + 1})
			}
			i += size
			lineStart, begun = true, i
		case unicode.IsSpace(r) || r == utf8.RuneError || unicode.IsControl(r):
			i += size
		case lineStart && bulletLength(text[i:]) > 0:
			if len(all) > 0 && all[len(all)-1].kind != lines {
				all = append(all, token{kind: lines, low: "\n", from: i, to: i})
			}
			i += bulletLength(text[i:])
			all = append(all, token{kind: mark, low: "•", from: i, to: i, bullet: true})
			lineStart = false
		default:
			lineStart = false
			t := readToken(text, i)
			t.glued = len(all) > 0 && all[len(all)-1].to == t.from && t.from > 0
			all = append(all, t)
			i = t.to
			if t.owner {
				i += ownerLength(text[i:])
			}
		}
	}
	return joinAmounts(spellOut(joinThousands(text, all)))
}

// lineBreaks tells whether the line that ends at i ends a thought: a long line that goes on in small letters does not.
func lineBreaks(text string, begun, i int) bool {
	next := strings.TrimLeft(text[i:min(len(text), i+200)], " \t\r\n")
	if next == "" || strings.Count(text[i:min(len(text), i+200)][:min(len(text), i+200)-i-len(next)], "\n") > 1 {
		return true
	}
	r, _ := utf8.DecodeRuneInString(next)
	return i-begun < 40 || !unicode.IsLower(r) || bulletLength(next) > 0
}

// bulletLength is how many bytes the sign of an item takes at the start of a line; 0 when there is none.
func bulletLength(line string) int {
	r, size := utf8.DecodeRuneInString(line)
	if strings.ContainsRune("-*•–·●▪", r) && strings.HasPrefix(line[size:], " ") {
		return size
	}
	n := 0
	for n < len(line) && n < 3 && line[n] >= '0' && line[n] <= '9' {
		n++
	}
	if n == 0 && len(line) > 2 && unicode.IsLower(rune(line[0])) && line[1] == ')' {
		return 2
	}
	if n > 0 && n < len(line)-1 && (line[n] == '.' || line[n] == ')') && (line[n+1] == ' ' || line[n+1] == '\t') {
		return n + 1
	}
	return 0
}

func readToken(text string, i int) token {
	r, size := utf8.DecodeRuneInString(text[i:])
	switch {
	case r >= '0' && r <= '9':
		return readNumber(text, i)
	case currencyPrefix(text[i:]) != "":
		return token{kind: mark, low: currencyPrefix(text[i:]), from: i, to: i + len(currencyPrefix(text[i:]))}
	case unicode.IsLetter(r) || unicode.IsDigit(r): // digits of other scripts are not reckoned with
		return readWord(text, i)
	case arrowLength(text[i:]) > 0:
		return token{kind: mark, low: "→", from: i, to: i + arrowLength(text[i:])}
	case r == '<' || r == '>' || r == '=':
		if i+1 < len(text) && text[i+1] == '=' {
			return token{kind: mark, low: text[i : i+2], from: i, to: i + 2}
		}
	case r == '≤':
		return token{kind: mark, low: "<=", from: i, to: i + size}
	case r == '≥':
		return token{kind: mark, low: ">=", from: i, to: i + size}
	case strings.HasPrefix(text[i:], "--"):
		end := i
		for end < len(text) && text[end] == '-' {
			end++
		}
		return token{kind: mark, low: "-", from: i, to: end}
	case r == '–' || r == '—' || r == '-' || r == '−':
		return token{kind: mark, low: "-", from: i, to: i + size}
	}
	return token{kind: mark, low: text[i : i+size], from: i, to: i + size}
}

// arrowLength is the length of an arrow: ->, -->, →, and => unless a number follows, which makes it a comparison.
func arrowLength(text string) int {
	for _, arrow := range []string{"→", "➔", "⇒", "-->", "->", "==>", "=>", ">>"} {
		if strings.HasPrefix(text, arrow) {
			rest := strings.TrimLeft(text[len(arrow):], " $€£")
			if arrow == "=>" && rest != "" && isDigit(rest[0]) {
				return 0
			}
			return len(arrow)
		}
	}
	return 0
}

func readWord(text string, i int) token {
	end, capitals, letters := i, 0, 0
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && !unicode.IsMark(r) {
			break
		}
		letters++
		if unicode.IsUpper(r) {
			capitals++
		}
		end += size
	}
	if capitals == letters && letters < 3 && end+1 < len(text) && text[end] == '&' && text[end+1] >= 'A' && text[end+1] <= 'Z' {
		for end++; end < len(text) && text[end] >= 'A' && text[end] <= 'Z'; end++ { // L&D, R&D
			capitals, letters = capitals+1, letters+1
		}
	}
	t := token{kind: word, from: i, to: end, upper: capitals == letters && letters > 1}
	rest := text[end:]
	switch {
	case ownerLength(rest) > 0:
		t.owner = true
	case hasApostrophe(rest): // don't, cc'd
		_, size := utf8.DecodeRuneInString(rest)
		for n := end + size; n < len(text) && unicode.IsLetter(rune(text[n])); n++ {
			t.to = n + 1
		}
	case strings.EqualFold(text[i:end], "e") && len(rest) > 4 && strings.EqualFold(rest[:5], "-mail"):
		t.to = end + 5
		for t.to < len(text) && text[t.to] == 's' {
			t.to++
		}
	}
	low := strings.ToLower(text[i:t.to])
	if strings.HasPrefix(low, "e-mail") {
		low = "email"
	}
	t.low = strings.NewReplacer("'", "", "’", "").Replace(low)
	return t
}

func hasApostrophe(rest string) bool {
	return strings.HasPrefix(rest, "'") || strings.HasPrefix(rest, "’")
}

// ownerLength is the length of an 's or of the apostrophe behind a plural; 0 when there is none.
func ownerLength(rest string) int {
	for _, s := range []string{"'s", "’s"} {
		if strings.HasPrefix(rest, s) {
			after, _ := utf8.DecodeRuneInString(rest[len(s):] + " ")
			if !unicode.IsLetter(after) {
				return len(s)
			}
		}
	}
	for _, s := range []string{"' ", "’ "} {
		if strings.HasPrefix(rest, s) {
			return len(s) - 1
		}
	}
	return 0
}
