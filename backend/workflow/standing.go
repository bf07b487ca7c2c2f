package workflow

import (
	"time"

	"workflow-designer/backend/words"
)

// Standing is where a workflow stands between this computer and a bucket, as far as this computer knows.
type Standing struct {
	Ref         Ref
	WorkflowUID string // empty when the workflow is not here
	Head        UID    // the latest version here; empty when the workflow is not here
	Deleted     bool   // Head is a deletion
	// Base is the receipt of the newest version that both have: the first one on the way down from Head, by ParentUID, that
	// the bucket holds as a version. nil when it holds none.
	Base *Receipt
	// Chain is what stands on top of Base, up to Head, oldest first. Those that lost a race before may be in the bucket
	// beside the workflow.
	Chain []Pending
	// Sides are versions that the bucket does not hold in any way and that are not below Head: others were saved instead.
	Sides    []Pending
	Conflict *Conflict  // nil when nothing waits for a decision
	Seen     BucketHead // the zero BucketHead when the bucket was never looked at
}

// Pending is a version that waits to be sent to a bucket.
type Pending struct {
	Version  Version
	Aside    bool     // the bucket has it beside the workflow
	Attempts int      // how often sending it was begun; more than 0 says that the bucket may have it already
	Failure  *Failure // why the last attempt did not succeed; nil when none failed
}

// Failure says why a version could not be sent.
type Failure struct {
	Code     Code
	Message  words.Text
	Hint     words.Text
	At       time.Time
	Attempts int // how often sending it was begun
}

// BucketHead is what stood as the latest of a workflow in a bucket when this computer last looked, and is known here.
type BucketHead struct {
	UID       UID
	VersionID string
	ETag      string // empty for a delete marker
	Size      int64
	// LastModified is as a listing gives it, with milliseconds; zero while none has: HEAD and PUT answer whole seconds.
	LastModified time.Time
	HistoryOf    string // the VersionID below which every version is known here; empty for none
}
