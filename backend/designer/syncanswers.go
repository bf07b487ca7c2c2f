package designer

import (
	"time"

	"workflow-designer/backend/workflow"
)

// Standing says in one word where this computer stands with the bucket.
type Standing string

// The standings, from the worst that needs somebody to the best.
const (
	StandingLocal    Standing = "local"    // no bucket is set up
	StandingError    Standing = "error"    // the settings, the keys or the bucket need somebody
	StandingConflict Standing = "conflict" // somebody must decide
	StandingOffline  Standing = "offline"  // the bucket cannot be reached; what waits is safe
	StandingSyncing  Standing = "syncing"  // a run is under way
	StandingPending  Standing = "pending"  // something waits to be sent
	StandingSynced   Standing = "synced"
)

// SyncStatus says where this computer stands with the bucket.
type SyncStatus struct {
	StorageType   string        `json:"storage_type"`   // local, s3 or gcs
	Bucket        string        `json:"bucket"`         // name; empty for local
	State         Standing      `json:"state"`          //
	PendingCount  int           `json:"pending_count"`  // versions that wait to be sent, versions whose tags do, and workflows whose scenarios do
	ConflictCount int           `json:"conflict_count"` // workflows that wait for a decision
	SyncedAt      *time.Time    `json:"synced_at"`      // the last time both sides had the same; nil when never
	Error         *Problem      `json:"error"`          // of the last attempt; nil when it went well
	Progress      *SyncProgress `json:"progress"`       // of the run under way; nil when there is none
	Following     bool          `json:"following"`      // the bucket tells by itself when something changes
}

// SyncProgress says how far a run is.
type SyncProgress struct {
	Phase string `json:"phase"` // looking, fetching or aside
	Done  int    `json:"done"`  // workflows
	Total int    `json:"total"`
	Bytes int64  `json:"bytes"` // of YAML, both ways
}

// SyncRequest says what a run of sync may do.
type SyncRequest struct {
	// AcceptDeletions takes in that workflows are gone from the bucket, however many.
	AcceptDeletions bool `json:"accept_deletions"`
}

// SyncReport answers a sync.
type SyncReport struct {
	Pushed    int              `json:"pushed"`    // versions that this sync put into the bucket
	Pulled    int              `json:"pulled"`    // workflows whose newer version was taken in
	Merged    int              `json:"merged"`    // workflows whose both sides were brought together without a question
	Deleted   int              `json:"deleted"`   // workflows that somebody else deleted
	Conflicts []OpenedConflict `json:"conflicts"` // that this sync has opened
	// Failures has one entry for each workflow that could not be made the same on both sides.
	Failures []SyncFailure `json:"failures"`
	// OtherCount is how many objects stand among the workflows of the bucket that are none, because their keys do not fit, and
	// OtherKeys are some of them. They are left alone.
	OtherCount int        `json:"other_count"`
	OtherKeys  []string   `json:"other_keys"`
	Status     SyncStatus `json:"status"`
}

// OpenedConflict names a workflow that waits for a decision.
type OpenedConflict struct {
	WorkflowID workflow.ID `json:"workflow_id"`
	Name       string      `json:"name"`
}

// SyncFailure says why a workflow is not the same on both sides.
type SyncFailure struct {
	WorkflowID workflow.ID `json:"workflow_id"`
	Name       string      `json:"name"`
	Problem
}

// SyncRun is what an earlier run did.
type SyncRun struct {
	StartedAt time.Time `json:"started_at"`
	EndedAt   time.Time `json:"ended_at"`
	Pushed    int       `json:"pushed"`
	Pulled    int       `json:"pulled"`
	Merged    int       `json:"merged"`
	Conflicts int       `json:"conflicts"`
	Bytes     int64     `json:"bytes"` // of YAML, both ways
	Error     *Problem  `json:"error"` // nil when it went well
}

// Event tells a page that something changed without its doing.
type Event struct {
	Kind string `json:"kind"` // sync, workflow, job or generating

	Status *SyncStatus `json:"status,omitempty"` // of kind sync

	Job *Job `json:"job,omitempty"` // of kind job, as lists have it

	Generating *Generating `json:"generating,omitempty"` // of kind generating: how far a model is

	// Of kind workflow.
	What           string      `json:"what,omitempty"` // pulled, merged, deleted, undeleted, renumbered, conflict, resolved, kept, sent, saved, edited, scenarios, or checked (of any)
	WorkflowID     workflow.ID `json:"workflow_id,omitempty"`
	FromWorkflowID workflow.ID `json:"from_workflow_id,omitempty"` // of renumbered: the number it had
	Name           string      `json:"name,omitempty"`
	Author         string      `json:"author,omitempty"` // who did it; empty when nobody knows
	VersionID      string      `json:"version_id,omitempty"`
}
