package offline

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// requested reads which kinds of a thing somebody can ask for: employees request vacation or sick leave.
func (r *reader) requested() {
	for i := r.from; i < r.until && i < r.from+12; i++ {
		if !r.t(i).is("request", "requests", "take", "for", "book", "submit", "order") || r.t(i).is("for") && !r.t(i-1).is("apply", "ask", "applies", "asks") {
			continue
		}
		values, to := r.choices(i + 1)
		if len(values) < 2 || len(values) > 6 {
			continue
		}
		last := strings.Fields(values[len(values)-1])
		noun := singular(strings.ToLower(last[len(last)-1]))
		if len(last) < 2 || !processNouns[noun] {
			continue
		}
		values[len(values)-1] = strings.Join(last[:len(last)-1], " ")
		f := r.put(&field{name: slug(noun + " type"), label: capital(noun + " type"), kind: "select", required: true, at: r.placeOf(i+1, to)})
		r.setOptions(f, values)
		return
	}
}

// offered reads "priority: low, medium, high".
func (r *reader) offered(i int) bool {
	last := i - 1
	if r.t(last).is("needed", "required", "requested", "wanted") && last > r.from {
		last--
	}
	head := singular(r.t(last).low)
	if first := singular(r.t(r.from).low); choiceNouns[first] && r.t(r.from+1).is("of") { // type of feed
		head = first
	}
	if i == r.from || i-r.from > 4 || !choiceNouns[head] && !r.inList && (fieldKinds[head] != "text" || !r.t(r.until-2).is("or")) {
		return false
	}
	var values []string
	for _, it := range r.items(i+1, r.until) {
		if it.to-it.from > 3 {
			return false
		}
		if k := fieldKinds[singular(r.t(it.to-1).low)]; k != "" && !choiceNouns[head] {
			return false
		}
		values = append(values, r.original(it.from, it.to))
	}
	if len(values) < 2 {
		return false
	}
	f := r.addNamed(r.from, i, "", false)
	if f == nil {
		return false
	}
	r.setOptions(f, values)
	for k := r.from; k < r.until; k++ {
		r.used[k] = true
	}
	return true
}

// kindsOf reads which kinds of the process there are: ask for leave: vacation, sick or unpaid.
func (r *reader) kindsOf(i int) bool {
	noun := singular(r.t(i - 1).low)
	values, to := r.choices(i + 1)
	if !processNouns[noun] || i-r.from > 8 || len(values) < 2 || i == r.from+1 && r.from == 0 {
		return false
	}
	for _, v := range values {
		words := strings.Fields(strings.ToLower(v))
		if last := singular(words[len(words)-1]); fieldKinds[last] != "" || len(words) > 2 {
			return false
		}
	}
	f := r.put(&field{name: slug(noun + " type"), label: capital(noun + " type"), kind: "select", required: true, at: r.placeOf(i+1, to)})
	r.setOptions(f, values)
	for k := r.from; k < to; k++ {
		r.used[k] = true
	}
	return true
}

// halved reads "Dates: start, end": halves of one noun.
func (r *reader) halved(i int) bool {
	noun := singular(r.t(i - 1).low)
	if i-1 != r.from || noun == r.t(i-1).low || fieldKinds[noun] == "" {
		return false
	}
	items := r.items(i+1, r.until)
	for _, it := range items {
		if it.to-it.from != 1 || !halves[r.t(it.from).low] {
			return false
		}
	}
	for _, it := range items {
		title := r.original(it.from, it.to) + " " + noun
		r.put(&field{name: slug(title), label: capital(title), kind: fieldKinds[noun], required: true, at: r.placeOf(it.from, it.to)})
	}
	for k := r.from; k < r.until; k++ {
		r.used[k] = true
	}
	return len(items) > 1
}

// choiceSentence reads "severity is low, medium or high".
func (r *reader) choiceSentence() {
	for i := r.from + 1; i < r.until && i < r.from+40; i++ {
		if !r.t(i).is("is", "are") {
			continue
		}
		name := i
		for name > r.from && r.t(name-1).kind == word && (!halting[r.t(name-1).low] || r.t(name-1).is("of", "the") && name-1 > r.from) && i-name < 5 {
			name--
		}
		from := i + 1
		if r.t(from).is("either") || r.t(from).is("one") && r.t(from+1).is("of") {
			from++
			if r.t(from).is("of") {
				from++
			}
		}
		values, to := r.choices(from)
		if len(values) < 2 || to < r.until && !r.t(to).is(",", "and", "-", "(") || r.t(r.from).is("if", "when", "for") {
			continue
		}
		if name == i {
			return
		}
		if f := r.addField(name, i, false); f != nil {
			r.setOptions(f, values)
			for k := name; k < to; k++ {
				r.used[k] = true
			}
		}
		return
	}
}

// choices reads words with commas and an or in front of the last: low, medium or high.
func (r *reader) choices(i int) (values []string, to int) {
	begin := i
	or := false
	for j := i; j <= r.until; j++ {
		t := r.t(j)
		if t.kind == word && !t.is("or", "and") && j < r.until {
			if or && j > begin && halting[t.low] {
				return append(values, r.original(begin, j)), j
			}
			if halting[t.low] && !t.is("other") || r.actsHere(j) || j-begin > 3 {
				return nil, i
			}
			continue
		}
		if j > begin {
			values = append(values, r.original(begin, j))
		}
		begin = j + 1
		switch {
		case t.is("or"):
			or = true
		case t.is(",") || t.is("/"):
			if or {
				return values, j
			}
		case t.is("and") && !or:
		default:
			if !or {
				return nil, i
			}
			return values, j
		}
	}
	return nil, i
}

// original is the text of tokens as it is written.
func (r *reader) original(from, to int) string {
	for to > from && r.t(to-1).kind == mark {
		to--
	}
	for from < to && r.t(from).kind == mark {
		from++
	}
	if from >= to {
		return ""
	}
	var b strings.Builder
	end := r.t(from).from
	for i := from; i < to; i++ {
		t := r.t(i)
		if !t.fixed {
			continue
		}
		meant := t.low
		if first, _ := utf8.DecodeRuneInString(r.text[t.from:]); unicode.IsUpper(first) {
			meant = capital(meant)
		}
		b.WriteString(r.text[end:t.from] + meant)
		end = t.to
	}
	b.WriteString(r.text[end:r.t(to-1).to])
	return strings.Join(strings.Fields(b.String()), " ")
}

// chosenFrom reads "selects the model from A, B or C".
func (r *reader) chosenFrom() {
	for i := r.from; i < r.until; i++ {
		if !r.t(i).is("select", "selects", "choose", "chooses", "pick", "picks") || r.used[i] {
			continue
		}
		from := i + 1
		for from < i+6 && !r.t(from).is("from", "out", "between", "among", ",") {
			from++
		}
		if from == i+1 || !r.t(from).is("from", "out", "between", "among") {
			continue
		}
		begin := from + 1
		for r.t(begin).is("of", "the", "either") {
			begin++
		}
		values, to := r.choices(begin)
		if len(values) < 2 {
			continue
		}
		if f := r.addField(i+1, from, false); f != nil {
			r.setOptions(f, values)
			for k := i; k < to; k++ {
				r.used[k] = true
			}
			if r.t(to).is(",", "and") && r.t(to+1).is("gives", "enters", "states", "adds", "writes", "describes", "and") {
				r.fieldList(to+2, true, false)
				for k := to; k < r.until && !r.t(k).is("."); k++ {
					r.used[k] = true
				}
			}
		}
		return
	}
}
