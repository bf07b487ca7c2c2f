package form

import (
	"encoding/json"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"workflow-designer/backend/words"
)

// spot is a value that is checked: of a field, or of one cell.
type spot struct {
	field *Field // whose value it is; of a cell its column
	items *Field // the line items; of a field itself nil
	row   int
	value any
}

// called is what the value is called in a message.
func (s spot) called() words.Text {
	if s.items != nil {
		return words.F("%s, row %d: %s", s.items.called(), s.row+1, s.field.called())
	}
	return words.Literal(s.field.called())
}

func (e *evaluator) report(s spot, code ProblemCode, limit any, message words.Text) {
	p := Problem{Field: s.field.Name, Row: -1, Code: code, Limit: limit, Message: message}
	if s.items != nil {
		p.Field, p.Row, p.Column = s.items.Name, s.row, s.field.Name
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
				e.report(s, MissingUnseen, nil, words.F("%s is required, but no section shows it.", s.called()))
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
		s := spot{field: field}
		e.report(s, MustBeEmpty, other, words.F("%s must be empty, because of %s.", s.called(), other))
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
		e.report(s, Missing, nil, words.F("%s is required.", s.called()))
	case len(rows) < least:
		message := words.F("%s needs at least %d rows.", s.called(), least)
		if least == 1 {
			message = words.F("%s needs at least 1 row.", s.called())
		}
		e.report(s, TooFewRows, least, message)
	case field.MaxItems != nil && len(rows) > *field.MaxItems:
		message := words.F("%s takes at most %d rows.", s.called(), *field.MaxItems)
		if *field.MaxItems == 1 {
			message = words.F("%s takes at most 1 row.", s.called())
		}
		e.report(s, TooManyRows, *field.MaxItems, message)
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
			e.report(s, Missing, nil, words.F("%s is required.", s.called()))
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
			e.report(s, NotJSON, nil, words.F("%s is not JSON.", s.called()))
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
		e.report(s, NotYesOrNo, nil, words.F("%s must be true or false.", s.called()))
	case required && !ticked && s.items == nil:
		e.note(s.field, nil, BoxCounts, "", "Runtimes take a box that is not ticked for an answer, so nobody has to tick it.")
	}
}

func (e *evaluator) checkNumber(s spot) {
	n, ok := s.value.(float64)
	switch f := s.field; {
	case !ok:
		e.report(s, NotANumber, nil, words.F("%s must be a number.", s.called()))
	case f.Min != nil && n < *f.Min:
		e.report(s, TooSmall, *f.Min, words.F("%s must be at least %s.", s.called(), spelled(*f.Min)))
	case f.Max != nil && n > *f.Max:
		e.report(s, TooLarge, *f.Max, words.F("%s must be at most %s.", s.called(), spelled(*f.Max)))
	}
}

func (e *evaluator) checkChoices(s spot) {
	list, ok := s.value.([]any)
	if !ok {
		e.report(s, NotAList, nil, words.F("%s must be a list of choices.", s.called()))
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
	e.report(s, NotAnOption, written, words.F("%s has no choice of this name.", s.called()))
	return false
}

func (e *evaluator) checkDate(s spot) {
	text, _ := s.value.(string)
	day, _, _ := strings.Cut(text, "T")
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		e.report(s, NotADate, nil, words.F("%s must be a date.", s.called()))
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
		e.report(s, NotAText, nil, words.F("%s must be a text.", s.called()))
		return
	}
	length := utf8.RuneCountInString(text)
	switch {
	case f.MinLength != nil && length < *f.MinLength:
		message := words.F("%s must have at least %d characters.", s.called(), *f.MinLength)
		if *f.MinLength == 1 {
			message = words.F("%s must have at least 1 character.", s.called())
		}
		e.report(s, TooShort, *f.MinLength, message)
	case f.MaxLength != nil && length > *f.MaxLength:
		message := words.F("%s may have at most %d characters.", s.called(), *f.MaxLength)
		if *f.MaxLength == 1 {
			message = words.F("%s may have at most 1 character.", s.called())
		}
		e.report(s, TooLong, *f.MaxLength, message)
	case f.Type == "email" && !email.MatchString(strings.TrimSpace(text)):
		e.report(s, NotAnEmail, nil, words.F("%s must be an email address.", s.called()))
	case f.Pattern != "":
		e.checkPattern(s, text)
	}
}

func (e *evaluator) checkPattern(s spot, text string) {
	expression, ok := matcher(s.field.Pattern)
	switch {
	case ok && !expression.MatchString(text):
		e.report(s, NoMatch, s.field.Pattern, words.F("%s does not match the pattern %s", s.called(), s.field.Pattern))
	case !ok && s.items == nil:
		e.note(s.field, nil, NotChecked, words.Literal(s.field.Pattern), "Its pattern is checked when the request runs, not here: it looks around, or refers back.")
	}
}

func (e *evaluator) checkFiles(s spot) {
	f := s.field
	files, ok := s.value.([]any)
	if !ok {
		files = []any{s.value}
	}
	if len(files) > 1 && !f.Multiple {
		e.report(s, OneFileOnly, nil, words.F("%s takes one file only.", s.called()))
		return
	}
	for _, item := range files {
		name, _ := item.(string)
		if group, ok := item.(map[string]any); ok {
			name, _ = group["name"].(string)
		}
		if name != "" && !accepted(f.Accept, name) {
			e.report(s, WrongFile, f.Accept, words.F("%s takes these files only: %s", s.called(), f.Accept))
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
