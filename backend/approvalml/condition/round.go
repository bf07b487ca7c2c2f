package condition

import (
	"math"
	"strconv"
	"strings"
)

// roundInside is a number strictly between low and high, as round as there is one; false when there is none that can be
// written (or no whole one).
func roundInside(low, high float64, whole bool) (float64, bool) {
	inside := func(x float64) bool { return x > low && x < high && (!whole || x == math.Trunc(x)) }
	var candidate float64
	switch {
	case math.IsInf(low, -1) && math.IsInf(high, 1):
		return 0, true
	case math.IsInf(low, -1):
		candidate = math.Ceil(high) - 1
		if !inside(candidate) {
			candidate = math.Nextafter(high, math.Inf(-1))
		}
		return candidate, !math.IsInf(candidate, 0) && inside(candidate)
	case math.IsInf(high, 1):
		candidate = math.Floor(low) + 1
		if !inside(candidate) {
			candidate = math.Nextafter(low, math.Inf(1))
		}
		return candidate, !math.IsInf(candidate, 0) && inside(candidate)
	case low < 0 && high > 0:
		return 0, true
	}
	const finest = 18 // digits below the width of the interval
	top := math.Floor(math.Log10(high - low))
	for power := top; power > top-finest && !math.IsInf(top, 0); power-- {
		if whole && power < 0 {
			break
		}
		if power >= 0 {
			step := math.Pow(10, power)
			candidate = (math.Floor(low/step) + 1) * step
		} else {
			parts := math.Pow(10, -power)
			candidate = (math.Floor(low*parts) + 1) / parts
		}
		if inside(candidate) {
			return candidate, true
		}
	}
	if candidate = math.Floor(low) + 1; inside(candidate) {
		return candidate, true
	}
	candidate = low/2 + high/2
	return candidate, inside(candidate)
}

// roundness is larger for rounder numbers: 1000 over 1500 over 1234 over 12.5. Zero is the least, because it says little.
func roundness(x float64) int {
	if x == 0 {
		return -100
	}
	digits := strings.TrimLeft(writtenNumber(math.Abs(x)), "0.")
	digits = strings.TrimRight(strings.Replace(digits, ".", "", 1), "0")
	return -len(digits)
}

// writtenNumber is a number as a person writes it.
func writtenNumber(x float64) string {
	if size := math.Abs(x); size != 0 && (size >= 1e21 || size < 1e-9) {
		return strconv.FormatFloat(x, 'g', -1, 64)
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}

// anotherText is none of the texts.
func anotherText(texts []string) string {
	taken := make(map[string]bool, len(texts))
	for _, text := range texts {
		taken[text] = true
	}
	text := "something else"
	for i := 2; taken[text]; i++ {
		text = "something else " + strconv.Itoa(i)
	}
	return text
}
