package assist

import (
	"strings"

	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// OutlineItem is a part of a workflow in its table of contents.
type OutlineItem struct {
	Kind     string // workflow, form, field, column, section, steps, step, way, key
	Name     words.Text
	Detail   words.Text
	Span     source.Span // all of it
	Select   source.Span // its name, without quotes: where the caret goes
	Children []OutlineItem
}

// Outline is the table of contents of a document: what it is called, its form, its workflow, and its other keys in the
// order of the text.
func Outline(doc *model.Document) []OutlineItem {
	o := outliner{doc}
	var items []OutlineItem
	for _, e := range doc.Process.All() {
		item := o.item("key", words.Literal(e.Key.Value), e.Key, e.Span())
		switch e.Key.Value {
		case "name":
			if value := e.Value.Resolve(); value.Is(source.Scalar) && !value.IsNull() {
				item = o.item("workflow", words.Literal(doc.Name), value, e.Span())
			}
		case "form":
			item.Kind, item.Name, item.Children = "form", "Form", o.form()
			item.Detail = countedFields(len(doc.Fields))
		case "workflow":
			item.Kind, item.Name, item.Children = "steps", "Workflow", o.steps()
			item.Detail = countedSteps(len(doc.Steps))
		default:
			item.Detail = words.Literal(short(e.Value))
		}
		items = append(items, item)
	}
	return items
}

type outliner struct{ doc *model.Document }

// item holds its name in its span, also when an alias makes the name stand elsewhere.
func (o outliner) item(kind string, name words.Text, named *source.Node, span source.Span) OutlineItem {
	selected := named.Span
	if named.Kind == source.Scalar {
		selected = inner(o.doc.Tree.Text, named)
	}
	if selected.Start < span.Start || selected.End > span.End {
		span = selected
	}
	return OutlineItem{Kind: kind, Name: name, Span: span, Select: selected}
}

func (o outliner) form() []OutlineItem {
	items := o.fields("field", o.doc.Fields)
	for _, s := range o.doc.Sections {
		named, name := s.IDNode, words.Literal(s.ID)
		if !named.Is(source.Scalar) {
			named, name = s.Node, "section"
		}
		item := o.item("section", name, named, s.Node.Span)
		item.Detail = words.Literal(s.Title)
		items = append(items, item)
	}
	return items
}

func (o outliner) fields(kind string, fields []*model.Field) []OutlineItem {
	var items []OutlineItem
	for _, f := range fields {
		span := f.NameNode.Span
		if f.Node != nil {
			span = source.Span{Start: min(span.Start, f.Node.Span.Start), End: max(span.End, f.Node.Span.End)}
		}
		item := o.item(kind, words.Literal(f.Name), f.NameNode, span)
		item.Detail, item.Children = words.Literal(f.Type), o.fields("column", f.Columns)
		items = append(items, item)
	}
	return items
}

func (o outliner) steps() []OutlineItem {
	var items []OutlineItem
	for _, s := range o.doc.Steps {
		span := s.Key.Span
		if s.Node != nil && s.Node.Span.End > span.Start {
			span.End = max(span.End, s.Node.Span.End)
		}
		name := s.Name
		if name == "" {
			name = s.ID
		}
		item := o.item("step", words.Literal(name), s.Key, span)
		item.Detail = words.Literal(s.Type)
		for _, w := range s.Ways {
			item.Children = append(item.Children, o.way(s, w))
		}
		items = append(items, item)
	}
	return items
}

func (o outliner) way(s *model.Step, w model.Way) OutlineItem {
	name := words.Literal(w.Key)
	if w.Kind == model.ByChoice {
		name = words.F("choice %d", w.Choice+1)
		if w.Choice < len(s.Choices) && s.Choices[w.Choice].Condition != nil {
			name = words.Literal(strings.Join(strings.Fields(s.Choices[w.Choice].Condition.Value), " "))
		}
	}
	named, span := w.At, w.At.Span
	if w.At.IsKey() {
		if e := w.At.Parent.Entry(w.At.Value); e != nil && e.Key == w.At {
			span = e.Span()
		}
	} else if e := w.At.Entry("conditions"); e != nil {
		named = e.Value.Resolve()
	}
	item := o.item("way", name, named, span)
	switch {
	case w.Ends:
		item.Detail = "ends"
	case w.To.Node != nil:
		item.Detail = words.F("leads to %s", w.To.Name)
	}
	return item
}

func countedFields(n int) words.Text {
	if n == 1 {
		return "1 field"
	}
	return words.F("%d fields", n)
}

func countedSteps(n int) words.Text {
	if n == 1 {
		return "1 step"
	}
	return words.F("%d steps", n)
}

// short is a value that fits on a line; empty for what does not.
func short(n *source.Node) string {
	const most = 60
	if n = n.Resolve(); n == nil || n.Kind != source.Scalar || len(n.Value) > most {
		return ""
	}
	return strings.Join(strings.Fields(n.Value), " ")
}
