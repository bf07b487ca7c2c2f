// Package change says in words what differs between two documents, and merges what two people made of one.
//
// Both rest on telling which part of one document is which part of the other: a step by its id, a field by its name, a
// section by its id, and so on (identity.go), also when it got another name (rename.go). The merge keeps the words, comments
// and order of my text, and takes the parts that only they changed as they wrote them. What both changed is a conflict, with mine
// in the text until it is decided: by a side, by both, or by what a person writes (decide.go, settle.go).
package change
