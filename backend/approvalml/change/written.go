package change

import (
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// part is an entry of a mapping or an item of a list as it is written, taken apart so that lead + indentation + prefix +
// value + suffix is its text.
type part struct {
	tree   *source.Tree
	key    *source.Node // nil for an item
	node   *source.Node
	lead   string // the blank and comment lines above it
	prefix string // the key and its colon, or the dash, and what stands on the line up to the value
	value  string
	suffix string // what follows the value: a comment, and the end of the line
	column int    // where it begins, from 0
	flow   bool   // it stands in brackets
	joined bool   // it begins on the line of the dash or bracket before it
}

func (p *part) whole() string { return p.lead + p.body() }
func (p *part) body() string  { return p.prefix + p.value + p.suffix }

// partsOf takes the entries or items of a collection apart; ok is false for one that is written in an unusual way.
func partsOf(tree *source.Tree, n *source.Node) (parts []*part, ok bool) {
	if n == nil || n.Kind != source.Mapping && n.Kind != source.Sequence {
		return nil, false
	}
	if n.Style == source.Flow {
		return flowParts(tree, n)
	}
	text := tree.Text.String()
	entries := n.Entries
	for _, item := range n.Items {
		entries = append(entries, source.Entry{Value: item})
	}
	at := lineStart(text, n.Content)
	joined := strings.TrimLeft(text[at:n.Content], " ") != ""
	if joined {
		at = n.Content
	} else {
		at = startOfLead(text, at)
	}
	for _, e := range entries {
		p := &part{tree: tree, key: e.Key, node: e.Value, joined: joined}
		begin := at
		if !joined {
			begin = skipLead(text, at)
		}
		if begin >= len(text) || e.Key != nil && begin != e.Key.Span.Start || e.Key == nil && text[begin] != '-' || begin > e.Value.Span.Start {
			return nil, false
		}
		if !joined {
			p.lead = text[at:lineStart(text, begin)]
		}
		p.column = begin - lineStart(text, begin)
		at = p.split(text, begin)
		joined = false
		parts = append(parts, p)
	}
	return parts, len(parts) > 0
}

// split finds prefix, value and suffix of a part that begins here, and gives where its lines end.
func (p *part) split(text string, begin int) (end int) {
	from, to := p.node.Span.Start, p.node.Span.End
	if from == to { // nothing is written
		from = begin + 1
		if p.key != nil {
			from = p.key.Span.End
			if colon := strings.IndexByte(text[from:], ':'); colon >= 0 {
				from += colon + 1
			}
		}
		to = from
	} else if p.isBlock() {
		at := lineStart(text, p.node.Content)
		if at > begin {
			from = lineEnd(text, begin)
		} else {
			from = p.node.Content
		}
		to = lineEnd(text, to)
	}
	if p.isBlock() {
		p.prefix, p.value = text[begin:from], text[from:to]
		return to
	}
	end = lineEnd(text, to)
	p.prefix, p.value, p.suffix = text[begin:from], text[from:to], text[to:end]
	return end
}

// isBlock tells whether the value is a collection by lines.
func (p *part) isBlock() bool {
	return (p.node.Kind == source.Mapping || p.node.Kind == source.Sequence) && p.node.Style == source.Block
}

func flowParts(tree *source.Tree, n *source.Node) (parts []*part, ok bool) {
	text := tree.Text.String()
	if text[n.Content] != '{' && text[n.Content] != '[' {
		return nil, false
	}
	for _, e := range n.Entries {
		if text[e.Key.Span.Start:e.Key.Span.End] == "" || e.Value.Span.Start < e.Key.Span.End || strings.ContainsAny(text[e.Key.Span.Start:e.Span().End], "\n#") {
			return nil, false
		}
		parts = append(parts, &part{
			tree: tree, key: e.Key, node: e.Value, flow: true,
			prefix: text[e.Key.Span.Start:e.Value.Span.Start], value: text[e.Value.Span.Start:e.Value.Span.End],
		})
	}
	for _, item := range n.Items {
		value := text[item.Span.Start:item.Span.End]
		if value == "" || strings.ContainsAny(value, "\n#") {
			return nil, false
		}
		parts = append(parts, &part{tree: tree, node: item, flow: true, value: value})
	}
	return parts, true
}

// startOfLead is where the lines above the first entry of a collection begin: behind the line that holds its key or dash, or
// at the beginning of the document.
func startOfLead(text string, at int) int {
	for at > 0 {
		before := lineStart(text, at-1)
		line := strings.TrimSpace(text[before:at])
		if line != "" && line[0] != '#' {
			break
		}
		at = before
	}
	return at
}

// skipLead steps over blank and comment lines, to the first character of the next line.
func skipLead(text string, at int) int {
	for at < len(text) {
		line := text[at:lineEnd(text, at)]
		trimmed := strings.TrimLeft(line, " \t\r\n")
		if trimmed != "" && trimmed[0] != '#' {
			return at + strings.Index(line, trimmed)
		}
		at += len(line)
	}
	return at
}

func lineStart(text string, at int) int { return strings.LastIndexByte(text[:at], '\n') + 1 }

// lineEnd is behind the end of the line that an offset is on.
func lineEnd(text string, at int) int {
	if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(text)
}

// indented moves all lines of a text but the first by so many columns; blank ones stay.
func indented(text string, by int) string {
	if by == 0 || !strings.Contains(text, "\n") {
		return text
	}
	lines := strings.SplitAfter(text, "\n")
	for i := 1; i < len(lines); i++ {
		lines[i] = movedLine(lines[i], by)
	}
	return strings.Join(lines, "")
}

func movedLine(line string, by int) string {
	trimmed := strings.TrimLeft(line, " ")
	if strings.TrimSpace(line) == "" {
		return line
	}
	return strings.Repeat(" ", max(0, len(line)-len(trimmed)+by)) + trimmed
}

// movedLead moves the lines above an entry.
func movedLead(lead string, by int) string {
	if by == 0 || lead == "" {
		return lead
	}
	return indented("\n"+lead, by)[1:]
}

// inBlock is a part as an entry by lines at a column.
func (p *part) inBlock(column int, ending string) *part {
	made := *p
	if p.flow {
		if p.key == nil {
			made.prefix = "- "
		}
		made.suffix, made.flow = ending, false
	} else if by := column - p.column; by != 0 {
		made.lead = movedLead(p.lead, by)
		made.value = indented(p.value, by)
		if p.isBlock() && strings.HasSuffix(p.prefix, "\n") {
			made.value = movedLead(p.value, by)
		}
		made.prefix = indented(p.prefix, by)
	}
	made.column, made.joined = column, false
	if !strings.HasSuffix(made.body(), "\n") {
		if made.isBlock() {
			made.value += ending
		} else {
			made.suffix += ending
		}
	}
	return &made
}

// inFlow is a part as an entry in brackets; ok is false when it cannot stand there as it is written.
func (p *part) inFlow() (made *part, ok bool) {
	if p.flow {
		return p, true
	}
	n := p.node
	if p.isBlock() || p.value == "" || strings.ContainsAny(p.value, "\n#") || strings.Contains(p.prefix, "\n") ||
		n.Kind == source.Scalar && n.Style == source.Plain && strings.ContainsAny(p.value, ",[]{}") {
		return nil, false
	}
	flow := *p
	flow.flow, flow.lead, flow.suffix = true, "", ""
	if p.key == nil {
		flow.prefix = ""
	}
	return &flow, true
}
