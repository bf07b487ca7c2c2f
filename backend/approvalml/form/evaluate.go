package form

import (
	"slices"
	"strings"

	"workflow-designer/backend/words"
)

// mostRows is how many rows of line items are looked at. A form may have 100.
const mostRows = 1000

// Evaluate works out what a person sees of the form when it holds these values, by field name, as encoding/json decodes
// them. A field that is not among them has its default value. It takes any values and never panics. A step that shows
// the form to nobody shows nothing.
func (f *Form) Evaluate(data map[string]any, view View) Evaluation {
	e := newEvaluator(f, data)
	e.look(view)
	e.computeAll()
	e.hideByExpression()
	e.totals()
	e.check()
	result := Evaluation{
		Sections: e.sections, Fields: map[string]FieldState{}, Problems: e.problems, Notes: e.notes, Complete: len(e.problems) == 0,
	}
	for name, state := range e.states {
		result.Fields[name] = *state
	}
	return result
}

type evaluator struct {
	form   *Form
	order  []*Field          // all that can be shown, also those of zones, in the order of the form
	fields map[string]*Field // by name
	values map[string]any    // what was filled in, as expressions take it; what is empty is not there
	rows   map[string][]map[string]any

	homes map[string][]int // the sections that a field stands on, by its name
	zoned map[string]bool  // the fields that stand in the header or footer

	step     *StepView
	request  bool // the person who makes the request looks at it
	sections map[string]SectionState
	states   map[string]*FieldState
	problems []Problem
	notes    []Note

	progress map[place]progress
	base     map[string]any // for JSONata; nil until it is needed
}

func newEvaluator(f *Form, data map[string]any) *evaluator {
	e := &evaluator{
		form: f, fields: map[string]*Field{}, values: map[string]any{}, rows: map[string][]map[string]any{},
		sections: map[string]SectionState{}, states: map[string]*FieldState{}, progress: map[place]progress{},
		problems: []Problem{}, notes: []Note{}, homes: map[string][]int{}, zoned: map[string]bool{},
	}
	for i := range f.Sections {
		f.Sections[i].each(func(name string) { e.homes[name] = append(e.homes[name], i) })
	}
	for _, block := range f.zoneBlocks() {
		block.each(func(name string) { e.zoned[name] = true })
	}
	for _, list := range f.lists() {
		for i := range list {
			field := &list[i]
			if e.fields[field.Name] == nil {
				e.order = append(e.order, field)
				e.fields[field.Name] = field
				e.take(field, data)
			}
		}
	}
	// What is no field may still be named: an expression takes it as it is.
	for name, value := range data {
		if e.fields[name] == nil && value != nil {
			e.values[name] = value
		}
	}
	return e
}

// take notes what was filled in, in the form in which expressions take it.
func (e *evaluator) take(field *Field, data map[string]any) {
	e.states[field.Name] = &FieldState{Rows: []map[string]any{}, Totals: map[string]Total{}}
	value, given := data[field.Name]
	if !given {
		value = field.Default
	}
	if field.Type != "line_items" {
		if value = plain(field, value); value != nil {
			e.values[field.Name] = value
		}
		return
	}
	var rows []map[string]any
	for _, item := range listOf(value) {
		if len(rows) == mostRows {
			break
		}
		given, _ := item.(map[string]any)
		row := map[string]any{}
		for i := range field.Columns {
			column := &field.Columns[i]
			cell, filled := given[column.Name]
			if !filled {
				cell = column.Default
			}
			if cell = plain(column, cell); cell != nil {
				row[column.Name] = cell
			}
		}
		rows = append(rows, row)
	}
	e.rows[field.Name] = rows
}

// look decides which sections and fields the person sees, and what of them may be filled in.
func (e *evaluator) look(view View) {
	e.request = view.Step == "" && !view.Ended
	access := e.accessBySection(view)
	open, signs := map[string]bool{}, map[string]bool{}
	if e.step != nil {
		for _, editor := range e.step.Editors {
			for _, name := range editor.Fields {
				open[name] = true
			}
		}
		for _, name := range e.step.Signs {
			open[name], signs[name] = true, true
		}
	}
	for i := range e.form.Sections {
		s := &e.form.Sections[i]
		if s.Hidden {
			access[s.ID] = Unseen
		}
		e.sections[s.ID] = SectionState{access[s.ID]}
	}
	somebody := e.request || view.Ended || e.step != nil
	for _, field := range e.order {
		state := e.states[field.Name]
		seen, fills := false, false
		if e.zoned[field.Name] || len(e.form.Sections) == 0 {
			seen, fills = somebody, e.request
		}
		for _, i := range e.homes[field.Name] {
			id := e.form.Sections[i].ID
			seen = seen || access[id] != Unseen
			fills = fills || access[id] == Edit || access[id] == Mixed && e.editable(id, field.Name)
		}
		state.Visible = seen && !field.Hidden
		state.ReadOnly = field.ReadOnly || field.Computed || !fills && !open[field.Name] || field.Type == "autonumber"
		if signs[field.Name] {
			state.ReadOnly = false
		}
	}
}

// accessBySection says what the person may do on each section.
func (e *evaluator) accessBySection(view View) map[string]Access {
	access := map[string]Access{}
	switch {
	case view.Ended:
		for i := range e.form.Sections {
			id := e.form.Sections[i].ID
			if len(e.form.Completed) == 0 || slices.Contains(e.form.Completed, id) {
				access[id] = See
			}
		}
	case view.Step != "":
		if e.step = e.form.Step(view.Step); e.step != nil {
			for _, s := range e.step.Sections {
				access[s.ID] = s.Access
			}
		}
	default:
		some := slices.ContainsFunc(e.form.Sections, func(s Section) bool { return s.Initial })
		for i := range e.form.Sections {
			if s := &e.form.Sections[i]; s.Initial || !some {
				access[s.ID] = Edit
			}
		}
	}
	return access
}

// editable tells whether a step opens a field of a section of which only some are open.
func (e *evaluator) editable(section, field string) bool {
	for _, s := range e.step.Sections {
		if s.ID == section && s.Access == Mixed && slices.Contains(s.Editable, field) {
			return true
		}
	}
	return false
}

// hideByExpression hides what expressions hide. One that cannot be evaluated hides nothing, as in runtimes.
func (e *evaluator) hideByExpression() {
	for i := range e.form.Sections {
		s := &e.form.Sections[i]
		if s.HiddenWhen == "" {
			continue
		}
		hides, why := e.holds(s.HiddenWhen)
		if why != "" && e.sections[s.ID].Access != Unseen {
			e.notes = append(e.notes, Note{
				Section: s.ID, Code: VisibleUnsure, About: why,
				Message: words.F("Whether this section is shown cannot be told here, so it is shown. %s", why),
			})
		}
		if hides {
			e.sections[s.ID] = SectionState{Unseen}
		}
	}
	for _, field := range e.order {
		state := e.states[field.Name]
		if !state.Visible {
			continue
		}
		state.Visible = e.hasPlace(field.Name)
		if !state.Visible || field.HiddenWhen == "" {
			continue
		}
		hides, why := e.holds(field.HiddenWhen)
		if why != "" {
			e.note(field, nil, VisibleUnsure, why, words.F("Whether this field is shown cannot be told here, so it is shown. %s", why))
		}
		state.Visible = !hides
	}
}

// hasPlace tells whether a field stands where the person sees it.
func (e *evaluator) hasPlace(name string) bool {
	return e.zoned[name] || len(e.form.Sections) == 0 || slices.ContainsFunc(e.homes[name], func(i int) bool {
		return e.sections[e.form.Sections[i].ID].Access != Unseen
	})
}

func (e *evaluator) note(field, column *Field, code NoteCode, about, message words.Text) {
	n := Note{Field: field.Name, Code: code, About: about, Message: message}
	if column != nil {
		n.Column = column.Name
	}
	e.notes = append(e.notes, n)
}

// totals adds the columns up that the form adds up, and for the person who designs it those that are computed.
func (e *evaluator) totals() {
	for _, field := range e.order {
		for i := range field.Columns {
			column := &field.Columns[i]
			kind := column.Aggregate
			if kind == "" && column.Computed && isNumeric(column.Type) && !strings.Contains(column.Formula, rowIndex) {
				kind = "sum"
			}
			if kind != "" {
				e.states[field.Name].Totals[column.Name] = Total{kind, aggregate(kind, e.rows[field.Name], column), column.Aggregate != ""}
			}
		}
	}
}

// aggregate is what a column comes to, without its empty cells; nil for no number.
func aggregate(kind string, rows []map[string]any, column *Field) *float64 {
	var numbers []float64
	filled := 0.0
	for _, row := range rows {
		value := row[column.Name]
		if !isEmpty(value) {
			filled++
		}
		if n, ok := value.(float64); ok {
			numbers = append(numbers, n)
		}
	}
	if kind == "count" {
		return &filled
	}
	if len(numbers) == 0 {
		return nil
	}
	total := 0.0
	for _, n := range numbers {
		total += n
	}
	switch kind {
	case "sum":
	case "average":
		total /= float64(len(numbers))
	case "min":
		total = slices.Min(numbers)
	case "max":
		total = slices.Max(numbers)
	default:
		return nil
	}
	return finite(total)
}

// computedCells gives the rows as they were computed.
func (e *evaluator) computedCells(field *Field) []map[string]any {
	cells := make([]map[string]any, len(e.rows[field.Name]))
	for i, row := range e.rows[field.Name] {
		cells[i] = map[string]any{}
		for j := range field.Columns {
			if c := &field.Columns[j]; c.Computed {
				cells[i][c.Name] = row[c.Name]
			}
		}
	}
	return cells
}
