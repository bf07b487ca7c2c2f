package bucketstore_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/bucketstore"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/storage/storagetest"
	"workflow-designer/backend/workflow"
)

func deletion(ref workflow.Ref, parent workflow.UID) workflow.Version {
	v := storagetest.NewVersion(ref, parent)
	v.Deleted = true
	return v
}

// isDelete accepts a DELETE that makes a delete marker on a workflow.
func isDelete(r *http.Request) bool {
	return r.Method == http.MethodDelete && miniotest.Kind(r) == miniotest.KindWorkflow && !r.URL.Query().Has("versionId")
}

// wantHistory asserts which versions a workflow has, newest first: the text of each, or "deleted".
func wantHistory(t *testing.T, store storage.Store, ref workflow.Ref, want ...string) {
	t.Helper()
	var got []string
	for _, entry := range versions(t, store, ref) {
		if entry.DeleteMarker {
			got = append(got, "deleted")
			continue
		}
		_, text, err := store.Get(t.Context(), ref, entry.ID)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, strings.TrimSpace(string(text)))
	}
	if !slices.Equal(got, want) {
		t.Errorf("the versions are %q, want %q", got, want)
	}
}

func TestDeletionGivesWayToASaveInBetween(t *testing.T) {
	server := miniotest.Shared(t)
	proxy := server.Proxy(t)
	cfg := config(server, proxy.URL, server.NewBucket(t, true))
	store := connected(t, cfg)
	theirs := open(t, plain(server, cfg.Bucket))
	ref := storagetest.NewRef()
	first := put(t, store, storagetest.NewVersion(ref, ""), "a: 1", storage.Base{})
	proxy.Answer(func(w http.ResponseWriter, r *http.Request, forward http.HandlerFunc) {
		if isDelete(r) { // after the look, before the deletion
			put(t, theirs, storagetest.NewVersion(ref, first.UID), "a: theirs", first.Base())
		}
		forward(w, r)
	})

	_, err := store.Put(t.Context(), deletion(ref, first.UID), nil, first.Base())

	wantProblem(t, err, workflow.CodeStaleParent)
	wantHistory(t, theirs, ref, "a: theirs", "a: 1")
}

func TestDeletionGivesWayToASaveOnTopOfIt(t *testing.T) {
	server := miniotest.Shared(t)
	proxy := server.Proxy(t)
	cfg := config(server, proxy.URL, server.NewBucket(t, true))
	store := connected(t, cfg)
	theirs := connected(t, plain(server, cfg.Bucket))
	ref := storagetest.NewRef()
	first := put(t, store, storagetest.NewVersion(ref, ""), "a: 1", storage.Base{})
	proxy.Answer(func(w http.ResponseWriter, r *http.Request, forward http.HandlerFunc) {
		if miniotest.Kind(r) == miniotest.KindVersions { // after the deletion, before the second look
			put(t, theirs, storagetest.NewVersion(ref, ""), "a: theirs", storage.Base{})
		}
		forward(w, r)
	})

	_, err := store.Put(t.Context(), deletion(ref, first.UID), nil, first.Base())

	wantProblem(t, err, workflow.CodeStaleParent)
	wantHistory(t, theirs, ref, "a: theirs", "a: 1")
}

func TestDeletionIsUnclearWhenItsAnswerIsLost(t *testing.T) {
	server := miniotest.Shared(t)
	for name, test := range map[string]struct {
		fail    func(p *miniotest.Proxy)
		code    workflow.Code
		deleted bool
	}{
		"the request is cut": {
			func(p *miniotest.Proxy) { p.CutRequest(1, isDelete) }, workflow.CodeUnclear, false,
		},
		"the answer is lost": {
			func(p *miniotest.Proxy) { p.DropAnswer(1, isDelete) }, workflow.CodeUnclear, true,
		},
		"the look afterwards fails": {
			func(p *miniotest.Proxy) {
				p.Answer(func(w http.ResponseWriter, r *http.Request, forward http.HandlerFunc) {
					if miniotest.Kind(r) == miniotest.KindVersions {
						miniotest.Refusal(w, http.StatusForbidden, "AccessDenied")
						return
					}
					forward(w, r)
				})
			}, workflow.CodeUnclear, true,
		},
		"the look before fails": {
			func(p *miniotest.Proxy) {
				p.Answer(func(w http.ResponseWriter, r *http.Request, forward http.HandlerFunc) {
					if r.Method == http.MethodHead {
						panic(http.ErrAbortHandler)
					}
					forward(w, r)
				})
			}, workflow.CodeBucketUnreachable, false,
		},
	} {
		t.Run(name, func(t *testing.T) {
			proxy := server.Proxy(t)
			cfg := config(server, proxy.URL, server.NewBucket(t, true))
			store := connected(t, cfg)
			ref := storagetest.NewRef()
			first := put(t, store, storagetest.NewVersion(ref, ""), "a: 1", storage.Base{})
			test.fail(proxy)

			_, err := store.Put(t.Context(), deletion(ref, first.UID), nil, first.Base())

			wantProblem(t, err, test.code)
			proxy.Forward()
			head, err := store.Head(t.Context(), ref)
			if err != nil || head.DeleteMarker != test.deleted {
				t.Errorf("the latest is %+v %v", head, err)
			}
		})
	}
}

func TestDeletionIsFinishedWhenItsCallerLeaves(t *testing.T) {
	server := miniotest.Shared(t)
	proxy := server.Proxy(t)
	cfg := config(server, proxy.URL, server.NewBucket(t, true))
	store, theirs := connected(t, cfg), open(t, plain(server, cfg.Bucket))
	ref := storagetest.NewRef()
	first := put(t, store, storagetest.NewVersion(ref, ""), "a: 1", storage.Base{})
	ctx, leave := context.WithCancel(t.Context())
	proxy.Answer(func(w http.ResponseWriter, r *http.Request, forward http.HandlerFunc) {
		switch {
		case isDelete(r):
			put(t, theirs, storagetest.NewVersion(ref, first.UID), "a: theirs", first.Base())
		case miniotest.Kind(r) == miniotest.KindVersions:
			leave() // the marker is above what they saved
		}
		forward(w, r)
	})

	_, err := store.Put(ctx, deletion(ref, first.UID), nil, first.Base())

	wantProblem(t, err, workflow.CodeStaleParent)
	wantHistory(t, theirs, ref, "a: theirs", "a: 1")
}

func TestDeletionWithoutVersioningDestroysNothing(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	tool := server.Client(t)
	ref, old := storagetest.NewRef(), storagetest.NewRef()
	store := connected(t, plain(server, bucket))
	first := put(t, store, storagetest.NewVersion(ref, ""), "a: 1", storage.Base{})
	if err := tool.SuspendVersioning(t.Context(), bucket); err != nil {
		t.Fatal(err)
	}
	upload(t, tool, bucket, old.Key(), "a: null", nil)
	null, err := store.Head(t.Context(), old)
	if err != nil || null.ID != "null" {
		t.Fatalf("the version without an id is %+v %v", null, err)
	}

	_, err = store.Put(t.Context(), deletion(ref, first.UID), nil, first.Base())
	wantProblem(t, err, workflow.CodeVersioningSuspended, bucket)
	_, err = store.Put(t.Context(), deletion(old, ""), nil, null.Base())
	wantProblem(t, err, workflow.CodeVersioningSuspended, bucket)

	wantHistory(t, store, ref, "a: 1")
	wantHistory(t, store, old, "a: null")
}

func TestVersionWithoutAnIDIsABase(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, false)
	ref, other := storagetest.NewRef(), storagetest.NewRef()
	for _, ref := range []workflow.Ref{ref, other} {
		upload(t, server.Client(t), bucket, ref.Key(), "a: null", nil)
	}
	store := open(t, plain(server, bucket))
	if err := store.EnableVersioning(t.Context()); err != nil {
		t.Fatal(err)
	}
	null, err := store.Head(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}

	saved := put(t, store, storagetest.NewVersion(ref, ""), "a: 2", null.Base())
	put(t, store, deletion(ref, saved.UID), "", saved.Base())
	otherNull, _, err := store.Get(t.Context(), other, "")
	if err != nil {
		t.Fatal(err)
	}
	put(t, store, deletion(other, ""), "", otherNull.Base())

	wantHistory(t, store, ref, "deleted", "a: 2", "a: null")
	wantHistory(t, store, other, "deleted", "a: null")
	if err := store.Discard(t.Context(), ref, null.ID); err != nil {
		t.Fatal(err)
	}
	wantHistory(t, store, ref, "deleted", "a: 2")
}

// refusesOverMarkers plays a server that takes no conditional write at all over a delete marker.
func refusesOverMarkers(t *testing.T, tool *minio.Client, bucket string, p *miniotest.Proxy) {
	t.Helper()
	p.Answer(func(w http.ResponseWriter, r *http.Request, forward http.HandlerFunc) {
		if r.Method == http.MethodPut && r.Header.Get("If-Match")+r.Header.Get("If-None-Match") != "" {
			key := strings.TrimPrefix(r.URL.Path, "/"+bucket+"/")
			if info, _ := tool.StatObject(r.Context(), bucket, key, minio.StatObjectOptions{}); info.IsDeleteMarker {
				miniotest.Refusal(w, http.StatusPreconditionFailed, "PreconditionFailed")
				return
			}
		}
		forward(w, r)
	})
}

func TestMarkersAreRemovedWhereNothingIsWrittenOverThem(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	tool := server.Client(t)
	proxy := server.Proxy(t)
	store := open(t, config(server, proxy.URL, bucket))
	refusesOverMarkers(t, tool, bucket, proxy)

	found, err := store.Connect(t.Context(), bucketstore.Capabilities{})
	if err != nil || !found.ConditionalWrites || found.CreateOverMarker {
		t.Fatalf("the server was found to be %+v %v", found, err)
	}
	storagetest.Run(t, func(*testing.T) storage.Store { return store })
	storagetest.RunBucket(t, func(*testing.T) storage.Bucket { return store })

	ref := storagetest.NewRef()
	first := put(t, store, storagetest.NewVersion(ref, ""), "a: 1", storage.Base{})
	marker := put(t, store, deletion(ref, first.UID), "", first.Base())
	put(t, store, storagetest.NewVersion(ref, first.UID), "a: 2", marker.Base())
	wantHistory(t, store, ref, "a: 2", "a: 1")
}

func TestCancelledBetweenLookAndDeletionDeletesNothing(t *testing.T) {
	server := miniotest.Shared(t)
	proxy := server.Proxy(t)
	store := connected(t, config(server, proxy.URL, server.NewBucket(t, true)))
	ref := storagetest.NewRef()
	first := put(t, store, storagetest.NewVersion(ref, ""), "a: 1", storage.Base{})
	ctx, cancel := context.WithCancel(t.Context())
	var asked atomic.Bool
	proxy.Answer(func(w http.ResponseWriter, r *http.Request, forward http.HandlerFunc) {
		if r.Method == http.MethodHead && !asked.Swap(true) {
			cancel()
			<-r.Context().Done()
			return
		}
		forward(w, r)
	})

	_, err := store.Put(ctx, deletion(ref, first.UID), nil, first.Base())

	wantProblem(t, err, workflow.CodeCancelled)
	wantHistory(t, store, ref, "a: 1")
}
