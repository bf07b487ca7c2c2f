package httpapi_test

import (
	"context"
	"strings"
	"testing"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/storage/miniotest"
)

func TestMain(m *testing.M) { miniotest.Main(m) }

func TestTwoVersionsAreBroughtTogetherOverHTTP(t *testing.T) {
	// Given that somebody changed the same place of a workflow
	bucket := miniotest.Shared(t)
	settings := map[string]string{
		"STORAGE_TYPE": "s3", "S3_ENDPOINT_URL": bucket.Endpoint, "S3_BUCKET_NAME": bucket.NewBucket(t, true),
		"S3_ACCESS_KEY_ID": bucket.AccessKey, "S3_SECRET_ACCESS_KEY": bucket.SecretKey,
	}
	colleague := designertest.Open(t, t.TempDir(), settings)
	keep := func(id *int64, text string) {
		t.Helper()
		if _, err := colleague.SaveVersion(context.Background(), designer.SaveVersionRequest{WorkflowID: id, YAMLContent: text}); err != nil {
			t.Fatal(err)
		}
	}
	keep(nil, validYAML)
	c := serveOn(t, designertest.Open(t, t.TempDir(), settings), "")
	c.want(200, "", "POST", admin+"/sync", nil)
	one := int64(1)
	keep(&one, strings.Replace(validYAML, "Travel", "Journey", 1))
	saved := c.want(201, "", "POST", admin+"/workflows/save-version", asJSON(map[string]any{
		"workflow_id": 1, "yaml_content": strings.Replace(validYAML, "Travel", "Trip", 1),
	}))
	if saved["sync_state"] != "conflict" {
		t.Fatalf("saved %v", saved)
	}

	// When it is asked what waits
	row := c.want(200, "", "GET", admin+"/conflicts", nil)["conflicts"].([]any)[0].(map[string]any)
	for field, want := range map[string]any{"workflow_id": 1.0, "name": "Trip", "path": "name", "base": "Travel", "mine": "Trip", "theirs": "Journey"} {
		if row[field] != want {
			t.Errorf("the row has %s %v, want %v", field, row[field], want)
		}
	}
	detail := c.want(200, "", "GET", admin+"/workflows/1/conflict", nil)
	id := func(side string) string { return detail[side].(map[string]any)["local_id"].(string) }
	merge := detail["merge"].(map[string]any)
	place := merge["places"].([]any)[0].(map[string]any)
	if place["take"] != "" || place["both"] != nil || place["line"] != 1.0 || place["problem"] != nil || merge["report"].(map[string]any)["workflow_name"] != "Trip" {
		t.Errorf("merge %v", merge)
	}
	if _, isList := merge["merged"].([]any); !isList {
		t.Error("merged is no list")
	}

	// Then each decision shows what comes of it, and one that cannot be taken why
	edit := func(text string) map[string]any {
		return map[string]any{"choices": []map[string]string{{"path": "name", "take": "edit", "text": text}}}
	}
	preview := c.want(200, "", "POST", admin+"/workflows/1/conflict/preview", asJSON(edit(`"Trip`)))
	refused := preview["places"].([]any)[0].(map[string]any)
	if refused["take"] != "" || refused["text"] != `"Trip` || refused["problem"].(map[string]any)["code"] != "cannot_edit" {
		t.Errorf("an edit that is no value: %v", refused)
	}
	preview = c.want(200, "", "POST", admin+"/workflows/1/conflict/preview", asJSON(edit("Voyage")))
	if want := strings.Replace(validYAML, "Travel", "Voyage", 1); preview["result_yaml"] != want {
		t.Errorf("the result is %v", preview["result_yaml"])
	}
	c.want(400, "invalid_request", "POST", admin+"/workflows/1/conflict/preview", asJSON(map[string]any{"choices": []map[string]string{{"path": "name", "take": "ours"}}}))
	c.want(404, "workflow_not_found", "GET", admin+"/workflows/2/conflict", nil)

	// And it is saved once it is decided about these two versions
	resolve := edit("Voyage")
	c.want(409, "stale_parent", "POST", admin+"/workflows/1/conflict/resolve", asJSON(resolve))
	resolve["mine_id"], resolve["theirs_id"], resolve["choices"] = id("mine"), id("theirs"), nil
	c.want(400, "invalid_request", "POST", admin+"/workflows/1/conflict/resolve", asJSON(resolve))
	resolve["choices"] = edit("Voyage")["choices"]
	decided := c.want(201, "", "POST", admin+"/workflows/1/conflict/resolve", asJSON(resolve))
	if decided["number"] != 3.0 || decided["sync_state"] != "synced" || decided["merged_id"] != id("mine") || decided["name"] != "Voyage" {
		t.Errorf("decided %v", decided)
	}
	c.want(404, "not_found", "GET", admin+"/workflows/1/conflict", nil)
	if rows := c.want(200, "", "GET", admin+"/conflicts", nil)["conflicts"].([]any); len(rows) != 0 {
		t.Errorf("still waits: %v", rows)
	}
}
