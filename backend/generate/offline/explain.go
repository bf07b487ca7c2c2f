package offline

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"workflow-designer/backend/generate"
)

// counter turns places in bytes into UTF-16 units. Places must be asked for in rising order, or it begins anew.
type counter struct {
	text        string
	byte, units int
}

func (c *counter) at(b int) int {
	if b < c.byte {
		c.byte, c.units = 0, 0
	}
	for _, r := range c.text[c.byte:min(b, len(c.text))] {
		c.units++
		if r > 0xFFFF {
			c.units++
		}
	}
	c.byte = min(b, len(c.text))
	return c.units
}

// explain says what became of the phrases of a description, and what did not become clear.
func (r *reader) explain(d *draft, p *generate.Proposal) {
	var list []understood
	for _, f := range d.fields {
		var meaning string
		switch {
		case f.why != "":
			meaning = sprintf("%q was added, as %s.", f.label, f.why)
		case f.derived:
			meaning = sprintf("The form asks for %q, as a condition needs it.", f.label)
		default:
			meaning = sprintf("The form asks for %q (%s).", f.label, kindWords[f.kind])
		}
		list = append(list, understood{at: f.at, meaning: meaning, field: f})
	}
	for _, u := range r.sketch.seen {
		if u.meaning == "" && u.stage != nil {
			u.meaning = r.meaningOf(u.stage)
		}
		list = append(list, u)
	}
	slices.SortStableFunc(list, func(a, b understood) int { return a.at.from - b.at.from })
	c := counter{text: r.text}
	for _, u := range list {
		x := generate.Understood{Meaning: u.meaning, Steps: []string{}, Fields: []string{}}
		if u.at.to > u.at.from {
			x.Text = r.text[u.at.from:u.at.to]
			x.From = c.at(u.at.from)
			x.To = c.at(u.at.to)
		}
		if u.field != nil {
			x.Fields = append(x.Fields, u.field.name)
		}
		if u.stage != nil {
			x.Steps = append(x.Steps, d.byStage[u.stage]...)
			x.Fields = append(x.Fields, u.stage.guard.fields()...)
		}
		if n := len(p.Understood); n > 0 && p.Understood[n-1].Text == x.Text && p.Understood[n-1].Meaning == x.Meaning && x.Text != "" {
			continue
		}
		p.Understood = append(p.Understood, x)
	}
	r.leftOver(list)
	for _, u := range r.sketch.unclear {
		x := generate.Unclear{Question: u.question, Answers: u.answers}
		if u.at.to > u.at.from {
			x.Text = r.text[u.at.from:u.at.to]
			x.From = c.at(u.at.from)
			x.To = c.at(u.at.to)
		}
		if x.Answers == nil {
			x.Answers = []string{}
		}
		p.Unclear = append(p.Unclear, x)
	}
	p.Explanation = explanation(p)
}

var kindWords = map[string]string{
	"text": "text", "textarea": "longer text", "email": "e-mail address", "currency": "amount of money", "number": "number", "date": "date",
	"select": "a choice", "checkbox": "yes or no", "file_upload": "file", "image": "picture", "signature": "signature", "line_items": "list of items",
}

// meaningOf says in a sentence who is asked, and when.
func (r *reader) meaningOf(st *stage) string {
	when := ""
	if st.guard != nil {
		when = sprintf(" when %s", r.inWords(st.guard))
	}
	if st.automatic {
		return sprintf("Nobody has to approve%s.", when)
	}
	who := namesOf(st)
	switch st.kind {
	case isTold:
		return sprintf("A message goes to %s%s.", lowerFirst(who), when)
	case getsCopy:
		return sprintf("A copy goes to %s%s.", lowerFirst(who), when)
	case signs:
		return sprintf("Signature of %s%s.", lowerFirst(who), when)
	case acknowledges:
		return sprintf("Acknowledgement by %s%s.", lowerFirst(who), when)
	case recommends:
		return sprintf("Recommendation by %s, which stops nothing%s.", lowerFirst(who), when)
	default:
	}
	late := ""
	if st.timeout != "" {
		late = sprintf(", within %s", strings.ReplaceAll(st.timeout, "_", " "))
	}
	if st.escalate != nil {
		late += sprintf(", else %s", lowerFirst(st.escalate.title()))
	}
	switch st.strategy {
	case "any_one":
		return sprintf("Decision by any one of %s%s%s.", lowerFirst(who), when, late)
	case "majority":
		return sprintf("Decision by majority of %s%s%s.", lowerFirst(who), when, late)
	case "all":
		return sprintf("Decision by all of %s%s%s.", lowerFirst(who), when, late)
	}
	return sprintf("Decision by %s%s%s.", lowerFirst(who), when, late)
}

// inWords says a condition for people.
func (r *reader) inWords(c *cond) string {
	label := func(name string) string {
		if f := r.sketch.field(name); f != nil {
			return lowerFirst(f.label)
		}
		return name
	}
	var parts []string
	joint := " or "
	switch c.kind {
	case isNumber:
		for _, v := range c.reach {
			parts = append(parts, label(c.field)+" is "+reachWords(v))
		}
	case isOption:
		is := " is "
		if c.not {
			is = " is not "
		}
		return label(c.field) + is + strings.ReplaceAll(strings.Join(c.values, " or "), "_", " ")
	case isFlag:
		if c.not {
			return sprintf("%q is off", label(c.field))
		}
		return sprintf("%q is on", label(c.field))
	default:
		if c.kind == isAll {
			joint = " and "
		}
		for _, p := range c.parts {
			parts = append(parts, r.inWords(p))
		}
	}
	return strings.Join(parts, joint)
}

func reachWords(v interval) string {
	low, high := "", ""
	if !math.IsInf(v.lo, -1) {
		low = "more than " + group(v.lo)
		if v.loIn {
			low = group(v.lo) + " or more"
		}
	}
	if !math.IsInf(v.hi, 1) {
		high = "less than " + group(v.hi)
		if v.hiIn {
			high = "at most " + group(v.hi)
		}
	}
	if low != "" && high != "" {
		return low + " and " + high
	}
	return low + high
}

// group writes a number with its thousands apart.
func group(v float64) string {
	text := strconv.FormatFloat(v, 'f', -1, 64)
	whole, part, _ := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if part != "" {
		return whole + "." + part
	}
	return whole
}

const maxLeftOver = 20

// leftOver asks about the sentences of which nothing was taken.
func (r *reader) leftOver(seen []understood) {
	if len(r.sentences) < 2 {
		return
	}
	covered := make([]bool, len(r.all)+1)
	k := 0
	for _, u := range seen {
		if u.at.to <= u.at.from {
			continue
		}
		for k > 0 && k < len(r.all) && r.all[k].from > u.at.from {
			k--
		}
		for ; k < len(r.all) && r.all[k].from < u.at.to; k++ {
			if r.all[k].to > u.at.from {
				covered[k] = true
			}
		}
		if k > 0 {
			k--
		}
	}
	for n, s := range r.sentences {
		if n == 0 || s.until-s.from < 4 || len(r.sketch.unclear) >= maxLeftOver {
			continue
		}
		if !slices.Contains(covered[s.from:s.until], true) {
			r.sketch.unclear = append(r.sketch.unclear, doubt{at: r.placeOf(s.from, s.until), question: "This was not understood. Who does what then, and for which requests?"})
		}
	}
}

// explanation says it all in a few lines of text.
func explanation(p *generate.Proposal) string {
	var b strings.Builder
	for _, u := range p.Understood {
		if u.Text == "" {
			b.WriteString("+ " + u.Meaning + "\n")
			continue
		}
		b.WriteString(sprintf("%s  <- %q\n", u.Meaning, oneLine(u.Text)))
	}
	for _, u := range p.Unclear {
		if u.Text == "" {
			b.WriteString("? " + u.Question + "\n")
			continue
		}
		b.WriteString(sprintf("? %s  <- %q\n", u.Question, oneLine(u.Text)))
	}
	return b.String()
}

func oneLine(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if letters := []rune(text); len(letters) > 100 {
		return string(letters[:100]) + " …"
	}
	return text
}
