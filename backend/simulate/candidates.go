package simulate

import (
	"cmp"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"time"

	"workflow-designer/backend/approvalml/form"
)

// candidates are changes of the fields that the demands depend on: the numbers and texts that they speak of, values right
// beside those, and values that bring what is computed to where it should be.
func (s *solver) candidates(f filling, demands []demand) []change {
	var numbers []float64
	var texts []string
	names := map[string]bool{}
	for _, d := range demands {
		for _, found := range numberForm.FindAllString(d.condition.Text(), -1) {
			if n, err := strconv.ParseFloat(found, 64); err == nil {
				numbers = append(numbers, n, n+1, n-1, n+0.01, n-0.01)
			}
		}
		for _, found := range textForm.FindAllStringSubmatch(d.condition.Text(), -1) {
			texts = append(texts, found[1]+found[2])
		}
		for _, name := range d.condition.Names() {
			s.leaves(name.Path[0], names, 0)
		}
	}
	values := s.w.form.Values(f.data)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		switch v := values[name].(type) {
		case float64:
			numbers = append(numbers, v, v+1, v-1)
		case string:
			texts = append(texts, v)
			if day, err := time.Parse(time.DateOnly, v); err == nil {
				texts = append(texts, day.AddDate(0, 0, 1).Format(time.DateOnly), day.AddDate(0, 0, -1).Format(time.DateOnly), day.AddDate(0, 1, 0).Format(time.DateOnly))
			}
		}
	}
	numbers = append(numbers, s.scaled(values, names, numbers)...)
	slices.SortFunc(numbers, rounderFirst)
	numbers = slices.DeleteFunc(slices.Compact(numbers), func(n float64) bool { return math.IsNaN(n) || math.IsInf(n, 0) })
	var list []change
	for _, name := range slices.Sorted(maps.Keys(names)) {
		field := s.w.form.Field(name)
		if field == nil || field.Computed {
			continue
		}
		if field.Type == "line_items" {
			list = append(list, s.rowChanges(field, f.data, numbers, texts)...)
			continue
		}
		for _, value := range valuesFor(field, numbers, texts) {
			list = append(list, func(data map[string]any) { setOrDelete(data, name, value) })
		}
	}
	return list[:min(len(list), mostCandidates)]
}

func rounderFirst(a, b float64) int {
	if whole, other := a == math.Trunc(a), b == math.Trunc(b); whole != other {
		if whole {
			return -1
		}
		return 1
	}
	return cmp.Compare(a, b)
}

func setOrDelete(data map[string]any, name string, value any) {
	if value == nil {
		delete(data, name)
	} else {
		data[name] = value
	}
}

// leaves are the fields that somebody fills in and a name depends on.
func (s *solver) leaves(name string, found map[string]bool, depth int) {
	field := s.w.form.Field(name)
	const deepest = 20
	if field == nil || found[name] || depth > deepest {
		return
	}
	found[name] = true
	for _, formula := range []string{field.Formula, field.JSONata} {
		for _, word := range wordForm.FindAllString(formula, -1) {
			s.leaves(word, found, depth+1)
		}
	}
}

var wordForm = regexp.MustCompile(`[\pL_][\pL\pN_]*`)

// scaled are numbers by which what is computed would become what is spoken of, when it grows with what is filled in.
func (s *solver) scaled(values map[string]any, names map[string]bool, numbers []float64) []float64 {
	var list []float64
	for _, name := range slices.Sorted(maps.Keys(names)) {
		field := s.w.form.Field(name)
		total, ok := values[name].(float64)
		if field == nil || !field.Computed || !ok || total == 0 {
			continue
		}
		for _, n := range numbers {
			list = append(list, math.Round(n/total), math.Ceil(n/total), math.Floor(n/total*100)/100, math.Ceil(n/total*100)/100)
		}
	}
	return list
}

// valuesFor are values that a field may hold.
func valuesFor(f *form.Field, numbers []float64, texts []string) []any {
	var list []any
	switch f.Type {
	case "number", "currency":
		for _, bound := range []*float64{f.Min, f.Max} {
			if bound != nil {
				list = append(list, *bound)
			}
		}
		for _, n := range numbers {
			list = append(list, n)
		}
	case "checkbox", "multiselect", "radio", "select", "dropdown":
		if f.Type == "checkbox" && len(f.Options) == 0 {
			return []any{true, false}
		}
		for _, o := range f.Options {
			if _, many := sampleChoice(f).([]any); many {
				list = append(list, []any{o.Value})
			} else {
				list = append(list, o.Value)
			}
		}
	default:
		for _, text := range texts {
			list = append(list, text)
		}
	}
	if !f.Required {
		list = append(list, nil)
	}
	return list
}

// rowChanges change line items: how many there are, and one cell in all of them or in the first.
func (s *solver) rowChanges(f *form.Field, data map[string]any, numbers []float64, texts []string) []change {
	var list []change
	rows, _ := data[f.Name].([]any)
	if len(rows) == 0 {
		rows = []any{map[string]any{}}
	}
	with := func(change func([]any) []any) {
		list = append(list, func(data map[string]any) { data[f.Name] = change(copyRows(rows)) })
	}
	const mostRows = 100
	for _, n := range numbers {
		if n >= 0 && n <= mostRows && n == math.Trunc(n) {
			with(func(rows []any) []any {
				for len(rows) < int(n) {
					rows = append(rows, map[string]any{})
				}
				return rows[:int(n)]
			})
		}
	}
	for i := range f.Columns {
		column := &f.Columns[i]
		if column.Computed || column.ReadOnly {
			continue
		}
		for _, value := range valuesFor(column, numbers, texts) {
			with(func(rows []any) []any {
				row, _ := rows[0].(map[string]any)
				setOrDelete(row, column.Name, value)
				return rows
			})
		}
	}
	return list
}

func copyRows(rows []any) []any {
	copied := make([]any, len(rows))
	for i, item := range rows {
		row, _ := item.(map[string]any)
		if row = maps.Clone(row); row == nil {
			row = map[string]any{}
		}
		copied[i] = row
	}
	return copied
}
