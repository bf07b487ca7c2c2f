package httpapi_test

import "testing"

const trial = `name: Order
form:
  fields:
    - {name: amount, type: currency, label: Amount, required: true, validation: {max: 100}}
workflow:
  review:
    name: Review
    type: decision
    approver: boss
    timeout: 2_days
    on_approve: {continue_to: size}
    on_reject: {end_workflow: true}
  size:
    name: Size
    type: conditional_split
    choices: [{conditions: amount > 50, continue_to: chief}]
    default: {continue_to: done}
  chief: {name: Chief, type: decision, approver: chief, on_approve: {continue_to: done}, on_reject: {end_workflow: true}}
  done: {name: Done, type: end}
`

func TestATextIsTriedOut(t *testing.T) {
	c := serve(t, "")
	ask := func(more map[string]any) map[string]any {
		more["yaml_content"] = trial
		return c.want(200, "", "POST", editor+"/simulate", asJSON(more))
	}
	// the form as it is filled in, before it is sent
	answer := ask(map[string]any{"form": map[string]any{"amount": 200}})
	if answer["phase"] != "filling" || answer["submitted_at"] != nil || len(answer["problems"].([]any)) != 1 || answer["clock"] != "2026-01-05T09:00:00Z" {
		t.Errorf("before it is sent: %v", answer)
	}
	// acts one after the other, up to the one that cannot be
	acts := []any{map[string]any{"do": "submit"}, map[string]any{"do": "decide", "comment": "Fine."}, map[string]any{"do": "decide", "approver": "boss"}}
	answer = ask(map[string]any{"form": map[string]any{"amount": 51}, "acts": acts, "begin": "2026-05-20T08:00:00Z", "requester": map[string]any{"name": "Mira"}})
	refused := answer["refused"].(map[string]any)
	if refused["act"] != 2.0 || refused["code"] != "not_asked" || refused["hint"] == "" || len(answer["acts"].([]any)) != 2 {
		t.Errorf("refused is %v", refused)
	}
	token := answer["tokens"].([]any)[0].(map[string]any)
	if token["step"] != "chief" || token["deadline"] != nil || answer["clock"] != "2026-05-20T08:00:00Z" || len(answer["steps"].([]any)) != 3 {
		t.Errorf("it waits at %v", token)
	}
	// to the end by itself, and as a case that is kept
	answer = ask(map[string]any{"fill": true, "to_end": true, "decide": map[string]any{"review": []any{"reject"}}})
	if answer["phase"] != "ended" || answer["ended"].(map[string]any)["with"] != "rejected" || answer["expects"].(map[string]any)["ended_with"] != "rejected" {
		t.Errorf("it ended with %v", answer["ended"])
	}
	c.want(422, "invalid_content", "POST", editor+"/simulate", asJSON(map[string]any{"yaml_content": "a: ["}))
}

func TestThePathsOfATextAreAnswered(t *testing.T) {
	c := serve(t, "")
	answer := c.want(200, "", "POST", editor+"/paths", asJSON(map[string]any{"yaml_content": trial}))
	paths, table := answer["paths"].([]any), answer["table"].(map[string]any)
	if len(paths) != 4 || answer["stopped"] != nil || answer["csv"] == "" || answer["coverage"].(map[string]any)["ways_missing"] == nil {
		t.Fatalf("got %v", answer)
	}
	row := table["rows"].([]any)[0].(map[string]any)
	if row["ranges"].(map[string]any)["amount"] != "over 50 up to 100" || row["wait"] != "2 days, and no limit at chief" {
		t.Errorf("the first row is %v", row)
	}
}

func TestCasesThatWereKeptAreChecked(t *testing.T) {
	c := serve(t, "")
	cases := []any{
		map[string]any{"name": "small", "form": map[string]any{"amount": 5}, "acts": []any{map[string]any{"do": "submit"}, map[string]any{"do": "decide"}}, "expected": map[string]any{"ended_with": "completed", "approvers": []any{"boss"}}},
		map[string]any{"name": "large", "form": map[string]any{"amount": 60}, "acts": []any{map[string]any{"do": "submit"}, map[string]any{"do": "decide"}}, "expected": map[string]any{"ended_with": "completed"}},
	}
	answer := c.want(200, "", "POST", editor+"/check-scenarios", asJSON(map[string]any{"yaml_content": trial, "scenarios": cases}))["scenarios"].([]any)
	if first := answer[0].(map[string]any); first["passed"] != true {
		t.Errorf("the first is %v", first)
	}
	if second := answer[1].(map[string]any); second["passed"] != false || second["differs"] != "ended_with" || second["actual"].(map[string]any)["ended_with"] != "waiting" {
		t.Errorf("the second is %v", second)
	}
}
