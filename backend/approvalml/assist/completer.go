package assist

import (
	"strings"
	"unicode/utf8"

	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/schema"
	"workflow-designer/backend/approvalml/source"
)

// completer knows one place that the caret may be at.
type completer struct {
	*caretPlace
	reader  *caretReader
	process *source.Node
	path    source.Path // from process to the node; that of a key is its value's
	names   *vocabulary
}

// newCompleter is nil when the place is outside of the workflow, beside approval_process.
func newCompleter(reader *caretReader, p *caretPlace) *completer {
	doc := model.Of(p.tree)
	c := &completer{caretPlace: p, reader: reader, process: doc.Process}
	c.names = &vocabulary{mark: reader.mark, parts: map[string]*model.Document{}}
	if reader.part.whole {
		c.names.whole, c.names.text = doc, p.tree.Text.String()
	} else {
		c.names.text = reader.mended(p.mend)
	}
	for n := p.node; n != nil; n = n.Parent {
		if n == doc.Process {
			c.path = p.node.Path()[n.Depth-1:]
			return c
		}
	}
	return nil
}

func (c *completer) complete() Completion {
	if c.node.IsKey() {
		return c.keys()
	}
	return c.values()
}

// expected is the type of what a path leads to, before it is settled by what stands there.
func (c *completer) expected(path source.Path) *schema.Type { return expected(c.process, path) }

func expected(process *source.Node, path source.Path) *schema.Type {
	place := schema.Locate(process, path)
	if place.Property != nil {
		return place.Property.Type
	}
	if len(path) == 0 {
		return place.Type
	}
	around := schema.Locate(process, path[:len(path)-1])
	if around.Type != nil && (around.Type.Kind == schema.List || around.Type.Kind == schema.Map) {
		return around.Type.Items
	}
	return place.Type
}

// scalars are the types of a OneOf that a single text may be of.
func scalars(t *schema.Type) []*schema.Type {
	if t == nil {
		return nil
	}
	if t.Kind != schema.OneOf {
		return []*schema.Type{t}
	}
	var all []*schema.Type
	for _, option := range t.Options {
		all = append(all, scalars(option)...)
	}
	return all
}

// key is the nearest key on the way to the node.
func (c *completer) key(up int) string {
	for i := len(c.path) - 1; i >= 0; i-- {
		if c.path[i].IsIndex {
			continue
		}
		if up == 0 {
			return c.path[i].Key
		}
		up--
	}
	return ""
}

func (c *completer) inFlow() bool {
	for n := c.node.Parent; n != nil; n = n.Parent {
		if n.Style == source.Flow {
			return true
		}
	}
	return false
}

// column is how many characters stand before an offset of the whole text on its line.
func (c *completer) column(offset int) int {
	text := c.reader.text[:offset]
	return utf8.RuneCountInString(text[strings.LastIndexByte(text, '\n')+1:])
}

// indented puts a text of several lines at a column, with the document's line endings.
func (c *completer) indented(text string, column int) string {
	if !strings.Contains(text, "\n") {
		return text
	}
	eol := "\n"
	if i := strings.IndexByte(c.reader.text, '\n'); i > 0 && c.reader.text[i-1] == '\r' {
		eol = "\r\n"
	}
	return strings.ReplaceAll(text, "\n", eol+strings.Repeat(" ", column))
}

// whole is the span of the scalar at the caret without its quotes; ok is false when that is not on one line, or not at
// the caret.
func (c *completer) whole() (span source.Span, ok bool) {
	span = inner(c.tree.Text, c.node)
	if c.node.Style == source.Literal || c.node.Style == source.Folded || strings.Contains(c.tree.Text.Slice(span), "\n") {
		return span, false
	}
	if c.before == "" && strings.HasPrefix(c.after, " ") {
		return span, false // the caret stands before a word, without touching it
	}
	return c.reader.back(c.mend, span), true
}

// written is a value as it is to be written in place of the scalar at the caret, within its quotes if it has any.
func (c *completer) written(value string) string {
	if c.node.Style == source.SingleQuoted || c.node.Style == source.DoubleQuoted {
		text, _ := edit.Within(c.node, true, value)
		return text
	}
	bare := *c.node
	bare.Anchor, bare.Span.Start = "", c.node.Content
	return c.gap() + edit.Scalar(c.tree, &bare, value).Text
}

func (c *completer) gap() string {
	if c.mend.gap {
		return " "
	}
	return ""
}
