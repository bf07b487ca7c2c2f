//go:build desktop

// Command workflow-designer-desktop is Workflow Designer in its window. It only wires: the use cases are in
// backend/designer, what the window can call in backend/desktop.
package main

import (
	"fmt"
	"os"

	"workflow-designer/backend/start"
)

func main() {
	log := start.NewLog(os.Stderr)
	if err := newApp(log, os.Args[1:]).run(); err != nil {
		tell(fmt.Sprintf("The window cannot be opened: %v", err))
		os.Exit(1)
	}
}
