package form

import (
	"encoding/json"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// spot is a value that is checked: of a field, or of one cell.
type spot struct {
	field *Field // whose value it is; of a cell its column
	items *Field // the line items; of a field itself nil
	row   int
	value any
}

func (e *evaluator) report(s spot, code ProblemCode, limit any, message string) {
	p := Problem{Field: s.field.Name, Row: -1, Code: code, Limit: limit, Message: s.field.called() + " " + message}
	if s.items != nil {
		p.Field, p.Row, p.Column = s.items.Name, s.row, s.field.Name
		p.Message = fmt.Sprintf("%s, row %d: %s %s", s.items.called(), s.row+1, s.field.called(), message)
	}
	e.problems = append(e.problems, p)
}

// check looks at what the person can fill in. What was filled in elsewhere was checked there.
func (e *evaluator) check() {
	for _, field := range e.order {
		state := e.states[field.Name]
		e.required(field, state)
		s := spot{field: field, value: e.values[field.Name]}
		if !state.Visible {
			nowhere := len(e.form.Sections) > 0 && len(e.homes[field.Name]) == 0 && !e.zoned[field.Name]
			if e.request && state.Required && nowhere && isEmpty(s.value) && len(e.rows[field.Name]) == 0 {
				e.report(s, MissingUnseen, nil, "is required, but no section shows it.")
			}
			continue
		}
		switch {
		case state.ReadOnly:
		case field.Type == "line_items":
			e.checkRows(field, state)
		default:
			e.checkValue(s, state.Required)
		}
	}
}

// required decides whether a field must be filled in now, and whether it must be empty.
func (e *evaluator) required(field *Field, state *FieldState) {
	state.Required = field.Required && !field.Computed && !field.takesNothing() && !field.Hidden
	if field.HiddenWhen != "" && !state.Visible {
		state.Required = false
	}
	if rule := field.RequiredUnless; rule != nil && !field.Computed {
		state.Required = !same(e.values[rule.Field], rule.Equals)
	}
	rule := field.EmptyWhen
	if rule == nil || !same(e.values[rule.Field], rule.Equals) {
		return
	}
	state.Required = false
	full := !isEmpty(e.values[field.Name])
	for _, row := range e.rows[field.Name] {
		full = full || !blank(field, row)
	}
	if full && state.Visible && !state.ReadOnly {
		other := rule.Field
		if f := e.fields[rule.Field]; f != nil {
			other = f.called()
		}
		e.report(spot{field: field}, MustBeEmpty, other, "must be empty, because of "+other+".")
	}
}

// blank tells whether nobody filled anything of a row in.
func blank(field *Field, row map[string]any) bool {
	for i := range field.Columns {
		c := &field.Columns[i]
		if value := row[c.Name]; !c.Computed && !isEmpty(value) && value != any(false) && value != any(0.0) {
			return false
		}
	}
	return true
}

func (e *evaluator) checkRows(field *Field, state *FieldState) {
	rows := e.rows[field.Name]
	s := spot{field: field}
	least := 0
	if state.Required {
		least = 1
	}
	if field.MinItems != nil && field.EmptyWhen == nil {
		least = max(least, *field.MinItems)
	}
	switch {
	case len(rows) == 0 && state.Required:
		e.report(s, Missing, nil, "is required.")
	case len(rows) < least:
		e.report(s, TooFewRows, least, fmt.Sprintf("needs at least %s.", counted(least, "row")))
	case field.MaxItems != nil && len(rows) > *field.MaxItems:
		e.report(s, TooManyRows, *field.MaxItems, fmt.Sprintf("takes at most %s.", counted(*field.MaxItems, "row")))
	}
	for i, row := range rows {
		for j := range field.Columns {
			column := &field.Columns[j]
			if column.Computed || column.ReadOnly || column.Hidden || column.takesNothing() || column.Type == "line_items" {
				continue
			}
			e.checkValue(spot{field: column, items: field, row: i, value: row[column.Name]}, column.Required)
		}
	}
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func (e *evaluator) checkValue(s spot, required bool) {
	f := s.field
	if f.takesNothing() {
		return
	}
	if f.Type == "checkbox" && !f.isMany() {
		e.checkBox(s, required)
		return
	}
	if isEmpty(s.value) || f.Type == "richtext" && emptyHTML(s.value) {
		if required {
			e.report(s, Missing, nil, "is required.")
		}
		return
	}
	switch {
	case isNumeric(f.Type):
		e.checkNumber(s)
	case f.isMany():
		e.checkChoices(s)
	case f.isChoice():
		e.checkChoice(s, s.value)
	case f.Type == "date":
		e.checkDate(s)
	case f.Type == "file_upload":
		e.checkFiles(s)
	case f.Type == "json":
		if text, ok := s.value.(string); ok && !json.Valid([]byte(text)) {
			e.report(s, NotJSON, nil, "is not JSON.")
		}
	case f.Type == "signature", f.Type == "richtext", f.Type == "autocomplete":
	default:
		e.checkText(s)
	}
}

// checkBox takes a box as the reference does: one that is not ticked is an answer too.
func (e *evaluator) checkBox(s spot, required bool) {
	switch ticked, ok := s.value.(bool); {
	case s.value != nil && !ok:
		e.report(s, NotYesOrNo, nil, "must be true or false.")
	case required && !ticked && s.items == nil:
		e.note(s.field, nil, BoxCounts, "", "Runtimes take a box that is not ticked for an answer, so nobody has to tick it.")
	}
}

func (e *evaluator) checkNumber(s spot) {
	n, ok := s.value.(float64)
	switch f := s.field; {
	case !ok:
		e.report(s, NotANumber, nil, "must be a number.")
	case f.Min != nil && n < *f.Min:
		e.report(s, TooSmall, *f.Min, "must be at least "+spelled(*f.Min)+".")
	case f.Max != nil && n > *f.Max:
		e.report(s, TooLarge, *f.Max, "must be at most "+spelled(*f.Max)+".")
	}
}

func (e *evaluator) checkChoices(s spot) {
	list, ok := s.value.([]any)
	if !ok {
		e.report(s, NotAList, nil, "must be a list of choices.")
		return
	}
	for _, item := range list {
		if !e.checkChoice(s, item) {
			return
		}
	}
}

// checkChoice tells whether it is one of the choices. Those of a data source are not known here.
func (e *evaluator) checkChoice(s spot, value any) bool {
	if s.field.Source != nil || len(s.field.Options) == 0 {
		return true
	}
	written := asText(value)
	if slices.ContainsFunc(s.field.Options, func(o Option) bool { return o.Value == written }) {
		return true
	}
	e.report(s, NotAnOption, written, "has no choice of this name.")
	return false
}

func (e *evaluator) checkDate(s spot) {
	text, _ := s.value.(string)
	day, _, _ := strings.Cut(text, "T")
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		e.report(s, NotADate, nil, "must be a date.")
	}
}

var email = regexp.MustCompile(`^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$`)

func (e *evaluator) checkText(s spot) {
	f := s.field
	text, ok := s.value.(string)
	if n, isNumber := s.value.(float64); isNumber {
		text, ok = spelled(n), true // runtimes take it
	}
	if !ok {
		e.report(s, NotAText, nil, "must be a text.")
		return
	}
	length := utf8.RuneCountInString(text)
	switch {
	case f.MinLength != nil && length < *f.MinLength:
		e.report(s, TooShort, *f.MinLength, fmt.Sprintf("must have at least %s.", counted(*f.MinLength, "character")))
	case f.MaxLength != nil && length > *f.MaxLength:
		e.report(s, TooLong, *f.MaxLength, fmt.Sprintf("may have at most %s.", counted(*f.MaxLength, "character")))
	case f.Type == "email" && !email.MatchString(strings.TrimSpace(text)):
		e.report(s, NotAnEmail, nil, "must be an email address.")
	case f.Pattern != "":
		e.checkPattern(s, text)
	}
}

func (e *evaluator) checkPattern(s spot, text string) {
	expression, ok := matcher(s.field.Pattern)
	switch {
	case ok && !expression.MatchString(text):
		e.report(s, NoMatch, s.field.Pattern, "does not match the pattern "+s.field.Pattern)
	case !ok && s.items == nil:
		e.note(s.field, nil, NotChecked, s.field.Pattern, "Its pattern is checked when the request runs, not here: it looks around, or refers back.")
	}
}

func (e *evaluator) checkFiles(s spot) {
	f := s.field
	files, ok := s.value.([]any)
	if !ok {
		files = []any{s.value}
	}
	if len(files) > 1 && !f.Multiple {
		e.report(s, OneFileOnly, nil, "takes one file only.")
		return
	}
	for _, item := range files {
		name, _ := item.(string)
		if group, ok := item.(map[string]any); ok {
			name, _ = group["name"].(string)
		}
		if name != "" && !accepted(f.Accept, name) {
			e.report(s, WrongFile, f.Accept, "takes these files only: "+f.Accept)
			return
		}
	}
}

// kindsOf are the endings of the kinds of files that are usually meant.
var kindsOf = map[string][]string{
	"image/*": {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".heic", ".bmp", ".tif", ".tiff"},
	"video/*": {".mp4", ".mov", ".webm", ".avi", ".mkv"}, "audio/*": {".mp3", ".wav", ".m4a", ".ogg"},
	"application/pdf": {".pdf"}, "image/png": {".png"}, "image/jpeg": {".jpg", ".jpeg"}, "text/csv": {".csv"}, "text/plain": {".txt"},
}

// accepted tells whether a file may be chosen. A kind that is not known here takes any file.
func accepted(accept, name string) bool {
	if strings.TrimSpace(accept) == "" {
		return true
	}
	ending := strings.ToLower(path.Ext(name))
	for _, kind := range strings.Split(strings.ToLower(accept), ",") {
		kind = strings.TrimSpace(kind)
		endings, known := kindsOf[kind]
		switch {
		case kind == "":
		case strings.HasPrefix(kind, "."):
			if kind == ending {
				return true
			}
		case !known || slices.Contains(endings, ending):
			return true
		}
	}
	return false
}

var tags = regexp.MustCompile(`<[^>]*>|&nbsp;`)

// emptyHTML tells whether a formatted text has no words and no pictures.
func emptyHTML(value any) bool {
	text, ok := value.(string)
	return ok && !strings.Contains(text, "<img") && strings.TrimSpace(tags.ReplaceAllString(text, "")) == ""
}
