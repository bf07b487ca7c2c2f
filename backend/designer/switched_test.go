package designer_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/archive"
	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/simulate"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/workflow"
)

// yearsOfWork is a zip of many workflows, each with so many versions that have comments, descriptions and tags.
func yearsOfWork(t *testing.T, workflows, versions int) given {
	t.Helper()
	var file bytes.Buffer
	w := archive.NewWriter(&file, "Ana", 1, time.Now())
	for id := 1; id <= workflows; id++ {
		var all []archive.Text
		for n := 1; n <= versions; n++ {
			all = append(all, archive.Text{
				Version: archive.Version{
					VersionID: fmt.Sprintf("%d-%d", id, n), Number: n, Author: "Ana", Comment: fmt.Sprintf("Comment %d – %d", id, n),
					Prompt: fmt.Sprintf("Prompt %d of %d", n, id), CreatedAt: time.Date(2025, 3, n, 9, 0, 0, 0, time.UTC),
					Tags: []workflow.Tag{{Name: "release", Value: fmt.Sprint(n)}},
				},
				Content: []byte(workflowText(id, n)),
			})
		}
		name := fmt.Sprintf("Process %d", id)
		if err := w.Add(archive.Workflow{WorkflowID: workflow.ID(id), Name: name, Complete: true}, name+".yaml", all); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return given{"all.zip", file.Bytes()}
}

func workflowText(id, n int) string {
	return fmt.Sprintf("%s# %d\n", workflowOf(fmt.Sprintf("Process %d", id)), n)
}

func TestAnInstallationIsSwitchedFromThisComputerToABucket(t *testing.T) {
	if testing.Short() {
		t.Skip("200 workflows with 5 versions each, on a MinIO")
	}
	const workflows, versions = 200, 5
	ctx := context.Background()
	server := miniotest.Shared(t)
	f := &firm{t: t, server: server, bucket: server.NewBucket(t, true), kept: map[workflow.UID]string{}}
	c := &computer{firm: f, name: "Ana", folder: t.TempDir(), proxy: server.Proxy(t), environment: map[string]string{"DESIGNER_AUTHOR": "Ana"}}
	c.start()

	// given years of work on one computer: versions, comments, descriptions, tags, scenarios
	importAll(t, c.Designer, reviewOf(t, c.Designer, yearsOfWork(t, workflows, versions)), designer.ImportAsWorkflow)
	for id := workflow.ID(1); id <= workflows; id += 40 {
		if _, err := c.SaveScenario(ctx, id, designer.SaveScenarioRequest{Scenario: simulate.Scenario{Name: "Usual"}}); err != nil {
			t.Fatal(err)
		}
	}

	// when the settings name a bucket
	storage, access, secret := "s3", server.AccessKey, server.SecretKey
	if _, err := c.SaveSettings(ctx, designer.SettingsInput{
		StorageType: &storage, S3EndpointURL: &c.proxy.URL, S3BucketName: &f.bucket, S3AccessKeyID: &access, S3SecretAccessKey: &secret,
	}); err != nil {
		t.Fatal(err)
	}
	status, err := c.SyncStatus(ctx)
	if err != nil || status.PendingCount < workflows*versions {
		t.Fatalf("after the switch the status is %+v, %v", status, err)
	}

	// and the sync is killed twice on its way: once when the bucket has taken a version, once before it does
	var asked atomic.Int32
	for _, done := range []bool{true, false} {
		asked.Store(0)
		c.killedWhile("sync", func(r *http.Request) bool { return isPut(r) && asked.Add(1) > 200 }, done)
		if status, err = c.SyncStatus(ctx); err != nil || status.PendingCount == 0 { // versions, and tags of those that were sent
			t.Fatalf("after a kill the status is %+v, %v", status, err)
		}
		t.Logf("killed when %d versions, tags and scenarios waited", status.PendingCount)
	}

	// then the next one says how far it is, and completes it
	events, stop := c.Listen()
	ended, progress := make(chan struct{}), make(chan designer.SyncProgress, 1)
	go func() {
		var last designer.SyncProgress
		for {
			select {
			case e := <-events:
				if e.Status != nil && e.Status.Progress != nil && e.Status.Progress.Total > 0 {
					last = *e.Status.Progress
				}
			case <-ended:
				progress <- last
				return
			}
		}
	}()
	begun := time.Now()
	report := syncAll(t, c.Designer)
	close(ended)
	stop()
	t.Logf("%d versions sent in %v", report.Pushed, time.Since(begun))
	if last := <-progress; last.Total == 0 || last.Done == 0 {
		t.Errorf("the last progress was %+v", last)
	}

	// and everything is in the bucket once, oldest first, as any tool sees it
	client := server.Client(t)
	for id := 1; id <= workflows; id++ {
		ref := workflow.Ref{Company: 1, ID: workflow.ID(id)}
		var found []minio.ObjectInfo
		for o := range client.ListObjects(ctx, f.bucket, minio.ListObjectsOptions{Prefix: ref.Key(), WithVersions: true}) {
			if o.Err != nil {
				t.Fatal(o.Err)
			}
			found = append(found, o)
		}
		slices.Reverse(found)
		if len(found) != versions {
			t.Errorf("workflow %d has %d versions in the bucket", id, len(found))
			continue
		}
		for n, o := range found {
			if id%20 != 1 { // the text of some
				continue
			}
			object, err := client.GetObject(ctx, f.bucket, ref.Key(), minio.GetObjectOptions{VersionID: o.VersionID})
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(object)
			tags, tagErr := client.GetObjectTagging(ctx, f.bucket, ref.Key(), minio.GetObjectTaggingOptions{VersionID: o.VersionID})
			if err != nil || tagErr != nil || string(text) != workflowText(id, n+1) || tags.ToMap()["release"] != fmt.Sprint(n+1) {
				t.Errorf("version %d of workflow %d is %q, %v, %v, %v", n+1, id, text, tags, err, tagErr)
			}
		}
	}

	// and the next run sees that the tags are there
	syncAll(t, c.Designer)

	// and a colleague gets it all
	ben := designertest.Open(t, t.TempDir(), settingsFor(server, server.Endpoint, f.bucket))
	syncAll(t, ben)
	list, err := ben.Workflows(ctx)
	if err != nil || len(list) != workflows {
		t.Fatalf("the colleague has %d workflows, %v", len(list), err)
	}
	for id := workflow.ID(1); id <= workflows; id += 40 {
		if _, err := ben.History(ctx, id); err != nil {
			t.Fatal(err)
		}
		mine, theirs := everything(t, c.Designer, id), everything(t, ben, id)
		wantAll(t, fmt.Sprintf("workflow %d of the colleague", id), theirs, mine...)
		scenarios, err := ben.Scenarios(ctx, id)
		if err != nil || len(scenarios.Scenarios) != 1 {
			t.Errorf("workflow %d has the scenarios %+v, %v", id, scenarios, err)
		}
	}
	if status, err := c.SyncStatus(ctx); err != nil || status.State != designer.StandingSynced || status.PendingCount != 0 {
		t.Errorf("in the end the status is %+v, %v", status, err)
	}
}
