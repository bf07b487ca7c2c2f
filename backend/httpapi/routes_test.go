package httpapi_test

import (
	"os"
	"strings"
	"testing"

	"workflow-designer/backend/httpapi"
)

func TestTheDocumentationNamesEveryCall(t *testing.T) {
	text, err := os.ReadFile("../../docs/API.md")
	if err != nil {
		t.Fatal(err)
	}
	routes := httpapi.Routes()
	if len(routes) < 50 {
		t.Fatalf("only %d routes", len(routes))
	}
	for _, route := range routes {
		_, path, _ := strings.Cut(route, " ")
		last := path[strings.LastIndex(path, "/")+1:]
		if !strings.Contains(string(text), last) {
			t.Errorf("docs/API.md does not name %s", route)
		}
	}
}
