// Package offline turns a description of a process in plain English into a workflow, without a model and without a network.
// It does no I/O and knows no clock: the same words always give the same text.
//
// A description is read in five passes over its tokens, each linear:
//
//	token, number    the words, with their places; amounts with marks, thousands, k and %
//	actor, compare   the small phrases: who acts, from where to where an amount reaches
//	fields, route    what is asked on the form; who acts when, in which order, how fast
//	settle, tiers    what "otherwise", "as well" and "instead" mean for all that was said before
//	title            what the process is called, and what is said of it
//
// What they find is a Sketch: facts, each with the place in the description that it comes from. The builder writes it as
// ApprovalML, and the explanation says what became of each fact.
package offline
