package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"

	"github.com/spf13/cobra"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/workflow"
)

// The exit statuses.
const (
	StatusOK     = 0
	StatusFailed = 1 // the request was refused or failed
	StatusUsage  = 2 // the command was called the wrong way
)

// Program is what the commands work with. Main fills it in.
type Program struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Open           func(ctx context.Context) (*designer.Designer, error)
	Build          designer.Build
	Page           fs.FS                                               // the built frontend
	Token          string                                              // of WORKFLOW_DESIGNER_TOKEN; empty: one is made
	Listen         func(network, address string) (net.Listener, error) // net.Listen
	Log            *slog.Logger
}

// Run runs one command line, without the program's own name, and gives the exit status.
func Run(ctx context.Context, p Program, args []string) int {
	exactly := exact(p.Stdout)
	p.Stdout, p.Stderr = &plain{to: p.Stdout}, &plain{to: p.Stderr}
	c := &commands{Program: p, exact: exactly}
	root := c.root()
	root.SetArgs(args)
	root.SetIn(p.Stdin)
	root.SetOut(p.Stdout)
	root.SetErr(p.Stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return StatusOK
	}
	failed, ok := errors.AsType[*requestError](err)
	if !ok {
		_, _ = fmt.Fprintf(p.Stderr, "%v\nRun workflow-designer --help to see the commands.\n", err)
		return StatusUsage
	}
	if !errors.Is(failed.err, errReported) {
		c.complain(failed.err)
	}
	return StatusFailed
}

// requestError is an error of what was asked for, as opposed to how it was asked.
type requestError struct{ err error }

func (e *requestError) Error() string { return e.err.Error() }
func (e *requestError) Unwrap() error { return e.err }

// errReported fails a command whose output says already what is wrong.
var errReported = errors.New("reported")

// Command is the command line as a whole, for its manual pages and completions; only Run runs it.
func Command(p Program) *cobra.Command {
	c := &commands{Program: p}
	return c.root()
}

type commands struct {
	Program
	exact io.Writer // standard output for texts that other programs take byte for byte
	json  bool
}

func (c *commands) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "workflow-designer",
		Short:         "Design approval workflows in ApprovalML and keep their versions",
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return errors.Join(cmd.Usage(), errors.New("name a command"))
		},
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.PersistentFlags().BoolVar(&c.json, "json", false, "print the result as JSON")
	root.AddCommand(c.serve(), c.list(), c.search(), c.save(), c.versions(), c.show(), c.diff(), c.restore(), c.tag(), c.delete(), c.undelete(), c.bulk(), c.export(), c.importFiles(), c.generate(), c.validate(), c.simulate(), c.sync(), c.conflicts(), c.resolve(), c.doctor(), c.migrate(), c.version())
	return root
}

// run opens the program, runs one use case on it, and closes it again.
func (c *commands) run(use func(ctx context.Context, d *designer.Designer, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		d, err := c.Open(cmd.Context())
		if err == nil {
			err = errors.Join(use(cmd.Context(), d, args), d.Close())
		}
		if err != nil {
			return &requestError{err}
		}
		return nil
	}
}

func (c *commands) complain(err error) {
	p := workflow.Presentable(err)
	c.Log.Debug("failed", "error", err)
	if c.json {
		c.encode(c.Stderr, map[string]any{"error": designer.Problem{Code: p.Code, Message: p.Message, Hint: p.Hint}})
		return
	}
	_, _ = fmt.Fprintf(c.Stderr, "%s (%s)\n%s\n", p.Message, p.Code, p.Hint)
}

// print writes a result: as JSON when asked for, else with text.
func (c *commands) print(answer any, text func(w io.Writer)) {
	if c.json {
		c.encode(c.Stdout, answer)
		return
	}
	text(c.Stdout)
}

// encodeLine writes a result as one line of JSON, for output that goes on.
func (c *commands) encodeLine(answer any) {
	encoder := json.NewEncoder(c.Stdout)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(answer) // whoever closed our output does not want the rest
}

func (c *commands) encode(w io.Writer, answer any) {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	// Whoever closed our output does not want the rest.
	_ = encoder.Encode(answer)
}
