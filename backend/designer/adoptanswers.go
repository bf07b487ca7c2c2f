package designer

import "workflow-designer/backend/workflow"

// FolderRequest names a folder on this computer whose workflows somebody wants to adopt.
type FolderRequest struct {
	Folder string
	// History takes the git history of each file along: a version for each commit that changed it.
	History bool
}

// ReviewedFolder is what a review of a folder says beside its items.
type ReviewedFolder struct {
	Path       string        `json:"path"`
	Repository bool          `json:"repository"` // it is in the working tree of a git repository
	History    bool          `json:"history"`    // the items have their git history
	HereCount  int           `json:"here_count"` // files whose text is here already: nothing is to be done about them
	LeftOut    []LeftOutFile `json:"left_out"`   // what is not adopted, and why
	OtherCount int           `json:"other_count"`
}

// LeftOutFile is a file of a folder that is not adopted.
type LeftOutFile struct {
	File string `json:"file"` // below the folder; with @ and the commit for a text of its history
	// Why: other_yaml, link, too_large, not_text, hidden, other_company, older_version, unreadable, same_text, changed_here or
	// deleted_here.
	Why string `json:"why"`
	Problem
}

// Why a file is left out because of what is here.
const (
	leftSameText    = "same_text"
	leftChangedHere = "changed_here"
	leftDeletedHere = "deleted_here"
)

// Continued is a workflow that was adopted from the same file before.
type Continued struct {
	WorkflowID workflow.ID `json:"workflow_id"`
	Name       string      `json:"name"`
}
