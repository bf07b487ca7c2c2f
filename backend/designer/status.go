package designer

import (
	"context"

	"workflow-designer/backend/replica"
	"workflow-designer/backend/workflow"
)

// SyncStatus says what waits and how the last attempt went. It does not talk to the bucket.
func (d *Designer) SyncStatus(ctx context.Context) (SyncStatus, error) {
	s, bucket := d.inForce()
	status := SyncStatus{StorageType: string(s.StorageType), State: StandingLocal}
	if bucket == nil {
		return status, nil
	}
	status.Bucket = bucket.name
	bucket.mu.Lock()
	running := bucket.running
	status.Error, status.Progress, status.Following = bucket.lastFailure, bucket.progress, bucket.following
	bucket.mu.Unlock()
	if bucket.unusable != nil {
		status.Error = problemOf(bucket.unusable)
	}
	waiting, err := d.laptop.Index.Waiting(ctx, s.CompanyID, bucket.address)
	if err != nil {
		return status, err
	}
	status.PendingCount, status.ConflictCount = waiting.Pending, waiting.Conflicts
	if status.Error == nil && waiting.Failure != nil {
		// The last attempt was another run of the program.
		status.Error = &Problem{Code: waiting.Failure.Code, Message: waiting.Failure.Message, Hint: waiting.Failure.Hint}
	}
	row, err := d.laptop.Index.Bucket(ctx, bucket.address)
	if err != nil {
		return status, err
	}
	if !row.SyncedAt.IsZero() {
		at := row.SyncedAt
		status.SyncedAt = &at
	}
	status.State = standing(status, running)
	return status, nil
}

func standing(s SyncStatus, running bool) Standing {
	switch {
	case s.Error != nil && !isOffline(s.Error.Code):
		return StandingError
	case running && s.Progress != nil && s.Progress.Total > 0:
		return StandingSyncing
	case s.ConflictCount > 0:
		return StandingConflict
	case s.Error != nil:
		return StandingOffline
	case s.PendingCount > 0:
		return StandingPending
	default:
		return StandingSynced
	}
}

// SyncRuns gives what the last runs did, newest first.
func (d *Designer) SyncRuns(ctx context.Context) ([]SyncRun, error) {
	_, bucket := d.inForce()
	runs := []SyncRun{}
	if bucket == nil {
		return runs, nil
	}
	rows, err := d.laptop.Index.Runs(ctx, bucket.address, shownRuns)
	for _, r := range rows {
		run := SyncRun{
			StartedAt: r.StartedAt, EndedAt: r.EndedAt, Pushed: r.Pushed, Pulled: r.Pulled, Merged: r.Merged, Conflicts: r.Conflicts,
			Bytes: r.Bytes,
		}
		if r.Failure != nil {
			run.Error = &Problem{Code: r.Failure.Code, Message: r.Failure.Message, Hint: r.Failure.Hint}
		}
		runs = append(runs, run)
	}
	return runs, err
}

const shownRuns = 20

func (r *remote) begun() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.running, r.progress = true, nil
}

func (r *remote) stopped() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.running, r.progress = false, nil
}

// show keeps how far a run is, from any goroutine, and reports whether it is time to tell the pages.
func (r *remote) show(p replica.Progress) (tell bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.progress = &SyncProgress{Phase: string(p.Phase), Done: p.Done, Total: p.Total, Bytes: p.Bytes}
	now := r.now()
	if now.Sub(r.shownAt) <= progressEvery {
		return false
	}
	r.shownAt = now
	return true
}

func (r *remote) follows(yes bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.following = yes
}

// tellStatus tells the pages where this computer stands now.
func (d *Designer) tellStatus(ctx context.Context) {
	if d.audience.empty() {
		return
	}
	status, err := d.SyncStatus(context.WithoutCancel(ctx))
	if err != nil {
		return // the page hears it when it asks
	}
	d.audience.tell(Event{Kind: "sync", Status: &status})
}

// happened tells the pages what sync did to a workflow.
func (d *Designer) happened(bucket *remote, e replica.Event) {
	if d.audience.empty() {
		return
	}
	event := Event{
		Kind: "workflow", What: string(e.What), WorkflowID: e.Ref.ID, FromWorkflowID: e.From, Author: e.Author, VersionID: string(e.UID),
	}
	ctx := context.Background()
	if w, err := d.laptop.Index.Workflow(ctx, e.Ref, bucket.address); err == nil {
		event.Name = w.Name
	}
	if v, err := d.laptop.Index.Version(ctx, e.Ref, bucket.address, string(e.UID)); err == nil && v.Receipt != nil &&
		v.Receipt.Kind == workflow.ReceiptVersion {
		event.VersionID = v.Receipt.VersionID
	}
	d.audience.tell(event)
}
