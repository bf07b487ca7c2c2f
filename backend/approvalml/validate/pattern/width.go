package pattern

import "math/bits"

// width is how many characters something matches, at least and at most. It grows no further than maxWidth.
type width struct{ least, most uint64 }

func (w width) plus(o width) width {
	return width{min(w.least+o.least, maxWidth), min(w.most+o.most, maxWidth)}
}

// or is the width of either of two.
func (w width) or(o width) width { return width{min(w.least, o.least), max(w.most, o.most)} }

func (w width) times(least, most uint64) width {
	made := width{times(w.least, least), times(w.most, most)}
	if most == maxRepeat && w.most > 0 {
		made.most = maxWidth
	}
	return made
}

func times(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	if high > 0 {
		return maxWidth
	}
	return min(low, maxWidth)
}
