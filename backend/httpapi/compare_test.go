package httpapi_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

func TestVersionsAndTextsAreCompared(t *testing.T) {
	c := serve(t, "")
	post := func(path string, body any) map[string]any {
		text, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		_, answer, _ := c.do("POST", admin+path, strings.NewReader(string(text)))
		return answer
	}
	const text = "name: Leave\nworkflow:\n  review:\n    name: Review\n    type: decision\n    approver: ann@example.com\n"
	type object = map[string]any
	first := post("/workflows/save-version", object{"yaml_content": text})["version_id"]
	second := post("/workflows/save-version", object{"workflow_id": 1, "yaml_content": text + "    timeout: 2_days\n"})["version_id"]

	answer := post("/compare", object{"workflow_id": 1, "before_id": first, "after_id": second})
	change := answer["changes"].([]any)[0].(object)
	if change["words"] != "Timeout of Review set to 2_days" || change["after_step"] != "review" || change["brought"].(object)["number"] != 2.0 {
		t.Errorf("it says %v", change)
	}
	if parts := change["parts"].([]any); len(parts) != 2 || parts[1].(object)["of"] != "after" {
		t.Errorf("in parts %v", parts)
	}
	if marks := answer["marks"].(object); marks["after_steps"].(object)["review"] != "changed" {
		t.Errorf("marked %v", marks)
	}
	if same := post("/compare", object{"before": text, "after": text}); len(same["changes"].([]any)) != 0 {
		t.Errorf("a text differs from itself: %v", same)
	}
	rows := post("/workflows/1/changes", object{"version_ids": []any{second, first}})["versions"].([]any)
	if len(rows) != 2 || rows[0].(object)["state"] != "known" || rows[0].(object)["count"] != 1.0 || rows[1].(object)["state"] != "first" {
		t.Errorf("the versions changed %v", rows)
	}
	c.want(http.StatusBadRequest, "invalid_request", "POST", admin+"/compare", strings.NewReader("{}"))
	c.want(http.StatusNotFound, "workflow_not_found", "POST", admin+"/workflows/9/changes", strings.NewReader(`{"version_ids": []}`))
}
