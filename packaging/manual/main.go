// Command manual writes the manual pages and the shell completions of the command line, where packages install them:
// below share/ of the folder that it is given. SOURCE_DATE_EPOCH dates the pages.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"workflow-designer/backend/cli"
	"workflow-designer/backend/start"
)

func main() {
	if len(os.Args) != 2 {
		_, _ = fmt.Fprintln(os.Stderr, "Name the folder to write into.")
		os.Exit(2)
	}
	if err := write(cli.Command(cli.Program{Build: start.Build()}), filepath.Join(os.Args[1], "share")); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(root *cobra.Command, share string) error {
	root.DisableAutoGenTag = true
	// cobra's own ones; a page about them tells nobody anything.
	root.InitDefaultCompletionCmd()
	man := filepath.Join(share, "man", "man1")
	if err := os.MkdirAll(man, 0o755); err != nil {
		return err
	}
	about := &doc.GenManHeader{
		Title: "WORKFLOW-DESIGNER", Section: "1",
		Source: "Workflow Designer " + start.Build().Version, Manual: "Workflow Designer",
	}
	if err := doc.GenManTree(root, about, man); err != nil {
		return err
	}
	completions := []struct {
		file  string
		write func(*bytes.Buffer) error
	}{
		{"bash-completion/completions/workflow-designer", func(b *bytes.Buffer) error { return root.GenBashCompletionV2(b, true) }},
		{"zsh/vendor-completions/_workflow-designer", func(b *bytes.Buffer) error { return root.GenZshCompletion(b) }},
		{"fish/vendor_completions.d/workflow-designer.fish", func(b *bytes.Buffer) error { return root.GenFishCompletion(b, true) }},
	}
	for _, c := range completions {
		var text bytes.Buffer
		if err := c.write(&text); err != nil {
			return err
		}
		path := filepath.Join(share, filepath.FromSlash(c.file))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, text.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}
