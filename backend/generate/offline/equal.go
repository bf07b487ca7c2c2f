package offline

import "slices"

// equalAt reads a number that something just is: rating 3, level 1 or 2, score = 5. The token i is the number itself.
func (r *reader) equalAt(c compared, i int, value amount) (compared, bool) {
	if r.t(i).kind != number || value.currency != "" || value.percent {
		return c, false
	}
	name := i - 1
	for r.t(name).is("is", "=", "of", "equals", "equal", "to", "==") && i-name < 4 {
		name--
	}
	noun := singular(r.t(name).low)
	if r.t(name).kind != word || halting[noun] || units[r.t(i+1).low] != "" || r.t(i+1).kind == word && !halting[r.t(i+1).low] && !r.t(i+1).is("or", "and") && !processNouns[singular(r.t(i+1).low)] {
		return c, false
	}
	if !slices.ContainsFunc(r.sketch.fields, func(f *field) bool {
		return f.kind == "number" && slices.Contains(r.nameWords(f), noun) || f.kind == "text" && choiceNouns[noun] && slices.Contains(r.nameWords(f), noun)
	}) {
		return c, false
	}
	c.reach = interval{lo: value.value, hi: value.value, loIn: true, hiIn: true}
	c.more = nil
	c.to = i + 1
	for r.t(c.to).is("or", "and", ",", "/") && r.t(c.to+1).kind == number && r.t(c.to+1).amount.currency == "" {
		v := r.t(c.to + 1).amount.value
		if _, n := r.suffixAt(c.to + 2); n > 0 {
			break
		}
		c.more = append(c.more, interval{lo: v, hi: v, loIn: true, hiIn: true})
		c.to += 2
	}
	c.hints = append(c.hints, noun)
	c.from = name
	return c, true
}
