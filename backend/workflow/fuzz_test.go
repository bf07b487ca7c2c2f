package workflow_test

import (
	"testing"

	"workflow-designer/backend/workflow"
)

// FuzzDecodeScenarios reads anything as the document of scenarios: it is refused, or written again it is the same.
func FuzzDecodeScenarios(f *testing.F) {
	f.Add(string(workflow.EncodeScenarios(nil)))
	f.Add(`{"format":1,"scenarios":[{"id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","states":[{}]}]}`)
	f.Add(`{"scenarios":null}`)
	f.Add("[")
	f.Fuzz(func(t *testing.T, text string) {
		all, err := workflow.DecodeScenarios([]byte(text))
		if err != nil {
			return
		}
		again, err := workflow.DecodeScenarios(workflow.EncodeScenarios(all))
		if err != nil || len(again) != len(all) {
			t.Fatalf("what was read cannot be written: %v, %d of %d", err, len(again), len(all))
		}
		if merged := workflow.MergeScenarios(all, again); len(merged) != len(all) {
			t.Fatalf("brought together with itself it is %d of %d", len(merged), len(all))
		}
	})
}
