package offline

var tens = map[string]float64{
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
	"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}

// spellOut makes one number of each that is written in words, from thirteen on: five hundred, twenty-five thousand.
func spellOut(all []token) []token {
	out := make([]token, 0, len(all))
	for i := 0; i < len(all); {
		value, n := spelledAt(all, i)
		if all[i].is("zero") && all[i].kind == word {
			n = 1
		}
		if n == 0 {
			out = append(out, all[i])
			i++
			continue
		}
		t := all[i]
		t.kind, t.to, t.amount.value, t.low = number, all[i+n-1].to, value, plain(value)
		out = append(out, t)
		i += n
	}
	return out
}

// spelledAt reads a number in words; n is 0 for what is none, or is small enough to count people by.
func spelledAt(all []token, i int) (value float64, n int) {
	sum, part, large, at := 0.0, 0.0, false, i
	read := 0 // tokens that are known to belong to it
	for at < len(all) && at-i < 12 {
		t := all[at]
		low := t.low
		switch {
		case t.kind != word && !t.is("-"):
			at = len(all)
			continue
		case tens[low] > 0:
			part, large = part+tens[low], true
		case low == "hundred" && (part > 0 || at > i):
			part, large = max(part, 1)*100, true
		case (low == "thousand" || low == "million") && at > i:
			sum, part, large = sum+max(part, 1)*factors[low], 0, true
		case counts[low] > 0 && low != "both" && low != "single" && (at == i || !t.is("a", "an")):
			part += float64(counts[low])
		case at > i && (t.is("-") && t.glued || low == "and" && large && at+1 < len(all) && (counts[all[at+1].low] > 0 && !all[at+1].is("a", "an", "one", "both", "single") || tens[all[at+1].low] > 0)):
			at++
			continue
		default:
			at = len(all)
			continue
		}
		at++
		read = at - i
	}
	if !large {
		return 0, 0
	}
	return sum + part, read
}
