package pattern_test

import (
	"strings"
	"testing"

	"workflow-designer/backend/approvalml/validate/pattern"
)

// The verdicts are those of re.compile in Python 3.11.
func TestPythonsVerdicts(t *testing.T) {
	taken := []string{
		"", "^[A-Z]{2}\\d{4}$", "^[^@]+@[^@]+\\.[a-z]+$", "a{2,}", "a{,3}", "a{}", "a{b}", "{", "}", "]", "a{2,3}?", "a*+", "a++", "a?+",
		"(?P<year>\\d{4})-(?P=year)", "(a)\\1", "(?:a|b)*", "()*", "(?:)*", "(?=a)*", "(?i)abc", "(?i)(?x) a # b", "(?i:a)b", "(?-i:a)",
		"(?i-s:a)", "(?>a+)b", "(?<=ab)c", "(?<!a|b)c", "(?<=a{3})b", "(a)(?<=\\1)b", "(a)?(?(1)b|c)", "(?P<n>a)?(?(n)b)", "(?(1)a)(b)",
		"(?#why)a", "[]a]", "[^]]", "[a-]", "[-a]", "[\\w-]", "[a\\-z]", "[\\b]", "\\x41\\u0041\\U00000041", "\\N{EM DASH}", "\\0", "\\01",
		"\\377", "\\é", "\\-", "é", "(?x) a *\n# (", "a|", "|", "(?P<größe>a)", "((((a))))", "(?(1)a|b)(x)",
	}
	refused := map[string]int{
		"(": 0, ")": 0, "a)": 1, "[": 0, "[a": 0, "[]": 0, "[^]": 0, "*": 0, "+a": 0, "^*": 1, "a|*": 2, "\\b+": 2, "a**": 2,
		"a{2}{3}": 4, "a{3,2}": 1, "a{4294967295}": 1, "[z-a]": 1, "[\\d-z]": 1, "[a-\\w]": 1, "\\": 0, "a\\": 1, "\\q": 0, "[\\q]": 1,
		"[\\B]": 1, "\\x4": 0, "\\u12": 0, "\\U00110000": 0, "\\N": 0, "\\N{}": 3, "\\1": 0, "(\\1)": 1, "(a)\\2": 3, "\\400": 0,
		"[\\400]": 1, "[\\8]": 1, "(?P<1a>b)": 0, "(?P<a>b)(?P<a>c)": 8, "(?P=a)": 0, "(?P<a>(?P=a))": 6, "(?P>a)": 0, "(?Z)": 0,
		"(?": 0, "(?P<a": 4, "a(?i)": 1, "(a|(?i))": 3, "(?au)a": 0, "(?a)(?u)": 0, "(?L)a": 0, "(?i-i:a)": 0, "(?-a:b)": 0, "(?i": 0,
		"(?<=a+)b": 0, "(?<=a|bc)d": 0, "(?<=(a)\\1)b": 7, "(?<a>b)": 0, "(?(1)a|b|c)(x)": 8, "(?(0)a)": 0, "(?(2)a)(b)": 0, "(?(a)b)": 0,
		"(?#": 0, "(?t)a*": 0,
	}
	for _, expr := range taken {
		if ok, at, message := pattern.Check(expr); !ok {
			t.Errorf("%q is refused at %d: %s", expr, at, message)
		}
	}
	for expr, want := range refused {
		ok, at, message := pattern.Check(expr)
		if ok || at != want || !strings.HasSuffix(message.String(), ".") {
			t.Errorf("%q: %v at %d, want it refused at %d: %s", expr, ok, at, want, message)
		}
	}
}

func TestHostileExpressionsAreAnswered(t *testing.T) {
	const many = 100_000
	for _, part := range []string{"(", "(?:", "(?=", "(?(1)", "[", "\\", "a{1", "{", "a|", "(?P<a>", "(?i)", "(a)", "a{99}", "\xff"} {
		pattern.Check(strings.Repeat(part, many))
	}
	if ok, _, _ := pattern.Check(strings.Repeat("(", many) + strings.Repeat(")", many)); ok {
		t.Error("100,000 nested groups are taken")
	}
}
