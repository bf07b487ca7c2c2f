// Package words has what the program says to people as messages that can be said in another language: English is what the
// code is written in and what scripts read; the Indonesian of each message is in a file of the folder id, by room.
//
// A message is a Text: a constant of the code, or F of a format and what goes into it. It prints, and is written as JSON, in
// English. At the edge, where it is known which language a person speaks, In says a whole answer in it.
package words

import (
	"fmt"
	"strconv"
	"strings"
)

// Text is a message. The English of a constant, or of a format, is the key under which its translation is found; what goes
// into a format stands behind it, so that texts can be compared, kept in the index, and said in a language later.
//
// A Text is never glued to another: what a sentence says of something else is an argument of F.
type Text string

// mark stands before each argument: its length, what it is, and the argument. A Text is said in the language of the message;
// anything else, such as a name or a key of a workflow, is the same in every language, also where it happens to be a message.
const (
	mark  = "\x1f"
	asked = ':'
	named = '='
)

// F is a message with arguments, as fmt.Sprintf takes them. An argument that is a Text is said in the same language.
func F(format Text, args ...any) Text {
	var b strings.Builder
	b.Grow(len(format) + 16*len(args))
	b.WriteString(string(format))
	rest := string(format)
	for _, arg := range args {
		var verb string
		verb, rest = nextVerb(rest)
		var piece string
		kind := byte(named)
		switch said := arg.(type) {
		case Text:
			if verb == "%s" || verb == "%v" {
				piece, kind = string(said), asked
			} else {
				piece = plain(fmt.Sprintf(verb, said.String()))
			}
		case string:
			piece = said
			if verb != "%s" && verb != "%v" {
				piece = fmt.Sprintf(verb, said)
			}
			piece = plain(piece)
		case int:
			if verb == "%d" {
				piece = strconv.Itoa(said)
			} else {
				piece = plain(fmt.Sprintf(verb, said))
			}
		default:
			piece = plain(fmt.Sprintf(verb, said))
		}
		b.WriteString(mark)
		b.WriteString(strconv.Itoa(len(piece)))
		b.WriteByte(kind)
		b.WriteString(piece)
	}
	return Text(b.String())
}

// Literal is a text that is the same in every language: a name, or the answer of another program.
func Literal(s string) Text {
	if s == "" {
		return ""
	}
	return F("%s", s)
}

// Join makes one message of several; pair says how two are joined, such as "%s, %s".
func Join(parts []Text, pair Text) Text {
	if len(parts) == 0 {
		return ""
	}
	all := parts[0]
	for _, part := range parts[1:] {
		all = F(pair, all, part)
	}
	return all
}

// String is the message in English.
func (t Text) String() string { return t.In(English) }

// MarshalText writes the message in English: JSON has strings.
func (t Text) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// In says the message in a language; one that has no translation, such as a name, is said as it is.
func (t Text) In(l Language) string {
	at := strings.Index(string(t), mark)
	if at < 0 {
		return translated(l, string(t))
	}
	if strings.HasPrefix(string(t), shape) {
		return shaped(l, t[:at], t.args(at))
	}
	var b strings.Builder
	t.eachPart(l, func(text string, _ int) { b.WriteString(text) })
	return b.String()
}

// argument is what goes into a format: a Text where it is asked in a language, or else the same in each.
type argument struct {
	piece   string
	isAsked bool
}

func (a argument) in(l Language) string {
	if a.isAsked {
		return Text(a.piece).In(l)
	}
	return a.piece
}

// args are what goes into the format, which ends at a byte.
func (t Text) args(at int) []argument {
	var list []argument
	for rest := string(t[at:]); strings.HasPrefix(rest, mark); {
		rest = rest[len(mark):]
		end := strings.IndexAny(rest, string([]rune{asked, named}))
		if end < 0 {
			break
		}
		n, err := strconv.Atoi(rest[:end])
		after := rest[end+1:]
		if err != nil || n < 0 || n > len(after) {
			break
		}
		list = append(list, argument{piece: after[:n], isAsked: rest[end] == asked})
		rest = after[n:]
	}
	return list
}

// eachPart gives the message in a language part by part: what the format says, with arg -1, and the arguments.
func (t Text) eachPart(l Language, give func(text string, arg int)) {
	end := strings.Index(string(t), mark)
	if end < 0 || strings.HasPrefix(string(t), shape) {
		give(t.In(l), -1)
		return
	}
	format, args := translated(l, string(t[:end])), t.args(end)
	next := 0
	for format != "" {
		at := strings.IndexByte(format, '%')
		if at < 0 {
			break
		}
		if at > 0 {
			give(format[:at], -1)
		}
		verb, rest := verbAt(format[at:])
		format = rest
		if verb == "%%" {
			give("%", -1)
			continue
		}
		if i := explicit(verb); i > 0 {
			next = i - 1
		}
		if next < len(args) {
			give(args[next].in(l), next)
		}
		next++
	}
	give(format, -1)
}

// Put gives the message in another format, which takes the same arguments; the message itself where there is none.
func (t Text) Put(into map[Text]Text) Text {
	end := strings.Index(string(t), mark)
	if end < 0 {
		end = len(t)
	}
	if format, found := into[t[:end]]; found {
		return Text(string(format) + string(t[end:]))
	}
	return t
}

// nextVerb gives the first verb of a format that takes an argument, and what follows it.
func nextVerb(format string) (verb, rest string) {
	for {
		at := strings.IndexByte(format, '%')
		if at < 0 {
			return "%v", ""
		}
		verb, format = verbAt(format[at:])
		if verb != "%%" {
			return verb, format
		}
	}
}

// verbAt gives the verb that a format begins with, and what follows it.
func verbAt(format string) (verb, rest string) {
	end := 1
	for end < len(format) && strings.IndexByte("+-# 0123456789.[]", format[end]) >= 0 {
		end++
	}
	end = min(end+1, len(format))
	return format[:end], format[end:]
}

// explicit is the number of the argument that a verb such as %[2]s names; 0 when it names none.
func explicit(verb string) int {
	_, after, found := strings.Cut(verb, "[")
	if !found {
		return 0
	}
	number, _, _ := strings.Cut(after, "]")
	n, err := strconv.Atoi(number)
	if err != nil {
		return 0
	}
	return n
}

// plain is an argument without what would be taken for the beginning of another.
func plain(s string) string {
	if strings.Contains(s, mark) {
		return strings.ReplaceAll(s, mark, "\uFFFD")
	}
	return s
}
