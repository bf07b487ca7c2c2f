package edit

import (
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// With is the text of a collection with these parts in the place of its own, from where its value begins to where it ends. What
// comes from other documents is written as it stands there, at the column that is used here. ok is false when a part cannot stand
// here as it is written.
func (c Collection) With(parts []*Part) (text string, ok bool) {
	switch {
	case len(parts) == 0:
		return Empty(c.node), true
	case c.node.Style == source.Flow:
		return c.withFlow(parts)
	}
	var b strings.Builder
	first := c.Parts[0]
	indent := strings.Repeat(" ", first.column)
	for i, p := range parts {
		p = p.inBlock(first.column, c.of.eol)
		lead := p.Lead
		if i == 0 && first.Joined {
			lead = strings.TrimLeft(lead, " \r\n")
		}
		if lead != "" || i > 0 || !first.Joined {
			b.WriteString(lead + indent)
		}
		b.WriteString(p.body())
	}
	return b.String(), true
}

// Empty is how a collection without parts is written.
func Empty(n *source.Node) string {
	if n.Kind == source.Mapping {
		return "{}"
	}
	return "[]"
}

// withFlow writes parts in brackets: between two that follow each other stands what stands there.
func (c Collection) withFlow(parts []*Part) (text string, ok bool) {
	all, n := c.of.text, c.node
	open, closing := all[n.Span.Start:n.Content+1], all[n.Span.End-1:n.Span.End]
	between := map[*source.Node]string{}
	for i, p := range c.Parts {
		if i > 0 {
			between[p.Node] = all[c.Parts[i-1].Node.Span.End:p.begin()]
		}
	}
	if len(c.Parts) > 0 {
		open = all[n.Span.Start:c.Parts[0].begin()]
		closing = all[c.Parts[len(c.Parts)-1].Node.Span.End:n.Span.End]
	}
	var b strings.Builder
	b.WriteString(open)
	for i, p := range parts {
		p, fits := p.inFlow()
		if !fits {
			return "", false
		}
		if i > 0 {
			separator := ", "
			if own, ok := between[p.Node]; ok && parts[i-1].of.tree == c.of.tree {
				separator = own
			}
			b.WriteString(separator)
		}
		b.WriteString(p.body())
	}
	b.WriteString(closing)
	return b.String(), true
}

// inBlock is a part as an entry by lines at a column.
func (p *Part) inBlock(column int, eol string) *Part {
	made := *p
	if p.Flow {
		if p.Key == nil {
			made.Prefix = "- "
		}
		made.Suffix, made.Flow = eol, false
	} else if by := column - p.column; by != 0 {
		made.Lead = movedLines(p.Lead, by)
		made.Value = movedBelow(p.Value, by)
		if p.IsBlock() && strings.HasSuffix(p.Prefix, "\n") {
			made.Value = movedLines(p.Value, by)
		}
		made.Prefix = movedBelow(p.Prefix, by)
	}
	made.column, made.Joined = column, false
	if !strings.HasSuffix(made.body(), "\n") {
		if made.IsBlock() {
			made.Value += eol
		} else {
			made.Suffix += eol
		}
	}
	return &made
}

// inFlow is a part as an entry in brackets; ok is false when it cannot stand there as it is written.
func (p *Part) inFlow() (made *Part, ok bool) {
	if p.Flow {
		return p, true
	}
	n := p.Node
	if p.IsBlock() || p.Value == "" || strings.ContainsAny(p.Value, "\n#") || strings.Contains(p.Prefix, "\n") ||
		n.Kind == source.Scalar && n.Style == source.Plain && strings.ContainsAny(p.Value, ",[]{}") {
		return nil, false
	}
	flow := *p
	flow.Flow, flow.Lead, flow.Suffix = true, "", ""
	if p.Key == nil {
		flow.Prefix = ""
	}
	return &flow, true
}

// At is a part by lines in the place of another one, which is in the document that it is to stand in.
func (p *Part) At(other *Part) *Part {
	made := p.inBlock(other.column, other.of.eol)
	made.Lead, made.Joined = other.Lead, other.Joined
	return made
}

// LeadAt is the lines above a part, indented as those of another one.
func (p *Part) LeadAt(other *Part) string { return movedLines(p.Lead, other.column-p.column) }

// Emptied is the part with nothing left in its collection.
func (p *Part) Emptied() *Part {
	made := *p
	made.Value = Empty(p.Node)
	made.Prefix = strings.TrimRight(p.Prefix, " \r\n")
	if i := strings.IndexByte(made.Prefix, '#'); i > 0 {
		made.Prefix = strings.TrimRight(made.Prefix[:i], " ")
	}
	made.Prefix += " "
	if !p.Flow {
		made.Suffix = p.of.eol
	}
	return &made
}

// movedBelow moves all lines of a text but the first by so many columns; blank ones stay.
func movedBelow(text string, by int) string {
	first, rest, more := strings.Cut(text, "\n")
	if !more {
		return text
	}
	return first + "\n" + movedLines(rest, by)
}

// movedLines moves all lines of a text.
func movedLines(text string, by int) string {
	if by == 0 || text == "" {
		return text
	}
	var b strings.Builder
	for line := range strings.SplitAfterSeq(text, "\n") {
		bare := strings.TrimLeft(line, " ")
		if strings.TrimSpace(line) != "" {
			b.WriteString(strings.Repeat(" ", max(0, len(line)-len(bare)+by)))
			line = bare
		}
		b.WriteString(line)
	}
	return b.String()
}
