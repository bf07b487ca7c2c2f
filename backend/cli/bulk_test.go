package cli_test

import (
	"archive/zip"
	"path/filepath"
	"strings"
	"testing"

	"workflow-designer/backend/cli"
)

func TestManyAtOnceFromTheCommandLine(t *testing.T) {
	term := newTerminal(t, nil)
	for range 3 {
		term.answer(sampleYAML, "save", "-")
	}
	first := term.answer("", "show", "2")["version_id"].(string)
	term.answer(sampleYAML+"# two", "save", "--workflow", "2", "-")

	tagged := term.answer("", "bulk", "tag", "release", "1", "2:"+first)
	if tagged["state"] != "done" || tagged["done"] != 2.0 {
		t.Errorf("tagging ended as %v", tagged)
	}
	if tags := term.answer("", "show", "2", "--version", first)["tags"].([]any); len(tags) != 1 {
		t.Errorf("the named version has the tags %v", tags)
	}
	// The one without the tag says so, and the exit status too.
	stdout, stderr, status := term.run("", "bulk", "restore", "--tag", "release", "2", "3")
	if status != cli.StatusFailed || !strings.Contains(stdout, "restore: 1 of 2 done") || !strings.Contains(stderr, "No version has the tag release.") {
		t.Errorf("restoring said %q, %q, %d", stdout, stderr, status)
	}
	if shown, _, _ := term.run("", "show", "2"); shown != sampleYAML {
		t.Errorf("workflow 2 is %q", shown)
	}
	output := filepath.Join(t.TempDir(), "all.zip")
	term.answer("", "bulk", "export", "--output", output, "1", "2", "3")
	archive, err := zip.OpenReader(output)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = archive.Close() }()
	if len(archive.File) != 3 {
		t.Errorf("the zip has %d files", len(archive.File))
	}
	term.answer("", "bulk", "delete", "1", "3")
	if rows := term.answer("", "list")["workflows"].([]any); len(rows) != 1 {
		t.Errorf("left are %v", rows)
	}
	term.answer("", "bulk", "undelete", "1", "3")
	if rows := term.answer("", "list")["workflows"].([]any); len(rows) != 3 {
		t.Errorf("there are %v", rows)
	}
	if _, _, status := term.run("", "bulk", "delete", "x"); status != cli.StatusFailed {
		t.Errorf("a bad number gives status %d", status)
	}
	if _, _, status := term.run("", "bulk"); status != cli.StatusUsage {
		t.Errorf("no act gives status %d", status)
	}
}

func TestTwoVersionsAreComparedFromTheCommandLine(t *testing.T) {
	term := newTerminal(t, nil)
	const text = "name: Leave\nworkflow:\n  review:\n    name: Review\n    type: decision\n    approver: ann@example.com\n"
	first := term.answer(text, "save", "-")["version_id"].(string)
	second := term.answer(strings.Replace(text, "ann", "bob", 1), "save", "--workflow", "1", "-")["version_id"].(string)
	lines, _, status := term.run("", "diff", "1", first, second)
	if status != cli.StatusOK || !strings.Contains(lines, "\n-    approver: ann@example.com\n+    approver: bob@example.com\n") {
		t.Errorf("lines: %q, %d", lines, status)
	}
	words, _, _ := term.run("", "diff", "1", first, second, "--format", "changes")
	if words != "Approver of Review changed from ann@example.com to bob@example.com (Ada Test, v2)\n" {
		t.Errorf("words: %q", words)
	}
	answer := term.answer("", "diff", "1", first, second)
	if changes := answer["changes"].([]any); len(changes) != 1 || answer["marks"] == nil {
		t.Errorf("JSON: %v", answer)
	}
	if same, _, status := term.run("", "diff", "1", first, first); same != "" || status != cli.StatusOK {
		t.Errorf("the same version: %q, %d", same, status)
	}
	if _, stderr, status := term.run("", "diff", "1", first, second, "--format", "html"); status != cli.StatusUsage || !strings.Contains(stderr, "--format") {
		t.Errorf("unknown format: %q, %d", stderr, status)
	}
}
