package desktop

import "workflow-designer/backend/designer"

// The questions about a text need no storage: they are answered also while the program cannot be opened.
var language designer.Language

// answer gives what a question answers, its error as the frontend decodes it.
func answer[A any](found A, err error) (A, error) {
	if err != nil {
		return found, encode(err)
	}
	return found, nil
}

// Validate answers with designer.Language.Validate.
func (b *Bindings) Validate(yaml string) designer.Analysis { return language.Validate(yaml) }

// Complete answers with designer.Language.Complete.
func (b *Bindings) Complete(yaml string, line, column int) (designer.Completion, error) {
	return answer(language.Complete(yaml, designer.Caret{Line: line, Column: column}))
}

// Hover answers with designer.Language.Hover.
func (b *Bindings) Hover(yaml string, line, column int) (*designer.HoverInfo, error) {
	return answer(language.Hover(yaml, designer.Caret{Line: line, Column: column}))
}

// Symbol answers with designer.Language.Symbol.
func (b *Bindings) Symbol(yaml string, line, column int) (*designer.SymbolUses, error) {
	return answer(language.Symbol(yaml, designer.Caret{Line: line, Column: column}))
}

// Rename answers with designer.Language.Rename.
func (b *Bindings) Rename(yaml string, line, column int, newName string) ([]designer.TextEdit, error) {
	return answer(language.Rename(yaml, designer.Caret{Line: line, Column: column}, newName))
}

// Outline answers with designer.Language.Outline.
func (b *Bindings) Outline(yaml string) ([]designer.OutlineItem, error) {
	return answer(language.Outline(yaml))
}

// Format answers with designer.Language.Format.
func (b *Bindings) Format(yaml string) ([]designer.TextEdit, error) {
	return answer(language.Format(yaml))
}

// Upgrade answers with designer.Language.Upgrade.
func (b *Bindings) Upgrade(yaml string) ([]designer.TextEdit, error) {
	return answer(language.Upgrade(yaml))
}
