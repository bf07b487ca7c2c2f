package bucketstore_test

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/secret"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/bucketstore"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/storage/storagetest"
	"workflow-designer/backend/workflow"
)

func TestConnectMarksTheBucketOnceAndLeavesNothingElse(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	proxy := server.Proxy(t)
	cfg := config(server, proxy.URL, bucket)

	first, err := open(t, cfg).Connect(t.Context(), bucketstore.Capabilities{})
	if err != nil {
		t.Fatal(err)
	}
	if !first.ConditionalWrites || !first.CreateOverMarker || first.ProbedAt.IsZero() {
		t.Errorf("MinIO was found to be %+v", first)
	}

	tool := server.Client(t)
	text, _ := download(t, tool, bucket, "workflow-designer.json", "")
	var sentinel struct {
		Format   int       `json:"format"`
		BucketID uuid.UUID `json:"bucket_id"`
	}
	if err := json.Unmarshal([]byte(text), &sentinel); err != nil || sentinel.Format != 1 || sentinel.BucketID.String() != first.BucketID {
		t.Errorf("the sentinel is %q (%v), want that of bucket %s", text, err, first.BucketID)
	}
	for object := range tool.ListObjects(t.Context(), bucket, minio.ListObjectsOptions{Recursive: true, WithVersions: true}) {
		if object.Key != "workflow-designer.json" {
			t.Errorf("the probe left %s %s", object.Key, object.VersionID)
		}
	}

	proxy.Requests()
	again, err := open(t, cfg).Connect(t.Context(), first)
	if err != nil || again != first {
		t.Errorf("the second Connect gives %+v %v, want %+v", again, err, first)
	}
	if seen := proxy.Requests(); len(seen) != 2 {
		t.Errorf("the second Connect sent %v, want two reads", seen)
	}

	other := first
	other.BucketID = uuid.NewString()
	if probed, err := open(t, cfg).Connect(t.Context(), other); err != nil || probed.BucketID != first.BucketID {
		t.Errorf("what is known of another bucket gives %+v %v", probed, err)
	}
	if seen := proxy.Requests(); len(seen) < 8 {
		t.Errorf("what is known of another bucket was not probed: %v", seen)
	}
}

func TestTwoComputersAgreeOnTheBucketID(t *testing.T) {
	server := miniotest.Shared(t)
	cfg := config(server, server.Endpoint, server.NewBucket(t, true))
	var ids [4]string
	var group sync.WaitGroup
	for i := range ids {
		store := open(t, cfg)
		group.Go(func() {
			found, err := store.Connect(t.Context(), bucketstore.Capabilities{})
			if err != nil {
				t.Error(err)
			}
			ids[i] = found.BucketID
		})
	}
	group.Wait()

	for _, id := range ids {
		if id != ids[0] || id == "" {
			t.Errorf("the computers know the bucket as %q", ids)
		}
	}
}

func TestStrangeSentinelsAreRefused(t *testing.T) {
	server := miniotest.Shared(t)
	for name, test := range map[string]struct {
		text string
		code workflow.Code
	}{
		"not JSON":     {"hello", workflow.CodeDamaged},
		"no id":        {`{"format":1}`, workflow.CodeDamaged},
		"no format":    {`{"bucket_id":"d9428888-122b-11e1-b85c-61cd3cbb3210"}`, workflow.CodeDamaged},
		"newer format": {`{"format":2,"bucket_id":"d9428888-122b-11e1-b85c-61cd3cbb3210"}`, workflow.CodeBucketFailed},
		"too large":    {strings.Repeat(" ", 1<<20), workflow.CodeDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			bucket := server.NewBucket(t, true)
			upload(t, server.Client(t), bucket, "workflow-designer.json", test.text, nil)

			_, err := open(t, config(server, server.Endpoint, bucket)).Connect(t.Context(), bucketstore.Capabilities{})

			wantProblem(t, err, test.code)
		})
	}
}

func TestBucketWithoutVersioningIsRefusedAndMended(t *testing.T) {
	server := miniotest.Shared(t)
	for name, test := range map[string]struct {
		bucket string
		code   workflow.Code
	}{
		"never on":  {server.NewBucket(t, false), workflow.CodeVersioningOff},
		"suspended": {suspended(t, server), workflow.CodeVersioningSuspended},
	} {
		t.Run(name, func(t *testing.T) {
			store := open(t, config(server, server.Endpoint, test.bucket))
			v := storagetest.NewVersion(storagetest.NewRef(), "")

			_, connectErr := store.Connect(t.Context(), bucketstore.Capabilities{})
			_, putErr := store.Put(t.Context(), v, []byte("a: 1\n"), storage.Base{})

			wantProblem(t, connectErr, test.code, test.bucket)
			wantProblem(t, putErr, test.code, test.bucket)
			if err := store.EnableVersioning(t.Context()); err != nil {
				t.Fatal(err)
			}
			if _, err := store.Connect(t.Context(), bucketstore.Capabilities{}); err != nil {
				t.Errorf("after the mend: %v", err)
			}
		})
	}
}

func suspended(t *testing.T, server *miniotest.Server) string {
	t.Helper()
	bucket := server.NewBucket(t, true)
	if err := server.Client(t).SuspendVersioning(t.Context(), bucket); err != nil {
		t.Fatal(err)
	}
	return bucket
}

func TestVersioningSuspendedWhileConnected(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	store := connected(t, config(server, server.Endpoint, bucket))
	ref := storagetest.NewRef()
	first := put(t, store, storagetest.NewVersion(ref, ""), "a: 1\n", storage.Base{})
	if err := server.Client(t).SuspendVersioning(t.Context(), bucket); err != nil {
		t.Fatal(err)
	}

	_, err := store.Put(t.Context(), storagetest.NewVersion(ref, first.UID), []byte("a: 2\n"), first.Base())

	wantProblem(t, err, workflow.CodeVersioningSuspended, bucket)
	if _, text, err := store.Get(t.Context(), ref, first.ID); err != nil || string(text) != "a: 1\n" {
		t.Errorf("the version before is %q %v", text, err)
	}
}

func TestCreateBucketMakesAUsableOne(t *testing.T) {
	server := miniotest.Shared(t)
	name := "made-" + uuid.NewString()
	store := open(t, config(server, server.Endpoint, name))

	for range 2 { // the second time it is there already
		if err := store.CreateBucket(t.Context()); err != nil {
			t.Fatal(err)
		}
	}

	if _, err := store.Connect(t.Context(), bucketstore.Capabilities{}); err != nil {
		t.Error(err)
	}
}

func TestMendsNeedPermission(t *testing.T) {
	server := miniotest.Shared(t)
	cfg := config(server, server.Endpoint, server.NewBucket(t, false))
	cfg.AccessKeyID, cfg.SecretAccessKey = user(t, server, `"s3:GetObject"`, cfg.Bucket)

	wantProblem(t, open(t, cfg).EnableVersioning(t.Context()), workflow.CodeAccessDenied, "enable versioning")
	cfg.Bucket = "made-" + uuid.NewString()
	wantProblem(t, open(t, cfg).CreateBucket(t.Context()), workflow.CodeAccessDenied, "create the bucket")
}

// user makes keys that may do these actions in a bucket.
func user(t *testing.T, server *miniotest.Server, actions, bucket string) (access, secretKey secret.Text) {
	t.Helper()
	a, s := server.AddUser(t, `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[`+actions+`],
		"Resource":["arn:aws:s3:::`+bucket+`","arn:aws:s3:::`+bucket+`/*"]}]}`)
	return secret.New(a), secret.New(s)
}

func TestKeysThatMayNotDeleteConnectAllTheSame(t *testing.T) {
	server := miniotest.Shared(t)
	cfg := config(server, server.Endpoint, server.NewBucket(t, true))
	cfg.AccessKeyID, cfg.SecretAccessKey = user(t, server,
		`"s3:GetObject","s3:PutObject","s3:ListBucket","s3:ListBucketVersions","s3:GetBucketVersioning"`, cfg.Bucket)
	store := open(t, cfg)

	found, err := store.Connect(t.Context(), bucketstore.Capabilities{})

	if err != nil || !found.ConditionalWrites {
		t.Fatalf("got %+v %v", found, err)
	}
	checks := byID(store.Diagnose(t.Context()))
	wantCheck(t, checks, "access", storage.CheckOK, "")
	wantCheck(t, checks, "permissions", storage.CheckWarning, "")
}

func TestBucketWithObjectLockKeepsVersions(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := "locked-" + uuid.NewString()
	tool := server.Client(t)
	if err := tool.MakeBucket(t.Context(), bucket, minio.MakeBucketOptions{ObjectLocking: true}); err != nil {
		t.Fatal(err)
	}
	mode, days, unit := minio.Governance, uint(1), minio.Days
	if err := tool.SetBucketObjectLockConfig(t.Context(), bucket, &mode, &days, &unit); err != nil {
		t.Fatal(err)
	}

	store := connected(t, config(server, server.Endpoint, bucket))

	ref := storagetest.NewRef()
	put(t, store, storagetest.NewVersion(ref, ""), "a: 1\n", storage.Base{})
	checks := byID(store.Diagnose(t.Context()))
	wantCheck(t, checks, "object_lock", storage.CheckOK, "GOVERNANCE, 1 DAYS")
	wantCheck(t, checks, "conditional", storage.CheckOK, "supported")
}

func TestServerWithoutConditionalWritesIsFoundOut(t *testing.T) {
	server := miniotest.Shared(t)
	proxy := server.Proxy(t)
	cfg := config(server, proxy.URL, server.NewBucket(t, true))
	store := open(t, cfg)
	proxy.IgnoreConditions()

	found, err := store.Connect(t.Context(), bucketstore.Capabilities{})
	if err != nil {
		t.Fatal(err)
	}
	if found.ConditionalWrites || found.ProbedAt.IsZero() {
		t.Errorf("the server was found to be %+v", found)
	}
	wantCheck(t, byID(store.Diagnose(t.Context())), "conditional", storage.CheckWarning, "one writer only")

	// A single writer still does not overwrite what it has not seen.
	ref := storagetest.NewRef()
	v := storagetest.NewVersion(ref, "")
	v.Prompt = strings.Repeat("x", 5_000)
	first := put(t, store, v, "a: 1\n", storage.Base{})
	put(t, store, storagetest.NewVersion(ref, first.UID), "a: 2\n", first.Base())
	_, err = store.Put(t.Context(), storagetest.NewVersion(ref, first.UID), []byte("a: 3\n"), first.Base())
	wantProblem(t, err, workflow.CodeStaleParent)
	_, err = store.Put(t.Context(), storagetest.NewVersion(ref, ""), []byte("a: 3\n"), storage.Base{})
	wantProblem(t, err, workflow.CodeStaleParent)
	if all := versions(t, store, ref); len(all) != 2 || all[1].Prompt != v.Prompt {
		t.Errorf("the versions are %+v", all)
	}
}
