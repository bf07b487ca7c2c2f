package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"workflow-designer/backend/designer"
)

// migrated is what the command answers.
type migrated struct {
	designer.Migration
	Adopted *adoption `json:"adopted,omitempty"`
}

// adoption is what came of a folder.
type adoption struct {
	*designer.ReviewedFolder
	DryRun    bool          `json:"dry_run"`
	Workflows []adoptedFile `json:"workflows"`
	Job       *designer.Job `json:"job,omitempty"` // nil when nothing was to be done
}

// adoptedFile is a file that becomes, or would become, a workflow or new versions of one.
type adoptedFile struct {
	File         string `json:"file"`
	Name         string `json:"name"`
	WorkflowID   int64  `json:"workflow_id"` // 0 while it is not known
	VersionCount int    `json:"version_count"`
	Continues    bool   `json:"continues"` // the workflow was adopted before, and gets new versions
	IsValid      bool   `json:"is_valid"`
	Done         bool   `json:"done"`
}

func (c *commands) migrate() *cobra.Command {
	request := designer.FolderRequest{}
	var dryRun bool
	var comment string
	cmd := &cobra.Command{
		Use:   "migrate [--from DIR]",
		Short: "Bring the index up to date, and adopt a folder of YAML files",
		Long: "Bring the index up to date and say what was done; with --from, adopt the workflows in a folder and those below it. " +
			"Running it again adopts nothing twice.",
		Args: cobra.NoArgs,
	}
	flags := cmd.Flags()
	flags.StringVar(&request.Folder, "from", "", "the folder whose workflows are adopted")
	flags.BoolVar(&request.History, "history", false, "with --from: take the git history of each file along, a version for each commit")
	flags.BoolVar(&dryRun, "dry-run", false, "with --from: say what would be adopted, and adopt nothing")
	flags.StringVar(&comment, "comment", "", "with --from: the comment of versions that have no commit")
	run := c.run(func(ctx context.Context, d *designer.Designer, _ []string) error {
		done, err := d.Migration(ctx)
		if err != nil {
			return err
		}
		answer := migrated{Migration: done}
		if request.Folder == "" {
			c.print(answer, func(w io.Writer) { writeMigration(w, done) })
			return nil
		}
		if answer.Adopted, err = c.adopt(ctx, d, request, comment, dryRun); err != nil {
			return err
		}
		c.print(answer, func(w io.Writer) { answer.Adopted.write(w) })
		return answer.Adopted.trouble(c)
	})
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if request.Folder == "" && (request.History || dryRun || comment != "") || flags.Changed("from") && request.Folder == "" {
			return errors.Join(cmd.Usage(), errors.New("--history, --dry-run and --comment are of a folder that --from names"))
		}
		return run(cmd, args)
	}
	return cmd
}

func writeMigration(w io.Writer, m designer.Migration) {
	switch {
	case m.SetAside != "":
		_, _ = fmt.Fprintf(w, "The index was damaged. It is kept as %s, and was made anew from the journals, with schema %d.\n", m.SetAside, m.ToSchema)
	case m.FromSchema == 0:
		_, _ = fmt.Fprintf(w, "The index was made, with schema %d.\n", m.ToSchema)
	case m.FromSchema == m.ToSchema:
		_, _ = fmt.Fprintf(w, "The index is up to date: schema %d.\n", m.ToSchema)
	default:
		_, _ = fmt.Fprintf(w, "The index was brought from schema %d to schema %d. A copy of it as it was: %s\n", m.FromSchema, m.ToSchema, m.Backup)
	}
	_, _ = fmt.Fprintf(w, "%s, workflows: %d\n", m.Index, m.WorkflowCount)
}

// adopt reviews a folder and takes in all that it brings.
func (c *commands) adopt(
	ctx context.Context, d *designer.Designer, request designer.FolderRequest, comment string, dryRun bool,
) (*adoption, error) {
	p := c.progress()
	review, err := d.ReviewFolder(ctx, request, func(files int) { p.say("Reading: %d workflows found", files) })
	if err != nil {
		return nil, err
	}
	a := &adoption{ReviewedFolder: review.Folder, DryRun: dryRun, Workflows: []adoptedFile{}}
	todo := designer.ImportRequest{Comment: comment}
	for _, item := range review.Items {
		todo.Items = append(todo.Items, designer.ImportChoice{Index: item.Index, As: designer.ImportAsWorkflow})
		one := adoptedFile{File: item.File, Name: item.Name, VersionCount: item.VersionCount, IsValid: item.IsValid}
		if item.Continues != nil {
			one.Continues, one.WorkflowID = true, int64(item.Continues.WorkflowID)
		} else if item.NumberFree {
			one.WorkflowID = int64(item.WorkflowID)
		}
		a.Workflows = append(a.Workflows, one)
	}
	if dryRun || len(todo.Items) == 0 {
		return a, d.DropImport(ctx, review.ImportID)
	}
	begun, err := d.Import(ctx, review.ImportID, todo)
	if err != nil {
		return nil, err
	}
	job, err := c.ended(ctx, d, begun, p)
	if err != nil {
		return nil, err
	}
	for n, item := range job.Items {
		a.Workflows[n].Done = item.Error == nil
		a.Workflows[n].WorkflowID = int64(item.WorkflowID)
	}
	a.Job = &job
	return a, nil
}

// ended waits for a job to end, or to be interrupted, and says meanwhile how far it is.
func (c *commands) ended(ctx context.Context, d *designer.Designer, begun designer.Job, p *progress) (designer.Job, error) {
	events, stop := d.Listen()
	defer stop()
	waiting, ended := context.WithCancel(ctx)
	defer ended()
	type end struct {
		job designer.Job
		err error
	}
	came := make(chan end, 1)
	go func() {
		job, err := d.WaitForJob(waiting, begun.JobID)
		came <- end{job, err}
	}()
	for {
		select {
		case e := <-events:
			if e.Job != nil && e.Job.JobID == begun.JobID {
				p.say("Adopting: %d of %d, %s", e.Job.Done, e.Job.Total, e.Job.Current)
			}
		case e := <-came:
			if e.err == nil {
				return e.job, nil
			}
			ctx = context.WithoutCancel(ctx) // interrupted: what is done stays done, and is said
			if _, err := d.CancelJob(ctx, begun.JobID); err != nil {
				return designer.Job{}, err
			}
			return d.WaitForJob(ctx, begun.JobID)
		}
	}
}

func (a *adoption) write(w io.Writer) {
	versions := 0
	for _, one := range a.Workflows {
		if !one.Done && !a.DryRun {
			continue
		}
		versions += one.VersionCount
		to := "a new workflow"
		switch {
		case one.Continues:
			to = fmt.Sprintf("workflow %d, which was adopted before", one.WorkflowID)
		case one.WorkflowID != 0:
			to = fmt.Sprintf("workflow %d", one.WorkflowID)
		}
		problems := ""
		if !one.IsValid {
			problems = ", not valid"
		}
		_, _ = fmt.Fprintf(w, "%s: %s, %s%s\n", one.File, to, counted(one.VersionCount), problems)
	}
	for _, left := range a.LeftOut {
		_, _ = fmt.Fprintf(w, "%s: left out (%s). %s\n", left.File, left.Why, left.Message)
	}
	done, verb := len(a.Workflows), "would be adopted"
	if !a.DryRun {
		done, verb = a.done(), "adopted"
	}
	_, _ = fmt.Fprintf(w, "Files %s: %d, with %s; here already: %d; left out: %d; other files: %d.\n",
		verb, done, counted(versions), a.HereCount, len(a.LeftOut), a.OtherCount)
	if a.Repository && !a.History {
		_, _ = fmt.Fprintln(w, "The folder is in a git repository; --history takes the commits along as versions.")
	}
}

func (a *adoption) done() int {
	n := 0
	for _, one := range a.Workflows {
		if one.Done {
			n++
		}
	}
	return n
}

// trouble says what went wrong.
func (a *adoption) trouble(c *commands) error {
	if a.Job == nil {
		return nil
	}
	for _, item := range a.Job.Items {
		if item.Error != nil {
			_, _ = fmt.Fprintf(c.Stderr, "%s: %s (%s)\n%s\n", item.Name, item.Error.Message, item.Error.Code, item.Error.Hint)
		}
	}
	switch {
	case a.Job.State == designer.JobCancelled:
		_, _ = fmt.Fprintln(c.Stderr, "Cancelled. What was adopted stays; the same command adopts the rest.")
	case a.Job.Error != nil:
		_, _ = fmt.Fprintf(c.Stderr, "%s (%s)\n%s\n", a.Job.Error.Message, a.Job.Error.Code, a.Job.Error.Hint)
	case a.Job.FailedCount == 0:
		return nil
	}
	return errReported
}

// progress says on standard error how far something is, not more often than somebody reads.
type progress struct {
	to   io.Writer // nil: nobody reads it
	said time.Time
}

const progressEvery = time.Second

func (c *commands) progress() *progress {
	if c.json {
		return &progress{}
	}
	return &progress{to: c.Stderr, said: time.Now()}
}

func (p *progress) say(format string, args ...any) {
	if now := time.Now(); p.to != nil && now.Sub(p.said) >= progressEvery {
		p.said = now
		_, _ = fmt.Fprintf(p.to, format+"\n", args...)
	}
}
