package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// JSON is the table as a JSON Schema, draft 2020-12, for editors that know nothing else. The same bytes every time. It
// says what should be written, so it is a little stricter than the check, which also takes true written as "yes".
func JSON() []byte {
	w := &writer{names: map[*Object]string{}, taken: map[string]bool{}, definitions: members{}}
	root := members{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"title", "ApprovalML workflow"},
	}
	root = append(root, w.object(table.process)...)
	for i := 0; i < len(w.waiting); i++ { // describing one group may name others
		o := w.waiting[i]
		w.definitions = append(w.definitions, member{w.names[o], w.object(o)})
	}
	root = append(root, member{"$defs", w.definitions})
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(root); err != nil {
		panic(fmt.Sprintf("the language's table has no JSON: %v", err)) // only texts, numbers and groups are in it
	}
	return out.Bytes()
}

// members are the keys of a JSON object in the order in which they are written.
type members []member

type member struct {
	key   string
	value any
}

// MarshalJSON keeps the order.
func (m members) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, each := range m {
		if i > 0 {
			b.WriteByte(',')
		}
		key, err := plainJSON(each.key)
		if err != nil {
			return nil, err
		}
		value, err := plainJSON(each.value)
		if err != nil {
			return nil, err
		}
		b.Write(key)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// plainJSON writes < and > as they are.
func plainJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(v)
	return bytes.TrimRight(b.Bytes(), "\n"), err
}

// writer describes groups once each, below $defs.
type writer struct {
	names       map[*Object]string
	taken       map[string]bool
	waiting     []*Object
	definitions members
}

func (w *writer) reference(o *Object) members {
	name, known := w.names[o]
	if !known {
		name = o.Name.String()
		for n := 2; w.taken[name]; n++ {
			name = fmt.Sprintf("%s %d", o.Name, n)
		}
		name = string(bytes.ReplaceAll(bytes.ReplaceAll([]byte(name), []byte(" "), []byte("-")), []byte("'"), nil))
		for n := 2; w.taken[name]; n++ {
			name = fmt.Sprintf("%s-%d", name, n)
		}
		w.names[o], w.taken[name] = name, true
		w.waiting = append(w.waiting, o)
	}
	return members{{"$ref", "#/$defs/" + name}}
}

func (w *writer) object(o *Object) members {
	m := members{{"description", o.Doc.String()}, {"type", "object"}}
	properties, required := members{}, []string{}
	for _, p := range o.Properties {
		properties = append(properties, member{p.Key, w.property(p)})
		if p.Required {
			required = append(required, p.Key)
		}
	}
	if o == table.process {
		// A whole workflow may stand below one key, and then nothing is required beside it.
		properties = append(properties, member{"approval_process", members{
			{"description", "The whole workflow may stand below this key."}, {"type", "object"},
		}})
		m = append(m, member{"anyOf", []members{{{"required", required}}, {{"required", []string{"approval_process"}}}}})
		required = nil
	}
	if len(properties) > 0 {
		m = append(m, member{"properties", properties})
	}
	if o.Prefix != nil {
		m = append(m, member{"patternProperties", members{{"^" + o.Prefix.Key + ".", w.property(o.Prefix)}}})
	}
	if len(required) > 0 {
		m = append(m, member{"required", required})
	}
	return m
}

func (w *writer) property(p *Property) members {
	m := w.typed(p.Type)
	doc := p.Doc.String()
	if len(p.For) > 0 {
		doc += " For " + inWords(p.For) + "."
	}
	m = append(members{{"description", doc}}, m...)
	if p.Deprecated != "" {
		m = append(m, member{"deprecated", true})
	}
	return m
}

func inWords(list []string) string {
	var b bytes.Buffer
	for i, s := range list {
		switch {
		case i == 0:
		case i == len(list)-1:
			b.WriteString(" and ")
		default:
			b.WriteString(", ")
		}
		b.WriteString(s)
	}
	return b.String()
}

// typed describes a type; what may be empty also takes null.
func (w *writer) typed(t *Type) members {
	if t.Kind == Any {
		return members{}
	}
	if t.Null && (t.Kind == Group || t.Kind == OneOf || t.Kind == Words) {
		full := *t
		full.Null = false
		return members{{"anyOf", []members{w.typed(&full), {{"type", "null"}}}}}
	}
	switch t.Kind {
	case Group:
		return w.reference(t.Object)
	case OneOf:
		options := make([]members, 0, len(t.Options))
		for _, option := range t.Options {
			options = append(options, w.typed(option))
		}
		return members{{"anyOf", options}}
	case Words:
		return wordsJSON(t)
	default:
	}
	m := members{{"type", typeName(t)}}
	switch t.Kind {
	case Text:
		if t.NotEmpty {
			m = append(m, member{"minLength", 1})
		}
		if t.Pattern != "" {
			m = append(m, member{"pattern", t.Pattern})
		}
	case Integer:
		if t.Least != nil {
			m = append(m, member{"minimum", *t.Least})
		}
		if t.Most != nil {
			m = append(m, member{"maximum", *t.Most})
		}
	case List:
		m = append(m, member{"items", w.typed(t.Items)})
		if t.NotEmpty {
			m = append(m, member{"minItems", 1})
		}
	case Map:
		m = append(m, member{"additionalProperties", w.typed(t.Items)})
	default:
	}
	return m
}

func wordsJSON(t *Type) members {
	values, current := []string{}, []members{}
	for _, word := range t.Words {
		if word.Deprecated == "" {
			values = append(values, word.Value)
			current = append(current, members{{"const", word.Value}, {"description", word.Doc.String()}})
		}
	}
	if t.Blank {
		values = append(values, "")
		current = append(current, members{{"const", ""}})
	}
	return members{{"type", "string"}, {"enum", values}, {"anyOf", current}}
}

func typeName(t *Type) any {
	name := map[Kind]string{Text: "string", Boolean: "boolean", Integer: "integer", Number: "number", List: "array", Map: "object"}[t.Kind]
	if t.Null {
		return []string{name, "null"}
	}
	return name
}
