package designer

import (
	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/approvalml/assist"
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Language answers what editors and scripts ask about a text in ApprovalML. It needs no storage, so it answers also where
// the program cannot be opened. All but Validate refuse a text above workflow.MaxContent with CodeTooLarge.
type Language struct{}

// Validate finds what is wrong with a text, whatever it is.
func (Language) Validate(yaml string) Analysis {
	report := approvalml.Check(yaml)
	answer := Analysis{
		IsValid: report.Valid(), WorkflowName: report.Document.Name,
		StepCount: len(report.Document.Steps), FormFieldCount: len(report.Document.Fields),
		TemplateVariables: report.TemplateVariables(), Labels: listOrEmpty(approvalml.Labels(report.Document)),
		Errors: []Diagnostic{}, Warnings: []Diagnostic{}, Hints: []Diagnostic{},
	}
	for _, found := range report.Diagnostics {
		d := presentDiagnostic(report.Document.Tree.Text, found)
		switch found.Severity {
		case diagnostic.Error:
			answer.Errors = append(answer.Errors, d)
		case diagnostic.Warning:
			answer.Warnings = append(answer.Warnings, d)
		default:
			answer.Hints = append(answer.Hints, d)
		}
	}
	return answer
}

// Complete offers what can be written at a place.
func (Language) Complete(yaml string, at Caret) (Completion, error) {
	if err := checkLength(yaml); err != nil {
		return Completion{}, err
	}
	text := source.NewText(yaml)
	found := assist.Complete(yaml, at.offset(text))
	answer := Completion{TextRange: rangeOf(text, found.Span), Items: make([]CompletionItem, 0, len(found.Items))}
	for _, item := range found.Items {
		label := item.Title
		if label == "" {
			label = words.Literal(item.Label)
		}
		answer.Items = append(answer.Items, CompletionItem{
			Label: label, Kind: item.Kind, Detail: item.Detail, Documentation: item.Doc, Insert: item.Insert,
		})
	}
	return answer, nil
}

// Hover says what stands at a place; nil when there is nothing to say.
func (Language) Hover(yaml string, at Caret) (*HoverInfo, error) {
	doc, offset, err := read(yaml, at)
	if err != nil {
		return nil, err
	}
	info := assist.Hover(doc, offset)
	if info == nil {
		return nil, nil
	}
	return &HoverInfo{
		TextRange: rangeOf(doc.Tree.Text, info.Span), Title: info.Title, Body: info.Body, Example: info.Example,
	}, nil
}

// Symbol says which step, field, column or section is named at a place, and where else; nil when none is.
func (Language) Symbol(yaml string, at Caret) (*SymbolUses, error) {
	doc, offset, err := read(yaml, at)
	if err != nil {
		return nil, err
	}
	symbol := assist.SymbolAt(doc, offset)
	if symbol == nil {
		return nil, nil
	}
	text := doc.Tree.Text
	uses := &SymbolUses{
		Kind: symbol.Kind, Name: symbol.Name, Definition: rangeOf(text, symbol.Definition),
		Uses: make([]TextRange, 0, len(symbol.Uses)),
	}
	for _, use := range symbol.Uses {
		uses.Uses = append(uses.Uses, rangeOf(text, use))
	}
	return uses, nil
}

// Rename renames the step, field, column or section that is named at a place, everywhere. CodeCannotEdit.
func (Language) Rename(yaml string, at Caret, newName string) ([]TextEdit, error) {
	doc, offset, err := read(yaml, at)
	if err != nil {
		return nil, err
	}
	edits, err := assist.Rename(doc, offset, newName)
	if err != nil {
		return nil, refused(err)
	}
	return presentEdits(doc.Tree.Text, edits), nil
}

// Outline lists the parts of a document.
func (Language) Outline(yaml string) ([]OutlineItem, error) {
	doc, _, err := read(yaml, Caret{})
	if err != nil {
		return nil, err
	}
	return presentOutline(doc.Tree.Text, assist.Outline(doc)), nil
}

// Format tidies the layout of a text; no edits when it is tidy, or is not YAML.
func (Language) Format(yaml string) ([]TextEdit, error) {
	if err := checkLength(yaml); err != nil {
		return nil, err
	}
	tree := source.Read(yaml)
	return presentEdits(tree.Text, edit.Format(tree)), nil
}

// Upgrade replaces everything deprecated.
func (Language) Upgrade(yaml string) ([]TextEdit, error) {
	if err := checkLength(yaml); err != nil {
		return nil, err
	}
	report := approvalml.Check(yaml)
	return presentEdits(report.Document.Tree.Text, assist.Upgrade(report.Document, report.Diagnostics)), nil
}

func read(yaml string, at Caret) (*model.Document, int, error) {
	if err := checkLength(yaml); err != nil {
		return nil, 0, err
	}
	doc := model.Read(yaml)
	return doc, at.offset(doc.Tree.Text), nil
}

func checkLength(yaml string) error {
	if len(yaml) <= workflow.MaxContent {
		return nil
	}
	return workflow.CheckContent([]byte(yaml))
}
