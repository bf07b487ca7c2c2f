package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/workflow"
)

// scenarioSentence says what came of the scenarios, a line for each that broke; nothing when there are none.
func scenarioSentence(o *designer.ScenarioOutcome) string {
	if o == nil || o.Passed+len(o.Broke) == 0 {
		return ""
	}
	var text strings.Builder
	_, _ = fmt.Fprintf(&text, "%d of %d scenarios passed.\n", o.Passed, o.Passed+len(o.Broke))
	for _, b := range o.Broke {
		_, _ = fmt.Fprintf(&text, "%s: %s\n", b.Name, b.Words)
	}
	return text.String()
}

// tryScenarios tries a file out with the scenarios that are kept of a workflow.
func (c *commands) tryScenarios(cmd *cobra.Command, file string, f simulateFlags) error {
	if f.all || f.csv || f.data != "" || f.requester != "" || len(f.decide) > 0 {
		return errors.New("--scenarios goes with no other flag: each has its own form and decisions")
	}
	return c.run(func(ctx context.Context, d *designer.Designer, _ []string) error {
		id, err := workflow.ParseID(f.scenarios)
		if err != nil {
			return err
		}
		content, err := c.readInput(file)
		if err != nil {
			return err
		}
		outcome, err := d.RunScenarios(ctx, id, string(content))
		if err != nil {
			return err
		}
		c.print(outcome, func(w io.Writer) {
			if text := scenarioSentence(&outcome); text != "" {
				_, _ = io.WriteString(w, text)
			} else {
				_, _ = fmt.Fprintf(w, "Workflow %d has no scenarios.\n", id)
			}
		})
		if len(outcome.Broke) > 0 {
			return errReported
		}
		return nil
	})(cmd, nil)
}
