package form

import (
	"errors"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"

	"workflow-designer/backend/approvalml/condition"
	"workflow-designer/backend/approvalml/jsonata"
	"workflow-designer/backend/words"
)

// place is what is computed as one: a field, or a column of line items.
type place struct{ field, column string }

// rowIndex is what a formula of a column calls the number of its row, from 0.
const rowIndex = "row_index"

type progress uint8

const (
	untouched   progress = iota
	needsItself          // or what does
	done
)

// computeAll computes all fields and columns, each after those that it needs.
func (e *evaluator) computeAll() {
	for _, field := range e.order {
		e.need(field.Name, "")
	}
	for _, field := range e.order {
		state := e.states[field.Name]
		if field.Computed {
			state.Value = e.values[field.Name]
		}
		if field.Type == "line_items" {
			state.Rows = e.computedCells(field)
		}
	}
}

// need makes sure that a field, or one column of it, is computed as far as it can be; false when that needs itself.
func (e *evaluator) need(name, column string) bool {
	field := e.fields[name]
	if field == nil {
		return true
	}
	if field.Type != "line_items" {
		return e.once(place{name, ""}, field.Computed, func() bool { return e.computeField(field) })
	}
	fine := true
	for i := range field.Columns {
		c := &field.Columns[i]
		if column == "" || c.Name == column {
			fine = e.once(place{name, c.Name}, c.Computed, func() bool { return e.computeColumn(field, c) }) && fine
		}
	}
	return fine
}

func (e *evaluator) once(at place, computed bool, compute func() bool) bool {
	if !computed {
		return true
	}
	if e.progress[at] == untouched {
		e.progress[at] = needsItself // until it has turned out that it does not
		if compute() {
			e.progress[at] = done
		}
	}
	return e.progress[at] == done
}

// computeField tells whether the field does not need itself; so does computeColumn.
func (e *evaluator) computeField(field *Field) bool {
	c, fine := e.computation(field, nil)
	if c == nil {
		return fine
	}
	value, told := c.value(e, e.values, nil)
	e.tell(field, nil, told)
	if told == nil && value != nil {
		e.values[field.Name] = value
		return true
	}
	delete(e.values, field.Name)
	return true
}

func (e *evaluator) computeColumn(field, column *Field) bool {
	c, fine := e.computation(field, column)
	if c == nil {
		return fine
	}
	said := false
	for i, row := range e.rows[field.Name] {
		values := maps.Clone(row)
		values[rowIndex] = float64(i)
		delete(values, column.Name)
		value, told := c.value(e, e.values, values)
		if told != nil && !said && told.Code != WaitsFor {
			e.tell(field, column, told)
			said = true
		}
		delete(row, column.Name)
		if told == nil && value != nil {
			row[column.Name] = value
		}
	}
	return true
}

func (e *evaluator) tell(field, column *Field, told *Note) {
	if told != nil {
		e.note(field, column, told.Code, told.About, told.Message)
	}
}

// computation is how a value is computed, with all that it needs computed before. Nil when it cannot be; that is noted, and
// fine is false when it needs itself.
func (e *evaluator) computation(field, column *Field) (c *computation, fine bool) {
	of := field
	if column != nil {
		of = column
	}
	c = &computation{items: field}
	var bad *Note
	switch {
	case of.Formula != "":
		bad = c.parseFormula(of.Formula)
	case of.JSONata != "":
		bad = c.parseJSONata(of.JSONata)
	default:
		if isEmpty(e.values[of.Name]) && column == nil && of.Default == nil {
			bad = &Note{Code: NotSaidHow, Message: "This is computed, but the text does not say how."}
		}
		e.tell(field, column, bad)
		return nil, true // a value that was given stays
	}
	fine = true
	if bad == nil && !c.needs(e, column) {
		fine, bad = false, &Note{Code: ComputedInRing, Message: "Its value goes round in a ring: it is computed from itself."}
	}
	if bad != nil {
		e.tell(field, column, bad)
		e.forget(field, column)
		return nil, fine
	}
	return c, true
}

// forget drops what was sent for a value that should have been computed.
func (e *evaluator) forget(field, column *Field) {
	if column == nil {
		delete(e.values, field.Name)
		return
	}
	for _, row := range e.rows[field.Name] {
		delete(row, column.Name)
	}
}

type computation struct {
	items   *Field // the line items that it is a column of, else the field itself
	formula *condition.Expression
	jsonata *jsonata.Expression
	paths   [][]string // what the formula names
	whole   map[string]bool
	// known are line items as the formula takes them: the same for each of their rows.
	known map[string]any
}

// braces are another way to write a name in a formula: {{quantity}}.
var braces = regexp.MustCompile(`\{\{\s*([\pL_][\pL\pN_.]*)\s*\}\}`)

func (c *computation) parseFormula(text string) *Note {
	expression, bad := condition.Parse(braces.ReplaceAllString(text, "$1"))
	if bad != nil {
		why := bad.OfFormula()
		return &Note{Code: CannotCompute, About: why, Message: words.F("The formula cannot be read. %s", why)}
	}
	c.formula, c.whole, c.known = expression, map[string]bool{}, map[string]any{}
	for _, name := range expression.Names() {
		c.paths = append(c.paths, name.Path)
		if len(name.Path) == 1 {
			c.whole[name.Path[0]] = true
		}
	}
	return nil
}

// needs computes what it is computed from; false when that is itself.
func (c *computation) needs(e *evaluator, column *Field) bool {
	for _, path := range c.paths {
		if column != nil && c.items.column(path[0]) != nil && len(path) == 1 {
			if !e.need(c.items.Name, path[0]) {
				return false
			}
			continue
		}
		of := ""
		if len(path) > 1 {
			of = path[1]
		}
		if !e.need(path[0], of) {
			return false
		}
	}
	return true
}

func (f *Field) column(name string) *Field {
	for i := range f.Columns {
		if f.Columns[i].Name == name {
			return &f.Columns[i]
		}
	}
	return nil
}

// value computes; of a column with the cells of its row. Why there is no value is told, if it is not just empty.
func (c *computation) value(e *evaluator, values, row map[string]any) (any, *Note) {
	if c.jsonata != nil {
		return c.ofJSONata(e, row)
	}
	used := map[string]any{}
	var waits, outside []string
	for _, path := range c.paths {
		name := path[0]
		value, found := values[name]
		switch field := e.fields[name]; {
		case row != nil && (name == rowIndex || c.items.column(name) != nil):
			if value, found = row[name]; !found {
				waits = append(waits, c.items.column(name).called())
			}
		case field != nil && field.Type == "line_items":
			value, found = c.lines(e, field), true
		case field != nil:
			if !found && field.Type == "checkbox" {
				value, found = false, true
			}
			if !found {
				waits = append(waits, field.called())
			}
		case !found:
			outside = append(outside, strings.Join(path, "."))
		}
		if found {
			used[name] = value
		}
	}
	switch {
	case len(outside) > 0:
		about := words.Literal(strings.Join(sorted(outside), ", "))
		return nil, &Note{Code: RunningOnly, About: about, Message: words.F("This is computed from what the form does not have: %s.", about)}
	case len(waits) > 0:
		about := words.Literal(strings.Join(sorted(waits), ", "))
		return nil, &Note{Code: WaitsFor, About: about, Message: words.F("This is computed once these are filled in: %s.", about)}
	}
	result, err := c.formula.Evaluate(used)
	if err != nil {
		why := words.Literal(err.Error())
		if bad, ok := errors.AsType[*condition.EvaluationError](err); ok {
			why = bad.Message
		}
		return nil, &Note{Code: CannotCompute, About: why, Message: words.F("The formula does not go with these values. %s", why)}
	}
	return writable(result)
}

func sorted(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// called is what people call the field.
func (f *Field) called() string {
	if f.Label != "" {
		return f.Label
	}
	return f.Name
}

// lines are line items for a formula. Empty cells are left out of a column that is named with a dot, so that a row which is
// half filled in does not spoil a sum.
func (c *computation) lines(e *evaluator, field *Field) any {
	if c.known[field.Name] == nil {
		c.known[field.Name] = c.linesOf(field, e.rows[field.Name])
	}
	return c.known[field.Name]
}

func (c *computation) linesOf(field *Field, rows []map[string]any) any {
	if c.whole[field.Name] {
		list := make([]any, len(rows))
		for i, row := range rows {
			list[i] = row
		}
		return list
	}
	columns := map[string]any{}
	for _, path := range c.paths {
		if path[0] != field.Name || len(path) == 1 || field.column(path[1]) == nil {
			continue
		}
		name, cells := path[1], []any{}
		for _, row := range rows {
			if cell, filled := row[name]; filled {
				cells = append(cells, cell)
			}
		}
		columns[name] = cells
	}
	return columns
}

// writable is a value that JSON can hold; a number without end is none.
func writable(value any) (any, *Note) {
	if n, ok := value.(float64); ok && (math.IsNaN(n) || math.IsInf(n, 0)) {
		return nil, &Note{Code: CannotCompute, About: "It is no number.", Message: "The formula does not go with these values. It is no number."}
	}
	if list, ok := value.([]any); ok {
		for _, item := range list {
			if _, bad := writable(item); bad != nil {
				return nil, bad
			}
		}
	}
	return value, nil
}
