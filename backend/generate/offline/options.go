package offline

import (
	"slices"
	"strings"
)

// slashes reads low/medium/high behind a name; head is where the name begins.
func (r *reader) slashes(from, to int) (options []string, head int) {
	start := r.slashStart(from, to)
	if start < 0 {
		return nil, 0
	}
	begin := start
	for i := start; i <= to; i++ {
		if i == to || r.t(i).is("/") {
			if i > begin {
				options = append(options, r.original(begin, i))
			}
			begin = i + 1
		}
	}
	return options, from
}

func (r *reader) slashStart(from, to int) int {
	for i := from + 2; i < to; i++ {
		if r.t(i).is("/") && r.t(i).glued {
			return i - 1
		}
	}
	return -1
}

// namedKinds are words for kinds of fields, as they stand in brackets behind a name: artwork (file).
var namedKinds = map[string]string{
	"file": "file_upload", "document": "file_upload", "upload": "file_upload", "attachment": "file_upload", "pdf": "file_upload", "scan": "file_upload",
	"photo": "image", "image": "image", "picture": "image", "date": "date", "number": "number", "numeric": "number", "integer": "number", "text": "text",
	"email": "email", "money": "currency", "currency": "currency", "checkbox": "checkbox", "signature": "signature", "multiline": "textarea",
}

// brackets reads what stands in brackets behind a field: options, bounds, required, a currency, columns.
func (r *reader) brackets(f *field, from, to int) {
	if attaching[r.t(from).low] && to > from+1 {
		r.addNamed(from+1, to, "", true)
		return
	}
	if values := r.amountsIn(from, to); len(values) > 2 { // bonus (500 / 1000 / 2000)
		f.kind = "select"
		r.setOptions(f, values)
		return
	}
	if f.kind == "line_items" {
		r.readColumns(f, from, to)
		return
	}
	if r.t(from).is("list", "table") && r.t(from+1).is("with", "of", ":") {
		r.readColumns(f, from+2, to)
		return
	}
	if low, n := r.numberAt(from); n > 0 && r.t(from+n).is("to", "-") {
		if high, m := r.numberAt(from + n + 1); m > 0 {
			f.min, f.max = finite(low.value), finite(high.value)
			if f.kind == "text" {
				f.kind = "number"
			}
			return
		}
	}
	if is, n := r.comparatorAt(from); n > 0 {
		if v, m := r.numberAt(from + n); m > 0 {
			if is == atMost || is == less {
				f.max = finite(v.value)
			} else {
				f.min = finite(v.value)
			}
			if f.kind == "text" {
				f.kind = "number"
			}
			return
		}
	}
	var options []string
	begin := from
	for i := from; i <= to; i++ {
		t := r.t(i)
		if i < to && !t.is(",", "/", "|", ";") && (!t.is("or", "and") || i <= begin) {
			continue
		}
		if i > begin {
			words := r.itemWords(begin, i)
			switch {
			case i == to && begin == from && len(words) == 1 && namedKinds[words[0]] != "":
				f.kind = namedKinds[words[0]]
			case len(words) == 1 && (words[0] == "required" || words[0] == "mandatory"):
				f.required = true
			case len(words) == 1 && words[0] == "optional" || len(words) == 2 && words[1] == "any":
				f.required = false
			case len(words) >= 1 && (words[len(words)-1] == "upload" || words[0] == "pdf" || words[0] == "attachment"):
				f.kind = "file_upload"
			case currencyOf(r.t(begin)) != "" && i == begin+1 && f.kind != "file_upload":
				f.currency, f.kind = currencyOf(r.t(begin)), "currency"
			case len(words) <= 4:
				options = append(options, r.original(begin, i))
			}
		}
		begin = i + 1
	}
	if len(options) >= 2 && (f.kind == "text" || f.kind == "textarea" || f.kind == "number" || f.kind == "email" || f.kind == "file_upload" && f.name != "attachments") {
		for i, o := range options {
			low := strings.ToLower(o)
			for _, p := range []string{"e.g. ", "eg ", "such as ", "a ", "an ", "the ", "either ", "for example "} {
				if strings.HasPrefix(low, p) {
					o, low = o[len(p):], low[len(p):]
				}
			}
			options[i] = o
		}
		r.setOptions(f, options)
	}
}

// setOptions makes a field one that offers a choice, and lets later sentences name its options.
func (r *reader) setOptions(f *field, options []string) {
	if len(options) == 2 && len(f.options) == 0 && slices.Equal([]string{slug(options[0]), slug(options[1])}, []string{slug("yes"), slug("no")}) {
		f.kind, f.required = "checkbox", false
		r.learnFlag(f, r.nameWords(f))
		return
	}
	f.kind = "select"
	for _, o := range options {
		o = strings.Trim(o, optionTrim)
		if o == "" || len(f.options) >= maxOptions || slices.ContainsFunc(f.options, func(old string) bool { return slug(old) == slug(o) }) {
			continue
		}
		f.options = append(f.options, o)
		r.learnOption(f, o)
	}
}

// offer makes a word one of the options of a field; ok is false when the field has too many already.
func (r *reader) offer(f *field, written string) (value string, ok bool) {
	value = slug(strings.Trim(written, optionTrim))
	f.open = f.open || !slices.ContainsFunc(f.options, func(o string) bool { return slug(o) == value })
	r.setOptions(f, []string{written})
	return value, slices.ContainsFunc(f.options, func(o string) bool { return slug(o) == value })
}

func (r *reader) learnOption(f *field, option string) { r.learnValue(f, slug(option), option) }

func (r *reader) learnValue(f *field, value, option string) {
	var list []string
	for _, w := range strings.FieldsFunc(strings.ToLower(option), func(r rune) bool { return r == ' ' || r == '-' }) {
		list = append(list, singular(w))
	}
	if len(list) == 0 || list[0] == "other" || list[0] == "yes" || list[0] == "no" {
		return
	}
	r.options[list[0]] = append(r.options[list[0]], optionWord{list, f, value})
	if noun, ok := strings.CutSuffix(list[0], "ate"); ok && len(list) == 1 && len(noun) > 2 { // donate: donations
		r.options[noun+"ation"] = append(r.options[noun+"ation"], optionWord{[]string{noun + "ation"}, f, value})
	}
	slices.SortStableFunc(r.options[list[0]], func(a, b optionWord) int { return len(b.words) - len(a.words) })
}

// readColumns reads the columns of a list of items.
func (r *reader) readColumns(f *field, from, to int) {
	f.kind = "line_items"
	for from < to && r.t(from).is(",", "each", "every", "with", "has", "having", "showing", "its", "(", "one") {
		from++
	}
	for _, it := range r.items(from, to) {
		begin := it.from
		for begin < it.to && (r.t(begin).is("each", "every", "with", "has", "have", "a", "an", "the", "its", "their", ",", "item") && (!r.t(begin).is("item") || begin+1 >= it.to || r.t(begin-1).is("each"))) {
			begin++
		}
		list := r.itemWords(begin, it.to)
		if len(list) == 0 || len(f.columns) >= 12 {
			continue
		}
		kind, _ := kindOf(list, false)
		if kind == "line_items" || kind == "textarea" || kind == "signature" {
			kind = "text"
		}
		title := r.original(begin, it.to)
		name := slug(trimOf(title))
		if slices.ContainsFunc(f.columns, func(c *field) bool { return c.name == name }) {
			continue
		}
		f.columns = append(f.columns, &field{name: name, label: capital(title), kind: kind, required: true})
	}
}

// amountsIn are amounts with a slash or a comma between each, and nothing else.
func (r *reader) amountsIn(from, to int) []string {
	var values []string
	for i := from; i < to; i++ {
		switch t := r.t(i); {
		case t.kind == number && (i-from)%2 == 0:
			values = append(values, r.original(i, i+1))
		case (i-from)%2 == 1 && t.is("/", ",", "or"):
		default:
			return nil
		}
	}
	return values
}
