package workflow

import "time"

// Pending is a version that waits to be sent to a bucket.
type Pending struct {
	Version  Version
	Attempts int      // how often sending it was begun; more than 0 says that the bucket may have it already
	Failure  *Failure // why the last attempt did not succeed; nil when none failed
}

// Failure says why a version could not be sent.
type Failure struct {
	Code     Code
	Message  string
	Hint     string
	At       time.Time
	Attempts int // how often sending it was begun
}
