package designer

import (
	"context"
	"sync"
	"time"

	"workflow-designer/backend/catalog"
	"workflow-designer/backend/settings"
	"workflow-designer/backend/storage/bucketstore"
	"workflow-designer/backend/workflow"
)

// connectionAge is how long a connection counts as checked. Versioning may be switched off at any time; a push notices
// by itself (the bucket's answer then has no version id), this bounds how long the rest may be out of date.
const connectionAge = time.Minute

// remote is the bucket that the settings name. A nil remote is no bucket.
type remote struct {
	store    *bucketstore.Store // nil when the settings are not enough to talk to it; unusable says why
	address  string
	name     string
	index    *catalog.Catalog
	now      func() time.Time
	unusable error

	mu          sync.Mutex
	known       catalog.Bucket
	connectedAt time.Time
	lastFailure *Problem
}

// newRemote finds the bucket of the settings; nil for local storage. What makes it unusable is no error here: the
// settings page must open to mend it, and saves stay safe and pending.
func newRemote(s settings.Settings, index *catalog.Catalog, now func() time.Time) *remote {
	if s.StorageType != settings.StorageS3 {
		return nil
	}
	r := &remote{address: s.EndpointURL + "/" + s.BucketName, name: s.BucketName, index: index, now: now}
	store, err := bucketstore.New(bucketConfig(s, now))
	if workflow.CodeOf(err) == workflow.CodeNoKeys && s.KeysProblem != nil {
		err = s.KeysProblem
	}
	if err != nil {
		r.unusable = err
		return r
	}
	r.store, r.address = store, store.Address()
	return r
}

func bucketConfig(s settings.Settings, now func() time.Time) bucketstore.Config {
	return bucketstore.Config{
		Endpoint: s.EndpointURL, AccessKeyID: s.AccessKeyID, SecretAccessKey: s.SecretAccessKey,
		Bucket: s.BucketName, Region: s.Region, Now: now,
	}
}

// addressOrNone is the name of the bucket in the index, empty when there is none.
func (r *remote) addressOrNone() string {
	if r == nil {
		return ""
	}
	return r.address
}

// connect makes sure that the bucket can be trusted with versions: versioning is on and its sentinel is known. What it
// learns goes into the index, so that the next process need not ask again whether conditional writes are honoured.
func (r *remote) connect(ctx context.Context, company workflow.CompanyID) (catalog.Bucket, error) {
	if r.unusable != nil {
		return catalog.Bucket{}, r.unusable
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.connectedAt.IsZero() && r.now().Sub(r.connectedAt) < connectionAge {
		return r.known, nil
	}
	row, err := r.index.Bucket(ctx, r.address)
	if err != nil {
		return row, err
	}
	can, err := r.store.Connect(ctx, bucketstore.Capabilities{
		BucketID: row.ID, ConditionalWrites: row.ConditionalWrites, CreateOverMarker: row.CreateOverMarker, ProbedAt: row.ProbedAt,
	})
	if err != nil {
		return row, err
	}
	learned := row
	learned.ID, learned.ConditionalWrites, learned.CreateOverMarker, learned.ProbedAt =
		can.BucketID, can.ConditionalWrites, can.CreateOverMarker, can.ProbedAt
	if learned != row {
		if err := r.index.SaveBucket(ctx, learned); err != nil {
			return row, err
		}
		// Which versions the bucket has is known by its id: a bucket made anew under this address has none of them.
		if _, err := r.index.Enqueue(ctx, company, r.address); err != nil {
			return row, err
		}
	}
	r.known, r.connectedAt = learned, r.now()
	return learned, nil
}

// ended notes how a push went. After a failure the next push connects afresh.
func (r *remote) ended(problem *Problem) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lastFailure = problem
	if problem != nil {
		r.connectedAt = time.Time{}
	}
}

func (r *remote) failure() *Problem {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.lastFailure
}
