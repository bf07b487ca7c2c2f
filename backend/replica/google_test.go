package replica_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"testing"

	"workflow-designer/backend/secret"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/storage/bucketstore"
	"workflow-designer/backend/storage/gcstest"
	"workflow-designer/backend/workflow"
)

// The scenarios play on a server that follows the XML API of Google Cloud Storage, too.

func TestScenariosOnGoogle(t *testing.T) {
	server := gcstest.Start(t)
	server.Paginate(2)
	// The scenarios are parallel, and so go on after this function: the server must not stop before them.
	t.Run("all", func(t *testing.T) { playAll(t, "google", func(t *team) teamBucket { return newOnGoogle(t, server) }) })
}

// onGoogle is a bucket of Google Cloud Storage. Other tools work in it as those of Google do.
type onGoogle struct {
	*team
	server *gcstest.Server
	bucket string
	known  bucketstore.Capabilities
	made   []string // the ids of versions, deletions and what is kept aside, in the order in which they were made
}

func newOnGoogle(t *team, server *gcstest.Server) *onGoogle {
	t.t.Helper()
	b := &onGoogle{team: t, server: server, bucket: server.NewBucket(t.t, true)}
	b.connect()
	return b
}

func googleConfig(endpoint, bucket string) bucketstore.Config {
	return bucketstore.Config{
		Endpoint: endpoint, AccessKeyID: secret.New(gcstest.AccessKey), SecretAccessKey: secret.New(gcstest.SecretKey),
		Bucket: bucket, Region: "auto", Google: true,
	}
}

func (b *onGoogle) connect() *bucketstore.Store {
	b.t.Helper()
	store, err := bucketstore.New(googleConfig(b.server.Endpoint, b.bucket))
	if err == nil {
		b.known, err = store.Connect(context.Background(), b.known)
	}
	if err != nil {
		b.t.Fatal(err)
	}
	return store
}

func (b *onGoogle) reach() storage.Bucket { return counting{b.connect(), b} }

func (b *onGoogle) nameOf(id string) string {
	if at := slices.Index(b.made, id); at >= 0 {
		return fmt.Sprintf("mem-%d", at+1)
	}
	return id
}

func (b *onGoogle) idOf(name string) string {
	b.t.Helper()
	for _, id := range b.made {
		if b.nameOf(id) == name {
			return id
		}
	}
	b.t.Fatalf("the bucket has made no %s", name)
	return ""
}

// count gives what was just written under a key its name. A deletion is named after the generation that it took away.
func (b *onGoogle) count(key string) {
	all := b.server.History(b.bucket, key)
	for i, g := range all {
		id := strconv.FormatInt(g.Number, 10)
		if !slices.Contains(b.made, id) {
			b.made = append(b.made, id)
		}
		if deletion := id + "-deleted"; i == len(all)-1 && !g.Live() && !slices.Contains(b.made, deletion) {
			b.made = append(b.made, deletion)
		}
	}
}

func (b *onGoogle) upload(ref workflow.Ref, content []byte) {
	b.server.Upload(b.bucket, ref.Key(), content, http.Header{})
	b.count(ref.Key())
}

func (b *onGoogle) copyTo(ref, from workflow.Ref, id string) {
	b.t.Helper()
	for _, g := range b.server.History(b.bucket, from.Key()) {
		if strconv.FormatInt(g.Number, 10) == id {
			b.server.Upload(b.bucket, ref.Key(), g.Text, g.Header)
			b.count(ref.Key())
			return
		}
	}
	b.t.Fatalf("there is no generation %s", id)
}

func (b *onGoogle) remove(ref workflow.Ref) {
	b.server.Delete(b.bucket, ref.Key())
	b.count(ref.Key())
}

func (b *onGoogle) removeScenarios(ref workflow.Ref) { b.server.Delete(b.bucket, ref.ScenariosKey()) }

// purge removes generations for good. Of a deletion there is nothing to remove.
func (b *onGoogle) purge(ref workflow.Ref, ids ...string) {
	for _, id := range ids {
		if number, err := strconv.ParseInt(id, 10, 64); err == nil {
			b.server.Purge(b.bucket, ref.Key(), number)
		}
	}
	b.count(ref.Key())
}

// goBack removes what is newer than a generation, which makes that no live one: the key is deleted then.
func (b *onGoogle) goBack(ref workflow.Ref, id string) {
	for _, g := range b.server.History(b.bucket, ref.Key()) {
		if number := strconv.FormatInt(g.Number, 10); slices.Index(b.made, number) > slices.Index(b.made, id) {
			b.purge(ref, number)
		}
	}
}

func (b *onGoogle) suspend(off bool) { b.server.Suspend(b.bucket, off) }
