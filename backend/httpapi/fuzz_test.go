package httpapi_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/httpapi"
)

// FuzzRoutes sends anything to every call of the API: it is answered, and never by an error of the program itself.
func FuzzRoutes(f *testing.F) {
	d := designertest.Open(f, f.TempDir(), nil)
	h := httpapi.New(httpapi.Config{Designer: d, Host: "127.0.0.1", Log: designertest.Log(f)})
	routes := httpapi.Routes()
	bodies := []string{
		"", "null", "{}", "[]", `{"yaml_content": "name: x\nform: {fields: []}\nworkflow: {}\n", "workflow_id": 1}`,
		`{"yaml_content": "a: &a [*a]\n", "line": -1, "column": 99999999999}`, `{"workflow_id": -1, "choices": {"x": null}, "edits": [{}]}`,
		`{"workflow_ids": [1, 1, 0], "action": "delete", "tags": [{"name": "\u0000"}]}`, "\xff", `{"edit": {"do": "add_step", "way": "x"}}`,
		`{"before": "a: 1", "after": "a: [", "scenarios": [{}], "acts": [{"do": "x"}], "data": {"a": [[[[1]]]]}}`,
	}
	for i := range routes {
		for _, body := range bodies {
			f.Add(i, "1", "?q=a&limit=1", body)
		}
		f.Add(i, "..%2f..%2fetc", "?limit=-1&days=x&from=1&action=%00", "{}")
	}
	f.Fuzz(func(t *testing.T, route int, id, query, body string) {
		if route < 0 || route >= len(routes) {
			t.Skip()
		}
		method, path, _ := strings.Cut(routes[route], " ")
		if strings.HasSuffix(path, "/events") {
			t.Skip("it never ends")
		}
		if strings.HasSuffix(path, "/settings") && method == http.MethodPut || strings.HasSuffix(path, "/models/try") {
			body = strings.ReplaceAll(body, "endpoint_url", "endpoint") // else it talks to strangers
		}
		if strings.Contains(body, "storage_type") || strings.Contains(body, "endpoint_url") {
			t.Skip("it would talk to strangers")
		}
		for from := strings.Index(path, "{"); from >= 0; from = strings.Index(path, "{") {
			path = path[:from] + strings.Map(pathSafe, id) + path[strings.Index(path, "}")+1:]
		}
		r, err := http.NewRequestWithContext(t.Context(), method, "http://127.0.0.1"+path, strings.NewReader(body))
		if err != nil {
			t.Skip()
		}
		r.URL.RawQuery = strings.TrimPrefix(query, "?")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code == http.StatusInternalServerError {
			t.Fatalf("%s %s with %q: %s", method, path, body, w.Body)
		}
	})
}

func pathSafe(r rune) rune {
	if r <= ' ' || r == 0x7f || strings.ContainsRune("{}?#", r) {
		return -1
	}
	return r
}
