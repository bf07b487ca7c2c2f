package form

import (
	"strings"

	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

// Read reads the form of a document, whatever it is.
func Read(doc *model.Document) *Form {
	f := &Form{
		Name: doc.Name, Fields: []Field{}, Sections: []Section{}, Rest: []string{}, Completed: []string{}, Steps: []StepView{},
	}
	form := doc.Process.Get("form").Resolve()
	f.Readable = doc.Tree.Readable() && form.Is(source.Mapping)
	f.Description = strings.TrimSpace(written(doc.Process.Get("description")))
	for _, field := range doc.Fields {
		// Of two with one name a runtime takes the last.
		if field.Node != nil && doc.Field(field.Name) == field && !truth(field.Node.Get("print_only")) {
			f.Fields = append(f.Fields, readField(field.Name, field.NameNode, field.Node))
		}
	}
	// The former places of layout, header and footer are beside the form.
	part := func(key string) *source.Node {
		if n := form.Get(key); !n.IsNull() {
			return n
		}
		return doc.Process.Get("form_" + key)
	}
	layout := part("layout")
	f.readLayout(layout)
	f.Header = readZone(part("header"))
	f.Footer = readFooter(part("footer"))
	f.Tablet = countOr(0, layout.Get("responsive").Get("tablet"))
	f.Mobile = countOr(0, layout.Get("responsive").Get("mobile"))
	f.Completed = texts(layout.Get("completed_sections"))
	f.Rest = f.unplaced()
	f.readSteps(doc)
	if data, ok := value(doc.Process.Get("test_data")).(map[string]any); ok {
		f.TestData = data
	}
	return f
}

func readField(name string, nameNode, n *source.Node) Field {
	validation := n.Get("validation")
	f := Field{
		Name: name, Select: nameNode.Span, Type: word(n.Get("type")),
		Label: strings.TrimSpace(written(n.Get("label"))), ShowsLabel: !off(n.Get("show_label")),
		Description: written(n.Get("description")), Help: written(n.Get("help_text")), Placeholder: written(n.Get("placeholder")),
		Required: truth(n.Get("required")), ReadOnly: truth(n.Get("readonly")), Default: value(n.Get("default_value")),
		Formula: word(n.Get("formula")), JSONata: word(n.Get("jsonata")),
		DisplayAs: word(n.Get("display_as")), Multiple: truth(n.Get("multiple")),
		Min:            number(n.Get("min_value"), validation.Get("min"), validation.Get("min_value")),
		Max:            number(n.Get("max_value"), validation.Get("max"), validation.Get("max_value")),
		MinLength:      count(n.Get("min_length"), validation.Get("min_length")),
		MaxLength:      count(n.Get("max_length"), validation.Get("max_length")),
		RequiredUnless: readRule(n.Get("required_unless")), EmptyWhen: readRule(n.Get("empty_when")),
		Currency: strings.ToUpper(word(n.Get("currency"))), Accept: readAccept(n), Capture: word(n.Get("capture")),
		Columns: []Field{}, MinItems: count(n.Get("min_items")), MaxItems: count(n.Get("max_items")), HeaderGroups: []HeaderGroup{},
		Aggregate: word(n.Get("aggregate")), AggregateLabel: written(n.Get("aggregate_label")),
		Look: readLook(n), Width: word(n.Get("width")), Inline: word(n.Get("display")) == "inline",
		ValueAlign: word(n.Get("value_align")), TextStyle: texts(n.Get("text_style")), Style: word(n.Get("style")),
	}
	f.Pattern = written(n.Get("pattern"))
	if n.Get("pattern").IsNull() {
		f.Pattern = written(validation.Get("pattern"))
	}
	f.Computed = truth(n.Get("calculated")) || f.Formula != "" || f.JSONata != ""
	f.Hidden, f.HiddenWhen = readHidden(n.Get("hidden"))
	f.Hidden = f.Hidden || f.Type == "hidden"
	f.Options, f.Source = readOptions(n)
	if f.Aggregate == "" && truth(n.Get("sum")) {
		f.Aggregate = "sum"
	}
	switch f.Type {
	case "autonumber":
		f.Sample = sample(n)
	case "image":
		f.Image = &Image{
			word(n.Get("source")), word(n.Get("placement")), word(n.Get("object_fit")), word(n.Get("position")), word(n.Get("height")),
		}
	case "line_items":
		f.readColumns(n)
	}
	return f
}

func readAccept(n *source.Node) string {
	if accept := word(n.Get("accept")); accept != "" {
		return accept
	}
	var endings []string
	for _, ending := range texts(n.Get("allowed_extensions")) {
		endings = append(endings, "."+strings.TrimPrefix(strings.TrimSpace(ending), "."))
	}
	return strings.Join(endings, ",")
}

func readHidden(n *source.Node) (always bool, when string) {
	return truth(n), word(n.Get("jsonata"))
}

func readRule(n *source.Node) *Rule {
	field := word(n.Get("field"))
	if field == "" {
		return nil
	}
	return &Rule{field, value(n.Get("equals"))}
}

func readLook(n *source.Node) Look {
	return Look{
		Align: word(n.Get("align")), VAlign: word(n.Get("valign")), Span: word(n.Get("span")),
		LabelPosition: word(n.Get("label_position")), BottomBorder: truth(n.Get("bottom_border")),
	}
}

func readOptions(n *source.Node) ([]Option, *DataSource) {
	options := []Option{}
	list := n.Get("options")
	for _, item := range list.List() {
		text, label := written(item), written(item.Get("label"))
		if item.Is(source.Mapping) {
			if text = written(item.Get("value")); item.Get("value") == nil {
				text = label
			}
		} else if item.IsNull() {
			continue
		}
		if label == "" {
			label = text
		}
		options = append(options, Option{text, label})
	}
	from := list.Get("data_source").Resolve()
	if from == nil {
		return options, nil
	}
	const usualMinLength = 3
	named := &DataSource{
		Name: word(from.Get("source_name")), Display: written(from.Get("display")),
		MinLength: countOr(usualMinLength, n.Get("search").Get("min_length")),
	}
	if named.Name == "" {
		named.Name = word(from.Get("source_id"))
	}
	return options, named
}

// sample is what the first number of an autonumber field looks like.
func sample(n *source.Node) string {
	const mostDigits = 40
	first := word(n.Get("start_value"))
	if count(n.Get("start_value")) == nil {
		first = "1"
	}
	pad := min(countOr(0, n.Get("pad_length")), mostDigits) - len(first)
	return written(n.Get("prefix")) + strings.Repeat("0", max(pad, 0)) + first
}

// readColumns leaves out the columns that are only printed, also of the headings over them.
func (f *Field) readColumns(n *source.Node) {
	var shown []bool
	for _, item := range n.Get("item_fields").List() {
		item = item.Resolve()
		named := item.Get("name").Resolve()
		if !named.Is(source.Scalar) {
			continue
		}
		shows := !truth(item.Get("print_only"))
		shown = append(shown, shows)
		if shows {
			f.Columns = append(f.Columns, readField(named.Value, named, item))
		}
	}
	at := 0
	for _, item := range n.Get("header_groups").List() {
		group := HeaderGroup{Label: written(item.Get("label"))}
		for i := countOr(1, item.Get("span")); i > 0 && at < len(shown); i-- {
			if shown[at] {
				group.Span++
			}
			at++
		}
		if group.Span > 0 {
			f.HeaderGroups = append(f.HeaderGroups, group)
		}
	}
}
