package bucketstore_test

import (
	"sync"
	"testing"

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

func TestTagsBeyondASCIIWhereTheServerTakesThem(t *testing.T) {
	german := []workflow.Tag{{Name: "Prüfung 2026", Value: "财务部"}}
	versity, minio := miniotest.SharedVersity(t), miniotest.Shared(t)
	for name, server := range map[string]*miniotest.Server{"versitygw": versity, "MinIO": minio} {
		t.Run(name, func(t *testing.T) {
			store := connected(t, config(server, server.Endpoint, server.NewBucket(t, true)))
			entry := put(t, store, storagetest.NewVersion(storagetest.NewRef(), ""), "a: 1\n", storage.Base{})

			err := store.SetTags(t.Context(), entry.Ref, entry.ID, german)

			got, readErr := store.Tags(t.Context(), entry.Ref, entry.ID)
			if readErr != nil {
				t.Fatal(readErr)
			}
			if server == minio {
				wantProblem(t, err, workflow.CodeInvalidRequest, "a to z")
				if len(got) != 0 {
					t.Errorf("the refused tags are %v", got)
				}
			} else if err != nil || len(got) != 1 || got[0] != german[0] {
				t.Errorf("the tags are %v %v", got, err)
			}
		})
	}
}
