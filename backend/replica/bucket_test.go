package replica_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/secret"
	"workflow-designer/backend/storage/bucketstore"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/workflow"
)

func TestMain(m *testing.M) { miniotest.Main(m) }

// realDesk is a desk with a bucket of its own on a real server, which is reached through a proxy; the test looks at the
// bucket past it.
type realDesk struct {
	*desk
	server *miniotest.Server
	proxy  *miniotest.Proxy
	name   string // of the bucket
}

func newRealDesk(t *testing.T) *realDesk {
	t.Helper()
	server := miniotest.Shared(t)
	name := server.NewBucket(t, true)
	d := &realDesk{
		desk: newDesk(t, openBucket(t, server, server.Endpoint, name)), server: server, proxy: server.Proxy(t), name: name,
	}
	d.pusher = d.through(openBucket(t, server, d.proxy.URL, name))
	return d
}

func openBucket(t *testing.T, server *miniotest.Server, endpoint, name string) *bucketstore.Store {
	t.Helper()
	store, err := bucketstore.New(bucketstore.Config{
		Endpoint: endpoint, AccessKeyID: secret.New(server.AccessKey), SecretAccessKey: secret.New(server.SecretKey),
		Bucket: name, Region: miniotest.Region,
	})
	if err != nil {
		t.Fatal(err)
	}
	return store
}

// isPut is true for the write of a workflow, not of a note.
func isPut(r *http.Request) bool {
	return r.Method == http.MethodPut && strings.HasSuffix(r.URL.Path, "/workflow.yaml")
}

func isList(r *http.Request) bool { return r.Method == http.MethodGet && r.URL.Query().Has("versions") }

func TestAnyS3ToolSeesTheVersionsInOrder(t *testing.T) {
	// Given three versions, one of them with a text that was there before
	d := newRealDesk(t)
	d.save(7, "a: 1\n", "a: 2\n", "a: 1\n")

	d.push()

	// Then another tool finds one object with three versions, oldest first, and who saved them
	d.wantInBucket(7, "a: 1\n", "a: 2\n", "a: 1\n")
	saved, err := d.local.History(ref(7))
	if err != nil {
		t.Fatal(err)
	}
	n := len(saved.Versions)
	for o := range d.server.Client(t).ListObjects(t.Context(), d.name, minio.ListObjectsOptions{
		Prefix: "companies/", Recursive: true, WithVersions: true, WithMetadata: true,
	}) {
		if o.Err != nil {
			t.Fatal(o.Err)
		}
		n--
		equal(t, "key", o.Key, "companies/1/workflows/7/workflow.yaml")
		equal(t, "version", o.UserMetadata["X-Amz-Meta-Version-Uid"], string(saved.Versions[n].UID))
	}
	equal(t, "versions that are missing", n, 0)
}

func TestADroppedAnswerOfARealServerMakesNoDuplicate(t *testing.T) {
	texts := []string{"a: 1\n", "a: 2\n", "a: 2\n"}
	for lost := 1; lost <= len(texts); lost++ {
		d := newRealDesk(t)
		d.save(7, texts...)
		d.proxy.DropAnswer(lost, isPut)

		d.push()

		d.wantInBucket(7, texts...)
	}
}

func TestARestartFindsInARealBucketWhatHadReachedIt(t *testing.T) {
	for _, texts := range [][]string{{"a: 1\n", "a: 2\n", "a: 3\n"}, {"a: 1\n", "a: 1\n", "a: 1\n"}} {
		// Given a network that goes away while the second version is written, after it has arrived
		d := newRealDesk(t)
		d.save(7, texts...)
		var mu sync.Mutex
		puts := 0
		d.proxy.Answer(func(w http.ResponseWriter, r *http.Request, forward http.HandlerFunc) {
			mu.Lock()
			if isPut(r) {
				puts++
			}
			lost, gone := isPut(r) && puts == 2, isList(r)
			mu.Unlock()
			if lost {
				forward(httptest.NewRecorder(), r)
			}
			if lost || gone {
				panic(http.ErrAbortHandler)
			}
			forward(w, r)
		})
		report, err := d.pusher.Push(t.Context(), company, 0)
		wantCode(t, err, workflow.CodeBucketUnreachable)
		equal(t, "pushed", report.Pushed, 1)
		equal(t, "waits", d.waiting(), " 7#2 7#3")

		// When it is back
		d.proxy.Forward()
		d.push()

		// Then each version is there once
		d.wantInBucket(7, texts...)
	}
}

func TestSomeoneElsesVersionInARealBucketIsAConflict(t *testing.T) {
	// Given a workflow in the bucket, on which Bo saved before the next version of this desk is sent
	d := newRealDesk(t)
	d.save(7, "a: 1\n")
	d.push()
	d.others(7, "a: bo\n")
	d.save(7, "a: 2\n")
	d.save(9, "b: 1\n")

	for range 2 {
		report, err := d.pusher.Push(t.Context(), company, 0)
		if err != nil || len(report.Failures) != 1 || report.Failures[0].Err.Code != workflow.CodeConflict {
			t.Fatalf("got %+v, %v", report, err)
		}
		equal(t, "waits", d.waiting(), " 7#2")
		equal(t, "versions in the bucket", len(history(t, d.bucket, ref(7))), 2)
	}
	d.wantInBucket(9, "b: 1\n")
}

func TestADeletedWorkflowIsAConflict(t *testing.T) {
	// Given a workflow that somebody deleted in the bucket while a version was saved here
	d := newRealDesk(t)
	d.save(7, "a: 1\n")
	d.push()
	d.save(7, "a: 2\n")
	err := d.server.Client(t).RemoveObject(t.Context(), d.name, ref(7).Key(), minio.RemoveObjectOptions{})
	if err != nil {
		t.Fatal(err)
	}

	report, err := d.pusher.Push(t.Context(), company, 0)

	if err != nil || len(report.Failures) != 1 || report.Failures[0].Err.Code != workflow.CodeConflict {
		t.Fatalf("got %+v, %v", report, err)
	}
	equal(t, "message", report.Failures[0].Err.Message, "Someone else deleted this workflow in the bucket.")
	equal(t, "waits", d.waiting(), " 7#2")
}

func TestWithoutANetworkEverythingWaits(t *testing.T) {
	for _, tt := range []struct {
		code workflow.Code
		cut  func(*miniotest.Proxy)
	}{
		{workflow.CodeBucketUnreachable, (*miniotest.Proxy).Refuse},
		{workflow.CodeNotS3, (*miniotest.Proxy).CaptivePortal},
		{workflow.CodeBucketTimeout, (*miniotest.Proxy).BlackHole},
	} {
		t.Run(string(tt.code), func(t *testing.T) {
			d := newRealDesk(t)
			d.save(7, "a: 1\n", "a: 2\n")
			d.save(9, "b: 1\n")
			tt.cut(d.proxy)

			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
			defer cancel()
			report, err := d.pusher.Push(ctx, company, 0)

			wantCode(t, err, tt.code)
			equal(t, "pushed", report.Pushed, 0)
			equal(t, "waits", d.waiting(), " 7#1 7#2 9#1")
			if f := d.failure(7); f == nil || f.Code != tt.code {
				t.Errorf("got %+v", f)
			}
			d.proxy.Forward()
			d.push()
			d.wantInBucket(7, "a: 1\n", "a: 2\n")
			d.wantInBucket(9, "b: 1\n")
		})
	}
}

func TestABucketWhoseVersioningIsSuspendedDoesNotCount(t *testing.T) {
	// Given a bucket whose versioning somebody suspended
	d := newRealDesk(t)
	if err := d.server.Client(t).SuspendVersioning(t.Context(), d.name); err != nil {
		t.Fatal(err)
	}
	d.save(7, "a: 1\n", "a: 2\n")

	_, err := d.pusher.Push(t.Context(), company, 0)

	wantCode(t, err, workflow.CodeVersioningSuspended)
	equal(t, "waits", d.waiting(), " 7#1 7#2")

	// When it is turned on again, what was taken without a version is found, and nothing is doubled
	if err := d.server.Client(t).EnableVersioning(t.Context(), d.name); err != nil {
		t.Fatal(err)
	}
	d.push()
	d.wantInBucket(7, "a: 1\n", "a: 2\n")
}

func TestTwoDesksThatMakeTheSameNumber(t *testing.T) {
	// Given two people who made a workflow 7 without a network
	one := newRealDesk(t)
	two := newDesk(t, one.bucket)
	one.save(7, "a: one\n")
	two.save(7, "a: two\n")

	// When both push at once
	results := make(chan int)
	for _, d := range []*desk{one.desk, two} {
		go func() {
			report, err := d.pusher.Push(t.Context(), company, 0)
			if err != nil {
				t.Error(err)
			}
			results <- report.Pushed
		}()
	}
	sent := <-results + <-results

	// Then one is in the bucket, and the other waits for a decision
	equal(t, "sent", sent, 1)
	equal(t, "versions in the bucket", len(history(t, one.bucket, ref(7))), 1)
	equal(t, "waits", one.waiting()+two.waiting(), " 7#1")
	for _, d := range []*desk{one.desk, two} {
		if f := d.failure(7); d.waiting() != "" && (f == nil || f.Code != workflow.CodeConflict) {
			t.Errorf("got %+v", f)
		}
	}
}
