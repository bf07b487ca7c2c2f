// Package schema is the language as a table: every key that may stand in a workflow, what is expected behind it, the words
// that it takes, and a sentence for people about each. Checks, completion, hover and the JSON Schema for other editors all
// read this one table.
package schema
