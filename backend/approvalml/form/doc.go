// Package form reads the form of a workflow as a screen draws it, and works out what a person would see on it: for the one
// who makes the request, and for those who decide at a step. It is pure.
//
// Fields that are only printed are left out. What only a running system has (choices from a data source, pictures, the next
// number) is told as such and never made up. Values are computed by the condition package and by the part of JSONata that
// package jsonata knows; where that is not enough a note says so, and a field whose visibility cannot be told is shown, as
// runtimes do.
//
// A field that nobody has touched counts for an expression in JSONata as an empty text, an empty list or an unticked box; a
// number or a date is missing until it is filled in.
package form
