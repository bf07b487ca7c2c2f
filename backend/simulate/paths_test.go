package simulate_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"workflow-designer/backend/simulate"
	"workflow-designer/backend/words"
)

// toldPaths are paths as somebody reads them.
func toldPaths(all simulate.Paths) string {
	var b strings.Builder
	for _, p := range all.Paths {
		fmt.Fprintf(&b, "%d. ends with %s at %s", p.Number, p.EndedWith, p.EndedAt)
		if !p.Proven {
			fmt.Fprintf(&b, ", NOT PROVEN: %s", p.Problem)
		}
		b.WriteString("\n")
		for _, h := range p.Hops {
			if h.Label != "" {
				fmt.Fprintf(&b, "     %s: %s\n", h.Step, h.Label)
			} else {
				fmt.Fprintf(&b, "     %s\n", h.Step)
			}
		}
		for _, r := range p.Ranges {
			fmt.Fprintf(&b, "   for %s: %s\n", r.Field, r.Words)
		}
		for _, o := range p.Others {
			fmt.Fprintf(&b, "   when %s\n", o)
		}
		fmt.Fprintf(&b, "   approvers %s; decided %s\n   at most %s\n", words.Join(p.Approvers, "%s > %s"), strings.Join(p.Deciders, ", "), p.Wait.Words)
		data, _ := json.Marshal(p.Form)
		fmt.Fprintf(&b, "   form %s\n", data)
		if len(p.Requester) > 0 {
			fmt.Fprintf(&b, "   requester %v\n", p.Requester)
		}
	}
	for _, n := range all.Never {
		fmt.Fprintf(&b, "never %s by %s (certain %v, covered %v): %s\n", strings.Join(n.Steps, " > "), n.Label, n.Certain, n.Covered, n.Words)
	}
	c := all.Coverage
	fmt.Fprintf(&b, "steps %d of %d %v, ways %d of %d %v\n", c.StepsCovered, c.Steps, c.StepsMissing, c.WaysCovered, c.Ways, c.WaysMissing)
	if all.Longest != nil {
		fmt.Fprintf(&b, "longest: path %d, %s\n", all.Slowest, all.Longest.Words)
	}
	if all.Stopped != nil {
		fmt.Fprintln(&b, all.Stopped.Words)
	}
	return b.String()
}

func csvOf(t *testing.T, rows [][]string) string {
	t.Helper()
	var b strings.Builder
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestEveryPathOfTheExamplesIsTakenByARun(t *testing.T) {
	for name, text := range examples(t) {
		t.Run(name, func(t *testing.T) {
			w := workflowOf(text)
			all := simulate.AllPaths(w, time.Time{}, simulate.Limits{})
			golden(t, name+".paths.golden", toldPaths(all)+"\n"+csvOf(t, all.Table().Cells()))
		})
	}
}
