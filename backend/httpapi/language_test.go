package httpapi_test

import (
	"strings"
	"testing"
)

const (
	services = "/services/v1"
	editor   = services + "/editor"
)

// lost names a step that is not there, a little beside the one that is.
const lost = `name: Leave
form:
  fields:
    - {name: days, type: number, label: Days}
workflow:
  review:
    name: Review
    type: decision
    approver: ${requestor.manager}
    on_approve: {continue_to: finishd}
    on_reject: {continue_to: finished}
  finished: {name: Finished, type: end}
`

func TestATextIsValidatedWithPlacesAndFixes(t *testing.T) {
	c := serve(t, "")
	answer := c.want(200, "", "POST", services+"/workflows/validate-detailed", asJSON(map[string]any{"yaml_content": lost}))
	if answer["is_valid"] != false || answer["workflow_name"] != "Leave" || answer["step_count"] != 2.0 || answer["form_field_count"] != 1.0 {
		t.Errorf("got %v", answer)
	}
	if got := answer["template_variables"].([]any); len(got) != 1 || got[0] != "requestor.manager" {
		t.Errorf("variables %v", got)
	}
	found := answer["errors"].([]any)
	if len(found) != 1 {
		t.Fatalf("errors %v", found)
	}
	d := found[0].(map[string]any)
	for key, want := range map[string]any{
		"severity": "error", "line": 10.0, "column": 31.0, "end_line": 10.0, "end_column": 38.0,
		"path": "workflow.review.on_approve.continue_to",
	} {
		if d[key] != want {
			t.Errorf("%s is %v, want %v", key, d[key], want)
		}
	}
	fix := d["fix"].(map[string]any)["edits"].([]any)[0].(map[string]any)
	if fix["text"] != "finished" || fix["line"] != 10.0 {
		t.Errorf("the fix is %v", fix)
	}
	if _, isList := answer["hints"].([]any); !isList {
		t.Error("hints is no list")
	}
}

func TestATextThatIsNotYAMLIsAnsweredWithErrors(t *testing.T) {
	c := serve(t, "")
	answer := c.want(200, "", "POST", services+"/workflows/validate-detailed", asJSON(map[string]any{"yaml_content": "a: ["}))
	if answer["is_valid"] != false || len(answer["errors"].([]any)) == 0 {
		t.Errorf("got %v", answer)
	}
	c.want(400, "invalid_request", "POST", services+"/workflows/validate-detailed", strings.NewReader("{"))
}

func TestAnEditorIsHelped(t *testing.T) {
	c := serve(t, "")
	at := func(line, column int) map[string]any {
		return map[string]any{"yaml_content": lost, "line": line, "column": column}
	}
	labels := func(answer map[string]any) (all []string) {
		for _, item := range answer["items"].([]any) {
			all = append(all, item.(map[string]any)["label"].(string))
		}
		return all
	}

	completion := c.want(200, "", "POST", editor+"/complete", asJSON(at(10, 32)))
	if got := labels(completion); !strings.Contains(strings.Join(got, " "), "finished") {
		t.Errorf("offered %v", got)
	}
	hover := c.want(200, "", "POST", editor+"/hover", asJSON(at(8, 6)))["found"].(map[string]any)
	if hover["title"] == "" || hover["body"] == "" {
		t.Errorf("said %v", hover)
	}
	if found := c.want(200, "", "POST", editor+"/symbol", asJSON(at(1, 1)))["found"]; found != nil {
		t.Errorf("a symbol where there is none: %v", found)
	}
	symbol := c.want(200, "", "POST", editor+"/symbol", asJSON(at(12, 4)))["found"].(map[string]any)
	if symbol["kind"] != "step" || symbol["name"] != "finished" || len(symbol["uses"].([]any)) != 1 {
		t.Errorf("symbol %v", symbol)
	}
	rename := at(12, 4)
	rename["new_name"] = "done"
	if edits := c.want(200, "", "POST", editor+"/rename", asJSON(rename))["edits"].([]any); len(edits) != 2 {
		t.Errorf("edits %v", edits)
	}
	rename["new_name"] = "review"
	c.want(422, "cannot_edit", "POST", editor+"/rename", asJSON(rename))
	if items := c.want(200, "", "POST", editor+"/outline", asJSON(at(1, 1)))["items"].([]any); len(items) == 0 {
		t.Error("the outline is empty")
	}
	if edits := c.want(200, "", "POST", editor+"/format", asJSON(map[string]any{"yaml_content": "name: x  \n"}))["edits"].([]any); len(edits) != 1 {
		t.Errorf("edits %v", edits)
	}
	old := map[string]any{"yaml_content": strings.Replace(lost, "type: decision", "type: approval", 1)}
	edits := c.want(200, "", "POST", editor+"/upgrade", asJSON(old))["edits"].([]any)
	if len(edits) != 1 || edits[0].(map[string]any)["text"] != "decision" {
		t.Errorf("edits %v", edits)
	}
}

func TestListsSayWhichVersionsAreValid(t *testing.T) {
	c := serve(t, "")
	save := func(text string) map[string]any {
		return c.want(201, "", "POST", admin+"/workflows/save-version", asJSON(map[string]any{"workflow_id": 1, "yaml_content": text}))
	}
	c.want(201, "", "POST", admin+"/workflows/save-version", asJSON(map[string]any{"yaml_content": lost}))
	if saved := save(strings.Replace(lost, "finishd", "finished", 1)); saved["is_valid"] != true || saved["error_count"] != 0.0 {
		t.Errorf("the mended version: %v", saved)
	}
	versions := c.want(200, "", "GET", admin+"/workflows/1/versions", nil)["versions"].([]any)
	first := versions[1].(map[string]any)
	if first["is_valid"] != false || first["error_count"] != 1.0 || first["yaml_error"] != "" {
		t.Errorf("the first version: %v", first)
	}
	row := func() map[string]any {
		return c.want(200, "", "GET", admin+"/workflows", nil)["workflows"].([]any)[0].(map[string]any)
	}
	if got := row(); got["is_valid"] != true {
		t.Errorf("the workflow: %v", got)
	}
	save(lost)
	if got := row(); got["is_valid"] != false || got["error_count"] != 1.0 {
		t.Errorf("the workflow after an invalid version: %v", got)
	}
}

func TestADiagramIsShownAndChanged(t *testing.T) {
	c := serve(t, "")
	about := func(more map[string]any) map[string]any {
		more["yaml_content"] = lost
		return more
	}

	shown := c.want(200, "", "POST", editor+"/diagram", asJSON(about(map[string]any{})))
	if steps, ways := shown["steps"].([]any), shown["ways"].([]any); len(steps) != 2 || len(ways) != 2 || shown["start"] != "review" || shown["is_readable"] != true {
		t.Errorf("the diagram is %v", shown)
	}
	way := shown["ways"].([]any)[0].(map[string]any)
	if way["id"] != "review|on_approve" || way["to"] != "" || way["to_missing"] != "finishd" || way["kind"] != "outcome" {
		t.Errorf("the first way is %v", way)
	}
	step := c.want(200, "", "POST", editor+"/step", asJSON(about(map[string]any{"step": "review"})))
	if step["who"] != "requestor.manager" || step["error_count"] != 1.0 || step["range"].(map[string]any)["line"] != 6.0 || len(step["ways"].([]any)) != 2 {
		t.Errorf("the step is %v", step)
	}
	c.want(404, "step_not_found", "POST", editor+"/step", asJSON(about(map[string]any{"step": "nobody"})))

	change := func(edit map[string]any) map[string]any {
		return c.want(200, "", "POST", editor+"/edit-diagram", asJSON(about(map[string]any{"edit": edit})))
	}
	connected := change(map[string]any{"do": "connect", "from": "review", "way": "review|on_approve", "to": "finished"})
	if edits := connected["edits"].([]any); connected["select"] != "review" || len(edits) != 1 || edits[0].(map[string]any)["text"] != "e" || edits[0].(map[string]any)["column"] != 37.0 {
		t.Errorf("connected by %v", connected)
	}
	if added := change(map[string]any{"do": "add_step", "type": "end", "name": "Stopped", "after": "review", "way": "review|on_reject"}); added["select"] != "stopped" {
		t.Errorf("added by %v", added)
	}
	for _, edit := range []map[string]any{
		{"do": "remove_step", "step": "nobody"}, {"do": "move_choice", "step": "review", "choice": 0, "to": 1}, {"do": "fly"},
	} {
		c.want(422, "cannot_edit", "POST", editor+"/edit-diagram", asJSON(about(map[string]any{"edit": edit})))
	}
	c.want(400, "invalid_request", "POST", editor+"/edit-diagram", asJSON(about(map[string]any{"edit": map[string]any{"do": "connect", "to": []int{1}}})))
	if edits := c.want(200, "", "POST", editor+"/edit-diagram", asJSON(about(map[string]any{"edit": map[string]any{"do": "set", "step": "review", "key": "name", "value": "Review"}})))["edits"].([]any); len(edits) != 0 {
		t.Errorf("what is so already is set by %v", edits)
	}
}
