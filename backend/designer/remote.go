package designer

import (
	"context"
	"sync"
	"time"

	"workflow-designer/backend/catalog"
	"workflow-designer/backend/laptop"
	"workflow-designer/backend/replica"
	"workflow-designer/backend/settings"
	"workflow-designer/backend/storage/bucketstore"
	"workflow-designer/backend/workflow"
)

// connectionAge is how long a connection counts as checked. Versioning may be switched off at any time; a push notices
// by itself (the bucket's answer then has no version id), this bounds how long the rest may be out of date.
const connectionAge = time.Minute

// answerWithin is how long the first request may take: it tells whether anybody answers at all, and only then is there a reason
// to be patient.
const answerWithin = 4 * time.Second

// remote is the bucket that the settings name. A nil remote is no bucket.
type remote struct {
	store    *bucketstore.Store // nil when the settings are not enough to talk to it; unusable says why
	address  string
	name     string
	laptop   *laptop.Laptop
	now      func() time.Time
	unusable error
	replica  replica.Replica // what does not change, without a BucketID; never written
	wake     chan struct{}   // somebody wants a run at once

	connecting  sync.Mutex // one at a time
	known       catalog.Bucket
	connectedAt time.Time
	checkedAt   time.Time // versioning is on and conditions are honoured
	connected   *replica.Replica

	mu          sync.Mutex
	lastFailure *Problem
	running     bool
	progress    *SyncProgress
	shownAt     time.Time // when the pages last heard of it
	following   bool
}

// newRemote finds the bucket of the settings; nil for local storage. What makes it unusable is no error here: the
// settings page must open to mend it, and saves stay safe and pending.
func (d *Designer) newRemote(s settings.Settings) *remote {
	if s.StorageType == settings.StorageLocal {
		return nil
	}
	r := &remote{
		address: s.EndpointURL + "/" + s.BucketName, name: s.BucketName, laptop: d.laptop, now: d.Now, wake: make(chan struct{}, 1),
	}
	store, err := bucketstore.New(bucketConfig(s, d.Now))
	if workflow.CodeOf(err) == workflow.CodeNoKeys && s.KeysProblem != nil {
		err = s.KeysProblem
	}
	if err != nil {
		r.unusable = err
		return r
	}
	r.store, r.address = store, store.Address()
	r.replica = replica.Replica{
		Laptop: d.laptop, Bucket: store, Address: r.address, Company: s.CompanyID, Author: s.Author,
		Now: d.Now, NewUID: d.NewUID, Writable: r.check,
		Tell: func(e replica.Event) { d.happened(r, e) },
		Planned: func(ref workflow.Ref, steps []replica.Step) {
			d.Log.Debug("plan", "workflow", ref.ID, "steps", steps)
		},
	}
	return r
}

func bucketConfig(s settings.Settings, now func() time.Time) bucketstore.Config {
	return bucketstore.Config{
		Endpoint: s.EndpointURL, AccessKeyID: s.AccessKeyID, SecretAccessKey: s.SecretAccessKey,
		Bucket: s.BucketName, Region: s.Region, Google: s.StorageType == settings.StorageGCS, Now: now,
	}
}

// addressOrNone is the name of the bucket in the index, empty when there is none.
func (r *remote) addressOrNone() string {
	if r == nil {
		return ""
	}
	return r.address
}

// connect makes sure that it is the bucket that it was, by reading its sentinel, and gives what keeps both sides the same. A
// bucket that has none yet is set up.
func (r *remote) connect(ctx context.Context) (*replica.Replica, error) {
	if r.unusable != nil {
		return nil, r.unusable
	}
	r.connecting.Lock()
	defer r.connecting.Unlock()
	if !r.connectedAt.IsZero() && r.now().Sub(r.connectedAt) < connectionAge {
		return r.connected, nil
	}
	row, err := r.laptop.Index.Bucket(ctx, r.address)
	if err != nil {
		return nil, err
	}
	first, cancel := context.WithTimeout(ctx, answerWithin)
	id, err := r.store.Recognise(first)
	cancel()
	if err != nil {
		return nil, err
	}
	if id == "" || id != row.ID {
		if row, err = r.introduce(ctx, row); err != nil {
			return nil, err
		}
	}
	if r.connected == nil || r.connected.BucketID != row.ID {
		connected := r.replica.Clone()
		connected.BucketID = row.ID
		r.connected = connected
	}
	r.known, r.connectedAt = row, r.now()
	return r.connected, nil
}

// introduce learns what a bucket can do that was not known under its address.
func (r *remote) introduce(ctx context.Context, row catalog.Bucket) (catalog.Bucket, error) {
	can, err := r.store.Connect(ctx, capabilities(row))
	if err != nil {
		return row, err
	}
	r.checkedAt = r.now()
	learned := row
	learned.ID, learned.ConditionalWrites, learned.CreateOverMarker, learned.ProbedAt =
		can.BucketID, can.ConditionalWrites, can.CreateOverMarker, can.ProbedAt
	if learned == row {
		return row, nil
	}
	if learned.ID != row.ID {
		learned.SyncedAt = time.Time{}
	}
	if err := r.laptop.Index.SaveBucket(ctx, learned); err != nil {
		return row, err
	}
	// Which versions the bucket has is known by its id: a bucket made anew under this address has none of them.
	_, err = r.laptop.Index.Enqueue(ctx, r.replica.Company, r.address)
	return learned, err
}

// check makes sure, before something is written, that versioning is on and that conditional writes are honoured.
func (r *remote) check(ctx context.Context) error {
	r.connecting.Lock()
	defer r.connecting.Unlock()
	if !r.checkedAt.IsZero() && r.now().Sub(r.checkedAt) < connectionAge {
		return nil
	}
	row, err := r.introduce(ctx, r.known)
	if err == nil {
		r.known = row
	}
	return err
}

func capabilities(row catalog.Bucket) bucketstore.Capabilities {
	return bucketstore.Capabilities{
		BucketID: row.ID, ConditionalWrites: row.ConditionalWrites, CreateOverMarker: row.CreateOverMarker, ProbedAt: row.ProbedAt,
	}
}

// ended notes how a run went. After a failure the next one connects afresh.
func (r *remote) ended(problem *Problem) {
	if problem != nil {
		r.connecting.Lock()
		r.connectedAt, r.checkedAt = time.Time{}, time.Time{}
		r.connecting.Unlock()
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lastFailure = problem
}

// isOffline tells whether a problem only says that the bucket cannot be reached or worked with now. It is also what an answer says that did not
// come: the next run looks for what it was about.
func isOffline(code workflow.Code) bool {
	switch code {
	case workflow.CodeBucketUnreachable, workflow.CodeBucketTimeout, workflow.CodeBucketBusy, workflow.CodeNotS3,
		workflow.CodeUnclear:
		return true
	default:
		return false
	}
}

// hurry asks for a run at once, of whoever watches the bucket.
func (r *remote) hurry() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}
