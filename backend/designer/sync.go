package designer

import (
	"context"

	"workflow-designer/backend/replica"
	"workflow-designer/backend/workflow"
)

// Sync pushes every version that waits, oldest first per workflow. The report says what was sent and what was not;
// an error means that it could not be tried at all or stopped midway. Without a bucket there is nothing to do.
func (d *Designer) Sync(ctx context.Context) (SyncReport, error) {
	s, bucket := d.inForce()
	report := SyncReport{Failures: []SyncFailure{}}
	if err := d.catchUpAll(ctx); err != nil {
		return report, err
	}
	if bucket != nil {
		pushed, failures, err := d.push(ctx, bucket, s.CompanyID, 0)
		report.Pushed = pushed
		if err != nil {
			return report, err
		}
		for _, f := range failures {
			w, err := d.index.Workflow(ctx, f.Ref, bucket.address)
			if err != nil {
				return report, err
			}
			report.Failures = append(report.Failures, SyncFailure{WorkflowID: f.Ref.ID, Name: w.Name, Problem: *problemOf(f.Err)})
		}
	}
	status, err := d.SyncStatus(ctx)
	report.Status = status
	return report, err
}

// SyncStatus says what waits and how the last attempt went. It does not talk to the bucket.
func (d *Designer) SyncStatus(ctx context.Context) (SyncStatus, error) {
	s, bucket := d.inForce()
	status := SyncStatus{StorageType: string(s.StorageType)}
	if bucket == nil {
		return status, nil
	}
	status.Bucket, status.Error = bucket.name, bucket.failure()
	if bucket.unusable != nil {
		status.Error = problemOf(bucket.unusable)
	}
	waiting, err := d.index.Waiting(ctx, s.CompanyID, bucket.address)
	if err != nil {
		return status, err
	}
	status.PendingCount, status.ConflictCount = waiting.Pending, waiting.Conflicts
	if status.Error == nil && waiting.Failure != nil {
		// The last attempt was another run of the program.
		status.Error = &Problem{Code: waiting.Failure.Code, Message: waiting.Failure.Message, Hint: waiting.Failure.Hint}
	}
	row, err := d.index.Bucket(ctx, bucket.address)
	if err != nil {
		return status, err
	}
	if !row.SyncedAt.IsZero() {
		at := row.SyncedAt
		status.SyncedAt = &at
	}
	return status, nil
}

// push sends what waits: of one workflow, or of all when only is 0.
func (d *Designer) push(ctx context.Context, bucket *remote, company workflow.CompanyID, only workflow.ID) (int, []replica.Failure, error) {
	d.pushing.Lock()
	defer d.pushing.Unlock()
	known, err := bucket.connect(ctx, company)
	if err != nil {
		d.Log.Debug("not connected", "bucket", bucket.address, "error", err)
		bucket.ended(problemOf(err))
		return 0, nil, err
	}
	pusher := replica.Pusher{
		Local: d.local, Bucket: bucket.store, Index: d.index, Receipts: d.local,
		BucketID: known.ID, Address: bucket.address, Now: d.Now,
	}
	report, err := pusher.Push(ctx, company, only)
	d.Log.Debug("pushed", "bucket", bucket.address, "versions", report.Pushed, "held", len(report.Failures), "error", err)
	if err != nil {
		bucket.ended(problemOf(err))
		return report.Pushed, report.Failures, err
	}
	bucket.ended(nil)
	waiting, err := d.index.Waiting(ctx, company, bucket.address)
	if err != nil {
		return report.Pushed, report.Failures, err
	}
	if waiting.Pending == 0 {
		known.SyncedAt = d.Now().UTC()
		if err := d.index.SaveBucket(ctx, known); err != nil {
			return report.Pushed, report.Failures, err
		}
	}
	return report.Pushed, report.Failures, nil
}
