// Package model reads what a document says: its fields, sections, steps, and the ways between the steps, each with the
// nodes it is written in. It takes any document, valid or not, and keeps what it can make sense of.
package model
