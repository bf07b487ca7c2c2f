package offline

import (
	"math"
	"strings"
)

// fieldList reads items from a place on; it gives the place behind the last one, or from when there is none.
func (r *reader) fieldList(from int, strong, attach bool) int {
	for r.t(from).is(":") {
		from++
	}
	to := from
	depth := 0
	for ; to < r.until; to++ {
		t := r.t(to)
		if t.is("(") {
			depth++
		}
		if t.is(")") {
			if depth == 0 {
				break
			}
			depth--
		}
		if depth > 0 {
			continue
		}
		itemStart := to == from || r.t(to-1).is(",", "and", "or", "•")
		if t.kind == word && ((!t.is("before", "after") || !r.t(to+1).is(",", "and", "\n", ".", "(", "date")) && (!t.is("if") || !r.asksIf(to, strong)) && t.is("then", "after", "afterwards", "if", "unless", "finally", "once", "before", "because", "so", "when", "otherwise", "approved", "reviewed") && to > from && (!t.is("when") || !r.t(to-1).is("until", "since", "and", ",", "from", ":")) || to > from && itemStart && r.clauseBegins(to)) {
			break
		}
		if to > from && t.kind == word && (t.is("is", "are", "must", "has", "goes", "gets", "go", "was", "should", "can", "will") || t.is("to") && r.t(to+1).is("be")) && !r.inQuestion(from, to) {
			break
		}
		if t.is("let") && to > from || t.is(":") && !r.optionsFollow(to) || t.is("-") && !t.glued && to > from || to > from && (r.seq(to, "as", "well") || t.is("too") || r.seq(to, "in", "addition")) {
			break
		}
		if to > from && itemStart && (r.collects(to) || t.is("gives", "chooses", "selects", "picks", "mentions", "submits")) && !fieldNounVerb[t.low] && r.t(to+1).kind == word {
			break
		}
		if to > from && itemStart && t.is("approval", "approvals", "signature") && r.t(to+1).is("of", "by", "from") {
			break
		}
		if to > from && t.kind == word && r.seq(to, "for", "approval") {
			break
		}
	}
	return r.listTo(from, to, strong, attach)
}

// asksIf tells whether an if in an enumeration asks for a yes or a no: country, from, to, and if family comes along.
func (r *reader) asksIf(i int, strong bool) bool {
	if !strong || !r.t(i-1).is(",", "and") {
		return false
	}
	for k := i + 1; k < r.until; k++ {
		if r.t(k).is(":", "then", ",") || r.comparedNumberFollows(k) || r.actsHere(k) && !fieldNounVerb[r.t(k).low] && !nounToo[singular(r.t(k).low)] {
			return false
		}
	}
	return true
}

// optionsFollow tells whether a colon inside a list stands in front of the options of its item: language: English or French.
func (r *reader) optionsFollow(i int) bool {
	if r.t(i-1).kind != word {
		return false
	}
	for k := i + 1; k < i+5; k++ {
		if r.t(k).is("or", "/") && k > i+1 {
			return true
		}
		if r.t(k).kind != word || halting[r.t(k).low] {
			return false
		}
	}
	return false
}

// inQuestion tells whether the item being read is a clause: whether minors are involved, how long it lasts.
func (r *reader) inQuestion(from, to int) bool {
	for i := to - 1; i >= from && i > to-8; i-- {
		if r.t(i).is("whether", "who", "what", "how", "which", "why", "where") || i > r.from && i == from && r.t(i).is("if", "does", "do", "is", "are") || i > from && r.t(i).is("if", "does", "is", "are") && r.t(i-1).is(",", "and") {
			return true
		}
		if r.t(i).is("when") && (i == from || r.t(i-1).is(",", "and")) && (r.t(i+1).is("they", "he", "she", "it", "we", "you") || strings.HasSuffix(r.t(i+1).low, "ed") && r.t(i+1).kind == word) {
			return true
		}
		if r.t(i).is(",") {
			return false
		}
	}
	return false
}

// clauseBegins tells whether somebody begins to act here: "..., the manager approves".
func (r *reader) clauseBegins(i int) bool {
	if r.t(i).is("the", "their", "a", "an", "his", "her", "our", "also", "finally", "both", "either", "all") || r.t(i).kind == word {
		a, ok := r.actorAt(i)
		if !ok {
			return false
		}
		next := a.to
		if r.t(next).is("also", "then", "both", "each", "all", "first", "only", "always", "jointly", "finally") {
			next++
		}
		t := r.t(next)
		if t.is("approval", "approvals", "review", "signature") && r.t(next+1).is("needed", "required", "status", "date", "number", "(", ",") {
			return false // what is asked: ethics approval needed
		}
		return r.actsHere(next) || t.is("must", "has", "have", "is", "are", "needs", "need", "should", "gets", "receives", "signs", "will", "can", "shall")
	}
	return false
}

// listTo reads the items between two places.
func (r *reader) listTo(from, to int, strong, attach bool) int {
	begin := from
	for from < to && r.t(from).is("the", "a", "an", ":", ",", "their", "his", "her", "following", "fields", "field", "data", "information", "these", "and", "also", "all", "details") {
		if r.t(from).is("the", "a", "an") || r.t(from).is("data", "information", "details", "fields") && !r.t(from+1).is(":", ",", "and") {
			if r.t(from).is("data", "information", "details", "fields") {
				break
			}
		}
		from++
	}
	items := r.items(from, to)
	if len(items) == 0 {
		return begin
	}
	for i := items[0].from + 1; i < items[0].to && attach; i++ {
		if r.t(i).is("with") { // uploads a document with title and number
			r.addNamed(items[0].from, i, "", true)
			return r.listTo(i+1, to, true, false)
		}
	}
	for i := items[0].from + 1; i < items[0].to; i++ {
		if r.t(i).is("with", "containing", "including") && !r.listedBefore(items[0].from, i) && processNouns[singular(r.t(i-1).low)] && fieldKinds[singular(r.t(i-1).low)] == "" {
			return begin
		}
	}
	if !strong {
		for i := from; i < to; i++ {
			if r.comparedNumberFollows(i) {
				return begin
			}
		}
		if list := r.itemWords(items[0].from, items[0].to); len(items) == 1 && r.t(from-1).is("with") {
			if kind, _ := kindOf(list, false); kind == "text" || kind == "number" || kind == "textarea" {
				return begin
			}
		}
	}
	r.listSize = len(items)
	defer func() { r.listSize = 0 }()
	known := 0
	for _, it := range items {
		list := r.itemWords(it.from, it.to)
		_, ok := kindOf(list, attach)
		if ok && !r.isProcess(list, attach) {
			known++
		}
		if r.t(it.to).is("(") {
			known++
		}
		if len(list) == 0 {
			continue
		}
		if a, is := r.actorAt(it.from); is && a.to >= it.to && !strong && len(items) < 3 {
			return begin
		}
		if halting[list[0]] && it == items[0] && !determiners[list[0]] && list[0] != "whether" && list[0] != "how" && list[0] != "which" && list[0] != "who" && list[0] != "what" && list[0] != "for" && (list[0] != "at" || len(list) < 2 || list[1] != "least") && list[0] != "when" && list[0] != "why" && list[0] != "from" && list[0] != "until" && list[0] != "where" && list[0] != "first" && list[0] != "up" && list[0] != "to" && list[0] != "needed" && list[0] != "required" && list[0] != "requires" && list[0] != "if" && list[0] != "does" && list[0] != "is" && list[0] != "before" && list[0] != "after" {
			return begin
		}
	}
	if known == 0 && (!strong || len(items) < 2) && !attach {
		return begin
	}
	last := from
	for k := 0; k < len(items); k++ {
		it := items[k]
		last = max(last, it.end)
		itemKind, isKnown := kindOf(r.itemWords(it.from, it.to), false)
		r.addItem(items, k, attach && (k == 0 || !isKnown || itemKind == "file_upload" || itemKind == "image"))
		if it.columns {
			last = to
			break
		}
	}
	return max(last, from+1)
}

// isProcess tells whether a phrase names the process rather than a field of it.
func (r *reader) isProcess(list []string, attach bool) bool {
	if len(list) == 0 {
		return true
	}
	head := singular(headOf(list))
	if attach || r.listSize > 2 && head == "application" {
		return false
	}
	return (head == "request" || head == "application" || head == "report" || head == "claim" || head == "approval" || head == "workflow" || head == "form" || head == "process" || head == "review")
}

type item struct {
	from, to int // its name
	end      int // with what stands in brackets behind it
	columns  bool
}

// items takes an enumeration apart.
func (r *reader) items(from, to int) []item {
	var all []item
	begin := from
	flush := func(end, whole int) {
		for begin < end && (r.t(begin).kind == mark || r.t(begin).kind == lines || r.t(begin).is("and", "also", "plus", "as", "well", "finally")) {
			begin++
		}
		if begin < end && len(all) < maxFields {
			all = append(all, item{from: begin, to: end, end: whole})
		}
	}
	for i := from; i < to; i++ {
		t := r.t(i)
		switch {
		case t.is("("):
			close := r.closing(i)
			if close < 0 || close > to {
				close = to - 1
			}
			flush(i, close+1)
			begin, i = close+1, close
		case t.is("each", "every") && r.t(i+1).is("with") || t.is("with") && i > from && (singular(r.t(i-1).low) == "item" || r.listedBefore(begin, i)):
			flush(i, to)
			if n := len(all); n > 0 {
				all[n-1].columns = true
				all[n-1].end = to
			}
			return all
		case t.is(",") && r.t(i+1).is("each", "every", "with") && singular(r.t(i-1).low) != "x":
			if r.t(i + 1).is("with") {
				flush(i, i)
				begin = i + 1
				continue
			}
			continue
		case t.is(":") && r.optionsFollow(i):
			for i+1 < to && !r.t(i+1).is(",", "(", ";") {
				i++
			}
		case t.is("/") && !t.glued, t.is("|"):
			flush(i, i)
			begin = i + 1
		case t.is(",", "and", "or", "plus", ";", "•") && (!t.is("and", "or") || !r.joinsWords(i)):
			flush(i, i)
			begin = i + 1
		}
	}
	flush(to, to)
	return all
}

func (r *reader) listedBefore(from, to int) bool {
	for i := from; i < to; i++ {
		if r.t(i).is("list", "table") && r.t(i+1).is("of") {
			return true
		}
	}
	return false
}

// joinsWords tells whether an and stands inside a name: terms and conditions.
func (r *reader) joinsWords(i int) bool {
	return r.seq(i-1, "terms", "and", "conditions") || r.t(i).is("or") && r.inQuestion(r.from, i)
}

func (r *reader) itemWords(from, to int) []string {
	var list []string
	for i := from; i < to; i++ {
		t := r.t(i)
		if t.kind == mark || t.kind == lines || determiners[t.low] && !t.is("all") {
			continue
		}
		list = append(list, t.low)
	}
	return list
}

func finite(v float64) *float64 {
	if math.IsInf(v, 0) {
		return nil
	}
	return &v
}
