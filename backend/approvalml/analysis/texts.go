package analysis

import (
	"strings"

	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// checkTexts looks at the variables of all texts below the workflow's steps: who is asked, and what people read.
// Conditions are read as such elsewhere.
func (c *checker) checkTexts() {
	if !c.names.sure {
		return
	}
	for _, step := range c.doc.Steps {
		if step.Node != nil {
			c.checkTextsBelow(step.Node)
		}
	}
}

// checkTextsBelow does not follow aliases: what they stand for is looked at where it is written.
func (c *checker) checkTextsBelow(n *source.Node) {
	for _, e := range n.Entries {
		switch e.Key.Value {
		case "conditions", "condition", "while":
		default:
			c.checkTextsBelow(e.Value)
		}
	}
	for _, item := range n.Items {
		c.checkTextsBelow(item)
	}
	if n.Kind == source.Scalar && strings.Contains(n.Value, "${") {
		c.checkText(n)
	}
}

func (c *checker) checkText(node *source.Node) {
	const opening = "${"
	value := node.Value
	var where *decoded
	for at := 0; ; {
		found := strings.Index(value[at:], opening)
		if found < 0 {
			return
		}
		at += found + len(opening)
		end := strings.IndexByte(value[at:], '}')
		if end < 0 {
			return
		}
		inside := value[at : at+end]
		trimmed := strings.TrimLeft(inside, " ")
		path, isField := strings.CutPrefix(trimmed, "form.")
		if name := leadingName(path); isField && name != "" && !c.knows(name) && !c.knows(path) {
			if where == nil {
				d := decode(c.doc.Tree, node)
				where = &d
			}
			c.addUnknownVariable(*where, at+len(inside)-len(path), name)
		}
		at += end
	}
}

func (c *checker) addUnknownVariable(where decoded, at int, name string) {
	span, exact := where.span(at, at+len(name))
	hint := words.Text("Name one of the form's fields.")
	var fix *diagnostic.Fix
	if near, ok := c.guess(name, c.names.fields); ok {
		hint = words.F("Did you mean %s?", near)
		if exact && leadingName(near) == near {
			fix = c.replace(where.node, span, near)
		}
	}
	c.add(diagnostic.UnknownFieldInText, where.node, span, words.F("There is no field %q.", name), hint, fix)
}
