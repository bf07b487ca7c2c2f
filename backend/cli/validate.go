package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"workflow-designer/backend/designer"
)

// validated is what was found in one file.
type validated struct {
	File string `json:"file"`
	designer.Analysis
}

func (c *commands) validate() *cobra.Command {
	return &cobra.Command{
		Use:   "validate FILE...|-",
		Short: "Say what is wrong with workflows, line by line",
		Long: "Say what is wrong with workflows, a line for each finding: file:line:column: severity code message.\n" +
			"The exit status is 1 when there are errors; warnings and hints leave it at 0. - reads standard input.",
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			found := make([]validated, 0, len(args))
			valid := true
			for _, file := range args {
				content, err := c.readInput(file)
				if err != nil {
					c.complain(err) // the other files are still looked at
					valid = false
					continue
				}
				v := validated{file, designer.Language{}.Validate(string(content))}
				found = append(found, v)
				valid = valid && v.IsValid
			}
			c.print(map[string]any{"files": found}, func(w io.Writer) {
				for _, v := range found {
					v.write(w)
				}
			})
			if !valid {
				return &requestError{errReported}
			}
			return nil
		},
	}
}

// write prints a line for each finding in the order of the text; nothing for a file without any.
func (v validated) write(w io.Writer) {
	lists := [][]designer.Diagnostic{v.Errors, v.Warnings, v.Hints}
	for {
		first := -1
		for i, list := range lists {
			if len(list) > 0 && (first < 0 || before(list[0], lists[first][0])) {
				first = i
			}
		}
		if first < 0 {
			return
		}
		d := lists[first][0]
		lists[first] = lists[first][1:]
		_, _ = fmt.Fprintf(w, "%s:%d:%d: %s %s %s\n", v.File, d.Line, d.Column, d.Severity, d.Code, d.Message)
	}
}

func before(a, b designer.Diagnostic) bool {
	return a.Line < b.Line || a.Line == b.Line && a.Column < b.Column
}
