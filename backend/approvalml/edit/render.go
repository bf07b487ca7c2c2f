package edit

import (
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// Render writes a value as it would stand in a document of its own, its lines indented by so many spaces; flow puts it on
// one line, in brackets. There is no line ending behind the last line.
func Render(v Value, indent int, lineEnding string, flow bool) string {
	s := style{eol: lineEnding, step: 2, list: 2}
	if flow {
		return strings.Repeat(" ", indent) + s.flow(v)
	}
	lines := s.value(v, indent-2, true)
	return strings.Repeat(" ", indent) + strings.Join(lines, lineEnding)
}

// value writes a value in a block collection whose keys or dashes stand in the column parent. The first line goes behind
// the colon or the dash, with a space when it is not empty; the others are indented already.
func (s style) value(v Value, parent int, inItem bool) []string {
	switch v.kind {
	case copyValue:
		return s.fragment(v, parent, inItem)
	case listValue:
		if len(v.items) == 0 || s.flowList || v.flow {
			return []string{s.flow(v)}
		}
		return s.listOf(v, parent, inItem)
	case mapValue:
		if len(v.pairs) == 0 || s.flowMaps || v.flow {
			return []string{s.flow(v)}
		}
		return s.mapping(v, parent, inItem)
	default:
		return s.scalar(v, parent)
	}
}

func (s style) scalar(v Value, parent int) []string {
	if v.tag != source.String {
		return []string{v.text}
	}
	if v.quoted {
		s.quotes = v.quotes
	}
	block := s.quotes == source.Literal || s.quotes == source.Folded
	if block || strings.Contains(v.text, "\n") && s.quotes != source.DoubleQuoted {
		if lines, ok := blockText(v.text, s.quotes == source.Folded, parent, s.step); ok {
			return lines
		}
		if lines, ok := blockText(v.text, false, parent, s.step); ok {
			return lines
		}
	}
	return []string{writeText(v.text, s.quotes, false)}
}

func (s style) listOf(v Value, parent int, inItem bool) []string {
	column := parent + s.list
	if inItem {
		column = parent + 2
	}
	s = s.deeper()
	return below(column, inItem, len(v.items), func(i int) []string { return s.item(v.items[i], column) })
}

func (s style) mapping(v Value, parent int, inItem bool) []string {
	column := parent + s.step
	if inItem {
		column = parent + 2
	}
	s = s.deeper()
	return below(column, inItem, len(v.pairs), func(i int) []string { return s.entry(v.pairs[i].Key, v.pairs[i].Value, column) })
}

// below puts the lines of children one below the other; those of the first begin on the line of the dash when they stand in
// an item.
func below(column int, inItem bool, n int, child func(int) []string) []string {
	var lines []string
	if !inItem {
		lines = append(lines, "")
	}
	margin := strings.Repeat(" ", column)
	for i := range n {
		of := child(i)
		if i > 0 || !inItem {
			of[0] = margin + of[0]
		}
		lines = append(lines, of...)
	}
	return lines
}

// entry writes a key with its value; the key is to stand in column.
func (s style) entry(key string, v Value, column int) []string {
	return behind(s.key(key, false)+":", s.within().value(v, column, false))
}

// item writes an item; the dash is to stand in column.
func (s style) item(v Value, column int) []string {
	return behind("-", s.value(v, column, true))
}

func (s style) key(key string, flow bool) string { return writeText(key, s.keys, flow) }

// within is the style below a key: the quotes of the text that is replaced do not reach there.
func (s style) within() style {
	if s.quotes == source.Literal || s.quotes == source.Folded {
		s.quotes = source.Plain
	}
	return s
}

// deeper is the style one level further down.
func (s style) deeper() style {
	if s.inner > 0 {
		s.step = s.inner
	}
	return s
}

func behind(mark string, lines []string) []string {
	if lines[0] != "" {
		mark += " " + lines[0]
	}
	lines[0] = mark
	return lines
}

// flow writes a value on one line.
func (s style) flow(v Value) string {
	var b strings.Builder
	s.writeFlow(&b, v)
	return b.String()
}

func (s style) writeFlow(b *strings.Builder, v Value) {
	switch v.kind {
	case copyValue:
		n := v.node
		if n.Style == source.Flow && n.Kind != source.Scalar && strings.IndexByte("[{", v.tree.Text.String()[n.Content]) >= 0 {
			from := &document{tree: v.tree, text: v.tree.Text.String()}
			written := s.clean(from, n, source.Span{Start: n.Content, End: n.Span.End})
			if !strings.Contains(written, "\n") {
				b.WriteString(strings.TrimLeft(tagOf(v.tree, n)+" "+written, " "))
				return
			}
		}
		(&flowCopy{tree: v.tree, b: b, style: s}).node(n)
	case listValue:
		b.WriteByte('[')
		for i, item := range v.items {
			if i > 0 {
				b.WriteString(", ")
			}
			s.writeFlow(b, item)
		}
		b.WriteByte(']')
	case mapValue:
		pad := ""
		if s.padded && len(v.pairs) > 0 {
			pad = " "
		}
		b.WriteString("{" + pad)
		for i, p := range v.pairs {
			if i > 0 {
				b.WriteString(", ")
			}
			s.writeFlowEntry(b, p)
		}
		b.WriteString(pad + "}")
	default:
		if v.tag == source.String {
			if v.quoted {
				s.quotes = v.quotes
			}
			b.WriteString(writeText(v.text, s.quotes, true))
		} else {
			b.WriteString(v.text)
		}
	}
}

func (s style) writeFlowEntry(b *strings.Builder, p Pair) {
	b.WriteString(s.key(p.Key, true) + ": ")
	s.writeFlow(b, p.Value)
}
