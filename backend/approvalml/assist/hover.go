package assist

import (
	"strings"

	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/schema"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// Info explains what stands at a place.
type Info struct {
	Span    source.Span // what is explained, without quotes
	Title   words.Text
	Body    words.Text // sentences, some on lines of their own
	Example string     // as it may be written; may be empty
}

// Hover explains the name, key or word at an offset; nil when there is nothing to say about it.
func Hover(doc *model.Document, offset int) *Info {
	if doc.Process == nil {
		return nil
	}
	m := collect(doc)
	if at := m.at(offset); at != nil {
		span, _ := at.span(doc.Tree.Text)
		if info := m.describe(at.of); info != nil {
			info.Span = span
			return info
		}
	}
	node := doc.Tree.NodeAt(offset)
	if node == nil || node.Kind != source.Scalar {
		return nil
	}
	depth := doc.Process.Depth - 1
	path := node.Path()
	for n := node; n != doc.Process; n = n.Parent {
		if n == nil {
			return nil
		}
	}
	if len(path) <= depth {
		return nil
	}
	path = path[depth:]
	var info *Info
	if node.IsKey() {
		info = aboutKey(doc.Process, path)
	} else {
		info = aboutValue(doc.Process, path, node)
	}
	if info != nil {
		info.Span = inner(doc.Tree.Text, node)
	}
	return info
}

// describe says what a symbol is.
func (m *mentions) describe(of identity) *Info {
	info := &Info{Title: words.F("field %s", of.name)}
	switch of.kind {
	case stepSymbol:
		s := m.doc.Step(of.name)
		if s == nil {
			return nil
		}
		info.Title, info.Body = words.F("step %s", of.name), aboutStep(s)
	case sectionSymbol:
		s := m.doc.Section(of.name)
		if s == nil {
			return nil
		}
		info.Title, info.Body = words.F("section %s", of.name), aboutSection(s)
	case columnSymbol:
		info.Title = words.F("column %s of %s", of.name, of.scope)
		owner := m.doc.Field(of.scope)
		if owner == nil || owner.Column(of.name) == nil {
			return nil
		}
		info.Body = aboutField(owner.Column(of.name))
	default:
		f := m.doc.Field(of.name)
		if of.scope != "" {
			return &Info{Title: info.Title, Body: words.F("A field of the %s.", zoneName(of.scope))}
		}
		if f == nil {
			return nil
		}
		info.Body = aboutField(f)
	}
	return info
}

func aboutStep(s *model.Step) words.Text {
	var lines []words.Text
	if s.Name != "" {
		lines = append(lines, words.Literal(s.Name))
	}
	if s.Type != "" {
		lines = append(lines, typeLine(s.Type, schema.Step()))
	}
	var who []string
	for _, a := range s.Approvers {
		if a.Who != "" {
			who = append(who, a.Who)
		}
	}
	switch len(who) {
	case 0:
	case 1:
		lines = append(lines, words.F("Approver: %s", who[0]))
	default:
		lines = append(lines, words.F("Approvers: %s", few(who)))
	}
	return words.Join(lines, "%s\n%s")
}

func aboutSection(s *model.Section) words.Text {
	var lines []words.Text
	var fields []string
	if s.Title != "" {
		lines = append(lines, words.Literal(s.Title))
	}
	for _, f := range s.Fields {
		fields = append(fields, f.Name)
	}
	if len(fields) > 0 {
		lines = append(lines, words.F("Fields: %s", few(fields)))
	}
	return words.Join(lines, "%s\n%s")
}

func aboutField(f *model.Field) words.Text {
	var lines []words.Text
	var options, columns []string
	if f.Label != "" {
		lines = append(lines, words.Literal(f.Label))
	}
	if f.Type != "" {
		lines = append(lines, typeLine(f.Type, schema.Field()))
	}
	if f.Required {
		lines = append(lines, "It must be filled in.")
	}
	for _, o := range f.Options {
		options = append(options, o.Value)
	}
	if len(options) > 0 {
		lines = append(lines, words.F("Choices: %s", few(options)))
	}
	for _, c := range f.Columns {
		columns = append(columns, c.Name)
	}
	if len(columns) > 0 {
		lines = append(lines, words.F("Columns: %s", few(columns)))
	}
	return words.Join(lines, "%s\n%s")
}

func typeLine(kind string, o *schema.Object) words.Text {
	if w := o.Property("type").Type.Word(kind); w != nil {
		return words.F("Type: %s. %s", kind, w.Doc)
	}
	return words.F("Type: %s", kind)
}

// few keeps a list short enough to read.
func few(list []string) string {
	const most = 12
	if len(list) > most {
		return strings.Join(list[:most], ", ") + ", …"
	}
	return strings.Join(list, ", ")
}

func aboutKey(process *source.Node, path source.Path) *Info {
	key := path[len(path)-1].Key
	p := schema.Locate(process, path[:len(path)-1]).Object.Property(key)
	if p == nil {
		return nil
	}
	info := &Info{Title: words.Literal(key), Example: p.Example}
	lines := []words.Text{p.Doc}
	if p.Example != "" {
		info.Example = key + ": " + p.Example
	}
	if p.Required {
		lines = append(lines, "It must be there.")
	}
	if p.Deprecated != "" {
		lines = append(lines, words.F("Do not use it any more: write %s instead.", p.Deprecated))
	}
	if values := allowed(p.Type); len(values) > 0 {
		lines = append(lines, words.F("One of %s.", strings.Join(values, ", ")))
	} else {
		lines = append(lines, words.F("Expected: %s.", describe(p.Type)))
	}
	if len(p.For) > 0 {
		lines = append(lines, words.F("For the types %s.", strings.Join(p.For, ", ")))
	}
	info.Body = words.Join(lines, "%s\n%s")
	return info
}

// allowed are the words that a key takes, without those that are out of use.
func allowed(t *schema.Type) []string {
	var values []string
	for _, option := range scalars(t) {
		if option.Kind == schema.List && option.Items != nil {
			option = option.Items
		}
		for _, w := range option.Words {
			if w.Deprecated == "" {
				values = append(values, w.Value)
			}
		}
	}
	return values
}

func aboutValue(process *source.Node, path source.Path, node *source.Node) *Info {
	for _, option := range scalars(expected(process, path)) {
		if w := option.Word(node.Value); w != nil {
			info := &Info{Title: words.Literal(w.Value), Body: w.Doc}
			if w.Deprecated != "" {
				info.Body = words.F("%s\nDo not use it any more: write %s instead.", w.Doc, w.Deprecated)
			}
			return info
		}
		if option.Names == schema.NamesApprover {
			for _, v := range approverVariables {
				if node.Value == "${"+v.name+"}" {
					return &Info{Title: words.Literal(node.Value), Body: v.doc}
				}
			}
		}
	}
	return nil
}

// zoneName is header or footer in words.
func zoneName(zone string) words.Text {
	switch zone {
	case "header":
		return "header"
	case "footer":
		return "footer"
	}
	return words.Literal(zone)
}

// kindName is what a kind of symbols is called.
func kindName(kind string) words.Text {
	switch kind {
	case stepSymbol:
		return "step"
	case columnSymbol:
		return "column"
	case sectionSymbol:
		return "section"
	}
	return "field"
}
