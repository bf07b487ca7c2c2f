package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/storage"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

func (c *commands) doctor() *cobra.Command {
	var fix bool
	var bundle string
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Say what is wrong with storage and how to mend it",
		Args:  cobra.NoArgs,
		RunE: c.run(func(ctx context.Context, d *designer.Designer, _ []string) error {
			report, err := d.Doctor(ctx, fix)
			if err != nil {
				return err
			}
			if bundle != "" {
				if err := saveFile(bundle, func(w io.Writer) error { return d.SupportBundle(ctx, w) }); err != nil {
					return err
				}
				_, _ = fmt.Fprintf(c.Stderr, "%s is the support bundle; its README.txt says what is in it.\n", bundle)
			}
			c.print(report, func(w io.Writer) { writeReport(w, report, fix) })
			if !report.OK {
				return errReported
			}
			return nil
		}),
	}
	cmd.Flags().BoolVar(&fix, "fix", false, "mend what can be mended without losing anything")
	cmd.Flags().StringVar(&bundle, "bundle", "", "write a support bundle too, a zip without texts and secrets, into this file")
	return cmd
}

// saveFile makes a file that only the person can read, in place of another, once all of it is written.
func saveFile(path string, write func(io.Writer) error) error {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() { // a pipe or a device
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err == nil {
			err = errors.Join(write(f), f.Close())
		}
		return notSaved(path, err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*") // has 0600
	if err == nil {
		defer func() { _ = os.Remove(f.Name()) }() // gone already when all went well
		err = write(f)
		if err = errors.Join(err, f.Close()); err == nil {
			err = os.Rename(f.Name(), path)
		}
	}
	return notSaved(path, err)
}

func notSaved(path string, err error) error {
	if err == nil || workflow.CodeOf(err) != workflow.CodeInternal {
		return err
	}
	return &workflow.Error{
		Code: workflow.CodeStorageFailed, Message: words.F("%s could not be written.", filepath.Base(path)),
		Hint: "Name a file in a folder that you may write to and that has room.", Err: err,
	}
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
