// Package diagnostic has what can be wrong with a workflow: the one table of all codes, and what a finding looks like.
// docs/DIAGNOSTICS.md is generated from the table, and its examples are the tests of those that report.
package diagnostic
