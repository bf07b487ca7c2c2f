package assist

import (
	"slices"

	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

// Symbol is a step, field, column or section with the places that name it. Spans are without quotes.
type Symbol struct {
	Kind, Name string
	Definition source.Span
	Uses       []source.Span // without the definition, in the order of the text
}

// SymbolAt is the symbol that is defined or named at an offset, nil when there is none: an unknown name is no symbol. Of
// two definitions of one name, the one at the offset counts, else the last, and the other is among the uses.
func SymbolAt(doc *model.Document, offset int) *Symbol {
	m := collect(doc)
	at := m.at(offset)
	if at == nil {
		return nil
	}
	s := &Symbol{Kind: at.of.kind, Name: at.of.name}
	definition := m.definition(at)
	for i := range m.all {
		if m.all[i].of != at.of {
			continue
		}
		span, _ := m.all[i].span(doc.Tree.Text)
		if &m.all[i] == definition {
			s.Definition = span
		} else {
			s.Uses = append(s.Uses, span)
		}
	}
	slices.SortFunc(s.Uses, func(a, b source.Span) int { return a.Start - b.Start })
	return s
}

func (m *mentions) definition(at *mention) *mention {
	if at.defines {
		return at
	}
	for i := len(m.all) - 1; i >= 0; i-- {
		if m.all[i].of == at.of && m.all[i].defines {
			return &m.all[i]
		}
	}
	return at // not reached: only names that are defined are noted
}
