package assist

import (
	"unicode/utf8"

	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
)

// The kinds of items.
const (
	keyItem      = "key"
	wordItem     = "word" // of a fixed set, and the operators of conditions
	stepItem     = "step"
	fieldItem    = "field" // also columns of line items
	sectionItem  = "section"
	variableItem = "variable"
	roleItem     = "role" // also email addresses
	functionItem = "function"
	snippetItem  = "snippet"
)

// Item is one thing that may be written at the caret.
type Item struct {
	Label  string     // what a list shows, and what the typed word is compared with
	Kind   string     // key, word, step, field, section, variable, role, function, snippet
	Title  words.Text // the label of a snippet, which is in words; else empty
	Detail words.Text // a few words beside the label; may be empty
	Doc    words.Text // a sentence or two; may be empty
	// Insert replaces the span: with quotes where the value needs them, and line endings and indentation of the document.
	Insert string
}

// Completion is what may be written at the caret.
type Completion struct {
	Span  source.Span // the word at the caret, on one line; empty when there is none yet
	Items []Item      // the likeliest first; nil when there is nothing to say
}

// Complete says what may be written at an offset of any text, however broken it is. The offset may lie anywhere; outside
// of the text it counts as the nearest end.
func Complete(text string, offset int) Completion {
	offset = min(max(offset, 0), len(text))
	if offset > 0 && offset < len(text) && text[offset-1] == '\r' && text[offset] == '\n' {
		offset--
	}
	completion := Completion{Span: source.Span{Start: offset, End: offset}}
	if len(text) > source.MaxBytes || offset < len(text) && !utf8.RuneStart(text[offset]) {
		return completion
	}
	reader := newCaretReader(text, offset)
	for _, p := range reader.read() {
		c := newCompleter(reader, p)
		if c == nil {
			continue
		}
		switch found := c.complete(); {
		case len(found.Items) == 0:
		case completion.Items == nil:
			completion = found
		case completion.Span == found.Span:
			completion.Items = append(completion.Items, found.Items...)
		}
	}
	return completion
}
