package bucketstore_test

import (
	"testing"

	"github.com/google/uuid"
	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/storage/bucketstore"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/workflow"
)

func TestRecogniseReadsTheSentinelByOneRequest(t *testing.T) {
	server := miniotest.Shared(t)
	proxy := server.Proxy(t)
	store := open(t, config(server, proxy.URL, server.NewBucket(t, true)))

	if id, err := store.Recognise(t.Context()); id != "" || err != nil {
		t.Errorf("a bucket that was never connected to is %q %v", id, err)
	}
	known := connect(t, store)
	proxy.Requests()

	id, err := store.Recognise(t.Context())

	if err != nil || id != known.BucketID {
		t.Errorf("the bucket is %q %v, want %s", id, err, known.BucketID)
	}
	if counts := proxy.Counts(); counts["GET sentinel"] != 1 || len(counts) != 1 {
		t.Errorf("it took %v", counts)
	}
	proxy.CaptivePortal()
	_, err = store.Recognise(t.Context())
	wantProblem(t, err, workflow.CodeNotS3, "login page")
	_, err = open(t, plain(server, "made-"+uuid.NewString())).Recognise(t.Context())
	wantProblem(t, err, workflow.CodeBucketNotFound)
}

func TestDeletedSentinelIsBroughtBack(t *testing.T) {
	for name, server := range map[string]*miniotest.Server{"MinIO": miniotest.Shared(t), "versitygw": miniotest.SharedVersity(t)} {
		t.Run(name, func(t *testing.T) {
			bucket := server.NewBucket(t, true)
			known := connect(t, open(t, plain(server, bucket)))
			for range 2 {
				err := server.Client(t).RemoveObject(t.Context(), bucket, "workflow-designer.json", minio.RemoveObjectOptions{})
				if err != nil {
					t.Fatal(err)
				}
			}

			found, err := open(t, plain(server, bucket)).Connect(t.Context(), bucketstore.Capabilities{})

			if err != nil || found.BucketID != known.BucketID {
				t.Errorf("the bucket is now %q %v, want the one it was: %s", found.BucketID, err, known.BucketID)
			}
		})
	}
}
