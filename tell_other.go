//go:build desktop && !windows

package main

import (
	"fmt"
	"os"
)

// tell says something to the person when there is no window to say it in.
func tell(text string) { _, _ = fmt.Fprintln(os.Stderr, text) }
