package bucketstore_test

import (
	"io"
	"iter"
	"net/http"
	"strings"
	"testing"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/storage/storagetest"
	"workflow-designer/backend/workflow"
)

// hint reads the next hint that is about ref; hints may come twice.
func hint(t *testing.T, next func() (workflow.Ref, error, bool), ref workflow.Ref) {
	t.Helper()
	for {
		got, err, ok := next()
		if err != nil || !ok {
			t.Fatalf("the hints end with %v", err)
		}
		if got == ref {
			return
		}
	}
}

func TestFollowTellsOfEveryChange(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	store := connected(t, config(server, server.Endpoint, bucket))
	tool := server.Client(t)
	next, stop := iter.Pull2(store.Follow(t.Context(), 999))
	defer stop()

	if first, err, _ := next(); err != nil || first != (workflow.Ref{}) {
		t.Fatalf("the first element is %v %v", first, err)
	}

	// Each on a workflow of its own: a hint says no more than where to look.
	steps := map[string]func(ref workflow.Ref){
		"a save": func(ref workflow.Ref) { put(t, store, storagetest.NewVersion(ref, ""), "a: 1\n", storage.Base{}) },
		"a deletion by another tool": func(ref workflow.Ref) {
			if err := tool.RemoveObject(t.Context(), bucket, ref.Key(), minio.RemoveObjectOptions{}); err != nil {
				t.Fatal(err)
			}
		},
		"a version beside": func(ref workflow.Ref) {
			if _, err := store.PutSide(t.Context(), storagetest.NewVersion(ref, ""), []byte("a: 1\n")); err != nil {
				t.Fatal(err)
			}
		},
	}
	ref := workflow.Ref{Company: 999, ID: 1}
	for name, step := range steps {
		ref.ID++
		elsewhere := ref
		elsewhere.Company = 998
		put(t, store, storagetest.NewVersion(elsewhere, ""), "a: 1\n", storage.Base{})
		t.Run(name, func(t *testing.T) {
			step(ref)
			hint(t, next, ref)
		})
	}
	entry := put(t, store, storagetest.NewVersion(workflow.Ref{Company: 999, ID: 100}, ""), "a: 1\n", storage.Base{})
	hint(t, next, entry.Ref)
	if err := store.SetTags(t.Context(), entry.Ref, entry.ID, []workflow.Tag{{Name: "approved"}}); err != nil {
		t.Fatal(err)
	}
	hint(t, next, entry.Ref)
}

func TestFollowEndsWhenTheConnectionBreaks(t *testing.T) {
	server := miniotest.Start(t)
	store := connected(t, config(server, server.Endpoint, server.NewBucket(t, true)))

	elements := 0
	for _, err := range store.Follow(t.Context(), 999) {
		if elements++; elements == 1 {
			server.Stop()
			continue
		}
		wantProblem(t, err, workflow.CodeBucketUnreachable)
	}

	if elements != 2 {
		t.Errorf("there were %d elements, want the beginning and the end", elements)
	}
}

func TestFollowSaysWhatABucketCannotDo(t *testing.T) {
	minioServer, versity := miniotest.Shared(t), miniotest.SharedVersity(t)
	bucket := minioServer.NewBucket(t, true)
	answers := map[string]struct {
		status int
		body   string
		code   workflow.Code
	}{
		"not implemented": {http.StatusNotImplemented, "<Error><Code>NotImplemented</Code></Error>", workflow.CodeNotSupported},
		"bad request":     {http.StatusBadRequest, "<Error><Code>InvalidArgument</Code></Error>", workflow.CodeNotSupported},
		"not found":       {http.StatusNotFound, "<Error><Code>NoSuchKey</Code></Error>", workflow.CodeNotSupported},
		"not allowed":     {http.StatusMethodNotAllowed, "<Error><Code>MethodNotAllowed</Code></Error>", workflow.CodeNotSupported},
		"a listing":       {http.StatusOK, "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>", workflow.CodeNotSupported},
		"no bucket":       {http.StatusNotFound, "<Error><Code>NoSuchBucket</Code></Error>", workflow.CodeBucketNotFound},
		"no permission":   {http.StatusForbidden, "<Error><Code>AccessDenied</Code></Error>", workflow.CodeAccessDenied},
	}
	ends := func(t *testing.T, store storage.Follower, code workflow.Code) {
		t.Helper()
		elements := 0
		for _, err := range store.Follow(t.Context(), 999) {
			elements++
			wantProblem(t, err, code)
		}
		if elements != 1 {
			t.Errorf("there were %d elements", elements)
		}
	}
	for name, answer := range answers {
		t.Run(name, func(t *testing.T) {
			proxy := minioServer.Proxy(t)
			proxy.Answer(func(w http.ResponseWriter, _ *http.Request, _ http.HandlerFunc) {
				w.Header().Set("Content-Type", "application/xml")
				w.WriteHeader(answer.status)
				_, _ = io.WriteString(w, answer.body)
			})
			ends(t, open(t, config(minioServer, proxy.URL, bucket)), answer.code)
		})
	}
	t.Run("versitygw", func(t *testing.T) {
		ends(t, open(t, config(versity, versity.Endpoint, versity.NewBucket(t, true))), workflow.CodeNotSupported)
	})
	t.Run("AWS", func(t *testing.T) {
		cfg := config(minioServer, "https://s3.eu-central-1.amazonaws.com", bucket)
		cfg.Transport = unreachable{t}
		ends(t, open(t, cfg), workflow.CodeNotSupported)
	})
	t.Run("a captive portal", func(t *testing.T) {
		proxy := minioServer.Proxy(t)
		proxy.CaptivePortal()
		ends(t, open(t, config(minioServer, proxy.URL, bucket)), workflow.CodeNotS3)
	})
}

// unreachable is a network that must not be used.
type unreachable struct{ t *testing.T }

func (u unreachable) RoundTrip(r *http.Request) (*http.Response, error) {
	u.t.Errorf("it asked %s", r.URL.Host)
	return nil, io.ErrClosedPipe
}

func TestFollowNeedsItsPermission(t *testing.T) {
	server := miniotest.Shared(t)
	cfg := config(server, server.Endpoint, server.NewBucket(t, true))
	cfg.AccessKeyID, cfg.SecretAccessKey = user(t, server, `"s3:GetObject"`, cfg.Bucket)

	elements := 0
	for _, err := range open(t, cfg).Follow(t.Context(), 999) {
		elements++
		wantProblem(t, err, workflow.CodeAccessDenied, strings.TrimPrefix(server.Endpoint, "http://"))
	}
	if elements != 1 {
		t.Errorf("there were %d elements", elements)
	}
}
