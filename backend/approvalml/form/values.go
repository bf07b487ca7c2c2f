package form

// Values are what the form holds as conditions take it: what was filled in, what is computed from it, and for a field that
// nobody filled in what a screen hands over (an empty text, an empty list, a box that is not ticked) or nil. Line items are
// a list of rows. It takes any data and never panics.
func (f *Form) Values(data map[string]any) map[string]any {
	e := newEvaluator(f, data)
	e.look(View{})
	e.computeAll()
	for _, field := range e.order {
		if field.Type == "line_items" {
			rows := make([]any, len(e.rows[field.Name]))
			for i, row := range e.rows[field.Name] {
				rows[i] = row
			}
			e.values[field.Name] = rows
			continue
		}
		if _, filled := e.values[field.Name]; !filled {
			e.values[field.Name] = emptyFor(field)
		}
	}
	return e.values
}
