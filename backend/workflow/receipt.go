package workflow

import "time"

// ReceiptKind says in which way a bucket has a version.
type ReceiptKind string

// The kinds of receipts.
const (
	// ReceiptVersion: as a native version of the workflow's object, or as its delete marker.
	ReceiptVersion ReceiptKind = ""
	// ReceiptSide: beside the workflow, below conflicts/, because it lost a race. It is nobody's base.
	ReceiptSide ReceiptKind = "side"
	// ReceiptDropped: not at all, and it need not: a deletion that gave way to somebody's edit.
	ReceiptDropped ReceiptKind = "dropped"
)

// Receipt says that a bucket holds a version.
type Receipt struct {
	BucketID  string // UUID of the bucket, from its sentinel: the same bucket under another address has the same
	UID       UID
	Kind      ReceiptKind
	VersionID string // the bucket's own version id; empty only for ReceiptDropped
	ETag      string // empty only for a deletion
	PushedAt  time.Time
}
