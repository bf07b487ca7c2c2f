package replica_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/secret"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/bucketstore"
	"workflow-designer/backend/storage/gcstest"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/workflow"
)

// The scenarios play on real servers too, with a new bucket each. What a server does in another way than the bucket in memory
// is in the scenario, under the server's name.

func TestScenariosOnMinIO(t *testing.T) {
	server := miniotest.Shared(t)
	playAll(t, "minio", func(t *team) teamBucket { return newOnServer(t, server) })
}

func TestScenariosOnVersity(t *testing.T) {
	server := miniotest.SharedVersity(t)
	playAll(t, "versity", func(t *team) teamBucket { return newOnServer(t, server) })
}

// What Connect finds out of a server is what its goldens go by.
func TestServersAreFoundToBeWhatTheyAre(t *testing.T) {
	for name, test := range map[string]struct {
		server           func(testing.TB) *miniotest.Server
		createOverMarker bool
	}{
		"minio":   {miniotest.Shared, true},
		"versity": {miniotest.SharedVersity, false}, // the way back from a deletion removes the marker
	} {
		t.Run(name, func(t *testing.T) {
			found := newOnServer(newTeam(t, newInMemory), test.server(t)).known
			if !found.ConditionalWrites || found.CreateOverMarker != test.createOverMarker || found.ProbedAt.IsZero() {
				t.Errorf("it was found to be %+v", found)
			}
		})
	}
	if found := newOnGoogle(newTeam(t, newInMemory), gcstest.Start(t)).known; !found.ConditionalWrites || !found.CreateOverMarker {
		t.Errorf("google was found to be %+v", found)
	}
}

// onServer is a bucket on a real server. Other tools work in it with a plain client.
type onServer struct {
	*team
	server *miniotest.Server
	bucket string
	client *minio.Client
	known  bucketstore.Capabilities

	made  []string          // the ids of versions, delete markers and what is kept aside, in the order in which they were made
	nulls map[string]string // the etags of those without an id of their own, by key
}

func newOnServer(t *team, server *miniotest.Server) *onServer {
	t.t.Helper()
	b := &onServer{
		team: t, server: server, bucket: server.NewBucket(t.t, true), client: server.Client(t.t), nulls: map[string]string{},
	}
	b.connect()
	return b
}

// connect gives the bucket as a computer that has just been started sees it.
func (b *onServer) connect() *bucketstore.Store {
	return b.connectBy(b.server.Endpoint, b.server.AccessKey, b.server.SecretKey)
}

// connectBy gives it as a computer behind another network, or with other keys, sees it.
func (b *onServer) connectBy(endpoint, accessKey, secretKey string) *bucketstore.Store {
	b.t.Helper()
	store, err := bucketstore.New(bucketstore.Config{
		Endpoint: endpoint, AccessKeyID: secret.New(accessKey), SecretAccessKey: secret.New(secretKey),
		Bucket: b.bucket, Region: miniotest.Region,
	})
	if err == nil {
		b.known, err = store.Connect(context.Background(), b.known)
	}
	if err != nil {
		b.t.Fatal(err)
	}
	return store
}

func (b *onServer) reach() storage.Bucket { return counting{b.connect(), b} }

func (b *onServer) nameOf(id string) string {
	if at := slices.Index(b.made, id); at >= 0 && id != null {
		return fmt.Sprintf("mem-%d", at+1)
	}
	return id
}

func (b *onServer) idOf(name string) string {
	b.t.Helper()
	for _, id := range b.made {
		if b.nameOf(id) == name {
			return id
		}
	}
	b.t.Fatalf("the bucket has made no %s", name)
	return ""
}

// null is S3's name for a version without an id of its own.
const null = "null"

// count gives what was just written under a key its name.
func (b *onServer) count(key string) {
	b.t.Helper()
	before := len(b.made)
	for _, info := range b.history(key) {
		switch {
		case info.VersionID != null && !slices.Contains(b.made, info.VersionID):
			b.made = append(b.made, info.VersionID)
		case info.VersionID == null && b.nulls[key] != info.ETag:
			b.nulls[key] = info.ETag
			b.made = append(b.made, null)
		}
	}
	if len(b.made) > before+1 {
		b.t.Errorf("%s has %q at once", key, b.made[before:])
	}
}

// history gives what a key has, newest first.
func (b *onServer) history(key string) []minio.ObjectInfo {
	b.t.Helper()
	var all []minio.ObjectInfo
	for info := range b.client.ListObjectsIter(context.Background(), b.bucket, minio.ListObjectsOptions{Prefix: key, WithVersions: true}) {
		if info.Err != nil {
			b.t.Error(info.Err) // it may be a goroutine of the program that asks
			return nil
		}
		if info.VersionID == "" {
			info.VersionID = null
		}
		all = append(all, info)
	}
	return all
}

func (b *onServer) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *onServer) upload(ref workflow.Ref, content []byte) {
	b.t.Helper()
	_, err := b.client.PutObject(context.Background(), b.bucket, ref.Key(), bytes.NewReader(content), int64(len(content)), minio.PutObjectOptions{})
	b.must(err)
	b.count(ref.Key())
}

func (b *onServer) copyTo(ref, from workflow.Ref, id string) {
	b.t.Helper()
	_, err := b.client.CopyObject(context.Background(), minio.CopyDestOptions{Bucket: b.bucket, Object: ref.Key()},
		minio.CopySrcOptions{Bucket: b.bucket, Object: from.Key(), VersionID: id})
	b.must(err)
	b.count(ref.Key())
}

func (b *onServer) remove(ref workflow.Ref) {
	b.t.Helper()
	b.must(b.client.RemoveObject(context.Background(), b.bucket, ref.Key(), minio.RemoveObjectOptions{}))
	b.count(ref.Key())
}

func (b *onServer) removeScenarios(ref workflow.Ref) {
	b.t.Helper()
	b.must(b.client.RemoveObject(context.Background(), b.bucket, ref.ScenariosKey(), minio.RemoveObjectOptions{}))
}

func (b *onServer) purge(ref workflow.Ref, ids ...string) {
	b.t.Helper()
	for _, id := range ids {
		b.must(b.client.RemoveObject(context.Background(), b.bucket, ref.Key(), minio.RemoveObjectOptions{VersionID: id}))
	}
}

func (b *onServer) goBack(ref workflow.Ref, id string) {
	b.t.Helper()
	for _, info := range b.history(ref.Key()) {
		if slices.Index(b.made, info.VersionID) > slices.Index(b.made, id) {
			b.purge(ref, info.VersionID)
		}
	}
}

func (b *onServer) suspend(off bool) {
	b.t.Helper()
	if off {
		b.must(b.client.SuspendVersioning(context.Background(), b.bucket))
	} else {
		b.must(b.client.EnableVersioning(context.Background(), b.bucket))
	}
}

// counting is the bucket as a computer sees it; what that writes gets its name.
type counting struct {
	storage.Bucket
	at interface{ count(key string) }
}

// Put implements storage.Store.
func (c counting) Put(ctx context.Context, v workflow.Version, content []byte, base storage.Base) (storage.Entry, error) {
	defer c.at.count(v.Ref.Key())
	return c.Bucket.Put(ctx, v, content, base)
}

// PutSide implements storage.Sides.
func (c counting) PutSide(ctx context.Context, v workflow.Version, content []byte) (storage.Entry, error) {
	defer c.at.count(sideKey(v.Ref, v.UID))
	return c.Bucket.PutSide(ctx, v, content)
}

// CloseSide implements storage.Sides.
func (c counting) CloseSide(ctx context.Context, r workflow.Ref, uid workflow.UID) error {
	defer c.at.count(sideKey(r, uid))
	return c.Bucket.CloseSide(ctx, r, uid)
}

func sideKey(r workflow.Ref, uid workflow.UID) string {
	return fmt.Sprintf("%sconflicts/%d/%s.yaml", workflow.CompanyPrefix(r.Company), r.ID, uid)
}
