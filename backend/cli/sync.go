package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"workflow-designer/backend/designer"
)

func (c *commands) sync() *cobra.Command {
	var watch bool
	var request designer.SyncRequest
	cmd := &cobra.Command{
		Use:   "sync",
		Short: "Send what waits to the bucket and take in what others saved",
		Args:  cobra.NoArgs,
		RunE: c.run(func(ctx context.Context, d *designer.Designer, _ []string) error {
			if watch {
				return c.watch(ctx, d)
			}
			report, err := c.syncOnce(ctx, d, request)
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
	cmd.Flags().BoolVar(&watch, "watch", false, "stay, and follow the bucket until interrupted")
	cmd.Flags().BoolVar(&request.AcceptDeletions, "accept-deletions", false,
		"take in that workflows are gone from the bucket, however many")
	return cmd
}

// syncOnce does one run, and says meanwhile how far it is.
func (c *commands) syncOnce(ctx context.Context, d *designer.Designer, request designer.SyncRequest) (designer.SyncReport, error) {
	events, stop := d.Listen()
	p := c.progress()
	defer stop()
	ended, told := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(told)
		for {
			select {
			case e := <-events:
				if e.Status != nil && e.Status.Progress != nil && e.Status.Progress.Total > 0 {
					p.say("Syncing: %d of %d workflows", e.Status.Progress.Done, e.Status.Progress.Total)
				}
			case <-ended:
				return
			}
		}
	}()
	report, err := d.Sync(ctx, request)
	close(ended)
	<-told
	return report, err
}

// watch follows the bucket until ctx ends, and prints what happens: a line each, as JSON when asked for.
func (c *commands) watch(ctx context.Context, d *designer.Designer) error {
	events, stop := d.Listen()
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- d.Follow(ctx) }()
	last := ""
	for {
		select {
		case e := <-events:
			line := eventLine(e)
			if c.json {
				c.encodeLine(e)
			} else if line != "" && line != last {
				_, _ = fmt.Fprintln(c.Stdout, line)
			}
			last = line
		case err := <-ended:
			if errors.Is(err, context.Canceled) {
				return nil // interrupted, as it should be
			}
			return err
		}
	}
}

// eventLine says an event in a line; empty for what is not worth one.
func eventLine(e designer.Event) string {
	if e.Kind == "sync" {
		switch s := e.Status; {
		case s.Error != nil:
			return fmt.Sprintf("%s (%s)", s.Error.Message, s.Error.Code)
		case s.State == designer.StandingSyncing:
			return ""
		default:
			return fmt.Sprintf("%s: %s", s.Bucket, waiting(s.PendingCount))
		}
	}
	if e.WorkflowID == 0 {
		return "" // it is of no workflow in particular
	}
	line := fmt.Sprintf("Workflow %d, %s: %s", e.WorkflowID, e.Name, happenings[e.What])
	if e.Author != "" {
		line += " by " + e.Author
	}
	return line
}

var happenings = map[string]string{
	"sent": "sent", "pulled": "a newer version was taken in, saved", "merged": "brought together with a version",
	"deleted": "deleted", "undeleted": "brought back", "renumbered": "has this number now", "conflict": "waits for a decision, changed",
	"resolved": "was decided", "kept": "kept, because it was edited", "saved": "another program saved a version",
	"edited": "its file was edited by another program",
}

func writeSync(w io.Writer, r designer.SyncReport) {
	if r.Status.Bucket == "" {
		_, _ = fmt.Fprintln(w, "No bucket is set up: versions are kept on this computer.")
		return
	}
	did := []string{"Sent " + counted(r.Pushed) + " to " + r.Status.Bucket}
	for _, part := range []struct {
		n    int
		text string
	}{{r.Pulled, "took in %d"}, {r.Merged, "brought together %d"}, {r.Deleted, "deleted %d"}} {
		if part.n > 0 {
			did = append(did, fmt.Sprintf(part.text, part.n))
		}
	}
	_, _ = fmt.Fprintf(w, "%s; %s.\n", strings.Join(did, ", "), waiting(r.Status.PendingCount))
	if r.OtherCount > 0 {
		_, _ = fmt.Fprintf(w, "Left alone, because their keys are not those of workflows: %d, such as %s\n", r.OtherCount, strings.Join(r.OtherKeys[:min(3, len(r.OtherKeys))], ", "))
	}
	for _, conflict := range r.Conflicts {
		_, _ = fmt.Fprintf(w, "Workflow %d, %s, waits for a decision: workflow-designer conflicts\n", conflict.WorkflowID, conflict.Name)
	}
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
