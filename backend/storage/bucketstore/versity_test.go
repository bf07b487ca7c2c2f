package bucketstore_test

import (
	"crypto/md5" // as a checksum, which S3 wants
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/minio/minio-go/v7/pkg/signer"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/bucketstore"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/storage/storagetest"
	"workflow-designer/backend/workflow"
)

// versitygw 1.8.0 is a second reading of S3. It creates nothing over a delete marker, takes a write on top of what is below
// one, tells no marker in a HEAD, lists all markers before all versions and no metadata, and its DELETE is not atomic.

func TestStoreKeepsTheContractsOnAnotherServer(t *testing.T) {
	server := miniotest.SharedVersity(t)
	store := connected(t, config(server, server.Endpoint, server.NewBucket(t, true)))
	storagetest.Run(t, func(*testing.T) storage.Store { return store },
		"has one winner among a deletion and writers") // see TestDeletionsAtOnceOnAnotherServer
	storagetest.RunBucket(t, func(*testing.T) storage.Bucket { return store })
}

func TestAnotherServerIsFoundToBeWhatItIs(t *testing.T) {
	server := miniotest.SharedVersity(t)
	bucket := server.NewBucket(t, true)
	store := open(t, config(server, server.Endpoint, bucket))

	found, err := store.Connect(t.Context(), bucketstore.Capabilities{})
	if err != nil {
		t.Fatal(err)
	}

	if !found.ConditionalWrites || found.CreateOverMarker || found.ProbedAt.IsZero() {
		t.Errorf("versitygw was found to be %+v", found)
	}
	ref := storagetest.NewRef()
	put(t, store, storagetest.NewVersion(ref, ""), "a: 1\n", storage.Base{})
	if all := versions(t, store, ref); len(all) != 1 || all[0].Tags != nil {
		t.Errorf("its listing tells tags: %+v", all)
	}
	for object := range server.Client(t).ListObjects(t.Context(), bucket, everything) {
		if object.Key != "workflow-designer.json" && object.Key != ref.Key() {
			t.Errorf("the probe left %s %s", object.Key, object.VersionID)
		}
	}
}

// As long as the latest version is one without an id, versitygw finds no version by a HEAD.
func TestVersionsBelowOneWithoutAnIDAreReadOnAnotherServer(t *testing.T) {
	server := miniotest.SharedVersity(t)
	bucket := server.NewBucket(t, true)
	store := connected(t, config(server, server.Endpoint, bucket))
	ref := storagetest.NewRef()
	first := put(t, store, storagetest.NewVersion(ref, ""), "a: 1\n", storage.Base{})
	if err := server.Client(t).SuspendVersioning(t.Context(), bucket); err != nil {
		t.Fatal(err)
	}
	upload(t, server.Client(t), bucket, ref.Key(), "a: 2\n", map[string]string{"author": "Ben"})

	all := versions(t, store, ref)

	if len(all) != 2 || all[0].Author != "Ben" || all[1].UID != first.UID {
		t.Errorf("the versions are %+v", all)
	}
}

// Deletions at once get in each other's way there: some fail, and it may be that none stands. No version is lost.
func TestDeletionsAtOnceOnAnotherServer(t *testing.T) {
	server := miniotest.SharedVersity(t)
	store := connected(t, config(server, server.Endpoint, server.NewBucket(t, true)))
	ref := storagetest.NewRef()
	base := put(t, store, storagetest.NewVersion(ref, ""), "a: 1\n", storage.Base{})
	var group sync.WaitGroup
	for range 4 {
		v := storagetest.NewVersion(ref, base.UID)
		v.Deleted = true
		group.Go(func() { _, _ = store.Put(t.Context(), v, nil, base.Base()) })
	}
	group.Wait()

	if _, text, err := store.Get(t.Context(), ref, base.ID); err != nil || string(text) != "a: 1\n" {
		t.Errorf("the version that was deleted is %q %v", text, err)
	}
}

// Tags keep to what every store takes, but another tool may have given others where the server takes them, and they are sent
// back with ours.
func TestTagsBeyondASCIIAreReadAndWrittenWhereTheServerTakesThem(t *testing.T) {
	server := miniotest.SharedVersity(t)
	bucket := server.NewBucket(t, true)
	store := connected(t, config(server, server.Endpoint, bucket))
	entry := put(t, store, storagetest.NewVersion(storagetest.NewRef(), ""), "a: 1\n", storage.Base{})
	german := workflow.Tag{Name: "Prüfung 2026", Value: "财务部"}
	body := "<Tagging><TagSet><Tag><Key>" + german.Name + "</Key><Value>" + german.Value + "</Value></Tag></TagSet></Tagging>"
	tagByHand(t, server, bucket, entry, body)

	has := func(want ...workflow.Tag) {
		t.Helper()
		if got, err := store.Tags(t.Context(), entry.Ref, entry.ID); err != nil || !slices.Equal(got, want) {
			t.Errorf("the tags are %v %v, want %v", got, err, want)
		}
	}
	has(german)

	both := []workflow.Tag{german, {Name: "approved", Value: "Ana"}}
	if err := store.SetTags(t.Context(), entry.Ref, entry.ID, both); err != nil {
		t.Fatal(err)
	}
	has(workflow.SortTags(both)...)

	minioServer := miniotest.Shared(t)
	store = connected(t, config(minioServer, minioServer.Endpoint, minioServer.NewBucket(t, true)))
	entry = put(t, store, storagetest.NewVersion(storagetest.NewRef(), ""), "a: 1\n", storage.Base{})
	err := store.SetTags(t.Context(), entry.Ref, entry.ID, []workflow.Tag{german})
	wantProblem(t, err, workflow.CodeInvalidRequest, "does not take these tags")
	has()
}

// tagByHand tags a version without minio-go, which knows no letters beyond ASCII in tags.
func tagByHand(t *testing.T, server *miniotest.Server, bucket string, entry storage.Entry, body string) {
	t.Helper()
	address := server.Endpoint + "/" + bucket + "/" + entry.Ref.Key() + "?tagging=&versionId=" + entry.ID
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPut, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	sum := md5.Sum([]byte(body))
	request.Header.Set("Content-Md5", base64.StdEncoding.EncodeToString(sum[:]))
	request.Header.Set("X-Amz-Content-Sha256", workflow.SHA256([]byte(body)))
	answer, err := http.DefaultClient.Do(signer.SignV4(*request, server.AccessKey, server.SecretKey, "", miniotest.Region))
	if err != nil {
		t.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("tagging: %s, %v", answer.Status, err)
	}
}
