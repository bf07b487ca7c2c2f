package designer_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/storage/miniotest"
	"workflow-designer/backend/workflow"
)

// bulk runs a request to its end.
func bulk(t *testing.T, d *designer.Designer, request designer.BulkRequest) designer.Job {
	t.Helper()
	begun, err := d.Bulk(context.Background(), request)
	if err != nil {
		t.Fatal(err)
	}
	job, err := d.WaitForJob(context.Background(), begun.JobID)
	if err != nil {
		t.Fatal(err)
	}
	return job
}

// undo takes back what a job did.
func undo(t *testing.T, d *designer.Designer, job designer.Job) designer.Job {
	t.Helper()
	result, ok := job.Result.(designer.BulkResult)
	if !ok || result.Undo == nil {
		t.Fatalf("nothing takes back %+v", job)
	}
	return bulk(t, d, *result.Undo)
}

func named(ids ...int64) []designer.BulkTarget {
	var targets []designer.BulkTarget
	for _, id := range ids {
		targets = append(targets, designer.BulkTarget{WorkflowID: id})
	}
	return targets
}

func tagNames(t *testing.T, d *designer.Designer, id workflow.ID, version string) []string {
	t.Helper()
	v, err := d.Version(context.Background(), id, version)
	if err != nil {
		t.Fatal(err)
	}
	names := []string{}
	for _, tag := range v.Tags {
		names = append(names, tag.Name)
	}
	return names
}

func listed(t *testing.T, d *designer.Designer) []int64 {
	t.Helper()
	rows, err := d.Workflows(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var ids []int64
	for _, row := range rows {
		ids = append(ids, int64(row.WorkflowID))
	}
	slices.Sort(ids)
	return ids
}

func workflows(t *testing.T, d *designer.Designer, n int) {
	t.Helper()
	for i := range n {
		save(t, d, designer.SaveVersionRequest{YAMLContent: fmt.Sprintf("name: Flow %d\nform: {fields: []}\nworkflow: {}\n", i+1)})
	}
}

func TestManyAreDeletedAndUndoBringsThemBack(t *testing.T) {
	d := designertest.Local(t)
	workflows(t, d, 3)
	job := bulk(t, d, designer.BulkRequest{Do: designer.BulkDelete, Items: named(1, 3)})
	if job.State != designer.JobDone || job.Done != 2 || job.FailedCount != 0 || job.EndedAt == nil {
		t.Fatalf("the job ended as %+v", job)
	}
	if got := listed(t, d); !slices.Equal(got, []int64{2}) {
		t.Fatalf("left are %v", got)
	}
	undo(t, d, job)
	if got := listed(t, d); !slices.Equal(got, []int64{1, 2, 3}) {
		t.Errorf("after undo there are %v", got)
	}
	if v, err := d.Version(context.Background(), 3, ""); err != nil || !strings.Contains(v.YAMLContent, "Flow 3") {
		t.Errorf("workflow 3 came back as %q, %v", v.YAMLContent, err)
	}
}

func TestWhatFailsSaysWhyAndKeepsTheOthersNotOut(t *testing.T) {
	d := designertest.Local(t)
	workflows(t, d, 2)
	job := bulk(t, d, designer.BulkRequest{Do: designer.BulkTag, Items: named(1, 99, 2), Tags: []workflow.Tag{{Name: "pilot"}}})
	if job.State != designer.JobDone || job.Done != 3 || job.FailedCount != 1 {
		t.Fatalf("the job ended as %+v", job)
	}
	if failed := job.Items[1]; failed.WorkflowID != 99 || failed.Error == nil || failed.Error.Code != workflow.CodeWorkflowNotFound || failed.Error.Hint == "" {
		t.Errorf("the unknown workflow says %+v", failed)
	}
	for _, item := range []designer.JobItem{job.Items[0], job.Items[2]} {
		if item.Error != nil || item.Name == "" || item.Number != 1 {
			t.Errorf("a good one says %+v", item)
		}
		if got := tagNames(t, d, item.WorkflowID, ""); !slices.Equal(got, []string{"pilot"}) {
			t.Errorf("workflow %d has the tags %v", item.WorkflowID, got)
		}
	}
}

func TestUndoOfTagsGivesEachTheTagsItHad(t *testing.T) {
	d := designertest.Local(t)
	workflows(t, d, 2)
	before := []workflow.Tag{{Name: "audit", Value: "2026"}, {Name: "pilot", Value: "by another tool"}}
	if _, err := d.SetTags(context.Background(), 1, "", before); err != nil {
		t.Fatal(err)
	}
	tagged := bulk(t, d, designer.BulkRequest{Do: designer.BulkTag, Items: named(1, 2), Tags: []workflow.Tag{{Name: "pilot"}}})
	// The one that had it keeps it through the undo, with its value.
	undo(t, d, tagged)
	first, err := d.Version(context.Background(), 1, "")
	if err != nil || !slices.Equal(first.Tags, before) {
		t.Errorf("workflow 1 has %v, %v", first.Tags, err)
	}
	if got := tagNames(t, d, 2, ""); len(got) != 0 {
		t.Errorf("workflow 2 has %v", got)
	}
	untagged := bulk(t, d, designer.BulkRequest{Do: designer.BulkUntag, Items: named(1, 2), Tags: []workflow.Tag{{Name: "pilot"}}})
	if got := tagNames(t, d, 1, ""); !slices.Equal(got, []string{"audit"}) {
		t.Errorf("workflow 1 has %v", got)
	}
	undo(t, d, untagged)
	if first, err = d.Version(context.Background(), 1, ""); err != nil || !slices.Equal(first.Tags, before) {
		t.Errorf("after the undo workflow 1 has %v, %v", first.Tags, err)
	}
}

func TestMilestonesAreRestoredByTheirTag(t *testing.T) {
	d := designertest.Local(t)
	workflows(t, d, 3)
	for _, id := range []workflow.ID{1, 2} {
		if _, err := d.SetTags(context.Background(), id, "", []workflow.Tag{{Name: "release"}}); err != nil {
			t.Fatal(err)
		}
		save(t, d, next(id, "name: Later\nform: {fields: []}\nworkflow: {}\n"))
	}
	job := bulk(t, d, designer.BulkRequest{Do: designer.BulkRestore, Items: named(1, 2, 3), Tags: []workflow.Tag{{Name: "release"}}})
	if job.FailedCount != 1 || job.Items[2].Error == nil || job.Items[2].Error.Code != workflow.CodeVersionNotFound {
		t.Fatalf("the job ended as %+v", job)
	}
	latest := func(id workflow.ID) designer.VersionDetail {
		v, err := d.Version(context.Background(), id, "")
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	if v := latest(2); !strings.Contains(v.YAMLContent, "Flow 2") || v.Number != 3 || v.VersionComment != "Restored version 1." {
		t.Errorf("the latest of workflow 2 is %+v", v)
	}
	undo(t, d, job)
	if v := latest(2); v.YAMLContent != "name: Later\nform: {fields: []}\nworkflow: {}\n" || v.Number != 4 {
		t.Errorf("after the undo the latest of workflow 2 is %+v", v)
	}
}

func TestAJobThatIsCancelledInTheMidstStops(t *testing.T) {
	// given nine workflows, and somebody who cancels while the third is deleted
	options := designertest.Options(t, t.TempDir(), nil)
	made := options.NewUID
	var d *designer.Designer
	var uids []workflow.UID // that the job asks for: its own, then one for each deletion
	watching := false
	options.NewUID = func() workflow.UID {
		uid := made()
		if !watching {
			return uid
		}
		if uids = append(uids, uid); len(uids) == 4 {
			if _, err := d.CancelJob(context.Background(), string(uids[0])); err != nil {
				t.Error(err)
			}
		}
		return uid
	}
	d, err := designer.Open(context.Background(), options)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	workflows(t, d, 9)
	// when all are to be deleted
	watching = true
	job := bulk(t, d, designer.BulkRequest{Do: designer.BulkDelete, Items: named(1, 2, 3, 4, 5, 6, 7, 8, 9)})
	watching = false
	// then those after it are there, and what was done can be taken back
	if job.State != designer.JobCancelled || job.Done < 2 || job.Done > 3 || job.Error != nil {
		t.Fatalf("the job ended as %+v", job)
	}
	if left := listed(t, d); len(left) != 9-job.Done || !slices.Contains(left, 4) {
		t.Errorf("%d were done, and left are %v", job.Done, left)
	}
	undo(t, d, job)
	if left := listed(t, d); len(left) != 9 {
		t.Errorf("after the undo there are %v", left)
	}
}

func TestAnExportHasEachTextExactlyAsItWasSaved(t *testing.T) {
	d := designertest.Local(t)
	texts := []string{"name: Büro & Co\r\nform: {fields: []}\nworkflow: {}", "name: Büro / Co\n# another\n"}
	for _, text := range texts {
		save(t, d, designer.SaveVersionRequest{YAMLContent: text})
	}
	save(t, d, next(1, texts[0]+"\n# two"))
	versions, err := d.Versions(context.Background(), 1)
	if err != nil {
		t.Fatal(err)
	}
	job := bulk(t, d, designer.BulkRequest{Do: designer.BulkExport, Items: []designer.BulkTarget{
		{WorkflowID: 1, VersionID: versions.Versions[1].VersionID}, {WorkflowID: 2}, {WorkflowID: 1}, {WorkflowID: 77},
	}})
	if job.State != designer.JobDone || job.FailedCount != 1 || job.File == nil || job.File.Name != "workflows.zip" {
		t.Fatalf("the job ended as %+v", job)
	}
	got := unzipped(t, d, job)
	want := map[string]string{"büro-co-v1.yaml": texts[0], "büro-co-v1-2.yaml": texts[1], "büro-co-v2.yaml": texts[0] + "\n# two"}
	if len(got) != len(want) {
		t.Errorf("the zip has %v", got)
	}
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s has %q, want %q", name, got[name], text)
		}
	}
}

func unzipped(t *testing.T, d *designer.Designer, job designer.Job) map[string]string {
	t.Helper()
	file, f, err := d.JobContent(context.Background(), job.JobID)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	archive, err := zip.NewReader(f, file.Size)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, entry := range archive.File {
		r, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		texts[entry.Name] = string(content)
	}
	return texts
}

func TestAnExportOfNothingGivesNoFile(t *testing.T) {
	d := designertest.Local(t)
	job := bulk(t, d, designer.BulkRequest{Do: designer.BulkExport, Items: named(7)})
	if job.State != designer.JobFailed || job.File != nil || job.Error == nil || job.Error.Hint == "" {
		t.Errorf("the job ended as %+v", job)
	}
	if _, _, err := d.JobContent(context.Background(), job.JobID); workflow.CodeOf(err) != workflow.CodeNotFound {
		t.Errorf("its file gives %v", err)
	}
}

func TestRequestsThatCannotBeAreRefusedBeforeAnythingIsDone(t *testing.T) {
	d := designertest.Local(t)
	workflows(t, d, 1)
	for name, request := range map[string]designer.BulkRequest{
		"nothing selected": {Do: designer.BulkDelete},
		"unknown act":      {Do: "paint", Items: named(1)},
		"no tag":           {Do: designer.BulkTag, Items: named(1)},
		"a bad tag":        {Do: designer.BulkTag, Items: named(1), Tags: []workflow.Tag{{Name: "a;b"}}},
		"a bad number":     {Do: designer.BulkDelete, Items: named(1, 0)},
		"no version":       {Do: designer.BulkRestore, Items: named(1)},
	} {
		_, err := d.Bulk(context.Background(), request)
		if code := workflow.CodeOf(err); code != workflow.CodeInvalidRequest && code != workflow.CodeInvalidID {
			t.Errorf("%s: %v", name, err)
		}
	}
	if jobs, err := d.Jobs(context.Background()); err != nil || len(jobs) != 0 {
		t.Errorf("jobs were begun: %+v, %v", jobs, err)
	}
}

func TestPagesHearHowFarAJobIs(t *testing.T) {
	d := designertest.Local(t)
	workflows(t, d, 2)
	events, stop := d.Listen()
	defer stop()
	job := bulk(t, d, designer.BulkRequest{Do: designer.BulkDelete, Items: named(1, 2)})
	first, last := <-events, designer.Event{}
	for last.Job == nil || last.Job.State == designer.JobRunning {
		last = <-events
	}
	if first.Kind != "job" || first.Job.JobID != job.JobID || first.Job.State != designer.JobRunning || first.Job.Total != 2 {
		t.Errorf("first they hear %+v", first.Job)
	}
	if last.Job.JobID != job.JobID || last.Job.Done != 2 || last.Job.Items != nil || last.Job.Result != nil {
		t.Errorf("last they hear %+v", last.Job)
	}
	if _, err := d.Job(context.Background(), "nothing"); workflow.CodeOf(err) != workflow.CodeJobNotFound {
		t.Errorf("an unknown job gives %v", err)
	}
	if again, err := d.CancelJob(context.Background(), job.JobID); err != nil || again.State != designer.JobDone {
		t.Errorf("cancelling an ended job gives %+v, %v", again, err)
	}
}

func TestTheEndOfTheProgramEndsItsJobsAndTheirFiles(t *testing.T) {
	d, err := designer.Open(context.Background(), designertest.Options(t, t.TempDir(), nil))
	if err != nil {
		t.Fatal(err)
	}
	workflows(t, d, 1)
	job := bulk(t, d, designer.BulkRequest{Do: designer.BulkExport, Items: named(1)})
	_, f, err := d.JobContent(context.Background(), job.JobID)
	if err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
	running, err := d.Bulk(context.Background(), designer.BulkRequest{Do: designer.BulkExport, Items: slices.Repeat(named(1), designer.MaxBulk)})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if ended, err := d.Job(context.Background(), running.JobID); err != nil || ended.State != designer.JobCancelled || ended.File != nil {
		t.Errorf("the job that ran is %+v, %v", ended, err)
	}
	if _, err := os.Stat(f.Name()); !os.IsNotExist(err) {
		t.Errorf("its file is still there: %v", err)
	}
}

// In a bucket the tags are S3 object tags of the version, and a deletion is a delete marker.
func TestWhatIsDoneToManyReachesTheBucket(t *testing.T) {
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	d := designertest.Open(t, t.TempDir(), settingsFor(server, server.Endpoint, bucket))
	workflows(t, d, 3)
	tagged := bulk(t, d, designer.BulkRequest{Do: designer.BulkTag, Items: named(1, 2), Tags: []workflow.Tag{{Name: "approved-by-audit"}}})
	client := server.Client(t)
	tagsOf := func(id workflow.ID) string {
		v, err := d.Version(context.Background(), id, "")
		if err != nil {
			t.Fatal(err)
		}
		tags, err := client.GetObjectTagging(context.Background(), bucket, v.S3FilePath, minio.GetObjectTaggingOptions{VersionID: v.VersionID})
		if err != nil {
			t.Fatal(err)
		}
		return tags.String()
	}
	if got := []string{tagsOf(1), tagsOf(2), tagsOf(3)}; !slices.Equal(got, []string{"approved-by-audit=", "approved-by-audit=", ""}) {
		t.Errorf("the bucket has the tags %q", got)
	}
	undo(t, d, tagged)
	if got := tagsOf(1); got != "" {
		t.Errorf("after the undo the bucket has %q", got)
	}
	deleted := bulk(t, d, designer.BulkRequest{Do: designer.BulkDelete, Items: named(1, 2)})
	there := func(id workflow.ID) bool {
		_, err := client.StatObject(context.Background(), bucket, workflow.Ref{Company: 1, ID: id}.Key(), minio.StatObjectOptions{})
		return err == nil
	}
	if there(1) || there(2) || !there(3) {
		t.Errorf("in the bucket are 1: %v, 2: %v, 3: %v", there(1), there(2), there(3))
	}
	undo(t, d, deleted)
	object, err := client.GetObject(context.Background(), bucket, workflow.Ref{Company: 1, ID: 2}.Key(), minio.GetObjectOptions{})
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(object)
	if err != nil || !bytes.Contains(content, []byte("Flow 2")) {
		t.Errorf("after the undo the bucket has %q, %v", content, err)
	}
}

func TestABucketThatDoesNotAnswerHoldsNobodyUp(t *testing.T) {
	server := miniotest.Shared(t)
	proxy := server.Proxy(t)
	bucket := server.NewBucket(t, true)
	d := designertest.Open(t, t.TempDir(), settingsFor(server, proxy.URL, bucket))
	workflows(t, d, 5)
	proxy.Refuse()
	job := bulk(t, d, designer.BulkRequest{Do: designer.BulkDelete, Items: named(1, 2, 3, 4, 5)})
	if job.State != designer.JobDone || job.FailedCount != 0 || len(listed(t, d)) != 0 {
		t.Errorf("the job ended as %+v", job)
	}
	status, err := d.SyncStatus(context.Background())
	if err != nil || status.PendingCount != 5 {
		t.Errorf("%d deletions wait, %v", status.PendingCount, err)
	}
}
