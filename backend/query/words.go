package query

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Word is a word of a text as it is compared: without case and diacritics.
type Word struct {
	Text       string
	Start, End int // bytes, in the text as it is written
}

// maxWord is how many characters of a word count: what is longer is an encoded picture, not a word.
const maxWord = 64

// alone are the scripts that put no blanks between words: each sign is a word, and words are found as signs in a row.
var alone = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
}

// Words takes a text apart. A word is a run of letters, digits and the marks on them; all else separates.
func Words(text string) []Word {
	words := make([]Word, 0, len(text)/6)
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		if !begins(r) {
			i += size
			continue
		}
		end := i + size
		single := r >= utf8.RuneSelf && unicode.In(r, alone...)
		for end < len(text) {
			r, size := rune(text[end]), 1
			if r >= utf8.RuneSelf {
				r, size = utf8.DecodeRuneInString(text[end:])
			}
			if !unicode.IsMark(r) && (single || !begins(r) || r >= utf8.RuneSelf && unicode.In(r, alone...)) {
				break
			}
			end += size
		}
		if folded := fold(text[i:end]); folded != "" {
			words = append(words, Word{Text: folded, Start: i, End: end})
		}
		i = end
	}
	return words
}

// folded is the words of a text with a blank between.
func folded(text string) string {
	var b strings.Builder
	for i, w := range Words(text) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.Text)
	}
	return b.String()
}

// begins tells whether a word can begin with a character.
func begins(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

// plain are letters that Unicode takes for letters of their own and people type without their stroke.
var plain = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "đ", "d", "ł", "l", "ħ", "h", "ı", "i", "þ", "th", "ð", "d")

// fold is a word as it is compared; empty when nothing of it is left.
func fold(word string) string {
	ascii := true
	for i := 0; i < len(word) && ascii; i++ {
		ascii = word[i] < utf8.RuneSelf
	}
	if ascii {
		return strings.ToLower(word[:min(len(word), maxWord)])
	}
	word = plain.Replace(strings.ToLower(norm.NFKD.String(word)))
	var b strings.Builder
	n := 0
	for _, r := range word {
		if n == maxWord {
			break
		}
		if begins(r) {
			b.WriteRune(r)
			n++
		}
	}
	return b.String()
}
