// Package query is what a person asks to find: how texts are taken apart into words, how a question is read, and where a
// text answers it. The index and what shows its answers both go by it, so that they never disagree. It does no I/O.
package query
