package designer_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/storage/gcstest"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/workflow"
)

// otherTool works in a bucket as any tool does that knows nothing of this program.
type otherTool interface {
	put(key string, content []byte, metadata map[string]string)
	remove(key string)
	// all are the versions and deletions of all keys, a line each.
	all() []string
}

// s3Tool is a plain client, as mc is.
type s3Tool struct {
	t      *testing.T
	client *minio.Client
	bucket string
}

func (s s3Tool) put(key string, content []byte, metadata map[string]string) {
	s.t.Helper()
	_, err := s.client.PutObject(s.t.Context(), s.bucket, key, bytes.NewReader(content), int64(len(content)), minio.PutObjectOptions{
		UserMetadata: metadata, ContentType: "application/x-yaml",
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s s3Tool) remove(key string) {
	s.t.Helper()
	if err := s.client.RemoveObject(s.t.Context(), s.bucket, key, minio.RemoveObjectOptions{}); err != nil {
		s.t.Fatal(err)
	}
}

func (s s3Tool) all() []string {
	s.t.Helper()
	var all []string
	for o := range s.client.ListObjects(s.t.Context(), s.bucket, minio.ListObjectsOptions{Recursive: true, WithVersions: true}) {
		if o.Err != nil {
			s.t.Fatal(o.Err)
		}
		all = append(all, fmt.Sprintf("%s %s %s %v %v", o.Key, o.VersionID, o.ETag, o.IsDeleteMarker, o.IsLatest))
	}
	slices.Sort(all)
	return all
}

// googleTool writes as Google's own tools do.
type googleTool struct {
	server *gcstest.Server
	bucket string
}

func (g googleTool) put(key string, content []byte, metadata map[string]string) {
	header := http.Header{}
	for name, value := range metadata {
		header.Set("x-goog-meta-"+name, value)
	}
	g.server.Upload(g.bucket, key, content, header)
}

func (g googleTool) remove(key string) { g.server.Delete(g.bucket, key) }

func (g googleTool) all() []string {
	var all []string
	for _, key := range g.server.Keys(g.bucket, "") {
		for _, generation := range g.server.History(g.bucket, key) {
			all = append(all, fmt.Sprintf("%s %d %v", key, generation.Number, generation.Live()))
		}
	}
	slices.Sort(all)
	return all
}

func TestABucketThatOtherToolsFilledIsAdoptedInPlace(t *testing.T) {
	on := func(server *miniotest.Server) func(t *testing.T) (otherTool, map[string]string) {
		return func(t *testing.T) (otherTool, map[string]string) {
			bucket := server.NewBucket(t, true)
			return s3Tool{t, server.Client(t), bucket}, settingsFor(server, server.Endpoint, bucket)
		}
	}
	google := gcstest.Start(t)
	for name, given := range map[string]func(t *testing.T) (otherTool, map[string]string){
		"MinIO": on(miniotest.Shared(t)), "versitygw": on(miniotest.SharedVersity(t)),
		"Google": func(t *testing.T) (otherTool, map[string]string) {
			bucket := google.NewBucket(t, true)
			return googleTool{google, bucket}, map[string]string{
				"STORAGE_TYPE": "gcs", "S3_ENDPOINT_URL": google.Endpoint, "S3_BUCKET_NAME": bucket,
				"S3_ACCESS_KEY_ID": gcstest.AccessKey, "S3_SECRET_ACCESS_KEY": gcstest.SecretKey,
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			tool, environment := given(t)
			adoptInPlace(t, tool, environment)
		})
	}
}

func adoptInPlace(t *testing.T, tool otherTool, environment map[string]string) {
	// given a bucket that was filled by hand, over the years
	ctx := context.Background()
	key := func(id int) string { return workflow.Ref{Company: 1, ID: workflow.ID(id)}.Key() }
	for n := 1; n <= 3; n++ {
		tool.put(key(1), fmt.Appendf(nil, "%s# %d\n", workflowOf("Leave"), n), nil)
	}
	tool.put(key(2), []byte(workflowOf("Travel")), map[string]string{"source": "git", "version-uid": "not one of ours", "author": "Budi%20S"})
	tool.put(key(3), []byte(workflowOf("Gone")), nil)
	tool.remove(key(3))
	tool.put(key(4), []byte(workflowOf("Back")), nil)
	tool.remove(key(4))
	tool.put(key(4), []byte(workflowOf("Back again")), nil)
	tool.put(key(5), []byte("kind: Pod\n"), nil)
	tool.put(key(6), []byte("name: \x00\xff"), nil)
	tool.put(key(7), bytes.Repeat([]byte("# x\n"), workflow.MaxContent/4+1), nil)
	others := []string{"companies/1/workflows/007/workflow.yaml", "companies/1/workflows/2/notes.txt", "companies/1/workflows/README.md"}
	for _, other := range append(slices.Clone(others), "companies/2/workflows/1/workflow.yaml", "backup/companies/1/workflows/9/workflow.yaml") {
		tool.put(other, []byte(workflowOf("Other")), nil)
	}
	before := tool.all()

	// when a computer that has nothing syncs with it
	open := func() *designer.Designer { return designertest.Open(t, t.TempDir(), environment) }
	ana, ben := open(), open()
	report, err := ana.Sync(ctx, designer.SyncRequest{})
	if err != nil {
		t.Fatal(err)
	}

	// then each object at such a key is a workflow, byte for byte, and what cannot be one says why
	list, err := ana.Workflows(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, w := range list {
		names = append(names, fmt.Sprintf("%d %s", w.WorkflowID, w.Name))
	}
	slices.Sort(names)
	wantAll(t, "the workflows", names, "1 Leave", "2 Travel", "4 Back again", "5 Workflow 5")
	if report.Pulled != 4 || report.Pushed != 0 || len(report.Conflicts) != 0 {
		t.Errorf("the sync did %+v", report)
	}
	failed := []string{}
	for _, f := range report.Failures {
		failed = append(failed, fmt.Sprintf("%d %s", f.WorkflowID, f.Code))
	}
	slices.Sort(failed)
	wantAll(t, "what cannot be taken in", failed, "6 invalid_content", "7 too_large")
	if report.OtherCount != len(others) || !slices.Equal(report.OtherKeys, others) {
		t.Errorf("left alone are %d, %v", report.OtherCount, report.OtherKeys)
	}
	history, err := ana.History(ctx, 1)
	if err != nil || len(history.Versions) != 3 {
		t.Fatalf("workflow 1 has %+v, %v", history.Versions, err)
	}
	for n, v := range history.Versions {
		got, err := ana.Version(ctx, 1, v.VersionID)
		if want := fmt.Sprintf("%s# %d\n", workflowOf("Leave"), 3-n); err != nil || got.YAMLContent != want || v.SyncState != designer.SyncSynced {
			t.Errorf("version %s is %q, %v, %s", v.VersionID, got.YAMLContent, err, v.SyncState)
		}
	}
	if v := latest(t, ana, 2); v.Author != "Budi S" || v.YAMLContent != workflowOf("Travel") {
		t.Errorf("workflow 2 is %+v", v)
	}
	of4 := 3
	if environment["STORAGE_TYPE"] == "gcs" {
		of4 = 2 // a deletion that something stands above is nowhere in Google's lists
	}
	if history, err := ana.History(ctx, 4); err != nil || len(history.Versions) != of4 || history.Versions[1].Deleted != (of4 == 3) {
		t.Errorf("workflow 4 has %+v, %v", history.Versions, err)
	}

	// and another computer finds the same versions, under the same names
	syncBut(t, ben)
	theirs, err := ben.History(ctx, 1)
	if err != nil || len(theirs.Versions) != 3 || theirs.Versions[0].LocalID != history.Versions[0].LocalID || theirs.Versions[2].LocalID != history.Versions[2].LocalID {
		t.Errorf("the other has %+v, %v", theirs.Versions, err)
	}

	// and nothing in the bucket was written anew: only the note that this program has a bucket is new
	after := tool.all()
	for _, line := range before {
		if !slices.Contains(after, line) {
			t.Errorf("this is not there any more: %s", line)
		}
	}
	for _, line := range after {
		if !slices.Contains(before, line) && !strings.HasPrefix(line, "workflow-designer") {
			t.Errorf("this is new: %s", line)
		}
	}

	// when it is edited, then that goes on top as a version of the bucket
	saved := save(t, ana, on(1, workflowOf("Leave")+"# by hand no more\n"))
	if saved.SyncState != designer.SyncSynced {
		t.Errorf("saved as %+v", saved)
	}
	syncBut(t, ben)
	if got := latest(t, ben, 1); got.VersionID != saved.VersionID {
		t.Errorf("the other has %+v", got)
	}
}

// syncBut syncs with a bucket in which some objects cannot be taken in.
func syncBut(t *testing.T, d *designer.Designer) {
	t.Helper()
	if _, err := d.Sync(context.Background(), designer.SyncRequest{}); err != nil {
		t.Fatal(err)
	}
}
