package workflow

import "time"

// History is what the journal of a workflow on this laptop holds.
type History struct {
	Ref      Ref
	Versions []Known   // as they follow each other: oldest first
	Receipts []Receipt // in the order in which the buckets took the versions
	Head     UID       // the latest version; it may say that the workflow is deleted
	Conflict *Conflict // nil when there is none that waits for a decision
	Tags     []TagSet  // of the versions that have or had some
	Tagged   []TagSet  // every change of them, oldest first
	// BucketTags are the tags that buckets were last known to have, one for each bucket and version.
	BucketTags []BucketTags
	Renumbered []Renumbering // oldest first
	// Scenarios are those of the workflow, also deleted ones, by id.
	Scenarios []KeptScenario
	// BucketScenarios is what buckets were last known to have of them, one for each bucket.
	BucketScenarios []BucketScenarios
	Size            int64 // bytes of journal that were read
}

// Known is a version as the journal of this laptop knows it.
type Known struct {
	Version
	// Beside: it never was the latest on this laptop. It was fetched later, or stands in the way of a version of ours.
	Beside bool
	// TextElsewhere: its text is not here, only in a bucket.
	TextElsewhere bool
	// Action is how it came about, as the activity log names it, when the version itself does not show it; empty for most.
	Action string
}

// Conflict says that the latest version here and the one in the bucket were made on the same base and could not be
// brought together without a person. It ends with a version that has both as parents.
type Conflict struct {
	Mine   UID // the latest here when it was found
	Theirs UID // the latest in the bucket then
}

// Renumbering says that the workflow got another number, because a bucket had given the old one to another workflow.
type Renumbering struct {
	From, To ID
	At       time.Time
}

// Tag names a version, as a milestone does. The value is empty but for tags that other tools gave.
type Tag struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// TagSet is the tags of a version, by name, and how they came to be.
type TagSet struct {
	UID  UID
	Tags []Tag
	Was  []Tag     // before that
	By   string    // who wanted it; empty when somebody else did, elsewhere
	At   time.Time // when; zero when not known
}

// BucketTags is what a bucket was last known to have as tags of a version.
type BucketTags struct {
	BucketID string
	UID      UID
	// Base was there for certain: seen in an answer to a later request than the one that wrote it.
	Base []Tag
	// Sent was written after that and not seen since; nil when nothing was.
	Sent []Tag
}

// JournalSpan is the part of a journal that one write added, in bytes from its beginning. A catalogue that had
// followed the journal up to From has followed it up to To once the write is recorded; one that had not must read
// the journal again.
type JournalSpan struct {
	From, To int64
}
