package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/storage"
)

func (c *commands) sync() *cobra.Command {
	return &cobra.Command{
		Use:   "sync",
		Short: "Send the versions that wait to the bucket",
		Args:  cobra.NoArgs,
		RunE: c.run(func(ctx context.Context, d *designer.Designer, _ []string) error {
			report, err := d.Sync(ctx)
			if err != nil {
				return err
			}
			c.print(report, func(w io.Writer) { writeSync(w, report) })
			if len(report.Failures) > 0 {
				return errReported
			}
			return nil
		}),
	}
}

func writeSync(w io.Writer, r designer.SyncReport) {
	if r.Status.Bucket == "" {
		_, _ = fmt.Fprintln(w, "No bucket is set up: versions are kept on this computer.")
		return
	}
	_, _ = fmt.Fprintf(w, "Sent %s to %s; %s.\n", counted(r.Pushed), r.Status.Bucket, waiting(r.Status.PendingCount))
	for _, f := range r.Failures {
		_, _ = fmt.Fprintf(w, "Workflow %d, %s: %s (%s)\n  %s\n", f.WorkflowID, f.Name, f.Message, f.Code, f.Hint)
	}
}

func counted(n int) string {
	if n == 1 {
		return "1 version"
	}
	return fmt.Sprintf("%d versions", n)
}

func waiting(n int) string {
	switch n {
	case 0:
		return "nothing waits"
	case 1:
		return "1 version waits, it is safe on this computer"
	default:
		return fmt.Sprintf("%d versions wait, they are safe on this computer", n)
	}
}

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
