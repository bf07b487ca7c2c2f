package cli_test

import (
	"encoding/json"
	"strings"
	"testing"

	"workflow-designer/backend/cli"
	"workflow-designer/backend/designer"
)

const leavePrompt = "Leave requests have a start and an end date. The manager approves; over 10 days HR approves as well."

func TestGenerateMakesAWorkflowThatValidates(t *testing.T) {
	term := newTerminal(t, nil)

	stdout, stderr, status := term.run(leavePrompt, "generate")
	if status != cli.StatusOK || !strings.Contains(stdout, "number_of_days > 10") || !strings.Contains(stderr, "Decision by manager.") {
		t.Fatalf("status %d\n%s\n%s", status, stdout, stderr)
	}
	if found, _, status := term.run(stdout, "validate", "-"); status != cli.StatusOK || found != "" {
		t.Errorf("status %d, %s", status, found)
	}
}

func TestGenerateAnswersInJSON(t *testing.T) {
	term := newTerminal(t, nil)

	stdout, stderr, status := term.run(leavePrompt, "generate", "--json", "--type", "time_off")
	var answer designer.Generated
	if err := json.Unmarshal([]byte(stdout), &answer); err != nil || status != cli.StatusOK || stderr != "" {
		t.Fatalf("status %d, %v, %q", status, err, stderr)
	}
	if !answer.Success || !strings.Contains(answer.WorkflowYAML, "type: time_off") || len(answer.Understood) == 0 || answer.Unclear == nil || answer.Explanation == "" {
		t.Errorf("got %+v", answer)
	}
}

func TestGenerateRefusesWhatItCannotDo(t *testing.T) {
	term := newTerminal(t, nil)
	for code, args := range map[string][]string{
		"model_not_found": {"some prompt", "generate", "--model", "llama3"},
		"invalid_request": {" \n", "generate"},
		"too_large":       {strings.Repeat("manager ", 40000), "generate"},
	} {
		stdout, stderr, status := term.run(args[0], args[1:]...)
		if status != cli.StatusFailed || stdout != "" || !strings.Contains(stderr, "("+code+")") {
			t.Errorf("%s: status %d, %q, %q", code, status, stdout, stderr)
		}
	}
}
