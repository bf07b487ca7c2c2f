package change

import (
	"strings"

	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// arrangement says what differs in the grid or columns of a section: fields that came from another section, that were placed
// or taken out, and the rest in one sentence. It leaves alone what is no such grid.
func (l *lister) arrangement(path, beforePath source.Path, under string, b, a *source.Node) bool {
	name := nameOf(l.after, path)
	if name.section == "" || last(path) != under || under != "grid" && under != "columns" {
		return false
	}
	if l.of(b) == l.of(a) {
		return true
	}
	was, is := cells(b), cells(a)
	if l.homes[0] == nil {
		l.homes = [2]map[string]string{sectionsWith(l.before), sectionsWith(l.after)}
	}
	from, to := l.homes[0], l.homes[1]
	told := false
	for _, field := range order(a) {
		if was[field] {
			continue
		}
		told = true
		c := l.made(Moved, path, beforePath, b, a)
		c.Subject, c.Field, c.Before, c.After = "layout", field, words.Literal(from[field]), words.Literal(to[field])
		label := fieldLabel(l.after, field)
		if home := from[field]; home != "" && to[field] != home {
			l.add(c, words.F("Field %s moved from section %s to %s", label, sectionTitle(l.before, home), name.owner))
		} else {
			l.add(c, words.F("Field %s placed in %s", label, name.owner))
		}
	}
	for _, field := range order(b) {
		if is[field] {
			continue
		}
		told = true
		if to[field] != "" && to[field] != name.section {
			continue // said where it went
		}
		if l.after.Field(field) == nil {
			continue // said as a field that is gone
		}
		c := l.made(Changed, path, beforePath, b, a)
		c.Subject, c.Field = "layout", field
		l.add(c, words.F("Field %s taken out of %s", fieldLabel(l.before, field), name.owner))
	}
	if !told || l.rows(b, is) != l.rows(a, was) {
		c := l.made(Changed, path, beforePath, b, a)
		c.Subject = "layout"
		l.add(c, words.F("The arrangement of %s changed", name.owner))
	}
	return true
}

// cells are the fields in a grid.
func cells(grid *source.Node) map[string]bool {
	in := map[string]bool{}
	for _, field := range order(grid) {
		in[field] = true
	}
	return in
}

func order(grid *source.Node) []string {
	var all []string
	for _, row := range grid.List() {
		for _, cell := range row.List() {
			if text, ok := cell.Text(); ok {
				all = append(all, text)
			}
		}
	}
	return all
}

// rows writes the rows of a grid with only the fields that the other has too.
func (l *lister) rows(grid *source.Node, both map[string]bool) string {
	var b strings.Builder
	for _, row := range grid.List() {
		begun := b.Len()
		for _, cell := range row.List() {
			if text, ok := cell.Text(); !ok {
				b.WriteByte('?')
			} else if both[text] {
				b.WriteString(text + "\x00")
			}
		}
		if b.Len() > begun {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// sectionsWith tells for each field which section it is first placed in.
func sectionsWith(doc *model.Document) map[string]string {
	in := map[string]string{}
	for _, s := range doc.Sections {
		for _, f := range s.Fields {
			if in[f.Name] == "" {
				in[f.Name] = s.ID
			}
		}
	}
	return in
}

func fieldLabel(doc *model.Document, name string) string {
	if f := doc.Field(name); f != nil && strings.TrimSpace(f.Label) != "" {
		return shorten(f.Label)
	}
	return shorten(name)
}

func sectionTitle(doc *model.Document, id string) string {
	if s := doc.Section(id); s != nil && strings.TrimSpace(s.Title) != "" {
		return shorten(s.Title)
	}
	return shorten(id)
}
