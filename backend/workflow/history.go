package workflow

// History is what the journal of a workflow on this laptop holds.
type History struct {
	Ref      Ref
	Versions []Version // oldest first, numbered from 1
	Receipts []Receipt // in the order in which the buckets took the versions
	Size     int64     // bytes of journal that were read
}

// JournalSpan is the part of a journal that one write added, in bytes from its beginning. A catalogue that had
// followed the journal up to From has followed it up to To once the write is recorded; one that had not must read
// the journal again.
type JournalSpan struct {
	From, To int64
}
