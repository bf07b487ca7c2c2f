package designer

import (
	"errors"

	"workflow-designer/backend/approvalml/assist"
	"workflow-designer/backend/approvalml/diagnostic"
	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Caret is a place in a text: lines and columns count from 1, columns in characters (Unicode code points).
type Caret struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

func (c Caret) offset(text *source.Text) int {
	return text.Offset(source.Position{Line: c.Line, Column: c.Column})
}

// TextRange is a part of a text, counted as in Caret: the first character, and the one behind the last.
type TextRange struct {
	Line      int `json:"line"`
	Column    int `json:"column"`
	EndLine   int `json:"end_line"`
	EndColumn int `json:"end_column"`
}

// TextEdit replaces a part of the text that was sent. Several are made at once: all ranges count in that text.
type TextEdit struct {
	TextRange
	Text string `json:"text"`
}

// Fix mends a finding.
type Fix struct {
	Title words.Text `json:"title"` // says what will happen, as on a button
	Edits []TextEdit `json:"edits"`
}

// Diagnostic is one finding in a text. docs/DIAGNOSTICS.md explains the codes.
type Diagnostic struct {
	Code     diagnostic.Code     `json:"code"`
	Severity diagnostic.Severity `json:"severity"`
	TextRange
	Path    string     `json:"path"` // of the part it is about, as in workflow.review.on_approve
	Message words.Text `json:"message"`
	Hint    words.Text `json:"hint"`
	Fix     *Fix       `json:"fix"` // null when there is no sure way
}

// Analysis is what was found in a text.
type Analysis struct {
	IsValid           bool         `json:"is_valid"` // no errors: a runtime takes it
	Errors            []Diagnostic `json:"errors"`
	Warnings          []Diagnostic `json:"warnings"`
	Hints             []Diagnostic `json:"hints"`
	WorkflowName      string       `json:"workflow_name"`
	StepCount         int          `json:"step_count"`
	FormFieldCount    int          `json:"form_field_count"`
	TemplateVariables []string     `json:"template_variables"` // what stands between ${ and }, sorted
	Labels            []string     `json:"labels"`
}

// Completion is what can be written at a place.
type Completion struct {
	TextRange                  // what an item replaces
	Items     []CompletionItem `json:"items"`
}

// CompletionItem is one of the things that can be written.
type CompletionItem struct {
	Label         words.Text `json:"label"`
	Kind          string     `json:"kind"` // key, word, step, field, section, variable, role, function, snippet
	Detail        words.Text `json:"detail"`
	Documentation words.Text `json:"documentation"`
	Insert        string     `json:"insert"`
}

// HoverInfo explains what stands at a place.
type HoverInfo struct {
	TextRange
	Title   words.Text `json:"title"`
	Body    words.Text `json:"body"`
	Example string     `json:"example"`
}

// SymbolUses says where a name is given and used.
type SymbolUses struct {
	Kind       string      `json:"kind"` // step, field, column, section
	Name       string      `json:"name"`
	Definition TextRange   `json:"definition"`
	Uses       []TextRange `json:"uses"` // without the definition
}

// OutlineItem is a part of a document.
type OutlineItem struct {
	Kind     string        `json:"kind"`
	Name     words.Text    `json:"name"`
	Detail   words.Text    `json:"detail"`
	Range    TextRange     `json:"range"`
	Select   TextRange     `json:"select"` // its name
	Children []OutlineItem `json:"children"`
}

func rangeOf(text *source.Text, span source.Span) TextRange {
	from, to := text.Position(span.Start), text.Position(span.End)
	return TextRange{from.Line, from.Column, to.Line, to.Column}
}

func presentDiagnostic(text *source.Text, found diagnostic.Diagnostic) Diagnostic {
	d := Diagnostic{
		Code: found.Code, Severity: found.Severity, TextRange: rangeOf(text, found.Span), Path: found.Path.String(),
		Message: found.Message, Hint: found.Hint,
	}
	if found.Fix != nil {
		d.Fix = &Fix{Title: found.Fix.Title, Edits: presentEdits(text, found.Fix.Edits)}
	}
	return d
}

func presentEdits(text *source.Text, edits []source.Edit) []TextEdit {
	list := make([]TextEdit, 0, len(edits))
	for _, e := range edits {
		list = append(list, TextEdit{rangeOf(text, e.Span), e.Text})
	}
	return list
}

func presentOutline(text *source.Text, items []assist.OutlineItem) []OutlineItem {
	list := make([]OutlineItem, 0, len(items))
	for _, item := range items {
		list = append(list, OutlineItem{
			Kind: item.Kind, Name: item.Name, Detail: item.Detail,
			Range: rangeOf(text, item.Span), Select: rangeOf(text, item.Select),
			Children: presentOutline(text, item.Children),
		})
	}
	return list
}

// refused turns a refusal to change a text into an error for people.
func refused(err error) error {
	refusal, ok := errors.AsType[*edit.Refusal](err)
	if !ok {
		return err
	}
	return &workflow.Error{Code: workflow.CodeCannotEdit, Message: refusal.Message, Hint: refusal.Hint, Err: err}
}
