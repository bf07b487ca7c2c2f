package form

import (
	"math"
	"strconv"
	"strings"
)

func isNumeric(kind string) bool { return kind == "number" || kind == "currency" }

// isChoice tells whether a field is chosen from a list, one or several.
func (f *Field) isChoice() bool {
	switch f.Type {
	case "select", "dropdown", "radio", "multiselect":
		return true
	}
	return f.Type == "checkbox" && len(f.Options) > 0
}

// isMany tells whether the field holds a list of choices.
func (f *Field) isMany() bool {
	return f.Type == "multiselect" || f.Type == "checkbox" && (len(f.Options) > 0 || f.Source != nil) ||
		f.Multiple && (f.Type == "select" || f.Type == "dropdown" || f.Type == "autocomplete")
}

// takesNothing tells whether nobody can fill the field in.
func (f *Field) takesNothing() bool {
	switch f.Type {
	case "label", "image", "autonumber", "hidden":
		return true
	}
	return false
}

// isText tells whether a screen holds an empty text while nobody has filled the field in.
func (f *Field) isText() bool {
	switch f.Type {
	case "text", "textarea", "email", "richtext", "select", "dropdown", "radio", "autocomplete", "hidden", "":
		return !f.isMany()
	}
	return false
}

// emptyFor is what a screen holds while nobody has filled the field in; nil for nothing.
func emptyFor(f *Field) any {
	switch {
	case f.Type == "line_items", f.isMany():
		return []any{}
	case f.Type == "checkbox":
		return false
	case f.isText():
		return ""
	}
	return nil
}

// plain is a value as expressions take it; nil for none.
func plain(f *Field, value any) any {
	if isEmpty(value) && value != any(false) {
		return nil
	}
	switch v := value.(type) {
	case string:
		if isNumeric(f.Type) {
			if n, ok := parseNumber(v); ok {
				return n
			}
		}
		if f.Type == "checkbox" && !f.isMany() {
			switch strings.ToLower(v) {
			case "true", "1":
				return true
			case "false", "0":
				return false
			}
		}
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil
		}
	}
	return value
}

// parseNumber reads a number as people type it, without separators of thousands.
func parseNumber(text string) (float64, bool) {
	text = strings.TrimSpace(text)
	if text == "" || strings.Trim(text, "0123456789.+-eE") != "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(text, 64)
	return n, err == nil && !math.IsInf(n, 0)
}

// isEmpty tells whether nothing was filled in. A box that is not ticked is an answer.
func isEmpty(value any) bool {
	switch v := value.(type) {
	case nil:
		return true
	case string:
		return strings.TrimSpace(v) == ""
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return false
}

func listOf(value any) []any {
	list, _ := value.([]any)
	return list
}

func finite(n float64) *float64 {
	if math.IsNaN(n) || math.IsInf(n, 0) {
		return nil
	}
	return &n
}

// spelled is a number as people read it.
func spelled(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// same tells whether a value is the one that a rule names: as it is written, whatever its kind.
func same(value, wanted any) bool {
	if isEmpty(value) {
		return isEmpty(wanted) || wanted == any(false)
	}
	return asText(value) == asText(wanted)
}

// asText is a single value as it would be written; lists and groups have none.
func asText(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case float64:
		return spelled(v)
	}
	return ""
}
