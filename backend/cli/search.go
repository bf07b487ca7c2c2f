package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"workflow-designer/backend/designer"
)

func (c *commands) search() *cobra.Command {
	var limit int
	cmd := &cobra.Command{
		Use:   "search TEXT",
		Short: "Find workflows by what they are called and what they say",
		Long: `Find workflows by their name, prompt, YAML and comments, the best first.

Words are the beginnings of words, and all must be found; "several words" in quotes must stand in a row. These narrow it:
label:finance  author:ana  has:problems  in:name  in:prompt  in:comment  in:yaml`,
		Args: cobra.ExactArgs(1),
		RunE: c.run(func(ctx context.Context, d *designer.Designer, args []string) error {
			// A script cannot come back when everything can be found.
			if err := d.Fill(ctx); err != nil {
				return err
			}
			answer, err := d.Search(ctx, args[0], limit)
			if err != nil {
				return err
			}
			c.print(answer, func(w io.Writer) {
				table(w, "WORKFLOW\tNAME\tWHERE\tFOUND", func(row func(...any)) {
					for _, r := range answer.Results {
						where := string(r.Where)
						switch {
						case r.StepName != "":
							where = fmt.Sprintf("%s, line %d, step %s", where, r.Range.Line, r.StepName)
						case r.Range != nil:
							where = fmt.Sprintf("%s, line %d", where, r.Range.Line)
						case r.Number > 0:
							where = fmt.Sprintf("%s of version %d", where, r.Number)
						}
						row(r.WorkflowID, r.Name, where, r.Snippet)
					}
				})
			})
			return nil
		}),
	}
	cmd.Flags().IntVar(&limit, "limit", 0, "at most so many workflows (default 20, at most 100)")
	return cmd
}
