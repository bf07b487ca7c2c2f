//go:build packaged

package packaging

import (
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestTheReleaseWorkflowIsRight(t *testing.T) {
	workflow := filepath.Join("..", ".github", "workflows", "release.yml")
	lint, err := filepath.Abs(filepath.Join("..", ".tools", "bin", "actionlint"))
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), lint, "-no-color", workflow).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	text := get(t, workflow)
	// Every action has a version, and is one of GitHub's own.
	for _, used := range regexp.MustCompile(`uses: *(\S+)`).FindAllStringSubmatch(text, -1) {
		if !regexp.MustCompile(`^actions/[a-z-]+@v\d+$`).MatchString(used[1]) {
			t.Errorf("it uses %s", used[1])
		}
	}
	// What it makes can be made.
	rules := get(t, filepath.Join("..", "Makefile"))
	more, err := filepath.Glob("*.mk")
	if err != nil {
		t.Fatal(err)
	}
	deeper, err := filepath.Glob(filepath.Join("*", "*.mk"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(more, deeper...) {
		rules += get(t, file)
	}
	targets := regexp.MustCompile(`run: make (\S+)`).FindAllStringSubmatch(text, -1)
	for _, target := range targets {
		if !strings.Contains(rules, "\n"+target[1]+":") {
			t.Errorf("there is no make %s", target[1])
		}
	}
	if len(targets) < 4 {
		t.Errorf("it makes only %v", targets)
	}
}
