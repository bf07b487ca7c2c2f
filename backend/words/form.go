package words

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// shape begins the format of a message that is made of another one once it is said: what is done to it follows.
const shape = "\x1e"

const (
	capital Text = shape + "capital"
	small   Text = shape + "small"
	piece   Text = shape + "piece"
)

// Capital is a message that begins with a capital in each language, to begin a sentence with.
func Capital(t Text) Text { return F(capital, t) }

// Small is a message that begins with a small letter, to go on in a sentence.
func Small(t Text) Text { return F(small, t) }

// Pieces cut a message before and behind the arguments with these indexes, which stand in this order in each language: what
// stands before the first, the first, what stands between it and the second, and so on. Joined they are the message.
func Pieces(t Text, args ...int) []Text {
	if len(args) == 0 {
		return []Text{t}
	}
	list := make([]Text, 2*len(args)+1)
	for i := range list {
		with := []any{t, i}
		for _, arg := range args {
			with = append(with, arg)
		}
		list[i] = F(piece, with...)
	}
	return list
}

// shaped says a message that is made of another one.
func shaped(l Language, how Text, args []argument) string {
	if len(args) == 0 {
		return ""
	}
	switch how {
	case capital:
		return begun(args[0].in(l), unicode.ToUpper)
	case small:
		return begun(args[0].in(l), unicode.ToLower)
	case piece:
		var numbers []int
		for _, arg := range args[1:] {
			n, err := strconv.Atoi(arg.piece)
			if err != nil {
				return ""
			}
			numbers = append(numbers, n)
		}
		if len(numbers) < 2 {
			return ""
		}
		return pieceOf(l, Text(args[0].piece), numbers[0], numbers[1:])
	}
	return ""
}

func begun(said string, with func(rune) rune) string {
	r, size := utf8.DecodeRuneInString(said)
	if size == 0 {
		return said
	}
	return string(with(r)) + said[size:]
}

func pieceOf(l Language, of Text, wanted int, args []int) string {
	var b strings.Builder
	at := 0 // of the pieces
	of.eachPart(l, func(text string, arg int) {
		own := at/2 < len(args) && at%2 == 0 && arg == args[at/2]
		if own {
			at++
		}
		if at == wanted {
			b.WriteString(text)
		}
		if own {
			at++
		}
	})
	return b.String()
}
