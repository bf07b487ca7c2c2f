package replica

import (
	"context"
	"math/rand/v2"
	"time"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// How long Watch waits. A bucket that does not tell changes is asked often while something happens and seldom when nothing
// does; one that cannot be reached is left in peace for longer each time.
const (
	soonest  = 3 * time.Second
	seldom   = time.Minute
	retry    = time.Second
	patience = time.Minute
	gather   = 50 * time.Millisecond // what changes together is taken together
	// recheck is when a bucket that tells its changes is listed all the same: a hint may get lost.
	recheck = 10 * time.Minute
)

// Watching is how Watch is told things, and tells them.
type Watching struct {
	// Run runs one sync; it is Sync, with whatever its caller does around it.
	Run func(context.Context) (Report, error)
	// Hint is called for a workflow that the bucket says has changed.
	Hint func(context.Context, workflow.Ref) error
	// Following is told whether the bucket tells changes by itself.
	Following func(bool)
	// Wake makes Watch run a sync at once.
	Wake <-chan struct{}
	// Pause waits, or returns the error of ctx; nil is a real clock.
	Pause func(context.Context, time.Duration) error
}

// Watch keeps both sides the same until ctx ends: it runs a sync, then waits for the bucket to say that something changed, or
// asks it now and then, also when the bucket says for whatever reason that it will not tell. After it could not be reached
// everything is looked at again. It gives the error of ctx.
func (r *Replica) Watch(ctx context.Context, w Watching) error {
	watch := watcher{Watching: w, bucket: r.Bucket, company: r.Company, pause: soonest, retry: retry}
	if watch.Pause == nil {
		watch.Pause = sleep
	}
	for ctx.Err() == nil {
		watch.turn(ctx)
	}
	watch.Following(false)
	return ctx.Err()
}

type watcher struct {
	Watching
	bucket  storage.Bucket
	company workflow.CompanyID
	deaf    bool          // the bucket does not tell changes
	pause   time.Duration // until it is asked again
	retry   time.Duration // until it is tried again when it could not be reached
}

// turn follows the bucket as long as that goes. When it cannot even begin it runs one sync and waits: keys that may not listen
// may still list.
func (w *watcher) turn(ctx context.Context) {
	follower, can := w.bucket.(storage.Follower)
	if can && !w.deaf {
		ran, err := w.follow(ctx, follower)
		w.Following(false)
		if ran || ctx.Err() != nil {
			w.back(ctx)
			return
		}
		w.deaf = workflow.CodeOf(err) == workflow.CodeNotSupported
	}
	report, err := w.Run(ctx)
	if err != nil {
		w.back(ctx)
		return
	}
	w.retry = retry
	w.pause = min(2*w.pause, seldom)
	if report.Pushed+report.Pulled+report.Merged+report.Deleted > 0 {
		w.pause = soonest
	}
	w.wait(ctx, w.pause)
}

// back waits before the next try, longer each time, and never as long as all others who lost the same connection.
func (w *watcher) back(ctx context.Context) {
	w.wait(ctx, retry/2+rand.N(w.retry))
	w.retry = min(2*w.retry, patience)
}

// wait ends early when something is to be done at once.
func (w *watcher) wait(ctx context.Context, d time.Duration) {
	waiting, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		select {
		case <-w.Wake:
			stop()
		case <-waiting.Done():
		}
	}()
	_ = w.Pause(waiting, d)
}

// follow takes hints until the connection breaks; ran tells whether it came to a sync. Before the first hint everything is looked
// at: what happened while nobody followed is told by none.
func (w *watcher) follow(ctx context.Context, follower storage.Follower) (ran bool, err error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	hints := make(chan workflow.Ref, 256)
	ended := make(chan error, 1)
	go func() {
		defer close(hints)
		for ref, err := range follower.Follow(ctx, w.company) {
			if err != nil {
				ended <- err
				return
			}
			select {
			case hints <- ref:
			case <-ctx.Done():
				ended <- ctx.Err()
				return
			}
		}
		ended <- nil
	}()
	timer := time.NewTimer(recheck)
	defer timer.Stop()
	for {
		select {
		case ref, open := <-hints:
			if !open {
				return ran, <-ended
			}
			ran = true
			if err := w.take(ctx, ref, hints); err != nil {
				return ran, err
			}
		case <-w.Wake:
			ran = true
			if _, err := w.Run(ctx); err != nil {
				return ran, err
			}
		case <-timer.C:
			ran = true
			if _, err := w.Run(ctx); err != nil {
				return ran, err
			}
			timer.Reset(recheck)
		case <-ctx.Done():
			return ran, ctx.Err()
		}
	}
}

// take does what a hint and those that come with it ask for.
func (w *watcher) take(ctx context.Context, first workflow.Ref, hints <-chan workflow.Ref) error {
	together := map[workflow.Ref]bool{first: true}
	timer := time.NewTimer(gather)
	defer timer.Stop()
	for waiting := true; waiting; {
		select {
		case ref, open := <-hints:
			if !open {
				waiting = false
				break
			}
			together[ref] = true
		case <-timer.C:
			waiting = false
		}
	}
	if together[workflow.Ref{}] {
		if _, err := w.Run(ctx); err != nil {
			return err
		}
		w.retry = retry
		w.Following(true)
		return nil
	}
	for ref := range together {
		if err := w.Hint(ctx, ref); err != nil && !concernsOneWorkflow(workflow.CodeOf(err)) {
			return err
		}
	}
	return nil
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
