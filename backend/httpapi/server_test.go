package httpapi_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/httpapi"
)

const admin = "/services/v1/admin"

// client talks to a server of one test.
type client struct {
	t    *testing.T
	base string
	http *http.Client
}

func serve(t *testing.T, token string) *client {
	t.Helper()
	return serveOn(t, designertest.Local(t), token)
}

func serveOn(t *testing.T, d *designer.Designer, token string) *client {
	t.Helper()
	return serveWith(t, httpapi.Config{
		Designer: d, Token: token, Host: "127.0.0.1", Log: designertest.Log(t),
		Page: fstest.MapFS{"index.html": {Data: []byte("<!doctype html><title>page</title>")}},
	})
}

func serveWith(t *testing.T, config httpapi.Config) *client {
	t.Helper()
	server := httptest.NewServer(httpapi.New(config))
	t.Cleanup(server.Close)
	plain := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return &client{t: t, base: server.URL, http: plain}
}

func (c *client) do(method, path string, body io.Reader, header ...string) (int, map[string]any, http.Header) {
	c.t.Helper()
	request, err := http.NewRequest(method, c.base+path, body)
	if err != nil {
		c.t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		if header[i] == "Host" {
			request.Host = header[i+1]
			continue
		}
		request.Header.Set(header[i], header[i+1])
	}
	response, err := c.http.Do(request)
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	var answer map[string]any
	if strings.HasPrefix(response.Header.Get("Content-Type"), "application/json") {
		if err := json.Unmarshal(text, &answer); err != nil {
			c.t.Fatalf("%s %s answered %q: %v", method, path, text, err)
		}
	}
	return response.StatusCode, answer, response.Header
}

func (c *client) want(status int, code, method, path string, body io.Reader, header ...string) map[string]any {
	c.t.Helper()
	got, answer, _ := c.do(method, path, body, header...)
	if got != status {
		c.t.Fatalf("%s %s: status %d, want %d: %v", method, path, got, status, answer)
	}
	if code == "" {
		return answer
	}
	problem, _ := answer["error"].(map[string]any)
	if problem["code"] != code || problem["message"] == "" || problem["hint"] == "" {
		c.t.Fatalf("%s %s: error %v, want code %s with a message and a hint", method, path, answer, code)
	}
	return answer
}

func asJSON(v any) io.Reader {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return bytes.NewReader(text)
}

const validYAML = "name: Travel\nform: {fields: []}\nworkflow: {}\n"

func TestFromATemplateToASavedVersionAndBack(t *testing.T) {
	c := serve(t, "")
	list := c.want(200, "", "GET", admin+"/workflow-templates", nil)["templates"].([]any)
	if len(list) < 8 {
		t.Fatalf("%d templates, want at least 8", len(list))
	}
	template := c.want(200, "", "GET", admin+"/workflow-templates/purchase_request", nil)
	saved := c.want(201, "", "POST", admin+"/workflows/save-version", asJSON(map[string]any{
		"yaml_content": template["yaml"], "prompt": template["prompt"], "version_comment": "first \"quoted\"\nsecond line",
	}))
	for _, field := range []string{"workflow_id", "version_id", "s3_file_path", "size", "is_latest", "last_modified", "version_comment", "sync_state"} {
		if _, ok := saved[field]; !ok {
			t.Errorf("the answer of save-version has no %s: %v", field, saved)
		}
	}
	if saved["s3_file_path"] != "companies/1/workflows/1/workflow.yaml" || saved["sync_state"] != "local" {
		t.Errorf("saved %v", saved)
	}
	versions := c.want(200, "", "GET", admin+"/workflows/1/versions", nil)["versions"].([]any)
	if len(versions) != 1 || versions[0].(map[string]any)["version_comment"] != "first \"quoted\"\nsecond line" {
		t.Fatalf("versions %v", versions)
	}
	detail := c.want(200, "", "GET", fmt.Sprintf("%s/workflows/1/versions/%s", admin, saved["version_id"]), nil)
	if detail["yaml_content"] != template["yaml"] || detail["prompt"] != template["prompt"] {
		t.Error("the version's texts are not the template's")
	}
}

func TestBadInputIsRefusedAndLosesNothing(t *testing.T) {
	c := serve(t, "")
	save := admin + "/workflows/save-version"
	c.want(201, "", "POST", save, asJSON(map[string]any{"yaml_content": validYAML, "prompt": "p", "version_comment": ""}))

	id := func(n int64) map[string]any {
		return map[string]any{"workflow_id": n, "yaml_content": validYAML, "prompt": "", "version_comment": ""}
	}
	text := func(yaml string) map[string]any { return map[string]any{"yaml_content": yaml, "prompt": ""} }
	cases := []struct {
		name   string
		status int
		code   string
		body   io.Reader
	}{
		{"empty text", 422, "invalid_content", asJSON(text(""))},
		{"blank text", 422, "invalid_content", asJSON(text(" \n\t\n"))},
		{"NUL byte", 422, "invalid_content", asJSON(text("name: a\x00b\n"))},
		{"invalid UTF-8", 422, "invalid_content", strings.NewReader("{\"yaml_content\":\"name: \xff\xfe\"}")},
		{"a body above 1 MiB", 413, "too_large", asJSON(text(strings.Repeat("a", 1<<20)))},
		{"a body above 1 MiB of unknown length", 413, "too_large", io.MultiReader(asJSON(text(strings.Repeat("a", 1<<20))))},
		{"not JSON", 400, "invalid_request", strings.NewReader("name: x")},
		{"a wrong type", 400, "invalid_request", strings.NewReader(`{"yaml_content": 7}`)},
		{"two values", 400, "invalid_request", strings.NewReader(`{} {}`)},
		{"workflow 0", 400, "invalid_id", asJSON(id(0))},
		{"workflow -1", 400, "invalid_id", asJSON(id(-1))},
		{"workflow 99999999999", 400, "invalid_id", asJSON(id(99999999999))},
		{"an unknown workflow", 404, "workflow_not_found", asJSON(id(77))},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) { c.want(tc.status, tc.code, "POST", save, tc.body) })
	}
	for _, path := range []string{"/workflows/0/versions", "/workflows/-1/versions", "/workflows/99999999999/versions", "/workflows/..%2Fx/versions", "/workflows/01/versions"} {
		c.want(400, "invalid_id", "GET", admin+path, nil)
	}
	c.want(404, "workflow_not_found", "GET", admin+"/workflows/77/versions", nil)
	c.want(404, "version_not_found", "GET", admin+"/workflows/1/versions/nope", nil)
	c.want(404, "version_not_found", "GET", admin+"/workflows/1/versions/..%2F..%2Fx", nil)
	c.want(404, "template_not_found", "GET", admin+"/workflow-templates/nope", nil)
	c.want(404, "not_found", "GET", "/services/v1/nothing", nil)
	c.want(422, "invalid_settings", "PUT", admin+"/settings", strings.NewReader(`{"s3_endpoint_url":"nonsense"}`))
	c.want(400, "invalid_request", "POST", admin+"/storage/mend", strings.NewReader(`{"action":"format_disk","settings":{}}`))

	if n := len(c.want(200, "", "GET", admin+"/workflows", nil)["workflows"].([]any)); n != 1 {
		t.Errorf("%d workflows after refused requests, want 1", n)
	}
	if n := len(c.want(200, "", "GET", admin+"/workflows/1/versions", nil)["versions"].([]any)); n != 1 {
		t.Errorf("%d versions after refused requests, want 1", n)
	}
}

func TestAStaleParentIsAConflict(t *testing.T) {
	c := serve(t, "")
	save := admin + "/workflows/save-version"
	first := c.want(201, "", "POST", save, asJSON(map[string]any{"yaml_content": validYAML}))
	next := map[string]any{"workflow_id": 1, "yaml_content": validYAML + "# two\n", "parent_version_id": first["version_id"]}
	c.want(201, "", "POST", save, asJSON(next))
	c.want(409, "stale_parent", "POST", save, asJSON(next))
	next["parent_version_id"] = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
	c.want(404, "version_not_found", "POST", save, asJSON(next))
}

func TestTextThatIsNotYAMLIsKeptAndMarked(t *testing.T) {
	c := serve(t, "")
	broken := "name: x\n  bad: [unclosed\n"
	saved := c.want(201, "", "POST", admin+"/workflows/save-version", asJSON(map[string]any{"yaml_content": broken}))
	if saved["yaml_error"] == "" {
		t.Error("the version is not marked as broken")
	}
	detail := c.want(200, "", "GET", fmt.Sprintf("%s/workflows/1/versions/%s", admin, saved["version_id"]), nil)
	if detail["yaml_content"] != broken {
		t.Errorf("kept %q, want %q", detail["yaml_content"], broken)
	}
}

func TestALongPromptWithEmojiComesBack(t *testing.T) {
	c := serve(t, "")
	prompt := strings.Repeat("Genehmigung 🙂\n", 20_000/14)
	saved := c.want(201, "", "POST", admin+"/workflows/save-version", asJSON(map[string]any{"yaml_content": validYAML, "prompt": prompt}))
	detail := c.want(200, "", "GET", fmt.Sprintf("%s/workflows/1/versions/%s", admin, saved["version_id"]), nil)
	if detail["prompt"] != prompt {
		t.Error("the prompt came back changed")
	}
}

func TestDraftsAreKeptUntilDeleted(t *testing.T) {
	c := serve(t, "")
	draft := c.want(200, "", "PUT", admin+"/drafts", asJSON(map[string]any{"yaml_content": "name: Half", "prompt": "", "version_comment": "c"}))
	if !strings.HasPrefix(draft["draft_id"].(string), "new-") || draft["name"] != "Half" {
		t.Fatalf("draft %v", draft)
	}
	list := c.want(200, "", "GET", admin+"/drafts", nil)["drafts"].([]any)
	if len(list) != 1 {
		t.Fatalf("drafts %v", list)
	}
	c.want(204, "", "DELETE", admin+"/drafts/"+draft["draft_id"].(string), nil)
	if list := c.want(200, "", "GET", admin+"/drafts", nil)["drafts"].([]any); len(list) != 0 {
		t.Errorf("drafts after deletion %v", list)
	}
}
