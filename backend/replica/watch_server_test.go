package replica_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"workflow-designer/backend/replica"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/workflow"
)

// watching is a laptop that watches a bucket on a real server, while the test does what others do.
type watching struct {
	*member
	test      *testing.T
	events    chan replica.Event
	following chan bool
	syncs     atomic.Int64
	ended     chan error
}

func (m *member) watch(t *testing.T, bucket storage.Bucket) *watching {
	ctx, stop := context.WithCancel(t.Context())
	w := &watching{
		member: m, test: t, events: make(chan replica.Event, 100), following: make(chan bool, 100), ended: make(chan error, 1),
	}
	r := m.replica()
	r.Bucket, r.Planned, r.Now = bucket, nil, time.Now
	r.NewUID = func() workflow.UID { return workflow.UID(ulid.Make().String()) }
	r.Tell = func(e replica.Event) { w.events <- e }
	go func() {
		w.ended <- r.Watch(ctx, replica.Watching{
			Run: func(ctx context.Context) (replica.Report, error) {
				w.syncs.Add(1)
				return r.Sync(ctx, replica.Request{})
			},
			Hint: func(ctx context.Context, ref workflow.Ref) error {
				_, err := r.Changed(ctx, ref)
				return err
			},
			Following: func(yes bool) { w.following <- yes },
		})
	}()
	t.Cleanup(func() {
		stop()
		soon(t, w.ended, func(err error) bool { return errors.Is(err, context.Canceled) })
	})
	return w
}

// soon waits for something that must happen, far longer than it takes.
func soon[A any](t *testing.T, c <-chan A, is func(A) bool) {
	t.Helper()
	limit := time.After(time.Minute)
	for {
		select {
		case a := <-c:
			if is(a) {
				return
			}
		case <-limit:
			t.Fatal("it did not happen")
		}
	}
}

func (w *watching) follows(want bool) {
	w.test.Helper()
	soon(w.test, w.following, func(got bool) bool { return got == want })
}

// takes waits until a version was taken in, which must have this text.
func (w *watching) takes(id workflow.ID, text string) {
	w.test.Helper()
	soon(w.test, w.events, func(e replica.Event) bool { return e.What == replica.Pulled && e.Ref == ref(id) })
	w.has(id, text)
}

func (w *watching) has(id workflow.ID, text string) {
	w.test.Helper()
	if got := w.text(id); got != text {
		w.test.Errorf("%s has %q of workflow %d, want %q", w.name, got, id, text)
	}
}

// sends saves a text and syncs.
func (m *member) sends(id workflow.ID, text string) {
	m.t.Helper()
	if err := m.save(id, []byte(text)); err != nil {
		m.t.Fatal(err)
	}
	if _, err := m.sync(replica.Request{}); err != nil {
		m.t.Fatal(err)
	}
}

func TestWhatAColleagueSavesComesThroughMinIOsStream(t *testing.T) {
	// given Ana, who watches behind a network of her own, and Ben
	server := miniotest.Shared(t)
	team := newTeam(t, func(t *team) teamBucket { return newOnServer(t, server) })
	bucket, proxy := team.bucket.(*onServer), server.Proxy(t)
	ben := team.member("ben")
	ana := team.member("ana").watch(t, bucket.connectBy(proxy.URL, server.AccessKey, server.SecretKey))
	ana.follows(true)

	// when Ben saves, and another tool writes
	ben.sends(7, "a: 1\n")
	ana.takes(7, "a: 1\n")
	bucket.upload(ref(8), []byte("b: 1\n"))
	ana.takes(8, "b: 1\n")

	// then no sync had to look for it
	if n := ana.syncs.Load(); n != 1 {
		t.Errorf("there were %d syncs, want the first alone", n)
	}

	// when more happens while Ana's network is gone
	proxy.Refuse()
	ana.follows(false)
	ben.sends(7, "a: 2\n")
	bucket.remove(ref(8))
	proxy.Forward()
	ana.follows(true)

	// then a sync has taken it in, and the stream goes on
	ana.has(7, "a: 2\n")
	ana.has(8, "")
	bucket.upload(ref(9), []byte("c: 1\n"))
	ana.takes(9, "c: 1\n")
}

func TestKeysThatMayNotListenAskNowAndThen(t *testing.T) {
	// given keys that may do all that sync needs, and not listen
	server := miniotest.Shared(t)
	team := newTeam(t, func(t *team) teamBucket { return newOnServer(t, server) })
	bucket := team.bucket.(*onServer)
	access, secretKey := server.AddUser(t, `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[
		"s3:GetObject","s3:GetObjectVersion","s3:PutObject","s3:DeleteObject","s3:DeleteObjectVersion","s3:ListBucket",
		"s3:ListBucketVersions","s3:GetBucketVersioning","s3:GetObjectTagging","s3:GetObjectVersionTagging",
		"s3:PutObjectTagging","s3:PutObjectVersionTagging"],
		"Resource":["arn:aws:s3:::`+bucket.bucket+`","arn:aws:s3:::`+bucket.bucket+`/*"]}]}`)
	team.member("ben").sends(7, "a: 1\n")

	// when Ana watches with them
	ana := team.member("ana").watch(t, bucket.connectBy(server.Endpoint, access, secretKey))

	// then she has what others saved before, and what they save now
	ana.takes(7, "a: 1\n")
	bucket.upload(ref(8), []byte("b: 1\n"))
	ana.takes(8, "b: 1\n")
}
