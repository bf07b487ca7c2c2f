package httpapi_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
)

func TestAJobIsBegunWatchedAndItsFileFetched(t *testing.T) {
	d := designertest.Local(t)
	c := serveOn(t, d, "")
	body := func(format string, args ...any) io.Reader { return strings.NewReader(fmt.Sprintf(format, args...)) }
	for i := range 2 {
		c.want(http.StatusCreated, "", "POST", admin+"/workflows/save-version", body(`{"yaml_content": "name: Flow %d\n"}`, i))
	}
	begun := c.want(http.StatusAccepted, "", "POST", admin+"/bulk",
		body(`{"do": "export_versions", "items": [{"workflow_id": 1}, {"workflow_id": 2}, {"workflow_id": 3}]}`))
	id := begun["job_id"].(string)
	if begun["state"] != "running" || begun["total"] != 3.0 {
		t.Errorf("begun as %v", begun)
	}
	if _, err := d.WaitForJob(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	job := c.want(http.StatusOK, "", "GET", admin+"/jobs/"+id, nil)
	if job["state"] != "done" || job["failed_count"] != 1.0 || len(job["items"].([]any)) != 3 {
		t.Errorf("ended as %v", job)
	}
	listed := c.want(http.StatusOK, "", "GET", admin+"/jobs", nil)["jobs"].([]any)
	if len(listed) != 1 || listed[0].(map[string]any)["items"] != nil {
		t.Errorf("listed as %v", listed)
	}
	response, err := c.http.Get(c.base + admin + "/jobs/" + id + "/file")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	if got := response.Header.Get("Content-Disposition"); got != "attachment; filename=workflows.zip" {
		t.Errorf("it is to be kept as %q", got)
	}
	if archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content))); err != nil || len(archive.File) != 2 {
		t.Errorf("the file has %d bytes: %v", len(content), err)
	}
	c.want(http.StatusOK, "", "DELETE", admin+"/jobs/"+id, nil)
	c.want(http.StatusNotFound, "job_not_found", "DELETE", admin+"/jobs/none", nil)
	c.want(http.StatusNotFound, "job_not_found", "GET", admin+"/jobs/none/file", nil)
	c.want(http.StatusBadRequest, "invalid_request", "POST", admin+"/bulk", body(`{"do": "delete", "items": []}`))
}

// An undo is posted as it was answered.
func TestWhatTakesAJobBackCanBePosted(t *testing.T) {
	d := designertest.Local(t)
	c := serveOn(t, d, "")
	c.want(http.StatusCreated, "", "POST", admin+"/workflows/save-version", strings.NewReader(`{"yaml_content": "name: Flow\n"}`))
	run := func(request io.Reader) designer.Job {
		id := c.want(http.StatusAccepted, "", "POST", admin+"/bulk", request)["job_id"].(string)
		job, err := d.WaitForJob(t.Context(), id)
		if err != nil || job.State != designer.JobDone || job.FailedCount > 0 {
			t.Fatalf("ended as %+v, %v", job, err)
		}
		return job
	}
	deleted := run(strings.NewReader(`{"do": "delete", "items": [{"workflow_id": 1}]}`))
	answer := c.want(http.StatusOK, "", "GET", admin+"/jobs/"+deleted.JobID, nil)
	undo, err := json.Marshal(answer["result"].(map[string]any)["undo"])
	if err != nil {
		t.Fatal(err)
	}
	run(bytes.NewReader(undo))
	if rows := c.want(http.StatusOK, "", "GET", admin+"/workflows", nil)["workflows"].([]any); len(rows) != 1 {
		t.Errorf("after the undo there are %v", rows)
	}
}
