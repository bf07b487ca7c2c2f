package model

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"workflow-designer/backend/approvalml"
	"workflow-designer/backend/approvalml/diagnostic"
)

// maxTold is how many problems go back at once: a model does not mend more, and they are the same few most of the time.
const maxTold = 20

// findings are the problems of a text that a model is to mend, each once.
type findings struct {
	errors, warnings int
	lines            []string // as they go back
}

// none is a text with which nothing is wrong.
func (f findings) none() bool { return len(f.lines) == 0 }

// better reports that a text with these problems is to be preferred to one with those.
func (f findings) better(than findings) bool {
	if f.errors != than.errors {
		return f.errors < than.errors
	}
	return f.warnings < than.warnings
}

func (f findings) same(as findings) bool { return slices.Equal(f.kinds(), as.kinds()) }

// kinds are the problems without their places.
func (f findings) kinds() []string {
	var all []string
	for _, line := range f.lines {
		_, what, _ := strings.Cut(line, ": ")
		all = append(all, what)
	}
	slices.Sort(all)
	return all
}

// check finds what is wrong with a text, but for warnings that the text before it has as well: those are the person's own.
func check(text string, known map[string]bool) findings {
	report := approvalml.Check(text)
	var f findings
	var order []string
	at := map[string][]int{}
	for _, d := range report.Diagnostics {
		if d.Severity == diagnostic.Hint || d.Severity == diagnostic.Warning && known[kind(d)] {
			continue
		}
		if d.Severity == diagnostic.Error {
			f.errors++
		} else {
			f.warnings++
		}
		what := fmt.Sprintf("%s: %s %s", d.Severity, d.Message, d.Hint)
		line := report.Document.Tree.Text.Position(d.Span.Start).Line
		if _, seen := at[what]; !seen {
			order = append(order, what)
		}
		if !slices.Contains(at[what], line) {
			at[what] = append(at[what], line)
		}
	}
	for _, what := range order[:min(len(order), maxTold)] {
		f.lines = append(f.lines, placed(at[what])+": "+what)
	}
	return f
}

func placed(lines []int) string {
	if len(lines) == 1 {
		return fmt.Sprintf("line %d", lines[0])
	}
	said := make([]string, len(lines))
	for i, n := range lines {
		said[i] = strconv.Itoa(n)
	}
	return "lines " + strings.Join(said, ", ")
}

// kind is a finding without its place.
func kind(d diagnostic.Diagnostic) string { return string(d.Code) + " " + d.Message.String() }

// warningsOf are the warnings that a text has.
func warningsOf(text string) map[string]bool {
	known := map[string]bool{}
	if text == "" {
		return known
	}
	for _, d := range approvalml.Check(text).Diagnostics {
		if d.Severity == diagnostic.Warning {
			known[kind(d)] = true
		}
	}
	return known
}

// mend asks for a text without these problems.
func (f findings) mend() string {
	return "Checking it found:\n" + strings.Join(f.lines, "\n") +
		"\n\nLines count from 1 in the YAML that you wrote. Mend these and change nothing else. Answer in the same way, with the whole workflow."
}
