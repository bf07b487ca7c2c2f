package form

import (
	"maps"

	"workflow-designer/backend/approvalml/jsonata"
	"workflow-designer/backend/words"
)

func (c *computation) parseJSONata(text string) *Note {
	expression, bad := jsonata.Parse(text)
	if bad != nil {
		return jsonataNote(bad)
	}
	c.jsonata = expression
	for _, name := range expression.Names() {
		c.paths = append(c.paths, []string{name})
	}
	return nil
}

func jsonataNote(bad *jsonata.Error) *Note {
	if bad.Beyond {
		return &Note{Code: NotComputed, About: bad.Message, Message: words.F("This is computed when the request runs, not here. %s", bad.Message)}
	}
	return &Note{Code: CannotCompute, About: bad.Message, Message: words.F("The JSONata expression has no value. %s", bad.Message)}
}

func (c *computation) ofJSONata(e *evaluator, row map[string]any) (any, *Note) {
	value, found, bad := c.jsonata.Evaluate(e.forJSONata(c.paths, row))
	if bad != nil {
		return nil, jsonataNote(bad)
	}
	if !found {
		return nil, nil
	}
	return writable(value)
}

// forJSONata is the form, with the cells of a row beside its fields.
func (e *evaluator) forJSONata(paths [][]string, row map[string]any) map[string]any {
	on := maps.Clone(e.withCells())
	for _, path := range paths {
		field := e.fields[path[0]]
		switch {
		case field == nil:
		case field.Type == "line_items":
			list := make([]any, len(e.rows[field.Name]))
			for i, cells := range e.rows[field.Name] {
				list[i] = cells
			}
			on[field.Name] = list
		case field.Computed:
			if value, found := e.values[field.Name]; found {
				on[field.Name] = value
			} else {
				delete(on, field.Name)
			}
		}
	}
	maps.Copy(on, row)
	return on
}

// holds tells whether an expression in JSONata holds; why it cannot be told is empty when it can.
func (e *evaluator) holds(text string) (holds bool, why words.Text) {
	expression, bad := jsonata.Parse(text)
	if bad != nil {
		return false, bad.Message
	}
	var paths [][]string
	for _, name := range expression.Names() {
		paths = append(paths, []string{name})
	}
	holds, bad = expression.Holds(e.forJSONata(paths, nil))
	if bad != nil {
		return false, bad.Message
	}
	return holds, ""
}

// withCells is the form for JSONata: what is empty is not nothing where a screen holds an empty text or an unticked box.
func (e *evaluator) withCells() map[string]any {
	if e.base == nil {
		e.base = map[string]any{}
		for _, field := range e.order {
			if empty := emptyFor(field); empty != nil {
				e.base[field.Name] = empty
			}
		}
		maps.Copy(e.base, e.values)
	}
	return e.base
}
