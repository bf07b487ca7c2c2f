package designer

import (
	"time"

	"workflow-designer/backend/approvalml/change"
	"workflow-designer/backend/approvalml/source"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// CompareRequest names two texts: as they are sent, or versions of a workflow.
type CompareRequest struct {
	Before *string `json:"before"` // nil is the text of BeforeID
	After  *string `json:"after"`  // nil is the text of AfterID
	// WorkflowID may be left out when both texts are sent; then nobody knows which version brought what.
	WorkflowID int64  `json:"workflow_id"`
	BeforeID   string `json:"before_id"`
	AfterID    string `json:"after_id"` // when After is sent too, it is the version that this text was made on
}

// Comparison is what differs between two texts.
type Comparison struct {
	Changes []ComparedChange `json:"changes"` // in the order that a request meets them
	Before  Diagram          `json:"before"`
	After   Diagram          `json:"after"`
	Marks   Marks            `json:"marks"`
	// BroughtKnown: for every change it was looked for the version that brought it. False when there are too many versions in
	// between, or they are not those from Before to After.
	BroughtKnown bool `json:"brought_known"`
}

// ComparedChange is one difference.
type ComparedChange struct {
	Kind    change.Kind    `json:"kind"`    // added, removed, renamed, changed, moved
	Subject change.Subject `json:"subject"` // workflow, step, field, column, option, section, approver, condition, way, setting, layout, text
	Step    string         `json:"step"`    // the part that it is in, as it is named after, or was when it is gone; empty for none
	Field   string         `json:"field"`
	Section string         `json:"section"`
	Before  words.Text     `json:"before"` // the values in words; empty where there is none
	After   words.Text     `json:"after"`
	Words   words.Text     `json:"words"` // one sentence without its period
	Parts   []WordPart     `json:"parts"` // the same in pieces
	// Range is the part in the text after, BeforeRange in the text before; where it is missing, the beginning of what it would
	// stand in, as an empty range.
	Range       TextRange `json:"range"`
	BeforeRange TextRange `json:"before_range"`
	// What to light in the diagrams: a step and a way of each; empty where it has none.
	BeforeStep string   `json:"before_step"`
	AfterStep  string   `json:"after_step"`
	BeforeWay  string   `json:"before_way"`
	AfterWay   string   `json:"after_way"`
	Brought    *Brought `json:"brought"` // nil when that is not known
}

// WordPart is a piece of a sentence.
type WordPart struct {
	Text words.Text   `json:"text"`
	Of   change.Value `json:"of"` // before or after when it is one of the values, else empty
}

// Brought says which version made a change.
type Brought struct {
	VersionID    string    `json:"version_id"` // empty: no version has it yet
	Number       int       `json:"number"`
	Author       string    `json:"author"`
	LastModified time.Time `json:"last_modified"`
}

// Mark says what happened to a step or a way of a diagram.
type Mark string

// The marks.
const (
	MarkAdded   Mark = "added"
	MarkRemoved Mark = "removed"
	MarkChanged Mark = "changed"
)

// Marks say what happened to the steps and ways of both diagrams, by their ids; what is as it was has none.
type Marks struct {
	BeforeSteps map[string]Mark `json:"before_steps"`
	BeforeWays  map[string]Mark `json:"before_ways"`
	AfterSteps  map[string]Mark `json:"after_steps"`
	AfterWays   map[string]Mark `json:"after_ways"`
	Renamed     []RenamedStep   `json:"renamed"`
}

// RenamedStep is a step whose id has changed.
type RenamedStep struct {
	Before string `json:"before"`
	After  string `json:"after"`
}

// VersionChanges says in words what a version changed in the one it goes on top of.
type VersionChanges struct {
	VersionID string       `json:"version_id"` // as it was asked for
	State     ChangesState `json:"state"`
	Count     int          `json:"count"` // of changes; the first ones are in Changes
	Changes   []ShortWords `json:"changes"`
}

// ShortWords is a change in a list.
type ShortWords struct {
	Kind  change.Kind `json:"kind"`
	Words words.Text  `json:"words"`
}

// ChangesState says whether it is known what a version changed.
type ChangesState string

// The states.
const (
	ChangesKnown     ChangesState = "known"     // none at all when the texts are the same
	ChangesFirst     ChangesState = "first"     // there is no version before it
	ChangesDeleted   ChangesState = "deleted"   // it is a deletion
	ChangesElsewhere ChangesState = "elsewhere" // a text is only in the bucket, or cannot be read
)

func presentChange(c change.Change, before, after *source.Text) ComparedChange {
	shown := ComparedChange{
		Kind: c.Kind, Subject: c.Subject, Step: c.Step, Field: c.Field, Section: c.Section, Before: c.Before, After: c.After,
		Words: c.Words, Range: rangeOf(after, c.Span), BeforeRange: rangeOf(before, c.BeforeSpan),
	}
	for _, p := range c.Parts() {
		shown.Parts = append(shown.Parts, WordPart(p))
	}
	return shown
}

func broughtBy(v VersionSummary) *Brought {
	return &Brought{VersionID: v.VersionID, Number: v.Number, Author: v.Author, LastModified: v.LastModified}
}

// MaxChangesAsked is how many versions one question about their changes may name.
const MaxChangesAsked = 200

func tooManyAsked(n int) error {
	if n <= MaxChangesAsked {
		return nil
	}
	return &workflow.Error{
		Code: workflow.CodeInvalidRequest, Message: "Too many versions are asked for at once.", Hint: "Ask for at most 200.",
	}
}
