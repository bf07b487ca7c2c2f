package source

import (
	"unicode/utf8"

	"workflow-designer/backend/words"
)

// unreadable finds what keeps a text from being parsed at all.
func unreadable(content string) *Problem {
	if len(content) > MaxBytes {
		return &Problem{
			Kind: TooLarge, Message: words.F("The YAML has %d bytes; a workflow has at most %d.", len(content), MaxBytes),
			Hint: "Take out what is not part of the workflow, such as pictures or data written into it.",
		}
	}
	for i := 0; i < len(content); {
		r, size := rune(content[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(content[i:])
		}
		switch {
		case r == utf8.RuneError && size == 1:
			return &Problem{
				Kind: NotUTF8, Span: Span{i, i + 1}, Message: "This is not UTF-8 text.",
				Hint: "Save the file as UTF-8.",
			}
		case !printable(r):
			return &Problem{
				Kind: BadCharacter, Span: Span{i, i + size}, Message: words.F("There is an invisible control character (U+%04X) here.", r),
				Hint: "Remove it.", Fix: []Edit{{Span: Span{i, i + size}}},
			}
		}
		i += size
	}
	return nil
}

// printable tells whether YAML allows a character (YAML 1.1, section 5.1, as PyYAML has it).
func printable(r rune) bool {
	switch {
	case r == '\t' || r == '\n' || r == '\r' || r == '\u0085':
		return true
	case r < 0x20:
		return false
	case r <= 0x7e:
		return true
	case r < 0xa0:
		return false
	default:
		return r != 0xfffe && r != 0xffff
	}
}
