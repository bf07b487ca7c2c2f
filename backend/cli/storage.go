package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/storage"
)

func (c *commands) doctor() *cobra.Command {
	var fix bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Say what is wrong with storage and how to mend it",
		Args:  cobra.NoArgs,
		RunE: c.run(func(ctx context.Context, d *designer.Designer, _ []string) error {
			report, err := d.Doctor(ctx, fix)
			if err != nil {
				return err
			}
			c.print(report, func(w io.Writer) { writeReport(w, report, fix) })
			if !report.OK {
				return errReported
			}
			return nil
		}),
	}
	cmd.Flags().BoolVar(&fix, "fix", false, "mend what can be mended without losing anything")
	return cmd
}

var signs = map[storage.CheckStatus]string{
	storage.CheckOK: "ok", storage.CheckWarning: "warning", storage.CheckFailed: "failed", storage.CheckSkipped: "-",
}

func writeReport(w io.Writer, r designer.StorageReport, fixed bool) {
	table(w, "STATE\tCHECK\tDETAIL", func(row func(...any)) {
		for _, check := range r.Checks {
			row(signs[check.Status], check.Name, check.Detail)
		}
	})
	for _, check := range r.Checks {
		if check.Code == "" {
			continue
		}
		_, _ = fmt.Fprintf(w, "\n%s: %s (%s)\n  %s\n", check.Name, check.Message, check.Code, check.Hint)
		if check.Mend != storage.MendNone && !fixed {
			_, _ = fmt.Fprintln(w, "  Run workflow-designer doctor --fix to mend this.")
		}
	}
}
