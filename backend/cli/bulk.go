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

// bulk does the same to many workflows or versions.
func (c *commands) bulk() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "bulk",
		Short: "Do the same to many workflows or versions",
		Long:  "Do the same to many. N is the number of a workflow and means its latest version; N:V is version V of it.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return errors.Join(cmd.Usage(), errors.New("name what to do"))
		},
	}
	cmd.AddCommand(
		c.bulkTags("tag NAME N[:V]...", "Tag many versions", designer.BulkTag),
		c.bulkTags("untag NAME N[:V]...", "Take a tag away from many versions", designer.BulkUntag),
		c.bulkLabels("label NAME N...", "Give many workflows a label, each in a new version", designer.BulkLabel),
		c.bulkLabels("unlabel NAME N...", "Take a label away from many workflows, each in a new version", designer.BulkUnlabel),
		c.bulkAct("delete N...", "Delete many workflows; their versions stay", designer.BulkDelete, nil),
		c.bulkAct("undelete N...", "Bring many deleted workflows back", designer.BulkUndelete, nil),
		c.bulkRestore(), c.bulkExport(),
	)
	return cmd
}

func (c *commands) bulkTags(use, short string, do designer.JobKind) *cobra.Command {
	return &cobra.Command{
		Use: use, Short: short, Args: cobra.MinimumNArgs(2),
		RunE: c.run(func(ctx context.Context, d *designer.Designer, args []string) error {
			return c.do(ctx, d, designer.BulkRequest{Do: do, Tags: []workflow.Tag{{Name: args[0]}}}, args[1:], nil)
		}),
	}
}

func (c *commands) bulkLabels(use, short string, do designer.JobKind) *cobra.Command {
	return &cobra.Command{
		Use: use, Short: short, Args: cobra.MinimumNArgs(2),
		RunE: c.run(func(ctx context.Context, d *designer.Designer, args []string) error {
			return c.do(ctx, d, designer.BulkRequest{Do: do, Labels: args[:1]}, args[1:], nil)
		}),
	}
}

func (c *commands) bulkAct(use, short string, do designer.JobKind, request *designer.BulkRequest) *cobra.Command {
	if request == nil {
		request = &designer.BulkRequest{}
	}
	return &cobra.Command{
		Use: use, Short: short, Args: cobra.MinimumNArgs(1),
		RunE: c.run(func(ctx context.Context, d *designer.Designer, args []string) error {
			request.Do = do
			return c.do(ctx, d, *request, args, nil)
		}),
	}
}

func (c *commands) bulkRestore() *cobra.Command {
	var tag string
	request := &designer.BulkRequest{}
	cmd := c.bulkAct("restore N[:V]...", "Save the text of older versions once more, as the latest", designer.BulkRestore, request)
	cmd.Flags().StringVar(&tag, "tag", "", "restore each to its newest version with this tag, where no version is named")
	cmd.PreRun = func(*cobra.Command, []string) {
		if tag != "" {
			request.Tags = []workflow.Tag{{Name: tag}}
		}
	}
	return cmd
}

func (c *commands) bulkExport() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use: "export --output ZIP N[:V]...", Short: "Write the YAML of many versions into one zip", Args: cobra.MinimumNArgs(1),
		RunE: c.run(func(ctx context.Context, d *designer.Designer, args []string) error {
			return c.do(ctx, d, designer.BulkRequest{Do: designer.BulkExport}, args, func(job designer.Job) error {
				return copyJobFile(ctx, d, job.JobID, output)
			})
		}),
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "the zip to write")
	_ = cmd.MarkFlagRequired("output") // the flag is there
	return cmd
}

// do runs a request to its end, or to where it was interrupted, and says what came of it.
func (c *commands) do(
	ctx context.Context, d *designer.Designer, request designer.BulkRequest, targets []string, with func(designer.Job) error,
) error {
	for _, target := range targets {
		number, version, _ := strings.Cut(target, ":")
		id, err := workflow.ParseID(number)
		if err != nil {
			return err
		}
		request.Items = append(request.Items, designer.BulkTarget{WorkflowID: int64(id), VersionID: version})
	}
	begun, err := d.Bulk(ctx, request)
	if err != nil {
		return err
	}
	return c.finish(ctx, d, begun, with)
}

func (c *commands) writeJob(w io.Writer, job designer.Job) {
	_, _ = fmt.Fprintf(w, "%s: %d of %d done\n", job.Kind, job.Done-job.FailedCount, job.Total)
	for _, item := range job.Items {
		if item.Error != nil {
			_, _ = fmt.Fprintf(c.Stderr, "%d %s: %s (%s)\n%s\n", item.WorkflowID, item.Name, item.Error.Message, item.Error.Code, item.Error.Hint)
		}
	}
	if job.State == designer.JobCancelled {
		_, _ = fmt.Fprintln(c.Stderr, "Cancelled; the rest is as it was.")
	}
	if job.Error != nil {
		_, _ = fmt.Fprintf(c.Stderr, "%s (%s)\n%s\n", job.Error.Message, job.Error.Code, job.Error.Hint)
	}
}

func copyJobFile(ctx context.Context, d *designer.Designer, jobID, path string) error {
	_, content, err := d.JobContent(ctx, jobID)
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }()
	return saveFile(path, func(w io.Writer) error {
		_, err := io.Copy(w, content)
		return err
	})
}
