// Package validate gives the verdict of the reference parser on a workflow, with a place and a reason for each thing that
// it refuses: package schema's table is checked by the parser's own rules for what counts as a text, a number and so on,
// and what ties keys together is checked after that. It also tells what the parser passes over in silence: keys that nobody
// knows, and words that are out of use.
//
// A workflow is valid when there is no finding of the severity error. One rule is ours: a key that stands twice is an error.
package validate
