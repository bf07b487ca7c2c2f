package replica_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/minio/minio-go/v7"
	"github.com/oklog/ulid/v2"

	"workflow-designer/backend/catalog"
	"workflow-designer/backend/laptop"
	"workflow-designer/backend/replica"
	"workflow-designer/backend/secret"
	"workflow-designer/backend/storage/bucketstore"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/templates"
	"workflow-designer/backend/workflow"
	"workflow-designer/bench/rounds"
)

// How much the benchmarks do, and how many at a time; the bare equivalents do as much.
const (
	manyWorkflows = 10_000
	manyPending   = 1_000
	abreast       = 16
)

// office is a laptop at a bucket on a real MinIO, and the bare client that it is compared with.
type office struct {
	b        *testing.B
	server   *miniotest.Server
	bucket   string
	bare     *minio.Client
	requests atomic.Int64
	known    bucketstore.Capabilities
}

func newOffice(b *testing.B) *office {
	server := miniotest.Shared(b)
	o := &office{b: b, server: server, bucket: server.NewBucket(b, true)}
	o.bare = server.Client(b)
	return o
}

// RoundTrip counts the requests of the laptop.
func (o *office) RoundTrip(r *http.Request) (*http.Response, error) {
	o.requests.Add(1)
	return shared.RoundTrip(r)
}

var shared = func() http.RoundTripper {
	transport, err := minio.DefaultTransport(false)
	if err != nil {
		panic(err)
	}
	transport.MaxIdleConnsPerHost = abreast
	return transport
}()

// open gives a laptop without anything on it.
func (o *office) open() (*laptop.Laptop, *bucketstore.Store) {
	o.b.Helper()
	ctx := context.Background()
	l, err := laptop.Open(ctx, o.b.TempDir())
	if err != nil {
		o.b.Fatal(err)
	}
	o.b.Cleanup(func() { _ = l.Close() })
	store, err := bucketstore.New(bucketstore.Config{
		Endpoint: o.server.Endpoint, AccessKeyID: secret.New(o.server.AccessKey), SecretAccessKey: secret.New(o.server.SecretKey),
		Bucket: o.bucket, Region: "us-east-1", Transport: o,
	})
	if err != nil {
		o.b.Fatal(err)
	}
	if o.known, err = store.Connect(ctx, o.known); err != nil {
		o.b.Fatal(err)
	}
	if err := l.Index.SaveBucket(ctx, catalog.Bucket{Address: store.Address(), ID: o.known.BucketID}); err != nil {
		o.b.Fatal(err)
	}
	if err := l.Use(ctx, company, store.Address()); err != nil {
		o.b.Fatal(err)
	}
	return l, store
}

// sync runs one sync as the program does, from the look at the sentinel on, and gives how long it took.
func (o *office) sync(l *laptop.Laptop, store *bucketstore.Store) (replica.Report, time.Duration) {
	o.b.Helper()
	ctx := context.Background()
	begin := time.Now()
	id, err := store.Recognise(ctx)
	if err != nil || id != o.known.BucketID {
		o.b.Fatal(id, err)
	}
	checked := sync.OnceValue(func() error {
		_, err := store.Connect(ctx, o.known)
		return err
	})
	r := &replica.Replica{
		Laptop: l, Bucket: store, BucketID: id, Address: store.Address(), Company: company, Author: "ana", Now: time.Now,
		NewUID: func() workflow.UID { return workflow.UID(ulid.Make().String()) }, Workers: abreast,
		Writable: func(context.Context) error { return checked() },
	}
	report, err := r.Sync(ctx, replica.Request{})
	if err != nil || len(report.Failures) > 0 {
		o.b.Fatal(report.Failures, err)
	}
	return report, time.Since(begin)
}

// text is a workflow of the usual size.
func text(n int) []byte {
	all := templates.List()
	return append([]byte(all[n%len(all)].YAML), fmt.Sprintf("# %d\n", n)...)
}

// fill puts workflows into the bucket, as a team's laptops do.
func (o *office) fill(n int) {
	o.b.Helper()
	inParallel(n, func(i int) error {
		body := text(i)
		_, err := o.bare.PutObject(context.Background(), o.bucket, ref(workflow.ID(i+1)).Key(), bytes.NewReader(body), int64(len(body)),
			minio.PutObjectOptions{UserMetadata: map[string]string{
				"version-uid": ulid.Make().String(), "workflow-uid": uuid.NewString(), "version-number": "1", "author": "ana",
				"created-at": time.Now().UTC().Format(time.RFC3339Nano), "content-sha256": workflow.SHA256(body),
			}})
		return err
	}, o.b)
}

func inParallel(n int, do func(i int) error, b *testing.B) {
	b.Helper()
	var group sync.WaitGroup
	next := atomic.Int64{}
	for range abreast {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				if err := do(i); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
}

func (o *office) bareList() []string {
	o.b.Helper()
	var keys []string
	for info := range o.bare.ListObjectsIter(context.Background(), o.bucket, minio.ListObjectsOptions{
		Prefix: workflow.WorkflowsPrefix(company), Recursive: true,
	}) {
		if info.Err != nil {
			o.b.Fatal(info.Err)
		}
		keys = append(keys, info.Key)
	}
	return keys
}

// BenchmarkNoOpSync compares a sync of so many workflows where nothing changed with a bare listing of them.
func BenchmarkNoOpSync(b *testing.B) {
	for _, many := range []int{100, 1_000, 10_000, 100_000} {
		b.Run(fmt.Sprintf("workflows=%d", many), func(b *testing.B) { nothingNew(b, many) })
	}
}

func nothingNew(b *testing.B, many int) {
	o := newOffice(b)
	o.fill(many)
	l, store := o.open()
	o.sync(l, store)
	var r rounds.Rounds
	for b.Loop() {
		before := o.requests.Load()
		did, took := o.sync(l, store)
		if did.Pulled+did.Pushed > 0 {
			b.Fatal(did)
		}
		r.Add("sync", took)
		b.ReportMetric(float64(o.requests.Load()-before), "requests")
		r.Time(b, "list", func() error {
			if n := len(o.bareList()); n != many {
				return fmt.Errorf("%d objects", n)
			}
			return nil
		})
	}
	r.Report(b)
	r.Compare(b, "sync", "list")
}

// BenchmarkClone compares taking 10,000 workflows onto an empty laptop with a bare listing and a GET of each.
func BenchmarkClone(b *testing.B) {
	o := newOffice(b)
	o.fill(manyWorkflows)
	var r rounds.Rounds
	for b.Loop() {
		begin := time.Now()
		keys := o.bareList()
		inParallel(len(keys), func(i int) error {
			object, err := o.bare.GetObject(context.Background(), o.bucket, keys[i], minio.GetObjectOptions{})
			if err != nil {
				return err
			}
			defer func() { _ = object.Close() }()
			_, err = io.Copy(io.Discard, object)
			return err
		}, b)
		r.Add("bare", time.Since(begin))
		l, store := o.open()
		did, took := o.sync(l, store)
		if did.Pulled != manyWorkflows {
			b.Fatal(did)
		}
		r.Add("clone", took)
		begin = time.Now()
		if n, err := l.Complete(context.Background(), company); n != manyWorkflows || err != nil {
			b.Fatal(n, err)
		}
		r.Add("completed", time.Since(begin))
		if files, _ := filepath.Glob(l.Folder() + "/companies/1/workflows/*/workflow.yaml"); len(files) != manyWorkflows {
			b.Fatal(len(files))
		}
	}
	r.Report(b)
	r.Compare(b, "clone", "bare")
}

// BenchmarkPush compares sending 1,000 versions of as many workflows with as many bare PUTs.
func BenchmarkPush(b *testing.B) {
	o := newOffice(b)
	o.fill(manyPending)
	l, store := o.open()
	o.sync(l, store)
	var r rounds.Rounds
	round := 1
	for b.Loop() {
		round++
		for i := range manyPending {
			at := ref(workflow.ID(i + 1))
			here, err := l.Index.Standing(context.Background(), at, store.Address())
			if err != nil {
				b.Fatal(err)
			}
			v := workflow.Version{
				Ref: at, UID: workflow.UID(ulid.Make().String()), ParentUID: here.Head, WorkflowUID: here.WorkflowUID, Author: "ana",
				CreatedAt: time.Now(),
			}
			if _, err := l.Save(context.Background(), v, append(text(i), fmt.Sprintf("# %d\n", round)...), here.Head); err != nil {
				b.Fatal(err)
			}
		}
		begin := time.Now()
		inParallel(manyPending, func(i int) error {
			body := append(text(i), fmt.Sprintf("# %d\n", round)...)
			_, err := o.bare.PutObject(context.Background(), o.bucket, fmt.Sprintf("bare/%d.yaml", i), bytes.NewReader(body), int64(len(body)),
				minio.PutObjectOptions{})
			return err
		}, b)
		r.Add("bare", time.Since(begin))
		did, took := o.sync(l, store)
		if did.Pushed != manyPending {
			b.Fatal(did)
		}
		r.Add("push", took)
		o.sync(l, store) // a laptop lists again before so many wait, and notes when each was written
	}
	r.Report(b)
	r.Compare(b, "push", "bare")
}
