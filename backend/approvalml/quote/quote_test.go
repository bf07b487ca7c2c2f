package quote_test

import (
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/quote"
)

func TestATextIsQuotedOnOneLineAndCutShort(t *testing.T) {
	for text, want := range map[string]string{
		"":                              "",
		"two words":                     "two words",
		" two\n\twords ":                "two words",
		strings.Repeat("ä", 40):         strings.Repeat("ä", 40),
		strings.Repeat("ä", 41):         strings.Repeat("ä", 40) + "…",
		strings.Repeat("🏝", 1000):       strings.Repeat("🏝", 40) + "…",
		"a" + strings.Repeat(" ", 1000): "a…",
		"x" + strings.Repeat("🏝 ", 99):  "x" + strings.Repeat("🏝 ", 19) + "🏝…",
		"a\xffb":                        "ab",
	} {
		if got := quote.Short(text); got != want {
			t.Errorf("%q is quoted %q, want %q", text, got, want)
		}
	}
	if got := quote.Marked("say \"yes\"\nor no"); got != `"say \"yes\" or no"` {
		t.Errorf("got %s", got)
	}
	if got := quote.UpTo(3, "abcd"); got != "abc…" {
		t.Errorf("got %s", got)
	}
}
