package replica_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"workflow-designer/backend/replica"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/memstore"
	"workflow-designer/backend/workflow"
)

// watched is a Watch on a bucket in memory. It runs under a clock that only goes on while the test sleeps; what it does is written
// down instead of done.
type watched struct {
	t     *testing.T
	wake  chan struct{}
	stop  context.CancelFunc
	ended chan error

	mu      sync.Mutex
	did     []string
	waits   []time.Duration
	outcome replica.Outcome // of syncs
	fails   error           // why they go wrong
	hint    error           // why looking at one workflow does
}

// underWatch does a test with a Watch on a bucket.
func underWatch(t *testing.T, bucket storage.Bucket, test func(*watched)) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		w := &watched{t: t, wake: make(chan struct{}, 1), stop: stop, ended: make(chan error, 1)}
		r := &replica.Replica{Bucket: bucket, Company: company}
		go func() { w.ended <- r.Watch(ctx, w.watching()) }()
		test(w)
		stop() // a goroutine that goes on after that fails the test
	})
}

func (w *watched) watching() replica.Watching {
	note := func(what string) {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.did = append(w.did, what)
	}
	return replica.Watching{
		Run: func(context.Context) (replica.Report, error) {
			note("sync")
			w.mu.Lock()
			defer w.mu.Unlock()
			return replica.Report{Outcome: w.outcome}, w.fails
		},
		Hint: func(_ context.Context, ref workflow.Ref) error {
			note(fmt.Sprintf("look at %d", ref.ID))
			w.mu.Lock()
			defer w.mu.Unlock()
			return w.hint
		},
		Following: func(yes bool) { note(map[bool]string{true: "follows", false: "does not follow"}[yes]) },
		Wake:      w.wake,
		Pause: func(ctx context.Context, d time.Duration) error {
			w.mu.Lock()
			w.waits = append(w.waits, d)
			w.mu.Unlock()
			select {
			case <-time.After(d):
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		},
	}
}

// then says what comes of everything from now on.
func (w *watched) then(outcome replica.Outcome, sync, hint error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.outcome, w.fails, w.hint = outcome, sync, hint
}

// done gives what was done since it was last asked.
func (w *watched) done() []string {
	synctest.Wait()
	w.mu.Lock()
	defer w.mu.Unlock()
	done := w.did
	w.did = nil
	return done
}

// does asserts what was done since it was last asked, in this order.
func (w *watched) does(want ...string) {
	w.t.Helper()
	if done := w.done(); !slices.Equal(done, want) {
		w.t.Errorf("it did %q, want %q", done, want)
	}
}

// hears lets the time pass in which hints are gathered, and asserts what was done then.
func (w *watched) hears(want ...string) {
	w.t.Helper()
	time.Sleep(50 * time.Millisecond)
	w.does(want...)
}

// pause gives how long it waits now, and lets it go on after that time.
func (w *watched) pause() time.Duration {
	w.t.Helper()
	synctest.Wait()
	w.mu.Lock()
	if len(w.waits) == 0 {
		w.t.Fatal("it does not wait")
	}
	last := w.waits[len(w.waits)-1]
	w.waits = nil
	w.mu.Unlock()
	time.Sleep(last)
	synctest.Wait()
	return last
}

// pauses asserts how long it waits, one time after the other.
func (w *watched) pauses(want ...time.Duration) {
	w.t.Helper()
	for i, d := range want {
		if got := w.pause(); got != d {
			w.t.Errorf("wait %d is %v, want %v", i+1, got, d)
		}
	}
}

// silent is a bucket that does not say when something changes.
func silent() storage.Bucket { return struct{ storage.Bucket }{memstore.New()} }

// mute is a bucket that never comes to say that from now on it tells what changes.
type mute struct{ storage.Bucket }

// Follow implements storage.Follower.
func (mute) Follow(ctx context.Context, _ workflow.CompanyID) iter.Seq2[workflow.Ref, error] {
	return func(yield func(workflow.Ref, error) bool) {
		<-ctx.Done()
		yield(workflow.Ref{}, ctx.Err())
	}
}

var (
	nothing = replica.Outcome{}
	away    = &workflow.Error{Code: workflow.CodeBucketUnreachable, Message: "Nothing answers.", Hint: "Check the network."}
)

func TestASilentBucketIsAskedSeldomWhileNothingHappens(t *testing.T) {
	underWatch(t, silent(), func(w *watched) {
		w.pauses(6*time.Second, 12*time.Second, 24*time.Second, 48*time.Second, time.Minute, time.Minute)
		w.does("sync", "sync", "sync", "sync", "sync", "sync", "sync")
	})
}

func TestASilentBucketIsAskedSoonAfterSomethingHappened(t *testing.T) {
	for name, outcome := range map[string]replica.Outcome{
		"sent": {Pushed: 1}, "taken in": {Pulled: 1}, "brought together": {Merged: 1}, "deleted": {Deleted: 1},
	} {
		t.Run(name, func(t *testing.T) {
			underWatch(t, silent(), func(w *watched) {
				w.pauses(6*time.Second, 12*time.Second)
				w.then(outcome, nil, nil)
				w.pauses(24*time.Second, 3*time.Second)
				w.then(nothing, nil, nil)
				w.pauses(3*time.Second, 6*time.Second, 12*time.Second)
			})
		})
	}
}

// The waits are drawn by lot, so that not all who lost the same server come back at once.
func TestABucketThatIsAwayIsLeftInPeaceForLongerEachTime(t *testing.T) {
	underWatch(t, silent(), func(w *watched) {
		w.does("sync")
		w.then(nothing, away, nil)
		w.pause()
		longest, sum, drawn := time.Second, time.Duration(0), map[time.Duration]bool{}
		const tries = 200
		for try := range tries {
			d := w.pause()
			if d < time.Second/2 || d >= time.Second/2+longest {
				t.Errorf("wait %d is %v, want less than %v more than half a second", try+1, d, longest)
			}
			longest, sum, drawn[d] = min(2*longest, time.Minute), sum+d, true
		}
		if mean := sum / tries; mean < 20*time.Second || len(drawn) < tries/2 {
			t.Errorf("it waits %v on the average, %d different times", mean, len(drawn))
		}

		w.then(nothing, nil, nil)
		w.pause() // the last one after a failure
		w.pauses(12 * time.Second)
		w.then(nothing, away, nil)
		w.pause() // the last one after a success
		if d := w.pause(); d >= 3*time.Second/2 {
			t.Errorf("after it answered once more it waits %v", d)
		}
	})
}

func TestAWakeEndsAWait(t *testing.T) {
	underWatch(t, silent(), func(w *watched) {
		w.does("sync")
		w.wake <- struct{}{}
		w.does("sync")
		w.then(nothing, away, nil)
		w.wake <- struct{}{}
		w.does("sync")
		w.wake <- struct{}{} // and one that follows a failure
		w.does("sync")
	})
}

func TestATellingBucketIsFollowed(t *testing.T) {
	bucket := memstore.New()
	underWatch(t, bucket, func(w *watched) {
		w.hears("sync", "follows")

		bucket.Upload(ref(7), []byte("a: 1\n"))
		bucket.Upload(workflow.Ref{Company: company + 1, ID: 8}, []byte("a: 1\n"))
		bucket.Upload(ref(7), []byte("a: 2\n"))
		bucket.Delete(ref(9))
		w.does() // what comes together is looked at once
		time.Sleep(50 * time.Millisecond)
		if done := slices.Sorted(slices.Values(w.done())); !slices.Equal(done, []string{"look at 7", "look at 9"}) {
			t.Errorf("it did %q", done)
		}

		bucket.Upload(ref(9), []byte("a: 1\n"))
		w.hears("look at 9")

		w.wake <- struct{}{}
		w.does("sync")
		if len(w.waits) > 0 {
			t.Errorf("it waited %v", w.waits)
		}
	})
}

func TestATellingBucketIsListedNowAndThen(t *testing.T) {
	underWatch(t, memstore.New(), func(w *watched) {
		w.hears("sync", "follows")
		time.Sleep(9 * time.Minute)
		w.does()
		time.Sleep(time.Minute)
		w.does("sync")
		time.Sleep(10 * time.Minute)
		w.does("sync")
	})
}

func TestEverythingIsLookedAtAfterTheConnectionBroke(t *testing.T) {
	bucket := memstore.New()
	underWatch(t, bucket, func(w *watched) {
		w.hears("sync", "follows")
		bucket.Disconnect()
		w.does("does not follow")
		bucket.Upload(ref(7), []byte("a: 1\n")) // no hint comes of that

		if d := w.pause(); d >= 3*time.Second/2 {
			t.Errorf("it waited %v", d)
		}

		w.hears("sync", "follows")
		bucket.Upload(ref(7), []byte("a: 2\n"))
		w.hears("look at 7")
	})
}

func TestAFailureEndsFollowingUntilEverythingWasLookedAt(t *testing.T) {
	for name, test := range map[string]struct {
		what string
		fail func(*watched, *memstore.Store)
	}{
		"of a sync": {"sync", func(w *watched, _ *memstore.Store) { w.wake <- struct{}{} }},
		"of a hint": {"look at 7", func(_ *watched, bucket *memstore.Store) { bucket.Upload(ref(7), []byte("a: 1\n")) }},
	} {
		t.Run(name, func(t *testing.T) {
			bucket := memstore.New()
			underWatch(t, bucket, func(w *watched) {
				w.hears("sync", "follows")
				w.then(nothing, away, away)
				test.fail(w, bucket)
				w.hears(test.what, "does not follow")
				for range 10 { // it can be followed, and not listed
					w.pause()
					w.hears("sync", "does not follow")
				}
				w.then(nothing, nil, nil)
				w.pause()
				w.hears("sync", "follows")
				bucket.Disconnect()
				if d := w.pause(); d >= 3*time.Second/2 {
					t.Errorf("after it went well again it waits %v", d)
				}
			})
		})
	}
}

func TestWhatAilsOneWorkflowDoesNotEndFollowing(t *testing.T) {
	bucket := memstore.New()
	underWatch(t, bucket, func(w *watched) {
		w.then(nothing, nil, &workflow.Error{
			Code: workflow.CodeDamaged, Message: "It is not what was saved.", Hint: "Open another version.",
		})
		w.hears("sync", "follows")
		for range 2 {
			bucket.Upload(ref(7), []byte("a: 1\n"))
			w.hears("look at 7")
		}
	})
}

func TestABucketThatCannotBeFollowedIsAsked(t *testing.T) {
	for name, test := range map[string]struct {
		code   workflow.Code
		always bool // it is tried again each time
	}{
		"it does not do that":    {workflow.CodeNotSupported, false},
		"the keys may not":       {workflow.CodeAccessDenied, true},
		"something in the way":   {workflow.CodeBucketTimeout, true},
		"it is busy at the time": {workflow.CodeBucketBusy, true},
	} {
		t.Run(name, func(t *testing.T) {
			asked := 0
			bucket := memstore.WithFaults(memstore.New(), func(op string, n int) memstore.Fault {
				if op != memstore.OpFollow {
					return memstore.Fault{}
				}
				asked = n
				return memstore.Refused(&workflow.Error{Code: test.code, Message: "It does not.", Hint: "Ask it now and then."})
			})
			underWatch(t, bucket, func(w *watched) {
				w.pauses(6*time.Second, 12*time.Second, 24*time.Second)
				done := slices.DeleteFunc(w.done(), func(what string) bool { return what == "does not follow" })
				if len(done) != 4 {
					t.Errorf("it did %q", done)
				}
				if want := map[bool]int{true: 4, false: 1}[test.always]; asked != want {
					t.Errorf("it tried to follow %d times, want %d", asked, want)
				}
			})
		})
	}
}

func TestACancelledWatchEnds(t *testing.T) {
	for name, test := range map[string]struct {
		bucket storage.Bucket
		err    error
	}{
		"while it follows":                {memstore.New(), nil},
		"while it waits to ask":           {silent(), nil},
		"while it waits after a failure":  {silent(), away},
		"while it waits to follow afresh": {memstore.New(), away},
		"before it can follow":            {mute{memstore.New()}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			underWatch(t, test.bucket, func(w *watched) {
				w.then(nothing, test.err, nil)
				time.Sleep(time.Minute)
				w.done()

				w.stop()

				if done := w.done(); slices.Contains(done, "sync") || len(done) == 0 || done[len(done)-1] != "does not follow" {
					t.Errorf("after the end it did %q", done)
				}
				if err := <-w.ended; !errors.Is(err, context.Canceled) {
					t.Errorf("it ended with %v", err)
				}
				time.Sleep(time.Hour)
				w.does()
			})
		})
	}
}
