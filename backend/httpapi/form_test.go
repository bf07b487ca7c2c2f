package httpapi_test

import (
	"strings"
	"testing"
)

const order = `name: Order
form:
  fields:
    - {name: amount, type: currency, label: Amount, required: true, validation: {max: 100}}
    - name: items
      type: line_items
      label: Items
      item_fields:
        - {name: price, type: currency, label: Price, sum: true}
workflow:
  review:
    name: Review
    type: decision
    approver: boss
    on_approve: {end_workflow: true}
`

func TestAFormIsAnsweredWithPlaces(t *testing.T) {
	c := serve(t, "")
	answer := c.want(200, "", "POST", editor+"/form", asJSON(map[string]any{"yaml_content": order}))
	fields := answer["fields"].([]any)
	if answer["is_readable"] != true || answer["name"] != "Order" || len(fields) != 2 {
		t.Fatalf("got %v", answer)
	}
	amount := fields[0].(map[string]any)
	if amount["label"] != "Amount" || amount["max"] != 100.0 || amount["min"] != nil {
		t.Errorf("the field is %v", amount)
	}
	if got := amount["select"].(map[string]any); got["line"] != 4.0 || got["column"] != 14.0 || got["end_column"] != 20.0 {
		t.Errorf("it is at %v", got)
	}
	column := fields[1].(map[string]any)["columns"].([]any)[0].(map[string]any)
	if column["name"] != "price" || column["select"].(map[string]any)["line"] != 9.0 {
		t.Errorf("the column is %v", column)
	}
	if steps := answer["steps"].([]any); steps[0].(map[string]any)["shows_all"] != true {
		t.Errorf("the steps are %v", steps)
	}
	if answer := c.want(200, "", "POST", editor+"/form", asJSON(map[string]any{"yaml_content": "a: ["})); answer["is_readable"] != false {
		t.Errorf("no YAML gives %v", answer)
	}
}

func TestAFormIsEvaluated(t *testing.T) {
	c := serve(t, "")
	ask := func(status int, code string, more map[string]any) map[string]any {
		more["yaml_content"] = order
		return c.want(status, code, "POST", editor+"/evaluate-form", asJSON(more))
	}
	answer := ask(200, "", map[string]any{"data": map[string]any{"amount": 101, "items": []any{map[string]any{"price": 2}, map[string]any{"price": 3}}}})
	problem := answer["problems"].([]any)[0].(map[string]any)
	if answer["is_complete"] != false || problem["code"] != "too_large" || problem["field"] != "amount" || problem["limit"] != 100.0 {
		t.Errorf("got %v", answer)
	}
	total := answer["fields"].(map[string]any)["items"].(map[string]any)["totals"].(map[string]any)["price"].(map[string]any)
	if total["value"] != 5.0 || total["written"] != true {
		t.Errorf("the total is %v", total)
	}
	answer = ask(200, "", map[string]any{"step": "review"})
	if amount := answer["fields"].(map[string]any)["amount"].(map[string]any); amount["read_only"] != true || answer["is_complete"] != true {
		t.Errorf("at the step: %v", answer)
	}
	ask(404, "step_not_found", map[string]any{"step": "gone"})
	c.want(413, "too_large", "POST", editor+"/form", strings.NewReader(`{"yaml_content":"`+strings.Repeat("a", 1<<20)+`"}`))
}
