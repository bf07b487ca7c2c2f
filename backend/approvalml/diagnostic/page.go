package diagnostic

import (
	"fmt"
	"strings"
	"unicode"
)

// Page is docs/DIAGNOSTICS.md: every code with what it means, a workflow that has it, and the same one without.
func Page() (string, error) {
	var b strings.Builder
	b.WriteString(`# What can be wrong with a workflow

Generated from the table in backend/approvalml/diagnostic by ` + "`make docs`" + `; the examples are the tests. Codes are stable. An **error** makes a
workflow invalid: a runtime refuses it. A **warning** is taken by a runtime and will surely not do what is meant. A **hint**
works, and could be better. In a bad example the line of the finding ends with ` + "`# here`" + `, or is the one before ` + "`# above`" + `.

| code | severity | |
|---|---|---|
`)
	for _, rule := range Rules() {
		fmt.Fprintf(&b, "| [`%s`](#%s) | %s | %s |\n", rule.Code, rule.Code, rule.Severity, rule.Title)
	}
	for _, rule := range Rules() {
		bad, good, err := Example(rule.Code)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "\n## %s\n\n**%s** (%s). %s\n\nBad:\n\n```yaml\n%s```\n\nGood:\n\n```yaml\n%s```\n",
			rule.Code, rule.Title, rule.Severity, rule.Explanation, readable(bad), good)
	}
	return b.String(), nil
}

// readable shows bytes that are no text, and characters that nobody sees, as a question mark in a box: some of the bad
// examples are bad because of them.
func readable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' {
			return '\uFFFD'
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
}
