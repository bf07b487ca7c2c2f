package cli_test

import (
	"strings"
	"testing"

	"workflow-designer/backend/cli"
)

func TestSearchFindsWhatIsSaved(t *testing.T) {
	term := newTerminal(t, nil)
	term.answer("name: Travel request\ntags: [finance]\nworkflow:\n  check:\n    name: Supervisor check\n    type: end\n",
		"save", "-", "--comment", "As the auditor wants it")
	term.answer("name: Leave\n", "save", "-")

	results := term.answer("", "search", "supervisor")["results"].([]any)
	if len(results) != 1 {
		t.Fatalf("got %v", results)
	}
	first := results[0].(map[string]any)
	if first["workflow_id"] != 1.0 || first["name"] != "Travel request" || first["where"] != "yaml" || first["snippet"] != "name: Supervisor check" {
		t.Errorf("got %v", first)
	}

	for question, want := range map[string]string{
		"supervisor":    "yaml, line 5, step Supervisor check",
		"auditor":       "comment of version 1",
		"label:finance": "Travel request",
		"leav":          "Leave",
		"travel leave":  "",
	} {
		stdout, stderr, status := term.run("", "search", question)
		if status != cli.StatusOK || stderr != "" {
			t.Errorf("%s: status %d, %s", question, status, stderr)
		}
		if _, rows, _ := strings.Cut(stdout, "\n"); !strings.Contains(rows, want) || want == "" && rows != "" {
			t.Errorf("%s prints %s", question, stdout)
		}
	}
	if _, _, status := term.run("", "search"); status != cli.StatusUsage {
		t.Errorf("without a text: status %d", status)
	}
}
