package simulate

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"workflow-designer/backend/approvalml/condition"
)

// FieldRange is what a field may hold on a path.
type FieldRange struct {
	Field     string    `json:"field"`
	Label     string    `json:"label"`
	Words     string    `json:"words"`
	Stretches []Stretch `json:"stretches"` // of numbers and dates
	Values    []string  `json:"values"`    // of choices and texts, as a person reads them
	Others    bool      `json:"others"`    // also any text that no condition names
	Empty     bool      `json:"empty"`     // also nothing
	Unit      string    `json:"unit"`      // of its currency; may be empty
}

// Stretch reaches from Low to High, numbers or dates; nil where it has no end.
type Stretch struct {
	Low      any  `json:"low"`
	High     any  `json:"high"`
	LowOpen  bool `json:"low_open"` // the end itself does not belong to it
	HighOpen bool `json:"high_open"`
}

// ranged are the ranges of the demands of the current path. Others are demands that ranges cannot tell.
func (e *explorer) ranged() ([]FieldRange, []string) {
	if slices.Equal(e.demands, e.rangedFor) && e.rangedAs != nil {
		return e.rangedAs, e.rangedBesides
	}
	ranges, others := []FieldRange{}, []string{}
	defer func() { e.rangedFor, e.rangedAs, e.rangedBesides = slices.Clone(e.demands), ranges, others }()
	for _, r := range e.ranges(e.demands) {
		ranges = append(ranges, e.w.rangeOf(r))
	}
	for _, d := range e.demands {
		for _, c := range e.clauses(d) {
			if words := wantedInWords(c); !slices.Contains(others, words) && !e.tells(c) {
				others = append(others, words)
			}
		}
	}
	return ranges, others
}

func (w *Workflow) rangeOf(r condition.Range) FieldRange {
	name := strings.Join(r.Path, ".")
	f := FieldRange{Field: name, Label: name, Stretches: []Stretch{}, Values: []string{}, Others: r.Other, Empty: r.Empty}
	labels := map[string]string{}
	if field := w.form.Field(name); field != nil {
		f.Label, f.Unit = first(field.Label, name), field.Currency
		for _, o := range field.Options {
			labels[o.Value] = o.Label
		}
	}
	called := func(value any) string { return first(labels[written(value)], inQuotes(value)) }
	var words []string
	for _, s := range r.Stretches {
		f.Stretches = append(f.Stretches, Stretch{s.Low, s.High, s.Low != nil && !s.LowClosed, s.High != nil && !s.HighClosed})
		words = append(words, stretchInWords(s))
	}
	for _, value := range r.Values {
		f.Values = append(f.Values, called(value))
	}
	words = append(words, f.Values...)
	if r.Empty {
		words = append(words, "nothing")
	}
	if f.Words = listed(words, "or"); r.Other {
		var without []string
		for _, value := range r.Without {
			without = append(without, called(value))
		}
		f.Words = fmt.Sprintf("anything but %s", listed(without, "and"))
	}
	return f
}

func inQuotes(value any) string {
	switch v := value.(type) {
	case string:
		return strconv.Quote(v)
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case []any:
		if len(v) == 0 {
			return "nothing"
		}
	}
	return written(value)
}

func stretchInWords(s condition.Stretch) string {
	low, high := written(s.Low), written(s.High)
	switch {
	case s.Low == nil && s.High == nil:
		return "anything"
	case s.Low != nil && s.High != nil && low == high:
		return low
	case s.Low == nil && s.HighClosed:
		return fmt.Sprintf("up to %s", high)
	case s.Low == nil:
		return fmt.Sprintf("below %s", high)
	case s.High == nil && s.LowClosed:
		return fmt.Sprintf("from %s", low)
	case s.High == nil:
		return fmt.Sprintf("over %s", low)
	case s.LowClosed && s.HighClosed:
		return fmt.Sprintf("%s to %s", low, high)
	case s.LowClosed:
		return fmt.Sprintf("from %s to below %s", low, high)
	case s.HighClosed:
		return fmt.Sprintf("over %s up to %s", low, high)
	}
	return fmt.Sprintf("over %s to below %s", low, high)
}

// Wait is how long a path may take at most, while everybody decides at the last moment.
type Wait struct {
	Minutes      int      `json:"minutes"`
	BusinessDays int      `json:"business_days"`
	Open         []string `json:"open"` // steps without a timeout, where it may take for ever
	Words        string   `json:"words"`
}

// minutesOfBusinessDay is what a business day takes, on the long run.
const minutesOfBusinessDay = 24 * 60 * 7 / 5

func (w *Wait) shorter(other Wait) bool {
	if len(w.Open) != len(other.Open) {
		return len(w.Open) < len(other.Open)
	}
	return w.Minutes+w.BusinessDays*minutesOfBusinessDay < other.Minutes+other.BusinessDays*minutesOfBusinessDay
}

// take adds a hop to what is known of a path.
func (p *Path) take(h hop) {
	s := h.step
	people, system := s.waitsForPeople(), s.waitsForSystem()
	if h.outcome == Failure || h.outcome == Timeout || people && h.outcome != Approve {
		p.AllAgree = false
	}
	if people && h.outcome != Timeout {
		p.Approvers = append(p.Approvers, s.whoInWords())
	}
	if people || system {
		switch {
		case s.timeout.unit == "" && !slices.Contains(p.Wait.Open, s.id):
			p.Wait.Open = append(p.Wait.Open, s.id)
		case s.timeout.unit == "business_days":
			p.Wait.BusinessDays += s.timeout.count
		default:
			p.Wait.Minutes += int(s.timeout.length().Minutes())
		}
	}
}

func (w *Wait) inWords() string {
	var parts []string
	minutes := w.Minutes
	for _, unit := range []struct {
		minutes   int
		one, many string
	}{{24 * 60, "1 day", "%d days"}, {60, "1 hour", "%d hours"}, {1, "1 minute", "%d minutes"}} {
		n := minutes / unit.minutes
		minutes -= n * unit.minutes
		switch n {
		case 0:
		case 1:
			parts = append(parts, unit.one)
		default:
			parts = append(parts, fmt.Sprintf(unit.many, n))
		}
	}
	switch w.BusinessDays {
	case 0:
	case 1:
		parts = append(parts, "1 business day")
	default:
		parts = append(parts, fmt.Sprintf("%d business days", w.BusinessDays))
	}
	words := listed(parts, "and")
	switch {
	case len(w.Open) > 0 && words == "":
		return fmt.Sprintf("no limit at %s", listed(w.Open, "and"))
	case len(w.Open) > 0:
		return fmt.Sprintf("%s, and no limit at %s", words, listed(w.Open, "and"))
	case words == "":
		return "at once"
	}
	return words
}

// whoInWords says who decides at a step.
func (s *step) whoInWords() string {
	var who []string
	for _, v := range s.voters() {
		who = append(who, v.as)
	}
	switch n := Needed(s.strategy, s.count, len(who)); {
	case len(who) == 0:
		return "nobody"
	case len(who) == 1:
		return who[0]
	case s.strategy == "majority":
		return fmt.Sprintf("a majority of %s", listed(who, "and"))
	case n == len(who):
		return fmt.Sprintf("all of %s", listed(who, "and"))
	case n == 1:
		return fmt.Sprintf("any one of %s", listed(who, "and"))
	default:
		return fmt.Sprintf("%d of %s", n, listed(who, "and"))
	}
}

// Table is who approves what: a row for each path.
type Table struct {
	Fields []TableField `json:"fields"` // that decide which path a request takes
	Rows   []TableRow   `json:"rows"`
}

// TableField is a field that decides.
type TableField struct {
	Field string `json:"field"`
	Label string `json:"label"`
	Unit  string `json:"unit"`
}

// TableRow is a path.
type TableRow struct {
	Path       int               `json:"path"`
	AllAgree   bool              `json:"all_agree"`
	Ranges     map[string]string `json:"ranges"` // by field, in words; one that is not there may hold anything
	Conditions []string          `json:"conditions"`
	Approvers  []string          `json:"approvers"`
	Decisions  []string          `json:"decisions"` // step by step: approve, reject and so on
	EndedWith  string            `json:"ended_with"`
	EndedAt    string            `json:"ended_at"`
	Wait       string            `json:"wait"`
	Proven     bool              `json:"is_proven"`
}

// Table tells of all paths who approves what.
func (p Paths) Table() Table {
	t := Table{Fields: []TableField{}, Rows: []TableRow{}}
	for _, path := range p.Paths {
		row := TableRow{
			Path: path.Number, AllAgree: path.AllAgree, Ranges: map[string]string{}, Conditions: path.Others, Approvers: path.Approvers,
			Decisions: []string{}, EndedWith: path.EndedWith, EndedAt: path.EndedAt, Wait: path.Wait.Words, Proven: path.Proven,
		}
		for _, r := range path.Ranges {
			row.Ranges[r.Field] = r.Words
			if !slices.ContainsFunc(t.Fields, func(f TableField) bool { return f.Field == r.Field }) {
				t.Fields = append(t.Fields, TableField{r.Field, r.Label, r.Unit})
			}
		}
		for _, h := range path.Hops {
			if h.Waits {
				row.Decisions = append(row.Decisions, h.Outcome)
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// CSV is the table as RFC 4180 has it, with the mark by which spreadsheets know that it is UTF-8.
func (t Table) CSV() string {
	head := []string{"path"}
	for _, f := range t.Fields {
		head = append(head, cell(f.Label))
	}
	rows := [][]string{append(head, "conditions", "approvers", "decisions", "ends_with", "ends_at", "longest", "proven")}
	for _, r := range t.Rows {
		row := []string{strconv.Itoa(r.Path)}
		for _, f := range t.Fields {
			row = append(row, cell(first(r.Ranges[f.Field], "any")))
		}
		rows = append(rows, append(row, cell(strings.Join(r.Conditions, "; ")), cell(strings.Join(r.Approvers, " > ")),
			strings.Join(r.Decisions, " > "), cell(r.EndedWith), cell(r.EndedAt), r.Wait, strconv.FormatBool(r.Proven)))
	}
	var text strings.Builder
	text.WriteString("\ufeff")
	w := csv.NewWriter(&text)
	w.UseCRLF = true
	_ = w.WriteAll(rows) // into memory
	return text.String()
}

// cell keeps a spreadsheet from taking what somebody wrote for a formula.
func cell(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
