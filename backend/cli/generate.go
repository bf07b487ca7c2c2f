package cli

import (
	"io"

	"github.com/spf13/cobra"

	"workflow-designer/backend/designer"
)

func (c *commands) generate() *cobra.Command {
	var input designer.GenerateRequest
	var current string
	cmd := &cobra.Command{
		Use:   "generate < PROMPT",
		Short: "Make a workflow of a description in plain words",
		Long: "Make a workflow of a description in plain words, which is read from standard input. The YAML goes to standard output;\n" +
			"what was understood, + what was added to it, and ? what is open goes to standard error.",
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			description, err := c.readInput("-")
			if err != nil {
				return &requestError{err}
			}
			input.Description = string(description)
			if current != "" {
				text, err := c.readInput(current)
				if err != nil {
					return &requestError{err}
				}
				input.CurrentYAML = string(text)
			}
			answer, err := designer.Language{}.Generate(input)
			if err != nil {
				return &requestError{err}
			}
			c.print(answer, func(w io.Writer) { _, _ = io.WriteString(w, answer.WorkflowYAML) })
			if !c.json {
				_, _ = io.WriteString(c.Stderr, answer.Explanation.String())
			}
			if !answer.Success {
				return &requestError{errReported}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&current, "current", "", "the file of a workflow that is changed as the description asks for")
	cmd.Flags().StringVar(&input.Model, "model", "", "the model that makes it (default: none, it is made without one)")
	cmd.Flags().StringVar(&input.WorkflowType, "type", "", "the type that the workflow gets")
	cmd.Flags().StringVar(&input.CompanyName, "company", "", "the company that it is for")
	return cmd
}
