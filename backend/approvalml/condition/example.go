package condition

import (
	"math"
	"strings"

	"workflow-designer/backend/words"
)

// example makes values and words of a region within a domain; nil when the values cannot be nested because one name is a part of another.
func (m *model) example(region, domain []cells) *Example {
	result := &Example{Values: map[string]Value{}}
	var told []words.Text
	for i, v := range m.variables {
		if v.free {
			return nil
		}
		c := v.cells[v.choose(region[i])]
		if !place(result.Values, v.path, public(c.value, 0)) {
			return nil
		}
		if region[i].equal(domain[i]) {
			continue // any value would do
		}
		told = append(told, words.F("%s is %s", strings.Join(v.path, "."), c.said()))
	}
	if result.Words = words.Join(told, "%s and %s"); len(told) == 0 {
		result.Words = "whatever is filled in"
	}
	return result
}

// choose prefers what is filled in to what is empty, single values to those between, and round numbers to others.
func (v *variable) choose(region cells) int {
	best, highest := -1, math.MinInt
	for i, c := range v.cells {
		if !region.has(i) {
			continue
		}
		score := 0
		if c.point {
			score = 1000
			if i > 0 && !region.has(i-1) || i+1 < len(v.cells) && v.cells[i+1].line && !region.has(i+1) {
				score = 1500 // where another choice begins
			}
		}
		if c.empty || c.hidden {
			score = -1000
		}
		if x, ok := c.value.(float64); ok {
			score += roundness(x)
		}
		if score > highest {
			best, highest = i, score
		}
	}
	return best
}

func (c cell) said() words.Text {
	switch v := c.value.(type) {
	case nil:
		return "empty"
	case float64:
		return words.Literal(writtenNumber(v))
	case bool:
		if v {
			return "true"
		}
		return "false"
	case string:
		switch {
		case v == "":
			return "empty"
		case c.other:
			return "something else"
		}
	case []any:
		if len(v) == 0 {
			return "empty"
		}
		if c.other {
			return "something else"
		}
	}
	return words.Literal(quoted(c.value))
}

// nested are values in which one path leads to a value.
func nested(path []string, value any) map[string]any {
	values := map[string]any{}
	place(values, path, value)
	return values
}

// place puts a value at the end of a path; false when something else is in the way.
func place(values map[string]any, path []string, value any) bool {
	for _, key := range path[:len(path)-1] {
		next, found := values[key]
		if !found {
			next = map[string]any{}
			values[key] = next
		}
		inner, ok := next.(map[string]any)
		if !ok {
			return false
		}
		values = inner
	}
	last := path[len(path)-1]
	if _, found := values[last]; found {
		return false
	}
	values[last] = value
	return true
}
