package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// amount writes a value of a unit as people read it.
func amount(v float64, unit string) string {
	if unit == "ms" {
		switch {
		case v >= 60_000:
			return significant(v/60_000) + " min"
		case v >= 1000:
			return significant(v/1000) + " s"
		case math.Abs(v) < 0.1:
			return significant(v*1000) + " µs"
		}
	}
	return strings.TrimSpace(significant(v) + " " + unit)
}

// tick writes a power of ten at an axis; a time stays one of seconds, however long.
func tick(v float64, unit string) string {
	if unit == "ms" && v >= 1000 {
		return grouped(int(v/1000)) + " s"
	}
	return amount(v, unit)
}

// significant writes a number with three figures at most.
func significant(v float64) string {
	if v == 0 {
		return "0"
	}
	digits := 2 - int(math.Floor(math.Log10(math.Abs(v))))
	if digits <= 0 {
		return grouped(int(math.Round(v)))
	}
	text := strconv.FormatFloat(v, 'f', digits, 64)
	return strings.TrimRight(strings.TrimRight(text, "0"), ".")
}

// grouped writes a whole number with a comma before every three digits.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for at := len(text) - 3; at > 0 && text[at-1] != '-'; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}

// unit is what a figure is counted in; empty for a ratio and for a number.
func (f figure) unit() string {
	unit, _, _ := strings.Cut(f.metric, "/")
	switch unit {
	case "ms", "MB", "KB":
		return unit
	default:
		return ""
	}
}

func (f figure) write(v float64) string {
	switch {
	case f.against != "" && v < 0.1:
		return significant(v)
	case f.against != "":
		return fmt.Sprintf("%.2f", v)
	}
	return amount(v, f.unit())
}

// half writes the middle half of the rounds; empty where it is not known.
func (f figure) half(v value) string {
	if !v.spread {
		return ""
	}
	return f.write(v.low) + " to " + f.write(v.high)
}

// bound writes the limit.
func (f figure) bound() string {
	if f.limit == 0 {
		return ""
	}
	word := "at most "
	if f.atLeast {
		word = "at least "
	}
	return word + amount(f.limit, f.unit())
}

func (f figure) met(v value) bool {
	if f.atLeast {
		return v.median >= f.limit
	}
	return v.median <= f.limit
}

func (f figure) verdict(v value) string {
	switch {
	case f.limit == 0:
		return ""
	case f.met(v):
		return "met"
	default:
		return "**missed**"
	}
}
