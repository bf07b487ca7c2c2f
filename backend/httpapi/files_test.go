package httpapi_test

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"workflow-designer/backend/designer/designertest"
)

// form is files as a page sends them, and the type of that.
func form(t *testing.T, files ...string) (io.Reader, string) {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := 0; i < len(files); i += 2 {
		part, err := w.CreateFormFile("files", files[i])
		if err == nil {
			_, err = io.WriteString(part, files[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return &body, w.FormDataContentType()
}

func TestFilesAreReviewedThenImportedThenExported(t *testing.T) {
	d := designertest.Local(t)
	c := serveOn(t, d, "")
	// given files of which one is larger than any other request may be
	body, kind := form(t, "leave.yaml", "name: Leave\r\n", "large.yaml", strings.Repeat("a", 3<<20))
	review := c.want(http.StatusOK, "", "POST", admin+"/imports", body, "Content-Type", kind)
	items, refused := review["items"].([]any), review["refused"].([]any)
	if len(items) != 1 || items[0].(map[string]any)["name"] != "Leave" || len(refused) != 1 || refused[0].(map[string]any)["code"] != "too_large" {
		t.Fatalf("the review is %v", review)
	}
	// when it is imported
	id := review["import_id"].(string)
	choice := func() io.Reader {
		return strings.NewReader(`{"items": [{"index": 0, "as": "workflow"}], "version_comment": "c"}`)
	}
	begun := c.want(http.StatusAccepted, "", "POST", admin+"/imports/"+id, choice())
	if _, err := d.WaitForJob(t.Context(), begun["job_id"].(string)); err != nil {
		t.Fatal(err)
	}
	// then it is there
	job := c.want(http.StatusOK, "", "GET", admin+"/jobs/"+begun["job_id"].(string), nil)
	if job["state"] != "done" || fmt.Sprint(job["result"].(map[string]any)["workflow_ids"]) != "[1]" {
		t.Errorf("the import ended as %v", job)
	}
	if v := c.want(http.StatusOK, "", "GET", admin+"/workflows/1/versions", nil); v["name"] != "Leave" {
		t.Errorf("the workflow is %v", v)
	}
	// and forgotten
	c.want(http.StatusNoContent, "", "DELETE", admin+"/imports/"+id, nil)
	c.want(http.StatusNotFound, "not_found", "POST", admin+"/imports/"+id, choice())

	begun = c.want(http.StatusAccepted, "", "POST", admin+"/export", strings.NewReader(`{"history": true}`))
	exported, err := d.WaitForJob(t.Context(), begun["job_id"].(string))
	if err != nil || exported.File == nil || exported.File.Name == "" {
		t.Errorf("the export ended as %+v, %v", exported, err)
	}
}

func TestAnUploadThatIsNoneIsRefused(t *testing.T) {
	c := serve(t, "")
	c.want(http.StatusBadRequest, "invalid_request", "POST", admin+"/imports", strings.NewReader(`{}`), "Content-Type", "application/json")
	body, kind := form(t, "a.yaml", "name: A\n")
	whole, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	cut := bytes.NewReader(whole[:len(whole)-20])
	c.want(http.StatusBadRequest, "invalid_request", "POST", admin+"/imports", cut, "Content-Type", kind)
	// another address takes no more than before
	large, kind := form(t, "a.yaml", strings.Repeat("a", 2<<20))
	c.want(http.StatusRequestEntityTooLarge, "too_large", "POST", admin+"/imports/x", large, "Content-Type", kind)
}
