package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
	"unicode"
	"unicode/utf8"
)

// plain writes a text so that it can do nothing to the terminal that shows it: names, comments and what a store answered are
// others', and may hold escape sequences. Control characters but tab and line break, and those that turn the direction of writing,
// are written as JSON writes them, \u001b, so that JSON stays what it was; bytes that are no UTF-8 become U+FFFD.
type plain struct {
	to   io.Writer
	rest []byte // the beginning of a character whose other bytes have not come yet
}

// Write implements io.Writer.
func (p *plain) Write(text []byte) (int, error) {
	all := slices.Concat(p.rest, text)
	var out bytes.Buffer
	for len(all) > 0 && utf8.FullRune(all) {
		r, size := utf8.DecodeRune(all)
		switch {
		case r == utf8.RuneError && size == 1:
			out.WriteRune(utf8.RuneError)
		case actsOnTerminals(r):
			fmt.Fprintf(&out, `\u%04x`, r)
		default:
			out.Write(all[:size])
		}
		all = all[size:]
	}
	p.rest = bytes.Clone(all)
	_, err := p.to.Write(out.Bytes())
	return len(text), err
}

func actsOnTerminals(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || unicode.Is(unicode.Bidi_Control, r)
}

// exact is where a text is written byte for byte, for other programs; a terminal gets it plain.
func exact(w io.Writer) io.Writer {
	if f, ok := w.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			return &plain{to: w}
		}
	}
	return w
}
