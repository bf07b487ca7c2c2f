// Package replica keeps the versions on this computer and those in a bucket the same. It has no locks and no notion of
// the newest: every write to the bucket names the version it goes on top of.
//
// What is to be done for a workflow is a plan (Plan), made without any input or output from three things: where the
// workflow stands here, what the bucket has of it, and the version that both had last. It is done step by step (job.do);
// each step can be killed at any instruction and done again. When something moved meanwhile, both sides are looked at
// and planned for again.
//
// A version that loses a race is kept beside the workflow in the bucket, below conflicts/, before anything else happens:
// so it outlives the laptop it was made on. Then both come together by step, field and key, in a version that has both as
// parents; or they wait for a person, who makes that version.
//
//	plan.go step.go        the decisions, pure
//	reconcile.go           looks at both sides of one workflow, plans, does
//	do.go push.go merge.go the steps
//	identify.go            which version an object is that another tool wrote
//	sync.go sides.go       all workflows: one listing, many workers, a guard against a bucket that lost its content
//	tags.go history.go     tags; what the bucket knows and this computer does not
//	watch.go               follows the bucket
//
// testdata/scenarios has a readable script for each row of the decisions; simulation_test.go lets a team work on a bad
// network and counts what is lost.
package replica
