package assist

import (
	"strings"

	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/schema"
	"workflow-designer/backend/approvalml/source"
)

// Info explains what stands at a place.
type Info struct {
	Span    source.Span // what is explained, without quotes
	Title   string
	Body    string // sentences, some on lines of their own
	Example string // as it may be written; may be empty
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
	info := &Info{Title: of.kind + " " + of.name}
	switch of.kind {
	case stepSymbol:
		s := m.doc.Step(of.name)
		if s == nil {
			return nil
		}
		info.Body = aboutStep(s)
	case sectionSymbol:
		s := m.doc.Section(of.name)
		if s == nil {
			return nil
		}
		info.Body = aboutSection(s)
	case columnSymbol:
		info.Title += " of " + of.scope
		owner := m.doc.Field(of.scope)
		if owner == nil || owner.Column(of.name) == nil {
			return nil
		}
		info.Body = aboutField(owner.Column(of.name))
	default:
		f := m.doc.Field(of.name)
		if of.scope != "" {
			return &Info{Title: info.Title, Body: "A field of the " + of.scope + "."}
		}
		if f == nil {
			return nil
		}
		info.Body = aboutField(f)
	}
	return info
}

func aboutStep(s *model.Step) string {
	var lines []string
	if s.Name != "" {
		lines = append(lines, s.Name)
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
		lines = append(lines, "Approver: "+who[0])
	default:
		lines = append(lines, "Approvers: "+few(who))
	}
	return strings.Join(lines, "\n")
}

func aboutSection(s *model.Section) string {
	var lines, fields []string
	if s.Title != "" {
		lines = append(lines, s.Title)
	}
	for _, f := range s.Fields {
		fields = append(fields, f.Name)
	}
	if len(fields) > 0 {
		lines = append(lines, "Fields: "+few(fields))
	}
	return strings.Join(lines, "\n")
}

func aboutField(f *model.Field) string {
	var lines, options, columns []string
	if f.Label != "" {
		lines = append(lines, f.Label)
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
		lines = append(lines, "Choices: "+few(options))
	}
	for _, c := range f.Columns {
		columns = append(columns, c.Name)
	}
	if len(columns) > 0 {
		lines = append(lines, "Columns: "+few(columns))
	}
	return strings.Join(lines, "\n")
}

func typeLine(kind string, o *schema.Object) string {
	line := "Type: " + kind
	if w := o.Property("type").Type.Word(kind); w != nil {
		line += ". " + w.Doc
	}
	return line
}

// few keeps a list short enough to read.
func few(words []string) string {
	const most = 12
	if len(words) > most {
		return strings.Join(words[:most], ", ") + ", …"
	}
	return strings.Join(words, ", ")
}

func aboutKey(process *source.Node, path source.Path) *Info {
	key := path[len(path)-1].Key
	p := schema.Locate(process, path[:len(path)-1]).Object.Property(key)
	if p == nil {
		return nil
	}
	info := &Info{Title: key, Body: p.Doc, Example: p.Example}
	if p.Example != "" {
		info.Example = key + ": " + p.Example
	}
	if p.Required {
		info.Body += "\nIt must be there."
	}
	if p.Deprecated != "" {
		info.Body += "\nDo not use it any more: write " + p.Deprecated + " instead."
	}
	if words := allowed(p.Type); len(words) > 0 {
		info.Body += "\nOne of " + strings.Join(words, ", ") + "."
	} else {
		info.Body += "\nExpected: " + describe(p.Type) + "."
	}
	if len(p.For) > 0 {
		info.Body += "\nFor the types " + strings.Join(p.For, ", ") + "."
	}
	return info
}

// allowed are the words that a key takes, without those that are out of use.
func allowed(t *schema.Type) []string {
	var words []string
	for _, option := range scalars(t) {
		if option.Kind == schema.List && option.Items != nil {
			option = option.Items
		}
		for _, w := range option.Words {
			if w.Deprecated == "" {
				words = append(words, w.Value)
			}
		}
	}
	return words
}

func aboutValue(process *source.Node, path source.Path, node *source.Node) *Info {
	for _, option := range scalars(expected(process, path)) {
		if w := option.Word(node.Value); w != nil {
			info := &Info{Title: w.Value, Body: w.Doc}
			if w.Deprecated != "" {
				info.Body += "\nDo not use it any more: write " + w.Deprecated + " instead."
			}
			return info
		}
		if option.Names == schema.NamesApprover {
			for _, v := range approverVariables {
				if node.Value == "${"+v.name+"}" {
					return &Info{Title: node.Value, Body: v.doc}
				}
			}
		}
	}
	return nil
}
