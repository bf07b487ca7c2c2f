package edit

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"workflow-designer/backend/approvalml/source"
)

// writeText writes a text on one line, in the wanted quotes when it can be written in them.
func writeText(text string, want source.Style, flow bool) string {
	switch {
	case want == source.SingleQuoted && singleQuotable(text):
		return "'" + strings.ReplaceAll(text, "'", "''") + "'"
	case want == source.DoubleQuoted || !plainFits(text, flow):
		return doubleQuoted(text)
	default:
		return text
	}
}

// indicators mean something to YAML where a scalar begins.
const indicators = "-?:,[]{}#&*!|>'\"%@`"

// plainFits tells whether a text without quotes is read as that text, by the reference and by other loaders.
func plainFits(text string, flow bool) bool {
	if text == "" || strings.TrimSpace(text) != text || !printableLine(text) {
		return false
	}
	if strings.ContainsRune(indicators+"=~<", rune(text[0])) || strings.HasPrefix(text, "...") {
		return false
	}
	if strings.Contains(text, ": ") || strings.Contains(text, " #") || strings.Contains(text, "\t") || strings.HasSuffix(text, ":") {
		return false
	}
	if flow && (strings.ContainsAny(text, ",[]{}?") || colonEnds(text)) {
		return false
	}
	return !readOtherwise(text)
}

// colonEnds tells whether a colon stands where brackets could make it the end of a key.
func colonEnds(text string) bool {
	for i := 0; i+1 < len(text); i++ {
		if text[i] == ':' && strings.ContainsRune("'\"#&*!|>%@`", rune(text[i+1])) {
			return true
		}
	}
	return false
}

// readOtherwise tells whether a plain text would be read as a number, a date, true, false or null, or by loaders other than
// the reference as yes or no.
func readOtherwise(text string) bool {
	switch strings.ToLower(text) {
	case "null", "true", "false", "yes", "no", "on", "off", "y", "n":
		return true
	}
	if c := text[0]; c != '+' && c != '.' && (c < '0' || c > '9') {
		return false
	}
	if _, err := strconv.ParseFloat(text, 64); err == nil {
		return true
	}
	if _, err := strconv.ParseInt(text, 0, 64); err == nil {
		return true
	}
	return plainTag(text) != source.String
}

// plainTag is what a plain scalar on one line is read as.
func plainTag(text string) source.Tag {
	tree := source.Read("a: " + text + "\n")
	if n := tree.Root.Get("a"); n != nil && n.Kind == source.Scalar && n.Value == text && tree.Readable() {
		return n.Tag
	}
	return source.Custom
}

// printableLine tells whether every character can stand unescaped on one line.
func printableLine(text string) bool {
	for i, r := range text {
		if !printable(r) || r == utf8.RuneError && !strings.HasPrefix(text[i:], "\uFFFD") {
			return false
		}
	}
	return true
}

func printable(r rune) bool {
	switch {
	case r == '\t':
		return true
	case r < 0x20, r >= 0x7f && r < 0xa0, r == '\u2028', r == '\u2029', r == '\ufeff', r == 0xfffe, r == 0xffff:
		return false
	}
	return true
}

func singleQuotable(text string) bool { return printableLine(text) }

func doubleQuoted(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case printable(r) && (unicode.IsPrint(r) || unicode.In(r, unicode.Co, unicode.Cf)):
			b.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(&b, `\x%02X`, r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			fmt.Fprintf(&b, `\U%08X`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// blockText writes a text by lines: the header, and the lines below it without line endings. parent is the column of the
// collection around it, indent how much deeper the lines stand. ok is false when the text cannot be written so.
func blockText(text string, folded bool, parent, indent int) (lines []string, ok bool) {
	body := strings.TrimRight(text, "\n")
	if body == "" || !blockable(body) {
		return nil, false
	}
	ending := len(text) - len(body)
	content := strings.Split(body, "\n")
	header := "|"
	if folded {
		if content, ok = foldable(content); !ok {
			return nil, false
		}
		header = ">"
	}
	if strings.HasPrefix(strings.TrimLeft(body, "\n"), " ") {
		if indent > 9 {
			return nil, false
		}
		header += strconv.Itoa(indent)
	}
	switch {
	case ending == 0:
		header += "-"
	case ending > 1:
		header += "+"
		content = append(content, make([]string, ending-1)...)
	}
	margin := strings.Repeat(" ", parent+indent)
	lines = append(lines, header)
	for _, line := range content {
		if line != "" {
			line = margin + line
		}
		lines = append(lines, line)
	}
	return lines, true
}

// blockable tells whether every line survives an editor that cuts white space, and no character needs a backslash.
func blockable(body string) bool {
	for line := range strings.SplitSeq(body, "\n") {
		if strings.TrimRight(line, " \t") != line || !printableLine(line) || strings.HasPrefix(line, "\t") {
			return false
		}
	}
	return true
}

// foldable gives the lines of a folded text: one more line ending between each two.
func foldable(content []string) ([]string, bool) {
	folded := make([]string, 0, 2*len(content))
	for i, line := range content {
		if strings.HasPrefix(line, " ") || i == 0 && line == "" {
			return nil, false
		}
		if i > 0 && line != "" {
			folded = append(folded, "")
		}
		folded = append(folded, line)
	}
	return folded, true
}
