// Package cli is the command line: results go to standard output, messages to standard error, and the exit status is
// 0, 1 for a refused or failed request, 2 for wrong usage. It decodes, calls one use case, and prints.
package cli
