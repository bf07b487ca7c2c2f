package simulate

import (
	"maps"
	"math"
	"reflect"
	"regexp/syntax"
	"strings"
	"time"

	"workflow-designer/backend/approvalml/form"
)

// Sample fills a form in: what data hold stays, and what is missing or wrong gets a plain value within the limits of its field.
// Where it cannot find one the problem stays. Dates begin with a day.
func (w *Workflow) Sample(data map[string]any, begin time.Time) map[string]any {
	if group, ok := w.form.TestData.(map[string]any); ok && len(data) == 0 {
		data = group
	}
	return w.sampleAt(data, "", begin)
}

// roundsOfSampling is how often what is still wrong is mended: a mended field may show another one.
const roundsOfSampling = 6

func (w *Workflow) sampleAt(data map[string]any, step string, begin time.Time) map[string]any {
	if begin.IsZero() {
		begin = DefaultBegin
	}
	filled := maps.Clone(data)
	if filled == nil {
		filled = map[string]any{}
	}
	for range roundsOfSampling {
		problems := w.form.Evaluate(filled, form.View{Step: step}).Problems
		if len(problems) == 0 {
			break
		}
		for _, p := range problems {
			w.mend(filled, p, begin)
		}
	}
	return filled
}

// mend gives a field, or a cell, a value that has not this problem.
func (w *Workflow) mend(data map[string]any, p form.Problem, begin time.Time) {
	f := w.form.Field(p.Field)
	if f == nil {
		return
	}
	if p.Column == "" {
		if p.Code == form.MustBeEmpty {
			delete(data, p.Field)
			return
		}
		data[p.Field] = sampleOf(f, data[p.Field], p, begin)
		return
	}
	rows, _ := data[p.Field].([]any)
	if p.Row >= len(rows) {
		return
	}
	rows = append([]any{}, rows...)
	row, _ := rows[p.Row].(map[string]any)
	if row = maps.Clone(row); row == nil {
		row = map[string]any{}
	}
	for i := range f.Columns {
		if c := &f.Columns[i]; c.Name == p.Column {
			row[c.Name] = sampleOf(c, row[c.Name], p, begin)
		}
	}
	rows[p.Row] = row
	data[p.Field] = rows
}

// sampleOf is a plain value for a field.
func sampleOf(f *form.Field, old any, p form.Problem, begin time.Time) any {
	switch f.Type {
	case "number", "currency":
		return sampleNumber(f)
	case "date":
		return begin.Format(time.DateOnly)
	case "email":
		return addressOf(f.Name)
	case "checkbox", "multiselect", "radio", "select", "dropdown", "autocomplete":
		return sampleChoice(f)
	case "line_items":
		return sampleRows(f, old, p)
	case "file_upload":
		return "sample" + firstEnding(f.Accept)
	case "signature":
		return "signed"
	case "richtext":
		return "<p>Sample</p>"
	case "json":
		return "{}"
	}
	return sampleText(f)
}

func sampleNumber(f *form.Field) float64 {
	n := 1.0
	if f.Min != nil && n < *f.Min {
		n = math.Ceil(*f.Min)
	}
	if f.Max != nil && n > *f.Max {
		n = *f.Max
		if f.Min != nil {
			n = max(n, *f.Min)
		}
	}
	return n
}

func sampleChoice(f *form.Field) any {
	value := "Sample"
	if len(f.Options) > 0 {
		value = f.Options[0].Value
	}
	many := f.Type == "multiselect" || f.Type == "checkbox" && len(f.Options) > 0 || f.Multiple && f.Type != "radio"
	switch {
	case many:
		return []any{value}
	case f.Type == "checkbox":
		return true
	}
	return value
}

func sampleRows(f *form.Field, old any, p form.Problem) any {
	rows, _ := old.([]any)
	rows = append([]any{}, rows...)
	least, most := 1, len(rows)
	if f.MinItems != nil {
		least = max(least, *f.MinItems)
	}
	if f.MaxItems != nil {
		most = *f.MaxItems
	}
	if p.Code == form.TooManyRows {
		return rows[:min(len(rows), most)]
	}
	for len(rows) < least {
		rows = append(rows, map[string]any{})
	}
	return rows
}

// firstEnding is the first ending of files that a field takes.
func firstEnding(accept string) string {
	for _, kind := range strings.Split(accept, ",") {
		kind = strings.TrimSpace(kind)
		switch {
		case strings.HasPrefix(kind, "."):
			return kind
		case kind == "image/*":
			return ".png"
		}
	}
	return ".pdf"
}

func sampleText(f *form.Field) string {
	text := first(f.Label, f.Name, "Sample")
	if f.Pattern != "" {
		if matching, ok := matchOf(f.Pattern); ok {
			text = matching
		}
	}
	runes := []rune(text)
	if f.MaxLength != nil && len(runes) > *f.MaxLength {
		runes = runes[:max(*f.MaxLength, 0)]
	}
	const longest = 10_000
	for f.MinLength != nil && len(runes) < min(*f.MinLength, longest) {
		runes = append(runes, '.')
	}
	return string(runes)
}

// matchOf is a text that a pattern takes: the shortest that is easily found.
func matchOf(pattern string) (string, bool) {
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return "", false
	}
	var b strings.Builder
	writeMatch(&b, tree, 0)
	return b.String(), true
}

const deepestPattern = 50

func writeMatch(b *strings.Builder, r *syntax.Regexp, depth int) {
	if depth > deepestPattern || b.Len() > longestMessage {
		return
	}
	repeat := func(times int) {
		for range times {
			writeMatch(b, r.Sub[0], depth+1)
		}
	}
	switch r.Op {
	case syntax.OpLiteral:
		b.WriteString(string(r.Rune))
	case syntax.OpCharClass:
		b.WriteRune(runeOf(r.Rune))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		b.WriteByte('a')
	case syntax.OpPlus:
		repeat(1)
	case syntax.OpRepeat:
		repeat(r.Min)
	case syntax.OpCapture:
		repeat(1)
	case syntax.OpConcat:
		for _, sub := range r.Sub {
			writeMatch(b, sub, depth+1)
		}
	case syntax.OpAlternate:
		writeMatch(b, r.Sub[0], depth+1)
	default: // nothing at all satisfies it
	}
}

// runeOf is a plain sign of a class.
func runeOf(pairs []rune) rune {
	for _, plain := range "A1a0-_ " {
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] <= plain && plain <= pairs[i+1] {
				return plain
			}
		}
	}
	if len(pairs) > 0 {
		return pairs[0]
	}
	return 'a'
}

func same(a, b any) bool { return reflect.DeepEqual(a, b) }
