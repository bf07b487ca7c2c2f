package offline

import (
	"math"
	"slices"
	"strings"
)

// resolve finds, or makes, the field that a comparison is about.
func (r *reader) resolve(c compared) *cond {
	f := r.comparedField(c)
	if f == nil {
		return nil
	}
	if f.kind == "text" && len(f.options) == 0 {
		f.kind = "number"
	}
	if c.currency != "" && f.kind == "currency" && f.currency == "" {
		f.currency = c.currency
	}
	reach := c.reach
	if c.relative {
		said := r.said[f.name]
		if len(said) == 0 {
			return nil
		}
		if reach.lo > 0 {
			last := said[len(said)-1]
			if math.IsInf(last.hi, 1) {
				return nil
			}
			reach = interval{lo: last.hi, loIn: !last.hiIn, hi: math.Inf(1)}
		} else {
			if math.IsInf(said[0].lo, -1) {
				return nil
			}
			reach = interval{lo: math.Inf(-1), hi: said[0].lo, hiIn: !said[0].loIn}
		}
	}
	r.said[f.name] = unite(append(slices.Clone(r.said[f.name]), reach))
	r.subject = f.name
	return &cond{kind: isNumber, field: f.name, reach: unite(append([]interval{reach}, c.more...))}
}

func (r *reader) comparedField(c compared) *field {
	at := r.placeOf(c.from, c.to)
	numeric := func(f *field) bool { return f.kind == "currency" || f.kind == "number" }
	if slices.Contains(c.hints, "it") && c.unit == "" {
		if f := r.mentionedBefore(c.start); f != nil {
			return f
		}
	}
	if c.relative && len(c.hints) == 0 || slices.Contains(c.hints, "it") {
		if f := r.sketch.field(r.subject); f != nil {
			return f
		}
	}
	hinted := func(kind string) *field {
		var best *field
		score := 0
		for _, f := range r.sketch.fields {
			if !numeric(f) || kind != "" && f.kind != kind {
				continue
			}
			s := 0
			for _, h := range c.hints {
				if slices.Contains(r.nameWords(f), h) {
					s += 2
					if strings.HasPrefix(f.name, h) || strings.HasSuffix(f.name, h) {
						s++
					}
				}
			}
			if s > score {
				best, score = f, s
			}
		}
		return best
	}
	if f := hinted("number"); f != nil && c.currency != "" && hinted("currency") == nil && !slices.ContainsFunc(r.nameWords(f), func(w string) bool { return !slices.Contains(c.hints, w) }) {
		f.kind = "currency" // share capital above EUR 1,000
	}
	if hinted("") == nil && c.unit == "" && (c.currency == "" || r.moneyField(true) == nil) {
		r.measureGuessed(c)
	}
	switch {
	case c.percent:
		if f := hinted("number"); f != nil {
			return f
		}
		for _, f := range r.sketch.fields {
			if f.kind == "number" && (strings.Contains(f.name, "percent") || strings.Contains(f.name, "discount") || strings.Contains(f.name, "share") || f.max != nil && *f.max == 100 || f.derived && strings.Contains(f.label, "%")) {
				return f
			}
		}
		name := "percentage"
		if len(c.hints) > 0 {
			name = c.hints[0] + " percentage"
		}
		return r.derive(name, capital(name)+" (%)", "number", at)
	case c.unit != "":
		unit := singular(c.unit)
		if full := fullUnits[unit]; full != "" && slices.ContainsFunc(r.sketch.fields, func(f *field) bool { return slices.Contains(r.nameWords(f), full) }) {
			unit = full
		}
		if f := hinted("number"); f != nil && (slices.Contains(r.nameWords(f), unit) || units[c.unit] != "" && strings.Contains(f.name, "duration")) {
			return f
		}
		for _, f := range r.sketch.fields {
			if (f.kind == "number" || f.kind == "text" && len(f.options) == 0 && f.name == slug(c.unit)) && slices.Contains(r.nameWords(f), unit) {
				return f
			}
		}
		if units[c.unit] != "" {
			for _, f := range r.sketch.fields {
				if f.kind == "number" && (strings.Contains(f.name, "duration") || strings.Contains(f.name, "length") || strings.HasPrefix(f.name, "term") || strings.Contains(f.name, "total_days")) {
					return f
				}
			}
		}
		if f := hinted("number"); f != nil && units[c.unit] == "" {
			return f
		}
		if units[c.unit] == "" {
			for _, f := range r.sketch.fields {
				if f.kind == "number" && (strings.HasPrefix(f.name, "quantity") || strings.HasPrefix(f.name, "number_of")) {
					return f
				}
			}
		}
		return r.derive("number of "+c.unit, "Number of "+c.unit, "number", at)
	}
	if f := hinted("currency"); f != nil && (c.currency != "" || hinted("") == f) {
		return r.totalled(f, c, at)
	}
	if c.currency == "" {
		if f := hinted(""); f != nil {
			return f
		}
		if len(c.hints) > 0 {
			for _, h := range c.hints {
				if fieldKinds[h] == "number" && !moneyNoun[h] {
					name := h
					return r.derive(name, capital(name), "number", at)
				}
			}
		}
	}
	for _, h := range c.hints {
		if h == "total" || h == "sum" {
			return r.totalled(nil, c, at)
		}
	}
	if f := r.moneyField(c.currency != ""); f != nil {
		return f
	}
	if c.currency == "" {
		if r.subject != "" {
			if f := r.sketch.field(r.subject); f != nil && f.kind == "number" {
				return f
			}
		}
		var only *field
		n := 0
		for _, f := range r.sketch.fields {
			if f.kind == "number" {
				only, n = f, n+1
			}
		}
		if n == 1 && len(c.hints) > 0 && !slices.ContainsFunc(c.hints, func(h string) bool { return moneyNoun[h] }) && slices.Contains(r.nameWords(only), c.hints[0]) {
			return only
		}
	}
	name := "amount"
	for _, h := range c.hints {
		if moneyNoun[h] && !processNouns[h] {
			name = h
			break
		}
	}
	if name == "amount" {
		for _, h := range c.hints {
			if moneyNoun[h] && h != "amount" {
				name = h + " amount"
				break
			}
		}
	}
	return r.derive(name, capital(name), "currency", at)
}

// measureGuessed makes the field of a name that a comparison tells to be an amount or a number one.
func (r *reader) measureGuessed(c compared) {
	for _, h := range c.hints {
		for _, f := range r.sketch.fields {
			if f.kind != "text" || len(f.options) > 0 || fieldKinds[h] != "" || !strings.HasSuffix("_"+f.name, "_"+h) {
				continue
			}
			f.kind = "number"
			if c.currency != "" {
				f.kind = "currency"
			}
			return
		}
	}
}

// fullUnits are the names of units by what they are shortened to.
var fullUnits = map[string]string{"kg": "kilogram", "km": "kilometer", "g": "gram", "h": "hour", "sqm": "area", "ton": "tonne"}

// mentionedBefore is the number field that was named last before a token, in this sentence or the one before.
func (r *reader) mentionedBefore(at int) *field {
	for i := at - 1; i >= 0 && i > at-30; i-- {
		w := singular(r.all[i].low)
		if r.all[i].kind != word || halting[w] {
			continue
		}
		for _, f := range r.sketch.fields {
			if (f.kind == "number" || f.kind == "currency") && slices.Contains(r.nameWords(f), w) {
				return f
			}
		}
	}
	return nil
}

// totalled gives the field for a total: the one that is there, or one that adds the amounts up.
func (r *reader) totalled(f *field, c compared, at place) *field {
	if !slices.Contains(c.hints, "total") && f != nil {
		return f
	}
	var parts []*field
	for _, x := range r.sketch.fields {
		if strings.Contains(x.name, "total") && (x.kind == "currency" || x.kind == "number") {
			return x
		}
		if x.kind == "currency" {
			parts = append(parts, x)
		}
	}
	if len(parts) == 1 {
		if n := r.countedBy(parts[0]); n != nil {
			total := r.derive("total amount", "Total amount", "currency", at)
			total.formula, total.required = parts[0].name+" * "+n.name, false
			return total
		}
		return parts[0]
	}
	total := r.derive("total amount", "Total amount", "currency", at)
	if len(parts) > 1 && total.formula == "" {
		var names []string
		for _, p := range parts {
			names = append(names, p.name)
		}
		total.formula = strings.Join(names, " + ")
		total.required = false
	}
	return total
}

// countedBy is the number that a price or a rate is multiplied by: the quantity, the days.
func (r *reader) countedBy(price *field) *field {
	if !strings.Contains(price.name, "unit") && !strings.Contains(price.name, "rate") && !strings.Contains(price.name, "per_") && !strings.HasSuffix(price.name, "price") {
		return nil
	}
	for _, f := range r.sketch.fields {
		if f.kind == "number" && f.max == nil {
			for _, w := range []string{"quantity", "qty", "number", "days", "hours", "units", "pieces", "count"} {
				if strings.Contains(f.name, w) {
					return f
				}
			}
		}
	}
	return nil
}

// moneyField is the field that an amount without a name is about.
func (r *reader) moneyField(sure bool) *field {
	if f := r.sketch.field(r.subject); f != nil && f.kind == "currency" {
		return f
	}
	rank := []string{"total", "amount", "cost", "price", "value", "budget", "sum", "fee", "salary"}
	var best *field
	score := len(rank) + 1
	for _, f := range r.sketch.fields {
		if f.kind != "currency" {
			continue
		}
		s := len(rank)
		for i, w := range rank {
			if strings.Contains(f.name, w) {
				s = i
				break
			}
		}
		if s < score {
			best, score = f, s
		}
	}
	_ = sure
	return best
}

func (r *reader) nameWords(f *field) []string {
	list := strings.Split(f.name, "_")
	for i := range list {
		list[i] = singular(list[i])
	}
	return list
}

// derive makes a field for the sake of a condition.
func (r *reader) derive(name, label, kind string, at place) *field {
	f := r.put(&field{name: slug(name), label: label, kind: kind, required: kind != "checkbox", at: at, derived: true})
	return f
}
