package model

import "workflow-designer/backend/approvalml/source"

// Field is a field of the form, or a column of line items.
type Field struct {
	Name string
	// NameNode is where the name stands: the value of name, or the key in the older mapping form.
	NameNode *source.Node
	Node     *source.Node // the field's mapping; nil when there is none
	Type     string       // empty when it has none
	Label    string
	Required bool
	// Computed fields get their value from a formula, or are read-only: nobody fills them in.
	Computed bool
	Hidden   bool
	Options  []Option // the fixed choices; nil when it has none or they come from a data source
	Columns  []*Field // of line items
	// Min and Max are the bounds of its validation; nil when open.
	Min, Max *float64
}

// Option is a choice of a select, radio or multiselect field.
type Option struct {
	Value string
	Label string
	Node  *source.Node
}

// Column is the column of line items with a name, nil when there is none.
func (f *Field) Column(name string) *Field {
	for _, c := range f.Columns {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// Section is a section of the form's layout.
type Section struct {
	ID     string
	IDNode *source.Node
	Node   *source.Node
	Title  string
	Fields []Reference // in reading order, of grid or columns
}

func (d *Document) readForm(form *source.Node) {
	if form = form.Resolve(); !form.Is(source.Mapping) {
		return
	}
	if list := form.Get("fields").Resolve(); list.Is(source.Sequence) {
		for _, item := range list.Items {
			if name := item.Get("name").Resolve(); name != nil {
				d.addField(readField(scalarText(name), name, item.Resolve()))
			}
		}
	} else {
		for _, e := range form.All() {
			switch keyText(e.Key) {
			case "layout", "header", "footer":
			default:
				d.addField(readField(keyText(e.Key), e.Key, e.Value.Resolve()))
			}
		}
	}
	d.readLayout(form.Get("layout"))
}

func (d *Document) addField(f *Field) {
	d.Fields = append(d.Fields, f)
	d.fields[f.Name] = f
}

func readField(name string, nameNode, node *source.Node) *Field {
	f := &Field{Name: name, NameNode: nameNode}
	if !node.Is(source.Mapping) {
		return f
	}
	f.Node = node
	f.Type = word(node.Get("type"))
	f.Label = scalarText(node.Get("label"))
	f.Required = Truth(node.Get("required"))
	f.Computed = Truth(node.Get("calculated")) || Truth(node.Get("readonly")) ||
		scalarText(node.Get("formula")) != "" || scalarText(node.Get("jsonata")) != ""
	f.Hidden = f.Type == "hidden" || Truth(node.Get("hidden")) || Truth(node.Get("print_only"))
	f.Options = readOptions(node.Get("options"))
	f.Min, f.Max = bound(node, "min_value", "min"), bound(node, "max_value", "max")
	for _, item := range node.Get("item_fields").List() {
		if column := item.Get("name").Resolve(); column != nil {
			f.Columns = append(f.Columns, readField(scalarText(column), column, item.Resolve()))
		}
	}
	return f
}

// bound is a limit of a field: its own key wins over those of its validation.
func bound(field *source.Node, key, short string) *float64 {
	validation := field.Get("validation")
	for _, n := range []*source.Node{field.Get(key), validation.Get(short), validation.Get(key)} {
		n = n.Resolve()
		if n == nil || n.Kind != source.Scalar || n.Tag == source.Null {
			continue
		}
		if v, ok := source.Number(n.Value); ok {
			return &v
		}
		return nil
	}
	return nil
}

func readOptions(list *source.Node) []Option {
	var options []Option
	for _, item := range list.List() {
		item = item.Resolve()
		switch {
		case item.Is(source.Scalar):
			if item.Tag == source.String {
				options = append(options, Option{item.Value, item.Value, item})
			}
		case item.Is(source.Mapping):
			value, label := item.Get("value").Resolve(), scalarText(item.Get("label"))
			if value == nil {
				value = item.Get("label").Resolve()
			}
			if text := scalarText(value); value != nil {
				if label == "" {
					label = text
				}
				options = append(options, Option{text, label, value})
			}
		}
	}
	return options
}

func (d *Document) readLayout(layout *source.Node) {
	for _, item := range layout.Get("sections").List() {
		item = item.Resolve()
		if item.Kind != source.Mapping {
			continue
		}
		s := &Section{Node: item, IDNode: item.Get("id").Resolve(), Title: scalarText(item.Get("title"))}
		s.ID = scalarText(s.IDNode)
		for _, key := range []string{"grid", "columns"} {
			for _, row := range item.Get(key).List() {
				s.Fields = append(s.Fields, references(row)...)
			}
		}
		d.Sections = append(d.Sections, s)
		if s.ID != "" {
			d.sections[s.ID] = s
		}
	}
	d.CompletedSections = references(layout.Get("completed_sections"))
}
