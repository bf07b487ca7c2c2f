// Package duration tells which spans of time a runtime takes: those of timeout, and those of sla.
package duration

import (
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"workflow-designer/backend/approvalml/source"
)

var timeoutForm = regexp.MustCompile(`^\p{Nd}+_(hours|business_days|days|minutes)\n?$`)

// Timeout tells whether a text is taken as timeout: 48_hours, 5_business_days, 2_days, 30_minutes. An empty one counts as
// none.
func Timeout(text string) bool { return text == "" || timeoutForm.MatchString(text) }

// SLA tells whether a value is taken as sla: a number of hours, a text like 4h, 1h30m or 2 days, or nothing at all.
func SLA(n *source.Node) bool {
	if n.IsNull() {
		return true
	}
	n = n.Resolve()
	if n.Kind != source.Scalar {
		return false
	}
	switch n.Tag {
	case source.Bool, source.Float:
		return true
	case source.Int:
		hours, ok := source.Number(n.Value)
		return ok && !math.IsInf(hours, 0)
	case source.String:
		return isSpan(n.Value)
	default: // dates and the like: their text never fits
		return false
	}
}

// part is a number and a unit. Letters are made small before; "1min" is not taken, for m is what fits first.
var part = regexp.MustCompile(`([0-9]+(?:\.[0-9]+)?)[ \t\n\r\f\v_]*` +
	`(business_days|months?|minutes?|hours?|weeks?|years?|days?|ms|y|m|w|d|h|s)`)

func isSpan(text string) bool {
	text = strings.TrimFunc(text, isSpace)
	if text == "" || isNumber(text) {
		return true
	}
	matches := part.FindAllStringSubmatch(smallASCII(text), -1)
	if matches == nil {
		return false
	}
	var covered strings.Builder
	for _, m := range matches {
		covered.WriteString(m[1])
		covered.WriteString(strings.ReplaceAll(m[2], "_", ""))
	}
	rest := strings.Map(func(r rune) rune {
		if r == '_' || isSpace(r) {
			return -1
		}
		return r
	}, smallASCII(text))
	return covered.String() == rest
}

// isSpace is white space as Python has it: four separators more than Go's.
func isSpace(r rune) bool { return unicode.IsSpace(r) || '\x1c' <= r && r <= '\x1f' }

func smallASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// isNumber tells whether Python's float takes a text: decimal digits of any script, underscores between them, inf, nan.
func isNumber(text string) bool {
	var plain strings.Builder
	runes := []rune(text)
	digitAt := func(i int) bool { return i >= 0 && i < len(runes) && unicode.Is(unicode.Nd, runes[i]) }
	for i, r := range runes {
		switch {
		case digitAt(i):
			plain.WriteByte('0') // which digit makes no difference
		case r == '_':
			if !digitAt(i-1) || !digitAt(i+1) {
				return false
			}
		case r >= unicode.MaxASCII || r == 'x' || r == 'X' || r == 'p' || r == 'P':
			return false
		default:
			plain.WriteRune(r)
		}
	}
	number := strings.ToLower(plain.String())
	if number == "+nan" || number == "-nan" {
		return true
	}
	_, err := strconv.ParseFloat(number, 64)
	return err == nil || errors.Is(err, strconv.ErrRange)
}
