package validate

import (
	"encoding/base64"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// What the reference parser takes for a value of each type. It is generous: "yes" is true, and "3" a number.

// textOf is the text of a scalar that counts as one; ok is false for anything else.
func textOf(n *source.Node) (text string, ok bool) {
	n = n.Resolve()
	if n == nil || n.Kind != source.Scalar {
		return "", false
	}
	switch n.Tag {
	case source.String:
		return n.Value, true
	case source.Binary:
		decoded, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(n.Value), ""))
		return string(decoded), err == nil && utf8.Valid(decoded)
	default:
		return "", false
	}
}

func isBoolean(n *source.Node) bool {
	switch n.Tag {
	case source.Bool:
		return true
	case source.Int, source.Float:
		v, ok := source.Number(n.Value)
		return ok && (v == 0 || v == 1)
	default:
	}
	text, ok := textOf(n)
	if !ok {
		return false
	}
	switch strings.ToLower(text) {
	case "0", "off", "f", "false", "n", "no", "1", "on", "t", "true", "y", "yes":
		return true
	}
	return false
}

// truth is the value of a scalar that isBoolean.
func truth(n *source.Node) bool {
	n = n.Resolve()
	if n == nil || n.Kind != source.Scalar || n.Tag == source.Null {
		return false
	}
	if n.Tag == source.Int || n.Tag == source.Float {
		v, _ := source.Number(n.Value)
		return v != 0
	}
	text, ok := textOf(n)
	if !ok {
		text = n.Value
	}
	switch strings.ToLower(text) {
	case "1", "on", "t", "true", "y", "yes":
		return true
	}
	return false
}

var integerText = regexp.MustCompile(`^[+-]?[0-9]+(_[0-9]+)*(\.0+)?$`)

// integerOf is the whole number of a scalar; ok is false when it is none. Numbers too large to count are as large as can be.
func integerOf(n *source.Node) (int64, bool) {
	switch n.Tag {
	case source.Bool:
		if truth(n) {
			return 1, true
		}
		return 0, true
	case source.Int:
		v, ok := source.Number(n.Value)
		if !ok { // more digits than a machine's number has
			return math.MaxInt64, true
		}
		return whole(v), true
	case source.Float:
		v, ok := source.Number(n.Value)
		if !ok || math.IsInf(v, 0) || v != math.Trunc(v) || math.Abs(v) >= 1<<63 {
			return 0, false
		}
		return whole(v), true
	default:
	}
	text, ok := textOf(n)
	text = strings.TrimSpace(text)
	const maxDigits = 4300 // what Python turns into a number
	if !ok || len(text) > maxDigits || !integerText.MatchString(text) {
		return 0, false
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(text, "_", ""), 64)
	return whole(v), err == nil || math.IsInf(v, 0)
}

func whole(v float64) int64 {
	switch {
	case v >= math.MaxInt64:
		return math.MaxInt64
	case v <= math.MinInt64:
		return math.MinInt64
	default:
		return int64(v)
	}
}

var numberText = regexp.MustCompile(`(?i)^[+-]?(inf|infinity|nan|([0-9][0-9_]*(\.[0-9_]*)?|\.[0-9][0-9_]*)(e[+-]?[0-9]+)?)$`)

func isNumber(n *source.Node) bool {
	switch n.Tag {
	case source.Bool, source.Int, source.Float:
		return true
	default:
	}
	text, ok := textOf(n)
	text = strings.TrimSpace(text)
	return ok && numberText.MatchString(text) && !strings.Contains(text, "__") && !strings.HasSuffix(text, "_")
}

// blank tells whether a text has nothing but white space, as Python sees it.
func blank(text string) bool {
	return strings.TrimFunc(text, func(r rune) bool { return unicode.IsSpace(r) || '\x1c' <= r && r <= '\x1f' }) == ""
}

// filled tells whether a value counts as something: not missing, not null, and no empty text.
func filled(n *source.Node) bool {
	if n.IsNull() {
		return false
	}
	text, ok := textOf(n)
	return !ok || text != ""
}

// isGroup tells whether a node is a plain mapping; a !!set is none.
func isGroup(n *source.Node) bool {
	n = n.Resolve()
	return n != nil && n.Kind == source.Mapping && n.Tag != source.Set
}

// itemsOf are the items of what counts as a list; ok is false when it is none. The members of a !!set count.
func itemsOf(n *source.Node) (items []*source.Node, ok bool) {
	n = n.Resolve()
	switch {
	case n == nil:
		return nil, false
	case n.Kind == source.Sequence:
		return n.Items, true
	case n.Kind == source.Mapping && n.Tag == source.Set:
		for _, e := range n.All() {
			items = append(items, e.Key)
		}
		return items, true
	default:
		return nil, false
	}
}

// described says in words what a node is: the number 1.0, a list.
func described(n *source.Node) words.Text {
	n = n.Resolve()
	switch {
	case n == nil:
		return "nothing"
	case n.Kind == source.Sequence:
		return "a list"
	case n.Kind == source.Mapping:
		return "a group of keys"
	}
	switch n.Tag {
	case source.Null:
		return "empty"
	case source.Bool:
		return words.F("the truth value %s", quote.Short(n.Value))
	case source.Int, source.Float:
		return words.F("the number %s", quote.Short(n.Value))
	case source.Timestamp:
		return words.F("the date %s", quote.Short(n.Value))
	default:
		return words.F("the text %s", quote.Marked(n.Value))
	}
}
