package analysis

import (
	"strings"

	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// checkForm looks at which fields people see.
func (c *checker) checkForm() {
	if !c.names.sure {
		return
	}
	shown := map[string]*model.Section{}
	for _, section := range c.doc.Sections {
		for _, ref := range section.Fields {
			first := shown[ref.Name]
			if first == nil {
				shown[ref.Name] = section
			} else if first != section && c.doc.Field(ref.Name) != nil {
				c.add(diagnostic.FieldInTwoSections, ref.Node, ref.Node.Span,
					words.F("The field %q is on the section %q already.", ref.Name, first.ID), "Take it off one of the two.", nil)
			}
		}
	}
	if len(c.doc.Sections) == 0 {
		return
	}
	var used map[string]bool
	for _, f := range c.doc.Fields {
		if shown[f.Name] != nil || f.Node == nil || f.Hidden || f.Computed || !f.Node.Get("hidden").IsNull() {
			continue
		}
		if used == nil {
			used = c.usedWords()
		}
		switch {
		case f.Required && !used[zonePrefix+f.Name]:
			c.add(diagnostic.RequiredFieldNowhere, f.NameNode, f.NameNode.Span,
				words.F("The field %q is required, but no section shows it.", f.Name),
				"Put it on a section of the layout, or make it optional.", nil)
		case !f.Required && !used[f.Name] && isOneWord(f.Name) && f.Type != "label" && f.Type != "image":
			c.add(diagnostic.UnusedField, f.NameNode, f.NameNode.Span,
				words.F("Nothing shows or uses the field %q.", f.Name), "Put it on a section of the layout, or delete it.", nil)
		}
	}
}

// zonePrefix marks words of the form's header and footer among the used ones: a name cannot begin with a space.
const zonePrefix = " "

func isOneWord(name string) bool {
	return name != "" && strings.IndexFunc(name, func(r rune) bool { return !isWordRune(r) }) < 0
}

// proseKeys are keys of a field whose text speaks to people and uses nothing.
var proseKeys = map[string]bool{"name": true, "label": true, "description": true, "placeholder": true}

// usedWords are all words of the document that could name a field, wherever they stand.
func (c *checker) usedWords() map[string]bool {
	used := map[string]bool{}
	var walk func(n *source.Node, prefix string)
	walk = func(n *source.Node, prefix string) {
		if n.Kind == source.Scalar {
			for word := range strings.FieldsFuncSeq(n.Value, func(r rune) bool { return !isWordRune(r) }) {
				used[prefix+word] = true
				used[word] = true
			}
		}
		for _, e := range n.Entries {
			walk(e.Key, prefix)
			walk(e.Value, prefix)
		}
		for _, item := range n.Items {
			walk(item, prefix)
		}
	}
	for _, e := range c.doc.Process.Entries {
		switch e.Key.Value {
		case "form", "name", "description", "test_data":
		default:
			walk(e.Value, "")
		}
	}
	for _, e := range c.doc.Process.Get("form").All() {
		switch e.Key.Value {
		case "header", "footer":
			walk(e.Value, zonePrefix)
		case "layout":
			walk(e.Value, "")
		}
	}
	c.walkFields(c.doc.Fields, func(n *source.Node) { walk(n, "") })
	return used
}

// walkFields visits what fields say beside their own names and prose.
func (c *checker) walkFields(fields []*model.Field, visit func(*source.Node)) {
	for _, f := range fields {
		if f.Node == nil {
			continue
		}
		for _, e := range f.Node.Entries {
			switch {
			case proseKeys[e.Key.Value]:
			case e.Key.Value == "item_fields":
				c.walkFields(f.Columns, visit)
			default:
				visit(e.Value)
			}
		}
	}
}

// checkStepFields looks at fields that steps name: to be signed, or to be changed.
func (c *checker) checkStepFields() {
	if !c.names.sure {
		return
	}
	for _, step := range c.doc.Steps {
		if step.Node == nil {
			continue
		}
		c.checkSignature(step.Node)
		for _, item := range step.Node.Get("approvers").List() {
			c.checkSignature(item)
			c.checkEditable(item.Get("can_edit_fields"))
		}
		for _, e := range step.Node.Get("mixed_sections").All() {
			c.checkEditable(e.Value.Get("editable"))
		}
		for _, r := range step.Node.Get("recipients").List() {
			c.checkRecipient(r)
		}
	}
}

func (c *checker) checkSignature(mapping *source.Node) {
	node := mapping.Get("signature_field").Resolve()
	if !node.Is(source.Scalar) || node.IsNull() || node.Value == "" {
		return
	}
	f := c.doc.Field(node.Value)
	switch {
	case f == nil:
		c.addUnknownField(diagnostic.UnknownSignatureField, node, c.names.signatures, "Name a field of the type signature.")
	case f.Type != "signature" && f.Type != "":
		c.add(diagnostic.NoSignatureField, node, node.Span,
			words.F("The field %q is of the type %s, so nobody can sign in it.", f.Name, f.Type), "Name a field of the type signature.", nil)
	}
}

func (c *checker) checkEditable(list *source.Node) {
	for _, item := range list.List() {
		if node := item.Resolve(); node.Kind == source.Scalar && !node.IsNull() && c.doc.Field(leadingName(node.Value)) == nil &&
			c.doc.Field(node.Value) == nil {
			c.addUnknownField(diagnostic.UnknownEditableField, node, c.names.fields, "Name one of the form's fields.")
		}
	}
}

func (c *checker) addUnknownField(code diagnostic.Code, node *source.Node, among []string, hint words.Text) {
	var fix *diagnostic.Fix
	if near, ok := c.guess(node.Value, among); ok {
		hint, fix = words.F("Did you mean %q?", near), c.replaceScalar(node, near)
	}
	c.add(code, node, node.Span, words.F("There is no field %q.", node.Value), hint, fix)
}

// checkRecipient looks for somebody to send a message to.
func (c *checker) checkRecipient(node *source.Node) {
	if node = node.Resolve(); !node.Is(source.Mapping) || !c.whole {
		return
	}
	for _, key := range []string{"email", "role", "user_id", "to"} {
		if n := node.Get(key).Resolve(); n != nil && !n.IsNull() && strings.TrimSpace(n.Value) != "" {
			return
		}
	}
	c.add(diagnostic.RecipientWithoutAddress, node, node.Span,
		"Nothing says who gets this message.", "Give an email, a role, or a channel with to.", nil)
}
