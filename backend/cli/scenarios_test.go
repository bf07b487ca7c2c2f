package cli_test

import (
	"path/filepath"
	"strings"
	"testing"

	"workflow-designer/backend/cli"
	"workflow-designer/backend/designer"
	"workflow-designer/backend/designer/designertest"
	"workflow-designer/backend/simulate"
)

func TestAFileIsTriedOutWithTheScenariosOfAWorkflow(t *testing.T) {
	folder := t.TempDir()
	term := newTerminal(t, map[string]string{"LOCAL_STORAGE_PATH": folder})
	const small = "name: Order\nform:\n  fields: []\nworkflow:\n  done: {name: Done, type: end}\n"
	if _, stderr, status := term.run(small, "save", "-"); status != cli.StatusOK {
		t.Fatal(stderr)
	}
	if stdout, _, status := term.run(small, "simulate", "-", "--scenarios", "1"); status != cli.StatusOK || stdout != "Workflow 1 has no scenarios.\n" {
		t.Errorf("status %d, %s", status, stdout)
	}
	d := designertest.Open(t, filepath.Join(folder, "other"), map[string]string{"LOCAL_STORAGE_PATH": folder})
	_, err := d.SaveScenario(t.Context(), 1, designer.SaveScenarioRequest{Scenario: simulate.Scenario{
		Name: "straight through", Acts: []simulate.Act{{Do: "submit"}}, Expected: simulate.Expected{Steps: []string{"done"}},
	}})
	if err != nil {
		t.Fatal(err)
	}

	stdout, stderr, status := term.run(small, "simulate", "-", "--scenarios", "1")
	if status != cli.StatusOK || stdout != "1 of 1 scenarios passed.\n" || stderr != "" {
		t.Errorf("status %d, %s%s", status, stdout, stderr)
	}
	changed := strings.Replace(small, "done:", "review: {name: Review, type: decision, approver: boss, on_approve: {continue_to: done}}\n  done:", 1)
	stdout, _, status = term.run(changed, "simulate", "-", "--scenarios", "1")
	if status != cli.StatusFailed || !strings.HasPrefix(stdout, "0 of 1 scenarios passed.\nstraight through: Step 1 is \"review\"") {
		t.Errorf("status %d, %s", status, stdout)
	}
	if _, stderr, _ = term.run(changed, "save", "--workflow", "1", "-"); !strings.Contains(stderr, "straight through: Step 1 is") {
		t.Errorf("the save says %s", stderr)
	}
	for want, args := range map[int][]string{
		cli.StatusUsage:  {"simulate", "-", "--scenarios", "1", "--all"},
		cli.StatusFailed: {"simulate", "-", "--scenarios", "9"},
	} {
		if _, stderr, status := term.run(small, args...); status != want || stderr == "" {
			t.Errorf("%q: status %d, %s", args, status, stderr)
		}
	}
}
