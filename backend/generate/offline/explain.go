package offline

import (
	"slices"
	"strings"

	"workflow-designer/backend/generate"
	"workflow-designer/backend/words"
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
		list = append(list, understood{at: f.at, meaning: meaningOfField(f), field: f})
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
		if u.step != "" {
			x.Steps = append(x.Steps, u.step)
		}
		if u.stage != nil {
			x.Steps = append(x.Steps, d.byStage[u.stage]...)
			x.Fields = append(x.Fields, u.stage.guard.fields()...)
		}
		if n := len(p.Understood); n > 0 && p.Understood[n-1].Text == x.Text && p.Understood[n-1].Meaning == x.Meaning && x.Text != "" {
			p.Understood[n-1].Steps = append(p.Understood[n-1].Steps, x.Steps...)
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
func explanation(p *generate.Proposal) words.Text {
	var lines []words.Text
	for _, u := range p.Understood {
		if u.Text == "" {
			lines = append(lines, words.F("+ %s", u.Meaning))
			continue
		}
		lines = append(lines, words.F("%s  <- %q", u.Meaning, oneLine(u.Text)))
	}
	for _, u := range p.Unclear {
		if u.Text == "" {
			lines = append(lines, words.F("? %s", u.Question))
			continue
		}
		lines = append(lines, words.F("? %s  <- %q", u.Question, oneLine(u.Text)))
	}
	return inLines(lines)
}

// inLines has each message on a line of its own. They are joined by halves: a message within a message is copied.
func inLines(lines []words.Text) words.Text {
	switch n := len(lines); n {
	case 0:
		return ""
	case 1:
		return words.F("%s\n", lines[0])
	default:
		return words.F("%s%s", inLines(lines[:n/2]), inLines(lines[n/2:]))
	}
}

func oneLine(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if letters := []rune(text); len(letters) > 100 {
		return string(letters[:100]) + " …"
	}
	return text
}
