package change

import (
	"fmt"
	"strings"
)

// around is how many unchanged lines are shown around changed ones.
const around = 3

// Unified shows what differs between two texts by lines, in the unified format that patch takes. It is empty when they are the
// same.
func Unified(before, after, beforeName, afterName string) string {
	if before == after {
		return ""
	}
	b, a := linesOf(before), linesOf(after)
	var out strings.Builder
	fmt.Fprintf(&out, "--- %s\n+++ %s\n", beforeName, afterName)
	steps := lineSteps(matchLines(b, a), len(b))
	for from := 0; from < len(steps); {
		if steps[from].sign == ' ' {
			from++
			continue
		}
		// The hunk goes on while the next change is near enough to share what is around it.
		to, same := from, 0
		for i := from; i < len(steps) && same <= 2*around; i++ {
			if steps[i].sign == ' ' {
				same++
				continue
			}
			to, same = i+1, 0
		}
		writeHunk(&out, steps[max(0, from-around):min(len(steps), to+around)], b, a)
		from = min(len(steps), to+around)
	}
	return out.String()
}

// linesOf are the lines of a text with their line breaks.
func linesOf(text string) []string {
	lines := strings.SplitAfter(text, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// lineStep is a line that stays (' '), goes ('-') or comes ('+').
type lineStep struct {
	sign          byte
	before, after int // how many lines of each come before it
}

func lineSteps(pairs []int, before int) []lineStep {
	var steps []lineStep
	at, from := 0, 0
	// change adds the lines that go and come before the next one that stays, those that go first.
	change := func(nextBefore, nextAfter int) {
		for ; at < nextBefore; at++ {
			steps = append(steps, lineStep{'-', at, from})
		}
		for ; from < nextAfter; from++ {
			steps = append(steps, lineStep{'+', at, from})
		}
	}
	for i, p := range pairs {
		if p >= 0 {
			change(p, i)
			steps = append(steps, lineStep{' ', at, from})
			at, from = at+1, from+1
		}
	}
	change(before, len(pairs))
	return steps
}

func writeHunk(out *strings.Builder, steps []lineStep, b, a []string) {
	var gone, come int
	for _, s := range steps {
		if s.sign != '+' {
			gone++
		}
		if s.sign != '-' {
			come++
		}
	}
	fmt.Fprintf(out, "@@ -%s +%s @@\n", hunkRange(steps[0].before, gone), hunkRange(steps[0].after, come))
	for _, s := range steps {
		line := s.line(b, a)
		out.WriteByte(s.sign)
		out.WriteString(line)
		if !strings.HasSuffix(line, "\n") {
			out.WriteString("\n\\ No newline at end of file\n")
		}
	}
}

func (s lineStep) line(b, a []string) string {
	if s.sign == '+' {
		return a[s.after]
	}
	return b[s.before]
}

func hunkRange(before, count int) string {
	if count == 0 {
		return fmt.Sprintf("%d,0", before)
	}
	return fmt.Sprintf("%d,%d", before+1, count)
}
