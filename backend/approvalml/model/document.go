package model

import (
	"strings"

	"workflow-designer/backend/approvalml/source"
)

// nestedKey is the key below which a whole document may stand.
const nestedKey = "approval_process"

// Document is a workflow as it is written.
type Document struct {
	Tree *source.Tree
	// Process is the mapping with name, form and workflow: the root, or what stands below approval_process. Nil when
	// the text has none.
	Process *source.Node
	// Name is what the workflow calls itself, on one line; empty when it does not.
	Name     string
	Fields   []*Field // in the order of the text, without those of headers and footers
	Sections []*Section
	Steps    []*Step // in the order of the text: the first is where a request begins
	// CompletedSections name sections that are shown when the workflow has ended.
	CompletedSections []Reference

	fields   map[string]*Field
	sections map[string]*Section
	steps    map[string]*Step
}

// Reference is a place where a step, field or section is named.
type Reference struct {
	Name string
	Node *source.Node // the scalar that holds it
}

// Read reads a text, whatever it is.
func Read(text string) *Document { return Of(source.Read(text)) }

// Of reads what a tree says.
func Of(tree *source.Tree) *Document {
	d := &Document{
		Tree: tree, fields: map[string]*Field{}, sections: map[string]*Section{}, steps: map[string]*Step{},
	}
	d.Process = tree.Root
	if nested := tree.Root.Get(nestedKey); nested != nil {
		d.Process = nested.Resolve()
	}
	if !d.Process.Is(source.Mapping) {
		d.Process = nil
		return d
	}
	if name := d.Process.Get("name").Resolve(); name != nil && name.Kind == source.Scalar && name.Tag != source.Null {
		d.Name = strings.Join(strings.Fields(name.Value), " ")
	}
	d.readForm(d.Process.Get("form"))
	d.readSteps(d.Process.Get("workflow"))
	return d
}

// Text is the document's text.
func (d *Document) Text() string { return d.Tree.Text.String() }

// Field is the field of the form with a name, nil when there is none. Of two with one name it is the last.
func (d *Document) Field(name string) *Field { return d.fields[name] }

// Section is the section of the layout with an id, nil when there is none.
func (d *Document) Section(id string) *Section { return d.sections[id] }

// Step is the step with an id, nil when there is none.
func (d *Document) Step(id string) *Step { return d.steps[id] }

// Start is the step where a request begins, nil when there are no steps.
func (d *Document) Start() *Step {
	if len(d.Steps) == 0 {
		return nil
	}
	return d.Steps[0]
}

// word is the text of a scalar, trimmed; empty for anything else.
func word(n *source.Node) string {
	text, _ := n.Text()
	return strings.TrimSpace(text)
}

// scalarText is what a scalar says, whatever it is; empty for collections and null.
func scalarText(n *source.Node) string {
	if n = n.Resolve(); n == nil || n.Kind != source.Scalar || n.Tag == source.Null {
		return ""
	}
	return n.Value
}

// Truth tells whether a switch is on. A runtime also takes the words on, yes, y, t and 1 for true.
func Truth(n *source.Node) bool {
	if n = n.Resolve(); n == nil || n.Kind != source.Scalar {
		return false
	}
	switch n.Tag {
	case source.Bool, source.String:
		switch strings.ToLower(n.Value) {
		case "true", "t", "yes", "y", "on", "1":
			return true
		}
	case source.Int, source.Float:
		v, ok := source.Number(n.Value)
		return ok && v == 1
	default: // no other value is true
	}
	return false
}

// keyText is what a key says, behind an alias.
func keyText(key *source.Node) string { return key.Resolve().Value }

// references are the texts of a list.
func references(list *source.Node) []Reference {
	var found []Reference
	for _, item := range list.List() {
		if text, ok := item.Text(); ok {
			found = append(found, Reference{text, item.Resolve()})
		}
	}
	return found
}
