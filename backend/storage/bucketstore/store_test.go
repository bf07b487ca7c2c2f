package bucketstore_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/secret"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/bucketstore"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/storage/storagetest"
	"workflow-designer/backend/workflow"
)

func TestMain(m *testing.M) {
	minio.DefaultRetryUnit = time.Millisecond // between tries to read; most tests here fail on purpose
	miniotest.Main(m)
}

func TestStoreKeepsTheContracts(t *testing.T) {
	server := miniotest.Shared(t)
	store := connected(t, config(server, server.Endpoint, server.NewBucket(t, true)))
	storagetest.Run(t, func(*testing.T) storage.Store { return store })
	storagetest.RunBucket(t, func(*testing.T) storage.Bucket { return store })
}

// config opens a bucket as root.
func config(server *miniotest.Server, endpoint, bucket string) bucketstore.Config {
	return bucketstore.Config{
		Endpoint:        endpoint,
		AccessKeyID:     secret.New(server.AccessKey),
		SecretAccessKey: secret.New(server.SecretKey),
		Bucket:          bucket,
		Region:          miniotest.Region,
	}
}

// plain opens a bucket as root, without a proxy.
func plain(server *miniotest.Server, bucket string) bucketstore.Config {
	return config(server, server.Endpoint, bucket)
}

func open(t testing.TB, cfg bucketstore.Config) *bucketstore.Store {
	t.Helper()
	store, err := bucketstore.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return store
}

func connected(t testing.TB, cfg bucketstore.Config) *bucketstore.Store {
	t.Helper()
	store := open(t, cfg)
	if _, err := store.Connect(t.Context(), bucketstore.Capabilities{}); err != nil {
		t.Fatal(err)
	}
	return store
}

func put(t testing.TB, store storage.Store, v workflow.Version, text string, base storage.Base) storage.Entry {
	t.Helper()
	entry, err := store.Put(t.Context(), v, []byte(text), base)
	if err != nil {
		t.Fatal(err)
	}
	return entry
}

func versions(t testing.TB, store storage.Store, ref workflow.Ref) []storage.Entry {
	t.Helper()
	var all []storage.Entry
	for entry, err := range store.Versions(t.Context(), ref) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, entry)
	}
	return all
}

// wantProblem asserts on what a person is shown: the code, a sentence and a hint, and that what names is in them.
func wantProblem(t testing.TB, err error, code workflow.Code, names ...string) {
	t.Helper()
	shown, ok := errors.AsType[*workflow.Error](err)
	if !ok {
		t.Fatalf("got %v, want an error that a person can be shown, with code %s", err, code)
	}
	if shown.Code != code {
		t.Errorf("got code %s (%v), want %s", shown.Code, err, code)
	}
	if !strings.HasSuffix(shown.Message.String(), ".") || !strings.HasSuffix(shown.Hint.String(), ".") {
		t.Errorf("message %q and hint %q must be sentences", shown.Message, shown.Hint)
	}
	for _, name := range names {
		if !strings.Contains(shown.Message.String()+" "+shown.Hint.String(), name) {
			t.Errorf("%q %q does not name %q", shown.Message, shown.Hint, name)
		}
	}
}

// everything lists all versions of all objects.
var everything = minio.ListObjectsOptions{Recursive: true, WithVersions: true}
