package condition

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"workflow-designer/backend/approvalml/quote"
	"workflow-designer/backend/words"
)

// lookPair checks one comparison.
func (c *checker) lookPair(operator string, left, right *node) {
	l, r := c.shape(left), c.shape(right)
	switch operator {
	case "in", "not in":
		c.lookMembership(left, right, l, r)
	case "==", "!=":
		if !l.empty && !r.empty {
			c.lookSides(operator, left, right, l, r)
		}
	default:
		if l.empty || r.empty {
			c.report(TypeMismatch, left.span.to(right.span), "",
				words.F("An empty value has no order, so %s cannot compare it.", operator), "Use == None or != None.")
			return
		}
		c.lookSides(operator, left, right, l, r)
	}
}

func (c *checker) lookMembership(left, right *node, l, r shape) {
	switch {
	case right.kind == listNode || right.kind == tupleNode:
		for _, kid := range right.kids {
			if element := c.shape(kid); !element.empty && !l.empty {
				c.lookSides("==", left, kid, l, element)
			}
		}
	case r.element != nil:
		element := scalar(r.element)
		if l.constant && !l.empty {
			c.lookOption(left, right, l, element)
		}
	case r.kind == List:
		if l.constant && r.field != nil {
			c.lookOption(left, right, l, r)
		}
	case numeric(r.kind) || r.empty:
		c.report(TypeMismatch, right.span, nameOf(right),
			words.F("Behind in there must be a list or a text, but here is %s.", c.described(right, r)),
			"Write the values in square brackets: ['it', 'travel'].")
	case textual(r.kind) && (l.kind == Number || l.kind == Boolean || l.kind == List):
		c.report(TypeMismatch, left.span, nameOf(left),
			words.F("Only a text can be in a text, but here is %s.", c.described(left, l)), "Write a text in quotes.")
	}
}

func nameOf(n *node) string {
	if n.kind == nameNode {
		return n.name.String()
	}
	return ""
}

// lookSides checks the two sides of an equality or an order; the one that is a name is what the sentence is about.
func (c *checker) lookSides(operator string, left, right *node, l, r shape) {
	if l.constant && !r.constant || left.kind != nameNode && right.kind == nameNode {
		left, right, l, r = right, left, r, l
	}
	if !comparable(l.kind, r.kind) {
		if mayBeEmptyText(operator, l, r) {
			return
		}
		span := left.span
		if r.constant || left.span.Start < right.span.Start {
			span = right.span
		}
		if !r.constant {
			span = Span{min(left.span.Start, right.span.Start), max(left.span.End, right.span.End)}
		}
		subject := nameOf(left)
		what := words.F("%s is %s", subject, kindNames[l.kind])
		switch {
		case l.element != nil:
			what = words.F("%s is a column of all rows", subject)
		case subject == "":
			what = words.F("This is %s", kindNames[l.kind])
		}
		c.report(TypeMismatch, span, subject, words.F("%s, but it is compared with %s.", what, c.described(right, r)), mismatchHint(left, right, l, r))
		return
	}
	if l.kind == Date && r.constant && r.kind == Text && r.value != "" {
		if _, err := time.Parse(time.DateOnly, r.value.(string)); err != nil {
			c.report(TypeMismatch, right.span, nameOf(left),
				words.F("%s is a date, but it is compared with %s.", nameOf(left), c.described(right, r)), "Write a date like '2026-01-31'.")
		}
		return
	}
	if l.kind == Boolean && operator != "==" && operator != "!=" && l.field != nil {
		c.report(TypeMismatch, left.span, nameOf(left),
			words.F("%s is true or false, so it has no order.", nameOf(left)), words.F("Write %s alone, or not %s.", nameOf(left), nameOf(left)))
		return
	}
	if operator == "==" || operator == "!=" {
		c.lookOption(right, left, r, l)
	}
}

// mayBeEmptyText lets `amount == ”` pass: forms hand over an empty text for a field that nobody filled in.
func mayBeEmptyText(operator string, l, r shape) bool {
	return (operator == "==" || operator == "!=") && l.field != nil && !l.field.Required && r.constant && r.value == ""
}

func mismatchHint(left, right *node, l, r shape) words.Text {
	text, isText := r.value.(string)
	plain := strings.TrimSpace(text)
	switch {
	case l.kind == List && l.element != nil && numeric(l.element.Kind):
		name := nameOf(left)
		return words.F("Use sum(%s), max(%s) or min(%s).", name, name, name)
	case l.kind == List && isText && left.kind == nameNode:
		return words.F("Write %s in %s.", quoted(text), nameOf(left))
	case l.kind == List:
		return "Use in, or len, sum, min or max to make one value of a list."
	case r.kind == List:
		return "Use in to ask whether a list has a value."
	case l.kind == Number && isText:
		if _, bad := parseNumber(strings.TrimPrefix(plain, "-")); bad == "" {
			return words.F("Write %s without quotes.", plain)
		}
		if joined := strings.NewReplacer(",", "", " ", "", "'", "").Replace(plain); joined != plain {
			if _, err := strconv.ParseFloat(joined, 64); err == nil {
				return words.F("Write %s without quotes.", joined)
			}
		}
		return "Compare it with a number."
	case l.kind == Boolean && isText:
		switch strings.ToLower(plain) {
		case "true", "yes", "on", "1":
			return "Write True without quotes."
		case "false", "no", "off", "0":
			return "Write False without quotes."
		}
		return "Compare it with True or False."
	case l.kind == Text && r.constant && r.kind == Number:
		return words.F("Write %s in quotes, or make it a number by int(%s).", quoted(quoted(r.value)), nameOf(left))
	case l.kind == Text && r.constant && r.kind == Boolean:
		return "Compare it with a text in quotes."
	case l.kind == Date:
		return "Write a date like '2026-01-31'."
	case right.kind == nameNode:
		return "Compare values of the same kind."
	}
	return ""
}

// lookOption checks a text against the options of the field it is compared with.
func (c *checker) lookOption(value, field *node, v, f shape) {
	option, isText := v.value.(string)
	if !isText || !v.constant || f.field == nil || len(f.field.Options) == 0 || (f.kind != Text && f.kind != List) {
		return
	}
	if slices.Contains(f.field.Options, option) || option == "" && !f.field.Required {
		return
	}
	hint := words.Text("")
	if near := nearestTo(option, f.field.Options); near != "" {
		hint = words.F("Did you mean %s?", quoted(near))
	} else if len(f.field.Options) <= 6 {
		names := make([]string, len(f.field.Options))
		for i, name := range f.field.Options {
			names[i] = quoted(name)
		}
		hint = words.F("The options are %s.", strings.Join(names, ", "))
	}
	c.report(UnknownOption, value.span, option, words.F("%s is not an option of %s.", quote.Short(quoted(option)), nameOf(field)), hint)
}
