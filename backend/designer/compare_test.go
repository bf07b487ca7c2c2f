package designer_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/workflow"
)

const purchase = `name: Purchase
form:
  fields:
    - { name: amount, type: number, label: Amount }
workflow:
  supervisor:
    name: Supervisor
    type: decision
    approver: requestor.manager
    on_approve:
      continue_to: split
    on_reject:
      end_workflow: true
  split:
    name: Manager Approval
    type: conditional_split
    choices:
      - conditions: amount <= 1000
        continue_to: head
    default:
      continue_to: done
  head:
    name: Head
    type: decision
    approver: head@example.com
    on_approve:
      continue_to: notice
  notice:
    name: Budget Notice
    type: notification
    on_complete:
      continue_to: done
  done:
    name: Completion
    type: end
`

// rewritten replaces parts of a text, pair by pair.
func rewritten(t *testing.T, text string, pairs ...string) string {
	t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			t.Fatalf("%q is not in the text", pairs[i])
		}
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	return text
}

func comparison(t *testing.T, d *designer.Designer, request designer.CompareRequest) designer.Comparison {
	t.Helper()
	answer, err := d.Compare(context.Background(), request)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// cut is what stands at a range.
func cut(text string, r designer.TextRange) string {
	lines := strings.SplitAfter(text, "\n")
	if r.Line == r.EndLine {
		return lines[r.Line-1][r.Column-1 : r.EndColumn-1]
	}
	part := lines[r.Line-1][r.Column-1:] + strings.Join(lines[r.Line:r.EndLine-1], "")
	if r.EndLine <= len(lines) {
		part += lines[r.EndLine-1][:r.EndColumn-1]
	}
	return part
}

func TestAComparisonSaysWhatDiffersInWordsAndInBothDiagrams(t *testing.T) {
	after := rewritten(t, purchase,
		"amount <= 1000", "amount <= 2500",
		"continue_to: notice", "continue_to: check",
		"  notice:\n    name: Budget Notice\n    type: notification\n    on_complete:\n      continue_to: done\n",
		"  check:\n    name: Finance Check\n    type: decision\n    approver: cfo@example.com\n    on_approve:\n      continue_to: done\n")
	before := purchase
	answer := comparison(t, designertest.Local(t), designer.CompareRequest{Before: &before, After: &after})
	var words []string
	for _, c := range answer.Changes {
		words = append(words, string(c.Kind)+": "+c.Words.String())
	}
	want := []string{
		"changed: Condition of choice 1 of Manager Approval changed from amount <= 1000 to amount <= 2500",
		"changed: On approve, Head now goes to Finance Check instead of Budget Notice",
		"added: Step Finance Check added",
		"removed: Step Budget Notice removed",
	}
	if fmt.Sprint(words) != fmt.Sprint(want) {
		t.Errorf("got  %q\nwant %q", words, want)
	}
	condition, way := answer.Changes[0], answer.Changes[1]
	if got := cut(after, condition.Range) + " | " + cut(before, condition.BeforeRange); got != "amount <= 2500 | amount <= 1000" {
		t.Errorf("the condition stands at %s", got)
	}
	if condition.AfterStep != "split" || condition.AfterWay != "split|choices|0" || condition.BeforeWay != "split|choices|0" {
		t.Errorf("the condition lights %+v", condition)
	}
	if way.AfterWay != "head|on_approve" || way.BeforeStep != "head" {
		t.Errorf("the way lights %+v", way)
	}
	if c := answer.Changes[3]; c.BeforeStep != "notice" || c.AfterStep != "" || c.AfterWay != "" {
		t.Errorf("the removed step lights %+v", c)
	}
	m := answer.Marks
	marks := func(name string, got map[string]designer.Mark, want map[string]designer.Mark) {
		if !maps.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
	marks("steps before", m.BeforeSteps, map[string]designer.Mark{"split": "changed", "head": "changed", "notice": "removed"})
	marks("steps after", m.AfterSteps, map[string]designer.Mark{"split": "changed", "head": "changed", "check": "added"})
	marks("ways before", m.BeforeWays, map[string]designer.Mark{
		"split|choices|0": "changed", "head|on_approve": "removed", "notice|on_complete": "removed",
	})
	marks("ways after", m.AfterWays, map[string]designer.Mark{
		"split|choices|0": "changed", "head|on_approve": "added", "check|on_approve": "added",
	})
	if len(answer.Before.Steps) != 5 || len(answer.After.Steps) != 5 {
		t.Errorf("the diagrams have %d and %d steps", len(answer.Before.Steps), len(answer.After.Steps))
	}
}

func TestAStepThatWasRenamedIsTheSameStep(t *testing.T) {
	before := purchase
	after := rewritten(t, purchase, "  head:\n", "  director:\n", "continue_to: head", "continue_to: director")
	answer := comparison(t, designertest.Local(t), designer.CompareRequest{Before: &before, After: &after})
	m := answer.Marks
	if fmt.Sprint(m.Renamed) != "[{head director}]" || m.AfterSteps["director"] != designer.MarkChanged || m.BeforeSteps["head"] != designer.MarkChanged {
		t.Errorf("marked %+v", m)
	}
	if len(m.AfterWays)+len(m.BeforeWays) != 0 {
		t.Errorf("ways are marked that lead where they led: %+v", m)
	}
	if c := answer.Changes[0]; c.BeforeStep != "head" || c.AfterStep != "director" {
		t.Errorf("it lights %+v", c)
	}
}

func TestAChoiceBeforeTheOthersDoesNotChangeThem(t *testing.T) {
	before := purchase
	after := rewritten(t, purchase, "      - conditions: amount <= 1000\n", "      - conditions: amount <= 10\n        continue_to: done\n      - conditions: amount <= 1000\n")
	m := comparison(t, designertest.Local(t), designer.CompareRequest{Before: &before, After: &after}).Marks
	if !maps.Equal(m.AfterWays, map[string]designer.Mark{"split|choices|0": "added"}) || len(m.BeforeWays) != 0 {
		t.Errorf("marked %+v", m)
	}
}

// history saves one version after the other and gives their ids.
func history(t *testing.T, d *designer.Designer, texts ...string) (workflow.ID, []string) {
	t.Helper()
	first := save(t, d, designer.SaveVersionRequest{YAMLContent: texts[0]})
	ids := []string{first.VersionID}
	for _, text := range texts[1:] {
		ids = append(ids, save(t, d, next(first.WorkflowID, text)).VersionID)
	}
	return first.WorkflowID, ids
}

func broughtBy(answer designer.Comparison) map[string]int {
	numbers := map[string]int{}
	for _, c := range answer.Changes {
		numbers[c.Words.String()] = -1
		if c.Brought != nil {
			numbers[c.Words.String()] = c.Brought.Number
		}
	}
	return numbers
}

func TestEachChangeNamesTheVersionThatBroughtIt(t *testing.T) {
	d := designertest.Local(t)
	v2 := rewritten(t, purchase, "head@example.com", "director@example.com")
	v3 := v2 + "# nothing\n"
	v4 := rewritten(t, v3, "amount <= 1000", "amount <= 2000")
	v5 := rewritten(t, v4, "name: Completion", "name: Done")
	v6 := rewritten(t, v5, "amount <= 2000", "amount <= 2500")
	id, ids := history(t, d, purchase, v2, v3, v4, v5, v6)
	answer := comparison(t, d, designer.CompareRequest{WorkflowID: int64(id), BeforeID: ids[0], AfterID: ids[5]})
	want := map[string]int{
		"Condition of choice 1 of Manager Approval changed from amount <= 1000 to amount <= 2500": 6,
		"Approver of Head changed from head@example.com to director@example.com":                  2,
		"Name of step done changed from Completion to Done":                                       5,
	}
	if got := broughtBy(answer); !maps.Equal(got, want) || !answer.BroughtKnown {
		t.Errorf("got  %v, %v\nwant %v", got, answer.BroughtKnown, want)
	}
	if by := answer.Changes[1].Brought; by.Author != designertest.Author || by.VersionID != ids[1] && by.VersionID != ids[4] {
		t.Errorf("it was brought by %+v", by)
	}

	// What is not saved yet was brought by no version.
	unsaved := rewritten(t, v6, "requestor.manager", "boss@example.com")
	answer = comparison(t, d, designer.CompareRequest{WorkflowID: int64(id), BeforeID: ids[4], AfterID: ids[5], After: &unsaved})
	want = map[string]int{
		"Condition of choice 1 of Manager Approval changed from amount <= 2000 to amount <= 2500": 6,
		"Approver of Supervisor changed from requestor.manager to boss@example.com":               0,
	}
	if got := broughtBy(answer); !maps.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	if by := answer.Changes[0].Brought; by == nil || by.VersionID != "" {
		t.Errorf("the unsaved change was brought by %+v", by)
	}

	// Backwards nobody brought anything.
	answer = comparison(t, d, designer.CompareRequest{WorkflowID: int64(id), BeforeID: ids[5], AfterID: ids[0]})
	if answer.BroughtKnown || answer.Changes[0].Brought != nil {
		t.Errorf("backwards it says %+v", answer.Changes[0])
	}
}

func TestALongHistoryIsSearchedInFewSteps(t *testing.T) {
	d := designertest.Local(t)
	text := purchase
	texts := []string{text}
	for i := range 199 {
		text = rewritten(t, text, fmt.Sprintf("label: %s }", map[bool]string{true: "Amount", false: fmt.Sprintf("Amount %d", i)}[i == 0]), fmt.Sprintf("label: Amount %d }", i+1))
		if i == 120 {
			text = rewritten(t, text, "head@example.com", "director@example.com")
		}
		texts = append(texts, text)
	}
	id, ids := history(t, d, texts...)
	answer := comparison(t, d, designer.CompareRequest{WorkflowID: int64(id), BeforeID: ids[0], AfterID: ids[199]})
	want := map[string]int{
		"Label of field amount changed from Amount to Amount 199":                200,
		"Approver of Head changed from head@example.com to director@example.com": 122,
	}
	if got := broughtBy(answer); !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestTheHistorySaysInWordsWhatEachVersionChanged(t *testing.T) {
	folder := t.TempDir()
	d := designertest.Open(t, folder, map[string]string{"LOCAL_STORAGE_PATH": folder})
	v2 := rewritten(t, purchase, "amount <= 1000", "amount <= 2000")
	id, ids := history(t, d, purchase, v2, v2)
	if _, err := d.DeleteWorkflow(context.Background(), id); err != nil {
		t.Fatal(err)
	}
	back, err := d.UndeleteWorkflow(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	list, err := d.Versions(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	deletion := list.Versions[1].VersionID
	asked := append(append([]string{}, ids...), deletion, back.VersionID, "unknown")
	said := func() string {
		t.Helper()
		found, err := d.Changes(context.Background(), id, asked)
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for i, f := range found {
			if f.VersionID != asked[i] {
				t.Errorf("asked for %s, answered %s", asked[i], f.VersionID)
			}
			lines = append(lines, fmt.Sprint(f.State, f.Count, f.Changes))
		}
		return strings.Join(lines, "\n")
	}
	want := strings.Join([]string{
		"first0 []",
		"known1 [{changed Condition of choice 1 of Manager Approval changed from amount <= 1000 to amount <= 2000}]",
		"known0 []", "deleted0 []", "known0 []",
	}, "\n")
	if got := said(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	// What was found once is kept: the texts are not read again.
	files, err := filepath.Glob(filepath.Join(folder, "companies/1/workflows/1/versions/*.yaml"))
	if err != nil || len(files) < 3 {
		t.Fatalf("%d texts, %v", len(files), err)
	}
	for _, file := range files {
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}
	if got := said(); got != want {
		t.Errorf("the second time it says\n%s", got)
	}
	if _, err := d.Changes(context.Background(), id, make([]string, designer.MaxChangesAsked+1)); workflow.CodeOf(err) != workflow.CodeInvalidRequest {
		t.Errorf("too many: %v", err)
	}
}

func TestWhatCannotBeComparedSaysWhy(t *testing.T) {
	d := designertest.Local(t)
	text := purchase
	big := strings.Repeat("x", workflow.MaxContent+1)
	for name, c := range map[string]struct {
		request designer.CompareRequest
		want    workflow.Code
	}{
		"nothing named":    {designer.CompareRequest{Before: &text}, workflow.CodeInvalidRequest},
		"unknown workflow": {designer.CompareRequest{WorkflowID: 7, After: &text}, workflow.CodeWorkflowNotFound},
		"bad number":       {designer.CompareRequest{WorkflowID: -1, After: &text}, workflow.CodeInvalidID},
		"too large":        {designer.CompareRequest{Before: &text, After: &big}, workflow.CodeTooLarge},
	} {
		if _, err := d.Compare(context.Background(), c.request); workflow.CodeOf(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	broken := "name: [\n"
	if answer := comparison(t, d, designer.CompareRequest{Before: &text, After: &broken}); len(answer.Changes) == 0 {
		t.Error("a text that cannot be read differs in nothing")
	}
}
