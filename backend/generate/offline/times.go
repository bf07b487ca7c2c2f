package offline

import "strconv"

// dayAt reads a time that is named rather than counted: by end of week, the same day, by tomorrow, by Friday.
func (r *reader) dayAt(i int) (time string, n int) {
	at := i
	if r.t(at).is("by", "until", "before", "on") {
		at++
	}
	for r.t(at).is("the", "close", "of", "business") && at-i < 4 {
		at++
	}
	switch {
	case r.t(at).is("end", "eod", "eow", "cob"):
		if at == i && !r.t(i-1).is(",") {
			return "", 0
		}
		if r.t(at).is("eod", "cob") {
			return "1_business_days", at + 1 - i
		}
		if r.t(at).is("eow") {
			return "5_business_days", at + 1 - i
		}
		next := at + 1
		for r.t(next).is("of", "the", "next", "this", "following", "that", "same", "working", "business", "current") && next-at < 5 {
			next++
		}
		switch {
		case r.t(next).is("day") && next > at+1:
			return "1_business_days", next + 1 - i
		case r.t(next).is("week") && next > at+1:
			return "5_business_days", next + 1 - i
		case r.t(next).is("month") && next > at+1:
			return "30_days", next + 1 - i
		}
	case r.t(at).is("tomorrow", "friday", "monday", "tuesday", "wednesday", "thursday") && at > i:
		if r.t(at).is("tomorrow") {
			return "1_business_days", at + 1 - i
		}
		return "5_business_days", at + 1 - i
	case r.t(at).is("same", "next") && (at > i || r.t(i-1).is("the", "within")) || r.seq(i, "the", "same"):
		next := at + 1
		for r.t(next).is("working", "business", "-") {
			next++
		}
		if r.t(next).is("day") {
			return "1_business_days", next + 1 - i
		}
		if r.t(next).is("week") && r.t(at).is("next") && at > i {
			return "5_business_days", next + 1 - i
		}
	}
	return "", 0
}

// takesTime tells whether it is said there how long a decision must not take: it should not take longer than.
func (r *reader) takesTime(i int) bool {
	takes := r.t(i-1).is("take", "takes", "last", "wait", "taking")
	for k := i - 1; takes && k > i-5; k-- {
		if r.t(k).is("not", "no", "never") {
			return true
		}
	}
	return false
}

// timeAt reads how long somebody may take: within 3 business days, in 24 hours, no later than two days.
func (r *reader) timeAt(i int) (time string, n int) {
	at := i
	if time, n := r.dayAt(i); n > 0 {
		return time, n
	}
	switch {
	case r.t(at).is("within", "in"):
		at++
	case r.t(at).is("after") || r.seq(at, "for"):
		if !r.sentenceMarks["nobody"] && !r.sentenceMarks["escalate"] {
			return "", 0
		}
		at++
	case r.seq(at, "no", "later", "than"), r.seq(at, "not", "later", "than"):
		at += 3
	case r.t(at).is("longer", "more") && r.t(at+1).is("than", "then", "as") && r.takesTime(at):
		at += 2
	case r.t(at).is("deadline", "sla", "timeout") && r.t(at+1).is(":", "of", "is"):
		at += 2
	case r.t(at).is("deadline", "sla", "timeout", "each", "maximum", "max") && r.t(at+1).kind == number:
		at++
	case r.t(at).is("has", "have", "had", "get", "gets", "got") && units[r.t(at+2).low] != "" || r.t(at).is("has", "have", "get", "gets") && r.t(at+2).is("business", "working"):
		at++
	case r.t(at).kind == number && at == r.from && units[r.t(at+1).low] != "" && r.t(at+2).is("max", "maximum", "tops") && at+3 >= r.until: // 30 days max
	default:
		return "", 0
	}
	for r.t(at).is("the", "a", "an", "at", "most", "up", "to", "next", "of", "more", "than") {
		at++
	}
	value, m := r.numberAt(at)
	if m == 0 && r.t(at).kind == word && counts[r.t(at).low] > 0 && (r.t(at+1).is("business", "working") || units[r.t(at+1).low] != "") {
		value, m = amount{value: float64(counts[r.t(at).low])}, 1
	}
	if m == 0 && units[r.t(at).low] != "" && singular(r.t(at).low) == r.t(at).low && at > i { // within a day
		value, m, at = amount{value: 1}, 1, at-1
	}
	if m == 0 || value.currency != "" || value.percent {
		return "", 0
	}
	at += m
	business := false
	if r.t(at).is("business", "working", "calendar", "work") || r.t(at).is("-") {
		business = r.t(at).is("business", "working", "work")
		at++
	}
	unit := units[r.t(at).low]
	count := int(value.value)
	if unit == "" || count < 1 || count > 10000 {
		return "", 0
	}
	at++
	switch unit {
	case "weeks":
		count, unit = count*7, "days"
		if business {
			count, unit = count/7*5, "business_days"
		}
	case "months":
		count, unit = count*30, "days"
	case "years":
		count, unit = count*365, "days"
	case "days":
		if business {
			unit = "business_days"
		}
	}
	return strconv.Itoa(count) + "_" + unit, at - i
}
