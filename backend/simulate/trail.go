package simulate

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"workflow-designer/backend/words"
)

// Event says what a line of the trail tells of.
type Event string

// What the trail tells of.
const (
	EventSubmitted Event = "submitted"
	EventArrived   Event = "arrived"   // people or a system are waited for at a step
	EventDecided   Event = "decided"   // somebody voted
	EventSettled   Event = "settled"   // the votes of a step have come to a result
	EventRouted    Event = "routed"    // a split has chosen
	EventAsked     Event = "asked"     // somebody wants to know more
	EventAnswered  Event = "answered"  // the requester has answered
	EventInformed  Event = "informed"  // a message is in the outbox
	EventReminded  Event = "reminded"  // people were reminded
	EventTimedOut  Event = "timed_out" // a step's time is up
	EventEscalated Event = "escalated"
	EventSystem    Event = "system"     // another system answered
	EventRepeated  Event = "repeated"   // a loop goes back
	EventLeftOut   Event = "left_out"   // something that is not carried out here
	EventUncertain Event = "uncertain"  // what the text does not say, and what is taken for granted
	EventEnded     Event = "ended"      // the workflow has ended
	EventStopped   Event = "stopped"    // it cannot go on
	EventFilledIn  Event = "filled_in"  // fields were filled in at a step
	EventUnknown   Event = "unresolved" // nobody is known who could be asked
)

// Entry is a line of the audit trail. Seal is the SHA-256 of the line before and of this line, so that none can be changed,
// left out or put in without its showing; it is that of the English words, whatever language they are said in.
type Entry struct {
	At    time.Time  `json:"at"`
	Who   string     `json:"who"` // empty: nobody, it happened
	What  Event      `json:"what"`
	Step  string     `json:"step"`
	Words words.Text `json:"words"`
	Seal  string     `json:"seal"`
}

// sealed seals the lines of a trail; the first seal is tied to the text of the workflow.
func sealed(text string, trail []Entry) []Entry {
	before := sealOf([]byte(text))
	for i := range trail {
		trail[i].Seal = before
		line, _ := json.Marshal(trail[i]) // texts and a time can always be written
		before = sealOf(line)
		trail[i].Seal = before
	}
	return trail
}

func sealOf(line []byte) string {
	sum := sha256.Sum256(line)
	return hex.EncodeToString(sum[:])
}
