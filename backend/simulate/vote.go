package simulate

// Verdict is what votes come to.
type Verdict uint8

// The verdicts.
const (
	Open Verdict = iota // it can still go either way
	Approved
	Rejected
)

// Needed is how many of those who vote must approve: so many as the step asks for, or, where it names no number, all of them, any
// one, or a majority, which is more than half. Nobody is never enough, and more than there are is all of them.
func Needed(strategy string, count, voters int) int {
	switch {
	case count > 0:
	case strategy == "any_one":
		count = 1
	case strategy == "majority":
		count = voters/2 + 1
	default:
		count = voters
	}
	return max(min(count, voters), 1)
}

// Tally says what votes come to as early as it can be told: approved once enough approve, rejected once too many are against
// for that to be possible.
func Tally(needed, voters, approving, against int) Verdict {
	switch {
	case approving >= needed:
		return Approved
	case against > voters-needed:
		return Rejected
	}
	return Open
}
