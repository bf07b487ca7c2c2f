package condition

import "slices"

// shape is what can be told of a part's value without evaluating it.
type shape struct {
	kind     Kind
	empty    bool   // it is None
	field    *Field // when it is a field alone
	element  *Field // when it is a column of line items
	constant bool
	value    any // of a constant
}

// scalar shapes a value of one field, be it the field itself or one row's.
func scalar(f *Field) shape { return shape{kind: f.Kind, field: f} }

func (c *checker) shape(n *node) shape {
	switch n.kind {
	case constantNode:
		return constantShape(n.value)
	case textNode:
		return shape{kind: Text}
	case nameNode:
		return c.nameShape(n.name)
	case listNode, tupleNode:
		return shape{kind: List}
	case andNode, orNode, notNode, compareNode:
		return shape{kind: Boolean}
	case minusNode:
		return shape{kind: Number}
	case sumNode, productNode:
		return c.reckonedShape(n)
	case callNode:
		return c.callShape(n)
	}
	return shape{}
}

func constantShape(value any) shape {
	s := shape{constant: true, value: value}
	switch value.(type) {
	case nil:
		s.empty = true
	case bool:
		s.kind = Boolean
	case int64, float64:
		s.kind = Number
	case string:
		s.kind = Text
	}
	return s
}

func (c *checker) nameShape(name *Name) shape {
	if name.outside(c.fields) {
		return shape{}
	}
	field, known := c.fields[name.Path[0]]
	if !known {
		return shape{}
	}
	switch len(name.Path) {
	case 1:
		return scalar(&field)
	case 2:
		if column, known := field.Columns[name.Path[1]]; known {
			return shape{kind: List, element: &column}
		}
	}
	return shape{}
}

func (c *checker) reckonedShape(n *node) shape {
	result := c.shape(n.kids[0]).kind
	for _, kid := range n.kids[1:] {
		switch kind := c.shape(kid).kind; {
		case numeric(result) && numeric(kind):
			result = Number
		case result == kind && n.kind == sumNode:
		default:
			return shape{}
		}
	}
	return shape{kind: result}
}

var callKinds = map[string]Kind{
	"len": Number, "int": Number, "float": Number, "abs": Number, "sum": Number, "round": Number, "str": Text, "bool": Boolean,
}

func (c *checker) callShape(n *node) shape {
	if n.text != "min" && n.text != "max" {
		return shape{kind: callKinds[n.text]}
	}
	if len(n.kids) == 1 {
		if of := c.shape(n.kids[0]); of.element != nil {
			return shape{kind: of.element.Kind}
		}
		return shape{}
	}
	kinds := make([]Kind, len(n.kids))
	for i, kid := range n.kids {
		kinds[i] = c.shape(kid).kind
	}
	if len(slices.Compact(kinds)) == 1 {
		return shape{kind: kinds[0]}
	}
	return shape{}
}

func numeric(k Kind) bool { return k == Number || k == Boolean }

func textual(k Kind) bool { return k == Text || k == Date }

// comparable tells whether values of the two kinds can be equal at all.
func comparable(a, b Kind) bool {
	return a == Unknown || b == Unknown || a == b || numeric(a) && numeric(b) || textual(a) && textual(b)
}
