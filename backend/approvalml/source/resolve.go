package source

import (
	"encoding/base64"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// The forms of plain scalars that are no texts, as PyYAML's resolver has them (YAML 1.1 but for booleans).
var (
	intForm   = regexp.MustCompile(`^[-+]?(0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(:[0-5]?[0-9])+)$`)
	floatForm = regexp.MustCompile(`^([-+]?[0-9][0-9_]*\.[0-9_]*([eE][-+][0-9]+)?|\.[0-9][0-9_]*([eE][-+][0-9]+)?|` +
		`[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$`)
	timestampForm = regexp.MustCompile(`^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})` +
		`(([Tt]|[ \t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})(\.[0-9]*)?([ \t]*(Z|[-+][0-9]{1,2}(:[0-9]{2})?))?)?$`)
	shortDate = regexp.MustCompile(`^[0-9]{4}-([0-9]-[0-9]{1,2}|[0-9]{2}-[0-9])$`)
)

// scalarTag is the tag of a scalar; ok is false when no loader can make a value of it.
func scalarTag(style Style, n *yaml.Node) (tag Tag, ok bool) {
	explicit := ""
	if n.Style&yaml.TaggedStyle != 0 {
		explicit = n.ShortTag()
	}
	switch explicit {
	case "", "!":
		if style != Plain {
			return String, true
		}
		return resolve(n.Value)
	case "!!str":
		return String, true
	case "!!null":
		return Null, true
	case "!!bool":
		switch strings.ToLower(n.Value) {
		case "yes", "no", "true", "false", "on", "off":
			return Bool, true
		}
		return Bool, false
	case "!!int":
		return Int, isInt(n.Value)
	case "!!float":
		_, ok := Number(n.Value)
		return Float, ok
	case "!!timestamp":
		return Timestamp, isTimestamp(n.Value)
	case "!!binary":
		_, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(n.Value), ""))
		return Binary, err == nil
	default:
		return Custom, false
	}
}

// resolve is the tag of a plain scalar without one.
func resolve(value string) (tag Tag, ok bool) {
	if value == "" {
		return Null, true
	}
	switch value {
	case "~", "null", "Null", "NULL":
		return Null, true
	case "true", "True", "TRUE", "false", "False", "FALSE":
		return Bool, true
	case "<<":
		return Merge, true
	case "=":
		return Value, false
	}
	switch c := value[0]; {
	case c != '.' && c != '-' && c != '+' && (c < '0' || c > '9'):
		return String, true
	case intForm.MatchString(value):
		return Int, isInt(value)
	case floatForm.MatchString(value):
		return Float, true
	case timestampForm.MatchString(value) && !shortDate.MatchString(value):
		return Timestamp, isTimestamp(value)
	default:
		return String, true
	}
}

// isInt tells whether a text of an integer's form has digits.
func isInt(value string) bool {
	digits := strings.TrimLeft(strings.ReplaceAll(value, "_", ""), "+-")
	digits = strings.TrimPrefix(strings.TrimPrefix(digits, "0b"), "0x")
	return digits != "" && intForm.MatchString(value)
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
	return n(1) > 0 && at.Year() == n(1) && at.Month() == time.Month(n(2)) && at.Day() == n(3) &&
		n(6) < 24 && n(7) < 60 && n(8) < 60
}

// Number is the value of a scalar that a runtime reads as a number, by the rules of YAML 1.1: underscores, 0x, 0b, octal
// with a leading 0, and base 60 as in 1:30.
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
		v, err := strconv.ParseUint(text[2:], 2, 64)
		return sign * float64(v), err == nil
	case strings.HasPrefix(text, "0x"):
		v, err := strconv.ParseUint(text[2:], 16, 64)
		return sign * float64(v), err == nil
	case len(text) > 1 && text[0] == '0' && strings.Trim(text, "01234567") == "":
		v, err := strconv.ParseUint(text[1:], 8, 64)
		return sign * float64(v), err == nil
	}
	total := 0.0
	for _, part := range strings.Split(text, ":") {
		v, err := strconv.ParseFloat(part, 64)
		if err != nil {
			return 0, false
		}
		total = total*60 + v
	}
	return sign * total, true
}
