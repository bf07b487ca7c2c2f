package designer

import "workflow-designer/backend/workflow"

// ImportReview says what files hold, before anything of it is taken in. It is kept for an Import until the program ends, another
// few reviews have been made, or it is dropped.
type ImportReview struct {
	ImportID string        `json:"import_id"`
	Items    []ImportItem  `json:"items"`
	Refused  []RefusedFile `json:"refused"`  // what cannot be taken in, and why
	LeftOut  int           `json:"left_out"` // files of zips that are no workflows
	// Folder is said of a folder that is adopted; nil for files.
	Folder *ReviewedFolder `json:"folder"`
}

// ImportItem is a workflow that can be taken in.
type ImportItem struct {
	Index int    `json:"index"` // names it in an Import
	File  string `json:"file"`  // as it is called, or as its zip calls it
	Zip   string `json:"zip"`   // the zip that it is in; empty for a file of its own
	Name  string `json:"name"`  // of the workflow; empty when its YAML has none
	Size  int64  `json:"size"`  // bytes of its latest text
	// Checked: what is wrong with the text is known. Of very many only the first are checked.
	Checked bool `json:"checked"`
	Validity
	VersionCount int         `json:"version_count"`
	HasNotes     bool        `json:"has_notes"`   // its zip has description, comments, authors and times as well
	WorkflowID   workflow.ID `json:"workflow_id"` // the number that it had; 0 when that is not known
	NumberFree   bool        `json:"number_free"` // no workflow has that number here
	Same         []SameText  `json:"same"`        // what has the same text here already
	SameAs       *int        `json:"same_as"`     // an earlier item with the same text; nil when there is none
	// Continues is the workflow that the same file was adopted as before: as a workflow the item becomes new versions of that one, so
	// many as version_count says. Nil for most.
	Continues *Continued `json:"continues"`
}

// SameText is something that has the same text: a workflow, or a draft.
type SameText struct {
	WorkflowID workflow.ID `json:"workflow_id"` // 0 for a draft
	DraftID    string      `json:"draft_id"`
	Name       string      `json:"name"`
}

// RefusedFile is a file that cannot be taken in.
type RefusedFile struct {
	File string `json:"file"`
	Zip  string `json:"zip"`
	Problem
}

// What an item of a review becomes.
const (
	ImportAsWorkflow = "workflow" // with all its versions
	ImportAsDraft    = "draft"    // its latest text, not saved as a version
	ImportAsVersion  = "version"  // of a workflow that is here: those of its texts that this does not have yet, on top of the latest
)

// ImportRequest says what of a review is taken in, and as what.
type ImportRequest struct {
	Items   []ImportChoice `json:"items"`
	Comment string         `json:"version_comment"` // of versions whose file has no notes
}

// ImportChoice says what an item becomes.
type ImportChoice struct {
	Index int    `json:"index"`
	As    string `json:"as"` // workflow, draft or version
	// WorkflowID is the workflow that gets the versions; nil unless it becomes versions.
	WorkflowID *int64 `json:"workflow_id,omitempty"`
}

// ImportResult is the result of such a job.
type ImportResult struct {
	WorkflowIDs []workflow.ID `json:"workflow_ids"`
	DraftIDs    []string      `json:"draft_ids"`
	// Replaced are what was the latest of workflows that got versions. Restoring those takes the versions back.
	Replaced []BulkTarget `json:"replaced"`
}
