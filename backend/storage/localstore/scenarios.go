package localstore

import (
	"bytes"
	"context"

	"workflow-designer/backend/workflow"
)

// KeepScenarios brings scenarios together with those of a workflow, and gives those that changed by that, as they are kept now.
// It is as durable as a save. CodeTooLarge, CodeDamaged: one of them cannot be kept, so none is.
func (s *Store) KeepScenarios(ctx context.Context, ref workflow.Ref, scenarios []workflow.KeptScenario) (
	changed []workflow.KeptScenario, span workflow.JournalSpan, err error,
) {
	for i := range scenarios {
		if err := scenarios[i].Check(); err != nil {
			return nil, span, err
		}
	}
	span, err = s.noteAnd(ctx, ref, "keep the scenarios", true, func(j *journal) ([]byte, error) {
		known, err := j.read()
		if err != nil {
			return nil, err
		}
		changed = workflow.NewScenarios(known.Scenarios, workflow.MergeScenarios(known.Scenarios, scenarios))
		var lines bytes.Buffer
		for _, kept := range changed {
			text, err := encode(eventScenario, scenarioRecord{kept})
			if err != nil {
				return nil, err
			}
			lines.Write(text)
		}
		return lines.Bytes(), nil
	}, func() {})
	if err != nil {
		return nil, span, err
	}
	return changed, span, nil
}

// AddBucketScenarios notes what a bucket has as scenarios of a workflow. It is not flushed: the next sync asks the bucket again.
func (s *Store) AddBucketScenarios(ctx context.Context, ref workflow.Ref, b workflow.BucketScenarios) (workflow.JournalSpan, error) {
	return s.note(ctx, ref, "note the scenarios in the bucket", func(*journal) ([]byte, error) {
		if b.BucketID == "" {
			return nil, invalid(workflow.CodeInvalidRequest, "It is not said which bucket has the scenarios.", "Start the sync again.")
		}
		return encode(eventBucketScenarios, bucketScenariosRecord{BucketID: b.BucketID, ETag: b.ETag, SHA256: b.SHA256})
	})
}
