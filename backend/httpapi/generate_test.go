package httpapi_test

import (
	"strings"
	"testing"
	"unicode/utf16"

	"workflow-designer/backend/generate/model/modeltest"
)

func TestAWorkflowIsGenerated(t *testing.T) {
	c := serve(t, "")
	prompt := "Ausgaben über €1k 😀: expenses above €1k are approved by the CFO, the rest by the team lead. Ask for the amount and a receipt."
	answer := c.want(200, "", "POST", services+"/workflows/generate", asJSON(map[string]any{"description": prompt, "company_name": "Example Ltd"}))

	yaml := answer["workflow_yaml"].(string)
	if answer["success"] != true || !strings.Contains(yaml, "currency: EUR") || !strings.Contains(yaml, "Example Ltd") || answer["explanation"] == "" {
		t.Errorf("got %v", answer)
	}
	for _, list := range []string{"validation_errors", "warnings"} {
		if got := answer[list].([]any); len(got) != 0 {
			t.Errorf("%s: %v", list, got)
		}
	}
	units := utf16.Encode([]rune(prompt))
	understood := answer["understood"].([]any)
	steps := 0
	for _, each := range understood {
		u := each.(map[string]any)
		steps += len(u["steps"].([]any))
		if text := u["text"].(string); text != "" {
			if from, to := int(u["from"].(float64)), int(u["to"].(float64)); string(utf16.Decode(units[from:to])) != text {
				t.Errorf("%q is not at %d to %d", text, from, to)
			}
		}
	}
	if steps == 0 {
		t.Errorf("nothing is linked to a step: %v", understood)
	}
	if _, ok := answer["unclear"].([]any); !ok {
		t.Errorf("unclear is %v", answer["unclear"])
	}
}

func TestAnEmptyDescriptionAndAnUnknownModelAreRefused(t *testing.T) {
	c := serve(t, "")
	c.want(400, "invalid_request", "POST", services+"/workflows/generate", strings.NewReader(`{"description":""}`))
	c.want(404, "model_not_found", "POST", services+"/workflows/generate", strings.NewReader(`{"description":"x","model":"llama3"}`))
}

func TestAWorkflowIsChangedAsTheWordsSay(t *testing.T) {
	c := serve(t, "")
	made := c.want(200, "", "POST", services+"/workflows/generate", asJSON(map[string]any{"description": "Expenses are approved by the manager. Ask for the amount."}))
	current := "# ours\n" + made["workflow_yaml"].(string)

	changed := c.want(200, "", "POST", services+"/workflows/generate", asJSON(map[string]any{"description": "Add a legal review when the amount is over 50k", "current_yaml": current}))
	text := changed["workflow_yaml"].(string)
	if changed["success"] != true || !strings.HasPrefix(text, "# ours\n") || !strings.Contains(text, "amount > 50000") {
		t.Errorf("got %v", changed)
	}

	same := c.want(200, "", "POST", services+"/workflows/generate", asJSON(map[string]any{"description": "Make it nicer", "current_yaml": current}))
	if same["success"] != false || same["workflow_yaml"] != current || len(same["unclear"].([]any)) == 0 {
		t.Errorf("got %v", same)
	}
}

func TestAModelIsAskedOverHTTP(t *testing.T) {
	yaml := "name: Leave\nform:\n  fields: []\nworkflow:\n  done:\n    name: Done\n    type: end\n"
	s := modeltest.Start(t, modeltest.OpenAI(), modeltest.Says("ready"), modeltest.Says(modeltest.Fenced(yaml)), modeltest.Says(modeltest.Fenced(yaml)))
	c := serve(t, "")
	settings := map[string]any{"model_endpoint_url": s.URL, "model_name": "gpt", "model_api_key": "sk-PLANTED"}

	if trial := c.want(200, "", "POST", admin+"/models/try", asJSON(settings)); trial["ok"] != true {
		t.Errorf("got %v", trial)
	}
	if view := c.want(200, "", "PUT", admin+"/settings", asJSON(settings)); view["model_name"] != "gpt" || view["model_api_key_set"] != true || view["model_api_key"] != nil {
		t.Errorf("got %v", view)
	}
	made := c.want(200, "", "POST", services+"/workflows/generate", asJSON(map[string]any{"description": "x", "model": "gpt"}))
	if made["success"] != true || made["workflow_yaml"] != yaml || made["generator"] != "gpt" || made["problem"] != nil {
		t.Errorf("got %v", made)
	}
	job := c.want(202, "", "POST", services+"/workflows/generate-later", asJSON(map[string]any{"description": "x", "model": "gpt"}))
	if job["kind"] != "generate" {
		t.Errorf("got %v", job)
	}
}

func TestSomeOfTheChangesAreApplied(t *testing.T) {
	c := serve(t, "")
	before := "name: Leave # ours\ntype: leave_request\nworkflow:\n  a: {type: end}\n"
	after := strings.Replace(strings.Replace(before, "Leave", "Holiday", 1), "leave_request", "holiday", 1)
	path := services + "/editor/apply-changes"

	all := c.want(200, "", "POST", path, asJSON(map[string]any{"before": before, "after": after}))
	changes := all["changes"].([]any)
	if all["yaml_content"] != after || len(changes) != 2 {
		t.Fatalf("got %v", all)
	}
	lines := changes[0].(map[string]any)["lines"].([]any)[0].(map[string]any)
	if lines["before"] != "name: Leave # ours\n" || lines["after_line"] != 1.0 {
		t.Errorf("the lines are %v", lines)
	}
	one := c.want(200, "", "POST", path, asJSON(map[string]any{"before": before, "after": after, "chosen": []int{1}}))
	if one["yaml_content"] != strings.Replace(before, "leave_request", "holiday", 1) || len(one["changes"].([]any)) != 0 {
		t.Errorf("got %v", one)
	}
	c.want(400, "invalid_request", "POST", path, asJSON(map[string]any{"before": before, "after": after, "chosen": []int{2}}))
}
