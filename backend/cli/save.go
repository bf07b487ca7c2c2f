package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"workflow-designer/backend/designer"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

func (c *commands) save() *cobra.Command {
	var number, name, prompt, comment, parent, generator string
	cmd := &cobra.Command{
		Use:   "save FILE|-",
		Short: "Save a YAML file as a new version, of a new workflow unless --workflow names one",
		Args:  cobra.ExactArgs(1),
	}
	flags := cmd.Flags()
	flags.StringVar(&number, "workflow", "", "the workflow's number (default: create a workflow)")
	flags.StringVar(&name, "name", "", "name the workflow (default: the name in the YAML)")
	flags.StringVar(&prompt, "prompt", "", "the description that the YAML was made from")
	flags.StringVar(&comment, "comment", "", "what changed in this version")
	flags.StringVar(&generator, "generator", "", "what proposed the YAML, offline for what generate prints (default: a person wrote it)")
	flags.StringVar(&parent, "parent", "", "refuse when this version is no longer the latest")
	cmd.RunE = c.run(func(ctx context.Context, d *designer.Designer, args []string) error {
		request := designer.SaveVersionRequest{Prompt: prompt, VersionComment: comment, Generator: generator, ParentVersionID: parent}
		if flags.Changed("workflow") {
			id, err := workflow.ParseID(number)
			if err != nil {
				return err
			}
			n := int64(id)
			request.WorkflowID = &n
		}
		if flags.Changed("name") {
			request.Name = &name
		}
		content, err := c.readInput(args[0])
		if err != nil {
			return err
		}
		request.YAMLContent = string(content)
		saved, err := d.SaveVersion(ctx, request)
		if err != nil {
			return err
		}
		c.printSaved(saved)
		return nil
	})
	return cmd
}

// sentence says what a save did.
func sentence(s designer.SavedVersion) string {
	text := fmt.Sprintf("Saved version %d of workflow %d, %s.\n", s.Number, s.WorkflowID, s.Name)
	if s.YAMLError != "" {
		text += "It is not valid YAML: " + s.YAMLError + "\n"
	}
	text += scenarioSentence(s.Scenarios)
	if s.SyncError != nil {
		text += fmt.Sprintf("It is safe on this computer and waits to be sent. %s (%s)\n%s\n",
			s.SyncError.Message, s.SyncError.Code, s.SyncError.Hint)
	}
	return text
}

// readInput reads a file, or standard input for "-". One byte above the largest text is enough to refuse it.
func (c *commands) readInput(name string) ([]byte, error) {
	in := c.Stdin
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, unreadable(name, err)
		}
		defer func() { _ = file.Close() }()
		in = file
	}
	content, err := io.ReadAll(io.LimitReader(in, workflow.MaxContent+1))
	if err != nil {
		return nil, unreadable(name, err)
	}
	return content, nil
}

func unreadable(name string, err error) error {
	message := words.F("The file %s cannot be read.", name)
	if errors.Is(err, fs.ErrNotExist) {
		message = words.F("There is no file %s.", name)
	}
	return &workflow.Error{Code: workflow.CodeInvalidRequest, Message: message, Hint: "Check its path and its rights.", Err: err}
}
