package offline

import "strings"

func (r *reader) flagField(title string) *field {
	f := r.sketch.field(slug(trimOf(title)))
	if f != nil && f.kind == "checkbox" {
		return f
	}
	return nil
}

func (r *reader) flagIn(from, to int) *field {
	for i := from; i < to; i++ {
		for _, o := range r.flags[singular(r.t(i).low)] {
			return o.field
		}
	}
	return nil
}

func (r *reader) flag(title string, about []string, at place) *cond {
	name := slug(trimOf(title))
	f := r.put(&field{name: name, label: capital(title), kind: "checkbox", at: at, derived: true})
	if f.kind != "checkbox" {
		f = r.put(&field{name: slug("is " + name), label: capital(title), kind: "checkbox", at: at, derived: true})
	}
	var list []string
	for _, w := range about {
		if !halting[w] {
			list = append(list, singular(w))
		}
	}
	r.learnFlag(f, list)
	return &cond{kind: isFlag, field: f.name}
}

// flagPhraseAt reads the name of a switch of the form: from a new supplier.
func (r *reader) flagPhraseAt(i int) (f *field, n int) {
	start := i
	for r.t(i).is("a", "an", "the", "any") {
		i++
	}
	for _, f := range r.sketch.fields {
		if f.kind != "checkbox" || f.derived {
			continue
		}
		words, k := r.nameWords(f), i
		if len(words) < 2 {
			continue
		}
		for _, w := range words {
			if singular(r.t(k).low) != w {
				k = -1
				break
			}
			k++
		}
		if k > 0 {
			return f, k - start
		}
	}
	return nil, 0
}

// flagNamedAt reads the whole name of a switch of the form, however short: with catering, without a visa.
func (r *reader) flagNamedAt(i int) (f *field, n int) {
	start := i
	for r.t(i).is("a", "an", "the", "any") {
		i++
	}
	for _, f := range r.sketch.fields {
		if f.kind != "checkbox" || f.derived {
			continue
		}
		words := r.nameWords(f)
		for len(words) > 1 && (words[0] == "with" || words[0] == "need" || words[0] == "has") || len(words) > 1 && (words[len(words)-1] == "needed" || words[len(words)-1] == "required") {
			if words[0] == "with" || words[0] == "need" || words[0] == "has" {
				words = words[1:]
			} else {
				words = words[:len(words)-1]
			}
		}
		k := i
		for _, w := range words {
			if singular(r.t(k).low) != w {
				k = -1
				break
			}
			k++
		}
		if k > 0 {
			return f, k - start
		}
	}
	return nil, 0
}

// flagMeant is the switch that a word is for, or the opposite of: standard, non-standard; budgeted, unbudgeted.
func (r *reader) flagMeant(value string) (f *field, not bool) {
	value = strings.ToLower(value)
	if f := r.flagFor(value); f != nil {
		return f, false
	}
	for _, prefix := range []string{"non-", "un"} {
		if rest, ok := strings.CutPrefix(value, prefix); ok {
			if f := r.flagFor(rest); f != nil {
				return f, true
			}
		}
	}
	return nil, false
}

// flagFor is the switch of the form that a word is for: emergency changes, where the form asks whether it is an emergency.
func (r *reader) flagFor(value string) *field {
	for _, w := range strings.Fields(strings.ToLower(value)) {
		for _, o := range r.flags[singular(w)] {
			return o.field
		}
	}
	return nil
}

// addSwitch asks whether something is so.
func (r *reader) addSwitch(from, to int) *field {
	title := r.original(from+1, to)
	low := strings.ToLower(title)
	for _, p := range []string{"or not ", "the ", "we need ", "they need ", "this ", "there is ", "there are ", "it is ", "it ", "they are "} {
		if strings.HasPrefix(low, p) {
			title, low = title[len(p):], low[len(p):]
		}
	}
	if title == "" {
		return nil
	}
	name := slug(trimOf(title))
	f := r.put(&field{name: name, label: capital(title), kind: "checkbox", at: r.placeOf(from, to)})
	var about []string
	for _, w := range strings.Fields(low) {
		if !halting[w] && !determiners[w] {
			about = append(about, singular(w))
		}
	}
	r.learnFlag(f, about)
	return f
}

// learnFlag lets later sentences switch on a field by the words for it.
func (r *reader) learnFlag(f *field, about []string) {
	for _, w := range about {
		if processNouns[w] || w == "position" || len(w) < 3 {
			continue
		}
		r.flags[w] = append(r.flags[w], optionWord{words: []string{w}, field: f})
	}
}
