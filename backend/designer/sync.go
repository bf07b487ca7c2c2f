package designer

import (
	"context"
	"time"

	"workflow-designer/backend/catalog"
	"workflow-designer/backend/replica"
	"workflow-designer/backend/workflow"
)

// Sync makes this computer and the bucket the same, as far as that goes without a person. The report says what was done and
// what was not; an error means that it could not be tried at all or stopped midway, and what was done stays done. Without a
// bucket there is nothing to do. CodeManyDeleted: see SyncRequest.
func (d *Designer) Sync(ctx context.Context, request SyncRequest) (SyncReport, error) {
	s, bucket := d.inForce()
	report := SyncReport{Conflicts: []OpenedConflict{}, Failures: []SyncFailure{}, OtherKeys: []string{}}
	if err := d.laptop.CatchUpAll(ctx, s.CompanyID); err != nil {
		return report, err
	}
	var left error // what a clone leaves for later could not be done
	if bucket != nil {
		done, err := d.run(ctx, bucket, request)
		left = d.complete(ctx)
		d.completeLater()
		if err != nil {
			return report, err
		}
		if err := d.fill(ctx, &report, done, bucket); err != nil {
			return report, err
		}
	}
	status, err := d.SyncStatus(ctx)
	report.Status = status
	if err == nil {
		err = left
	}
	return report, err
}

func (d *Designer) fill(ctx context.Context, report *SyncReport, done replica.Report, bucket *remote) error {
	report.Pushed, report.Pulled, report.Merged, report.Deleted = done.Pushed, done.Pulled, done.Merged, done.Deleted
	report.OtherCount, report.OtherKeys = done.Others, append(report.OtherKeys, done.OtherKeys...)
	name := func(ref workflow.Ref) (string, error) {
		w, err := d.laptop.Index.Workflow(ctx, ref, bucket.address)
		if workflow.CodeOf(err) == workflow.CodeWorkflowNotFound {
			return "", nil // it could not even be taken in
		}
		return w.Name, err
	}
	for _, ref := range done.Conflicts {
		n, err := name(ref)
		if err != nil {
			return err
		}
		report.Conflicts = append(report.Conflicts, OpenedConflict{WorkflowID: ref.ID, Name: n})
	}
	for _, f := range done.Failures {
		n, err := name(f.Ref)
		if err != nil {
			return err
		}
		report.Failures = append(report.Failures, SyncFailure{WorkflowID: f.Ref.ID, Name: n, Problem: *problemOf(f.Err)})
	}
	return nil
}

// run does one run of sync and keeps what it did.
func (d *Designer) run(ctx context.Context, bucket *remote, request SyncRequest) (replica.Report, error) {
	d.syncing.Lock()
	defer d.syncing.Unlock()
	begin := d.Now().UTC()
	bucket.begun()
	d.tellStatus(ctx)
	report, err := d.runConnected(ctx, bucket, request)
	d.Log.Debug("synced", "bucket", bucket.address, "report", report, "error", err)
	bucket.ended(problemOrNone(err))
	if workflow.CodeOf(err) == workflow.CodeCancelled {
		bucket.stopped()
		return report, err
	}
	ctx = context.WithoutCancel(ctx)
	end := d.Now().UTC()
	kept := d.keepRun(ctx, bucket, catalog.Run{
		StartedAt: begin, EndedAt: end, Pushed: report.Pushed, Pulled: report.Pulled + report.Deleted, Merged: report.Merged,
		Conflicts: len(report.Conflicts), Bytes: report.Bytes, Failure: catalog.RunFailure(err),
	})
	if err == nil && len(report.Failures) == 0 {
		err = d.settled(ctx, bucket, end)
	}
	if logged := d.logSync(ctx, bucket, report); kept == nil {
		kept = logged
	}
	bucket.stopped()
	d.tellStatus(ctx)
	if err == nil {
		err = kept
	}
	return report, err
}

func (d *Designer) runConnected(ctx context.Context, bucket *remote, request SyncRequest) (replica.Report, error) {
	r, err := bucket.connect(ctx)
	if err != nil {
		return replica.Report{}, err
	}
	return r.Sync(ctx, replica.Request{AcceptDeletions: request.AcceptDeletions, Progress: func(p replica.Progress) {
		if bucket.show(p) {
			d.tellStatus(ctx)
		}
	}})
}

// progressEvery is how often the pages hear how far a run is: a person sees no more than a few changes a second.
const progressEvery = 200 * time.Millisecond

// keepRun keeps a run that did something, or failed in another way than the one before.
func (d *Designer) keepRun(ctx context.Context, bucket *remote, r catalog.Run) error {
	if r.Pushed+r.Pulled+r.Merged+r.Conflicts == 0 {
		last, err := d.laptop.Index.Runs(ctx, bucket.address, 1)
		if err != nil {
			return err
		}
		if len(last) > 0 && (last[0].Failure == nil) == (r.Failure == nil) &&
			(r.Failure == nil || last[0].Failure.Code == r.Failure.Code) {
			return nil
		}
	}
	return d.laptop.Index.SaveRun(ctx, bucket.address, r)
}

// settled notes that both sides have the same, when nothing waits any more.
func (d *Designer) settled(ctx context.Context, bucket *remote, at time.Time) error {
	s, _ := d.inForce()
	waiting, err := d.laptop.Index.Waiting(ctx, s.CompanyID, bucket.address)
	if err != nil || waiting.Pending > 0 {
		return err
	}
	return d.laptop.Index.Synced(ctx, bucket.address, at)
}

// settle makes one workflow the same on both sides, at once, as after a save.
func (d *Designer) settle(ctx context.Context, bucket *remote, ref workflow.Ref) (replica.Outcome, error) {
	r, err := bucket.connect(ctx)
	var outcome replica.Outcome
	if err == nil {
		outcome, err = r.Workflow(ctx, ref)
	}
	d.Log.Debug("sent", "bucket", bucket.address, "workflow", ref.ID, "versions", outcome.Pushed, "error", err)
	bucket.ended(problemOrNone(err))
	if err == nil {
		err = d.settled(context.WithoutCancel(ctx), bucket, d.Now().UTC())
	} else {
		bucket.hurry()
	}
	if err == nil {
		// Scenarios waited for the workflow. Why they could not be sent is no reason of the version's; the status says it.
		if sent := r.SendScenarios(ctx, ref); sent != nil {
			bucket.ended(problemOrNone(sent))
		}
	}
	d.tellStatus(ctx)
	return outcome, err
}

func problemOrNone(err error) *Problem {
	if err == nil || workflow.CodeOf(err) == workflow.CodeCancelled {
		return nil
	}
	return problemOf(err)
}

// Follow keeps this computer and the bucket the same until ctx ends, whichever bucket the settings name: it hears from the
// bucket when something changes, or asks it now and then, and tries again after it could not be reached.
func (d *Designer) Follow(ctx context.Context) error {
	for ctx.Err() == nil {
		_, bucket := d.inForce()
		if bucket == nil || bucket.unusable != nil {
			if err := d.pause(ctx, settingsEvery); err != nil {
				break
			}
			continue
		}
		d.followBucket(ctx, bucket)
	}
	return ctx.Err()
}

// settingsEvery is how often Follow looks whether other settings are in force.
const settingsEvery = time.Second

func (d *Designer) followBucket(ctx context.Context, bucket *remote) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go func() { // other settings may come into force
		for d.pause(ctx, settingsEvery) == nil {
			if _, now := d.inForce(); now != bucket {
				stop()
				return
			}
		}
	}()
	r := bucket.replica.Clone() // what is not known yet is found out by each run
	_ = r.Watch(ctx, replica.Watching{
		Run: func(ctx context.Context) (replica.Report, error) {
			defer d.completeLater()
			return d.run(ctx, bucket, SyncRequest{})
		},
		Hint: func(ctx context.Context, ref workflow.Ref) error {
			connected, err := bucket.connect(ctx)
			if err == nil {
				_, err = connected.Changed(ctx, ref)
				d.completeLater()
			}
			bucket.ended(problemOrNone(err))
			d.tellStatus(ctx)
			return err
		},
		Following: func(yes bool) {
			bucket.follows(yes)
			d.tellStatus(ctx)
		},
		Wake: bucket.wake,
	})
}

func (d *Designer) pause(ctx context.Context, t time.Duration) error {
	timer := time.NewTimer(t)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// History asks the bucket for what is not known here of a workflow's history, and gives all of it.
func (d *Designer) History(ctx context.Context, id workflow.ID) (VersionList, error) {
	s, bucket := d.inForce()
	ref := workflow.Ref{Company: s.CompanyID, ID: id}
	if bucket != nil {
		fetch, cancel := context.WithTimeout(ctx, fetchDeadline)
		defer cancel()
		r, err := bucket.connect(fetch)
		if err == nil {
			_, err = r.History(fetch, ref)
			d.completeLater()
		}
		if err != nil && workflow.CodeOf(err) != workflow.CodeStaleParent {
			return VersionList{}, err
		}
	}
	return d.Versions(ctx, id)
}
