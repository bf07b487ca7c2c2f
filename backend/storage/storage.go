// Package storage says what a store of workflow versions is. Three implement it: memstore (for tests), localstore
// (files on the laptop) and bucketstore (a bucket of S3 or of Google Cloud Storage). All three pass storagetest; they do not know each other.
package storage

import (
	"context"
	"iter"
	"time"

	"workflow-designer/backend/workflow"
)

// Store keeps the versions of workflows. All methods are safe for concurrent use, by goroutines and, for the stores
// that outlive a process, by several processes. A cancelled context writes nothing and gives CodeCancelled (a passed
// deadline: CodeBucketTimeout in a bucket), unless the write had already been sent: see Put.
//
// Errors are *workflow.Error in their chain. Besides the codes named below any method may give the code of what
// ails the store itself: CodeDiskFull, CodeFolderDenied, CodeBucketUnreachable, CodeAccessDenied and so on.
type Store interface {
	// Put adds content as the newest version of v.Ref, on top of base. The content is kept byte for byte and v comes
	// back in every later answer, except that the store fills in Size and ContentSHA256, and the local one a Number that is 0.
	// When Put returns nil the version is durable and is the latest.
	//
	// A v with Deleted deletes the workflow: content is nil, and the new latest is a delete marker. S3 keeps nothing of v
	// with a marker, so a bucket gives it back without UID, author and the rest. A later Put on top of the marker brings
	// the workflow back. Of two deletions on one base both may succeed, as one. CodeWorkflowNotFound: with the zero Base, there
	// is nothing to delete.
	//
	// CodeStaleParent: base is not the latest (or, with the zero Base, the workflow exists already); nothing was written.
	// CodeUnclear: the store did not answer after the request had been sent; the version may have been written. The
	// caller finds out by looking for v.UID in Versions. Put itself never writes a version twice.
	Put(ctx context.Context, v workflow.Version, content []byte, base Base) (Entry, error)

	// Get gives one version and its text; id "" is the latest.
	// CodeWorkflowNotFound: no such workflow, or it is deleted and id is "". CodeVersionNotFound: no version with that id,
	// or it has no text because it is a deletion.
	// CodeDamaged: the text is not what was written.
	Get(ctx context.Context, ref workflow.Ref, id string) (Entry, []byte, error)

	// Versions gives the versions of a workflow, newest first, with all that Put was given; reading may stop early
	// and costs no more than what was read. An unknown workflow has none, and no error. An error ends the sequence.
	Versions(ctx context.Context, ref workflow.Ref) iter.Seq2[Entry, error]

	// Workflows gives the latest version of every workflow of a company, by key as text (10 before 2), without
	// what Put was given besides Ref and Size. Deleted workflows are left out. What other tools keep among them comes as an entry
	// that has nothing but Other. An error ends the sequence.
	Workflows(ctx context.Context, company workflow.CompanyID) iter.Seq2[Entry, error]
}

// Base names the version that a Put replaces as the latest: what an Entry of the same store said of it. The zero Base
// says that the workflow must not exist yet.
type Base struct {
	ID   string
	ETag string
}

// Entry is a version as a store holds it.
type Entry struct {
	workflow.Version
	ID string // the store's own version id: the UID in localstore, the native version id in a bucket
	// Tags are those of the version, by name; nil when the answer did not tell them, empty when there are none.
	Tags         []workflow.Tag
	ETag         string    // what a later Put compares; opaque
	LastModified time.Time // UTC, by the store's clock
	IsLatest     bool
	// Scenarios is the ETag of the workflow's scenarios, and only told by Workflows; empty when there are none.
	Scenarios    string
	DeleteMarker bool // the version says that the workflow was deleted here; it has no text
	// Deletes is the ID of the version that a deletion took away, in a store where a deletion of ours names it and is refused when
	// it is not the latest; empty elsewhere. There is nothing to Discard of such a deletion.
	Deletes string
	// Other is the key of something that is no workflow, and only told by Workflows; empty for all others.
	Other string
}

// Base is the Base of a Put on top of this entry.
func (e Entry) Base() Base { return Base{ID: e.ID, ETag: e.ETag} }

// Bucket is what sync needs of a bucket besides Store.
type Bucket interface {
	Store
	Sides
	Tags
	Scenarios

	// Head tells which version is the latest of a workflow, without its text, by one request where there is one; long texts may
	// be cut. A deleted workflow gives an Entry with DeleteMarker and the marker's ID, and no error. CodeWorkflowNotFound: there
	// is nothing at all.
	Head(ctx context.Context, ref workflow.Ref) (Entry, error)

	// Discard removes one version of a workflow for good. Only two things are ever discarded: a delete marker of ours under
	// which somebody saved, and the version without an id of its own ("null") that a suspended versioning left of ours, once
	// it was saved again. A version that is not there is no error. Where a deletion is no version, see Entry.Deletes, there is nothing
	// to remove of it.
	Discard(ctx context.Context, ref workflow.Ref, id string) error
}

// Sides keeps versions that lost a race beside the workflow that they are of, below companies/{c}/conflicts/{w}/, so that
// they survive the laptop they were made on.
type Sides interface {
	// PutSide keeps a version, once: when it is there already, open or closed, nothing is written. The Entry names the version
	// of the side object. Errors are those of Put.
	PutSide(ctx context.Context, v workflow.Version, content []byte) (Entry, error)

	// OpenSides gives what is kept of a company and not closed, by workflow number as text, then UID: only Ref, UID, Size and
	// LastModified.
	OpenSides(ctx context.Context, company workflow.CompanyID) iter.Seq2[Entry, error]

	// GetSide gives a version and its text, whether closed or not. CodeVersionNotFound: it is not there.
	GetSide(ctx context.Context, ref workflow.Ref, uid workflow.UID) (Entry, []byte, error)

	// CloseSide says that the version was brought together with the others and is no longer waited for. It is only hidden
	// from OpenSides. Closing what is closed or was never there does nothing.
	CloseSide(ctx context.Context, ref workflow.Ref, uid workflow.UID) error
}

// Tags are names that people give to versions. They may change while the version does not.
type Tags interface {
	// Tags gives the tags of a version, by name. CodeVersionNotFound: no version with that id.
	Tags(ctx context.Context, ref workflow.Ref, id string) ([]workflow.Tag, error)

	// SetTags replaces all tags of a version; the last of two writers wins. Every store takes what passes workflow.CheckTags;
	// CodeInvalidRequest: this one does not take these, and nothing was changed. CodeVersionNotFound: no version with that id.
	SetTags(ctx context.Context, ref workflow.Ref, id string, tags []workflow.Tag) error
}

// Scenarios keeps one document beside each workflow, with the scenarios that the workflow is tried out with. It is no version of
// the workflow, and stays when that is deleted.
type Scenarios interface {
	// Scenarios gives the document byte for byte, and its ETag; nothing and no error when there is none. CodeTooLarge: another
	// tool has put something there that is larger than it can be.
	Scenarios(ctx context.Context, ref workflow.Ref) (content []byte, etag string, err error)

	// PutScenarios replaces the document that has the ETag base, empty for none, and gives the ETag of the new one.
	// CodeStaleParent: there is another one, or none; nothing was written. CodeUnclear: it may have been written.
	PutScenarios(ctx context.Context, ref workflow.Ref, content []byte, base string) (etag string, err error)
}

// Follower is a bucket that says by itself when something changes.
type Follower interface {
	// Follow gives the workflows of a company that have changed, as soon as the bucket says so, until ctx ends or the
	// connection breaks, which ends the sequence with an error. A hint may come twice, and is missing for what happened
	// while nobody followed. The first element, with the zero Ref, says that from now on hints come. CodeNotSupported: the
	// bucket does not do this; ask it now and then.
	Follow(ctx context.Context, company workflow.CompanyID) iter.Seq2[workflow.Ref, error]
}
