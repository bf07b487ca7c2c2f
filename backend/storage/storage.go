// Package storage says what a store of workflow versions is. Three implement it: memstore (for tests), localstore
// (files on the laptop) and bucketstore (an S3 bucket). All three pass storagetest; they do not know each other.
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
	// back in every later answer, except that the store fills in Size, ContentSHA256 and, the local one, Number.
	// When Put returns nil the version is durable and is the latest.
	//
	// CodeStaleParent: base is not the latest (or, with the zero Base, the workflow exists already); nothing was written.
	// CodeUnclear: the store did not answer after the request had been sent; the version may have been written. The
	// caller finds out by looking for v.UID in Versions. Put itself never writes a version twice.
	Put(ctx context.Context, v workflow.Version, content []byte, base Base) (Entry, error)

	// Get gives one version and its text; id "" is the latest.
	// CodeWorkflowNotFound: no such workflow, or it is deleted and id is "". CodeVersionNotFound: no version with that id.
	// CodeDamaged: the text is not what was written.
	Get(ctx context.Context, ref workflow.Ref, id string) (Entry, []byte, error)

	// Versions gives the versions of a workflow, newest first, with all that Put was given; reading may stop early
	// and costs no more than what was read. An unknown workflow has none, and no error. An error ends the sequence.
	Versions(ctx context.Context, ref workflow.Ref) iter.Seq2[Entry, error]

	// Workflows gives the latest version of every workflow of a company, by key as text (10 before 2), without
	// what Put was given besides Ref and Size. Deleted workflows are left out. An error ends the sequence.
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
	ID           string    // the store's own version id: the UID in localstore, the native version id in a bucket
	ETag         string    // what a later Put compares; opaque
	LastModified time.Time // UTC, by the store's clock
	IsLatest     bool
	DeleteMarker bool // the version says that the workflow was deleted here; it has no text
}

// Base is the Base of a Put on top of this entry.
func (e Entry) Base() Base { return Base{ID: e.ID, ETag: e.ETag} }
