package cli_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"workflow-designer/backend/cli"
	"workflow-designer/backend/designer"
)

const (
	validYAML   = "name: Leave\nform:\n  fields:\n    - {name: days, type: number, label: Days}\nworkflow:\n  done: {name: Done, type: end}\n"
	noLabelYAML = "name: Leave\nform:\n  fields:\n    - {name: days, type: number}\nworkflow:\n  done: {name: Done, type: end}\n"
)

func TestValidateSaysWhatIsWrongAndWhere(t *testing.T) {
	term := newTerminal(t, nil)
	good, bad := filepath.Join(t.TempDir(), "good.yaml"), filepath.Join(t.TempDir(), "bad.yaml")
	for file, text := range map[string]string{good: validYAML, bad: noLabelYAML} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}

	stdout, stderr, status := term.run("", "validate", good)
	if status != cli.StatusOK || stderr != "" {
		t.Errorf("a valid file: status %d, %q, %q", status, stdout, stderr)
	}
	stdout, _, status = term.run("", "validate", good, bad)
	if status != cli.StatusFailed || !strings.Contains(stdout, bad+":4:") || !strings.Contains(stdout, ": error ") {
		t.Errorf("an invalid file: status %d, %q", status, stdout)
	}
	stdout, _, status = term.run(noLabelYAML, "validate", "-")
	if status != cli.StatusFailed || !strings.HasPrefix(stdout, "-:4:") {
		t.Errorf("standard input: status %d, %q", status, stdout)
	}
	stdout, stderr, status = term.run("", "validate", "--json", bad, filepath.Join(t.TempDir(), "none.yaml"))
	if status != cli.StatusFailed || !strings.Contains(stdout, `"is_valid": false`) || !strings.Contains(stderr, "none.yaml") {
		t.Errorf("a missing file: status %d, %q, %q", status, stdout, stderr)
	}
	if _, _, status = term.run("", "validate"); status != cli.StatusUsage {
		t.Errorf("no file: status %d", status)
	}
	files := term.answer("", "validate", good)["files"].([]any)
	row := files[0].(map[string]any)
	if row["file"] != good || row["is_valid"] != true || len(row["errors"].([]any)) != 0 || row["warnings"] == nil || row["hints"] == nil {
		t.Errorf("got %v", row)
	}
}

func TestValidateNeedsNoStorage(t *testing.T) {
	term := newTerminal(t, nil)
	var out, errs strings.Builder
	p := term.program(validYAML, nil, nil)
	p.Stdout, p.Stderr = &out, &errs
	p.Open = func(context.Context) (*designer.Designer, error) { return nil, errors.New("no storage") }
	if status := cli.Run(context.Background(), p, []string{"validate", "-"}); status != cli.StatusOK {
		t.Errorf("status %d, %q", status, errs.String())
	}
}
