package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"workflow-designer/backend/cli"
)

func TestWorkflowsLeaveAndEnterOnTheCommandLine(t *testing.T) {
	// given two workflows, one with two versions
	from := newTerminal(t, nil)
	from.answer(sampleYAML, "save", "--comment", "first", "--prompt", "Ask.", "-")
	from.answer(sampleYAML+"# two\r\n", "save", "--workflow", "1", "--comment", "second", "-")
	from.answer("name: Other\n", "save", "-")
	output := filepath.Join(t.TempDir(), "all.zip")

	// when they are exported and taken in on another computer, beside a file that cannot be
	if job := from.answer("", "export", "--output", output); job["state"] != "done" || job["total"] != 2.0 {
		t.Errorf("the export ended as %v", job)
	}
	bad := filepath.Join(t.TempDir(), "bad.yaml")
	if err := os.WriteFile(bad, []byte("a: \xff"), 0o600); err != nil {
		t.Fatal(err)
	}
	to := newTerminal(t, nil)
	stdout, stderr, status := to.run("", "import", output, bad)

	// then the good ones are there, version by version, and the bad one says why
	if status != cli.StatusFailed || !strings.Contains(stdout, "import: 2 of 2 done") || !strings.Contains(stderr, "bad.yaml: The YAML is not UTF-8") {
		t.Errorf("the import said %q, %q, %d", stdout, stderr, status)
	}
	if shown, _, _ := to.run("", "show", "1"); shown != sampleYAML+"# two\r\n" {
		t.Errorf("workflow 1 is %q", shown)
	}
	versions := to.answer("", "versions", "1")["versions"].([]any)
	if len(versions) != 2 || versions[1].(map[string]any)["version_comment"] != "first" {
		t.Errorf("its versions are %v", versions)
	}

	// and the latest alone can be exported
	if job := from.answer("", "export", "--latest", "-o", output, "1"); job["state"] != "done" {
		t.Errorf("the export ended as %v", job)
	}
	if job := to.answer("", "import", output); job["state"] != "done" {
		t.Errorf("the import ended as %v", job)
	}
	if versions := to.answer("", "versions", "3")["versions"].([]any); len(versions) != 1 {
		t.Errorf("its versions are %v", versions)
	}
	if _, _, status := to.run("", "import"); status != cli.StatusUsage {
		t.Errorf("no file gives status %d", status)
	}
	if _, _, status := to.run("", "import", bad); status != cli.StatusFailed {
		t.Errorf("only a bad file gives status %d", status)
	}
}
