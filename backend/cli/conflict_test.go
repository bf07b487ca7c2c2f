package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"workflow-designer/backend/cli"
	"workflow-designer/backend/storage/miniotest"
)

const bothYAML = "name: Leave\ndescription: Time away\nform: {fields: []}\nworkflow: {}\n"

// clash is the terminals of two people who changed name and description of workflow 1; it waits for the second.
func clash(t *testing.T) (ana, ben terminal) {
	t.Helper()
	server := miniotest.Shared(t)
	bucket := server.NewBucket(t, true)
	open := func(author string) terminal {
		return newTerminal(t, map[string]string{
			"STORAGE_TYPE": "s3", "S3_ENDPOINT_URL": server.Endpoint, "S3_BUCKET_NAME": bucket, "DESIGNER_AUTHOR": author,
			"S3_ACCESS_KEY_ID": server.AccessKey, "S3_SECRET_ACCESS_KEY": server.SecretKey,
		})
	}
	ana, ben = open("Ana"), open("Ben")
	ana.answer(bothYAML, "save", "-")
	ben.answer("", "sync")
	ana.answer(written("Holiday", "By Ana")+"version: \"2\"\n", "save", "--workflow", "1", "-")
	if saved := ben.answer(written("Vacation", "By Ben"), "save", "--workflow", "1", "-"); saved["sync_state"] != "conflict" {
		t.Fatalf("nothing clashes: %v", saved)
	}
	return ana, ben
}

func written(name, description string) string {
	return strings.Replace(strings.Replace(bothYAML, "Leave", name, 1), "Time away", description, 1)
}

func TestConflictsAreListedForPeopleAndScripts(t *testing.T) {
	ana, ben := clash(t)
	stdout, _, status := ben.run("", "conflicts")
	for _, says := range []string{
		"Workflow 1, Vacation, waits for a decision: workflow-designer resolve 1 --take mine|theirs|FILE\n",
		"  name\n    You set the name of the workflow to Vacation.\n    They set the name of the workflow to Holiday.\n", "  description\n",
	} {
		if status != cli.StatusOK || !strings.Contains(stdout, says) {
			t.Errorf("status %d, %q is not in\n%s", status, says, stdout)
		}
	}
	rows := ben.answer("", "conflicts")["conflicts"].([]any)
	row := rows[1].(map[string]any)
	if len(rows) != 2 || row["workflow_id"] != 1.0 || row["path"] != "description" || row["base"] != "Time away" || row["mine"] != "By Ben" || row["theirs"] != "By Ana" {
		t.Errorf("%v", rows)
	}
	if stdout, _, status := ana.run("", "conflicts"); status != cli.StatusOK || stdout != "Nothing waits for a decision.\n" {
		t.Errorf("status %d, %s", status, stdout)
	}
	if rows := ana.answer("", "conflicts")["conflicts"].([]any); len(rows) != 0 {
		t.Errorf("%v", rows)
	}
}

func TestAConflictIsDecidedOnTheCommandLine(t *testing.T) {
	const more = "version: \"2\"\n"
	file := filepath.Join(t.TempDir(), "decided.yaml")
	for name, c := range map[string]struct{ take, stdin, want string }{
		"mine, with what else they changed": {"mine", "", written("Vacation", "By Ben") + more},
		"theirs":                            {"theirs", "", written("Holiday", "By Ana") + more},
		"a file":                            {file, "", written("Both", "By both")},
		"standard input":                    {"-", written("Piped", "By both") + "#\r\n", written("Piped", "By both") + "#\r\n"},
	} {
		t.Run(name, func(t *testing.T) {
			// Given a conflict
			ana, ben := clash(t)
			if err := os.WriteFile(file, []byte(written("Both", "By both")), 0o600); err != nil {
				t.Fatal(err)
			}
			// When it is decided
			stdout, stderr, status := ben.run(c.stdin, "resolve", "1", "--take", c.take, "--comment", "As agreed")
			// Then both have the decided text, and nothing waits
			if status != cli.StatusOK || !strings.Contains(stdout, `"version_comment": "As agreed"`) || !strings.Contains(stderr, "Saved version 3 of workflow 1") {
				t.Fatalf("status %d: %s%s", status, stdout, stderr)
			}
			ana.answer("", "sync")
			for _, term := range []terminal{ana, ben} {
				if shown, _, _ := term.run("", "show", "1"); shown != c.want {
					t.Errorf("show printed %q, want %q", shown, c.want)
				}
			}
			if rows := ben.answer("", "conflicts")["conflicts"].([]any); len(rows) != 0 {
				t.Errorf("still waits: %v", rows)
			}
			if _, stderr, status := ben.run("", "resolve", "1", "--take", "mine"); status != cli.StatusFailed || !strings.Contains(stderr, "not_found") {
				t.Errorf("once more: status %d, %s", status, stderr)
			}
		})
	}
}

func TestADecisionThatIsNoneIsRefused(t *testing.T) {
	_, ben := clash(t)
	for name, c := range map[string]struct {
		args   []string
		status int
		says   string
	}{
		"no side":          {[]string{"resolve", "1"}, cli.StatusUsage, "take"},
		"no such file":     {[]string{"resolve", "1", "--take", "ours"}, cli.StatusFailed, "There is no file ours"},
		"an empty text":    {[]string{"resolve", "1", "--take", "-"}, cli.StatusFailed, "invalid_content"},
		"unknown workflow": {[]string{"resolve", "9", "--take", "mine"}, cli.StatusFailed, "workflow_not_found"},
	} {
		if _, stderr, status := ben.run("", c.args...); status != c.status || !strings.Contains(stderr, c.says) {
			t.Errorf("%s: status %d, %s", name, status, stderr)
		}
	}
	if rows := ben.answer("", "conflicts")["conflicts"].([]any); len(rows) != 2 {
		t.Errorf("%v", rows)
	}
}
