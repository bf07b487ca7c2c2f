package condition

import (
	"encoding/json"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"workflow-designer/backend/words"
)

// Value is a value as encoding/json decodes it: nil, bool, float64, string, []any or map[string]any. All kinds of
// whole numbers, json.Number, []string, []float64 and []map[string]any are accepted too. Evaluate gives numbers as float64.
type Value = any

// tuple is a list in parentheses: never equal to one in square brackets.
type tuple []any

const exactWhole = 1 << 53

// normal brings a value into one of nil, bool, int64, float64, string, []any, tuple and map[string]any; false when it
// is of another type. A float64 without a fraction counts as whole, because JSON does not tell them apart.
func normal(value any) (any, bool) {
	switch v := value.(type) {
	case nil, bool, string, int64, []any, tuple, map[string]any:
		return v, true
	case float64:
		if v == math.Trunc(v) && math.Abs(v) < exactWhole {
			return int64(v), true
		}
		return v, true
	case float32:
		return normal(float64(v))
	case int:
		return int64(v), true
	case int8:
		return int64(v), true
	case int16:
		return int64(v), true
	case int32:
		return int64(v), true
	case uint8:
		return int64(v), true
	case uint16:
		return int64(v), true
	case uint32:
		return int64(v), true
	case uint:
		return unsigned(uint64(v)), true
	case uint64:
		return unsigned(v), true
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return n, true
		}
		n, err := v.Float64()
		return n, err == nil
	case []string:
		return listOf(v), true
	case []float64:
		return listOf(v), true
	case []map[string]any:
		return listOf(v), true
	}
	return nil, false
}

func unsigned(n uint64) any {
	if n <= math.MaxInt64 {
		return int64(n)
	}
	return float64(n)
}

func listOf[T any](values []T) []any {
	list := make([]any, len(values))
	for i, v := range values {
		list[i] = v
	}
	return list
}

// public is a value as a caller gets it. What lies deeper than conditions can build came from the caller as it is.
func public(value any, depth int) Value {
	switch v := value.(type) {
	case int64:
		return float64(v)
	case tuple:
		return public([]any(v), depth)
	case []any:
		if depth > maxNesting {
			return v
		}
		list := make([]any, len(v))
		for i, element := range v {
			list[i] = public(element, depth+1)
		}
		return list
	}
	return value
}

// truth is Python's: empty and zero are false.
func truth(value any) bool {
	switch v := value.(type) {
	case nil:
		return false
	case bool:
		return v
	case int64:
		return v != 0
	case float64:
		return v != 0
	case string:
		return v != ""
	case []any:
		return len(v) > 0
	case tuple:
		return len(v) > 0
	case map[string]any:
		return len(v) > 0
	}
	return true
}

// number takes a number or a boolean, which counts as 0 or 1.
func number(value any) (any, bool) {
	switch v := value.(type) {
	case bool:
		if v {
			return int64(1), true
		}
		return int64(0), true
	case int64, float64:
		return v, true
	}
	return nil, false
}

func toFloat(value any) float64 {
	switch v := value.(type) {
	case int64:
		return float64(v)
	case float64:
		return v
	}
	return math.NaN()
}

// compareNumbers gives -1, 0 or 1, exactly also between whole numbers and fractions; ordered is false for NaN.
func compareNumbers(a, b any) (order int, ordered bool) {
	switch x := a.(type) {
	case int64:
		switch y := b.(type) {
		case int64:
			return compareOrdered(x, y), true
		case float64:
			order, ordered = compareMixed(x, y)
			return order, ordered
		}
	case float64:
		switch y := b.(type) {
		case int64:
			order, ordered = compareMixed(y, x)
			return -order, ordered
		case float64:
			if math.IsNaN(x) || math.IsNaN(y) {
				return 0, false
			}
			return compareOrdered(x, y), true
		}
	}
	return 0, false
}

func compareOrdered[T int | int64 | float64](a, b T) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func compareMixed(whole int64, other float64) (int, bool) {
	switch {
	case math.IsNaN(other):
		return 0, false
	case whole > -exactWhole && whole < exactWhole, math.IsInf(other, 0):
		return compareOrdered(float64(whole), other), true
	}
	return new(big.Float).SetInt64(whole).Cmp(big.NewFloat(other)), true
}

// kindWords names a value's kind in sentences.
func kindWords(value any) words.Text {
	switch value.(type) {
	case nil:
		return "empty"
	case bool:
		return "true or false"
	case int64, float64:
		return "a number"
	case string:
		return "a text"
	case []any, tuple:
		return "a list"
	}
	return "a group of values"
}

// quoted writes a value as Python's repr does, down to a certain depth.
func quoted(value any) string {
	var b strings.Builder
	writeValue(&b, value, 0)
	return b.String()
}

func writeValue(b *strings.Builder, value any, depth int) {
	if depth > maxNesting || b.Len() > maxRoom {
		b.WriteString("...")
		return
	}
	if n, ok := normal(value); ok && depth > 0 { // at the top, whole numbers and fractions are told apart already
		value = n
	}
	switch v := value.(type) {
	case nil:
		b.WriteString("None")
	case bool:
		if v {
			b.WriteString("True")
		} else {
			b.WriteString("False")
		}
	case int64:
		b.WriteString(strconv.FormatInt(v, 10))
	case float64:
		b.WriteString(writtenFloat(v))
	case string:
		writeQuoted(b, v)
	case []any:
		b.WriteString("[")
		writeElements(b, v, depth)
		b.WriteString("]")
	case tuple:
		b.WriteString("(")
		writeElements(b, v, depth)
		if len(v) == 1 {
			b.WriteString(",")
		}
		b.WriteString(")")
	case map[string]any:
		b.WriteString("{")
		for i, key := range sortedKeys(v) {
			if i > 0 {
				b.WriteString(", ")
			}
			writeQuoted(b, key)
			b.WriteString(": ")
			writeValue(b, v[key], depth+1)
		}
		b.WriteString("}")
	default:
		b.WriteString("?")
	}
}

func writeElements(b *strings.Builder, list []any, depth int) {
	for i, element := range list {
		if i > 0 {
			b.WriteString(", ")
		}
		writeValue(b, element, depth+1)
		if b.Len() > maxRoom {
			return
		}
	}
}

// writtenFloat is Python's shortest form: 0.1, 1e+16, 5.0.
func writtenFloat(f float64) string {
	switch {
	case math.IsNaN(f):
		return "nan"
	case math.IsInf(f, 1):
		return "inf"
	case math.IsInf(f, -1):
		return "-inf"
	}
	if size := math.Abs(f); size != 0 && (size < 1e-4 || size >= 1e16) {
		return strconv.FormatFloat(f, 'e', -1, 64)
	}
	written := strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(written, ".") {
		written += ".0"
	}
	return written
}

func writeQuoted(b *strings.Builder, text string) {
	quote := byte('\'')
	if strings.Contains(text, "'") && !strings.Contains(text, `"`) {
		quote = '"'
	}
	const hex = "0123456789abcdef"
	b.WriteByte(quote)
	for _, r := range text {
		switch {
		case r == '\\' || r == rune(quote):
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < 0x20 || r == 0x7f || r >= 0x80 && r < 0x100 && !unicode.IsPrint(r):
			b.WriteString(`\x`)
			b.WriteByte(hex[r>>4&15])
			b.WriteByte(hex[r&15])
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte(quote)
}

func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

func runeCount(text string) int64 { return int64(utf8.RuneCountInString(text)) }
