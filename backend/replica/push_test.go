package replica_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/replica"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/memstore"
	"workflow-designer/backend/workflow"
)

func TestANewWorkflowReachesTheBucket(t *testing.T) {
	d := newDesk(t, memstore.New())
	d.save(7, "a: 1\n")

	report, err := d.pusher.Push(context.Background(), company, 0)

	if err != nil || report.Pushed != 1 || len(report.Failures) != 0 {
		t.Fatalf("got %+v, %v", report, err)
	}
	d.wantInBucket(7, "a: 1\n")
	equal(t, "waits", d.waiting(), "")
}

func TestAChainArrivesOldestFirst(t *testing.T) {
	// Given versions of two workflows that were saved in turns, one with the text of the one before, one with an old text
	d := newDesk(t, memstore.New())
	d.save(7, "a: 1\n", "a: 2\n")
	d.save(12, "b: 1\n")
	d.save(7, "a: 2\n", "a: 1\n")

	d.push()

	d.wantInBucket(7, "a: 1\n", "a: 2\n", "a: 2\n", "a: 1\n")
	d.wantInBucket(12, "b: 1\n")

	// And the next save goes on top
	d.save(7, "a: 3\n")
	d.push()
	d.wantInBucket(7, "a: 1\n", "a: 2\n", "a: 2\n", "a: 1\n", "a: 3\n")
}

func TestOneWorkflowIsPushedAlone(t *testing.T) {
	d := newDesk(t, memstore.New())
	d.save(7, "a: 1\n")
	d.save(9, "b: 1\n")
	report, err := d.pusher.Push(context.Background(), company, 9)
	if err != nil || report.Pushed != 1 {
		t.Fatalf("got %+v, %v", report, err)
	}
	equal(t, "waits", d.waiting(), " 7#1")
}

func TestAFirstPushDoesNotListVersions(t *testing.T) {
	// A save waits for its push; listing costs as much as the push itself.
	bucket, calls := watched(memstore.New())
	d := newDesk(t, bucket)
	d.save(7, "a: 1\n", "a: 2\n")
	d.push()
	equal(t, "puts", calls.count[memstore.OpPut], 2)
	equal(t, "lists", calls.count[memstore.OpVersions], 0)
}

func TestALostAnswerMakesNoDuplicate(t *testing.T) {
	// The last text is that of the version below it: the bucket cannot tell the second write from the first.
	texts := []string{"a: 1\n", "a: 2\n", "a: 2\n"}
	for lost := 1; lost <= len(texts); lost++ {
		bucket, calls := watched(memstore.New())
		calls.fault = func(op string, n int) memstore.Fault {
			if op == memstore.OpPut && n == lost {
				return memstore.AnswerLost()
			}
			return memstore.Fault{}
		}
		d := newDesk(t, bucket)
		d.save(7, texts...)

		d.push()

		d.wantInBucket(7, texts...)
		equal(t, "puts", calls.count[memstore.OpPut], len(texts))
	}
}

func TestARestartFindsWhatHadReachedTheBucket(t *testing.T) {
	for _, texts := range [][]string{{"a: 1\n", "a: 2\n", "a: 3\n"}, {"a: 1\n", "a: 1\n", "a: 1\n"}} {
		// Given a push whose second write arrived, whereupon the network went away
		inner := memstore.New()
		d := newDesk(t, inner)
		d.save(7, texts...)
		cut := memstore.WithFaults(inner, func(op string, n int) memstore.Fault {
			switch {
			case op == memstore.OpPut && n == 2:
				return memstore.AnswerLost()
			case op == memstore.OpVersions:
				return memstore.Refused(problem(workflow.CodeBucketUnreachable))
			}
			return memstore.Fault{}
		})
		report, err := d.through(cut).Push(context.Background(), company, 0)
		wantCode(t, err, workflow.CodeBucketUnreachable)
		equal(t, "pushed", report.Pushed, 1)
		equal(t, "waits", d.waiting(), " 7#2 7#3")

		// When it is back
		d.push()

		// Then each version is there once
		d.wantInBucket(7, texts...)
	}
}

func TestSomeoneElsesVersionIsAConflict(t *testing.T) {
	// Given a workflow in the bucket on which Bo saved, while two versions were saved here
	bucket, calls := watched(memstore.New())
	d := newDesk(t, bucket)
	d.save(7, "a: 1\n")
	d.push()
	d.others(7, "a: bo\n")
	d.save(7, "a: 2\n", "a: 3\n")
	d.save(9, "b: 1\n")

	// When they are pushed
	report, err := d.pusher.Push(context.Background(), company, 0)

	// Then both wait and say why, the other workflow is sent, and nothing was written over Bo's
	if err != nil || report.Pushed != 1 || len(report.Failures) != 1 || report.Failures[0].Ref != ref(7) {
		t.Fatalf("got %+v, %v", report, err)
	}
	equal(t, "code", report.Failures[0].Err.Code, workflow.CodeConflict)
	equal(t, "waits", d.waiting(), " 7#2 7#3")
	f := d.failure(7)
	if f == nil || f.Message != "Someone else saved a newer version of this workflow in the bucket." ||
		!strings.Contains(f.Hint, "safe on this computer") || !strings.Contains(f.Hint, "Bo") {
		t.Errorf("got %+v", f)
	}
	d.wantInBucket(9, "b: 1\n")
	equal(t, "versions in the bucket", len(history(t, d.bucket, ref(7))), 2)
	w, err := d.index.Workflow(context.Background(), ref(7), address)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "versions in conflict", w.ConflictCount, 2)

	// And pushing again says the same without writing
	puts := calls.count[memstore.OpPut]
	again, err := d.pusher.Push(context.Background(), company, 0)
	if err != nil || len(again.Failures) != 1 || again.Failures[0].Err.Code != workflow.CodeConflict {
		t.Errorf("again: got %+v, %v", again, err)
	}
	equal(t, "puts", calls.count[memstore.OpPut], puts)
}

func TestANumberThatAnotherWorkflowHasIsAConflict(t *testing.T) {
	d := newDesk(t, memstore.New())
	d.others(7, "b: bo\n")
	d.save(7, "a: 1\n")

	report, err := d.pusher.Push(context.Background(), company, 0)

	if err != nil || len(report.Failures) != 1 || report.Failures[0].Err.Code != workflow.CodeConflict {
		t.Fatalf("got %+v, %v", report, err)
	}
	equal(t, "message", report.Failures[0].Err.Message, "The bucket has another workflow with the number 7.")
	equal(t, "versions in the bucket", len(history(t, d.bucket, ref(7))), 1)
}

func TestAWorkflowThatIsGoneFromTheBucketIsAConflict(t *testing.T) {
	d := newDesk(t, memstore.New())
	d.save(7, "a: 1\n")
	d.push()
	d.save(7, "a: 2\n")
	d.bucket = memstore.New()

	report, err := d.through(d.bucket).Push(context.Background(), company, 0)

	if err != nil || len(report.Failures) != 1 || report.Failures[0].Err.Code != workflow.CodeConflict {
		t.Fatalf("got %+v, %v", report, err)
	}
	equal(t, "message", report.Failures[0].Err.Message, "Someone else deleted this workflow in the bucket.")
}

func TestTroubleWithTheBucketStopsThePush(t *testing.T) {
	for _, code := range []workflow.Code{
		workflow.CodeBucketUnreachable, workflow.CodeBucketTimeout, workflow.CodeWrongKeys, workflow.CodeAccessDenied,
		workflow.CodeVersioningOff, workflow.CodeVersioningSuspended, workflow.CodeNotS3,
	} {
		t.Run(string(code), func(t *testing.T) {
			// Given a bucket in trouble
			bucket, calls := watched(memstore.New())
			calls.fault = func(string, int) memstore.Fault { return memstore.Refused(problem(code)) }
			d := newDesk(t, bucket)
			d.save(7, "a: 1\n", "a: 2\n")
			d.save(9, "b: 1\n")

			// When everything is pushed
			report, err := d.pusher.Push(context.Background(), company, 0)

			// Then it is asked once, everything waits, and what was tried says why
			wantCode(t, err, code)
			equal(t, "pushed", report.Pushed, 0)
			equal(t, "puts", calls.count[memstore.OpPut], 1)
			equal(t, "waits", d.waiting(), " 7#1 7#2 9#1")
			if f := d.failure(7); f == nil || f.Code != code || f.Message == "" || f.Hint == "" || f.Attempts != 1 {
				t.Errorf("got %+v", f)
			}

			// And when the trouble is over everything arrives
			calls.fault = nil
			d.push()
			d.wantInBucket(7, "a: 1\n", "a: 2\n")
			d.wantInBucket(9, "b: 1\n")
		})
	}
}

func TestAWriteThatStaysUnclearIsTriedTwice(t *testing.T) {
	// Given a bucket that never answers for workflow 7, and never has what was sent
	bucket, calls := watched(memstore.New())
	calls.fault = func(op string, n int) memstore.Fault {
		if op == memstore.OpPut && n <= 2 {
			return memstore.Refused(problem(workflow.CodeUnclear))
		}
		return memstore.Fault{}
	}
	d := newDesk(t, bucket)
	d.save(7, "a: 1\n", "a: 2\n")
	d.save(9, "b: 1\n")

	report, err := d.pusher.Push(context.Background(), company, 0)

	if err != nil || report.Pushed != 1 || len(report.Failures) != 1 || report.Failures[0].Err.Code != workflow.CodeUnclear {
		t.Fatalf("got %+v, %v", report, err)
	}
	equal(t, "puts", calls.count[memstore.OpPut], 3)
	equal(t, "waits", d.waiting(), " 7#1 7#2")
	d.push()
	d.wantInBucket(7, "a: 1\n", "a: 2\n")
}

// nameless is a store that says yes to everything and keeps nothing, as a hotel's login page does.
type nameless struct{ storage.Store }

func (nameless) Put(context.Context, workflow.Version, []byte, storage.Base) (storage.Entry, error) {
	return storage.Entry{}, nil
}

// unversioned is a bucket that gives no version ids, as one whose versioning is suspended.
type unversioned struct{ storage.Store }

func (u unversioned) Put(ctx context.Context, v workflow.Version, text []byte, base storage.Base) (storage.Entry, error) {
	e, err := u.Store.Put(ctx, v, text, base)
	e.ID = ""
	return e, err
}

func TestAnAnswerThatNamesNoVersionNeverCounts(t *testing.T) {
	for _, bucket := range []storage.Store{nameless{memstore.New()}, unversioned{memstore.New()}} {
		d := newDesk(t, bucket)
		d.save(7, "a: 1\n")
		report, err := d.pusher.Push(context.Background(), company, 0)
		wantCode(t, err, workflow.CodeNotS3)
		equal(t, "pushed", report.Pushed, 0)
		equal(t, "waits", d.waiting(), " 7#1")
		kept, err := d.local.History(ref(7))
		if err != nil || len(kept.Receipts) != 0 {
			t.Errorf("got receipts %v, %v", kept.Receipts, err)
		}
	}
}

func TestACancelledPushKeepsWhatArrivedAndBlamesNobody(t *testing.T) {
	// Given a person who cancels while the second of three versions is sent
	ctx, cancel := context.WithCancel(context.Background())
	inner := memstore.New()
	d := newDesk(t, inner)
	d.save(7, "a: 1\n", "a: 2\n", "a: 3\n")
	p := d.through(memstore.WithFaults(inner, func(op string, n int) memstore.Fault {
		if op == memstore.OpPut && n == 2 {
			cancel()
		}
		return memstore.Fault{}
	}))

	report, err := p.Push(ctx, company, 0)

	wantCode(t, err, workflow.CodeCancelled)
	equal(t, "pushed", report.Pushed, 1)
	equal(t, "waits", d.waiting(), " 7#2 7#3")
	d.wantInBucket(7, "a: 1\n")
	if f := d.failure(7); f != nil {
		t.Errorf("got %+v", f)
	}
	d.push()
	d.wantInBucket(7, "a: 1\n", "a: 2\n", "a: 3\n")
}

// leaving is a store whose caller goes as soon as the write is done.
type leaving struct {
	storage.Store
	leave func()
}

func (l leaving) Put(ctx context.Context, v workflow.Version, text []byte, base storage.Base) (storage.Entry, error) {
	defer l.leave()
	return l.Store.Put(ctx, v, text, base)
}

func TestWhatArrivedIsWrittenDownAlthoughTheCallerHasGone(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	d := newDesk(t, memstore.New())
	d.save(7, "a: 1\n", "a: 2\n")
	_, err := d.through(leaving{d.bucket, cancel}).Push(ctx, company, 0)
	wantCode(t, err, workflow.CodeCancelled)
	d.wantInBucket(7, "a: 1\n")
}

func TestADeadlineThatPassesIsSaid(t *testing.T) {
	ctx, cancel := context.WithDeadline(context.Background(), time.Now().Add(-time.Second))
	defer cancel()
	d := newDesk(t, memstore.New())
	d.save(7, "a: 1\n")
	_, err := d.pusher.Push(ctx, company, 0)
	wantCode(t, err, workflow.CodeBucketTimeout)
	equal(t, "waits", d.waiting(), " 7#1")
}

// damagedLocal is a store whose texts of one workflow cannot be read any more.
type damagedLocal struct {
	storage.Store
	id workflow.ID
}

func (l damagedLocal) Get(ctx context.Context, of workflow.Ref, id string) (storage.Entry, []byte, error) {
	if of.ID == l.id {
		return storage.Entry{}, nil, problem(workflow.CodeDamaged)
	}
	return l.Store.Get(ctx, of, id)
}

// picky is a bucket that refuses one workflow.
type picky struct {
	storage.Store
	id workflow.ID
}

func (b picky) Put(ctx context.Context, v workflow.Version, text []byte, base storage.Base) (storage.Entry, error) {
	if v.Ref.ID == b.id {
		return storage.Entry{}, problem(workflow.CodeBucketFailed)
	}
	return b.Store.Put(ctx, v, text, base)
}

func TestWhatAilsOneWorkflowHoldsUpNoOther(t *testing.T) {
	for code, ail := range map[workflow.Code]func(*replica.Pusher){
		workflow.CodeDamaged:      func(p *replica.Pusher) { p.Local = damagedLocal{p.Local, 7} },
		workflow.CodeBucketFailed: func(p *replica.Pusher) { p.Bucket = picky{p.Bucket, 7} },
	} {
		d := newDesk(t, memstore.New())
		d.save(7, "a: 1\n")
		d.save(9, "b: 1\n")
		ail(d.pusher)
		report, err := d.pusher.Push(context.Background(), company, 0)
		if err != nil || report.Pushed != 1 || len(report.Failures) != 1 || report.Failures[0].Err.Code != code {
			t.Fatalf("got %+v, %v", report, err)
		}
		equal(t, "waits", d.waiting(), " 7#1")
		d.wantInBucket(9, "b: 1\n")
	}
}

func TestTwoPushesAtOnceSendEverythingOnce(t *testing.T) {
	// Given versions that wait, each with a text of its own
	d := newDesk(t, memstore.New())
	texts := []string{"a: 1\n", "a: 2\n", "a: 3\n", "a: 4\n", "a: 5\n", "a: 6\n"}
	d.save(7, texts...)
	d.save(9, "b: 1\n", "b: 2\n")

	// When several push at the same time
	results := make(chan error)
	for range 4 {
		go func() {
			report, err := d.through(d.bucket).Push(context.Background(), company, 0)
			for _, f := range report.Failures {
				err = errors.Join(err, f.Err)
			}
			results <- err
		}()
	}
	for range 4 {
		if err := <-results; err != nil {
			t.Error(err)
		}
	}

	// Then nothing waits, and every version is there once
	equal(t, "waits", d.waiting(), "")
	d.wantInBucket(7, texts...)
	d.wantInBucket(9, "b: 1\n", "b: 2\n")
}
