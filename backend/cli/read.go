package cli

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/workflow"
)

func (c *commands) list() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the workflows of the company, newest saved first",
		Args:  cobra.NoArgs,
		RunE: c.run(func(ctx context.Context, d *designer.Designer, _ []string) error {
			rows, err := d.Workflows(ctx)
			if err != nil {
				return err
			}
			c.print(map[string]any{"workflows": rows}, func(w io.Writer) {
				table(w, "WORKFLOW\tNAME\tVERSIONS\tSAVED\tBY\tSTATE", func(row func(...any)) {
					for _, r := range rows {
						row(r.WorkflowID, r.Name, r.VersionCount, local(r.LastSavedAt), r.LastAuthor, r.SyncState)
					}
				})
			})
			return nil
		}),
	}
}

func (c *commands) versions() *cobra.Command {
	return &cobra.Command{
		Use:   "versions N",
		Short: "List the versions of workflow N, newest first",
		Args:  cobra.ExactArgs(1),
		RunE: c.run(func(ctx context.Context, d *designer.Designer, args []string) error {
			id, err := workflow.ParseID(args[0])
			if err != nil {
				return err
			}
			list, err := d.Versions(ctx, id)
			if err != nil {
				return err
			}
			c.print(list, func(w io.Writer) {
				table(w, "VERSION\tID\tSAVED\tBY\tBYTES\tSTATE\tCOMMENT", func(row func(...any)) {
					for _, v := range list.Versions {
						row(v.Number, v.VersionID, local(v.LastModified), v.Author, v.Size, v.SyncState, firstLine(v.VersionComment))
					}
				})
			})
			return nil
		}),
	}
}

func (c *commands) show() *cobra.Command {
	var versionID string
	cmd := &cobra.Command{
		Use:   "show N",
		Short: "Print the exact YAML of workflow N",
		Args:  cobra.ExactArgs(1),
		RunE: c.run(func(ctx context.Context, d *designer.Designer, args []string) error {
			id, err := workflow.ParseID(args[0])
			if err != nil {
				return err
			}
			v, err := d.Version(ctx, id, versionID)
			if err != nil {
				return err
			}
			c.print(v, func(io.Writer) { _, _ = io.WriteString(c.exact, v.YAMLContent) })
			return nil
		}),
	}
	cmd.Flags().StringVar(&versionID, "version", "", "the version's id, the bucket's or the local one (default: the latest)")
	return cmd
}

func (c *commands) version() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of this program",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			answer := map[string]string{
				"version": c.Build.Version, "commit": c.Build.Commit, "built_at": c.Build.BuiltAt,
				"go": runtime.Version(), "platform": runtime.GOOS + "/" + runtime.GOARCH,
			}
			c.print(answer, func(w io.Writer) {
				_, _ = fmt.Fprintf(w, "workflow-designer %s (%s)\n", c.Build.Version, answer["platform"])
			})
			return nil
		},
	}
}

// table writes rows in columns; the header names them, separated by tabs.
func table(w io.Writer, header string, rows func(row func(cells ...any))) {
	columns := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(columns, header)
	rows(func(cells ...any) {
		for i, cell := range cells {
			if i > 0 {
				_, _ = fmt.Fprint(columns, "\t")
			}
			_, _ = fmt.Fprint(columns, cell)
		}
		_, _ = fmt.Fprintln(columns)
	})
	_ = columns.Flush()
}

func local(t time.Time) string { return t.Local().Format("2006-01-02 15:04") }

func firstLine(s string) string {
	for i, r := range s {
		if r == '\n' || r == '\r' {
			return s[:i] + " …"
		}
	}
	return s
}
