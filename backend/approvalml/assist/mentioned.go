package assist

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"workflow-designer/backend/approvalml/condition"
	"workflow-designer/backend/approvalml/source"
)

// texts notes the ${form.x} and {{x}} in all texts below a node. It does not follow aliases: what they stand for is
// looked at where it is written.
func (m *mentions) texts(n *source.Node) {
	if n.Kind == source.Scalar && n.Tag == source.String {
		m.templates(n, "${", "}")
		m.templates(n, "{{", "}}")
	}
	for _, e := range n.Entries {
		m.texts(e.Value)
	}
	for _, item := range n.Items {
		m.texts(item)
	}
}

func (m *mentions) templates(n *source.Node, open, closing string) {
	for at := 0; ; {
		begin := strings.Index(n.Value[at:], open)
		if begin < 0 {
			return
		}
		at += begin + len(open)
		length := strings.Index(n.Value[at:], closing)
		if length < 0 {
			return
		}
		name, from := trimmed(n.Value[at:at+length], at)
		at += length
		root, rest, dotted := strings.Cut(name, ".")
		switch {
		case dotted && (root == "form" || root == "request_data"):
			name, from = rest, from+len(root)+1
		case open == "${":
			continue // ${requestor.manager} and the like; a formula's own names are noted elsewhere
		}
		if _, known := m.seen[beginning{n, from}]; !known { // a formula knows better what is meant
			m.dotted(n, name, from)
		}
	}
}

func trimmed(s string, at int) (text string, from int) {
	left := strings.TrimLeft(s, " \t")
	return strings.TrimRight(left, " \t"), at + len(s) - len(left)
}

// dotted notes a field, or line items and one of their columns.
func (m *mentions) dotted(n *source.Node, name string, from int) {
	if m.isField(name) {
		m.part(identity{kind: fieldSymbol, name: name}, n, from, from+len(name))
		return
	}
	field, column, _ := strings.Cut(name, ".")
	if field == name {
		if i := strings.IndexFunc(name, func(r rune) bool { return !inName(r) }); i > 0 {
			field = name[:i] // ${form.amount | currency}
		}
	}
	if !m.isField(field) {
		return
	}
	m.part(identity{kind: fieldSymbol, name: field}, n, from, from+len(field))
	if i := strings.IndexFunc(column, func(r rune) bool { return !inName(r) }); i >= 0 {
		column = column[:i]
	}
	begin := from + len(field) + 1
	m.part(identity{columnSymbol, field, column}, n, begin, begin+len(column))
}

// condition notes the names in a condition. One that cannot be parsed is read word by word.
func (m *mentions) condition(n *source.Node) {
	if n = n.Resolve(); n == nil || n.Kind != source.Scalar {
		return
	}
	expression, bad := condition.Parse(n.Value)
	if bad != nil {
		m.words(n, "")
		return
	}
	for _, name := range expression.Names() {
		part := name.Parts[0]
		m.part(identity{kind: fieldSymbol, name: name.Path[0]}, n, part.Start, part.End)
		if len(name.Path) > 1 {
			part = name.Parts[1]
			m.part(identity{columnSymbol, name.Path[0], name.Path[1]}, n, part.Start, part.End)
		}
	}
}

// words notes each word of a formula, outside of quotes, that is a name. owner is the line items whose columns go
// before the fields of the form; empty for none.
func (m *mentions) words(n *source.Node, owner string) {
	text := n.Value
	quote := rune(0)
	before := rune(0)
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '\'' || r == '"':
			quote = r
		case startsName(r):
			parts := namesFrom(text, at)
			end := parts[len(parts)-1].End
			if before != '$' && before != '.' {
				m.word(n, parts, owner)
			}
			before, at = 'a', end
			continue
		case unicode.IsDigit(r):
			// 2e3 and 0x1f are numbers all through.
			for at < len(text) && inName(r) {
				at += size
				r, size = utf8.DecodeRuneInString(text[at:])
			}
			before = '0'
			continue
		}
		before = r
		at += size
	}
}

func (m *mentions) word(n *source.Node, parts []source.Span, owner string) {
	text := n.Value
	if called := strings.TrimLeft(text[parts[len(parts)-1].End:], " "); strings.HasPrefix(called, "(") {
		parts = parts[:len(parts)-1]
	}
	if len(parts) > 1 && text[parts[0].Start:parts[0].End] == "form" {
		parts, owner = parts[1:], ""
	}
	if len(parts) == 0 {
		return
	}
	name := text[parts[0].Start:parts[0].End]
	if owner != "" && m.isColumn(owner, name) {
		m.part(identity{columnSymbol, owner, name}, n, parts[0].Start, parts[0].End)
		return
	}
	m.part(identity{kind: fieldSymbol, name: name}, n, parts[0].Start, parts[0].End)
	if len(parts) > 1 {
		column := text[parts[1].Start:parts[1].End]
		m.part(identity{columnSymbol, name, column}, n, parts[1].Start, parts[1].End)
	}
}

// namesFrom splits names joined by dots, of which the first begins at a place.
func namesFrom(text string, at int) []source.Span {
	var parts []source.Span
	for {
		start := at
		for at < len(text) {
			r, size := utf8.DecodeRuneInString(text[at:])
			if !inName(r) {
				break
			}
			at += size
		}
		parts = append(parts, source.Span{Start: start, End: at})
		if at+1 >= len(text) || text[at] != '.' {
			return parts
		}
		if r, _ := utf8.DecodeRuneInString(text[at+1:]); !startsName(r) {
			return parts
		}
		at++
	}
}

func startsName(r rune) bool { return r == '_' || unicode.IsLetter(r) }

func inName(r rune) bool { return startsName(r) || unicode.IsDigit(r) }
