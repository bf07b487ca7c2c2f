package replica

import (
	"fmt"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/workflow"
)

// Deed is what a step does.
type Deed string

// The deeds.
const (
	Settle        Deed = "settle"         // note that the bucket has a version of ours
	PutSide       Deed = "put aside"      // keep a version that lost a race beside the workflow
	Drop          Deed = "drop"           // a deletion that gave way is not sent
	Push          Deed = "push"           // send a version, or a deletion
	Take          Deed = "take"           // make the bucket's latest version the latest here
	TakeDeletion  Deed = "take deletion"  // the workflow is deleted in the bucket, and now here
	Merge         Deed = "merge"          // bring both together; when a person must decide, open a conflict
	CloseConflict Deed = "close conflict" // nothing stands against ours any more
	Renumber      Deed = "renumber"       // the number belongs to another workflow
	DiscardMarker Deed = "discard marker" // take a deletion back that stands on top of somebody's save
	DiscardNull   Deed = "discard null"   // remove the version of ours that a suspended versioning took
)

// Step is one thing to be done.
type Step struct {
	Do    Deed
	UID   workflow.UID  // the version that it is about
	Entry storage.Entry // as the bucket has it
	// Base is what a Push goes on top of; the zero Base makes the workflow. It does not count when OnPrevious.
	Base storage.Base
	// OnPrevious: the Push goes on top of the one that the step before it has sent.
	OnPrevious bool
	// LookFirst: sending the version was begun before, so the bucket may have it already.
	LookFirst bool
	To        workflow.ID // of Renumber: the smallest number that may be free
}

// String is a step as one line of a plan.
func (s Step) String() string {
	switch s.Do {
	case Push:
		on := "as the first"
		switch {
		case s.OnPrevious:
			on = "on the one before"
		case s.Base.ID != "":
			on = "on " + s.Base.ID
		}
		if s.LookFirst {
			on += ", looking first"
		}
		return fmt.Sprintf("push %s %s", s.UID, on)
	case Settle, Take, Merge:
		return fmt.Sprintf("%s %s as %s", s.Do, s.UID, s.Entry.ID)
	case TakeDeletion, DiscardMarker:
		return fmt.Sprintf("%s %s", s.Do, s.Entry.ID)
	case Renumber:
		return fmt.Sprintf("%s to %d", s.Do, s.To)
	case PutSide, Drop:
		return fmt.Sprintf("%s %s", s.Do, s.UID)
	default:
		return string(s.Do)
	}
}
