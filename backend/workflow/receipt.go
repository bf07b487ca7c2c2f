package workflow

import "time"

// Receipt says that a bucket holds a version.
type Receipt struct {
	BucketID  string // UUID of the bucket, from its sentinel: the same bucket under another address has the same
	UID       UID
	VersionID string // the bucket's own version id; never empty
	ETag      string // never empty
	PushedAt  time.Time
}
