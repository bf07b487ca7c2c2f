package condition

import (
	"maps"
	"slices"
	"strings"

	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/words"
)

// Check finds what is surely a mistake when the form has these fields, in order of appearance: names that are not there,
// kinds of values that do not go together, options that do not exist. Only when there is nothing of that, it says
// whether the condition always or never holds. Names below requestor, workflow, system, vars and instance are no fields
// and never a problem.
func (e *Expression) Check(fields Fields) []Problem {
	c := &checker{fields: fields, text: e.text}
	e.root.visit(c.look)
	if len(c.problems) == 0 {
		c.constancy(e)
	}
	slices.SortStableFunc(c.problems, func(a, b Problem) int { return a.Span.Start - b.Span.Start })
	return c.problems
}

type checker struct {
	fields   Fields
	text     string
	problems []Problem
}

func (c *checker) report(kind ProblemKind, span Span, name string, message, hint words.Text) {
	c.problems = append(c.problems, Problem{Kind: kind, Span: span, Name: name, Message: message, Hint: hint})
}

// look checks one node; visit brings it to all of them.
func (c *checker) look(n *node) {
	switch n.kind {
	case nameNode:
		c.lookName(n.name)
	case textNode:
		for _, p := range n.pieces {
			if p.name != nil {
				c.lookName(p.name)
			}
		}
	case compareNode:
		for i, operator := range n.operators {
			c.lookPair(operator, n.kids[i], n.kids[i+1])
		}
	case sumNode, productNode:
		c.lookReckoning(n)
	case minusNode:
		if kind := c.shape(n.kids[0]).kind; kind != Unknown && !numeric(kind) {
			c.report(TypeMismatch, n.span, "", words.F("A minus stands before %s, which is not a number.", kindNames[kind]), "Leave the minus out.")
		}
	case callNode:
		c.lookCall(n)
	default:
	}
}

var kindNames = map[Kind]words.Text{
	Unknown: "a value", Number: "a number", Text: "a text", Boolean: "true or false", List: "a list", Date: "a date",
}

func (c *checker) lookName(name *Name) {
	if name.outside(c.fields) {
		return
	}
	root := name.Path[0]
	field, known := c.fields[root]
	if !known {
		c.report(UnknownField, name.Parts[0], root, words.F("There is no field %s.", quote.Short(root)), "")
		return
	}
	if len(name.Path) == 1 {
		return
	}
	column := name.Path[1]
	switch _, known := field.Columns[column]; {
	case known:
	case field.Columns != nil:
		hint := words.Text("")
		if near := nearestTo(column, slices.Sorted(maps.Keys(field.Columns))); near != "" {
			hint = words.F("Did you mean %s.%s?", root, near)
		}
		c.report(UnknownColumn, name.Parts[1], column, words.F("The line items %s have no column %s.", root, quote.Short(column)), hint)
	case field.Kind != Unknown && field.Kind != List:
		c.report(UnknownColumn, name.Parts[1], column,
			words.F("%s is %s, so it has no column %s.", root, kindNames[field.Kind], quote.Short(column)), words.F("Write %s alone.", root))
	}
}

func (c *checker) lookReckoning(n *node) {
	result := c.shape(n.kids[0]).kind
	for i, operator := range n.operators {
		kind := c.shape(n.kids[i+1]).kind
		switch {
		case result == Unknown || kind == Unknown:
			return
		case numeric(result) && numeric(kind):
			result = Number
			continue
		case operator == "+" && result == kind && (kind == Text || kind == List):
			continue
		case operator == "+" && textual(result) && textual(kind):
			result = Text
			continue
		case operator == "*" && (numeric(result) || numeric(kind)):
			return
		}
		span := n.kids[i].span.to(n.kids[i+1].span)
		hint := words.Text("Reckon with numbers only.")
		if kind == List || result == List {
			hint = "Use sum, min, max or len to make a number of a list."
		}
		c.report(TypeMismatch, span, "",
			words.F("The operator %s does not go with %s and %s.", operator, kindNames[result], kindNames[kind]), hint)
		return
	}
}

func (c *checker) lookCall(n *node) {
	f, known := functions[n.text]
	if !known {
		hint := words.F("There are %s and %s.", strings.Join(functionNames[:len(functionNames)-1], ", "), functionNames[len(functionNames)-1])
		if near := nearestTo(n.text, functionNames); near != "" {
			hint = words.F("Did you mean %s?", near)
		}
		c.report(UnknownFunction, n.nameSpan, n.text, words.F("There is no function %s.", quote.Short(n.text)), hint)
		return
	}
	if !f.takes(len(n.kids)) {
		c.report(TypeMismatch, n.span, n.text, countWords(n.text, f), "")
		return
	}
	if len(n.kids) == 0 {
		return
	}
	first := c.shape(n.kids[0])
	wrong, hint := false, words.Text("")
	switch n.text {
	case "abs", "round":
		wrong, hint = first.kind != Unknown && !numeric(first.kind), "It takes a number."
	case "len":
		wrong, hint = numeric(first.kind), "It takes a text or a list."
	case "sum":
		wrong, hint = numeric(first.kind) || textual(first.kind), "It takes a list, for example a column of line items."
		if first.element != nil && textual(first.element.Kind) {
			wrong, hint = true, "It adds numbers; this column holds texts."
		}
	case "min", "max":
		wrong, hint = len(n.kids) == 1 && numeric(first.kind), "It takes a list, or several values."
	case "int", "float":
		wrong, hint = first.kind == List, "It takes a number or a text."
	}
	if wrong || first.empty && n.text != "str" && n.text != "bool" {
		c.report(TypeMismatch, n.kids[0].span, n.text, words.F("The function %s cannot take %s.", n.text, c.described(n.kids[0], first)), hint)
	}
}

// described names a part for the middle of a sentence.
func (c *checker) described(n *node, s shape) words.Text {
	switch {
	case s.constant && s.empty:
		return "an empty value"
	case s.constant && s.kind == Text:
		return words.F("the text %s", quote.Short(quoted(s.value)))
	case s.constant && s.kind == Number:
		return words.F("the number %s", c.text[n.span.Start:n.span.End])
	case s.constant:
		return words.Literal(quoted(s.value))
	case n.kind == nameNode && s.element != nil:
		return words.F("%s, a column of all rows", n.name.String())
	case n.kind == nameNode:
		return words.F("%s, which is %s", n.name.String(), kindNames[s.kind])
	}
	return kindNames[s.kind]
}

// constancy tells when the answer is the same whatever the fields hold.
func (c *checker) constancy(e *Expression) {
	always, never := constant(e, c.fields)
	whole := e.root.span
	switch {
	case never:
		c.report(AlwaysFalse, whole, "", "This condition never holds, whatever the fields hold.", "Change it, or delete the choice.")
	case always && len(e.names) == 0:
		c.report(AlwaysTrue, whole, "", "This condition always holds.", "Use default for what is left.")
	case always:
		c.report(AlwaysTrue, whole, "", "This condition always holds, whatever the fields hold.", "Change it, or use default for what is left.")
	}
}
