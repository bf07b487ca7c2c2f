package designer_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/workflow"
)

// What befalls two people who share a bucket. Each ends in a state that says what is the matter and what to do, and with
// nothing lost: see firm.isSound.

func TestAnswerLostAfterTheBucketHasDoneIt(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		lost func(*http.Request) bool
		do   func(c *computer) designer.SavedVersion
	}{
		"a save": {isPut, func(c *computer) designer.SavedVersion { return c.saves(1, textOf("Ana", 2)) }},
		"a deletion": {isDelete, func(c *computer) designer.SavedVersion {
			deleted, err := c.DeleteWorkflow(context.Background(), 1)
			if err != nil {
				c.t.Fatal(err)
			}
			return deleted
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			// given a network that loses one answer
			f := newFirm(t)
			f.ana.proxy.DropAnswer(1, test.lost)

			// when it is that of what Ana does
			saved := test.do(f.ana)

			// then the program has looked and found it
			f.ana.arrived(saved)
			f.ana.stands(designer.StandingSynced, 0, "")
			f.isSound()
		})
		t.Run(name+", and then the connection", func(t *testing.T) {
			t.Parallel()
			// given a network that loses an answer and is gone
			f := newFirm(t)
			var gone atomic.Bool
			f.ana.proxy.Answer(func(w http.ResponseWriter, r *http.Request, forward http.HandlerFunc) {
				if test.lost(r) && !gone.Swap(true) {
					unheard(r, forward)
				}
				if gone.Load() {
					panic(http.ErrAbortHandler)
				}
				forward(w, r)
			})

			// when Ana does it, and Ben goes on with what is in the bucket
			saved := test.do(f.ana)
			f.ana.waits(saved, workflow.CodeBucketUnreachable)
			f.ana.stands(designer.StandingOffline, 1, workflow.CodeBucketUnreachable)
			syncAll(t, f.ben.Designer)
			f.ben.saves(2, textOf("Ben", 2))

			// then it is found as soon as the network is back
			f.isSound()
		})
	}
}

func TestWriteThatNeverGetsThroughIsNotSentForEver(t *testing.T) {
	t.Parallel()
	// given a network that lets nothing through but small requests
	f := newFirm(t)
	f.ana.proxy.Answer(func(w http.ResponseWriter, r *http.Request, forward http.HandlerFunc) {
		if isPut(r) {
			panic(http.ErrAbortHandler)
		}
		forward(w, r)
	})
	f.ana.proxy.Requests()

	// when Ana saves
	saved := f.ana.saves(1, textOf("Ana", 2))

	// then it was tried twice, and waits
	if puts := f.ana.proxy.Counts()["PUT workflow"]; puts != 2 {
		t.Errorf("it was sent %d times, want twice", puts)
	}
	f.ana.waits(saved, workflow.CodeUnclear, "Sync again")
	f.ana.stands(designer.StandingOffline, 1, workflow.CodeUnclear, "Sync again")
	f.isSound()
}

func TestCaptivePortalNeitherTakesNorGives(t *testing.T) {
	t.Parallel()
	for name, begin := range map[string]func(*computer){
		"while the program runs":  func(*computer) {},
		"when the program starts": func(c *computer) { c.start() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			// given a hotel that answers everything with its login page
			f := newFirm(t)
			f.ben.saves(2, textOf("Ben", 2))
			f.ana.proxy.CaptivePortal()
			begin(f.ana)

			// when Ana works there
			saved := f.ana.saves(1, textOf("Ana", 2))
			f.ana.fails(workflow.CodeNotS3)
			deleted, err := f.ana.DeleteWorkflow(context.Background(), 2)
			if err != nil {
				t.Fatal(err)
			}
			back, err := f.ana.UndeleteWorkflow(context.Background(), 2)
			if err != nil {
				t.Fatal(err)
			}

			// then nothing counts as sent, taken in or deleted, and she is told to log in
			for _, s := range []designer.SavedVersion{saved, deleted, back} {
				f.ana.waits(s, workflow.CodeNotS3, "login page")
			}
			f.ana.stands(designer.StandingOffline, 3, workflow.CodeNotS3, "login page")
			f.ana.has(1, textOf("Ana", 2))
			f.ana.has(2, textOf("Ben", 1))
			if _, err := f.ana.History(context.Background(), 2); workflow.CodeOf(err) != workflow.CodeNotS3 {
				t.Errorf("the history says %v", err)
			}
			f.isSound()
			f.ana.has(2, textOf("Ben", 2))
		})
	}
}

// edited answers a listing with a text that was made of the server's.
func edited(w http.ResponseWriter, r *http.Request, forward http.HandlerFunc, edit func(string) string) {
	answer := unheard(r, forward)
	for name, values := range answer.Header() {
		if name != "Content-Length" {
			w.Header()[name] = values
		}
	}
	w.WriteHeader(answer.Code)
	_, _ = w.Write([]byte(edit(answer.Body.String())))
}

func TestListingThatIsNotAllDeletesNothing(t *testing.T) {
	t.Parallel()
	middle := func(text string) string { return text[:strings.Index(text, "<Contents>")+30] }
	for name, test := range map[string]struct {
		fault func(p *miniotest.Proxy)
		state designer.Standing
		code  workflow.Code
	}{
		"the connection breaks in it": {
			func(p *miniotest.Proxy) { p.CutAnswer(300, isList) }, designer.StandingOffline, workflow.CodeBucketUnreachable,
		},
		"it ends in the middle of a word": {
			func(p *miniotest.Proxy) {
				p.Answer(func(w http.ResponseWriter, r *http.Request, forward http.HandlerFunc) {
					if !isList(r) {
						forward(w, r)
						return
					}
					edited(w, r, forward, middle)
				})
			}, designer.StandingOffline, workflow.CodeNotS3,
		},
		"it does not say whether it is all": {
			func(p *miniotest.Proxy) {
				p.Answer(func(w http.ResponseWriter, r *http.Request, forward http.HandlerFunc) {
					if !isList(r) {
						forward(w, r)
						return
					}
					edited(w, r, forward, func(string) string { return "<ListBucketResult></ListBucketResult>" })
				})
			}, designer.StandingOffline, workflow.CodeNotS3,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			// given a listing that is cut, and something new in the bucket
			f := newFirm(t)
			f.ben.saves(2, textOf("Ben", 2))
			test.fault(f.ana.proxy)

			// when Ana syncs
			f.ana.fails(test.code)

			// then nothing was taken for deleted
			f.ana.stands(test.state, 0, test.code)
			f.ana.has(1, textOf("Ana", 1))
			f.ana.has(2, textOf("Ben", 1))
			f.isSound()
		})
	}
}

func TestWhatAListingLeavesOutIsLookedFor(t *testing.T) {
	t.Parallel()
	// given a well-formed listing that has one workflow less than the bucket, and one that is deleted
	f := newFirm(t)
	syncAll(t, f.ben.Designer)
	f.ben.saves(0, textOf("Ben", 3))
	syncAll(t, f.ana.Designer)
	if _, err := f.ben.DeleteWorkflow(context.Background(), 3); err != nil {
		t.Fatal(err)
	}
	f.ana.proxy.Answer(func(w http.ResponseWriter, r *http.Request, forward http.HandlerFunc) {
		if !isList(r) {
			forward(w, r)
			return
		}
		edited(w, r, forward, func(text string) string {
			from, to := strings.Index(text, "<Contents>"), strings.Index(text, "</Contents>")
			if from < 0 {
				return text // of what is kept aside
			}
			return text[:from] + text[to+len("</Contents>"):]
		})
	})
	f.ana.proxy.Requests()

	// when Ana syncs
	report := syncAll(t, f.ana.Designer)
	asked := f.ana.proxy.Requests()

	// then only what a HEAD says is deleted is deleted here
	if report.Deleted != 1 || len(report.Failures) != 0 {
		t.Errorf("the sync did %+v", report)
	}
	for _, missing := range []string{"/workflows/1/", "/workflows/3/"} {
		if !slices.ContainsFunc(asked, func(request string) bool { return strings.Contains(request, missing) }) {
			t.Errorf("nobody looked for %s, which the listing lacks: %q", missing, asked)
		}
	}
	f.ana.has(1, textOf("Ana", 1))
	f.ana.stands(designer.StandingSynced, 0, "")
	f.isSound()
}

func TestBusyStoreIsNotAskedInVainForEver(t *testing.T) {
	t.Parallel()
	// given a store that refuses every other request for being busy
	f := newFirm(t)
	f.ana.proxy.Unsteady(11, miniotest.Odds{Busy: 0.5})

	// when Ana saves and syncs
	for n := 2; n < 6; n++ {
		if saved := f.ana.saves(1, textOf("Ana", n)); saved.SyncState != designer.SyncSynced {
			f.ana.waits(saved, workflow.CodeBucketBusy, "busy", "tried again")
		}
	}

	// when then it refuses all
	f.ana.proxy.Unsteady(11, miniotest.Odds{Busy: 1})
	begin := time.Now()
	saved := f.ana.saves(1, textOf("Ana", 6))
	if took := time.Since(begin); took > 5*time.Second {
		t.Errorf("the save took %v", took)
	}

	// then what waits is safe, and it is said why
	f.ana.waits(saved, workflow.CodeBucketBusy, "busy", "tried again")
	f.ana.fails(workflow.CodeBucketBusy)
	status, err := f.ana.SyncStatus(context.Background())
	if err != nil || status.PendingCount == 0 || status.State != designer.StandingOffline {
		t.Errorf("the status is %+v, %v", status, err)
	}
	f.ana.says(status.Error, workflow.CodeBucketBusy, "busy", "tried again")
	f.isSound()
}

func TestStoreTooBusyForWritesStopsTheSync(t *testing.T) {
	t.Parallel()
	for name, refusal := range map[string]struct {
		status int
		code   string
	}{
		"slow down": {http.StatusServiceUnavailable, "SlowDown"}, "unavailable": {http.StatusServiceUnavailable, "ServiceUnavailable"},
		"too many requests": {http.StatusTooManyRequests, "TooManyRequests"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			// given two versions that wait, and a store that takes none at the moment
			f := newFirm(t)
			f.ana.proxy.Refuse()
			f.ana.saves(1, textOf("Ana", 2))
			f.ana.saves(2, textOf("Ana", 3))
			f.ana.proxy.Answer(func(w http.ResponseWriter, r *http.Request, forward http.HandlerFunc) {
				if isPut(r) {
					miniotest.Refusal(w, refusal.status, refusal.code)
					return
				}
				forward(w, r)
			})

			// when Ana syncs
			report, err := f.ana.Sync(context.Background(), designer.SyncRequest{})

			// then it is no trouble of either workflow, and nothing is lost
			if workflow.CodeOf(err) != workflow.CodeBucketBusy || len(report.Failures) > 0 {
				t.Errorf("the sync did %+v and says %v", report, err)
			}
			f.ana.stands(designer.StandingOffline, 2, workflow.CodeBucketBusy, "busy", "tried again")
			f.ana.proxy.Forward()
			syncAll(t, f.ana.Designer)
			f.ana.stands(designer.StandingSynced, 0, "")
			f.isSound()
		})
	}
}

func TestConflictingRequestIsSentAgain(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		times int64
		check func(c *computer, saved designer.SavedVersion)
	}{
		"three times": {3, func(c *computer, saved designer.SavedVersion) {
			c.arrived(saved)
			c.stands(designer.StandingSynced, 0, "")
		}},
		"always": {1 << 30, func(c *computer, saved designer.SavedVersion) {
			c.waits(saved, workflow.CodeBucketFailed, "try again")
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			// given a store where another request on the key is in progress
			f := newFirm(t)
			var left atomic.Int64
			left.Store(test.times)
			f.ana.proxy.Answer(func(w http.ResponseWriter, r *http.Request, forward http.HandlerFunc) {
				if isPut(r) && left.Add(-1) >= 0 {
					miniotest.Refusal(w, http.StatusConflict, "ConditionalRequestConflict")
					return
				}
				forward(w, r)
			})

			// when Ana saves
			saved := f.ana.saves(1, textOf("Ana", 2))

			// then it is no conflict of versions
			test.check(f.ana, saved)
			f.isSound()
		})
	}
}

func TestSlowLineHoldsNobodyUpAndGetsItThrough(t *testing.T) {
	t.Parallel()
	// given a line of a kilobyte a second, and a text of twelve
	f := newFirm(t)
	f.ana.proxy.Throttle(1000)
	long := textOf("Ana", 2) + "# " + strings.Repeat("x", 12000) + "\n"

	// when Ana saves
	begin := time.Now()
	saved := f.ana.saves(1, long)

	// then she can go on, and the sync in the background gets it through
	if took := time.Since(begin); took > 6*time.Second {
		t.Errorf("the save took %v", took)
	}
	f.ana.waits(saved, workflow.CodeUnclear, "Sync again")
	f.ana.stands(designer.StandingOffline, 1, workflow.CodeUnclear, "Sync again")
	if report := syncAll(t, f.ana.Designer); report.Status.State != designer.StandingSynced {
		t.Errorf("after the sync: %+v", report)
	}
	f.isSound()
	f.ben.has(1, long)
}
