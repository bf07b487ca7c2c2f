package backend

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestTheThreatModelNamesTestsThatExist holds docs/SECURITY.md: every threat names a test, and every test is there.
func TestTheThreatModelNamesTestsThatExist(t *testing.T) {
	document, err := os.ReadFile("../docs/SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
	policy := false
	_, inDocument, _ := strings.Cut(string(document), "```json\n")
	inDocument, _, _ = strings.Cut(inDocument, "\n```")
	err = filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, found := range declared.FindAllStringSubmatch(string(text), -1) {
			tests[found[1]] = true
		}
		policy = policy || strings.HasSuffix(path, "company_test.go") && strings.Contains(string(text), inDocument)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`((?:Test|Fuzz)\\w+)`")
	if n := len(named.FindAllString(string(document), -1)); n < 30 {
		t.Errorf("it names only %d tests", n)
	}
	for _, name := range named.FindAllStringSubmatch(string(document), -1) {
		if !tests[name[1]] {
			t.Errorf("there is no test %s", name[1])
		}
	}
	_, threats, _ := strings.Cut(string(document), "## Threats")
	threats, _, _ = strings.Cut(threats, "\nThe company number")
	for line := range strings.Lines(threats) {
		if strings.HasPrefix(line, "| ") && !strings.HasPrefix(line, "| threat ") && !named.MatchString(line) {
			t.Errorf("no test shows this: %s", line)
		}
	}
	if inDocument == "" || !policy {
		t.Error("the policy is not the one that is tested")
	}
}
