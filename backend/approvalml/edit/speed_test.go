package edit_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/approvalml/edit"
	"workflow-designer/backend/approvalml/source"
)

// TestLargeTextsTakeLinearTime compares a text with one eight times as large: what took quadratic time would take 64 times
// as long.
func TestLargeTextsTakeLinearTime(t *testing.T) {
	shapes := map[string]func(n int) string{
		"list":        func(n int) string { return "a:\n" + strings.Repeat("  - b: 1 # c\n    # d\n    c: 2\n", n) },
		"comments":    func(n int) string { return "a:\n  - b: 1\n" + strings.Repeat("  # c\n", 4*n) + "  - b: 2\n" },
		"blank lines": func(n int) string { return "a:\n  - b: 1\n" + strings.Repeat("\n", 8*n) + "  - b: 2\n" },
		"brackets":    func(n int) string { return "a: [" + strings.Repeat("{b: 1}, ", 2*n) + "{b: 2}]\n" },
		"literal":     func(n int) string { return "a:\n  - b: |\n" + strings.Repeat("      text\n", 2*n) + "  - b: 1\n" },
		"aliases":     func(n int) string { return "x: &x {b: 1}\na:\n" + strings.Repeat("  - *x\n", n) + "  - b: 1\n" },
		"keys": func(n int) string {
			var b strings.Builder
			for i := range n {
				fmt.Fprintf(&b, "k%d: 1\n\n", i)
			}
			return b.String() + "a:\n  - b: 1\n  - c\n"
		},
	}
	for name, shape := range shapes {
		took := func(n int) time.Duration {
			text := shape(n)
			tree := source.Read(text)
			start := time.Now()
			for i, do := range []operation{
				set(edit.Text("x"), "a", 0), insertItem(1, edit.Text("y"), "a"), remove("a", 0), move(1, "a", 0),
				insertKey("a", "z", edit.Null()), copyOf([]any{"a", 0}, "a"),
				func(t *source.Tree) ([]source.Edit, error) { return edit.Format(t), nil },
			} {
				if _, err := do(tree); err != nil && name != "aliases" {
					t.Fatalf("%s, %d: %v", name, i, err)
				}
			}
			return time.Since(start)
		}
		small, large := took(500), took(4000)
		for range 5 { // a machine that is busy otherwise makes single tries slow
			if large <= 30*small+200*time.Millisecond {
				break
			}
			large = min(large, took(4000))
		}
		if large > 30*small+200*time.Millisecond {
			t.Errorf("%s: %v, and %v for eight times as much", name, small, large)
		}
	}
}
