package simulate

import "strings"

// Verdict is what votes come to.
type Verdict uint8

// The verdicts.
const (
	Open Verdict = iota // it can still go either way
	Approved
	Rejected
)

// Needed is how many of those who vote must approve: all of them, any one, a majority, which is more than half, or the number
// that the step asks for. Nobody is never enough, and more than there are is all of them.
func Needed(strategy string, count, voters int) int {
	switch strings.TrimSpace(strategy) {
	case "any_one":
		count = 1
	case "majority":
		count = voters/2 + 1
	default:
		if count <= 0 {
			count = voters
		}
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
