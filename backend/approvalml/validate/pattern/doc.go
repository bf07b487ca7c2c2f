// Package pattern tells whether Python's re module (3.11) can compile a regular expression. A runtime checks the pattern of
// a field with it, and its rules differ from those of Go: look-behind, named groups, possessive repeats, strict escapes.
package pattern
