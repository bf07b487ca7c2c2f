// Command workflow-designer is Workflow Designer without a window: the command line, the HTTP API and the page in one
// static binary.
package main

import (
	"context"
	"net"
	"os"
	"os/signal"
	"syscall"

	"workflow-designer/backend/cli"
	"workflow-designer/backend/designer"
	"workflow-designer/backend/start"
	"workflow-designer/frontend"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	log := start.NewLog(os.Stderr)
	status := cli.Run(ctx, cli.Program{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Open:  func(ctx context.Context) (*designer.Designer, error) { return start.Designer(ctx, false, log) },
		Build: start.Build(), Page: frontend.Page(), Token: os.Getenv("WORKFLOW_DESIGNER_TOKEN"),
		Listen: net.Listen, Log: log.Logger,
	}, os.Args[1:])
	stop()
	os.Exit(status)
}
