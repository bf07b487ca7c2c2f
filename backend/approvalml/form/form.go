package form

import "workflow-designer/backend/approvalml/source"

// Form is a form as a screen draws it. All its lists may be empty and are never nil.
type Form struct {
	Readable    bool       `json:"is_readable"` // the text is YAML and has a form; if not, what could be read is here all the same
	Name        string     `json:"name"`        // of the workflow
	Description string     `json:"description"`
	Fields      []Field    `json:"fields"`   // in the order of the text
	Sections    []Section  `json:"sections"` // none: the fields stand one below the other
	Rest        []string   `json:"rest"`     // the fields that are on no section and in no zone, in the order of the text
	Header      *Zone      `json:"header"`
	Footer      *Footer    `json:"footer"`
	Tablet      int        `json:"tablet"` // how many fields stand in a row at most on a tablet; 0 when not said
	Mobile      int        `json:"mobile"` // the same on a telephone
	Completed   []string   `json:"completed_sections"`
	Steps       []StepView `json:"steps"`     // those that show the form to somebody, in the order of the text
	TestData    any        `json:"test_data"` // what the text gives to fill the form with; nil for nothing
}

// Field is a field of the form, or a column of line items.
type Field struct {
	Name string `json:"name"`
	// Select is where its name stands.
	Select source.Span `json:"-"`
	Type   string      `json:"type"` // as written; empty when there is none
	Label  string      `json:"label"`
	// ShowsLabel is false where the text says so.
	ShowsLabel  bool   `json:"shows_label"`
	Description string `json:"description"`
	Help        string `json:"help"`
	Placeholder string `json:"placeholder"`
	Required    bool   `json:"required"`
	ReadOnly    bool   `json:"read_only"` // by itself; a step may show it read-only besides
	Default     any    `json:"default"`   // nil for none
	// Hidden fields are never shown. HiddenWhen is the JSONata expression that hides the field while it holds.
	Hidden     bool   `json:"hidden"`
	HiddenWhen string `json:"hidden_when"`
	// Formula and JSONata compute the value; Computed is also true where the text says so without saying how.
	Computed bool   `json:"computed"`
	Formula  string `json:"formula"`
	JSONata  string `json:"jsonata"`

	Options   []Option    `json:"options"`
	Source    *DataSource `json:"source"` // where the choices come from; nil when they are written in the text
	DisplayAs string      `json:"display_as"`
	Multiple  bool        `json:"multiple"`

	Min       *float64 `json:"min"`
	Max       *float64 `json:"max"`
	MinLength *int     `json:"min_length"`
	MaxLength *int     `json:"max_length"`
	Pattern   string   `json:"pattern"`
	// RequiredUnless and EmptyWhen look at another field; nil for none.
	RequiredUnless *Rule `json:"required_unless"`
	EmptyWhen      *Rule `json:"empty_when"`

	Currency string `json:"currency"`
	Accept   string `json:"accept"`  // endings and kinds of files, separated by commas
	Capture  string `json:"capture"` // the camera to use
	Sample   string `json:"sample"`  // of an autonumber: what the first number looks like
	Image    *Image `json:"image"`   // of a picture; nil for all others

	Columns        []Field       `json:"columns"` // of line items
	MinItems       *int          `json:"min_items"`
	MaxItems       *int          `json:"max_items"`
	HeaderGroups   []HeaderGroup `json:"header_groups"`
	Aggregate      string        `json:"aggregate"` // of a column: sum, count, average, min, max, or empty
	AggregateLabel string        `json:"aggregate_label"`

	Look
	Width      string   `json:"width"` // of a column, as a CSS length
	Inline     bool     `json:"inline"`
	ValueAlign string   `json:"value_align"`
	TextStyle  []string `json:"text_style"`
	Style      string   `json:"style"` // warning, danger, success, info, or empty
}

// Look is how a field looks in one place.
type Look struct {
	Align         string `json:"align"`  // left, center, right, or empty
	VAlign        string `json:"valign"` // top, middle, bottom, or empty
	Span          string `json:"span"`   // full, half, auto, or empty
	LabelPosition string `json:"label_position"`
	BottomBorder  bool   `json:"bottom_border"`
}

// Option is a choice.
type Option struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// DataSource names where choices come from.
type DataSource struct {
	Name    string `json:"name"` // its name, else its id
	Display string `json:"display"`
	// MinLength is how many characters one has to type before it is searched.
	MinLength int `json:"min_length"`
}

// Rule holds when a field has a value.
type Rule struct {
	Field  string `json:"field"`
	Equals any    `json:"equals"`
}

// Image says which picture is shown, and how.
type Image struct {
	Source    string `json:"source"` // its name among the company's media
	Placement string `json:"placement"`
	Fit       string `json:"fit"`
	Position  string `json:"position"`
	Height    string `json:"height"`
}

// HeaderGroup is a heading over several columns.
type HeaderGroup struct {
	Label string `json:"label"`
	Span  int    `json:"span"`
}

// Section is a part of the form with a title of its own.
type Section struct {
	ID          string      `json:"id"`
	Select      source.Span `json:"-"` // where its id stands
	Title       string      `json:"title"`
	Description string      `json:"description"`
	Initial     bool        `json:"initial"` // shown when the request is made
	Hidden      bool        `json:"hidden"`
	HiddenWhen  string      `json:"hidden_when"`
	Block
}

// Block is an arrangement of fields: rows, each with its cells from left to right, or columns, each from top to bottom.
type Block struct {
	ByColumns bool     `json:"by_columns"`
	Lines     [][]Cell `json:"lines"`
	Widths    []string `json:"widths"` // of the columns, as CSS lengths and shares
}

// Cell is the place of a field in a block. There may be no such field.
type Cell struct {
	Field string `json:"field"`
	Look
}

// Zone is a header or footer made of fields.
type Zone struct {
	Title  string  `json:"title"`
	Fields []Field `json:"fields"` // that stand in this zone only
	Blocks []Block `json:"blocks"`
}

// Footer stands below the form: items, or a zone of fields.
type Footer struct {
	Desktop int          `json:"desktop"` // how many columns it has
	Tablet  int          `json:"tablet"`
	Mobile  int          `json:"mobile"`
	Items   []FooterItem `json:"items"`
	Zone    *Zone        `json:"zone"` // nil when it has items
}

// FooterItem is a part of a footer.
type FooterItem struct {
	Type    string   `json:"type"` // message, legend, divider, image
	Text    string   `json:"text"`
	Legend  []Option `json:"legend"` // short forms and what they mean
	Colspan int      `json:"colspan"`
	Align   string   `json:"align"`
	VAlign  string   `json:"valign"`
}

// StepView says what a step shows of the form.
type StepView struct {
	ID       string        `json:"id"`
	Name     string        `json:"name"`
	Type     string        `json:"type"`
	ShowsAll bool          `json:"shows_all"` // it names no sections, so all are shown, to read only
	Sections []StepSection `json:"sections"`  // in the order of the form
	Editors  []Editor      `json:"editors"`   // people who may change single fields
	Signs    []string      `json:"signs"`     // the signature fields that are signed here
}

// StepSection is a section as a step shows it.
type StepSection struct {
	ID       string   `json:"id"`
	Access   Access   `json:"access"`
	Editable []string `json:"editable"` // of a section with some open fields: these
}

// Editor is one of several approvers who may change fields.
type Editor struct {
	Who    string   `json:"who"`
	Fields []string `json:"fields"`
}

// Access says what a person may do on a section.
type Access string

// The kinds of access.
const (
	Unseen Access = ""      // it is not shown
	See    Access = "view"  // to read only
	Edit   Access = "edit"  // to fill in
	Mixed  Access = "mixed" // some of its fields are to be filled in
)

// Field is the field of the form with a name, also one that stands in a zone only; nil when there is none.
func (f *Form) Field(name string) *Field {
	for _, list := range f.lists() {
		for i := range list {
			if list[i].Name == name {
				return &list[i]
			}
		}
	}
	return nil
}

// lists are the fields of the form, then those of its zones.
func (f *Form) lists() [][]Field {
	lists := [][]Field{f.Fields}
	if f.Header != nil {
		lists = append(lists, f.Header.Fields)
	}
	if f.Footer != nil && f.Footer.Zone != nil {
		lists = append(lists, f.Footer.Zone.Fields)
	}
	return lists
}

// Step is what the step with an id shows of the form; nil when there is no such step, or it shows the form to nobody.
func (f *Form) Step(id string) *StepView {
	for i := range f.Steps {
		if f.Steps[i].ID == id {
			return &f.Steps[i]
		}
	}
	return nil
}
