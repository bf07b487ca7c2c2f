package cli

import (
	"context"
	"errors"
	"fmt"
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
			"what was understood, + what was added to it, and ? what is open goes to standard error. With --model the model of that name makes\n" +
			"it, at the endpoint that MODEL_ENDPOINT_URL or the settings name; when that cannot be reached it is made offline, which is said.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
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
			answer, err := c.made(cmd.Context(), input)
			if err != nil {
				return &requestError{err}
			}
			c.print(answer, func(io.Writer) { _, _ = io.WriteString(c.exact, answer.WorkflowYAML) })
			if !c.json {
				c.tell(answer)
			}
			if !answer.Success {
				return &requestError{errReported}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&current, "current", "", "the file of a workflow that is changed as the description asks for")
	cmd.Flags().StringVar(&input.Model, "model", "", "the name of the model that makes it (default: none, it is made offline)")
	cmd.Flags().StringVar(&input.WorkflowType, "type", "", "the type that the workflow gets")
	cmd.Flags().StringVar(&input.CompanyName, "company", "", "the company that it is for")
	return cmd
}

// made makes the workflow; only for a model is the program opened.
func (c *commands) made(ctx context.Context, input designer.GenerateRequest) (designer.Generated, error) {
	if input.Model == "" {
		return designer.Language{}.Generate(input)
	}
	d, err := c.Open(ctx)
	if err != nil {
		return designer.Generated{}, err
	}
	answer, err := d.Generate(ctx, input)
	return answer, errors.Join(err, d.Close())
}

// tell says on standard error what stands behind a workflow.
func (c *commands) tell(answer designer.Generated) {
	_, _ = io.WriteString(c.Stderr, answer.Explanation.String())
	if u := answer.Usage; u != nil {
		cost := ""
		if u.CostUSD != nil {
			cost = fmt.Sprintf(", %.4f US dollars", *u.CostUSD)
		}
		_, _ = fmt.Fprintf(c.Stderr, "Made by %s in %d rounds: %d tokens read, %d written%s.\n", answer.Model, answer.Rounds, u.InputTokens, u.OutputTokens, cost)
	}
	if answer.Problem != nil {
		_, _ = fmt.Fprintf(c.Stderr, "%s (%s)\n%s\n", answer.Problem.Message, answer.Problem.Code, answer.Problem.Hint)
	}
	if answer.Model != "" {
		for _, d := range answer.ValidationErrors {
			_, _ = fmt.Fprintf(c.Stderr, "%d:%d: %s %s %s\n", d.Line, d.Column, d.Severity, d.Code, d.Message)
		}
	}
}
