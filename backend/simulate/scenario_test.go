package simulate_test

import (
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/simulate"
)

func TestAScenarioSaysWhatDiffersFirst(t *testing.T) {
	// given a case that was kept
	text := examples(t)["leave-request"]
	w := workflowOf(text)
	s := simulate.Scenario{
		Name: "Long unpaid leave", Form: w.Sample(map[string]any{"leave_type": "unpaid", "total_days": 10.0}, time.Time{}),
		Acts: []simulate.Act{{Do: "submit"}, {Do: "decide", Approver: "requestor.manager"}, {Do: "decide", Approver: "head_of_hr"}, {Do: "decide", Approver: "hr_director"}},
	}
	run, _, refused := simulate.Replay(w, simulate.Setup{Form: s.Form}, s.Acts)
	if refused != nil {
		t.Fatal(refused)
	}
	s.Expected = run.Expects()
	if got := simulate.Check(w, s); !got.Passed || got.Differs != "" {
		t.Fatalf("it does not pass: %+v", got)
	}
	if len(s.Expected.Steps) != 6 || s.Expected.EndedWith != simulate.Completed {
		t.Errorf("it comes to %+v", s.Expected)
	}
	for name, c := range map[string]struct {
		old, now string
		differs  simulate.Difference
		words    string
	}{
		"another amount":     {"total_days > 5", "total_days > 15", simulate.DiffersAct, `Act 3, "decide", cannot be any more: "head_of_hr" is not asked at "hr_director_approval".`},
		"another approver":   {`approver: "hr_director"`, `approver: "chief"`, simulate.DiffersAct, `Act 4, "decide", cannot be any more: "hr_director" is not asked at "hr_director_approval".`},
		"a field more":       {"required: false", "required: true", simulate.DiffersAct, `Act 1, "submit", cannot be any more: Work Coverage Plan is required.`},
		"another way":        {`continue_to: "leave_type_check"`, `continue_to: "final_processing"`, simulate.DiffersAct, `Act 4, "decide", cannot be any more: The workflow has ended.`},
		"a step less at end": {`continue_to: "final_processing"`, "end_workflow: true", simulate.DiffersSteps, `It should go on to "final_processing".`},
	} {
		if got := simulate.Check(workflowOf(strings.ReplaceAll(text, c.old, c.now)), s); got.Passed || got.Differs != c.differs || got.Words.String() != c.words {
			t.Errorf("%s: %+v", name, got)
		}
	}
	// and without names of those who decide, that differs
	for i := range s.Acts {
		s.Acts[i].Approver = ""
	}
	if got := simulate.Check(workflowOf(strings.ReplaceAll(text, `approver: "hr_director"`, `approver: "chief"`)), s); got.Differs != simulate.DiffersApprovers || got.Words.String() != `Decision 3 is made by "chief", and should be made by "hr_director".` {
		t.Errorf("another approver: %+v", got)
	}
	changed := strings.Replace(text, "type: \"end\"", "type: \"end\"\n    metadata: {outcome: filed}", 1)
	if got := simulate.Check(workflowOf(changed), s); got.Differs != simulate.DiffersEnd || got.Words.String() != `It comes to "filed", and should come to "completed".` {
		t.Errorf("another end: %+v", got)
	}
}

func TestAScenarioThatIsNotSentWaits(t *testing.T) {
	w := workflowOf("name: P\nform: {fields: []}\nworkflow:\n  a: {name: A, type: decision, approver: boss, on_approve: {end_workflow: true}}\n")
	got := simulate.Check(w, simulate.Scenario{Expected: simulate.Expected{EndedWith: simulate.Waiting}})
	if !got.Passed || got.Words.String() != `It comes to "waiting".` {
		t.Errorf("it is %+v", got)
	}
}
