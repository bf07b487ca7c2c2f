package localstore

import (
	"time"

	"workflow-designer/backend/workflow"
)

// The events of a journal. Events that this program does not know are passed over: a newer one may have written them.
const (
	eventVersion         = "version"
	eventReceipt         = "receipt"
	eventText            = "text"
	eventConflict        = "conflict"
	eventConflictClosed  = "conflict_closed"
	eventTags            = "tags"
	eventBucketTags      = "bucket_tags"
	eventRenumbered      = "renumbered"
	eventScenario        = "scenario"
	eventBucketScenarios = "bucket_scenarios"
)

// versionRecord is a version as its line holds it. The company and the number of the workflow are not in it: the
// folder says them, and a workflow may be renumbered.
type versionRecord struct {
	Number        int          `json:"number"`
	UID           workflow.UID `json:"uid"`
	ParentUID     workflow.UID `json:"parent_uid"`
	WorkflowUID   string       `json:"workflow_uid"`
	Name          string       `json:"name"`
	Author        string       `json:"author"`
	Comment       string       `json:"comment"`
	Prompt        string       `json:"prompt"`
	CreatedAt     time.Time    `json:"created_at"`
	Size          int64        `json:"size"`
	ContentSHA256 string       `json:"content_sha256"`

	MergedUID workflow.UID `json:"merged_uid,omitempty"`
	Generator string       `json:"generator,omitempty"`
	Deleted   bool         `json:"deleted,omitempty"`
	// Learned: a bucket gave it, so its line was not flushed.
	Learned       bool         `json:"learned,omitempty"`
	Beside        bool         `json:"beside,omitempty"`
	BeforeUID     workflow.UID `json:"before_uid,omitempty"` // the version that it stands before; empty: at the end
	TextElsewhere bool         `json:"text_elsewhere,omitempty"`
	Action        string       `json:"action,omitempty"` // how it came about, when it does not show it
}

type receiptRecord struct {
	BucketID   string               `json:"bucket_id"`
	VersionUID workflow.UID         `json:"version_uid"`
	Kind       workflow.ReceiptKind `json:"kind"`
	VersionID  string               `json:"version_id"`
	ETag       string               `json:"etag"`
	PushedAt   time.Time            `json:"pushed_at"`
}

// textRecord says that the text of a version came here after its line.
type textRecord struct {
	VersionUID    workflow.UID `json:"version_uid"`
	Size          int64        `json:"size"`
	ContentSHA256 string       `json:"content_sha256"`
}

type conflictRecord struct {
	MineUID   workflow.UID `json:"mine_uid"`
	TheirsUID workflow.UID `json:"theirs_uid"`
	At        time.Time    `json:"at"`
}

type conflictClosedRecord struct {
	At time.Time `json:"at"`
}

// tagsRecord is all the tags that a person wants a version to have from then on.
type tagsRecord struct {
	VersionUID workflow.UID   `json:"version_uid"`
	Tags       []workflow.Tag `json:"tags"`
	By         string         `json:"by"`
	At         time.Time      `json:"at"`
}

type bucketTagsRecord struct {
	BucketID   string         `json:"bucket_id"`
	VersionUID workflow.UID   `json:"version_uid"`
	Base       []workflow.Tag `json:"base"`
	Sent       []workflow.Tag `json:"sent"` // null when nothing was
}

// scenarioRecord is all that is kept of a scenario from then on.
type scenarioRecord struct {
	Kept workflow.KeptScenario `json:"kept"`
}

type bucketScenariosRecord struct {
	BucketID string `json:"bucket_id"`
	ETag     string `json:"etag"`
	SHA256   string `json:"sha256"`
}

type renumberedRecord struct {
	From workflow.ID `json:"from"`
	To   workflow.ID `json:"to"`
	At   time.Time   `json:"at"`
}
