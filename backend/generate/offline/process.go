package offline

import (
	"slices"
	"strings"

	"workflow-designer/backend/words"
)

// need is a field that every process of a kind has.
type need struct {
	like  []string // words of which one in a name shows that it is there already
	field field
}

// processKind is what is known of a kind of process.
type processKind struct {
	words []string   // one of them, or a pair, names it
	noun  words.Text // what goes through it
	slug  string     // its type
	needs []need
}

func ask(kind, label string, like ...string) need {
	return need{like: like, field: field{name: slug(label), label: label, kind: kind, required: true}}
}

// processKinds are looked through in this order.
var processKinds = []processKind{
	{words: []string{"leave", "vacation", "holiday", "absence", "sabbatical", "pto", "time off", "day off"}, noun: "leave request", slug: "leave_request", needs: []need{
		ask("date", "Start date", "start", "first", "from", "begin", "departure", "day", "date"), ask("date", "End date", "end", "last", "to", "until", "return", "week", "duration", "month"),
	}},
	{words: []string{"travel", "trip", "journey"}, noun: "travel request", slug: "travel_request", needs: []need{
		ask("text", "Destination", "destination", "location", "city", "country", "place"), ask("date", "Departure date", "departure", "start", "from", "date"), ask("date", "Return date", "return", "end", "to", "until"),
	}},
	{words: []string{"expense", "reimbursement", "petty cash", "claim"}, noun: "expense claim", slug: "expense_approval", needs: []need{
		ask("currency", "Amount", "$currency"), ask("date", "Expense date", "$date"), ask("textarea", "Description", "$text"),
	}},
	{words: []string{"invoice"}, noun: "invoice", slug: "invoice_approval", needs: []need{
		ask("text", "Supplier", "supplier", "vendor", "company", "payee"), ask("text", "Invoice number", "number", "reference"), ask("currency", "Amount", "$currency"), ask("file_upload", "Invoice", "$file"),
	}},
	{words: []string{"purchase", "procurement", "requisition", "buying", "equipment", "hardware", "software", "license"}, noun: "purchase request", slug: "purchase_request", needs: []need{
		ask("textarea", "Description", "item", "description", "software", "device", "product", "name", "equipment", "vendor", "what"), ask("currency", "Amount", "$currency"),
	}},
	{words: []string{"contract", "nda", "agreement"}, noun: "contract", slug: "contract_review", needs: []need{
		ask("text", "Contract title", "title", "name", "party", "counterparty"), ask("file_upload", "Contract", "$file"),
	}},
	{words: []string{"access", "permission", "vpn", "account"}, noun: "access request", slug: "access_request", needs: []need{
		ask("text", "System", "system", "data", "set", "application", "vpn", "room", "area", "building"), ask("textarea", "Reason", "reason", "justification", "purpose", "why"),
	}},
	{words: []string{"training", "course", "tuition", "conference", "seminar"}, noun: "training request", slug: "training_request", needs: []need{
		ask("text", "Course name", "course", "name", "title", "conference", "training"), ask("date", "Course date", "$date"),
	}},
	{words: []string{"hiring", "headcount", "recruitment", "hire", "vacancy", "job offer"}, noun: "hiring request", slug: "hiring_request", needs: []need{
		ask("text", "Position", "position", "title", "job", "role"), ask("textarea", "Reason", "$text"),
	}},
	{words: []string{"vendor", "supplier"}, noun: "vendor", slug: "vendor_onboarding", needs: []need{
		ask("text", "Vendor name", "vendor", "supplier", "company", "name"), ask("email", "Contact email", "$email"),
	}},
	{words: []string{"grant", "scholarship", "funding", "fellowship"}, noun: "application", slug: "grant_application", needs: []need{
		ask("text", "Project title", "title", "name", "project", "applicant"), ask("currency", "Requested amount", "$currency", "gpa"), ask("textarea", "Summary", "$text"),
	}},
	{words: []string{"refund", "credit note"}, noun: "refund", slug: "refund_request", needs: []need{
		ask("text", "Customer", "customer", "order", "name", "email"), ask("currency", "Refund amount", "$currency"), ask("textarea", "Reason", "reason", "why"),
	}},
	{words: []string{"budget"}, noun: "budget request", slug: "budget_request", needs: []need{
		ask("currency", "Amount", "$currency"), ask("textarea", "Reason", "$text"),
	}},
	{words: []string{"loan", "credit", "mortgage"}, noun: "application", slug: "credit_application", needs: []need{
		ask("text", "Applicant", "applicant", "name", "customer", "borrower", "email"), ask("currency", "Amount", "$currency", "score"),
	}},
	{words: []string{"incident", "complaint", "accident"}, noun: "report", slug: "incident_report", needs: []need{
		ask("textarea", "Description", "$text"), ask("date", "Date", "$date"),
	}},
	{words: []string{"change"}, noun: "change request", slug: "change_request", needs: []need{
		ask("text", "Title", "title", "name", "summary", "project"), ask("textarea", "Description", "description", "summary", "detail"),
	}},
	{words: []string{"overtime"}, noun: "overtime request", slug: "overtime_request", needs: []need{
		ask("date", "Date", "$date"), ask("number", "Hours", "hour"),
	}},
}

// general is for what is none of these.
var general = processKind{noun: "request", slug: "approval", needs: []need{
	ask("text", "Title", "$words"), ask("textarea", "Description", "$words"),
}}

// kindOfProcess looks at the title first, and then at the whole description.
func (r *reader) kindOfProcess() processKind {
	if len(r.sentences) > 0 {
		first := r.sentences[0]
		end := first.from
		for end < first.until && end-first.from < 30 && !r.all[end].is(":") && (!r.all[end].is("-") || r.all[end].glued) {
			end++
		}
		for i := min(end, first.from+8); i > first.from; i-- {
			if k, ok := kindIn(r.all[i-1 : min(end, i+1)]); ok && !slices.ContainsFunc(r.all[first.from:i], func(t token) bool { return halting[t.low] || t.kind == mark }) {
				return k
			}
		}
		if k, ok := kindIn(r.all[first.from:end]); ok {
			return k
		}
		if r.all[min(end, len(r.all)-1)].is(":") && end-first.from < 8 {
			return general
		}
	}
	if k, ok := kindIn(r.all[:min(len(r.all), 120)]); ok {
		return k
	}
	return general
}

func kindIn(list []token) (processKind, bool) {
	best, at := -1, len(list)
	for i, t := range list {
		w := singular(t.low)
		pair := w
		if i+1 < len(list) {
			pair = t.low + " " + singular(list[i+1].low)
		}
		for k, p := range processKinds {
			if (slices.Contains(p.words, w) || slices.Contains(p.words, pair)) && i < at && (i+1 >= len(list) || !heads[singular(list[i+1].low)]) {
				best, at = k, i
			}
		}
	}
	if best < 0 {
		return processKind{}, false
	}
	return processKinds[best], true
}

// supply adds the fields that every process of the kind needs.
func (r *reader) supply(k processKind) {
	needs := k.needs
	if k.slug == general.slug && r.textless() {
		needs = append(slices.Clone(needs), general.needs...)
	}
	for _, n := range needs {
		if len(r.sketch.fields) >= maxFields || slices.ContainsFunc(r.sketch.fields, func(f *field) bool { return n.isThere(r, f) }) {
			continue
		}
		f := n.field
		if r.sketch.field(f.name) != nil {
			continue
		}
		f.why, f.neededBy = sprintf("every %s needs it", k.noun.String()), k.noun
		r.sketch.fields = append(r.sketch.fields, &f)
	}
}

// textless tells whether nothing but switches, choices and amounts is asked for.
func (r *reader) textless() bool {
	return !slices.ContainsFunc(r.sketch.fields, func(f *field) bool {
		return f.kind == "text" || f.kind == "textarea" || f.kind == "richtext" || f.kind == "line_items"
	})
}

func (n need) isThere(r *reader, f *field) bool {
	for _, w := range n.like {
		switch w {
		case "$currency":
			if f.kind == "currency" {
				return true
			}
		case "$date":
			if f.kind == "date" {
				return true
			}
		case "$text":
			if f.kind == "textarea" || f.kind == "richtext" || f.kind == "line_items" {
				return true
			}
		case "$words":
			if f.why == "" && (f.kind == "textarea" || f.kind == "text" || f.kind == "line_items") || f.kind == "textarea" {
				return true
			}
		case "$file":
			if f.kind == "file_upload" {
				return true
			}
		case "$email":
			if f.kind == "email" {
				return true
			}
		default:
			if n.field.kind == f.kind || f.kind == "text" || f.kind == "select" || f.kind == "textarea" || f.kind == "line_items" || f.kind == "number" {
				if slices.Contains(r.nameWords(f), w) {
					return true
				}
			}
		}
	}
	return false
}

// title finds what the process is called: what stands in front of a colon, or the noun phrase that ends with a word like request.
func (r *reader) title(k processKind) string {
	if len(r.sentences) > 0 {
		s := r.sentences[0]
		r.at(s)
		end := s.from
		for end < s.until && end-s.from < 9 && !r.t(end).is(":", "(", ",", "→") && (!r.t(end).is("-") || r.t(end).glued) {
			end++
		}
		if (r.t(end).is(":", "-") || end == s.until) && end > s.from && end-s.from <= 8 && !r.saysMore(s.from, end) {
			if t := r.titleIn(s.from, end, true); t != "" {
				return t
			}
		}
		if t := r.titleSaid(); t != "" {
			return t
		}
		r.at(s)
		if t := r.titleIn(s.from, s.until, false); t != "" {
			return t
		}
	}
	return capital(k.noun.String()) + r.approvalWord(k.noun.String())
}

func (r *reader) approvalWord(noun string) string {
	if strings.HasSuffix(noun, "request") || strings.HasSuffix(noun, "application") {
		return ""
	}
	return " approval"
}

var titleStart = setOf("create build make design set up a an the workflow for process need want please i we would like new my our approval to where that")

func (r *reader) titleIn(from, to int, whole bool) string {
	for from < to && (titleStart[r.t(from).low] && !r.t(from).is("new", "approval") || r.t(from).kind == mark) {
		from++
	}
	if requestors[r.t(from).low] && !whole || requestors[r.t(from).low] && r.t(from+1).is("request", "ask", "apply", "can", "may") {
		return ""
	}
	end := -1
	for i := from; i < to && i-from < 6; i++ {
		t := r.t(i)
		if t.kind != word && (!t.is("-") || !t.glued) || halting[t.low] && (!whole || !t.is("of", "for", "to", "between", "and", "on", "from", "at", "in", "with", "by")) || t.owner {
			break
		}
		if processNouns[singular(t.low)] && !isHead(t) {
			end = i + 1
		}
		if whole && i == to-1 {
			end = i + 1
		}
	}
	if end < 0 || end-from > 7 || r.actsAny(from, end) && !whole {
		return ""
	}
	title := r.original(from, end)
	if title == strings.ToUpper(title) && end-from > 1 {
		title = strings.ToLower(title)
	}
	if len([]rune(title)) > 60 || title == "" {
		return ""
	}
	f := strings.Fields(title)
	last := strings.ToLower(f[len(f)-1])
	if s := singular(last); s != last && processNouns[s] && !whole {
		f[len(f)-1] = f[len(f)-1][:len(f[len(f)-1])-(len(last)-len(s))]
		if strings.HasSuffix(last, "ies") {
			f[len(f)-1] = s
		}
	}
	title = capital(strings.Join(f, " "))
	if slices.ContainsFunc(f, func(w string) bool {
		return w == "for" || w == "of" || w == "to" || w == "in" || w == "and" || w == "between"
	}) {
		return title
	}
	if !processNouns[singular(last)] || len(f) == 1 && !strings.HasSuffix(last, "ing") {
		if last != "request" && last != "approval" && len(f) < 5 && !slices.Contains([]string{"review", "onboarding", "request", "requests", "process", "handling", "authorization", "order", "orders"}, last) {
			title += " approval"
		}
	}
	return title
}

func (r *reader) actsAny(from, to int) bool {
	for i := from; i < to; i++ {
		if r.actsHere(i) && !processNouns[singular(r.t(i).low)] {
			return true
		}
	}
	return false
}
