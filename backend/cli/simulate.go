package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/simulate"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// simulateFlags are what simulate can be told.
type simulateFlags struct {
	data, requester string
	decide          []string
	all, csv        bool
	scenarios       string // the number of the workflow that has them
}

// simulate tries a workflow out in memory.
func (c *commands) simulate() *cobra.Command {
	var f simulateFlags
	cmd := &cobra.Command{
		Use:   "simulate FILE|-",
		Short: "Try a workflow out: the path that a form takes, who decides, and what is sent; or every path",
		Long: "Try a workflow out in memory; nothing is sent. Everybody says yes unless --decide says otherwise, as in\n" +
			"--decide review=reject, or timeout for a step where nobody decides. Without --data the form is filled in with samples.\n" +
			"The exit status is 1 when the request cannot run to the end; with --all when one of the paths cannot; with --scenarios\n" +
			"when one of the scenarios that are kept of that workflow does not come to what it came to.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.scenarios != "" {
				return c.tryScenarios(cmd, args[0], f)
			}
			decide, err := decisions(f.decide)
			if err != nil {
				return err
			}
			if f.csv && !f.all {
				return errors.New("--csv goes with --all")
			}
			if err := c.trial(args[0], f, decide); err != nil {
				return &requestError{err}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&f.data, "data", "", "a JSON file with what the form holds, by field; - for standard input")
	cmd.Flags().StringVar(&f.requester, "requester", "", "a JSON file with who makes the request: name, department, manager and so on")
	cmd.Flags().StringArrayVar(&f.decide, "decide", nil, "STEP=OUTCOME; again for another step, or for the next time at the same one")
	cmd.Flags().BoolVar(&f.all, "all", false, "every path, each with a form that takes it")
	cmd.Flags().BoolVar(&f.csv, "csv", false, "with --all: who approves what, as a table for a spreadsheet")
	cmd.Flags().StringVar(&f.scenarios, "scenarios", "", "a workflow's number: try the file out with the scenarios that are kept of it")
	return cmd
}

// decisions reads STEP=OUTCOME.
func decisions(list []string) (map[string][]string, error) {
	decide := map[string][]string{}
	for _, item := range list {
		step, outcome, ok := strings.Cut(item, "=")
		if !ok || step == "" || outcome == "" {
			return nil, fmt.Errorf("--decide is STEP=OUTCOME, not %q", item)
		}
		decide[step] = append(decide[step], outcome)
	}
	return decide, nil
}

func (c *commands) trial(file string, f simulateFlags, decide map[string][]string) error {
	content, err := c.readInput(file)
	if err != nil {
		return err
	}
	if f.all {
		return c.everyPath(string(content), f.csv)
	}
	question := designer.SimulateQuestion{Fill: f.data == "", ToEnd: true, Decide: decide}
	if err := c.readGroup(f.data, &question.Form); err != nil {
		return err
	}
	if err := c.readGroup(f.requester, &question.Requester); err != nil {
		return err
	}
	answer, err := designer.Language{}.Simulate(string(content), question)
	if err != nil {
		return err
	}
	c.print(answer, func(w io.Writer) { writeSimulation(w, answer) })
	for step := range decide {
		if !slices.ContainsFunc(answer.Steps, func(v simulate.Visit) bool { return v.Step == step }) {
			_, _ = fmt.Fprintf(c.Stderr, "The request did not come to %s, so nothing was decided there.\n", step)
		}
	}
	if r := answer.Refused; r != nil {
		_, _ = fmt.Fprintf(c.Stderr, "%s (%s)\n%s\n", r.Message, r.Code, r.Hint)
	}
	if answer.Ended == nil || answer.Ended.With == simulate.Stopped {
		return errReported
	}
	return nil
}

// readGroup reads a JSON file with values by name, if there is one.
func (c *commands) readGroup(file string, into *map[string]any) error {
	if file == "" {
		return nil
	}
	content, err := c.readInput(file)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(content, into); err != nil {
		return &workflow.Error{
			Code: workflow.CodeInvalidRequest, Message: words.F("%s is not a JSON object.", file),
			Hint: `Write values by name, such as {"amount": 1200}.`, Err: err,
		}
	}
	return nil
}

const clockForm = "Mon 02 Jan 15:04"

func writeSimulation(w io.Writer, s designer.Simulation) {
	line := func(format string, values ...any) { _, _ = fmt.Fprintf(w, format+"\n", values...) }
	line("form")
	for _, name := range slices.Sorted(maps.Keys(s.Form)) {
		value, _ := json.Marshal(s.Form[name])
		line("  %s: %s", name, value)
	}
	for _, name := range slices.Sorted(maps.Keys(s.Computed)) {
		value, _ := json.Marshal(s.Computed[name])
		line("  %s: %s (computed)", name, value)
	}
	line("path")
	for _, v := range s.Steps {
		line("  %s  %s%s", v.Since.Format(clockForm), v.Step, after(": ", v.Words.String()))
	}
	line("decisions")
	for _, d := range s.Decisions {
		line("  %s  %s: %s at %s%s", d.At.Format(clockForm), d.Who, d.Outcome, d.Step, after(", ", d.Comment))
	}
	line("notifications")
	for _, m := range s.Outbox {
		line("  %s  to %s <%s>: %s", m.At.Format(clockForm), m.Name, m.To, m.Subject)
	}
	switch {
	case s.Ended != nil:
		line("end\n  %s  %s", s.Ended.At.Format(clockForm), s.Ended.Words)
	default:
		for _, t := range s.Tokens {
			line("end\n  none: the request waits at %s", t.Step)
		}
	}
}

func after(before, text string) string {
	if text == "" {
		return ""
	}
	return before + text
}

// everyPath enumerates all paths.
func (c *commands) everyPath(yaml string, csv bool) error {
	all, err := designer.Language{}.Paths(yaml)
	if err != nil {
		return err
	}
	if csv {
		_, _ = io.WriteString(c.exact, all.CSV)
	} else {
		c.print(all, func(w io.Writer) { writePaths(w, all) })
	}
	if len(all.Paths.Paths) == 0 {
		return errReported
	}
	for _, p := range all.Paths.Paths {
		if !p.Proven || p.EndedWith == simulate.Stopped {
			return errReported
		}
	}
	return nil
}

func writePaths(w io.Writer, all designer.WorkflowPaths) {
	line := func(format string, values ...any) { _, _ = fmt.Fprintf(w, format+"\n", values...) }
	for i, p := range all.Paths.Paths {
		row := all.Table.Rows[i]
		var when, hops []string
		for _, r := range p.Ranges {
			when = append(when, fmt.Sprintf("%s %s", r.Field, r.Words))
		}
		for _, h := range p.Hops {
			step := h.Step
			if h.Label != "" {
				step = fmt.Sprintf("%s (%s)", h.Step, h.Label)
			}
			hops = append(hops, step)
		}
		if when = append(when, p.Others...); len(when) == 0 {
			when = append(when, "whatever is filled in")
		}
		form, _ := json.Marshal(p.Form)
		line("%d. %s", p.Number, strings.Join(when, "; "))
		line("   %s", strings.Join(hops, " > "))
		if len(row.Approvers) > 0 {
			line("   approvers: %s", words.Join(row.Approvers, "%s > %s"))
		}
		line("   form: %s", form)
		line("   ends with %s at %s; longest: %s", p.EndedWith, p.EndedAt, row.Wait)
		if !p.Proven {
			line("   no run takes it: %s", p.Problem)
		}
	}
	for _, n := range all.Never {
		if !n.Covered {
			line("%s (%s): %s", n.Step, n.Label, n.Words)
		}
	}
	c := all.Coverage
	line("%d paths; steps %d of %d%s; ways %d of %d%s", len(all.Paths.Paths), c.StepsCovered, c.Steps,
		after(", without ", strings.Join(c.StepsMissing, ", ")), c.WaysCovered, c.Ways, after(", without ", strings.Join(c.WaysMissing, ", ")))
	if all.Longest != nil {
		line("longest: path %d, %s", all.Slowest, all.Longest.Words)
	}
	if all.Stopped != nil {
		line("%s", all.Stopped.Words)
	}
}
