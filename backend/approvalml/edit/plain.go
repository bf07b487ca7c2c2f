package edit

import (
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// tags are the ones that have to be named where a plain scalar does not show them.
var tags = map[source.Tag]string{
	source.Null: "!!null", source.Bool: "!!bool", source.Int: "!!int", source.Float: "!!float", source.Timestamp: "!!timestamp",
	source.Binary: "!!binary", source.Set: "!!set", source.Pairs: "!!omap",
}

// flow writes a meaning on one line; ok is false when it would not fit a text.
func (m *meaning) flow() (text string, ok bool) {
	var b strings.Builder
	m.writeFlow(&b, 0)
	return b.String(), b.Len() <= source.MaxBytes
}

func (m *meaning) writeFlow(b *strings.Builder, depth int) {
	if b.Len() > source.MaxBytes || depth > source.MaxDepth {
		return
	}
	if tag := tags[m.tag]; tag != "" && m.kind != source.Scalar {
		b.WriteString(tag + " ")
	}
	switch m.kind {
	case source.Mapping:
		b.WriteByte('{')
		for i, key := range m.keys {
			if i > 0 {
				b.WriteString(", ")
			}
			key.writeFlow(b, depth+1)
			b.WriteString(": ")
			m.values[i].writeFlow(b, depth+1)
		}
		b.WriteByte('}')
	case source.Sequence:
		b.WriteByte('[')
		for i, value := range m.values {
			if i > 0 {
				b.WriteString(", ")
			}
			value.writeFlow(b, depth+1)
		}
		b.WriteByte(']')
	default:
		b.WriteString(m.scalar())
	}
}

func (m *meaning) scalar() string {
	switch {
	case m.tag == source.String:
		return writeText(m.text, source.Plain, true)
	case m.tag == source.Null:
		return "null"
	case m.tag == source.Merge, plainTag(m.text) == m.tag:
		return m.text
	default:
		return tags[m.tag] + " " + doubleQuoted(m.text)
	}
}
