package source

import (
	"math"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// standard is what the tags that YAML itself defines begin with.
const standard = "tag:yaml.org,2002:"

// shortTag writes a tag as people do.
func shortTag(tag string) string {
	if rest, ok := strings.CutPrefix(tag, standard); ok {
		return "!!" + rest
	}
	return tag
}

// The forms of plain scalars that are no texts, as PyYAML's resolver has them (YAML 1.1 but for booleans).
var (
	intForm = regexp.MustCompile(`^([-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|` +
		`[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+)$`)
	floatForm = regexp.MustCompile(`^([-+]?[0-9][0-9_]*\.[0-9_]*([eE][-+][0-9]+)?|\.[0-9][0-9_]*([eE][-+][0-9]+)?|` +
		`[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$`)
	dateForm = regexp.MustCompile(`^([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}` +
		`([Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(\.[0-9]*)?([ \t]*(Z|[-+][0-9]{1,2}(:[0-9]{2})?))?)$`)
	timestampForm = regexp.MustCompile(`^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})` +
		`(?:(?:[Tt]|[ \t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+]([0-9]{1,2})(?::([0-9]{2}))?))?)?\n?$`)
)

// scalarTag is the tag of a scalar. A lone exclamation mark lets even a text in quotes count as a plain one.
func scalarTag(style Style, value, explicit string) Tag {
	if explicit == "" && style != Plain {
		return String
	}
	if explicit == "" || explicit == "!" {
		return resolve(value)
	}
	tag, known := map[string]Tag{
		"str": String, "null": Null, "bool": Bool, "int": Int, "float": Float, "timestamp": Timestamp, "binary": Binary, "merge": Merge, "value": Value,
	}[strings.TrimPrefix(explicit, standard)]
	if !known || !strings.HasPrefix(explicit, standard) {
		return Custom
	}
	return tag
}

// resolve is the tag of a plain scalar without one.
func resolve(value string) Tag {
	if value == "" {
		return Null
	}
	switch c := value[0]; {
	case c == '.' || c == '-' || c == '+' || '0' <= c && c <= '9':
		switch {
		case intForm.MatchString(value):
			return Int
		case floatForm.MatchString(value):
			return Float
		case c >= '0' && dateForm.MatchString(value):
			return Timestamp
		}
	case c == '~' || c == 'n' || c == 'N':
		if value == "~" || value == "null" || value == "Null" || value == "NULL" {
			return Null
		}
	case c == 't' || c == 'T' || c == 'f' || c == 'F':
		switch value {
		case "true", "True", "TRUE", "false", "False", "FALSE":
			return Bool
		}
	case value == "<<":
		return Merge
	case value == "=":
		return Value
	}
	return String
}

// isValue tells whether a loader can make a value of a scalar.
func isValue(n *Node) bool {
	switch n.Tag {
	case String, Null:
		return true
	case Bool:
		switch strings.ToLower(n.Value) {
		case "yes", "no", "true", "false", "on", "off":
			return true
		}
		return false
	case Int:
		return isInt(n.Value)
	case Float:
		return isFloat(n.Value)
	case Timestamp:
		return isTimestamp(n.Value)
	case Binary:
		return isBase64(n.Value)
	default:
		return false
	}
}

// isInt tells whether PyYAML makes an integer of a text that has the tag.
func isInt(value string) bool {
	value = strings.ReplaceAll(value, "_", "")
	if value == "" {
		return false
	}
	if value[0] == '-' || value[0] == '+' {
		value = value[1:]
	}
	switch {
	case value == "":
		return false
	case strings.HasPrefix(value, "0b"):
		return isPythonInt(value[2:], "01", "bB")
	case strings.HasPrefix(value, "0x"):
		return isPythonInt(value[2:], "0123456789abcdefABCDEF", "xX")
	case value[0] == '0' && value != "0":
		return isPythonInt(value, "01234567", "oO")
	}
	for _, part := range strings.Split(value, ":") {
		if !isPythonInt(part, "", "") {
			return false
		}
	}
	return true
}

// isPythonInt tells whether Python's int takes a text: white space around it, a sign, and digits; with the base's own
// letter behind a zero when it has one. No set of digits stands for decimal ones of any script, at most 4,300 of them.
func isPythonInt(text, digits, letter string) bool {
	text = strings.TrimFunc(text, isPythonSpace)
	if text != "" && (text[0] == '-' || text[0] == '+') {
		text = text[1:]
	}
	if len(text) > 1 && text[0] == '0' && strings.IndexByte(letter, text[1]) >= 0 {
		text = text[2:]
	}
	count := 0
	for _, r := range text {
		if unicode.Is(unicode.Nd, r) && r > unicode.MaxASCII {
			r = '0'
		}
		if digits == "" && (r < '0' || r > '9') || digits != "" && !strings.ContainsRune(digits, r) {
			return false
		}
		count++
	}
	const most = 4300
	return count > 0 && (count <= most || digits != "")
}

func isPythonSpace(r rune) bool { return unicode.IsSpace(r) || '\x1c' <= r && r <= '\x1f' }

// isFloat tells whether PyYAML makes a number of a text that has the tag.
func isFloat(value string) bool {
	value = strings.ToLower(strings.ReplaceAll(value, "_", ""))
	if value == "" {
		return false
	}
	if value[0] == '-' || value[0] == '+' {
		value = value[1:]
	}
	if value == ".inf" || value == ".nan" {
		return true
	}
	for _, part := range strings.Split(value, ":") {
		if !isPythonFloat(part) {
			return false
		}
	}
	return true
}

func isPythonFloat(text string) bool {
	text = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Nd, r) {
			return '0' // which digit makes no difference
		}
		return r
	}, strings.TrimFunc(text, isPythonSpace))
	if text == "+nan" || text == "-nan" {
		return true
	}
	if strings.ContainsAny(text, "xXpP_") {
		return false
	}
	_, err := strconv.ParseFloat(text, 64)
	return err == nil || strings.HasSuffix(err.Error(), strconv.ErrRange.Error())
}

func isTimestamp(value string) bool {
	m := timestampForm.FindStringSubmatch(value)
	if m == nil {
		return false
	}
	n := func(i int) int {
		v, _ := strconv.Atoi(m[i]) // digits only, or empty for none
		return v
	}
	at := time.Date(n(1), time.Month(n(2)), n(3), 0, 0, 0, 0, time.UTC)
	const minutesOfADay = 24 * 60
	return n(1) > 0 && at.Year() == n(1) && at.Month() == time.Month(n(2)) && at.Day() == n(3) &&
		n(4) < 24 && n(5) < 60 && n(6) < 60 && n(7)*60+n(8) < minutesOfADay
}

// isBase64 tells whether Python decodes a text, which passes over characters that do not belong there, and over what
// stands behind the end.
func isBase64(value string) bool {
	count, padding := 0, 0
	for _, r := range value {
		switch {
		case r > unicode.MaxASCII:
			return false
		case r == '=':
			if padding++; count%4 >= 2 && count%4+padding >= 4 {
				return isASCII(value)
			}
		case strings.ContainsRune(base64Letters, r):
			count, padding = count+1, 0
		}
	}
	return count%4 == 0
}

const base64Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] > unicode.MaxASCII {
			return false
		}
	}
	return true
}

// Number is the value of a scalar that a runtime reads as a number, by the rules of YAML 1.1: underscores, 0x, 0b, octal
// with a leading 0, and base 60 as in 1:30. A whole number beyond what a float64 holds is none; one with a point is infinite.
func Number(value string) (float64, bool) {
	text := strings.ToLower(strings.ReplaceAll(value, "_", ""))
	sign := 1.0
	if rest, minus := strings.CutPrefix(text, "-"); minus {
		sign, text = -1, rest
	} else {
		text = strings.TrimPrefix(text, "+")
	}
	if text == "" || !strings.ContainsRune("0123456789.", rune(text[0])) {
		return 0, false
	}
	switch {
	case text == ".inf":
		return math.Inf(int(sign)), true
	case text == ".nan":
		return math.NaN(), true
	case strings.HasPrefix(text, "0b"):
		return whole(sign, text[2:], 2)
	case strings.HasPrefix(text, "0x"):
		return whole(sign, text[2:], 16)
	case len(text) > 1 && text[0] == '0' && strings.Trim(text, "01234567") == "":
		return whole(sign, text[1:], 8)
	}
	total := 0.0
	for _, part := range strings.Split(text, ":") {
		v, err := strconv.ParseFloat(part, 64)
		if err != nil && !(math.IsInf(v, 0) && strings.Contains(part, ".")) {
			return 0, false
		}
		total = total*60 + v
	}
	return sign * total, true
}

func whole(sign float64, digits string, base int) (float64, bool) {
	n, ok := new(big.Int).SetString(digits, base)
	if !ok {
		return 0, false
	}
	v, _ := new(big.Float).SetInt(n).Float64()
	return sign * v, !math.IsInf(v, 0)
}
