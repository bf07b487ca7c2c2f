package simulate

import (
	"slices"
	"strconv"
	"strings"

	"workflow-designer/backend/approvalml/condition"
	"workflow-designer/backend/words"
)

// FieldRange is what a field may hold on a path.
type FieldRange struct {
	Field     string       `json:"field"`
	Label     string       `json:"label"`
	Words     words.Text   `json:"words"`
	Stretches []Stretch    `json:"stretches"` // of numbers and dates
	Values    []words.Text `json:"values"`    // of choices and texts, as a person reads them
	Others    bool         `json:"others"`    // also any text that no condition names
	Empty     bool         `json:"empty"`     // also nothing
	Unit      string       `json:"unit"`      // of its currency; may be empty
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
			if wanted := wantedInWords(c); !slices.Contains(others, wanted) && !e.tells(c) {
				others = append(others, wanted)
			}
		}
	}
	return ranges, others
}

func (w *Workflow) rangeOf(r condition.Range) FieldRange {
	name := strings.Join(r.Path, ".")
	f := FieldRange{Field: name, Label: name, Stretches: []Stretch{}, Values: []words.Text{}, Others: r.Other, Empty: r.Empty}
	labels := map[string]string{}
	if field := w.form.Field(name); field != nil {
		f.Label, f.Unit = first(field.Label, name), field.Currency
		for _, o := range field.Options {
			labels[o.Value] = o.Label
		}
	}
	called := func(value any) words.Text {
		if label := first(labels[written(value)]); label != "" {
			return words.Literal(label)
		}
		return inQuotes(value)
	}
	var said []words.Text
	for _, s := range r.Stretches {
		f.Stretches = append(f.Stretches, Stretch{s.Low, s.High, s.Low != nil && !s.LowClosed, s.High != nil && !s.HighClosed})
		said = append(said, stretchInWords(s))
	}
	for _, value := range r.Values {
		f.Values = append(f.Values, called(value))
	}
	said = append(said, f.Values...)
	if r.Empty {
		said = append(said, "nothing")
	}
	if f.Words = anySaid(said); r.Other {
		var without []words.Text
		for _, value := range r.Without {
			without = append(without, called(value))
		}
		f.Words = words.F("anything but %s", allSaid(without))
	}
	return f
}

func inQuotes(value any) words.Text {
	switch v := value.(type) {
	case string:
		return words.Literal(strconv.Quote(v))
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
	return words.Literal(written(value))
}

func stretchInWords(s condition.Stretch) words.Text {
	low, high := written(s.Low), written(s.High)
	switch {
	case s.Low == nil && s.High == nil:
		return "anything"
	case s.Low != nil && s.High != nil && low == high:
		return words.Literal(low)
	case s.Low == nil && s.HighClosed:
		return words.F("up to %s", high)
	case s.Low == nil:
		return words.F("below %s", high)
	case s.High == nil && s.LowClosed:
		return words.F("from %s", low)
	case s.High == nil:
		return words.F("over %s", low)
	case s.LowClosed && s.HighClosed:
		return words.F("%s to %s", low, high)
	case s.LowClosed:
		return words.F("from %s to below %s", low, high)
	case s.HighClosed:
		return words.F("over %s up to %s", low, high)
	}
	return words.F("over %s to below %s", low, high)
}

// Wait is how long a path may take at most, while everybody decides at the last moment.
type Wait struct {
	Minutes      int        `json:"minutes"`
	BusinessDays int        `json:"business_days"`
	Open         []string   `json:"open"` // steps without a timeout, where it may take for ever
	Words        words.Text `json:"words"`
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

func (w *Wait) inWords() words.Text {
	var parts []words.Text
	minutes := w.Minutes
	for _, unit := range []struct {
		minutes int
		one     words.Text
		many    func(int) words.Text
	}{
		{24 * 60, "1 day", func(n int) words.Text { return words.F("%d days", n) }},
		{60, "1 hour", func(n int) words.Text { return words.F("%d hours", n) }},
		{1, "1 minute", func(n int) words.Text { return words.F("%d minutes", n) }},
	} {
		n := minutes / unit.minutes
		minutes -= n * unit.minutes
		switch n {
		case 0:
		case 1:
			parts = append(parts, unit.one)
		default:
			parts = append(parts, unit.many(n))
		}
	}
	switch w.BusinessDays {
	case 0:
	case 1:
		parts = append(parts, "1 business day")
	default:
		parts = append(parts, words.F("%d business days", w.BusinessDays))
	}
	said := allSaid(parts)
	switch {
	case len(w.Open) > 0 && said == "":
		return words.F("no limit at %s", allOf(w.Open))
	case len(w.Open) > 0:
		return words.F("%s, and no limit at %s", said, allOf(w.Open))
	case said == "":
		return "at once"
	}
	return said
}

// whoInWords says who decides at a step.
func (s *step) whoInWords() words.Text {
	var who []string
	for _, v := range s.voters() {
		who = append(who, v.as)
	}
	switch n := Needed(s.strategy, s.count, len(who)); {
	case len(who) == 0:
		return "nobody"
	case len(who) == 1:
		return words.Literal(who[0])
	case s.strategy == "majority" && s.count == 0:
		return words.F("a majority of %s", allOf(who))
	case n == len(who):
		return words.F("all of %s", allOf(who))
	case n == 1:
		return words.F("any one of %s", allOf(who))
	default:
		return words.F("%d of %s", n, allOf(who))
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
	Path       int                   `json:"path"`
	AllAgree   bool                  `json:"all_agree"`
	Ranges     map[string]words.Text `json:"ranges"` // by field, in words; one that is not there may hold anything
	Conditions []string              `json:"conditions"`
	Approvers  []words.Text          `json:"approvers"`
	Decisions  []string              `json:"decisions"` // step by step: approve, reject and so on
	EndedWith  string                `json:"ended_with"`
	EndedAt    string                `json:"ended_at"`
	Wait       words.Text            `json:"wait"`
	Proven     bool                  `json:"is_proven"`
}

// Table tells of all paths who approves what.
func (p Paths) Table() Table {
	t := Table{Fields: []TableField{}, Rows: []TableRow{}}
	for _, path := range p.Paths {
		row := TableRow{
			Path: path.Number, AllAgree: path.AllAgree, Ranges: map[string]words.Text{}, Conditions: path.Others, Approvers: path.Approvers,
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

// Cells are the table for a spreadsheet, its head first.
func (t Table) Cells() [][]string {
	head := []string{"path"}
	for _, f := range t.Fields {
		head = append(head, f.Label)
	}
	rows := [][]string{append(head, "conditions", "approvers", "decisions", "ends_with", "ends_at", "longest", "proven")}
	for _, r := range t.Rows {
		row := []string{strconv.Itoa(r.Path)}
		for _, f := range t.Fields {
			row = append(row, first(r.Ranges[f.Field].String(), "any"))
		}
		rows = append(rows, append(row, strings.Join(r.Conditions, "; "), words.Join(r.Approvers, "%s > %s").String(),
			strings.Join(r.Decisions, " > "), r.EndedWith, r.EndedAt, r.Wait.String(), strconv.FormatBool(r.Proven)))
	}
	return rows
}
