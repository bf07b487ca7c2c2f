// Package edit turns "set, insert, delete, move or rename at this path" into the smallest edits of a workflow's text. All
// else stays byte for byte: comments, order, quotes, blank lines, line endings.
//
// No such edit is given out on trust: each is made on a copy, which is read again and must mean exactly what was asked for. What
// cannot be written in place safely is written in a plainer form (in brackets, in quotes), and refused when that fails too.
//
// The quick ones (Reword, Quote, Bracket, Inside, Add) are for those who make many at once. They do not read the result, so they
// are made only where the text is written plainly. A merge takes collections apart as they are written, and puts parts of several
// documents together (TakeApart).
package edit
