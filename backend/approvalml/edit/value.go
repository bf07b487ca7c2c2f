package edit

import (
	"math"
	"strconv"
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// Value is something to be written into a document. The zero value is the empty text.
type Value struct {
	kind  valueKind
	tag   source.Tag
	text  string
	items []Value
	pairs []Pair
	tree  *source.Tree
	node  *source.Node

	quotes source.Style // of a text, when quoted says so
	quoted bool
	flow   bool // a list or group stands in brackets
}

type valueKind uint8

const (
	scalarValue valueKind = iota
	listValue
	mapValue
	copyValue
)

// Pair is a key with its value.
type Pair struct {
	Key   string
	Value Value
}

// Text is a text, quoted where it would else be read as something else.
func Text(text string) Value { return Value{tag: source.String, text: text} }

// Integer is a whole number.
func Integer(n int64) Value { return Value{tag: source.Int, text: strconv.FormatInt(n, 10)} }

// Number is a number with a decimal point: 2 is written 2.0.
func Number(n float64) Value {
	return Value{tag: source.Float, text: numberText(n)}
}

func numberText(n float64) string {
	switch {
	case math.IsNaN(n):
		return ".nan"
	case math.IsInf(n, 1):
		return ".inf"
	case math.IsInf(n, -1):
		return "-.inf"
	}
	text := strconv.FormatFloat(n, 'g', -1, 64)
	mantissa, exponent, scientific := strings.Cut(text, "e")
	if !strings.Contains(mantissa, ".") {
		mantissa += ".0"
	}
	if scientific {
		return mantissa + "e" + exponent
	}
	return mantissa
}

// Boolean is true or false.
func Boolean(b bool) Value { return Value{tag: source.Bool, text: strconv.FormatBool(b)} }

// Null is the missing value.
func Null() Value { return Value{tag: source.Null, text: "null"} }

// List is a list.
func List(items ...Value) Value { return Value{kind: listValue, tag: source.List, items: items} }

// Map is a group of keys in this order. No key may stand in it twice.
func Map(pairs ...Pair) Value { return Value{kind: mapValue, tag: source.Map, pairs: pairs} }

// As is a text that is written in these quotes where it can be; Plain is without, but for those that it needs. Without As, quotes
// are those of the texts around it.
func (v Value) As(quotes source.Style) Value {
	v.quotes, v.quoted = quotes, true
	return v
}

// InBrackets is a list or group on one line.
func (v Value) InBrackets() Value {
	v.flow = true
	return v
}

// Copy is a part of a document, written exactly as it is there, with its quotes and inner comments, and indented for where
// it goes. What an alias in it stands for is written out when the anchor is not part of the copy.
func Copy(tree *source.Tree, node *source.Node) Value {
	node = node.Resolve()
	if tree == nil || node == nil {
		return Null()
	}
	return Value{kind: copyValue, tree: tree, node: node}
}

// isText tells whether the value is a text given by Text.
func (v Value) isText() bool { return v.kind == scalarValue && v.tag == source.String }
