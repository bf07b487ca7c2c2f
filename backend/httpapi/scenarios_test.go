package httpapi_test

import "testing"

func TestScenariosAreKeptAndRunOverHTTP(t *testing.T) {
	c := serve(t, "")
	saved := c.want(201, "", "POST", admin+"/workflows/save-version", asJSON(map[string]any{"yaml_content": trial}))
	if _, told := saved["scenarios"]; told {
		t.Errorf("without scenarios the save answers %v", saved["scenarios"])
	}
	const scenarios = admin + "/workflows/1/scenarios"
	scenario := map[string]any{
		"name": "small", "form": map[string]any{"amount": 20}, "acts": []any{map[string]any{"do": "submit"}, map[string]any{"do": "decide"}},
		"expected": map[string]any{"ended_with": "completed", "steps": []any{"review", "size", "done"}},
	}

	kept := c.want(201, "", "POST", scenarios, asJSON(map[string]any{"scenario": scenario}))
	list := c.want(200, "", "GET", scenarios, nil)["scenarios"].([]any)
	if len(list) != 1 || list[0].(map[string]any)["id"] != kept["id"] || len(list[0].(map[string]any)["aside"].([]any)) != 0 {
		t.Errorf("kept are %v", list)
	}
	if got := c.want(200, "", "POST", scenarios+"/run", nil); got["passed"] != 1.0 || len(got["broke"].([]any)) != 0 {
		t.Errorf("they come to %v", got)
	}
	got := c.want(200, "", "POST", scenarios+"/run", asJSON(map[string]any{"yaml_content": "name: x\nworkflow:\n  done: {type: end}\n"}))
	if broke := got["broke"].([]any)[0].(map[string]any); got["passed"] != 0.0 || broke["name"] != "small" || broke["words"] == "" {
		t.Errorf("another text comes to %v", got)
	}
	saved = c.want(201, "", "POST", admin+"/workflows/save-version", asJSON(map[string]any{"workflow_id": 1, "yaml_content": trial}))
	if saved["scenarios"].(map[string]any)["passed"] != 1.0 {
		t.Errorf("the save answers %v", saved["scenarios"])
	}
	c.want(400, "invalid_request", "POST", scenarios, asJSON(map[string]any{"scenario": map[string]any{"name": ""}}))
	c.want(404, "not_found", "POST", scenarios, asJSON(map[string]any{"id": "gone", "scenario": scenario}))
	c.want(404, "workflow_not_found", "GET", admin+"/workflows/9/scenarios", nil)
	for range 2 {
		c.want(204, "", "DELETE", scenarios+"/"+kept["id"].(string), nil)
	}
	if list := c.want(200, "", "GET", scenarios, nil)["scenarios"].([]any); len(list) != 0 {
		t.Errorf("left are %v", list)
	}
}
