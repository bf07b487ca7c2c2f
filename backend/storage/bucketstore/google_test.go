package bucketstore_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"workflow-designer/backend/secret"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/bucketstore"
	"workflow-designer/backend/storage/gcstest"
	"workflow-designer/backend/storage/storagetest"
	"workflow-designer/backend/workflow"
)

// onGoogle opens a bucket of a server that follows the XML API of Google Cloud Storage.
func onGoogle(endpoint, bucket string) bucketstore.Config {
	return bucketstore.Config{
		Endpoint: endpoint, AccessKeyID: secret.New(gcstest.AccessKey), SecretAccessKey: secret.New(gcstest.SecretKey),
		Bucket: bucket, Region: "auto", Google: true,
	}
}

func TestStoreKeepsTheContractsOnGoogle(t *testing.T) {
	server := gcstest.Start(t)
	server.Paginate(3)
	store := connected(t, onGoogle(server.Endpoint, server.NewBucket(t, true)))

	storagetest.Run(t, func(*testing.T) storage.Store { return store })
	storagetest.RunBucket(t, func(*testing.T) storage.Bucket { return store },
		"discards one version for good") // see TestADeletionOnGoogleIsNoVersion
	for _, r := range server.Requests() {
		for name := range r.Header {
			if strings.HasPrefix(name, "X-Amz-") {
				t.Fatalf("%s %s has the header %s", r.Method, r.URL, name)
			}
		}
	}
}

func TestGoogleIsFoundToBeWhatItIs(t *testing.T) {
	server := gcstest.Start(t)
	bucket := server.NewBucket(t, true)
	store := open(t, onGoogle(server.Endpoint, bucket))

	found, err := store.Connect(t.Context(), bucketstore.Capabilities{})
	if err != nil {
		t.Fatal(err)
	}

	if !found.ConditionalWrites || !found.CreateOverMarker || found.ProbedAt.IsZero() {
		t.Errorf("it was found to be %+v", found)
	}
	if keys := server.Keys(bucket, ""); !slices.Equal(keys, []string{"workflow-designer.json"}) {
		t.Errorf("the probe left %q", keys)
	}
	if kind := server.History(bucket, "workflow-designer.json")[0].Header.Get("Content-Type"); kind != "application/json" {
		t.Errorf("the sentinel is %q", kind)
	}
}

func TestADeletedSentinelOnGoogleComesBack(t *testing.T) {
	server := gcstest.Start(t)
	bucket := server.NewBucket(t, true)
	store := open(t, onGoogle(server.Endpoint, bucket))
	before, err := store.Connect(t.Context(), bucketstore.Capabilities{})
	if err != nil {
		t.Fatal(err)
	}
	server.Delete(bucket, "workflow-designer.json")

	after, err := store.Connect(t.Context(), bucketstore.Capabilities{})

	if err != nil || after.BucketID != before.BucketID {
		t.Errorf("the bucket is %s, %v, and was %s", after.BucketID, err, before.BucketID)
	}
}

// A deletion is the live generation that became a noncurrent one. It is named after that, and nothing can be removed of it: what
// was deleted comes back by a save on top, which remembers that there was a deletion.
func TestADeletionOnGoogleIsNoVersion(t *testing.T) {
	server := gcstest.Start(t)
	bucket := server.NewBucket(t, true)
	store := connected(t, onGoogle(server.Endpoint, bucket))
	ref := storagetest.NewRef()
	first := put(t, store, storagetest.NewVersion(ref, ""), "a: 1\n", storage.Base{})
	deletion := storagetest.NewVersion(ref, first.UID)
	deletion.Deleted = true
	marker, err := store.Put(t.Context(), deletion, nil, first.Base())
	if err != nil {
		t.Fatal(err)
	}

	if marker.ID != first.ID+"-deleted" || marker.Deletes != first.ID {
		t.Errorf("the deletion is %+v, want one of %s", marker, first.ID)
	}
	if all := server.History(bucket, ref.Key()); len(all) != 1 || all[0].Live() || string(all[0].Text) != "a: 1\n" {
		t.Errorf("the generations are %+v", all)
	}
	if err := store.Discard(t.Context(), ref, marker.ID); err != nil {
		t.Fatal(err)
	}
	if head, err := store.Head(t.Context(), ref); err != nil || head.ID != marker.ID || head.Deletes != first.ID {
		t.Errorf("after discarding the deletion the latest is %+v, %v", head, err)
	}
	back := put(t, store, storagetest.NewVersion(ref, first.UID), "a: 1\n", marker.Base())
	var ids []string
	for _, e := range versions(t, store, ref) {
		ids = append(ids, e.ID)
	}
	if !slices.Equal(ids, []string{back.ID, marker.ID, first.ID}) {
		t.Errorf("the history is %q, want %q on the deletion %q on %q", ids, back.ID, marker.ID, first.ID)
	}

	// Another tool's copy has that metadata too, and went on top of no deletion
	copied := server.History(bucket, ref.Key())[1]
	top := server.Upload(bucket, ref.Key(), copied.Text, copied.Header)
	if all := versions(t, store, ref); len(all) != 4 || all[0].DeleteMarker || all[1].DeleteMarker || !all[2].DeleteMarker {
		t.Errorf("with a copy on top the history is %+v", all)
	}
	server.Purge(bucket, ref.Key(), top.Number)

	// A live generation that is removed for good leaves no live one: the ones below are not the latest again.
	if err := store.Discard(t.Context(), ref, back.ID); err != nil {
		t.Fatal(err)
	}
	if head, err := store.Head(t.Context(), ref); err != nil || !head.DeleteMarker || head.Deletes != first.ID {
		t.Errorf("the latest is %+v, %v", head, err)
	}
}

// What S3's clients do goes wrong there without an error, which is why Google has a dialect of its own.
func TestConditionsOfS3AreNoneOnGoogle(t *testing.T) {
	server := gcstest.Start(t)
	bucket := server.NewBucket(t, true)
	cfg := onGoogle(server.Endpoint, bucket)
	cfg.Google, cfg.Region = false, "us-east-1"
	plain := open(t, cfg)
	ref := storagetest.NewRef()

	first, err := plain.Put(t.Context(), storagetest.NewVersion(ref, ""), []byte("a: 1\n"), storage.Base{})
	if first.ID != "" || err == nil {
		t.Fatalf("a PUT of S3 names the version %q, %v", first.ID, err)
	}
	_, _ = plain.Put(t.Context(), storagetest.NewVersion(ref, ""), []byte("a: 2\n"), storage.Base{})

	if all := server.History(bucket, ref.Key()); len(all) != 2 || !all[1].Live() || string(all[1].Text) != "a: 2\n" {
		t.Errorf("of two writers on no base %d wrote", len(all))
	}
}

func TestTagsOnGoogleAreBesideTheVersions(t *testing.T) {
	server := gcstest.Start(t)
	bucket := server.NewBucket(t, true)
	store := connected(t, onGoogle(server.Endpoint, bucket))
	ref := workflow.Ref{Company: 1, ID: 7}
	first := put(t, store, storagetest.NewVersion(ref, ""), "a: 1\n", storage.Base{})
	put(t, store, storagetest.NewVersion(ref, first.UID), "a: 2\n", first.Base())

	if err := store.SetTags(t.Context(), ref, first.ID, []workflow.Tag{{Name: "approved", Value: "Ada"}}); err != nil {
		t.Fatal(err)
	}

	kept := server.History(bucket, "companies/1/tags/7/"+first.ID+".json")
	if len(kept) != 1 || string(kept[0].Text) != `{"tags":[{"name":"approved","value":"Ada"}]}` {
		t.Errorf("the tags are kept as %+v", kept)
	}
	server.Requests()
	all := versions(t, store, ref)
	if len(all) != 2 || all[0].Tags == nil || len(all[0].Tags) != 0 || len(all[1].Tags) != 1 {
		t.Errorf("the versions are %+v", all)
	}
	// A listing of the tags, one of the versions, one HEAD a version, and one GET a version that has tags
	if asked := server.Requests(); len(asked) != 5 {
		t.Errorf("it took %d requests", len(asked))
	}
	var group sync.WaitGroup
	for i := range 3 {
		group.Go(func() {
			if err := store.SetTags(t.Context(), ref, first.ID, []workflow.Tag{{Name: fmt.Sprintf("t%d", i)}}); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if tags, err := store.Tags(t.Context(), ref, first.ID); err != nil || len(tags) != 1 {
		t.Errorf("after three writers the tags are %v, %v", tags, err)
	}
}

// A PUT there does not tell that the version below it was overwritten, so versioning is looked at before.
func TestNothingIsOverwrittenOnGoogleWithoutVersioning(t *testing.T) {
	server := gcstest.Start(t)
	bucket := server.NewBucket(t, true)
	store := connected(t, onGoogle(server.Endpoint, bucket))
	ref := storagetest.NewRef()
	first := put(t, store, storagetest.NewVersion(ref, ""), "a: 1\n", storage.Base{})
	server.Suspend(bucket, true)

	_, err := store.Put(t.Context(), storagetest.NewVersion(ref, first.UID), []byte("a: 2\n"), first.Base())
	deletion := storagetest.NewVersion(ref, first.UID)
	deletion.Deleted = true
	_, deleted := store.Put(t.Context(), deletion, nil, first.Base())

	wantProblem(t, err, workflow.CodeVersioningSuspended, bucket)
	wantProblem(t, deleted, workflow.CodeVersioningSuspended, bucket)
	if all := server.History(bucket, ref.Key()); len(all) != 1 || !all[0].Live() {
		t.Errorf("the generations are %+v", all)
	}
	if err := store.EnableVersioning(t.Context()); err != nil {
		t.Fatal(err)
	}
	put(t, store, storagetest.NewVersion(ref, first.UID), "a: 2\n", first.Base())
}

// Somebody deletes while somebody else saves: one of them is refused, without a moment in which the save is hidden.
func TestADeletionOnGoogleIsConditional(t *testing.T) {
	server := gcstest.Start(t)
	bucket := server.NewBucket(t, true)
	ref := storagetest.NewRef()
	faster := &before{method: http.MethodDelete}
	cfg := onGoogle(server.Endpoint, bucket)
	cfg.Transport = faster
	store := connected(t, cfg)
	first := put(t, store, storagetest.NewVersion(ref, ""), "a: 1\n", storage.Base{})
	faster.do = func() { server.Upload(bucket, ref.Key(), []byte("a: 2\n"), nil) }

	deletion := storagetest.NewVersion(ref, first.UID)
	deletion.Deleted = true
	_, err := store.Put(t.Context(), deletion, nil, first.Base())

	wantProblem(t, err, workflow.CodeStaleParent)
	if all := server.History(bucket, ref.Key()); len(all) != 2 || !all[1].Live() {
		t.Errorf("the generations are %+v", all)
	}
}

// before does something right before the next request of a method is sent.
type before struct {
	method string
	do     func()
}

// RoundTrip implements http.RoundTripper.
func (b *before) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method == b.method && b.do != nil {
		b.do()
		b.do = nil
	}
	return http.DefaultTransport.RoundTrip(r)
}

// lossy does a request and loses the answer.
type lossy struct{ lose bool }

// RoundTrip implements http.RoundTripper.
func (l *lossy) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err == nil && l.lose && r.Method != http.MethodGet && r.Method != http.MethodHead {
		return nil, errors.Join(io.ErrUnexpectedEOF, answer.Body.Close())
	}
	return answer, err
}

func TestALostAnswerOfGoogleIsUnclear(t *testing.T) {
	server := gcstest.Start(t)
	bucket := server.NewBucket(t, true)
	network := &lossy{}
	cfg := onGoogle(server.Endpoint, bucket)
	cfg.Transport = network
	store := connected(t, cfg)
	ref := storagetest.NewRef()
	network.lose = true
	v := storagetest.NewVersion(ref, "")

	_, err := store.Put(t.Context(), v, []byte("a: 1\n"), storage.Base{})

	wantProblem(t, err, workflow.CodeUnclear)
	all := versions(t, store, ref)
	if len(all) != 1 || all[0].UID != v.UID {
		t.Fatalf("the versions are %+v, want the one that was sent, once", all)
	}
	deletion := storagetest.NewVersion(ref, v.UID)
	deletion.Deleted = true
	_, err = store.Put(t.Context(), deletion, nil, all[0].Base())
	wantProblem(t, err, workflow.CodeUnclear)
	if head, err := store.Head(t.Context(), ref); err != nil || head.Deletes != all[0].ID {
		t.Errorf("the latest is %+v, %v", head, err)
	}
}

// What another tool put there is a version all the same.
func TestWhatOtherToolsDoOnGoogleIsSeen(t *testing.T) {
	server := gcstest.Start(t)
	server.Paginate(2)
	bucket := server.NewBucket(t, true)
	store := connected(t, onGoogle(server.Endpoint, bucket))
	ref := storagetest.NewRef()
	for i := range 5 {
		server.Upload(bucket, ref.Key(), fmt.Appendf(nil, "a: %d\n", i), http.Header{"X-Goog-Meta-Author": {"Ben"}})
	}
	server.Delete(bucket, ref.Key())

	all := versions(t, store, ref)

	if len(all) != 6 || !all[0].DeleteMarker || all[0].Deletes != all[1].ID || all[5].Author != "Ben" {
		t.Fatalf("the versions are %+v", all)
	}
	server.Terse()
	if again := versions(t, store, ref); len(again) != 6 || again[5].ID != all[5].ID {
		t.Errorf("where no page names the next, the versions are %+v", again)
	}
	for i, g := range server.History(bucket, ref.Key()) {
		if all[5-i].ID != strconv.FormatInt(g.Number, 10) {
			t.Errorf("version %d from the oldest is %s, want generation %d", i, all[5-i].ID, g.Number)
		}
	}
	listed := 0
	for _, err := range store.Workflows(t.Context(), ref.Company) {
		if err != nil {
			t.Error(err)
		}
		listed++
	}
	if listed != 0 {
		t.Errorf("a deleted workflow is listed")
	}
	for _, err := range store.Follow(context.WithoutCancel(t.Context()), ref.Company) {
		wantProblem(t, err, workflow.CodeNotSupported)
	}
}
