// Package diagram shows a document as steps with ways between them, and changes its text as somebody asks who works on
// that picture. What it changes goes through package edit: the smallest change of the text, and all else stays byte for byte.
package diagram
