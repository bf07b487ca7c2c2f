package change_test

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/change"
)

func TestAUnifiedDiffIsWhatGitApplies(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	for i := range 60 {
		lines := strings.SplitAfter(strings.Repeat("a\nb\nc\nd\n", 1+random.IntN(12)), "\n")
		changed := append([]string(nil), lines...)
		for range random.IntN(6) {
			at := random.IntN(len(changed))
			switch random.IntN(3) {
			case 0:
				changed[at] = "x\n" + changed[at]
			case 1:
				changed[at] = ""
			default:
				changed[at] = "y"
			}
		}
		before, after := strings.Join(lines, ""), strings.Join(changed, "")
		folder := t.TempDir()
		file := filepath.Join(folder, "file")
		if err := os.WriteFile(file, []byte(before), 0o600); err != nil {
			t.Fatal(err)
		}
		diff := change.Unified(before, after, "file", "file")
		if (diff == "") != (before == after) {
			t.Fatalf("%d: of %q and %q it says %q", i, before, after, diff)
		}
		if diff == "" {
			continue
		}
		command := exec.CommandContext(t.Context(), "git", "apply", "-p0", "-")
		command.Dir, command.Stdin = folder, strings.NewReader(diff)
		if out, err := command.CombinedOutput(); err != nil {
			t.Fatalf("%d: git says %s of\n%s", i, out, diff)
		}
		if got, err := os.ReadFile(file); err != nil && after != "" || string(got) != after {
			t.Fatalf("%d: applied %q, want %q, with\n%s", i, got, after, diff)
		}
	}
}

func TestAUnifiedDiffShowsWhatIsAround(t *testing.T) {
	before := "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n"
	after := strings.Replace(strings.Replace(before, "5\n", "five\n", 1), "13\n", "13\nend", 1)
	want := `--- v1
+++ v2
@@ -2,7 +2,7 @@
 2
 3
 4
-5
+five
 6
 7
 8
@@ -11,3 +11,4 @@
 11
 12
 13
+end
\ No newline at end of file
`
	if got := change.Unified(before, after, "v1", "v2"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
