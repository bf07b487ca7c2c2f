package offline

import (
	"slices"
	"strings"
)

// halves are words that share the noun of the item behind them: start and end dates.
var halves = setOf("start end first last departure return from to source target old new current begin finish arrival check-in previous proposed planned actual")

// addItem makes a field of the item k of an enumeration.
func (r *reader) addItem(items []item, k int, attach bool) {
	it := items[k]
	extra := ""
	for it.to-it.from == 2 && r.t(it.from).is("the", "a", "its") && halves[r.t(it.from+1).low] { // the first and the last day
		it.from++
	}
	if it.to-it.from == 1 && halves[r.t(it.from).low] && k+1 < len(items) {
		if next := r.itemWords(items[k+1].from, items[k+1].to); len(next) > 1 {
			extra = singular(next[len(next)-1])
			if fieldKinds[r.t(it.from).low] == "date" && fieldKinds[extra] != "date" {
				extra = ""
			}
		}
	}
	if it.from >= it.to {
		return
	}
	if it.to-it.from == 1 && r.listSize > 1 && (r.t(it.from).is("from", "since") && k+1 < len(items) && r.t(items[k+1].from).is("to", "until", "till", "through") ||
		r.t(it.from).is("to", "until", "till", "through") && k > 0 && r.t(items[k-1].to-1).is("from", "since")) {
		r.put(&field{name: slug(r.t(it.from).low + " date"), label: capital(r.t(it.from).low), kind: "date", required: true, at: r.placeOf(it.from, it.to)})
		return
	}
	for k := it.from + 1; k < it.to; k++ {
		if r.t(k).is(":") {
			f := r.addNamed(it.from, k, "", false)
			if f == nil {
				return
			}
			var options []string
			begin := k + 1
			for j := begin; j <= it.to; j++ {
				if j == it.to || r.t(j).is("or", "/", "and") {
					options = append(options, r.original(begin, j))
					begin = j + 1
				}
			}
			r.setOptions(f, options)
			return
		}
	}
	if r.t(it.to).is("(") && r.t(it.to+1).is("yes") && r.t(it.to+3).is("no") && !attach {
		r.addSwitch(it.from-1, it.to)
		return
	}
	if list := r.itemWords(it.from, it.to); r.t(it.to).is("(") && len(list) > 0 && processNouns[singular(list[len(list)-1])] && singular(list[len(list)-1]) != "item" && !r.t(it.to+1).is("list", "table") && r.manyFields(it.to+1, it.end-1) {
		r.listTo(it.to+1, it.end-1, true, false)
		return
	}
	attach = attach || r.t(it.to).is("(") && it.end-it.to < 5 && r.fileIn(it.to+1, it.end)
	f := r.addNamed(it.from, it.to, extra, attach)
	if f == nil {
		if r.t(it.to).is("(") && r.manyFields(it.to+1, it.end-1) { // a proposal (title, abstract, file)
			r.listTo(it.to+1, it.end-1, true, false)
		}
		return
	}
	if it.columns {
		r.readColumns(f, it.to, it.end)
		return
	}
	if r.t(it.to).is("(") {
		r.brackets(f, it.to+1, it.end-1)
	}
}

// fileIn tells whether brackets say that a file is meant: (PDF), (scan), (file).
func (r *reader) fileIn(from, to int) bool {
	for i := from; i < to; i++ {
		if r.t(i).is("file", "files", "pdf", "scan", "excel", "xlsx", "docx", "upload", "attachment", "attached", "photo") {
			return true
		}
	}
	return false
}

// addField makes a field of a phrase.
func (r *reader) addField(from, to int, attach bool) *field {
	open := from
	for open < to && !r.t(open).is("(") {
		open++
	}
	attach = attach || open < to && r.fileIn(open+1, min(to, open+4))
	for q := from; q < to; q++ {
		if r.t(q).is("?") && r.t(q+1).is("yes") {
			return r.addSwitch(from-1, q)
		}
	}
	f := r.addNamed(from, open, "", attach)
	if f != nil && open < to {
		r.brackets(f, open+1, max(open+1, min(to, r.closing(open))))
	}
	return f
}

// addNamed makes a field of the words of its name; nil when nothing is left of them.
func (r *reader) addNamed(from, to int, extra string, attach bool) *field {
	begin := from
	optional, isList := false, false
	for begin < to {
		t := r.t(begin)
		switch {
		case t.is("at") && r.t(begin+1).is("least"), t.is("least") && r.t(begin-1).is("at"), t.kind == mark, determiners[t.low] && !t.is("all"), t.is("optionally", "also", "please", "list", "lists") && (begin+1 < to), t.is("of") && begin > from, t.is("up") && r.t(begin+1).is("to"), t.is("to") && r.t(begin-1).is("up"), t.is("optional", "mandatory") && begin+1 < to, t.is("one", "or", "more"), t.kind == number, t.is("attach", "upload", "enter", "give", "state", "provide"), t.is("for") && r.t(begin+1).is("which", "what"):
			optional = optional || t.is("optionally", "optional")
			isList = isList || t.is("list", "lists")
			if t.is("attach", "upload") {
				attach = true
			}
			begin++
			continue
		}
		break
	}
	percent, currency, fileName := false, "", false
	end := to
	for end > begin {
		t := r.t(end - 1)
		switch {
		case t.is("percent", "%", "percentage", "pct") && r.t(end-2).is("in"):
			percent = true
			end -= 2
			continue
		case t.kind == mark || t.is("requirement", "field", "fields", "too", "be", "is", "required", "mandatory", "separately", "involved") && (!t.is("involved") || !r.inQuestion(from, end)):
			end--
			continue
		case t.is("optional") && end-begin > 1:
			optional = true
			end--
			continue
		case currencyOf(t) != "":
			currency = currencyOf(t)
			end--
			if r.t(end - 1).is("in") {
				end--
			}
			continue
		case t.is("pdf", "attachment") && r.t(end-2).is("as", "a", "an") && end-2 > begin:
			fileName = true
			end -= 2
			if r.t(end - 1).is("as") {
				end--
			}
			continue
		}
		break
	}
	for k := begin + 1; k < end; k++ {
		if r.t(k).is("that", "which") && !r.inQuestion(from, k) { // the fee that was agreed
			end = k
		}
	}
	var low, high *float64
	if end-begin > 3 && r.t(end-1).kind == number && r.t(end-2).is("-", "to") && r.t(end-3).kind == number { // risk rating 1-5
		low, high = finite(r.t(end-3).amount.value), finite(r.t(end-1).amount.value)
		end -= 3
	}
	list := r.itemWords(begin, end)
	if to < len(r.all) && r.all[to].is("?") && end-begin > 0 && end-begin < 6 && !r.t(begin).is("what", "who", "which", "how", "when", "where", "why", "for", "from", "until") {
		return r.addSwitch(begin-1, end)
	}
	if r.t(begin).is("whether") || begin < end-1 && (r.t(begin).is("if", "does", "do") || r.t(begin).is("is", "are") && r.t(begin+1).is("it", "there", "the", "this", "they")) {
		return r.addSwitch(begin, end)
	}
	if end-begin > 3 && r.t(end-2).is("/", "-") && r.t(end-3).is("from", "start") && r.t(end-1).is("to", "until", "end") {
		return r.twoDates(append(r.itemWords(begin, end-3)[:min(1, end-3-begin)], "dates"), from, to)
	}
	if options, head := r.slashes(begin, end); len(options) > 1 {
		f := r.addNamed(head, r.slashStart(begin, end), "", false)
		if f != nil {
			r.setOptions(f, options)
		}
		return f
	}
	if len(list) == 0 || len(list) > 12 {
		return nil
	}
	if extra != "" {
		list = append(list, extra)
	}
	kind, _ := kindOf(list, attach || fileName)
	if extra != "" && kind == "text" {
		kind, _ = kindOf([]string{extra}, attach)
	}
	if isList && kind != "line_items" && (r.t(to).is("(", "with", "each") || r.t(to+1).is("each")) {
		kind = "line_items"
	}
	if percent {
		kind = "number"
	}
	if currency != "" && kind != "file_upload" {
		kind = "currency"
	}
	if r.isProcess(list, attach || fileName) && len(list) < 3 && kind != "file_upload" {
		return nil
	}
	title := r.original(begin, end)
	if extra != "" {
		title += " " + extra
	}
	if kind == "date" && (list[len(list)-1] == "dates") && len(list) <= 2 && !halves[list[0]] {
		return r.twoDates(list, from, to)
	}
	if kind == "date" {
		title = trimPlural(title)
		list[len(list)-1] = singular(list[len(list)-1])
	}
	title = questionTitle(title)
	name := slug(trimOf(title))
	if low != nil && kind == "text" {
		kind = "number"
	}
	f := r.put(&field{name: name, label: capital(title), kind: kind, required: !optional, currency: currency, min: low, max: high, at: r.placeOf(from, to)})
	if percent || kind == "number" && slices.ContainsFunc(list, func(w string) bool { return w == "percent" || w == "percentage" }) {
		f.max = finite(100)
	}
	return f
}

// questionTitle takes the question words off: how many days is number of days.
func questionTitle(title string) string {
	low := strings.ToLower(title)
	if strings.HasPrefix(low, "why ") || low == "why" {
		return "reason"
	}
	if strings.HasPrefix(low, "which ") || strings.HasPrefix(low, "for which ") || strings.HasPrefix(low, "what ") { // which site they need it for
		f := strings.Fields(title)
		for i := range f {
			if w := strings.ToLower(f[i]); i > 1 && (w == "they" || w == "he" || w == "she" || w == "it" || w == "we" || w == "you" || w == "i" || w == "is" || w == "are" || w == "needs" || w == "the" || w == "to") && (strings.ToLower(f[i-1]) != "what") {
				title, low = strings.Join(f[:i], " "), strings.ToLower(strings.Join(f[:i], " "))
				break
			}
		}
	}
	if f := strings.Fields(low); len(f) > 1 && f[0] == "what" && (strings.HasSuffix(f[1], "ed") || f[1] == "went" || f[1] == "was" || f[1] == "exactly") {
		return title
	}
	if rest, ok := strings.CutPrefix(low, "what it costs"); ok {
		return "cost" + rest
	}
	if f := strings.Fields(low); len(f) > 2 && f[0] == "what" && spoken[f[1]] { // what they spent it on
		return title
	}
	if low == "what for" || low == "for what" {
		return "purpose"
	}
	if strings.HasPrefix(low, "how much") && len(strings.Fields(low)) > 2 || low == "how much" {
		if strings.Contains(low, "cost") || strings.Contains(low, " it ") || low == "how much" || strings.HasSuffix(low, " it") {
			return "cost"
		}
	}
	for _, p := range [][2]string{{"for which ", ""}, {"how many ", "number of "}, {"how much ", "amount of "}, {"which ", ""}, {"what ", ""}, {"for which ", ""}} {
		if strings.HasPrefix(low, p[0]) {
			return p[1] + title[len(p[0]):]
		}
	}
	if f := strings.Fields(low); len(f) > 1 && f[0] == "what" && (strings.HasSuffix(f[1], "ed") || f[1] == "went" || f[1] == "was") {
		return title
	}
	switch low {
	case "how long", "how long it lasts", "how long it takes":
		return "duration"
	case "until when":
		return "until"
	case "for":
		return "purpose"
	}
	return title
}

var spoken = setOf("they he she it we you i")

func trimPlural(title string) string {
	if strings.HasSuffix(strings.ToLower(title), "dates") {
		return title[:len(title)-1]
	}
	return title
}

// trimOf takes the articles out of a name.
func trimOf(title string) string {
	var keep []string
	for _, w := range strings.Fields(title) {
		if low := strings.ToLower(w); low != "the" && low != "a" && low != "an" && low != "their" && low != "its" && low != "they" && low != "is" && low != "are" {
			keep = append(keep, w)
		}
	}
	const most = 6
	if len(keep) > most {
		keep = keep[:most]
	}
	return strings.Join(keep, " ")
}

// twoDates asks for the first and the last day of what is said in the plural.
func (r *reader) twoDates(list []string, from, to int) *field {
	prefix := ""
	if len(list) == 2 && !requestors[list[0]] {
		prefix = list[0] + " "
	}
	at := r.placeOf(from, to)
	f := r.put(&field{name: slug(prefix + "start date"), label: capital(prefix + "start date"), kind: "date", required: true, at: at})
	r.put(&field{name: slug(prefix + "end date"), label: capital(prefix + "end date"), kind: "date", required: true, at: at})
	return f
}

// put adds a field, or what is new about it to the one of that name.
func (r *reader) put(f *field) *field {
	if strings.TrimSpace(f.label) == "" {
		f.label = capital(strings.ReplaceAll(f.name, "_", " "))
	}
	if old := r.sketch.field(f.name); old != nil {
		if f.kind != "text" && old.kind == "text" && len(old.options) == 0 {
			old.kind = f.kind
		}
		old.required = old.required || f.required
		return old
	}
	if len(r.sketch.fields) >= maxFields {
		return r.sketch.fields[0]
	}
	r.sketch.fields = append(r.sketch.fields, f)
	return f
}

const (
	maxOptions = 40
	optionTrim = " '\"“”."
)
