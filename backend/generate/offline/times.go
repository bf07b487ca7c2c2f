package offline

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
