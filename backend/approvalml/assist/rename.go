package assist

import (
	"slices"
	"strings"
	"unicode"

	"workflow-designer/backend/approvalml/condition"
	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// BadName is the code of a refusal to rename, beside those of package edit: the new name cannot be one.
const BadName = "bad-name"

// Rename gives the edits that rename the symbol at an offset everywhere. Spaces around the new name are taken off. The
// error is an *edit.Refusal: there is nothing to rename, the name is taken or cannot be one, the YAML cannot be read, or
// a place was found that cannot be rewritten. It never gives a part of the edits.
func Rename(doc *model.Document, offset int, to string) ([]source.Edit, error) {
	if !doc.Tree.Readable() {
		return nil, &edit.Refusal{
			Code: edit.Unreadable, Message: "The YAML has a mistake, so not all places of this name can be found.",
			Hint: "Solve the problems of the YAML first.",
		}
	}
	m := collect(doc)
	at := m.at(offset)
	if at == nil {
		return nil, &edit.Refusal{
			Code: edit.NotThere, Message: "There is no step, field, column or section to rename here.",
			Hint: "Place the caret on its name.",
		}
	}
	to = strings.TrimSpace(to)
	if to == at.of.name {
		return nil, nil
	}
	if refusal := m.refuse(at.of, to); refusal != nil {
		return nil, refusal
	}
	edits, refusal := m.rewrite(at.of, to)
	if refusal != nil {
		return nil, refusal
	}
	if !m.holdsAfter(at.of, to, edits) {
		return nil, &edit.Refusal{
			Code: BadName, Message: words.F("With the name %q, something else in the workflow would change its meaning.", to),
			Hint: "Take another name.",
		}
	}
	return edits, nil
}

// refuse tells why a symbol cannot get a name, nil when it can.
func (m *mentions) refuse(of identity, to string) *edit.Refusal {
	renamed := of
	renamed.name = to
	switch {
	case to == "":
		return &edit.Refusal{Code: BadName, Message: words.F("A %s must have a name.", kindName(of.kind)), Hint: "Write at least one letter."}
	case strings.ContainsFunc(to, unicode.IsControl):
		return &edit.Refusal{
			Code: BadName, Message: "A name cannot hold line breaks or control characters.", Hint: "Write it on one line.",
		}
	case of.kind == fieldSymbol && m.reserved(to):
		return &edit.Refusal{
			Code: BadName, Message: words.F("A form keeps the name %q for itself.", to), Hint: "Take another name.",
		}
	case m.defined[renamed] > 0:
		return &edit.Refusal{
			Code: edit.Exists, Message: words.F("There is a %s with the name %q already.", kindName(of.kind), to), Hint: "Take another name.",
		}
	case m.defined[of] > 1:
		return &edit.Refusal{
			Code: edit.CannotEdit, Message: words.F("The name %q stands for more than one %s.", of.name, kindName(of.kind)),
			Hint: "Give one of them another name by hand first.",
		}
	case m.shared[of]:
		return sharedName(of)
	}
	for i := range m.all {
		if m.all[i].of == of && !m.all[i].whole && !isIdentifier(to) {
			return &edit.Refusal{
				Code: BadName, Message: words.F("%q cannot stand in a condition or formula, where this name is used.", to),
				Hint: "Use letters, digits and _, begin with a letter, and take no word such as and, or, not, in.",
			}
		}
	}
	return nil
}

func sharedName(of identity) *edit.Refusal {
	return &edit.Refusal{
		Code: edit.Shared, Message: words.F("The name %q is shared by an anchor with something else.", of.name),
		Hint: "Write it out where an alias (*) stands for it.",
	}
}

// reserved tells whether a form in which fields are keys has its own meaning for a name.
func (m *mentions) reserved(name string) bool {
	if m.doc.Process.Get("form").Get("fields").Is(source.Sequence) {
		return false
	}
	return slices.Contains([]string{"fields", "layout", "header", "footer"}, name)
}

// isIdentifier tells whether a name can stand in conditions and formulas.
func isIdentifier(name string) bool {
	for i, r := range name {
		if i == 0 && !startsName(r) || !inName(r) {
			return false
		}
	}
	expression, bad := condition.Parse(name)
	if bad != nil || name == "form" {
		return false
	}
	names := expression.Names()
	return len(names) == 1 && names[0].String() == name
}

// rewrite makes the edits of a rename, in the order of the text.
func (m *mentions) rewrite(of identity, to string) ([]source.Edit, *edit.Refusal) {
	var edits []source.Edit
	for i := range m.all {
		place := &m.all[i]
		if place.of != of {
			continue
		}
		if place.whole {
			if place.node.Anchor != "" {
				return nil, sharedName(of)
			}
			edits = append(edits, edit.Scalar(m.doc.Tree, place.node, to))
			continue
		}
		span, found := place.span(m.doc.Tree.Text)
		e, ok := edit.Inside(m.doc.Tree, place.node, span, to)
		if !found || !ok {
			line := m.doc.Tree.Text.LineAt(place.node.Span.Start)
			return nil, &edit.Refusal{
				Code: edit.CannotEdit, Message: words.F("The text on line %d uses %q in a way that cannot be changed safely.", line, of.name),
				Hint: "Write that text on one line, or change it by hand.",
			}
		}
		edits = append(edits, e)
	}
	slices.SortFunc(edits, func(a, b source.Edit) int { return a.Span.Start - b.Span.Start })
	return edits, nil
}

// holdsAfter tells whether, after the edits, every place that was renamed names the symbol, and every other symbol is
// named as often as before: a column named like a field would catch the field's places in formulas.
func (m *mentions) holdsAfter(of identity, to string, edits []source.Edit) bool {
	after := collect(model.Read(source.Apply(m.doc.Text(), edits...)))
	counts := map[identity]int{}
	for i := range after.all {
		counts[after.all[i].of]++
	}
	for i := range m.all {
		was := m.all[i].of
		switch {
		case was == of:
			was.name = to
		case was.kind == columnSymbol && of.kind == fieldSymbol && of.scope == "" && was.scope == of.name:
			was.scope = to
		}
		counts[was]--
	}
	renamed := of
	renamed.name = to
	for id, difference := range counts {
		// Names that led nowhere before and fit now are welcome.
		if difference < 0 || difference > 0 && id != renamed && (id.kind != columnSymbol || id.scope != to) {
			return false
		}
	}
	return true
}
