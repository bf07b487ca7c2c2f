package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/workflow"
)

// onWorkflow is a command whose first argument is the number of a workflow.
func (c *commands) onWorkflow(
	use, short string, args int, do func(ctx context.Context, d *designer.Designer, id workflow.ID, rest []string) error,
) *cobra.Command {
	return &cobra.Command{
		Use:   use,
		Short: short,
		Args:  cobra.ExactArgs(args),
		RunE: c.run(func(ctx context.Context, d *designer.Designer, args []string) error {
			id, err := workflow.ParseID(args[0])
			if err != nil {
				return err
			}
			return do(ctx, d, id, args[1:])
		}),
	}
}

func (c *commands) delete() *cobra.Command {
	return c.onWorkflow("delete N", "Delete workflow N; its versions stay", 1,
		func(ctx context.Context, d *designer.Designer, id workflow.ID, _ []string) error {
			saved, err := d.DeleteWorkflow(ctx, id)
			if err != nil {
				return err
			}
			c.print(saved, func(w io.Writer) {
				_, _ = fmt.Fprintf(w, "Deleted workflow %d, %s. Bring it back with: workflow-designer undelete %d\n", id, saved.Name, id)
			})
			return nil
		})
}

func (c *commands) undelete() *cobra.Command {
	return c.onWorkflow("undelete N", "Bring deleted workflow N back", 1,
		func(ctx context.Context, d *designer.Designer, id workflow.ID, _ []string) error {
			saved, err := d.UndeleteWorkflow(ctx, id)
			if err != nil {
				return err
			}
			c.print(saved, func(w io.Writer) { _, _ = io.WriteString(w, sentence(saved)) })
			return nil
		})
}

func (c *commands) restore() *cobra.Command {
	return c.onWorkflow("restore N V", "Save the text of version V of workflow N once more, as the latest", 2,
		func(ctx context.Context, d *designer.Designer, id workflow.ID, rest []string) error {
			saved, err := d.RestoreVersion(ctx, id, rest[0])
			if err != nil {
				return err
			}
			c.print(saved, func(w io.Writer) { _, _ = io.WriteString(w, sentence(saved)) })
			return nil
		})
}

func (c *commands) tag() *cobra.Command {
	var remove bool
	cmd := c.onWorkflow("tag N V NAME", "Tag version V of workflow N", 3,
		func(ctx context.Context, d *designer.Designer, id workflow.ID, rest []string) error {
			v, err := d.Version(ctx, id, rest[0])
			if err != nil {
				return err
			}
			tags := []workflow.Tag{}
			for _, t := range v.Tags {
				if t.Name != rest[1] {
					tags = append(tags, t)
				}
			}
			if !remove {
				tags = append(tags, workflow.Tag{Name: rest[1]})
			}
			tagged, err := d.SetTags(ctx, id, rest[0], tags)
			if err != nil {
				return err
			}
			c.print(tagged, func(w io.Writer) {
				names := []string{}
				for _, t := range tagged.Tags {
					names = append(names, t.Name)
				}
				_, _ = fmt.Fprintf(w, "Version %s has the tags: %s\n", tagged.VersionID, strings.Join(names, ", "))
			})
			return nil
		})
	cmd.Flags().BoolVar(&remove, "remove", false, "take the tag away")
	return cmd
}
