package designer

import (
	"workflow-designer/backend/approvalml/change"
	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Take says how a place is decided.
type Take string

// The ways to decide a place.
const (
	TakeNone   Take = "" // it is open
	TakeMine   Take = "mine"
	TakeTheirs Take = "theirs"
	TakeBoth   Take = "both" // what both added, mine first; only where ConflictPlace.Both says so
	TakeEdit   Take = "edit" // what a person wrote
)

// PlaceRow is a place where both sides of a workflow changed the same thing, as a list of all of them has it.
type PlaceRow struct {
	WorkflowID  workflow.ID `json:"workflow_id"`
	Name        string      `json:"name"`
	Path        string      `json:"path"`
	Base        *string     `json:"base"` // as written; null where it is not there
	Mine        *string     `json:"mine"`
	Theirs      *string     `json:"theirs"`
	MineWords   words.Text  `json:"mine_words"`
	TheirsWords words.Text  `json:"theirs_words"`
}

// ConflictDetail is two versions of a workflow that wait for a decision.
type ConflictDetail struct {
	WorkflowID workflow.ID     `json:"workflow_id"`
	Name       string          `json:"name"`
	Base       *VersionSummary `json:"base"` // the newest version that both have; null when there is none
	Mine       VersionSummary  `json:"mine"`
	Theirs     VersionSummary  `json:"theirs"`
	BaseYAML   string          `json:"base_yaml"`
	MineYAML   string          `json:"mine_yaml"`
	TheirsYAML string          `json:"theirs_yaml"`
	Merge      Merge           `json:"merge"` // without a decision
}

// Choice is the decision for one place.
type Choice struct {
	Path string `json:"path"`
	Take Take   `json:"take"`
	Text string `json:"text"` // YAML of the value, for edit
}

// Merge is both versions brought together, as far as it is decided. Where it is open the result has mine.
type Merge struct {
	ResultYAML string          `json:"result_yaml"`
	Places     []ConflictPlace `json:"places"`
	Merged     []QuietChange   `json:"merged"`  // what fits together without a question
	Origins    []Origin        `json:"origins"` // lines of the result that base has not got
	Report     Analysis        `json:"report"`  // what was found in the result
}

// ConflictPlace is a place where both sides changed the same thing.
type ConflictPlace struct {
	// Path leads to it. It is empty for lines of a text that cannot be read; several places may have it then.
	Path        string     `json:"path"`
	What        words.Text `json:"what"` // in words
	Base        *string    `json:"base"` // as written; null where it is not there
	Mine        *string    `json:"mine"`
	Theirs      *string    `json:"theirs"`
	Words       words.Text `json:"words"` // both sides in one sentence
	MineWords   words.Text `json:"mine_words"`
	TheirsWords words.Text `json:"theirs_words"`
	Take        Take       `json:"take"`
	Text        string     `json:"text"`     // of edit, as it was sent
	Both        *string    `json:"both"`     // what taking both would write; null where that is not offered
	Line        int        `json:"line"`     // in the result, from 1; 0 where it has none
	EndLine     int        `json:"end_line"` //
	Problem     *Problem   `json:"problem"`  // why the decision cannot be taken
}

// QuietChange is something that only one side changed.
type QuietChange struct {
	Words words.Text  `json:"words"`
	From  change.Side `json:"from"` // mine or theirs
	Kind  change.Kind `json:"kind"` // added, removed or changed
}

// Origin says from which side lines of the result are.
type Origin struct {
	Line    int         `json:"line"` // from 1
	EndLine int         `json:"end_line"`
	From    change.Side `json:"from"` // mine or theirs
}

// Resolution asks to save two versions brought together.
type Resolution struct {
	Choices        []Choice     `json:"choices"`
	YAMLContent    *string      `json:"yaml_content"` // when set it is saved as it is, instead of the merge with the choices
	VersionComment string       `json:"version_comment"`
	MineID         workflow.UID `json:"mine_id"` // local ids of the two versions that were looked at
	TheirsID       workflow.UID `json:"theirs_id"`
}

func presentPlace(c change.Conflict, choices map[string]Choice) ConflictPlace {
	path := c.Path.String()
	place := ConflictPlace{
		Path: path, What: c.What, Base: c.Base, Mine: c.Mine, Theirs: c.Theirs, Words: c.Words, MineWords: c.MineWords,
		TheirsWords: c.TheirsWords, Text: choices[path].Text, Both: c.Both, Line: c.Line, EndLine: c.EndLine,
		Problem: problemOfRefusal(c.Refusal),
	}
	if c.Decision != nil {
		place.Take = takes[c.Decision.Take]
	}
	return place
}

var takes = map[change.Choice]Take{
	change.TakeMine: TakeMine, change.TakeTheirs: TakeTheirs, change.TakeBoth: TakeBoth, change.TakeEdit: TakeEdit,
}

func problemOfRefusal(r *edit.Refusal) *Problem {
	if r == nil {
		return nil
	}
	return problemOf(refused(r))
}

func presentQuiet(quiet []change.Quiet) []QuietChange {
	list := make([]QuietChange, 0, len(quiet))
	for _, q := range quiet {
		kind := q.Kind
		if kind != change.Added && kind != change.Removed {
			kind = change.Changed
		}
		list = append(list, QuietChange{Words: q.Words, From: q.From, Kind: kind})
	}
	return list
}

func presentOrigins(origins []change.Origin) []Origin {
	list := make([]Origin, 0, len(origins))
	for _, o := range origins {
		list = append(list, Origin(o))
	}
	return list
}
