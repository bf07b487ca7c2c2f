// Package replica keeps the versions on this computer and those in a bucket the same. It has no locks and no notion of
// the newest: every write to the bucket names the version it goes on top of, and one that lost a race stays on this
// computer until somebody decides.
//
// What is to be done is a plan, made from two states and a baseline without any input or output; doing it can be
// stopped after any step and begun again. Push is the way to the bucket. The way back (what others saved) and merging
// belong here too: a plan each, beside Plan.
package replica
