package httpapi_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"workflow-designer/backend/designer/designertest"
)

func TestWorkflowsAreLabelledAndFoundOverHTTP(t *testing.T) {
	d := designertest.Local(t)
	c := serveOn(t, d, "")
	post := func(status int, code, path, body string) map[string]any {
		return c.want(status, code, "POST", admin+path, strings.NewReader(body), "Content-Type", "application/json")
	}
	find := func(question string) []any {
		return c.want(http.StatusOK, "", "GET", admin+"/search?q="+url.QueryEscape(question), nil)["results"].([]any)
	}
	post(http.StatusCreated, "", "/workflows/save-version", `{"yaml_content": "name: Reisen\nworkflow:\n  prüfung:\n    type: end\n"}`)

	begun := post(http.StatusAccepted, "", "/bulk", `{"do": "label", "items": [{"workflow_id": 1}, {"workflow_id": 9}], "labels": ["HR"]}`)

	if job, err := d.WaitForJob(t.Context(), begun["job_id"].(string)); err != nil || job.FailedCount != 1 {
		t.Errorf("got %+v, %v", job, err)
	}
	list := c.want(http.StatusOK, "", "GET", admin+"/workflows", nil)["workflows"].([]any)
	if labels := list[0].(map[string]any)["labels"].([]any); len(labels) != 1 || labels[0] != "HR" {
		t.Errorf("labels %v", labels)
	}
	if found := find("label:hr pruf"); len(found) != 1 || found[0].(map[string]any)["step"] != "prüfung" {
		t.Errorf("found %v", found)
	}
	for _, hostile := range []string{"", `"`, "* OR (", "'; DROP TABLE", "\x00", "NEAR(a"} {
		if found := find(hostile); len(found) > 0 {
			t.Errorf("%q finds %v", hostile, found)
		}
	}
	c.want(http.StatusBadRequest, "invalid_request", "GET", admin+"/search?q=a&limit=-1", nil)
	c.want(http.StatusBadRequest, "invalid_request", "GET", admin+"/search?q=a&limit=x", nil)
	post(http.StatusBadRequest, "invalid_request", "/bulk", `{"do": "label", "items": [{"workflow_id": 1}], "labels": ["a,b"]}`)
	edits := c.want(http.StatusOK, "", "POST", "/services/v1/editor/relabel",
		strings.NewReader(`{"yaml_content": "name: A\n", "add": ["hr"]}`), "Content-Type", "application/json")["edits"].([]any)
	if len(edits) != 1 {
		t.Errorf("edits %v", edits)
	}
}
