package httpapi_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"workflow-designer/backend/designer/designertest"
)

func TestTheActivityLogIsServed(t *testing.T) {
	c := serveOn(t, designertest.Local(t), "")
	for _, text := range []string{"name: One\n", "name: Two\n", "name: Three\n"} {
		c.want(http.StatusCreated, "", "POST", admin+"/workflows/save-version", strings.NewReader(`{"yaml_content": "`+strings.ReplaceAll(text, "\n", `\n`)+`"}`))
	}
	c.want(http.StatusOK, "", "DELETE", admin+"/workflows/2", nil)

	page := c.want(http.StatusOK, "", "GET", admin+"/activity?limit=3", nil)
	entries := page["entries"].([]any)
	if len(entries) != 3 || page["next"] == "" || page["lines"] != 4.0 || entries[0].(map[string]any)["action"] != "workflow.deleted" {
		t.Errorf("the page is %v", page)
	}
	next := c.want(http.StatusOK, "", "GET", admin+"/activity?before="+url.QueryEscape(page["next"].(string)), nil)
	if left := next["entries"].([]any); len(left) != 1 || left[0].(map[string]any)["workflow_name"] != "One" || next["next"] != "" {
		t.Errorf("the next page is %v", next)
	}
	narrowed := c.want(http.StatusOK, "", "GET", admin+"/activity?action=workflow.deleted,version.tagged&action=workflow.created&author="+url.QueryEscape(designertest.Author)+"&workflow_id=2&q=two", nil)
	if found := narrowed["entries"].([]any); len(found) != 2 {
		t.Errorf("narrowed it is %v", narrowed)
	}
	if none := c.want(http.StatusOK, "", "GET", admin+"/activity?author=", nil); len(none["entries"].([]any)) != 0 {
		t.Errorf("by nobody it is %v", none)
	}
	if log := c.want(http.StatusOK, "", "GET", admin+"/activity/log", nil); log["ok"] != true || log["lines"] != 4.0 || len(log["sha256"].(string)) != 64 {
		t.Errorf("the log is %v", log)
	}

	for format, want := range map[string]struct{ begins, kind, name string }{
		"":     {"\ufeffline,at,", "text/csv; charset=utf-8", "activity.csv"},
		"csv":  {"\ufeffline,at,", "text/csv; charset=utf-8", "activity.csv"},
		"json": {"{\n", "application/json; charset=utf-8", "activity.json"},
	} {
		response, err := c.http.Get(c.base + admin + "/activity/export?workflow_id=2&format=" + format)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if err != nil || response.StatusCode != http.StatusOK || !strings.HasPrefix(string(text), want.begins) ||
			response.Header.Get("Content-Type") != want.kind || response.Header.Get("Content-Disposition") != "attachment; filename="+want.name {
			t.Errorf("%q: %v %v\n%s", format, err, response.Header, text)
		}
	}

	for query, code := range map[string]string{
		"limit=many": "invalid_request", "limit=-1": "invalid_request", "workflow_id=0": "invalid_id", "from=x": "invalid_request", "before=x": "invalid_request",
	} {
		c.want(http.StatusBadRequest, code, "GET", admin+"/activity?"+query, nil)
	}
	c.want(http.StatusBadRequest, "invalid_request", "GET", admin+"/activity/export?format=xls", nil)
}
