package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/workflow"
)

func (c *commands) export() *cobra.Command {
	var output string
	request := designer.ExportRequest{}
	var latest bool
	cmd := &cobra.Command{
		Use:   "export [N...] --output ZIP",
		Short: "Write workflows into a zip: YAML, descriptions, comments, tags and every version; all workflows when none is named",
		RunE: c.run(func(ctx context.Context, d *designer.Designer, args []string) error {
			request.History = !latest
			for _, arg := range args {
				id, err := workflow.ParseID(arg)
				if err != nil {
					return err
				}
				request.WorkflowIDs = append(request.WorkflowIDs, int64(id))
			}
			begun, err := d.Export(ctx, request)
			if err != nil {
				return err
			}
			return c.finish(ctx, d, begun, func(job designer.Job) error { return copyJobFile(ctx, d, job.JobID, output) })
		}),
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "the zip to write")
	cmd.Flags().BoolVar(&latest, "latest", false, "only the latest version of each")
	_ = cmd.MarkFlagRequired("output") // the flag is there
	return cmd
}

func (c *commands) importFiles() *cobra.Command {
	var request designer.ImportRequest
	cmd := &cobra.Command{
		Use:   "import ZIP|FILE|FOLDER...",
		Short: "Take in workflows from zips and YAML files, with the numbers that they had where those are free",
		Args:  cobra.MinimumNArgs(1),
		RunE: c.run(func(ctx context.Context, d *designer.Designer, args []string) error {
			review, err := d.ReviewFiles(ctx, args)
			if err != nil {
				return err
			}
			for _, refused := range review.Refused {
				_, _ = fmt.Fprintf(c.Stderr, "%s: %s (%s)\n%s\n", refused.File, refused.Message, refused.Code, refused.Hint)
			}
			for _, item := range review.Items {
				request.Items = append(request.Items, designer.ImportChoice{Index: item.Index, As: designer.ImportAsWorkflow})
			}
			if len(request.Items) == 0 {
				return errReported
			}
			begun, err := d.Import(ctx, review.ImportID, request)
			if err != nil {
				return err
			}
			if err := c.finish(ctx, d, begun, nil); err != nil {
				return err
			}
			if len(review.Refused) > 0 {
				return errReported
			}
			return nil
		}),
	}
	cmd.Flags().StringVar(&request.Comment, "comment", "", "the comment of versions that have none of their own")
	return cmd
}

// finish waits for a job to end, or to be interrupted, and says what came of it.
func (c *commands) finish(ctx context.Context, d *designer.Designer, begun designer.Job, with func(designer.Job) error) error {
	job, err := d.WaitForJob(ctx, begun.JobID)
	if err != nil { // interrupted: what is done stays done, and is said
		ctx = context.WithoutCancel(ctx)
		if _, err := d.CancelJob(ctx, begun.JobID); err != nil {
			return err
		}
		if job, err = d.WaitForJob(ctx, begun.JobID); err != nil {
			return err
		}
	}
	if job.State == designer.JobDone && with != nil {
		if err := with(job); err != nil {
			return err
		}
	}
	c.print(job, func(w io.Writer) { c.writeJob(w, job) })
	if job.State != designer.JobDone || job.FailedCount > 0 {
		return errReported
	}
	return nil
}
