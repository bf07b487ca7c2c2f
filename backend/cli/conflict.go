package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/workflow"
)

func (c *commands) conflicts() *cobra.Command {
	return &cobra.Command{
		Use:   "conflicts",
		Short: "List what two people changed in the same place and nobody has decided yet",
		Args:  cobra.NoArgs,
		RunE: c.run(func(ctx context.Context, d *designer.Designer, _ []string) error {
			rows, err := d.Conflicts(ctx)
			if err != nil {
				return err
			}
			c.print(map[string]any{"conflicts": rows}, func(w io.Writer) { writeConflicts(w, rows) })
			return nil
		}),
	}
}

func writeConflicts(w io.Writer, rows []designer.PlaceRow) {
	if len(rows) == 0 {
		_, _ = fmt.Fprintln(w, "Nothing waits for a decision.")
		return
	}
	var last workflow.ID
	for _, r := range rows {
		if r.WorkflowID != last {
			last = r.WorkflowID
			_, _ = fmt.Fprintf(w, "Workflow %d, %s, waits for a decision: workflow-designer resolve %d --take mine|theirs|FILE\n",
				r.WorkflowID, r.Name, r.WorkflowID)
		}
		path := r.Path
		if path == "" {
			path = "the text"
		}
		_, _ = fmt.Fprintf(w, "  %s\n    %s.\n    %s.\n", path, r.MineWords, r.TheirsWords)
	}
}

func (c *commands) resolve() *cobra.Command {
	var take, comment string
	cmd := c.onWorkflow("resolve N --take mine|theirs|FILE|-", "Decide a conflict of workflow N and save the next version on top of both", 1,
		func(ctx context.Context, d *designer.Designer, id workflow.ID, _ []string) error {
			detail, err := d.Conflict(ctx, id)
			if err != nil {
				return err
			}
			request := designer.Resolution{VersionComment: comment, MineID: detail.Mine.LocalID, TheirsID: detail.Theirs.LocalID}
			switch side := designer.Take(take); side {
			case designer.TakeMine, designer.TakeTheirs:
				if err := takeAll(ctx, d, detail, side, &request); err != nil {
					return err
				}
			default:
				content, err := c.readInput(take)
				if err != nil {
					return err
				}
				text := string(content)
				request.YAMLContent = &text
			}
			saved, err := d.ResolveConflict(ctx, id, request)
			if err != nil {
				return err
			}
			c.printSaved(saved)
			return nil
		})
	cmd.Flags().StringVar(&take, "take", "", "mine or theirs in every place where both clash, or a file (- for standard input) with the whole text")
	cmd.Flags().StringVar(&comment, "comment", "", "what was decided (default: which version was merged)")
	_ = cmd.MarkFlagRequired("take") // the flag is there
	return cmd
}

// takeAll decides every place for one side. Where no place clashes, but both together are no good, the whole text of it is taken.
func takeAll(ctx context.Context, d *designer.Designer, detail designer.ConflictDetail, side designer.Take, request *designer.Resolution) error {
	places := detail.Merge.Places
	if len(places) == 0 {
		request.YAMLContent = &detail.MineYAML
		if side == designer.TakeTheirs {
			request.YAMLContent = &detail.TheirsYAML
		}
		return nil
	}
	decided := map[string]bool{}
	for len(places) > 0 {
		var open []designer.ConflictPlace
		for _, p := range places {
			if !decided[p.Path] {
				decided[p.Path] = true
				request.Choices = append(request.Choices, designer.Choice{Path: p.Path, Take: side})
			}
		}
		// A side of one place may bring up another.
		merge, err := d.MergePreview(ctx, detail.WorkflowID, request.Choices)
		if err != nil {
			return err
		}
		for _, p := range merge.Places {
			if p.Take == designer.TakeNone && !decided[p.Path] {
				open = append(open, p)
			}
		}
		places = open
	}
	return nil
}

// printSaved prints what a save answers, and says it in a sentence when nobody asked for JSON alone.
func (c *commands) printSaved(saved designer.SavedVersion) {
	c.encode(c.Stdout, saved)
	if !c.json {
		_, _ = io.WriteString(c.Stderr, sentence(saved))
	}
}
