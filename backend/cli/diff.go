package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/workflow"
)

// diff shows what differs between two versions.
func (c *commands) diff() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "diff N A B",
		Short: "Show what differs between versions A and B of workflow N",
		Args:  cobra.ExactArgs(3),
	}
	cmd.Flags().StringVar(&format, "format", "text", "text (lines that patch takes), changes (in words) or json")
	run := c.run(func(ctx context.Context, d *designer.Designer, args []string) error {
		id, err := workflow.ParseID(args[0])
		if err != nil {
			return err
		}
		if format == "text" && !c.json {
			diff, err := d.Diff(ctx, id, args[1], args[2])
			_, _ = io.WriteString(c.exact, diff)
			return err
		}
		answer, err := d.Compare(ctx, designer.CompareRequest{WorkflowID: int64(id), BeforeID: args[1], AfterID: args[2]})
		if err != nil {
			return err
		}
		if format == "json" || c.json {
			c.encode(c.Stdout, answer)
			return nil
		}
		for _, found := range answer.Changes {
			_, _ = fmt.Fprintln(c.Stdout, found.Words.String()+bringer(found.Brought))
		}
		return nil
	})
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if format != "text" && format != "changes" && format != "json" {
			return fmt.Errorf("--format is text, changes or json, not %q", format)
		}
		return run(cmd, args)
	}
	return cmd
}

func bringer(b *designer.Brought) string {
	switch {
	case b == nil || b.VersionID == "":
		return ""
	case b.Number == 0:
		return fmt.Sprintf(" (%s)", b.Author)
	default:
		return fmt.Sprintf(" (%s, v%d)", b.Author, b.Number)
	}
}
