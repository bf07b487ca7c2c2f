package desktop

import (
	"workflow-designer/backend/designer"
	"workflow-designer/backend/words"
)

// The questions about a text need no storage: they are answered also while the program cannot be opened.
var language designer.Language

// answer gives what a question answers in the language of the page, its error as the frontend decodes it.
func answer[A any](b *Bindings, ask func() (A, error)) (A, error) {
	found, err := ask()
	if err != nil {
		return found, encode(b, err)
	}
	return words.In(b.spoken(), found), nil
}

// Validate answers with designer.Language.Validate.
func (b *Bindings) Validate(yaml string) designer.Analysis {
	return words.In(b.spoken(), language.Validate(yaml))
}

// Complete answers with designer.Language.Complete.
func (b *Bindings) Complete(yaml string, line, column int) (designer.Completion, error) {
	return answer(b, func() (designer.Completion, error) {
		return language.Complete(yaml, designer.Caret{Line: line, Column: column})
	})
}

// Hover answers with designer.Language.Hover.
func (b *Bindings) Hover(yaml string, line, column int) (*designer.HoverInfo, error) {
	return answer(b, func() (*designer.HoverInfo, error) {
		return language.Hover(yaml, designer.Caret{Line: line, Column: column})
	})
}

// Symbol answers with designer.Language.Symbol.
func (b *Bindings) Symbol(yaml string, line, column int) (*designer.SymbolUses, error) {
	return answer(b, func() (*designer.SymbolUses, error) {
		return language.Symbol(yaml, designer.Caret{Line: line, Column: column})
	})
}

// Rename answers with designer.Language.Rename.
func (b *Bindings) Rename(yaml string, line, column int, newName string) ([]designer.TextEdit, error) {
	return answer(b, func() ([]designer.TextEdit, error) {
		return language.Rename(yaml, designer.Caret{Line: line, Column: column}, newName)
	})
}

// Outline answers with designer.Language.Outline.
func (b *Bindings) Outline(yaml string) ([]designer.OutlineItem, error) {
	return answer(b, func() ([]designer.OutlineItem, error) { return language.Outline(yaml) })
}

// Format answers with designer.Language.Format.
func (b *Bindings) Format(yaml string) ([]designer.TextEdit, error) {
	return answer(b, func() ([]designer.TextEdit, error) { return language.Format(yaml) })
}

// Upgrade answers with designer.Language.Upgrade.
func (b *Bindings) Upgrade(yaml string) ([]designer.TextEdit, error) {
	return answer(b, func() ([]designer.TextEdit, error) { return language.Upgrade(yaml) })
}
