package offline

import (
	"math"
	"strconv"
	"strings"

	"workflow-designer/backend/words"
)

var kindWords = map[string]words.Text{
	"text": "text", "textarea": "longer text", "email": "e-mail address", "currency": "amount of money", "number": "number", "date": "date",
	"select": "a choice", "checkbox": "yes or no", "file_upload": "file", "image": "picture", "signature": "signature", "line_items": "list of items",
}

// meaningOfField says why the form asks for a field.
func meaningOfField(f *field) words.Text {
	switch {
	case f.neededBy != "":
		return words.F("%q was added, as every %s needs it.", f.label, f.neededBy)
	case f.derived:
		return words.F("The form asks for %q, as a condition needs it.", f.label)
	}
	return words.F("The form asks for %q (%s).", f.label, kindWords[f.kind])
}

// meaningOf says in a sentence who is asked, and when.
func (r *reader) meaningOf(st *stage) words.Text {
	who := st.people()
	if st.guard == nil {
		switch {
		case st.automatic:
			return "Nobody has to approve."
		case st.kind == isTold:
			return words.F("A message goes to %s.", who)
		case st.kind == getsCopy:
			return words.F("A copy goes to %s.", who)
		case st.kind == signs:
			return words.F("Signature of %s.", who)
		case st.kind == acknowledges:
			return words.F("Acknowledgement by %s.", who)
		case st.kind == recommends:
			return words.F("Recommendation by %s, which stops nothing.", who)
		case st.timeout == "":
			return words.F("Decision by %s.", st.deciders())
		case st.escalate == nil:
			return words.F("Decision by %s, within %s.", st.deciders(), timeInWords(st.timeout))
		}
		return words.F("Decision by %s, within %s, else %s.", st.deciders(), timeInWords(st.timeout), lowerFirst(st.escalate.title()))
	}
	when := r.inWords(st.guard)
	switch {
	case st.automatic:
		return words.F("Nobody has to approve when %s.", when)
	case st.kind == isTold:
		return words.F("A message goes to %s when %s.", who, when)
	case st.kind == getsCopy:
		return words.F("A copy goes to %s when %s.", who, when)
	case st.kind == signs:
		return words.F("Signature of %s when %s.", who, when)
	case st.kind == acknowledges:
		return words.F("Acknowledgement by %s when %s.", who, when)
	case st.kind == recommends:
		return words.F("Recommendation by %s, which stops nothing, when %s.", who, when)
	case st.timeout == "":
		return words.F("Decision by %s when %s.", st.deciders(), when)
	case st.escalate == nil:
		return words.F("Decision by %s when %s, within %s.", st.deciders(), when, timeInWords(st.timeout))
	}
	return words.F("Decision by %s when %s, within %s, else %s.", st.deciders(), when, timeInWords(st.timeout), lowerFirst(st.escalate.title()))
}

// people are those of a stage, as they stand inside a sentence.
func (st *stage) people() words.Text {
	if st.automatic || len(st.who) == 0 {
		return "nobody"
	}
	var names []words.Text
	for _, a := range st.who {
		names = append(names, words.Literal(lowerFirst(a.title())))
	}
	const most = 3
	last := names[len(names)-1]
	switch {
	case len(names) == 1:
		return last
	case len(names) > most:
		return words.F("%s and others", names[0])
	case st.strategy == "any_one":
		return words.F("%s or %s", words.Join(names[:len(names)-1], "%s, %s"), last)
	}
	return words.F("%s and %s", words.Join(names[:len(names)-1], "%s, %s"), last)
}

// deciders are the people of a stage with how many of them it takes.
func (st *stage) deciders() words.Text {
	switch st.strategy {
	case "any_one":
		return words.F("any one of %s", st.people())
	case "majority":
		return words.F("majority of %s", st.people())
	case "all":
		return words.F("all of %s", st.people())
	}
	return st.people()
}

// timeInWords says a timeout such as 3_business_days.
func timeInWords(timeout string) words.Text {
	count, unit, _ := strings.Cut(timeout, "_")
	n, err := strconv.Atoi(count)
	if err != nil {
		return words.Literal(timeout)
	}
	single := n == 1
	switch {
	case unit == "business_days" && single:
		return words.F("%d business day", n)
	case unit == "business_days":
		return words.F("%d business days", n)
	case unit == "days" && single:
		return words.F("%d day", n)
	case unit == "days":
		return words.F("%d days", n)
	case unit == "hours" && single:
		return words.F("%d hour", n)
	case unit == "hours":
		return words.F("%d hours", n)
	case unit == "minutes" && single:
		return words.F("%d minute", n)
	case unit == "minutes":
		return words.F("%d minutes", n)
	}
	return words.Literal(strings.ReplaceAll(timeout, "_", " "))
}

// inWords says a condition for people.
func (r *reader) inWords(c *cond) words.Text {
	name := c.field
	if f := r.sketch.field(name); f != nil {
		name = lowerFirst(f.label)
	}
	var parts []words.Text
	switch c.kind {
	case isNumber:
		for _, v := range c.reach {
			parts = append(parts, reachWords(name, v))
		}
	case isOption:
		var values []words.Text
		for _, v := range c.values {
			values = append(values, words.Literal(strings.ReplaceAll(v, "_", " ")))
		}
		if c.not {
			return words.F("%s is not %s", name, words.Join(values, "%s or %s"))
		}
		return words.F("%s is %s", name, words.Join(values, "%s or %s"))
	case isFlag:
		if c.not {
			return words.F("%q is off", name)
		}
		return words.F("%q is on", name)
	default:
		for _, p := range c.parts {
			parts = append(parts, r.inWords(p))
		}
		if c.kind == isAll {
			return words.Join(parts, "%s and %s")
		}
	}
	return words.Join(parts, "%s or %s")
}

// reachWords says where a number lies.
func reachWords(name string, v interval) words.Text {
	low, high := group(v.lo), group(v.hi)
	switch {
	case v.lo == v.hi:
		return words.F("%s is exactly %s", name, low)
	case math.IsInf(v.hi, 1) && v.loIn:
		return words.F("%s is %s or more", name, low)
	case math.IsInf(v.hi, 1):
		return words.F("%s is more than %s", name, low)
	case math.IsInf(v.lo, -1) && v.hiIn:
		return words.F("%s is at most %s", name, high)
	case math.IsInf(v.lo, -1):
		return words.F("%s is less than %s", name, high)
	case v.loIn && v.hiIn:
		return words.F("%s is %s or more and at most %s", name, low, high)
	case v.loIn:
		return words.F("%s is %s or more and less than %s", name, low, high)
	case v.hiIn:
		return words.F("%s is more than %s and at most %s", name, low, high)
	}
	return words.F("%s is more than %s and less than %s", name, low, high)
}

// group writes a number with its thousands apart.
func group(v float64) string {
	text := strconv.FormatFloat(v, 'f', -1, 64)
	whole, part, _ := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if part != "" {
		return whole + "." + part
	}
	return whole
}
