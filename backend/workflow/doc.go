// Package workflow holds the words of the trade: companies, workflows and their versions, how they are named in
// every store, what a text must be to become a version, and the error that a person can be shown. It does no I/O.
package workflow
