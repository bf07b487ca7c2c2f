package change

import (
	"sort"
	"strings"

	"workflow-designer/backend/approvalml/model"
	"workflow-designer/backend/approvalml/source"
)

// thing is a kind of part that others name.
type thing uint8

const (
	aStep thing = iota
	aField
	aColumn // named as field.column
	aSection
)

// name is a name that stands in a text.
type name struct {
	thing thing
	name  string
	node  *source.Node // the scalar or key that holds it
	word  int          // which of the places in node.Value where the word stands, from 0; -1 when the whole scalar is the name
	dot   bool         // the word stands behind a dot: it is the column of field.column
}

// Keys whose texts are names, wherever they stand.
var (
	naming = map[string]thing{
		"continue_to":   aStep,
		"view_sections": aSection, "edit_sections": aSection, "completed_sections": aSection,
		"signature_field": aField, "can_edit_fields": aField, "pass": aField, "items": aField, "grid": aField, "columns": aField,
		"param_mapping": aField, "map": aField, "from_field": aField,
	}
	namingKeys = map[string]thing{
		"mixed_sections": aSection, "test_data": aField, "preset_form_data": aField, "field_mapping": aField, "return": aField,
		"timeout": aStep, "sla_defaults": aStep,
	}
	computing = map[string]bool{
		"conditions": true, "while": true, "formula": true, "jsonata": true, "submission_criteria": true,
	}
)

// reader finds the names in a document.
type reader struct {
	doc   *model.Document
	field *model.Field // whose columns are being read, nil for none
	found []name
}

// namesIn are all names of steps, fields, columns and sections that stand in a document, without those that define them.
func namesIn(doc *model.Document) []name {
	r := &reader{doc: doc}
	if doc.Process != nil {
		r.node(doc.Process, "")
	}
	return r.found
}

// node reads a part of the document; under is the key that it stands under, through lists.
func (r *reader) node(n *source.Node, under string) {
	switch n.Kind {
	case source.Alias: // read where its anchor stands
	case source.Scalar:
		r.text(n, under)
	case source.Sequence:
		for _, item := range n.Items {
			if field := r.fieldAt(item, under); field != nil {
				r.field = field
				r.node(item, "")
				r.field = nil
				continue
			}
			if item.Kind == source.Mapping {
				r.node(item, "")
				continue
			}
			r.node(item, under)
		}
	case source.Mapping:
		for _, e := range n.Entries {
			if thing, ok := namingKeys[under]; ok {
				r.add(thing, e.Key, -1, e.Key.Value, false)
			} else if under == "fields" {
				r.add(aField, e.Key, -1, e.Key.Value, false) // how fields are laid out
			}
			key := e.Key.Value
			if under == "mixed_sections" || under == "test_data" && e.Value.Is(source.Scalar) {
				key = under + "." + key
			}
			r.node(e.Value, key)
		}
	}
}

func (r *reader) fieldAt(n *source.Node, under string) *model.Field {
	if under != "fields" || r.field != nil || !n.Is(source.Mapping) {
		return nil
	}
	text, _ := n.Get("name").Text()
	if f := r.doc.Field(text); f != nil && f.Node == n.Resolve() {
		return f
	}
	return nil
}

func (r *reader) add(thing thing, n *source.Node, word int, text string, dot bool) {
	r.found = append(r.found, name{thing, text, n, word, dot})
}

func (r *reader) text(n *source.Node, under string) {
	if n.Tag != source.String {
		return
	}
	if thing, ok := naming[under]; ok && !strings.ContainsAny(n.Value, " .$") {
		r.add(thing, n, -1, n.Value, false)
		return
	}
	var words []wordAt
	switch {
	case computing[under]:
		r.expression(n, wordsOf(n.Value), false)
	case under == "from_field":
		r.expression(n, wordsOf(n.Value), true)
	}
	for at := 0; ; { // a template
		open := strings.Index(n.Value[at:], "${")
		if open < 0 {
			return
		}
		at += open + 2
		end := strings.IndexByte(n.Value[at:], '}')
		if end < 0 {
			return
		}
		if !computing[under] {
			if words == nil {
				words = wordsOf(n.Value)
			}
			r.expression(n, within(words, at, at+end), true)
		}
		at += end
	}
}

// within are the words of a part of their text.
func within(words []wordAt, from, to int) []wordAt {
	first := sort.Search(len(words), func(i int) bool { return words[i].start >= from })
	behind := sort.Search(len(words), func(i int) bool { return words[i].end > to })
	return words[first:max(first, behind)]
}

// expression finds the fields among the words of a text. Prefixed tells that they stand behind form or field.
func (r *reader) expression(n *source.Node, words []wordAt, prefixed bool) {
	for i := 0; i < len(words); i++ {
		w := words[i]
		if w.behindDot || w.quoted {
			continue
		}
		text := n.Value[w.start:w.end]
		next := i + 1
		if (text == "form" || text == "field") && next < len(words) && words[next].behindDot && words[next].start == w.end+1 {
			w, text = words[next], n.Value[words[next].start:words[next].end]
			next++
			i++
		} else if prefixed {
			continue
		}
		if r.field != nil && r.field.Column(text) != nil {
			r.add(aColumn, n, w.number, r.field.Name+"."+text, false)
			continue
		}
		r.add(aField, n, w.number, text, w.behindDot)
		if next < len(words) && words[next].behindDot && words[next].start == w.end+1 {
			column := words[next]
			r.add(aColumn, n, column.number, text+"."+n.Value[column.start:column.end], true)
		}
	}
}

// wordAt is a word in a text: letters, digits and underscores that do not begin with a digit.
type wordAt struct {
	start, end int
	behindDot  bool
	quoted     bool // inside a quoted text of an expression
	number     int  // how many times the same word stands before it
}

func wordsOf(text string) []wordAt {
	var words []wordAt
	seen := map[string]int{}
	quote := byte(0)
	for i := 0; i < len(text); {
		c := text[i]
		if !inWord(c) {
			switch {
			case quote == c:
				quote = 0
			case quote == 0 && (c == '\'' || c == '"'):
				quote = c
			}
			i++
			continue
		}
		start := i
		for i < len(text) && inWord(text[i]) {
			i++
		}
		word := text[start:i]
		words = append(words, wordAt{start, i, start > 0 && text[start-1] == '.', quote != 0, seen[word]})
		seen[word]++
	}
	return words
}

func inWord(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}
