package analysis

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"workflow-designer/backend/approvalml/condition"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

// names are what conditions and texts can speak of.
type names struct {
	// sure tells that the fields of the form were all understood, so that another name is none.
	sure   bool
	fields []string // in the order of the text
	// values are the fields, and what is saved beside them.
	values     []string
	signatures []string // fields of that type
	steps      []string // in the order of the text
	// saved are what steps and triggers put into a running request beside the form.
	saved     map[string]bool
	condition condition.Fields
}

// savingKeys are keys whose value is the name under which a step keeps something.
var savingKeys = map[string]bool{"save_to": true, "save_diff_to": true, "data_to": true}

// savingMaps are keys of mappings whose keys and values name what comes into the request from outside.
var savingMaps = map[string]bool{
	"field_mapping": true, "fields_to": true, "return": true, "param_mapping": true, "preset_form_data": true,
}

func (c *checker) learnNames() {
	n := &c.names
	n.saved, n.condition = map[string]bool{}, condition.Fields{}
	n.sure = c.whole && len(c.doc.Fields) > 0 && c.fieldsAreReadable()
	for _, key := range []string{"workflow", "triggers", "param_mapping"} {
		if e := c.doc.Process.Entry(key); e != nil {
			c.learnSaved(e.Key, e.Value)
		}
	}
	if c.doc.Process.Get("guards") != nil {
		n.saved["tool_name"], n.saved["arguments"] = true, true
	}
	for name := range n.saved {
		n.condition[name] = condition.Field{}
	}
	for _, f := range c.doc.Fields {
		n.fields = append(n.fields, f.Name)
		if f.Type == "signature" {
			n.signatures = append(n.signatures, f.Name)
		}
		if !n.saved[f.Name] {
			n.condition[f.Name] = fieldOf(f)
		}
	}
	n.values = append(slices.Clone(n.fields), slices.Sorted(maps.Keys(n.saved))...)
	for _, s := range c.doc.Steps {
		n.steps = append(n.steps, s.ID)
	}
}

// fieldsAreReadable tells whether every item of the form's list has a name.
func (c *checker) fieldsAreReadable() bool {
	list := c.doc.Process.Get("form").Get("fields")
	if !list.Is(source.Sequence) {
		return true
	}
	for _, item := range list.List() {
		if item.Get("name").IsNull() {
			return false
		}
	}
	return true
}

func (c *checker) learnSaved(key, value *source.Node) {
	switch {
	case savingKeys[key.Value] && value.Is(source.Scalar):
		c.names.saved[value.Resolve().Value] = true
	case savingMaps[key.Value] && value.Is(source.Mapping):
		for _, e := range value.All() {
			c.names.saved[e.Key.Value] = true
			if text, ok := e.Value.Text(); ok {
				c.names.saved[text] = true
			}
		}
	}
	// Aliases are not followed: what they stand for is walked through where it is written.
	for _, e := range value.Entries {
		c.learnSaved(e.Key, e.Value)
	}
	for _, item := range value.Items {
		for _, e := range item.Entries {
			c.learnSaved(e.Key, e.Value)
		}
	}
}

// FieldsOf says what conditions can know of the fields of a document. It is sure when all of the form was understood, so that
// another name is none.
func FieldsOf(doc *model.Document) (fields condition.Fields, sure bool) {
	if doc.Process == nil {
		return condition.Fields{}, false
	}
	c := &checker{doc: doc, whole: !doc.Tree.Repaired}
	c.learnNames()
	return c.names.condition, c.names.sure
}

// fieldOf says what a condition can know of a field. What a runtime may keep in more than one shape is of unknown kind.
func fieldOf(f *model.Field) condition.Field {
	field := condition.Field{Required: f.Required}
	closed := optionsOf(f)
	switch f.Type {
	case "number", "currency":
		field.Kind, field.Min, field.Max = condition.Number, f.Min, f.Max
	case "text", "textarea", "email", "richtext":
		field.Kind = condition.Text
	case "select", "dropdown", "radio":
		if len(f.Options) == 0 || closed != nil {
			field.Kind, field.Options = condition.Text, closed
		}
	case "multiselect":
		field.Kind, field.Options = condition.List, closed
	case "checkbox":
		if len(f.Options) == 0 {
			field.Kind = condition.Boolean
		}
	case "date":
		field.Kind = condition.Date
	case "line_items":
		field.Kind = condition.List
		for _, column := range f.Columns {
			if field.Columns == nil {
				field.Columns = map[string]condition.Field{}
			}
			field.Columns[column.Name] = fieldOf(column)
		}
	}
	return field
}

// optionsOf are the values of a field with fixed choices; nil when they are not all known to be texts.
func optionsOf(f *model.Field) []string {
	if len(f.Options) == 0 || len(f.Options) != len(f.Node.Get("options").List()) {
		return nil
	}
	options := make([]string, len(f.Options))
	for i, o := range f.Options {
		if o.Node.Tag != source.String {
			return nil
		}
		options[i] = o.Value
	}
	return options
}

// maxName is how many bytes of a name are looked through.
const maxName = 200

// knows tells whether a variable below form has a value: a field, one of what belongs to an uploaded file, or something
// that a step saves.
func (c *checker) knows(name string) bool {
	if c.doc.Field(name) != nil || c.names.saved[name] {
		return true
	}
	for i := range min(len(name), maxName) {
		if name[i] == '_' {
			if f := c.doc.Field(name[:i]); f != nil && (f.Type == "file_upload" || f.Type == "signature" || f.Type == "image") {
				return true
			}
		}
	}
	return false
}

// leadingName is the name that a path begins with: items of items.amount and of items[0].
func leadingName(path string) string {
	end := strings.IndexFunc(path, func(r rune) bool { return !isWordRune(r) && r != '-' })
	if end < 0 {
		return path
	}
	return path[:end]
}

func isWordRune(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}
