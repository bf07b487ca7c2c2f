package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"workflow-designer/backend/cli"
)

const adoptedYAML = "name: Leave\nform:\n  fields: []\nworkflow:\n  a:\n    name: A\n    type: end\n"

func TestMigrateSaysWhatWasDoneToTheIndex(t *testing.T) {
	// one that was brought up to date is in the tests of the catalogue
	terminal := newTerminal(t, nil)
	made, _, status := terminal.run("", "migrate")
	if status != cli.StatusOK || !strings.HasPrefix(made, "The index was made, with schema ") || !strings.Contains(made, "index.sqlite, workflows: 0") {
		t.Errorf("it says %q, %d", made, status)
	}
	terminal.answer(adoptedYAML, "save", "-")
	answer := terminal.answer("", "migrate")
	if answer["from_schema"] != answer["to_schema"] || answer["backup"] != "" || answer["workflow_count"] != 1.0 || answer["adopted"] != nil {
		t.Errorf("the answer is %v", answer)
	}
	index := answer["index"].(string)
	if err := os.WriteFile(index, []byte("no index"), 0o600); err != nil {
		t.Fatal(err)
	}
	if said, _, _ := terminal.run("", "migrate"); !strings.Contains(said, "The index was damaged. It is kept as "+index+".damaged-1") || !strings.Contains(said, "workflows: 1") {
		t.Errorf("of a damaged one it says %q", said)
	}
}

func TestAFolderIsAdoptedOnTheCommandLine(t *testing.T) {
	// given a folder in a git repository
	home := t.TempDir()
	processes := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(processes, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	git := func(args ...string) {
		c := exec.Command("git", append([]string{"-C", processes, "-c", "user.name=Rina", "-c", "user.email=r@example.com"}, args...)...)
		c.Env = append(os.Environ(), "HOME="+home)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	write("leave.yaml", adoptedYAML)
	write("other.yaml", "kind: Pod\n")
	git("init", "-q")
	git("add", "-A")
	git("commit", "-q", "-m", "First draft")
	write("leave.yaml", adoptedYAML+"# two\n")
	git("commit", "-q", "-a", "-m", "Second thoughts")
	terminal := newTerminal(t, nil)

	// when its plan is asked for, nothing is adopted
	plan, _, status := terminal.run("", "migrate", "--from", processes, "--dry-run")
	if status != cli.StatusOK || !strings.Contains(plan, "leave.yaml: a new workflow, 1 version") || !strings.Contains(plan, "--history takes the commits along") ||
		!strings.Contains(plan, "other.yaml: left out (other_yaml)") || !strings.Contains(plan, "Files would be adopted: 1, with 1 version; here already: 0; left out: 1; other files: 0.") {
		t.Errorf("the plan is %q, %d", plan, status)
	}
	if list := terminal.answer("", "list")["workflows"].([]any); len(list) != 0 {
		t.Errorf("after the plan there are %v", list)
	}

	// when it is adopted with its history, it is there
	answer := terminal.answer("", "migrate", "--from", processes, "--history", "--comment", "x")
	adopted := answer["adopted"].(map[string]any)
	files := adopted["workflows"].([]any)
	file := files[0].(map[string]any)
	if len(files) != 1 || file["file"] != "leave.yaml" || file["workflow_id"] != 1.0 || file["version_count"] != 2.0 || file["done"] != true ||
		adopted["history"] != true || adopted["dry_run"] != false || len(adopted["left_out"].([]any)) != 1 || answer["to_schema"] == 0.0 {
		t.Errorf("the answer is %v", answer)
	}
	versions := terminal.answer("", "versions", "1")["versions"].([]any)
	if first := versions[1].(map[string]any); len(versions) != 2 || first["version_comment"] != "First draft" || first["author"] != "Rina" {
		t.Errorf("the versions are %v", versions)
	}
	again, _, _ := terminal.run("", "migrate", "--from", processes, "--history")
	if !strings.Contains(again, "Files adopted: 0, with 0 versions; here already: 1; left out: 1") {
		t.Errorf("again it says %q", again)
	}

	// and what is wrong is said, with what to do
	_, stderr, status := terminal.run("", "migrate", "--from", home, "--history")
	if status != cli.StatusFailed || !strings.Contains(stderr, "not in the working tree of a git repository") {
		t.Errorf("it says %q, %d", stderr, status)
	}
	for _, wrong := range [][]string{{"migrate", "--history"}, {"migrate", "--dry-run"}, {"migrate", "--from", ""}, {"migrate", "x"}} {
		if _, _, status := terminal.run("", wrong...); status != cli.StatusUsage {
			t.Errorf("%v gives status %d", wrong, status)
		}
	}
}
