package cli_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"workflow-designer/backend/cli"
)

const leave = "../approvalml/testdata/real/leave-request.yaml"

func TestAWorkflowIsTriedOutOnTheCommandLine(t *testing.T) {
	term := newTerminal(t, nil)
	data := filepath.Join(t.TempDir(), "form.json")
	form := `{"leave_type": "unpaid", "start_date": "2026-03-02", "end_date": "2026-03-13", "total_days": 10, "reason": "Travel"}`
	if err := os.WriteFile(data, []byte(form), 0o600); err != nil {
		t.Fatal(err)
	}
	// everybody says yes
	stdout, stderr, status := term.run("", "simulate", leave, "--data", data)
	for _, want := range []string{"hr_director: approve at hr_director_approval", "to head_of_hr <head_of_hr@outbox.test>", "The workflow ended at final_processing: completed."} {
		if !strings.Contains(stdout, want) {
			t.Errorf("%q is not in %s", want, stdout)
		}
	}
	if status != cli.StatusOK || stderr != "" {
		t.Errorf("status %d, %s", status, stderr)
	}
	// somebody says no
	answer := term.answer("", "simulate", leave, "--data", data, "--decide", "hr_approval=reject", "--decide", "manager_approval=approve")
	ended := answer["ended"].(map[string]any)
	if ended["with"] != "rejected" || ended["way"] != "hr_approval|on_reject" || len(answer["acts"].([]any)) != 3 {
		t.Errorf("it ended with %v", ended)
	}
	// a decision at a step that is not reached is told
	if _, stderr, status := term.run("", "simulate", leave, "--decide", "gone=reject"); status != cli.StatusOK || !strings.Contains(stderr, "did not come to gone") {
		t.Errorf("status %d, %s", status, stderr)
	}
	// a form that is not whole does not run
	if _, stderr, status := term.run(`{"leave_type": "unpaid"}`, "simulate", leave, "--data", "-"); status != cli.StatusFailed || !strings.Contains(stderr, "form_incomplete") {
		t.Errorf("status %d, %s", status, stderr)
	}
	for _, wrong := range [][]string{{"simulate"}, {"simulate", leave, "--decide", "x"}, {"simulate", leave, "--csv"}} {
		if _, _, status := term.run("", wrong...); status != cli.StatusUsage {
			t.Errorf("%v gives status %d", wrong, status)
		}
	}
	if _, stderr, status := term.run("a: [", "simulate", "-"); status != cli.StatusFailed || !strings.Contains(stderr, "invalid_content") {
		t.Errorf("no YAML gives status %d, %s", status, stderr)
	}
	if _, stderr, status := term.run("[1]", "simulate", leave, "--data", "-"); status != cli.StatusFailed || !strings.Contains(stderr, "is not a JSON object") {
		t.Errorf("a list gives status %d, %s", status, stderr)
	}
}

func TestEveryPathOnTheCommandLine(t *testing.T) {
	term := newTerminal(t, nil)
	stdout, _, status := term.run("", "simulate", "--all", leave)
	if status != cli.StatusOK || !strings.Contains(stdout, "8 paths; steps 6 of 6; ways 10 of 10") || !strings.Contains(stdout, "longest: path 1, 6 days") {
		t.Errorf("status %d, %s", status, stdout)
	}
	// the table for a spreadsheet
	stdout, _, status = term.run("", "simulate", "--all", "--csv", leave)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(stdout, "\ufeff"))).ReadAll()
	if err != nil || status != cli.StatusOK || len(rows) != 9 || rows[1][2] != "over 5 up to 90" || rows[1][4] != "requestor.manager > head_of_hr > hr_director" {
		t.Errorf("status %d, %v, %v", status, err, rows)
	}
	// as JSON
	answer := term.answer("", "simulate", "--all", leave)
	if coverage := answer["coverage"].(map[string]any); coverage["ways_covered"] != 10.0 || len(answer["paths"].([]any)) != 8 {
		t.Errorf("covered is %v", coverage)
	}
	// a path that cannot run to the end
	broken := "name: B\nform: {fields: []}\nworkflow:\n  a: {name: A, type: decision, approver: x, on_approve: {continue_to: gone}, on_reject: {end_workflow: true}}\n"
	if _, _, status := term.run(broken, "simulate", "--all", "-"); status != cli.StatusFailed {
		t.Errorf("a way to nowhere gives status %d", status)
	}
}
