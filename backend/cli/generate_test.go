package cli_test

import (
	"encoding/json"
	"strings"
	"testing"

	"workflow-designer/backend/cli"
	"workflow-designer/backend/designer"
	"workflow-designer/backend/generate/model/modeltest"
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

func TestAModelMakesAWorkflow(t *testing.T) {
	text := modeltest.Fenced(modelled)
	s := modeltest.Start(t, modeltest.Ollama(), modeltest.Says(text))
	term := newTerminal(t, map[string]string{"MODEL_ENDPOINT_URL": s.URL, "MODEL_NAME": "qwen3:8b", "MODEL_INPUT_PRICE": "1", "MODEL_OUTPUT_PRICE": "1"})

	stdout, stderr, status := term.run(leavePrompt, "generate", "--model", "qwen3:8b")
	if status != cli.StatusOK || stdout != modelled || !strings.Contains(stderr, "Made by qwen3:8b in 1 rounds: 1200 tokens read") || !strings.Contains(stderr, "US dollars") {
		t.Errorf("status %d\n%s\n%s", status, stdout, stderr)
	}
	if got := s.Requests()[0]; got.Model != "qwen3:8b" || !strings.Contains(got.Messages[1].Content, leavePrompt) {
		t.Errorf("it asked %+v", got)
	}
}

func TestAModelThatIsWrongFailsAndShowsWhatItWrote(t *testing.T) {
	broken := strings.Replace(modelled, "type: end", "type: finish", 1)
	turn := modeltest.Says(modeltest.Fenced(broken))
	s := modeltest.Start(t, modeltest.Ollama(), turn, turn, turn, turn)
	term := newTerminal(t, map[string]string{"MODEL_ENDPOINT_URL": s.URL})

	stdout, stderr, status := term.run(leavePrompt, "generate", "--model", "qwen3:8b")
	if status != cli.StatusFailed || stdout != broken || !strings.Contains(stderr, "(model_answer_invalid)") || !strings.Contains(stderr, "9:11: error") {
		t.Errorf("status %d\n%s\n%s", status, stdout, stderr)
	}
}

func TestAModelThatIsNotThereIsDoneWithout(t *testing.T) {
	s := modeltest.Start(t, modeltest.Ollama())
	s.Close()
	term := newTerminal(t, map[string]string{"MODEL_ENDPOINT_URL": s.URL})

	stdout, stderr, status := term.run(leavePrompt, "generate", "--model", "qwen3:8b")
	if status != cli.StatusOK || !strings.Contains(stdout, "number_of_days > 10") || !strings.Contains(stderr, "(model_unreachable)") {
		t.Errorf("status %d\n%s\n%s", status, stdout, stderr)
	}
}

const modelled = `name: Leave
form:
  fields: []
workflow:
  done:
    name: Done

    # the end
    type: end
`
